"""Drawing one input sheet: a form of labelled lines, or a list with a row an item and a column a year."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.form.permitted import NO, YES, permitted
from bondcalc.inputs.look import (
    LINE_HEIGHT,
    REQUIRED_TAB,
    UNIT_HEADING,
    VALUE_HEADING,
    Look,
    index_heading,
    print_only,
    row_height,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FieldAddresses = dict[tuple[str, ...], tuple[str, int, int]]
"""Where each input stands: (sheet id, row, field[, year]) to (sheet title, row, column), counted from zero."""

A4 = 9
FORM_TOP = 3
"""First row of fields of a form: title, help and heading stand above."""
LIST_TOP = 4
"""First row of items of a list: title, help, caption of the years and heading stand above."""
WIDTHS = {"text": 16, "date": 12, "flag": 9, "choice": 16, "number": 12, "whole": 9, "indexed": 13}

PAGE_WIDTH = 190
"""Characters across a page of A4 landscape that can still be read."""
FEW, STRETCHED = 3, 3
"""Of so few columns a list has each so many times as wide, of so few lines a form each so many times as high: pages are not
left empty."""
FREE_COLUMNS = 20
"""Columns right of a list that take more years."""
ALLOWED = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
    "objects": True,
}
"""Headings are protected against slips, without a password; everything else stays free."""
VALUE_WIDTH, NOTE_WIDTH = 44, 60
"""Columns of a form that hold sentences, which take as many lines as they need."""
FORM_PAGE, SPILT = 645.0, 0.25
"""Height of the rows of a form that a page holds, in points; what is left over is no page of its own below that part."""


class WriteError(Exception):
    """The workbook did not take a cell; a fault of the program."""


def form_places(sheet: Sheet) -> FieldAddresses:
    """Tell where the fields of a form stand."""
    return {(sheet.id, "0", cell.id): (sheet.zh, line, 1) for line, cell in enumerate(sheet.cells, FORM_TOP)}


def list_places(sheet: Sheet, rows: int, years: Sequence[int]) -> FieldAddresses:
    """Tell where the fields of the first `rows` rows of a list stand."""
    named = [(cell.id,) if year is None else (cell.id, str(year)) for cell, year in _columns(sheet, years)]
    return {
        (sheet.id, str(number), *field): (sheet.zh, number + LIST_TOP, column)
        for number in range(rows)
        for column, field in enumerate(named)
    }


def _columns(sheet: Sheet, years: Sequence[int]) -> list[tuple[Cell, int | None]]:
    plain: list[tuple[Cell, int | None]] = [(cell, None) for cell in sheet.cells if cell.kind != "indexed"]
    return [*plain, *((cell, year) for cell in sheet.cells if cell.kind == "indexed" for year in years)]


def draw_form(page: "Worksheet", sheet: Sheet, values: Mapping[str, object], look: Look) -> None:
    """Draw a form: label, value, unit, note; a field without a value is blank."""
    _top(page, sheet, look)
    for column, (heading, width) in enumerate(
        (("项目", 26), (VALUE_HEADING, VALUE_WIDTH), (UNIT_HEADING, 10), ("说明", NOTE_WIDTH))
    ):
        page.set_column(column, column, width)
        _write(page, FORM_TOP - 1, column, heading, look.role("heading"))
    total = FORM_TOP * LINE_HEIGHT
    for line, cell in enumerate(sheet.cells, FORM_TOP):
        height = row_height([(str(values.get(cell.id) or ""), VALUE_WIDTH), (cell.why, NOTE_WIDTH)])
        height = max(height, STRETCHED * LINE_HEIGHT if len(sheet.cells) <= FEW else 0)
        page.set_row(line, height)
        total += height
        _write(page, line, 0, cell.zh, look.role("required_label" if cell.required else "label"))
        _write(page, line, 1, values.get(cell.id), look.cell(cell, wrap=True), cell)
        _write(page, line, 2, look.unit(cell), look.role("unit"))
        _write(page, line, 3, cell.why, look.role("note"))
        _permit(page, line, line, 1, cell)
    if total % FORM_PAGE < SPILT * FORM_PAGE and total > FORM_PAGE:
        page.fit_to_pages(1, int(total // FORM_PAGE))
    page.freeze_panes(FORM_TOP, 1)
    page.repeat_rows(FORM_TOP - 1)


def draw_list(
    page: "Worksheet",
    sheet: Sheet,
    rows: Sequence[object],
    years: Sequence[int],
    look: Look,
    spare: int,
    example: object = None,
    *,
    filed: bool = False,
) -> None:
    """Draw a list with `spare` blank rows below; `years` head the columns of its yearly field.

    An `example` row stands in grey above the headings, where nothing is read. Of a list as it was `filed` no year is printed
    behind the last one filled in.
    """
    _top(page, sheet, look)
    plain = [cell for cell in sheet.cells if cell.kind != "indexed"]
    yearly = [cell for cell in sheet.cells if cell.kind == "indexed"]
    last = LIST_TOP + len(rows) + spare - 1
    columns = _columns(sheet, years)
    headings = []
    wide = STRETCHED if len(columns) <= FEW else 1
    for column, (cell, year) in enumerate(columns):
        heading = look.heading(cell) if year is None else index_heading(cell, year)
        headings.append((heading, wide * WIDTHS[cell.kind]))
        page.set_column(column, column, wide * WIDTHS[cell.kind], look.role("free"))
        _write(page, LIST_TOP - 1, column, heading, look.role("required_heading" if cell.required else "heading"))
        _permit(page, LIST_TOP, last, column, cell)
    if example is not None:
        _draw_example(page, plain, example, look)
    for cell in yearly:
        _write(page, LIST_TOP - 2, len(plain), look.heading(cell), look.role("help"))
    page.set_row(LIST_TOP - 1, row_height(headings))
    page.set_column(len(columns), len(columns) + FREE_COLUMNS - 1, None, look.role("free"))
    count = _filled(columns, rows) if filed else len(columns)
    _on_pages(page, [width for _, width in headings], count, last, min(2, len(plain)))
    _draw_rows(page, rows, columns, look, spare)


def _on_pages(page: "Worksheet", widths: Sequence[int], count: int, last: int, named: int) -> None:
    """Print the pages that the first `count` columns of a list take side by side, down to its last row.

    The `named` first ones stay in sight and are repeated on each.
    """
    pages = ceil(sum(widths[:count]) / PAGE_WIDTH)
    printed = sum(reached <= pages * PAGE_WIDTH for reached in accumulate(widths))
    if printed < len(widths):
        print_only(page, last, printed - 1)
    page.freeze_panes(LIST_TOP, named)
    page.fit_to_pages(pages, 0)
    if pages > 1:
        page.repeat_columns(0, named - 1)
    page.repeat_rows(LIST_TOP - 1)


def _filled(columns: Sequence[tuple[Cell, int | None]], rows: Sequence[object]) -> int:
    """Count the columns up to the last year in which a row has something."""
    count = len(columns)
    while count and (year := columns[count - 1][1]) is not None:
        if any(year in getattr(row, columns[count - 1][0].id) for row in rows):
            break
        count -= 1
    return count


def _draw_example(page: "Worksheet", plain: Sequence[Cell], example: object, look: Look) -> None:
    for column, cell in enumerate(plain):
        value = getattr(example, cell.id)
        value = f"例：{value}" if column == 0 else value
        _write(page, LIST_TOP - 2, column, value, look.example(cell), cell if column else None)


def _draw_rows(
    page: "Worksheet", rows: Sequence[object], columns: Sequence[tuple[Cell, int | None]], look: Look, spare: int
) -> None:
    """Draw filled rows, then spare ones; a list of few columns wraps its texts, each row as high as they are."""
    few = len(columns) <= FEW
    formats = [look.cell(cell, wrap=few) for cell, _ in columns]
    for number, row in enumerate(rows, LIST_TOP):
        if few:
            said = [
                (str(getattr(row, cell.id)), STRETCHED * WIDTHS[cell.kind]) for cell, year in columns if year is None
            ]
            page.set_row(number, row_height(said))
        for column, (cell, year) in enumerate(columns):
            value = getattr(row, cell.id)
            value = value if year is None or value is None else value.get(year)
            _write(page, number, column, value, formats[column], cell)
    for number in range(LIST_TOP + len(rows), LIST_TOP + len(rows) + spare):
        for column, style in enumerate(formats):
            _taken(page.write_blank(number, column, None, style), number, column)


def _top(page: "Worksheet", sheet: Sheet, look: Look) -> None:
    if sheet.required:
        page.set_tab_color(REQUIRED_TAB)
    _write(page, 0, 0, sheet.zh, look.role("title"))
    _write(page, 1, 0, sheet.help, look.role("help"))
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer("&C第&P页 共&N页&R&A")
    page.protect("", ALLOWED)


def _permit(page: "Worksheet", first: int, last: int, column: int, cell: Cell) -> None:
    if last >= first and page.data_validation(first, column, last, column, permitted(cell)) != 0:
        raise WriteError(f"validation of {cell.id} was not taken")


def _write(page: "Worksheet", row: int, column: int, value: object, look: "Format", cell: Cell | None = None) -> None:
    """Write one value by its type; text stays text whatever it starts with."""
    if cell is not None and cell.kind == "choice" and value is not None:
        value = cell.choices[str(value)]
    if value is None or value == "":
        done = page.write_blank(row, column, None, look)
    elif isinstance(value, bool):
        done = page.write_string(row, column, YES if value else NO, look)
    elif isinstance(value, str):
        done = page.write_string(row, column, value, look)
    elif isinstance(value, date):
        done = page.write_datetime(row, column, value, look)
    elif isinstance(value, Decimal | int):
        done = page.write_number(row, column, float(value), look)
    else:
        raise WriteError(f"row {row}, column {column}: {value!r}")
    _taken(done, row, column)


def _taken(done: int, row: int, column: int) -> None:
    if done != 0:
        raise WriteError(f"row {row}, column {column} was not taken ({done})")
