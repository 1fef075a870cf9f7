"""A copy of a workbook to write in: as it looks, and with what its cells hold for certain."""

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime

from bondcalc.departments.base import InputBook, cells_of
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.workbook_copy import Opened
from bondcalc.inputs.raw import Computed

LOOKS = ("font", "border", "fill", "number_format", "protection", "alignment")
"""What a cell looks like."""
DAY = "yyyy-mm-dd"
"""How a day is shown where the copy would show its number."""


def restored(page: Opened, book: InputBook, sheet: Sheet) -> None:
    """Give the cells of a copy what our reader found in them, where the library reads something else (days, escapes)."""
    for known in book.rows.get(sheet.id, ()):
        for _, cell in cells_of(known.row):
            written = page.cell(cell.place.row, cell.place.column) if cell.place.column else None
            if written is not None and written.data_type != "f" and not _same(written.value, cell.value):
                typed(written, cell.value)


def _same(held: object, value: object) -> bool:
    if isinstance(held, datetime) and isinstance(value, date):
        return held.date() == value
    return held == value and isinstance(held, bool) == isinstance(value, bool)


def typed(written: Opened, value: object) -> None:
    """Write a value as it was read; a text stays a text whatever it starts with, a day is shown as one."""
    written.value = float(value) if isinstance(value, Computed) else value
    if isinstance(value, str):
        written.data_type = "s"
    if isinstance(value, date) and not written.is_date:
        written.number_format = DAY


def dressed(written: Opened, above: Opened) -> None:
    """Let a cell without a look of its own look like another."""
    if not written.has_style and above.has_style:
        for look in LOOKS:
            setattr(written, look, copy(getattr(above, look)))


def formulas_of(book: Opened) -> Mapping[str, int]:
    """Count the formulas of each sheet that has some."""
    counted = {
        page.title: sum(cell.data_type == "f" for cells in page.iter_rows() for cell in cells)
        for page in book.worksheets
    }
    return {title: count for title, count in counted.items() if count}
