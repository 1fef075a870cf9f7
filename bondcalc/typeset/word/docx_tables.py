"""Tables of a Word filing: caption with its number, unit line, heading rows on every page, rows in one piece."""

from dataclasses import dataclass
from functools import partial

from bondcalc.typeset.document import PageTable, PrintedFigure
from bondcalc.typeset.pdf_tables import SIZES, TableGrid, TableRow, TableTooWideError, grid_of, sheet_of
from bondcalc.typeset.widths import Measure, Role, SetCells
from bondcalc.typeset.word.docx_blocks import WordBlock, WordBlocks
from bondcalc.typeset.word.docx_controls import Worded
from bondcalc.typeset.word.docx_markup import field, marked, paragraph, run
from bondcalc.typeset.word.docx_names import level

SIDES = {"l": "left", "c": "center", "r": "right"}
CELL_STYLE, CELL_SIZE = "BCCell", 10.5
"""The style of cells and its size, in points; a table of another size has a style of its own, which numbers that are bound take."""
LOW = 12
"""A table of no more rows stays in one piece."""


LOOSE = 1.05
"""Room for faces that are a little wider."""


class EvenWidths:
    """Stands for the faces of whoever opens the file: a Chinese sign is one wide, any other half of it."""

    def __init__(self) -> None:
        self.cells = SetCells()

    def width(self, text: str, role: Role, size: float = 1.0) -> float:
        """Measure a text in points; the role makes no difference."""
        del role
        return len(text.encode("gb18030", "replace")) / 2 * LOOSE * size

    def measure(self, role: Role) -> Measure:
        """Give what measures texts at size 1."""
        return partial(self.width, role=role)


def table(blocks: WordBlocks, block: PageTable, number: int) -> str:
    """Write a table under its caption; `number` is that of the caption."""
    grid = _grid(block)
    id_ = blocks.place(block.title)
    title = caption(blocks, id_, "表", number, block.title, "BCCaption")
    unit = blocks.text("u", id_, "BCUnit", block.unit) if block.unit else ""
    return title + unit + _body(blocks, block, grid, id_)


def _grid(block: PageTable) -> TableGrid:
    """Choose size and columns as for the PDF; what fits only the faces of the PDF is shared out at the smallest size."""
    try:
        return grid_of(block, EvenWidths())
    except TableTooWideError:
        width = sheet_of(block).measure
        return TableGrid(SIZES[-1], tuple(width * share / sum(block.widths) for share in block.widths))


def caption(blocks: WordBlocks, id_: str, label: str, number: int, title: str, style: str) -> str:
    """Write a caption: 表 or 图, its number, the title."""
    runs = run(label) + field(rf"SEQ {label} \* ARABIC", run(str(number))) + run(f"\u3000{title}")
    return blocks.runs("l", id_, style, Worded(runs, f"{label}\u3000{title}"))


def _body(blocks: WordBlocks, block: PageTable, grid: TableGrid, id_: str) -> str:
    """Write the rows; the bookmark stands in the first cell."""
    made = blocks.begin("t", id_)
    heads = TableLook("c" * len(grid.widths), grid, strong=True, heads=True, keep=True)
    rows: list[tuple[TableRow, TableLook]] = [(row, heads) for row in block.heading]
    for at, row in enumerate(block.rows):
        keep = _keeps(at, len(block.rows))
        rows.append((row, TableLook(block.align, grid, strong=at in block.strong, keep=keep)))
    written = [_row(blocks, row, look, None if at else made) for at, (row, look) in enumerate(rows)]
    blocks.end(made, "\n".join(row.words for row in written))
    return _opening(grid) + "".join(row.runs for row in written) + "</w:tbl>"


@dataclass(frozen=True)
class TableLook:
    """How a row is set: sides and widths of its cells, bold, a heading row, kept with the row after it."""

    align: str
    grid: TableGrid
    strong: bool = False
    heads: bool = False
    keep: bool = False

    def cell(self, letter: str) -> str:
        """Give the properties of a paragraph in a cell."""
        keep = "<w:keepNext/>" if self.keep else ""
        return f'{keep}<w:jc w:val="{SIDES[letter]}"/>'

    @property
    def face(self) -> str:
        """Give the properties of runs."""
        return "<w:b/><w:bCs/>" if self.strong else ""


def cell_style(size: float) -> str:
    """Give the style of cells of a size, in points."""
    return CELL_STYLE if size == CELL_SIZE else f"{CELL_STYLE}{round(size * 2)}"


def _keeps(at: int, count: int) -> bool:
    """Tell whether a row stays with the next: all of a low table, of others the first and the last few."""
    return at < count - 1 and (count <= LOW or at < 2 or at > count - 4)


def _row(blocks: WordBlocks, row: TableRow, look: TableLook, made: WordBlock | None) -> Worded:
    """Write a row; its words are those of its cells. The first row is given the block, whose bookmark it bears."""
    cells = [blocks.controls.worded((cell,) if isinstance(cell, PrintedFigure) else cell, look.face) for cell in row]
    inside = [cell.runs for cell in cells]
    if made is not None and inside:
        inside[0] = marked(made.name, made.number, inside[0])
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if look.heads else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        + paragraph(cell_style(look.grid.size), runs, look.cell(letter))
        + "</w:tc>"
        for runs, width, letter in zip(inside, _twips(look.grid), look.align, strict=True)
    )
    head = "<w:tblHeader/>" if look.heads else ""
    return Worded(
        f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{written}</w:tr>", "\t".join(level(cell.words) for cell in cells)
    )


def _twips(grid: TableGrid) -> list[int]:
    return [round(width * 20) for width in grid.widths]


def _opening(grid: TableGrid) -> str:
    widths = _twips(grid)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BCTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )
