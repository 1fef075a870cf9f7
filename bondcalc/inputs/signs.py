"""Signs nobody sees or nobody can print: dropped at the ends of a value, named inside it, told at the cell."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from bondcalc.inputs.raw import RawCell, RawFile, RawRow
from bondcalc.problem import Place
from bondcalc.wording.messages import Long, listed, notice

Prints = Callable[[str], bool]
"""Tells whether a filing can show a character."""

INVISIBLE = (
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
"""Format signs (Unicode category Cf): zero-width spaces, marks of direction and of byte order, soft hyphens."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_ENDS = re.compile(rf"^[\s{INVISIBLE}]+|[\s{INVISIBLE}]+$")


_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58]")
_PROJECT_CODE = re.compile(r"[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}")


def plain_code(text: str) -> str:
    """Give a 投资项目统一代码 in its one form, however it was typed (full width, other dashes, blanks); any other text as it is."""
    code = _DASHES.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))
    return code if _PROJECT_CODE.fullmatch(code) else text


def is_project_code(text: str) -> bool:
    """Tell whether a text has the form of a 投资项目统一代码: year and month, region, kind, list and number."""
    return _PROJECT_CODE.fullmatch(plain_code(text)) is not None


def visible(text: str) -> str:
    """Leave out the signs nobody sees; for comparing."""
    return _INVISIBLE.sub("", text)


def invisible(text: str) -> str:
    """Give the first sign nobody sees, empty for none."""
    match = _INVISIBLE.search(text)
    return match[0] if match else ""


def spelt(text: str) -> str:
    """Show a text with every sign nobody sees written as its number."""
    return _INVISIBLE.sub(lambda match: f"[{number(match[0])}]", text)


def number(sign: str) -> str:
    """Name a character by its number in Unicode."""
    return f"U+{ord(sign):04X}"


def named(sign: str) -> str:
    """Name a character so that it can be found even when it has no shape."""
    return f"“{sign}”（{number(sign)}）" if sign.isprintable() else number(sign)


def unprintable(text: str, prints: Prints) -> list[str]:
    """Give the characters that no filing can show, each once; tabs and line ends become blanks."""
    return [sign for sign in dict.fromkeys(text) if sign not in "\n\t" and not prints(sign)]


def drop_signs(raw: RawFile) -> None:
    """Drop the signs nobody sees from both ends of every value, and name the cells in which there were some in one notice."""
    places: list[Place] = []
    for id_, given in raw.sheets.items():
        rows = tuple(_trimmed(row, places) if any(map(_hides, row.every())) else row for row in given.rows)
        raw.sheets[id_] = replace(given, rows=rows)
    if places:
        cells = Long(listed(f"[{place.sheet}] {place.cell}" for place in places))
        raw.notices.append(notice("signs_dropped", cells=cells))


def _hides(cell: RawCell) -> bool:
    return isinstance(cell.value, str) and _INVISIBLE.search(cell.value) is not None


def _trimmed(row: RawRow, told: list[Place]) -> RawRow:
    cells = {field: _bare(cell, told) for field, cell in row.cells.items()}
    indexed = {field: {year: _bare(cell, told) for year, cell in years.items()} for field, years in row.indexed.items()}
    return replace(row, cells=cells, indexed=indexed)


def _bare(cell: RawCell, told: list[Place]) -> RawCell:
    if not isinstance(cell.value, str) or not _hides(cell):
        return cell
    bare = _ENDS.sub("", cell.value)
    if len(_INVISIBLE.findall(bare)) < len(_INVISIBLE.findall(cell.value)):
        told.append(cell.place)
    return cell._replace(value=bare)


def drawable(sign: str) -> bool:
    """Tell whether a character can have a shape at all: controls, format signs and private ones have none."""
    return unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"}
