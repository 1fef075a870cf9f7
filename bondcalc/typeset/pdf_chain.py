"""Chain diagrams: a band a stage with a box a firm, and an arrow from each supplier to its buyer, drawn as vectors."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
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
Corner = tuple[float, float]
ASIDE, SHIFTS = BETWEEN / 2, (0.0, 3.0, -3.0)
"""How far beside a box an arrow runs past it, and by how much a second and a third are moved from there."""


def chain_piece(diagram: ChainDiagram) -> Piece:
    """Set a diagram as wide as the text: title above, then the stages from what is needed to what follows."""
    rows = sum(_rows(firms) for _, firms in diagram.stages)
    height = TITLE + ROW * rows + BAND_GAP * len(diagram.stages)
    return Piece(height, partial(draw_chain, diagram=diagram), before=10)


def draw_chain(pen: Pen, x: float, y: float, *, diagram: ChainDiagram) -> None:
    """Draw title, arrows, then the boxes over them, so that no line runs through a name."""
    pen.text(diagram.title, Style("strong", 12), x + PORTRAIT.measure / 2, y - 13, "c")
    places = box_places(x, y - TITLE, diagram)
    for corners in arrows_between_rows(diagram, places):
        _path(pen, corners)
    for supplier, buyer in diagram.links:
        if places[supplier][1] == places[buyer][1]:
            _within_row(pen, places[supplier], places[buyer])
    top = y - TITLE
    for label, firms in diagram.stages:
        middle = top - ROW * _rows(firms) / 2
        pen.text(label, Style("strong", SIZE), x, middle - MIDDLE * SIZE)
        for firm in firms:
            _box(pen, diagram.names[firm], places[firm], strong=firm == diagram.leader)
        top -= ROW * _rows(firms) + BAND_GAP


def _rows(firms: Sequence[str]) -> int:
    return -(-len(firms) // ACROSS)


def box_places(x: float, top: float, diagram: ChainDiagram) -> Mapping[str, BoxPlace]:
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


def arrows_between_rows(diagram: ChainDiagram, places: Mapping[str, BoxPlace]) -> list[list[Corner]]:
    """Give the corners of each arrow from one row to another: straight where no box is in its way, else past the boxes between."""
    passed: set[float] = set()
    return [
        _corners(places[supplier], places[buyer], places.values(), passed)
        for supplier, buyer in diagram.links
        if places[supplier][1] != places[buyer][1]
    ]


def _corners(start: BoxPlace, end: BoxPlace, boxes: Iterable[BoxPlace], passed: set[float]) -> list[Corner]:
    """Give the corners of one arrow; `passed` holds where others run past boxes, and takes where this one does."""
    (left, middle, width), (other, height, across) = start, end
    half = BOX / 2 if height > middle else -BOX / 2
    first, last = (left + width / 2, middle + half), (other + across / 2, height - half)
    between = [box for box in boxes if min(middle, height) < box[1] < max(middle, height)]
    if not any(stands_in_way(box, first, last) for box in between):
        return [first, last]
    way = _way_past(between, first[0], last[0], passed)
    rows = sorted((box[1] for box in between), reverse=height < middle)
    return [first, (way, rows[0] - half), (way, rows[-1] + half), last]


def _way_past(between: Sequence[BoxPlace], start: float, end: float, passed: set[float]) -> float:
    """Choose where an arrow runs past boxes: beside that box which is the least way round, next to arrows that run there."""
    edges = {edge for left, _, width in between for edge in (left - ASIDE, left + width + ASIDE)}
    free = [edge for edge in edges if not any(left < edge < left + width for left, _, width in between)]
    nearest = min(free, key=lambda edge: (abs(edge - start) + abs(edge - end), edge))
    way = next((nearest + shift for shift in SHIFTS if nearest + shift not in passed), nearest)
    passed.add(way)
    return way


def stands_in_way(box: BoxPlace, start: Corner, end: Corner) -> bool:
    """Tell whether a straight line between two heights runs through a box that lies between them."""
    left, middle, width = box
    rise = (end[0] - start[0]) / (end[1] - start[1])
    across = [start[0] + (middle + side * BOX / 2 - start[1]) * rise for side in (-1, 1)]
    return min(across) < left + width and max(across) > left


def _within_row(pen: Pen, start: BoxPlace, end: BoxPlace) -> None:
    """Draw an arrow from side to side of two boxes beside each other, else over the row."""
    (left, middle, width), (other, height, across) = start, end
    if abs(other - left) <= width + BETWEEN + 1:
        _line(
            pen, (left + width if other > left else left, middle), (other if other > left else other + across, height)
        )
    else:
        _over(pen, (left + width / 2, middle + BOX / 2), (other + across / 2, height + BOX / 2))


def _over(pen: Pen, start: Corner, end: Corner) -> None:
    """Draw an arrow over the boxes between: up, along above the row, and down on its end."""
    level = start[1] + ARCH
    side = HEAD if start[0] < end[0] else -HEAD
    _path(pen, [start, (start[0], level), (end[0] - 3 * side, level), (end[0] - 2 * side, end[1])])


def _path(pen: Pen, corners: Sequence[Corner]) -> None:
    """Draw an arrow round its corners."""
    pen.canvas.saveState()
    pen.canvas.setStrokeGray(0.35)
    pen.canvas.setLineWidth(0.6)
    for start, end in pairwise(corners[:-1]):
        pen.canvas.line(*start, *end)
    pen.canvas.restoreState()
    _line(pen, corners[-2], corners[-1])


def _line(pen: Pen, start: Corner, end: Corner) -> None:
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
