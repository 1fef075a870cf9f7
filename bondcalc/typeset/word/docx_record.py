"""The parts that travel inside a Word filing: the figures, the record of what was made, the files it was made from."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bondcalc.data import digest
from bondcalc.inputs.further_file import Further
from bondcalc.typeset.word.docx_blocks import WordBlock
from bondcalc.typeset.word.docx_controls import STORE_GUID
from bondcalc.typeset.word.docx_markup import DECLARATION, escaped
from bondcalc.typeset.word.docx_names import SCHEMA, SPACE

PARTS = {
    "figures": STORE_GUID,
    "record": "{6B0F7A52-3C3E-5D0B-9E0C-1B0D5A1C0002}",
    "input": "{6B0F7A52-3C3E-5D0B-9E0C-1B0D5A1C0003}",
}
"""The parts by the name of their root, and the GUID of each."""
COLUMNS = 76
"""Signs a line of a file written as text."""


@dataclass(frozen=True)
class WordOrigin:
    """What a Word filing is made from: filing, program, day, the input by name and hash, names of figures.

    `further` are the files it was made from too; `carried` those that travel inside: the input first, then further ones at hand.
    """

    filing: str
    version: str
    filed: date
    input: tuple[str, str]
    named: Callable[[str], str] = str
    further: Further = ()
    carried: Mapping[str, bytes] = field(default_factory=dict)


def figures_part(store: Mapping[str, str]) -> str:
    """Write the store: an element a figure, its text as printed."""
    inside = "".join(f"<{key}>{escaped(text)}</{key}>" for key, text in store.items())
    return f'{DECLARATION}<figures xmlns="{SPACE}">{inside}</figures>'


def record_part(origin: WordOrigin, blocks: Sequence[WordBlock]) -> str:
    """Write what the filing was made from and the blocks that were made."""
    made = "".join(
        _element("block", _texts(name=block.name, kind=block.kind, id=block.id, sha256=block.sha256))
        for block in blocks
    )
    name, hashed = origin.input
    head = _texts(schema=SCHEMA, version=origin.version, filing=origin.filing)
    stated = _element("input", _texts(name=name, sha256=hashed))
    stated += "".join(_element(file.kind, _texts(name=file.name, sha256=file.sha256)) for file in origin.further)
    return f'{DECLARATION}<record xmlns="{SPACE}">{head}{stated}{made}</record>'


def input_part(carried: Mapping[str, bytes]) -> str:
    """Write the files the filing was made from."""
    inside = "".join(
        _element("file", _texts(name=name, sha256=digest(data), data=_text_of(data))) for name, data in carried.items()
    )
    return f'{DECLARATION}<input xmlns="{SPACE}">{inside}</input>'


def _text_of(data: bytes) -> str:
    text = b64encode(data).decode()
    return "\n".join(text[at : at + COLUMNS] for at in range(0, len(text), COLUMNS))


def _texts(**texts: str) -> str:
    return "".join(_element(name, text if name == "data" else escaped(text)) for name, text in texts.items())


def _element(name: str, inside: str) -> str:
    return f"<{name}>{inside}</{name}>"
