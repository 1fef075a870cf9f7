"""Whether what a cell holds is read by whoever looks at it: dark, large, upright, not struck out, not cut off."""

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell
from bondcalc.audit.xlsx.colours import faint
from bondcalc.audit.xlsx.layout import CHARACTER, MARGIN
from bondcalc.audit.xlsx.spots import area_of
from bondcalc.audit.xlsx.styles import CellFont
from bondcalc.inputs.files.stored import Spot

SMALL = 6.0
"""Points below which letters are not read; ours have nine and more."""
DIGIT = 0.667
"""Pixels of a digit or Latin letter in the faces used in China, for each point of its size; other signs take twice as many."""
STEP = 9
"""Pixels of a step of indent."""
LINE = 1.2
"""Height of a line, in sizes of its letters."""
TIGHT = 0.85
"""Share of its estimated width that a number needs at least; faces differ."""
LOW = 0.75
"""Share of its letters' height that a line needs at least."""
_SECTION = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def faults(cell: StoredCell) -> set[str]:
    """Name what keeps a cell from being read, by words of the catalogue without their `look_`."""
    style = cell.style
    found = {
        fault for words, font in (cell.runs or ((" x", style.font),)) if words.strip() for fault in _letters(cell, font)
    }
    named = {
        "crossed": style.crossed,
        "turned": style.turned != 0,
        "repeated": style.repeated,
        "backwards": style.backwards,
        "patterned": style.patterned,
        "above": bool(cell.above.strip()),
    }
    return found | {name for name, on in named.items() if on}


def _letters(cell: StoredCell, font: CellFont) -> Iterator[str]:
    if faint(font.colour, cell.style.grounds):
        yield "faint"
    if font.size < SMALL:
        yield "tiny"
    if font.struck:
        yield "struck"
    if font.raised:
        yield "raised"
    if font.symbols:
        yield "symbols"
    if font.hollow:
        yield "hollow"


def in_sight(page: AuditedSheet, spot: Spot) -> float:
    """Give the share of a cell's text that its row and column have room for; a number is there as a whole or not at all."""
    cell = page.cells[spot]
    width, height = _room(page, spot)
    size = max((font.size for _, font in cell.runs), default=cell.style.font.size)
    if height is not None and height < LOW * size and not cell.style.turned:
        return 0.0
    width -= cell.style.indent * STEP
    if isinstance(cell.value, float) and not cell.style.shrunk:
        return 1.0 if _digits(cell.value, cell.style.shown_as) * DIGIT * size * TIGHT <= width + MARGIN else 0.0
    return _words_in_sight(page, spot, str(cell.value), (max(width, 0.0), height), size)


def _words_in_sight(page: AuditedSheet, spot: Spot, words: str, room: tuple[float, float | None], size: float) -> float:
    width, height = room
    needed = max((_length(line) for line in words.split("\n")), default=0) * DIGIT * size
    style = page.cells[spot].style
    if style.shrunk:
        return 1.0 if needed == 0 or width / needed * size >= SMALL else 0.0
    if style.wrapped:
        if width < size:
            return 0.0
        lines = sum(max(1, math.ceil(_length(line) * DIGIT * size / width)) for line in words.split("\n"))
        return 1.0 if height is None else min(1.0, max(1.0, height // (size * LINE)) / lines)
    if (spot[0], spot[1] + 1) not in page.cells or needed == 0:
        return 1.0
    return min(1.0, width / needed)


def _room(page: AuditedSheet, spot: Spot) -> tuple[float, float | None]:
    """Give the width in pixels and the height in points that a cell has, with those merged into it."""
    top, left, bottom, right = (*spot, *spot)
    for block in page.merged:
        area = area_of(block)
        if area[:2] == spot:
            top, left, bottom, right = area
    width = sum(page.layout.column_width(column) * CHARACTER for column in range(left, min(right, left + 99) + 1))
    heights = [page.layout.row_height(row) for row in range(top, min(bottom, top + 99) + 1)]
    return width, None if None in heights else math.fsum(filter(None, heights))


@lru_cache(maxsize=8192)
def _length(words: str) -> int:
    """Count the signs of a text, those of double width twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def _digits(number: float, shown_as: str) -> int:
    """Count the signs with which a number format shows a number."""
    code = _SECTION.sub("", shown_as).split(";")[0]
    if shown_as in {"general", "@"}:
        return len(f"{number:.0f}")
    if "yy" in code:
        return len(code)
    places = len(re.sub(r"[^0]", "", code.partition(".")[2]))
    scaled = number * 100 if "%" in code else number
    return len(f"{scaled:,.{places}f}" if "," in code else f"{scaled:.{places}f}") + code.count("%")
