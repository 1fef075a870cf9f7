"""The filled layout as a workbook, and what a system exported read back."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bondcalc.inputs.files.foreign_tables import tables_of
from bondcalc.inputs.files.headings import CellGrid, letters
from bondcalc.inputs.form.template import MADE
from bondcalc.inputs.look import closed, opened
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.units import captioned
from bondcalc.inputs.values import WrongError, convert, is_blank, plain
from bondcalc.receiving.received_layout import INCOME, SPENDING, LayoutRow, bare
from bondcalc.receiving.rows import Received
from bondcalc.wording.messages import file_error

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CODE, NAME = "编码", "项目"
WIDTHS = (10, 30)
BRACKETS = str.maketrans("（）()", "，，，，")
"""A unit stands in brackets behind the title of a table, or beside it."""
AMOUNT = replace(sheet_of(Bond).cell(Bond.face), low=None)
"""How an amount is read: as any amount of money that is typed."""


def written_sheet(filled: Received) -> bytes:
    """Write the table: header fields, one or two rows of headings, a row a code; the same table gives the same bytes."""
    buffer, layout = io.BytesIO(), filled.layout
    book = opened(buffer)
    book.set_properties({"title": layout.name, "comments": "bondcalc", "created": MADE})
    page = book.add_worksheet("收支预算明细")
    amount = book.add_format({"num_format": "#,##0." + "0" * layout.decimals if layout.decimals else "#,##0"})
    day, bold = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}), book.add_format({"bold": True})
    page.set_column(0, 0, WIDTHS[0])
    page.set_column(1, 1, WIDTHS[1])
    page.set_column(2, 2 + (layout.last + 1) * (2 if layout.sides else 1), 12)
    page.write_string(0, 0, f"{layout.name}（单位：{layout.unit}）", bold)
    row = 1
    for name, value in filled.header.items():
        page.write_string(row, 0, name)
        _write(page, row, 2, value, day if hasattr(value, "year") else amount)
        row += 1
    row = _headings(page, filled, row, bold)
    for stated in layout.rows:
        page.write_string(row, 0, stated.code)
        page.write_string(row, 1, stated.zh)
        for column, value in enumerate(filled.amounts[stated.code]):
            at = 2 + (2 * column + (stated.side == SPENDING) if layout.sides else column)
            page.write_number(row, at, float(value), amount)
        row += 1
    if layout.multiple.code and filled.multiple is not None:
        page.write_string(row, 0, layout.multiple.code)
        page.write_string(row, 1, layout.multiple.zh)
        page.write_number(row, 2, float(filled.multiple), book.add_format({"num_format": "0.00##"}))
    page.freeze_panes(row - len(layout.rows), 2)
    return closed(book, buffer)


def _headings(page: "Worksheet", filled: Received, row: int, look: "Format") -> int:
    """Write the columns T, T+1, …; where income and spending stand apart, both below each."""
    sides = filled.layout.sides
    for at, text in enumerate((CODE, NAME)):
        page.write_string(row, at, text, look)
    for column in range(filled.layout.last + 1):
        at = 2 + column * (2 if sides else 1)
        page.write_string(row, at, "T" if column == 0 else f"T+{column}", look)
        if sides:
            page.write_string(row + 1, at, INCOME, look)
            page.write_string(row + 1, at + 1, SPENDING, look)
    return row + (2 if sides else 1)


def _write(page: "Worksheet", row: int, column: int, value: object, look: "Format") -> None:
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        page.write_number(row, column, float(value), look)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, look)
    elif value is not None:
        page.write_string(row, column, str(value))


@dataclass(frozen=True)
class SystemDifference:
    """A cell of an export that says something else than the project: where, of what, both amounts (None: not there; a text: no amount)."""

    cell: str
    code: str
    column: str
    held: Decimal | str | None
    computed: Decimal | None


def read_back(filled: Received, export: ProjectFile) -> list[SystemDifference]:
    """Hold an export against the filled layout, every amount of either.

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
    return [*differing, *(SystemDifference(f"A{row}", str(text), "", None, None) for row, text in strange)]


def _of_row(
    filled: Received, grid: CellGrid, stated: LayoutRow, at: int, columns: Mapping[int, int]
) -> Iterator[SystemDifference]:
    """Compare one row: the amounts that are computed, then what stands in years or on the side where nothing is."""
    sides, amounts = filled.layout.sides, filled.amounts[stated.code]
    own = sides and stated.side == SPENDING
    for number in sorted({*range(len(amounts)), *columns}):
        year = "T" if not number else f"T+{number}"
        computed = amounts[number] if number < len(amounts) else Decimal(0)
        for side in (own, not own) if sides else (own,):
            spot = (at, columns.get(number, 0) + side)
            held = _held(grid.cells.get(spot)) if number in columns else None
            wanted = computed if side == own else Decimal(0)
            if (held or Decimal(0)) != wanted:
                cell = f"{letters(spot[1])}{spot[0]}" if number in columns else "—"
                yield SystemDifference(cell, stated.code, year, held, wanted)


def _held(value: object) -> Decimal | str | None:
    """Read an amount; a text that is none stays a text, and differs from any amount."""
    if is_blank(value):
        return None
    try:
        amount: Decimal = convert(AMOUNT, value)
    except WrongError:
        return str(value)
    return amount


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
