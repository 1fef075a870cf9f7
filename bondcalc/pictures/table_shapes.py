"""Titles, notes and listings of a report as shapes, for a picture without graphs; knows no analysis."""

from collections.abc import Sequence

from bondcalc.pictures.graph_shapes import MARGIN, WIDTH
from bondcalc.pictures.letters import broken, wide
from bondcalc.pictures.shapes import GRID, INK, SOFT, Anchor, Lettering, Picture, Polyline, Rectangle
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Listing, Medium, ReportColumn, read

SIZE, LINE, PAD = 13.0, 19.0, 8.0
WIDEST_CELL = 420.0
"""Points over which a cell of words may run before it breaks."""
MOST = 60
"""Rows of a table in a picture; other files have them all."""
ANCHOR: dict[str, Anchor] = {"l": "start", "c": "middle", "r": "end"}


def text_shapes(text: str, *, size: float = SIZE, bold: bool = False, colour: str = INK) -> Picture:
    """Set a text over the width of the picture."""
    lines = list(broken(text, size, WIDTH - 2 * MARGIN))
    step = size * 1.45
    shapes = [
        Lettering(MARGIN, step * (at + 0.5) + 4, line, size, colour=colour, bold=bold) for at, line in enumerate(lines)
    ]
    return Picture(WIDTH, step * len(lines) + 8, list(shapes))


def table_shapes(listing: Listing, notation: Notation) -> Picture:
    """Set the rows of a listing under their headings, a light line below each; as wide as they are."""
    columns = listing.shown(Medium.BOOK)
    heads = [read(column.head, notation, Medium.BOOK) for column in columns]
    lines, total = listing.lines(Medium.BOOK), listing.total()
    shown = [*lines[:MOST], *([total] if total else [])]
    rows = [[read(row.get(column.id), notation, Medium.BOOK) for column in columns] for row in shown]
    headed = any(heads)
    drawn = [heads, *rows] if headed else rows
    widths = [min(WIDEST_CELL, max(wide(row[at], SIZE) for row in drawn)) + 2 * PAD + 2 for at in range(len(columns))]
    picture = Picture(max(WIDTH, sum(widths) + 2 * MARGIN), 0)
    for number, row in enumerate(drawn):
        _row(picture, row, columns, widths, head=headed and number == 0)
    if (rest := len(lines) - MOST) > 0:
        zh = f"另有{rest}行，图片不列，见同一命令的.xlsx、.csv或.html。"
        said = zh if notation.language == "zh" else f"{rest} more rows: see .xlsx, .csv or .html of the same command."
        picture.shapes.append(Lettering(MARGIN, picture.height + LINE, said, SIZE, colour=SOFT))
        picture.height += 2 * LINE
    picture.height += 14
    return picture


def _row(
    picture: Picture, row: Sequence[str], columns: Sequence[ReportColumn], widths: Sequence[float], *, head: bool
) -> None:
    cells = [list(broken(text, SIZE, width - 2 * PAD)) for text, width in zip(row, widths, strict=True)]
    top, height = picture.height, LINE * max(map(len, cells), default=1) + 6
    if head:
        picture.shapes.append(Rectangle(MARGIN, top, sum(widths), height, "#eef2f7"))
    x = MARGIN
    for lines, width, column in zip(cells, widths, columns, strict=True):
        anchor = ANCHOR["c" if head else column.align]
        start = {"start": x + PAD, "middle": x + width / 2, "end": x + width - PAD}[anchor]
        for number, line in enumerate(lines):
            y = top + 3 + LINE * (number + 0.5)
            picture.shapes.append(Lettering(start, y, line, SIZE, anchor, colour=SOFT if head else INK))
        x += width
    picture.shapes.append(Polyline([(MARGIN, top + height), (x, top + height)], GRID))
    picture.height = top + height
