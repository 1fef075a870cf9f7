"""Chain diagrams: a band a stage with a box a firm, and an arrow from each supplier to its buyer, drawn as vectors."""

from collections.abc import Mapping, Sequence
from functools import partial
from math import hypot

from bondcalc.typeset.document import ChainDiagram
from bondcalc.typeset.fonts import Style
from bondcalc.typeset.paging import MIDDLE, PORTRAIT, Pen, Piece

TITLE, BAND_GAP, ROW, BOX = 30.0, 26.0, 44.0, 22.0
"""Heights of the title, between two bands, of a row of boxes and of a box, in points."""
SIZE, LEAST_SIZE = 9.0, 6.5
ACROSS = 4
"""Boxes beside each other in a row."""
LABELS = 62.0
"""Width that the names of stages take."""
BETWEEN = 12.0
"""Space between two boxes of a row."""
ARCH = 12.0
"""Height above a row of boxes at which an arrow runs over them."""
HEAD = 4.0
"""Length of the head of an arrow."""
BoxPlace = tuple[float, float, float]
"""Left end, middle height and width of a box."""


def chain_piece(diagram: ChainDiagram) -> Piece:
    """Set a diagram as wide as the text: title above, then the stages from what is needed to what follows."""
    rows = sum(_rows(firms) for _, firms in diagram.stages)
    height = TITLE + ROW * rows + BAND_GAP * len(diagram.stages)
    return Piece(height, partial(draw_chain, diagram=diagram), before=10)


def draw_chain(pen: Pen, x: float, y: float, *, diagram: ChainDiagram) -> None:
    """Draw title, arrows, then the boxes over them, so that no line runs through a name."""
    pen.text(diagram.title, Style("strong", 12), x + PORTRAIT.measure / 2, y - 13, "c")
    places = _places(x, y - TITLE, diagram)
    for supplier, buyer in diagram.links:
        _arrow(pen, places[supplier], places[buyer])
    top = y - TITLE
    for label, firms in diagram.stages:
        middle = top - ROW * _rows(firms) / 2
        pen.text(label, Style("strong", SIZE), x, middle - MIDDLE * SIZE)
        for firm in firms:
            _box(pen, diagram.names[firm], places[firm], strong=firm == diagram.leader)
        top -= ROW * _rows(firms) + BAND_GAP


def _rows(firms: Sequence[str]) -> int:
    return -(-len(firms) // ACROSS)


def _places(x: float, top: float, diagram: ChainDiagram) -> Mapping[str, BoxPlace]:
    """Place the boxes of each stage in rows; a row that is not full stands in the middle."""
    width = (PORTRAIT.measure - LABELS - BETWEEN * (ACROSS - 1)) / ACROSS
    places: dict[str, BoxPlace] = {}
    for _, firms in diagram.stages:
        for number in range(_rows(firms)):
            row = firms[number * ACROSS : (number + 1) * ACROSS]
            spare = (ACROSS - len(row)) * (width + BETWEEN) / 2
            for column, firm in enumerate(row):
                left = x + LABELS + spare + column * (width + BETWEEN)
                places[firm] = (left, top - ROW * (number + 0.5), width)
        top -= ROW * _rows(firms) + BAND_GAP
    return places


def _box(pen: Pen, name: str, at: BoxPlace, *, strong: bool) -> None:
    left, middle, width = at
    pen.canvas.saveState()
    pen.canvas.setFillGray(0.88 if strong else 1)
    pen.canvas.setStrokeGray(0)
    pen.canvas.setLineWidth(1.2 if strong else 0.6)
    pen.canvas.rect(left, middle - BOX / 2, width, BOX, stroke=1, fill=1)
    pen.canvas.restoreState()
    size = max(LEAST_SIZE, min(SIZE, (width - 6) / max(pen.faces.width(name, "body"), 1)))
    shown = name
    while len(shown) > 1 and pen.faces.width(shown, "body", size) > width - 4:
        shown = shown[:-2] + "…"
    pen.text(shown, Style("body", size), left + width / 2, middle - MIDDLE * size, "c")


def _arrow(pen: Pen, start: BoxPlace, end: BoxPlace) -> None:
    """Draw an arrow from edge to edge: between rows straight, to the next box of a row from side to side, else over the row."""
    (left, middle, width), (other, height, across) = start, end
    if middle != height:
        sign = -1 if middle > height else 1
        _line(pen, (left + width / 2, middle + sign * BOX / 2), (other + across / 2, height - sign * BOX / 2))
    elif abs(other - left) <= width + BETWEEN + 1:
        _line(
            pen, (left + width if other > left else left, middle), (other if other > left else other + across, height)
        )
    else:
        _over(pen, (left + width / 2, middle + BOX / 2), (other + across / 2, height + BOX / 2))


def _over(pen: Pen, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw an arrow over the boxes between: up, along above the row, and down on its end."""
    level = start[1] + ARCH
    side = HEAD if start[0] < end[0] else -HEAD
    pen.canvas.saveState()
    pen.canvas.setStrokeGray(0.35)
    pen.canvas.setLineWidth(0.6)
    pen.canvas.line(*start, start[0], level)
    pen.canvas.line(start[0], level, end[0] - 3 * side, level)
    pen.canvas.restoreState()
    _line(pen, (end[0] - 3 * side, level), (end[0] - 2 * side, end[1]))


def _line(pen: Pen, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw a grey line with a filled head at its end."""
    along = (end[0] - start[0], end[1] - start[1])
    length = hypot(*along) or 1
    unit = along[0] / length, along[1] / length
    foot = end[0] - HEAD * unit[0], end[1] - HEAD * unit[1]
    pen.canvas.saveState()
    pen.canvas.setStrokeGray(0.35)
    pen.canvas.setFillGray(0.35)
    pen.canvas.setLineWidth(0.6)
    pen.canvas.line(*start, *foot)
    path = pen.canvas.beginPath()
    path.moveTo(*end)
    path.lineTo(foot[0] - HEAD / 2 * unit[1], foot[1] + HEAD / 2 * unit[0])
    path.lineTo(foot[0] + HEAD / 2 * unit[1], foot[1] - HEAD / 2 * unit[0])
    path.close()
    pen.canvas.drawPath(path, stroke=0, fill=1)
    pen.canvas.restoreState()
