"""Writing and reading workbooks beside the plain libraries doing the same number of cells."""

from io import BytesIO
from typing import Any

import openpyxl
import pikepdf
import xlsxwriter
from reportlab.pdfgen.canvas import Canvas
from xlsxwriter.utility import xl_cell_to_rowcol

from bondcalc.filings.draw import write
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.run import compute
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf import typeset
from bondcalc.workbook.assemble import draw_workbook
from tests.benchmarks.measure import SAMPLE, Measured, beside
from tests.raw_cells import raw_cells, sheet_names

Cells = dict[str, list[tuple[int, int, Any]]]


def cells_of(workbook: bytes) -> Cells:
    """Every filled cell by its sheet: row and column from zero, a formula or a value."""
    filled: Cells = {sheet: [] for sheet in sheet_names(workbook)}
    for cell in raw_cells(workbook):
        value = cell.value if cell.formula is None else f"={cell.formula}"
        if value is not None:
            filled[cell.sheet].append((*xl_cell_to_rowcol(cell.place), value))
    return filled


def plainly_written(cells: Cells) -> bytes:
    """The same values and formulas by XlsxWriter alone: no formats, charts, links, validation."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for title, filled in cells.items():
        sheet = book.add_worksheet(title)
        for row, column, value in filled:
            sheet.write(row, column, value)
    book.close()
    return buffer.getvalue()


def plainly_read(workbook: bytes) -> int:
    """Every value by openpyxl alone, read only, with how many there are."""
    book = openpyxl.load_workbook(BytesIO(workbook), read_only=True, data_only=True)
    return sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def writing(rounds: int) -> Measured:
    """Draw schedules.xlsx of the sample; both must hold the same number of filled cells."""
    result = compute(read_project(SAMPLE / "project.toml"))
    cells = cells_of(draw_workbook(result))
    count = sum(len(filled) for filled in cells.values())
    seconds, oracle, _, plain = beside(lambda: draw_workbook(result), lambda: plainly_written(cells), rounds)
    assert sum(len(filled) for filled in cells_of(plain).values()) == count
    return Measured(f"write schedules.xlsx, {count} cells", seconds, "plain XlsxWriter, same cells", oracle, "")


def reading(rounds: int) -> Measured:
    """Read project.xlsx of the sample, checked and typed; openpyxl only walks its cells."""
    data = (SAMPLE / "project.xlsx").read_bytes()
    seconds, oracle, project, count = beside(
        lambda: read_bytes("project.xlsx", data), lambda: plainly_read(data), rounds
    )
    assert project.tables == read_project(SAMPLE / "project.toml").tables
    return Measured(f"read project.xlsx, {count} cells", seconds, "openpyxl, same cells", oracle, "")


def setting(rounds: int) -> Measured:
    """Set the plan of the sample; the oracle is the bare library writing as many pages of one line."""
    result, fonts = compute(read_project(SAMPLE / "project.toml")), FontSet.load()
    document = write(result, "plan")
    seconds, oracle, made, _ = beside(lambda: typeset(document, fonts), lambda: _bare(30), rounds)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        count = len(pdf.pages)
    return Measured(
        f"typeset the plan, {count} pages, {1000 * seconds / count:.0f} ms a page",
        seconds,
        "30 bare pages",
        oracle,
        "20 ms a page",
    )


def _bare(count: int) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for number in range(count):
        canvas.drawString(72, 720, f"page {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
