"""Names of files in a folder that is audited: filings' own, what programs leave behind, copies further inside."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bondcalc.filings.draw import known
from bondcalc.wording.messages import listed, notice

WORKBOOKS = (".xlsx", ".xlsm")
MOST_SEEN, MOST_NAMED = 2000, 10
"""Files of inner folders that are looked at, and that are named."""


def hidden_name(name: str) -> bool:
    """Tell what programs leave behind: dot files, lock files of Office, the folder macOS packs its own files in."""
    return name.startswith((".", "~$")) or name == "__MACOSX"


def below(folder: Path) -> Iterator[str]:
    """Name copies in the folders inside a filing's own, which are not looked into."""
    inside = (
        path
        for path in islice(folder.glob("*/**/*"), MOST_SEEN)
        if path.suffix.lower() in {".pdf", ".toml", *WORKBOOKS}
    )
    found = sorted(
        path.relative_to(folder).as_posix()
        for path in inside
        if not any(map(hidden_name, path.relative_to(folder).parts))
    )
    if found:
        yield notice("copies_below", names=listed(found[:MOST_NAMED]), count=len(found))


def filing_name(name: str, *others: str) -> str | None:
    """Give the filing whose own name a file bears, in either case and whatever follows it: plan(2).pdf, PLAN.PDF."""
    stem = name.casefold().rpartition(".")[0]
    names = (*known(), *(other.partition(".")[0] for other in others))
    return next((one for one in names if re.match(rf"{one}(?![a-z])", stem)), None)
