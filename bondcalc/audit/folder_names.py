"""Names of files in a folder that is audited: filings' own, what programs leave behind, copies further inside."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bondcalc.disk.standing import DRAFT_STEM
from bondcalc.filings.draw import every
from bondcalc.wording.messages import listed, notice

UNSEEN = ("Cf", "Cc", "Mn")
"""Categories of signs that leave nothing on the screen; of letters with marks the marks."""
ALIKE = {
    **dict(zip("\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u04cf\u043c", "acdehijlm", strict=True)),
    **dict(zip("\u0578\u043e\u0440\u0455\u057d\u03bd\u0432\u0445\u0443", "nopsuvbxy", strict=True)),
    **dict(zip("\u03b1\u03b5\u03b9\u03bf\u03c1\u03c5\u0269\u0131", "aeiopuii", strict=True)),
}
"""Cyrillic, Greek, Armenian and other small letters that look like those in the names of filings."""
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
        if plain_name(path.name).endswith((".pdf", ".toml", *WORKBOOKS))
    )
    found = sorted(
        path.relative_to(folder).as_posix()
        for path in inside
        if not any(map(hidden_name, path.relative_to(folder).parts))
    )
    if found:
        yield notice("copies_below", names=listed(found[:MOST_NAMED]), count=len(found))


def plain_name(name: str) -> str:
    """Give a name as the eye reads it: small letters without marks, nothing that has no shape, Latin for what looks it."""
    shown = (sign for sign in unicodedata.normalize("NFKD", name) if unicodedata.category(sign) not in UNSEEN)
    return "".join(ALIKE.get(sign, sign) for sign in "".join(shown).casefold()).strip()


def filing_name(name: str, *others: str) -> str | None:
    """Give the filing whose own name a file bears, whatever follows it and whatever letters it is in.

    plan(2).pdf, PLAN.PDF, and letters of other scripts that look like those.
    """
    stem = plain_name(name).rpartition(".")[0]
    names = (*every(), *(other.partition(".")[0] for other in others))
    return next((one for one in names if re.match(rf"{one}(?![a-z])", stem)), None)


def is_word(name: str) -> bool:
    """Tell whether a file is the Word file of a filing by its name."""
    return name.casefold().endswith(".docx") and filing_of(name) in every()


def filing_of(name: str) -> str:
    """Give the filing a file bears the name of, without its ending and the mark of a draft."""
    return name.casefold().rpartition(".")[0].removesuffix(DRAFT_STEM)


def poses(name: str, *others: str) -> bool:
    """Tell whether a file that is none bears the name and the ending of a filing, as the eye reads them."""
    return plain_name(name).endswith((".pdf", *WORKBOOKS)) and filing_name(name, *others) is not None
