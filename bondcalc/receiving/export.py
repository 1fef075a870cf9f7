"""What a system exported, held against the filled layout cell by cell."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bondcalc.inputs.files.foreign_tables import tables_of
from bondcalc.inputs.files.headings import CellGrid, letters
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.units import captioned
from bondcalc.inputs.values import plain
from bondcalc.receiving.beside_table import ReadBack, beside_table
from bondcalc.receiving.received_layout import SPENDING, LayoutRow, bare
from bondcalc.receiving.rows import Received
from bondcalc.receiving.system_difference import SystemDifference, held_amount
from bondcalc.wording.messages import file_error

BRACKETS = str.maketrans("（）()", "，，，，")
"""A unit stands in brackets behind the title of a table, or beside it."""


def read_back(filled: Received, export: ProjectFile) -> ReadBack:
    """Hold an export against the filled layout: every amount of either, the header and the multiple as far as they are in it.

    FileError for a file without codes and columns T, T+1, and for one that says that it is in another unit.
    """
    grid, (top, columns, codes) = _table(export)
    _refuse_other_unit(filled, export.name, grid, top)
    differing: list[SystemDifference] = []
    rows = {bare(row.code): row for row in filled.layout.rows}
    seen: dict[str, int] = {bare(text): row for row, text in codes.items() if bare(text) in rows}
    for key, stated in rows.items():
        if key in seen:
            differing += _of_row(filled, grid, stated, seen[key], columns)
        else:
            differing += [SystemDifference("—", stated.code, "", None, sum(filled.amounts[stated.code], Decimal(0)))]
    known = {bare(filled.layout.multiple.code), *rows}
    strange = [(row, text) for row, text in codes.items() if row > top and bare(text) not in known]
    beside = beside_table(filled, grid, top)
    unknown = [SystemDifference(f"A{row}", str(text), "", None, None) for row, text in strange]
    return ReadBack([*differing, *beside.differences, *unknown], beside.absent)


def _of_row(
    filled: Received, grid: CellGrid, stated: LayoutRow, at: int, columns: Mapping[int, int]
) -> Iterator[SystemDifference]:
    """Compare one row: the amounts that are computed, then what stands in years or on the other side."""
    sides, amounts = filled.layout.sides, filled.amounts[stated.code]
    own = sides and stated.side == SPENDING
    for number in sorted({*range(len(amounts)), *columns}):
        year = "T" if not number else f"T+{number}"
        computed = amounts[number] if number < len(amounts) else Decimal(0)
        for side in (own, not own) if sides else (own,):
            spot = (at, columns.get(number, 0) + side)
            held = held_amount(grid.cells.get(spot)) if number in columns else None
            wanted = computed if side == own else Decimal(0)
            if (held or Decimal(0)) != wanted:
                cell = f"{letters(spot[1])}{spot[0]}" if number in columns else "—"
                yield SystemDifference(cell, stated.code, year, held, wanted)


def _refuse_other_unit(filled: Received, name: str, grid: CellGrid, top: int) -> None:
    """Refuse a table that says above its headings that it counts in another unit than the layout. Raises FileError."""
    sheet = sheet_of(Bond)
    for (row, column), text in grid.cells.items():
        for stated in captioned(sheet, str(text).translate(BRACKETS), grid.place(row, column)) if row <= top else ():
            if stated.unit != filled.layout.unit:
                raise file_error("export_unit", name=name, found=stated.unit, unit=filled.layout.unit)


def _table(export: ProjectFile) -> tuple[CellGrid, tuple[int, Mapping[int, int], Mapping[int, object]]]:
    """Find the sheet with columns T, T+1 …: the row of headings, the column of each, and the codes by row."""
    for grid in tables_of(export.name, export.data):
        for row in sorted({row for row, _ in grid.cells}):
            columns = dict(_years(grid, row))
            if len(columns) > 1:
                first = min(columns.values())
                below = sorted({at for at, _ in grid.cells if at > row})
                codes = {at: text for at in below if (text := _code(grid, at, first)) is not None}
                return grid, (row, columns, codes)
    raise file_error("export_unknown", name=export.name)


def _code(grid: CellGrid, row: int, first: int) -> object:
    """Give the first text of a row that stands before its amounts."""
    return next((grid.cells[row, at] for at in range(1, first) if (row, at) in grid.cells), None)


def _years(grid: CellGrid, row: int) -> Iterator[tuple[int, int]]:
    for (at, column), text in grid.cells.items():
        words = plain(str(text)) if at == row else ""
        if words == "t":
            yield 0, column
        elif words.startswith("t+") and words[2:].isdigit():
            yield int(words[2:]), column
