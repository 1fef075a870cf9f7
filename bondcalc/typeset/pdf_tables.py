"""Tables: one size for the whole table, columns wide enough that no figure is parted, heading rows on every page."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple, cast

from bondcalc.typeset.chinese import Cluster, break_lines, clusters_of, one_line
from bondcalc.typeset.document import PageTable, PrintedFigure, TableCell, Text, printed
from bondcalc.typeset.fonts import Style
from bondcalc.typeset.operators import draw_grid
from bondcalc.typeset.paging import LANDSCAPE, MIDDLE, PORTRAIT, Align, PageFormat, Pen, Piece, paragraph, space
from bondcalc.typeset.printed_texts import plain, words_of
from bondcalc.typeset.rows_held import heads, held
from bondcalc.typeset.titles import is_title, title_lines
from bondcalc.typeset.widths import Role, TextLine, Widths

SIZES = [size / 2 for size in range(21, 12, -1)]
"""10.5 (五号) down to 6.5 points."""
EASY, SMALL = SIZES[:6], SIZES[6:]
"""Down to 8 points, and what is read with an effort."""
PAIR = 2
"""Parts of a table that are set to stand on one page."""
LEADING = 1.3
PADDING = 0.28
LOWEST_ROW = (LEADING + 2 * PADDING) * SIZES[-1]
"""Points that a row of one line takes at the smallest size."""
ROW_LINES = 24
"""A row of more lines is parted, so that every piece of it fits a page."""
READABLE = 6.0
"""A column of words is not squeezed under this many characters while a smaller size would do."""
UPRIGHT = 4.0
"""The same for a wide table that may stand upright, and where a column cannot have more at any size."""
UNBROKEN, UNBROKEN_ACROSS = 0.5, 0.8
"""A table that takes no more than this share of an upright page, or of a turned one, is not broken.

