"""Which limits a multiple falls below, in words that stand behind it."""

from collections.abc import Iterator

from bondcalc.filings.parts.figured import joined
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.typeset.document import Text


def missed(writer: Writer, ratio: str) -> Text:
    """Name each limit that a ratio falls below; empty where it reaches all of them."""
    return joined("", [writer.clause(name, ratio) for name in _limits(writer, ratio)])


def _limits(writer: Writer, ratio: str) -> Iterator[str]:
    multiple, own = writer.value(ratio), writer.result.project.form(Settings).coverage_threshold
    if multiple is not None and multiple < writer.result.rules.value("coverage_floor").number:
        yield "multiple_short"
    if multiple is not None and own is not None and multiple < own:
        yield "multiple_short_local"
