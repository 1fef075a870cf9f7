"""From the cells of a sheet to a form: labels in one column, values in another."""

import re
from collections import Counter
from collections.abc import Iterator

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.files.grid import MOST_BLOCKS, merged_over, missing_fields
from bondcalc.inputs.files.headings import CellGrid, field_of
from bondcalc.inputs.files.strangers import Stranger, bare, meant, told
from bondcalc.inputs.look import UNIT_HEADING, VALUE_HEADING
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet, Spoilt, StatedUnit
from bondcalc.inputs.units import stated_unit, stated_units
from bondcalc.inputs.values import is_blank
from bondcalc.problem import Place, Problem
from bondcalc.wording.messages import label, problem


def read_form(raw: RawFile, sheet: Sheet, grid: CellGrid) -> RawSheet:
    """Read a form: labels in one column, values in another."""
    named = {spot: cell for spot, text in grid.cells.items() if (cell := field_of(sheet, text)) is not None}
    if not named and grid.cells:
        raw.problems.append(problem(grid.place(1, 1), "no_heading", sheet=grid.title))
    column = Counter(at for _, at in sorted(named)).most_common(1)[0][0] if named else 1
    top, beside = _values(grid, column, {row for row, at in named if at == column})
    rows = _labels(raw, sheet, grid, column, top)
    near = _strange(raw, sheet, grid, rows, column, top, beside) if named else set()
    units = next((at for (row, at), text in grid.cells.items() if row == top and text == UNIT_HEADING), None)
    raw.units += _units(sheet, grid, rows, column, units)
    raw.problems += _among_units(sheet, grid, rows, beside, units)
    unclear = near | missing_fields(raw, sheet, grid, {*rows, *near}, quiet=not named and bool(grid.cells))
    unclear |= merged_over(raw, grid, {(row, beside): name for name, row in rows.items()}, grid.merged[:MOST_BLOCKS])

    def where(name: str, _: int | None) -> Place:
        """Name the cell of a field; the sheet itself where the field is not on it."""
        return grid.place(rows[name], beside) if name in rows else Place(grid.title, 0, 0, "—")

    cells = {name: RawCell(grid.cells.get((row, beside)), where, name) for name, row in rows.items()}
    rows_read = (RawRow(cells, {}, where, frozenset(unclear)),)
    return RawSheet(sheet, grid.place(1, 1), rows_read, unread=not named and bool(grid.cells))


def _values(grid: CellGrid, column: int, rows: set[int]) -> tuple[int, int]:
    """Tell the row above the first label and the column of the values: as headed, else the next one filled in."""
    for (row, at), text in sorted(grid.cells.items(), key=lambda entry: entry[0]):
        if text == VALUE_HEADING and row <= min(rows, default=0):
            return row, at
    filled = {at for row, at in grid.cells if row in rows and at > column}
    return min(rows, default=1) - 1, min(filled, default=column + 1)


def _labels(raw: RawFile, sheet: Sheet, grid: CellGrid, column: int, top: int) -> dict[str, int]:
    """Tell which row holds which field."""
    rows: dict[str, int] = {}
    for row in range(top + 1, grid.last_row + 1):
        text, place = grid.cells.get((row, column)), grid.place(row, column)
        cell = field_of(sheet, text)
        if cell is not None and cell.id in rows:
            other = grid.place(rows[cell.id], column).cell
            raw.problems.append(problem(place, "duplicate_heading", found=text, other=other))
        elif cell is not None:
            rows[cell.id] = row
        elif isinstance(text, Spoilt):
            raw.problems.append(problem(place, text.code, label=grid.title, **text.facts))
    return rows


def _strange(
    raw: RawFile, sheet: Sheet, grid: CellGrid, rows: dict[str, int], column: int, top: int, beside: int
) -> set[str]:
    """Report values beside labels that may stand for ours, or beside none; give the fields that were meant."""
    strangers = [
        Stranger(None if is_blank(text) else str(text), grid.place(row, column), row, [grid.cells[row, beside]])
        for row in range(top + 1, grid.last_row + 1)
        if not is_blank(grid.cells.get((row, beside)))
        and not isinstance(text := grid.cells.get((row, column)), Spoilt)
        and field_of(sheet, text) is None
    ]
    found = dict[str, Cell]()
    for stranger, cell in meant(sheet, rows, strangers):
        raw.problems.append(told(stranger, cell))
        found[stranger.place.cell] = cell
    last = max(rows.values(), default=0)
    for stranger in strangers:
        if stranger.place.cell in found:
            continue
        if stranger.text is None and (stranger.has_figures or stranger.position < last):
            raw.problems.append(bare(stranger, None))
        else:
            raw.unread.rows.setdefault(grid.title, []).append(stranger.text or stranger.place.cell)
    return {cell.id for cell in found.values()} - rows.keys()


def _units(sheet: Sheet, grid: CellGrid, rows: dict[str, int], column: int, units: int | None) -> Iterator[StatedUnit]:
    """Give the units that stand in labels and in the column of units."""
    for name, row in rows.items():
        cell = sheet.cell(name)
        yield from stated_units(cell, grid.cells.get((row, column)), grid.place(row, column))
        if units is not None:
            yield from stated_unit(cell, grid.cells.get((row, units)), grid.place(row, units))


def _among_units(
    sheet: Sheet, grid: CellGrid, rows: dict[str, int], beside: int, units: int | None
) -> Iterator[Problem]:
    """Report what nobody reads in the column of units: figures, and words beside a field that has no unit and no value."""
    for name, row in rows.items() if units is not None else ():
        cell, typed = sheet.cell(name), grid.cells.get((row, units or 0))
        bare = not cell.unit and is_blank(grid.cells.get((row, beside)))
        if not is_blank(typed) and (bare or not isinstance(typed, str) or re.search(r"\d", typed)):
            facts = {"label": label(cell), "found": typed, "column": VALUE_HEADING}
            yield problem(grid.place(row, units or 0), "value_among_units", **facts)
