"""The changes written into a copy of the base: formulas, looks and sheets of the bureau's own stay as they are."""

from collections.abc import Mapping

from bondcalc.departments.base import FieldName, InputBook
from bondcalc.departments.copied import dressed, restored, typed
from bondcalc.departments.gathered import Gathered
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.grid import columns_of
from bondcalc.inputs.files.workbook_copy import Opened, book_of, bytes_of
from bondcalc.inputs.look import index_heading
from bondcalc.inputs.project import sheets


def merged(base: InputBook, changes: Gathered) -> bytes:
    """Write a workbook that says what the base says with every change; conflicts are not looked at."""
    book = book_of(base.file, values=False)
    for sheet in sheets():
        if sheet.id in base.grids:
            page = book[base.grids[sheet.id].title]
            restored(page, base, sheet)
            _write_sheet(page, base, sheet, changes)
    return bytes_of(book)


def _write_sheet(page: Opened, base: InputBook, sheet: Sheet, changes: Gathered) -> None:
    """Change cells, blank the rows that are gone, put new rows below the last one."""
    changed = [change for change in changes.cells if change.sheet is sheet]
    new = [row for row in changes.new if row.known.sheet is sheet]
    columns = _columns(
        page,
        base,
        sheet,
        {*(change.spot[2] for change in changed), *(name for row in new for name in row.known.filled)},
    )
    for change in changed:
        _, number, name = change.spot
        at = number or base.rows[sheet.id][0].row.where(*name).row
        typed(page.cell(at, columns[name]), change.after)
    for gone in (row for row in changes.gone if row.known.sheet is sheet):
        for name in gone.known.filled:
            page.cell(gone.known.number, columns[name]).value = None
    at = _next_row(base, sheet)
    for row in new:
        for name, cell in row.known.filled.items():
            written = page.cell(at, columns[name])
            dressed(written, page.cell(max(at - 1, 1), columns[name]))
            typed(written, cell.value)
        at += 1


def _columns(page: Opened, base: InputBook, sheet: Sheet, needed: set[FieldName]) -> Mapping[FieldName, int]:
    """Tell the column of each field and year; a year or field that the base has not is headed behind the others."""
    if sheet.form:
        row = base.rows[sheet.id][0].row
        return {name: row.where(*name).column for name in needed}
    top, columns = columns_of(sheet, base.grids[sheet.id])
    known = dict(columns)
    last = max([base.grids[sheet.id].last_column, *known.values()])
    for number, name in enumerate(sorted(needed - known.keys(), key=lambda name: (name[1] or 0, name[0])), last + 1):
        cell = sheet.cell(name[0])
        written = page.cell(top, number)
        dressed(written, page.cell(top, number - 1))
        typed(written, cell.zh if name[1] is None else index_heading(cell, name[1]))
        known[name] = number
    return known


def _next_row(base: InputBook, sheet: Sheet) -> int:
    """Give the row below the last that is filled in, or below the headings."""
    if sheet.form:
        return 0
    top, _ = columns_of(sheet, base.grids[sheet.id])
    return max([top, *(known.number for known in base.rows[sheet.id])]) + 1
