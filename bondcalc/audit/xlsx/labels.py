"""How a cell is named and shown to people: the line it belongs to, its value, whether it is for filling in."""

from functools import cache

from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.stored import Spot
from bondcalc.inputs.form.drawing import FORM_TOP, LIST_TOP
from bondcalc.inputs.project import sheets
from bondcalc.workbook.places import FIRST

LONGEST = 80
"""Characters of a text or formula that are shown."""
HEADS = ("项目", "期次")
"""What stands in the first column of the headings of our schedules."""


@cache
def _inputs() -> dict[str, Sheet]:
    return {name: sheet for sheet in sheets() for name in sheet.names}


def is_input(page: AuditedSheet, spot: Spot) -> bool:
    """Tell whether a cell is one to fill in."""
    sheet = _inputs().get(page.title)
    if sheet is None:
        return False
    row, column = spot
    return row > FORM_TOP and column == 2 if sheet.form else row > LIST_TOP


def label_of(page: AuditedSheet, spot: Spot) -> str:
    """Name the line of a cell and, where it has one, its column: 应付利息 2027."""
    row, column = spot
    head = _heading_row(page, row)
    line = _text(page, (row, 1)) or _text(page, (row, 2))
    heading = _text(page, (head, column)) if head and column > 1 else ""
    heading = heading if _text(page, (head, 1)) != HEADS[0] or column > FIRST else ""
    return " ".join(part for part in (line, heading.replace("\n", "")) if part)


def _heading_row(page: AuditedSheet, row: int) -> int:
    """Find the headings above a row; 0 when there are none."""
    sheet = _inputs().get(page.title)
    if sheet is not None:
        return LIST_TOP if not sheet.form and row > LIST_TOP else 0
    return next((above for above in range(row - 1, 0, -1) if _text(page, (above, 1)) in HEADS), 0)


def _text(page: AuditedSheet, spot: Spot) -> str:
    cell = page.cells.get(spot)
    return "" if cell is None or cell.value is None or cell.formula is not None else number(cell.value)


def number(value: float | str | bool) -> str:
    """Write a stored value: numbers with all digits that every program keeps, long texts cut."""
    if isinstance(value, float):
        return f"{value:.15g}"
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def shown(cell: StoredCell | None) -> str:
    """Show the value of a cell, with an equals sign before it where a formula gives it."""
    if cell is None or cell.value is None:
        return "" if cell is None or cell.formula is None else shown_formula(cell)
    return number(cell.value)


def shown_formula(cell: StoredCell | None) -> str:
    """Show the formula of a cell, or the value where there is none."""
    if cell is None or cell.formula is None:
        return shown(cell)
    return number(f"={cell.formula}")