A turned page is low: what begins at its foot goes on for a few lines on a page of its own.
"""

SIGNS_OF_NUMBERS = frozenset("0123456789.,%-+()（）—")

TableRow = Sequence[TableCell]
TableColumn = Sequence[tuple[Role, TableCell]]
"""The cells of a column with the role they are drawn in."""


class TableTooWideError(ValueError):
    """A table whose figures do not fit side by side at the smallest size: cut it by columns."""


class TableGrid(NamedTuple):
    """The size and the columns of a table, in points."""

    size: float
    widths: tuple[float, ...]

    @property
    def padding(self) -> float:
        """White at each side of a cell."""
        return PADDING * self.size


def table_pieces(table: PageTable, faces: Widths) -> list[Piece]:
    """Set a table as wide as the page it asks for; who puts it on pages turns them. Raises TableTooWideError."""
    alike = faces.cells.tables.setdefault((table.title, table.landscape), [])
    known = next((pieces for other, pieces in alike if other == table), None)
    if known is None:
        known = _set(table, faces)
        alike.append((table, known))
    # Whoever puts pieces on pages knows each of them by itself.
    return [Piece._make(piece) for piece in known]


def _set(table: PageTable, faces: Widths) -> list[Piece]:
    """Set a table as large as fits; one of two parts smaller where both then stand on one page, in type that is read with ease."""
    pieces = _set_on(table, grid_of(table, faces), faces)
    if table.parts != PAIR or _fills(pieces) <= 1:
        return pieces
    smaller = pieces
    for size in EASY[::-1]:
        tried = _set_on(table, grid_of(table, faces, size), faces)
        if _fills(tried) > 1:
            break
        smaller = tried
    return smaller


def _fills(pieces: Sequence[Piece]) -> float:
    """Give the share of half a turned page that a table takes, with the white above it."""
    return sum(piece.height + piece.before for piece in pieces) / (LANDSCAPE.depth / PAIR)


def _set_on(table: PageTable, grid: TableGrid, faces: Widths) -> list[Piece]:
    head = [piece for row in table.heading for piece in row_pieces(row, "c" * len(grid.widths), "strong", grid, faces)]
    head = [shaded(piece, sum(grid.widths)) for piece in head]
    title = caption(table, faces)
    # The continuation line takes the place of title and unit line.
    continued = Piece(16, partial(draw_continued, table=table), keep=True)
    repeat = [continued, *head]
    body, staying = list[Piece](), set[int]()
    heading = heads([printed(row[0]) for row in table.rows])
    for number, row in enumerate(table.rows):
        role: Role = "strong" if number in table.strong else "body"
        body += row_pieces(row, table.align, role, grid, faces, repeat)
        if number in heading:
            staying.add(len(body) - 1)
    share = UNBROKEN_ACROSS if table.landscape else UNBROKEN
    whole = sum(piece.height for piece in [*title, *head, *body]) <= share * sheet_of(table).depth
    return [*title, *head, *held(body, whole=whole, staying=staying), space(10)]


def sheet_of(table: PageTable) -> PageFormat:
    """Give the page a table stands on."""
    return LANDSCAPE if table.landscape else PORTRAIT


def caption(table: PageTable, faces: Widths) -> list[Piece]:
    """Set title and unit line."""
    width = sheet_of(table).measure
    lines = paragraph(faces, table.title, Style("strong", 12), 18, width=width, align="c", together=True)
    lines[0] = lines[0]._replace(before=8)
    if table.unit:
        draw = partial(draw_unit, unit=table.unit, width=width)
        lines.append(Piece(14, draw, keep=True))
    return lines


def draw_unit(pen: Pen, x: float, y: float, *, unit: str, width: float) -> None:
    """Draw the unit line at the right end."""
    pen.text(unit, Style("body", 9), x + width, y - 10, "r")


def draw_continued(pen: Pen, x: float, y: float, *, table: PageTable) -> None:
    """Draw the line over a table that goes on: title and unit."""
    width = sheet_of(table).measure
    pen.text(f"{table.title}（续）", Style("body", 9), x, y - 11)
    pen.text(table.unit, Style("body", 9), x + width, y - 11, "r")


def shaded(piece: Piece, width: float) -> Piece:
    """Lay a heading row on a light ground and keep it with the next row."""

    def draw(pen: Pen, x: float, y: float) -> None:
        """Draw the ground, then the row on it."""
        pen.canvas.setFillGray(0.93)
        pen.canvas.rect(x, y - piece.height, width, piece.height, stroke=0, fill=1)
        pen.canvas.setFillGray(0)
        piece.draw(pen, x, y)

    return Piece(piece.height, draw, keep=True)


def row_pieces(
    row: TableRow, align: str, role: Role, grid: TableGrid, faces: Widths, repeat: Sequence[Piece] = ()
) -> list[Piece]:
    """Set one row; a very high one comes in parts. `repeat` is what stands above it when it opens a page."""
    cells = [cell_lines(cell, role, width, grid, faces) for cell, width in zip(row, grid.widths, strict=True)]
    highest = max((len(lines) for lines in cells), default=1)
    pieces = []
    for start in range(0, highest, ROW_LINES):
        part = [lines[start : start + ROW_LINES] for lines in cells]
        height = max(len(lines) for lines in part) * grid.size * LEADING + 2 * grid.padding
        draw = partial(draw_row, cells=part, align=align, role=role, grid=grid, height=height)
        pieces.append(Piece(height, draw, repeat=repeat))
    return pieces


def cell_lines(cell: TableCell, role: Role, width: float, grid: TableGrid, faces: Widths) -> list[TextLine]:
    """Break the text of a cell."""
    key = cell, role, width, grid.size
    known = faces.cells.lines
    if key not in known:
        text, measure, room = _text(cell), faces.measure(role), (width - 2 * grid.padding) / grid.size
        single = one_line(text, measure, room)
        # Of most cells it does not matter whether they are titles: they are of one line.
        broken = title_lines if single is None and is_title(words_of(text)) else break_lines
        known[key] = broken(text, measure, room) if single is None else [single]
    return known[key]


def _text(cell: TableCell) -> Text:
    return (cell,) if isinstance(cell, PrintedFigure) else cell


def draw_row(
    pen: Pen, x: float, y: float, *, cells: list[list[TextLine]], align: str, role: Role, grid: TableGrid, height: float
) -> None:
    """Draw the lines of the cells, each cell in the middle of the row's height, and the rules around them."""
    style, leading, padding = Style(role, grid.size), grid.size * LEADING, grid.padding
    edges = [x]
    for lines, letter, width in zip(cells, cast("Sequence[Align]", align), grid.widths, strict=True):
        top, inner = y - (height - len(lines) * leading) / 2, width - 2 * padding
        for number, line in enumerate(lines):
            base = top - number * leading - leading / 2 - MIDDLE * grid.size
            pen.line(line, style, edges[-1] + padding, base, width=inner, align=letter)
        edges.append(edges[-1] + width)
    pen.canvas.setLineWidth(0.35)
    draw_grid(pen.canvas, edges, y, y - height)


