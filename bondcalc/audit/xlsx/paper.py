"""The paper a sheet is printed on: its size, how the sheet is made to fit it, what stands on every page."""

import math
import re
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from bondcalc.audit.xlsx.marks import number, whole
from bondcalc.inputs.files.package import true

MILLIMETRE = 25.4
"""Millimetres of an inch."""
PAPERS = {
    1: (215.9, 279.4),
    2: (215.9, 279.4),
    3: (279.4, 431.8),
    4: (431.8, 279.4),
    5: (215.9, 355.6),
    6: (139.7, 215.9),
    7: (184.2, 266.7),
    8: (297, 420),
    9: (210, 297),
    10: (210, 297),
    11: (148, 210),
    12: (250, 353),
    13: (176, 250),
    14: (215.9, 330.2),
    15: (215, 275),
    16: (254, 355.6),
    17: (279.4, 431.8),
    18: (215.9, 279.4),
    19: (98.4, 225.4),
    20: (104.8, 241.3),
    21: (114.3, 263.5),
    22: (120.7, 279.4),
    23: (127, 292.1),
    24: (431.8, 558.8),
    25: (558.8, 863.6),
    26: (863.6, 1117.6),
    27: (110, 220),
    28: (162, 229),
    29: (324, 458),
    30: (229, 324),
    31: (114, 162),
    32: (114, 229),
    33: (250, 353),
    34: (176, 250),
    35: (176, 125),
    36: (110, 230),
    37: (98.4, 190.5),
    38: (92.1, 165.1),
    39: (377.8, 279.4),
    40: (215.9, 304.8),
    41: (215.9, 330.2),
    42: (250, 353),
    43: (100, 148),
    44: (228.6, 279.4),
    45: (254, 279.4),
    46: (381, 279.4),
    47: (220, 220),
    50: (235.6, 304.8),
    51: (235.6, 381),
    52: (296.9, 457.2),
    53: (235.5, 322.3),
    54: (210.2, 279.4),
    55: (210, 297),
    56: (235.6, 304.8),
    57: (227, 356),
    58: (305, 487),
    59: (215.9, 322.3),
    60: (210, 330),
    61: (148, 210),
    62: (182, 257),
    63: (322, 445),
    64: (174, 235),
    65: (201, 276),
    66: (420, 594),
    67: (297, 420),
    68: (322, 445),
    69: (200, 148),
    70: (105, 148),
    75: (279.4, 215.9),
    76: (420, 297),
    77: (297, 210),
    78: (210, 148),
    79: (364, 257),
    80: (257, 182),
    81: (148, 100),
    82: (148, 200),
    83: (148, 105),
    88: (128, 182),
    89: (182, 128),
    93: (146, 215),
    94: (97, 151),
    95: (97, 151),
    96: (102, 165),
    97: (102, 176),
    98: (125, 176),
    99: (110, 208),
    100: (110, 220),
    101: (120, 230),
    102: (160, 230),
    103: (120, 309),
    104: (229, 324),
    105: (324, 458),
    106: (215, 146),
    107: (151, 97),
    108: (151, 97),
}
"""Width and height in millimetres of upright paper, by the numbers of ISO/IEC 29500 part 1, 18.3.1.63 and of printer drivers."""
A4 = 210 / MILLIMETRE, 297 / MILLIMETRE
"""Width and height in inches."""
LONGEST, LARGEST = 1000.0, 1000
"""Inches and percent, far beyond any paper and any scale, to which what a file states is cut."""
_LENGTH = re.compile(r"([\d.]+)(mm|cm|in|pt|pc|pi)")
_UNITS = {"mm": 1 / MILLIMETRE, "cm": 10 / MILLIMETRE, "in": 1.0, "pt": 1 / 72, "pc": 1 / 6, "pi": 1 / 6}


@dataclass(frozen=True, slots=True)
class Paper:
    """How a sheet is printed. `size` is width and height in inches as it lies (None: a number only a printer knows).

    `across` and `down` are the pages it is made to fit (0: as many as it takes), heeded where it is `fitted`; `scale` in
    percent is heeded where it is not. `colourless` and `draft` are kinds of print; a draft leaves charts out.
    """

    size: tuple[float, float] | None = A4
    fitted: bool = False
    across: int = 1
    down: int = 1
    scale: int = 100
    colourless: bool = False
    draft: bool = False


def read_setup(paper: Paper, element: Element) -> Paper:
    """Read `pageSetup`."""
    return replace(
        paper,
        size=_size(element),
        across=whole(element.get("fitToWidth"), 1),
        down=whole(element.get("fitToHeight"), 1),
        scale=max(0, min(whole(element.get("scale"), 100), LARGEST)),
        colourless=true(element.get("blackAndWhite")),
        draft=true(element.get("draft")),
    )


def _size(element: Element) -> tuple[float, float] | None:
    stated = _length(element.get("paperWidth")), _length(element.get("paperHeight"))
    known = PAPERS.get(whole(element.get("paperSize"), 1))
    if stated[0] and stated[1]:
        width, height = stated
    elif known:
        width, height = (side / MILLIMETRE for side in known)
    else:
        return None
    return (height, width) if element.get("orientation") == "landscape" else (width, height)


def _length(text: str | None) -> float:
    """Give a length in inches; 0 for none."""
    length = _LENGTH.fullmatch(text or "")
    return min(number(length[1], 0) * _UNITS[length[2]], LONGEST) if length else 0.0


def read_margins(element: Element) -> tuple[float, float]:
    """Read `pageMargins`: inches left blank, across and down."""
    left, right, top, bottom = (
        max(-LONGEST, min(number(element.get(side), 0), LONGEST)) for side in ("left", "right", "top", "bottom")
    )
    return left + right, top + bottom


def fit(paper: Paper, needed: tuple[float, float], room: tuple[float, float]) -> float:
    """Give the share of its size at which a sheet is printed that needs some inches across and down of the room of a page."""
    if not paper.fitted:
        return paper.scale / 100
    pages = paper.across or math.inf, paper.down or math.inf
    return min(1.0, *(count * held / need for count, held, need in zip(pages, room, needed, strict=True) if need > 0))
