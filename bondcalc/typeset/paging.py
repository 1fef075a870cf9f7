"""Pages: the formats of paper, the pieces that stand on them, the pen that draws.

All lengths are points; y grows upwards, as in the PDF.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from bondcalc.typeset.chinese import MOST_STRETCH, break_lines, stretchable
from bondcalc.typeset.document import Document, Text
from bondcalc.typeset.fonts import Style, Typefaces
from bondcalc.typeset.operators import Letters, draw_at
from bondcalc.typeset.printed_texts import plain
from bondcalc.typeset.titles import title_lines
from bondcalc.typeset.widths import Role, TextLine, Widths

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
BODY = 16.0
"""三号, in points."""
LEADING = 28.9
MIDDLE = 0.38
"""The middle of a Chinese character above its baseline, as a part of its size."""
Align = Literal["l", "c", "r", "j"]


@dataclass(frozen=True)
class PageFormat:
    """A page format: paper and text block (版心)."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def measure(self) -> float:
        """Width of the text block."""
        return self.right - self.left

    @property
    def depth(self) -> float:
        """Height of the text block."""
        return self.top - self.bottom


def sheet(width: float, height: float, *, top: float, right: float, bottom: float, left: float) -> PageFormat:
    """Make a page format from paper and margins in millimetres."""
    return PageFormat(
        width=width * MM,
        height=height * MM,
        left=left * MM,
        right=(width - right) * MM,
        top=(height - top) * MM,
        bottom=bottom * MM,
    )


PORTRAIT = sheet(210, 297, top=37, right=26, bottom=35, left=28)
# The binding edge (28 mm) is at the top of a landscape page; its sides take width for tables.
LANDSCAPE = sheet(297, 210, top=28, right=25, bottom=26, left=25)


class SealPlace(NamedTuple):
    """A strip of a page, from margin to margin, that is kept for seals and signatures (用印处): page from 1, heights in points."""

    page: int
    bottom: float
    top: float


class LoggedFigure(NamedTuple):
    """A figure as it was drawn: page from 1, id, text, and which text of the page holds it, counted from 0."""

    page: int
    id: str
    text: str
    drawn: int