def grid_of(table: PageTable, faces: Widths, largest: float = SIZES[0]) -> TableGrid:
    """Choose the largest size at which no figure is parted and words stay readable; words get less room before type gets small.

    No size above `largest` is taken. Raises TableTooWideError.
    """
    columns = columns_of(table)
    available = sheet_of(table).measure
    shares = [available * width / sum(table.widths) for width in table.widths]
    for wanted, size in ((wanted, size) for wanted, sizes in _tries(columns, faces) for size in sizes):
        minimum = at_size(wanted, size)
        if size <= largest and sum(minimum) <= available:
            return TableGrid(size, tuple(shared(shares, minimum)))
    raise TableTooWideError(f"表“{table.title}”共{len(columns)}列，{SIZES[-1]}磅仍排不下；请按列拆成几张表")


def _tries(columns: Sequence[TableColumn], faces: Widths) -> Iterator[tuple[list[float], list[float]]]:
    """Give widths of columns, at size 1, each with the sizes to try them at; most tables take the first."""
    decent = decent_of(columns, faces, READABLE)
    yield decent, EASY
    tight = decent_of(columns, faces, UPRIGHT)
    yield from ((tight, EASY), (decent, SMALL), (tight, SMALL))
    yield [narrowest(column, faces, READABLE) for column in columns], SIZES


def decent_of(columns: Sequence[TableColumn], faces: Widths, words: float) -> list[float]:
    """Widths, at size 1, of columns whose words have room for so many characters."""
    return [max(narrowest(column, faces, words), readable(column, faces, words)) for column in columns]


def at_size(widths: Sequence[float], size: float) -> list[float]:
    """Widths of columns at a size, in points, with the white beside the words."""
    return [(width + 2 * PADDING) * size + 0.01 for width in widths]


def reads_upright(table: PageTable, faces: Widths) -> bool:
    """Say whether a wide table fits an upright page at the smallest size, its words readable and no figure parted."""
    return sum(at_size(decent_of(columns_of(table), faces, UPRIGHT), SIZES[-1])) <= PORTRAIT.measure


def columns_of(table: PageTable) -> list[TableColumn]:
    """Give the cells of every column with the role they are drawn in."""
    rows: list[tuple[Role, TableRow]] = [("strong", row) for row in table.heading]
    rows += [("strong" if number in table.strong else "body", row) for number, row in enumerate(table.rows)]
    return [[(role, row[column]) for role, row in rows] for column in range(len(table.widths))]


def narrowest(column: TableColumn, faces: Widths, words: float) -> float:
    """Width, at size 1, of the widest thing in a column that may not be parted."""
    return max((widest_part(cell, role, faces, words) for role, cell in column), default=0)


def widest_part(cell: TableCell, role: Role, faces: Widths, words: float) -> float:
    """Width, at size 1, of the widest cluster of a cell; a long word may be parted, a figure may not."""
    if isinstance(cell, PrintedFigure):
        return faces.width(plain(cell.text).rstrip(" "), role)
    key = cell, role, words
    known = faces.cells.parts
    if key not in known:
        known[key] = _widest_part(cell, role, faces, words)
    return known[key]


def _widest_part(cell: Text, role: Role, faces: Widths, words: float) -> float:
    measure = faces.measure(role)
    parts = [(measure(cluster[1].rstrip(" ")), cluster) for cluster in clusters_of(cell)]
    return max((width if width <= words or is_figure(cluster) else words for width, cluster in parts), default=0)


def is_figure(cluster: Cluster) -> bool:
    """Say whether a cluster is a number or holds a figure."""
    atoms, shown = cluster
    return is_number(shown) or any(figure for _, figure in atoms)


def is_number(text: str) -> bool:
    """Say whether a text is a number, which must not be parted."""
    return bool(text) and SIGNS_OF_NUMBERS.issuperset(text.strip())


def readable(column: TableColumn, faces: Widths, words: float) -> float:
    """Width, at size 1, under which the words of a column become a ribbon."""
    shown = {(role, printed(cell)) for role, cell in column}
    return max((min(faces.width(plain(text), role), words) for role, text in shown), default=0)


def shared(shares: list[float], minimum: list[float]) -> list[float]:
    """Share the width as asked, but give every column its minimum; what that takes comes from the others' surplus."""
    short = sum(max(low - share, 0) for share, low in zip(shares, minimum, strict=True))
    surplus = sum(max(share - low, 0) for share, low in zip(shares, minimum, strict=True))
    keep = 1 - short / surplus if surplus else 1
    return [low + max(share - low, 0) * keep for share, low in zip(shares, minimum, strict=True)]
