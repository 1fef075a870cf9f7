"""A filled workbook to spoil: the sample's, drawn from its TOML and opened with openpyxl, cells found by sheet, heading and row."""

from functools import cache
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.files.headings import field_of
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import read_bytes, read_project
from tests.inputs.workbook_bytes import low_template, opened, saved

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "hengyang-park"


def _heads(sheet: Sheet, text: object, wanted: Cell | None) -> bool:
    return wanted is not None and field_of(sheet, text) is wanted


@cache
def drawn_input() -> bytes:
    """Drawn once; every test opens its own."""
    return low_template(read_project(SAMPLE / "project.toml"), range(2020, 2042))


@cache
def untouched() -> Project:
    """What the workbook says before it is spoilt, saved by openpyxl as the spoilt ones are."""
    return read_bytes("project.xlsx", Filled().data())


class Filled:
    """The sample's workbook; `set` changes one cell of an item or form and tells where it stands."""

    def __init__(self) -> None:
        self.book = opened(drawn_input())

    def where(self, sheet: str, heading: str, item: str = "") -> str:
        """Find a cell by the heading of its column and the id of its row, or by its label in a form."""
        page, stated = self.book[sheet], next(one for one in sheets() if one.zh == sheet)
        wanted = field_of(stated, heading)
        if not item:
            return next(f"B{row[0].row}" for row in page.iter_rows(max_col=1) if _heads(stated, row[0].value, wanted))
        column = next(
            cell.column_letter
            for row in page.iter_rows(max_row=5)
            for cell in row
            if cell.row == 4 and (_heads(stated, cell.value, wanted) if wanted else cell.value == heading)
        )
        row = next(cells[0].row for cells in page.iter_rows(min_row=5, max_col=1) if cells[0].value == item)
        return f"{column}{row}"

    def set(self, value: object, sheet: str, heading: str, item: str = "") -> tuple[str, str]:
        """Type a value."""
        cell = self.where(sheet, heading, item)
        self.book[sheet][cell].value = value
        return sheet, cell

    def page(self, sheet: str) -> Worksheet:
        """Give a sheet."""
        found: Worksheet = self.book[sheet]
        return found

    def data(self) -> bytes:
        """Save it."""
        return saved(self.book)