@dataclass
class Pen:
    """Draws on the current page, counts the texts of each page, notes every figure it draws and every strip that is kept for seals."""

    canvas: "Canvas"
    faces: Typefaces
    targets: dict[str, int]
    page: int = 1
    log: list[LoggedFigure] = field(default_factory=list)
    drawn: Counter[int] = field(default_factory=Counter)
    kept: list[SealPlace] = field(default_factory=list)
    inked: dict[tuple[str, Style], str] = field(default_factory=dict)
    letters: dict[Role, Letters] = field(default_factory=dict)

    def text(self, text: str, style: Style, x: float, y: float, align: Align = "l") -> None:
        """Draw one line of text; x is its left end, middle or right end."""
        back = {"c": 0.5, "r": 1}.get(align, 0)
        shift = self.faces.width(plain(text), *style) * back if back else 0
        self.string(plain(text), style, x - shift, y)

    def line(self, line: TextLine, style: Style, x: float, y: float, *, width: float, align: Align) -> None:
        """Draw a broken line in a box `width` wide; `j` justifies all lines but the last and those too short for it."""
        spare = width - line.width * style.size
        stretch = 0.0
        if align == "j" and not line.last and spare > 0:
            gaps = sum(len(run) for run, loose in stretchable(line.text) if loose)
            # Half of a stretch makes a line loose and leaves it short all the same.
            stretch = spare / gaps if gaps and spare / gaps <= MOST_STRETCH * style.size else 0.0
        shift = spare if align == "r" else spare / 2 if align == "c" else 0
        self.string(line.text, style, x + shift, y, stretch)
        if line.figures:
            last = self.drawn[self.page] - 1
            self.log += [LoggedFigure(self.page, figure.id, figure.text, last) for figure in line.figures]

    def string(self, text: str, style: Style, x: float, y: float, stretch: float = 0) -> None:
        """Draw a line, its characters `stretch` points further apart than they are, but not inside words."""
        if not text:
            return
        self.drawn[self.page] += 1
        ink = None if stretch else self.inked.get((text, style))
        if ink is None:
            ink = self._ink(text, style, stretch)
            if not stretch:
                self.inked[text, style] = ink
        draw_at(self.canvas, x, y, ink)

    def _ink(self, text: str, style: Style, stretch: float) -> str:
        """Give the operators of a text behind its place: the same wherever it stands."""
        if style.role not in self.letters:
            self.letters[style.role] = Letters(self.canvas, self.faces, style.role)
        runs = ((run, stretch if loose else 0) for run, loose in stretchable(text)) if stretch else [(text, None)]
        return " ".join(self.letters[style.role].ink(runs, style.size))

    def keep_for_seals(self, y: float, height: float) -> None:
        """Note a strip of this page, `y` its top, over which a seal may lie."""
        self.kept.append(SealPlace(self.page, y - height, y))

    def rule(self, x: float, y: float, to_x: float, to_y: float, width: float = 0.5) -> None:
        """Draw a straight line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x, y, to_x, to_y)


DrawPiece = Callable[[Pen, float, float], None]
"""Draws a piece whose top left corner is at x, y."""


class Piece(NamedTuple):
    """Something that stands on one page.

    `keep`: on the same page as the piece after it. `hold`: the same where a page holds the whole chain; a chain that
    no page holds breaks here first. `before`: blank above, dropped at the top of a page.
    `repeat`: pieces to put above it when it opens a page. `fresh`: opens a new page. `closing`: ends its page.
    `name`: the target of links to it.
    """

    height: float
    draw: DrawPiece
    keep: bool = False
    hold: bool = False
    before: float = 0
    landscape: bool = False
    repeat: Sequence["Piece"] = ()
    fresh: bool = False
    closing: bool = False
    name: str = ""


@dataclass
class Page:
    """A page and what stands on it: (piece, y of its top)."""

    sheet: PageFormat
    placed: list[tuple[Piece, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.y = self.sheet.top
        self.closed = False

    def put(self, piece: Piece) -> None:
        """Place a piece under the others."""
        self.y -= piece.before if self.placed else 0
        self.placed.append((piece, self.y))
        self.y -= piece.height
        self.closed = piece.closing


def blank(height: float, *, keep: bool = False, closing: bool = False) -> Piece:
    """Make a piece of white."""
    return Piece(height, lambda _pen, _x, _y: None, keep=keep, closing=closing)


def space(height: float) -> Piece:
    """Make white between two pieces of a page; there is none at its top or at its end."""
    return Piece(0, lambda _pen, _x, _y: None, before=height)


def target(number: int) -> str:
    """Name the block of that number for links."""
    return f"block{number}"


def paragraph(
    faces: Widths,
    text: Text,
    style: Style,
    leading: float,
    *,
    width: float = PORTRAIT.measure,
    indent: float = 0,
    align: Align = "j",
    left: float = 0,
    together: bool = False,
) -> list[Piece]:
    """Set a text as lines, one piece a line; no single first or last line is left alone on a page.

    What is not justified and not indented is a title and broken as one. `indent` goes in on the first line only, `left` on all. `together` keeps every line with the next piece.
    """
    measure = faces.measure(style.role)
    if align == "j" or indent:
        lines = break_lines(text, measure, (width - left) / style.size, indent / style.size)
    else:
        lines = title_lines(text, measure, (width - left) / style.size)
    pieces = []
    for number, line in enumerate(lines):
        inward = left + (indent if number == 0 else 0)
        draw = partial(draw_line, line=line, style=style, align=align, left=inward, width=width - inward)
        keep = together or (len(lines) > 1 and number in {0, len(lines) - 2})
        pieces.append(Piece(leading, partial(draw, leading=leading), keep))
    return pieces


def draw_line(
    pen: Pen,
    x: float,
    y: float,
    *,
    line: TextLine,
    style: Style,
    align: Align,
    left: float,
    width: float,
    leading: float,
) -> None:
    """Draw a line of a paragraph in the middle of its leading."""
    pen.line(line, style, x + left, y - leading / 2 - MIDDLE * style.size, width=width, align=align)


def furniture(pen: Pen, document: Document, kind: PageFormat, *, first: bool) -> None:
    """Draw running title, page mark and page number (— 3 —, outside)."""
    top = kind.top + 9 * MM
    if document.running_title and not first:
        pen.text(document.running_title, Style("body", 9), kind.left, top)
    if document.page_mark:
        pen.text(document.page_mark, Style("heading", 10.5), kind.right, top, "r")
    if not first:
        pen.rule(kind.left, top - 4, kind.right, top - 4, 0.4)
        odd = pen.page % 2
        x = kind.right - 14 if odd else kind.left + 14
        pen.text(f"— {pen.page} —", Style("body", 14), x, kind.bottom - 7 * MM - 8, "r" if odd else "l")
