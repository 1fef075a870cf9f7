"""A filled workbook to spoil: the sample's, opened with openpyxl, cells found by sheet, heading and row."""

import io
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "hengyang-park"


class Filled:
    """The sample's workbook; `set` changes one cell of an item or form and tells where it stands."""

    def __init__(self) -> None:
        self.book = openpyxl.load_workbook(SAMPLE / "project.xlsx")

    def where(self, sheet: str, heading: str, item: str = "") -> str:
        """Find a cell by the heading of its column and the id of its row, or by its label in a form."""
        page = self.book[sheet]
        if not item:
            return next(f"B{row[0].row}" for row in page.iter_rows(max_col=1) if row[0].value == heading)
        column = next(
            cell.column_letter
            for row in page.iter_rows(max_row=5)
            for cell in row
            if str(cell.value or "").split("（")[0] == heading and cell.row == 4
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
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()
