"""Whether what a cell holds is read by whoever looks at it: dark, large, upright, not struck out, not cut off."""

import math
import re
import unicodedata
from functools import lru_cache

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell
from bondcalc.audit.xlsx.colours import Colour, faint
from bondcalc.audit.xlsx.layout import CHARACTER, MARGIN
from bondcalc.audit.xlsx.spots import area_of
from bondcalc.audit.xlsx.styles import CellFont, CellStyle
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
    fonts = [font for words, font in cell.runs if words.strip()] if cell.runs else [cell.style.font]
    found = set(_standing(cell.style)).union(*(_letters(font, cell.style.grounds) for font in fonts))
    return found | {"above"} if cell.above.strip() else found


@lru_cache(maxsize=4096)
def _standing(style: CellStyle) -> tuple[str, ...]:
    named = {
        "crossed": style.crossed,
        "turned": style.turned != 0,
        "repeated": style.repeated,
        "backwards": style.backwards,
        "patterned": style.patterned,
    }
    return tuple(name for name, on in named.items() if on)


@lru_cache(maxsize=4096)
def _letters(font: CellFont, grounds: tuple[Colour, ...]) -> tuple[str, ...]:
    named = {
        "faint": faint(font.colour, grounds),
        "tiny": font.size < SMALL,
        "struck": font.struck,
        "raised": font.raised,
        "symbols": font.symbols,
        "hollow": font.hollow,
    }
    return tuple(name for name, on in named.items() if on)


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
    top, left, bottom, right = next((area for area in map(area_of, page.merged) if area[:2] == spot), (*spot, *spot))
    width = sum(page.layout.column_width(column) * CHARACTER for column in range(left, min(right, left + 99) + 1))
    heights = [page.layout.row_height(row) for row in range(top, min(bottom, top + 99) + 1)]
    return width, None if None in heights else math.fsum(filter(None, heights))


@lru_cache(maxsize=8192)
def _length(words: str) -> int:
    """Count the signs of a text, those of double width twice."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def _digits(number: float, shown_as: str) -> int:
    """Count the signs with which a number format shows a number."""
    if shown_as in {"general", "@"}:
        return len(f"{number:.0f}")
    code, places = _figure_code(shown_as)
    if "yy" in code:
        return len(code)
    scaled = number * 100 if "%" in code else number
    return len(f"{scaled:,.{places}f}" if "," in code else f"{scaled:.{places}f}") + code.count("%")


@lru_cache(maxsize=4096)
def _figure_code(shown_as: str) -> tuple[str, int]:
    """Give the part of a number format that shows a positive figure, and its decimal places."""
    code = _SECTION.sub("", shown_as).split(";")[0]
    return code, code.partition(".")[2].count("0")
