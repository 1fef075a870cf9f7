"""相同的行: rows of a list that say the same but for their codes, which is how a row pasted twice looks (重复计算)."""

from collections.abc import Iterator

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.fault import Cells, Fault
from bondcalc.inputs.project import Project, sheets

Pasted = tuple[str, int, Fault]
"""Sheet id, number of the later row from 0, and what is asked about it."""


def same_rows(project: Project) -> Iterator[Pasted]:
    """Ask about every row that equals one above it; a row is named with the first of its like."""
    for sheet in sheets():
        rows = () if sheet.form else project.tables[sheet.id]
        first: dict[tuple[object, ...], int] = {}
        for number, row in enumerate(rows if len(rows) > 1 else ()):
            above = first.setdefault(_said(sheet, row), number)
            if above != number:
                field = told_at(sheet, row)
                yield sheet.id, number, Fault(field, "same_rows", {"other": Cells(field, (above,))})


def _said(sheet: Sheet, row: object) -> tuple[object, ...]:
    """All that a row says, its code left aside: one left blank is made by the program, never twice the same."""
    values = (getattr(row, cell.id) for cell in sheet.cells if cell.id != "id")
    return tuple(tuple(sorted(value.items())) if isinstance(value, dict) else value for value in values)


def told_at(sheet: Sheet, row: object) -> str:
    """Give the field at which a row is named: its name, else the first that is filled in."""
    filled = [cell.id for cell in sheet.cells if cell.id != "id" and getattr(row, cell.id) not in (None, {})]
    return "name" if "name" in filled else next(iter(filled), sheet.cells[0].id)
