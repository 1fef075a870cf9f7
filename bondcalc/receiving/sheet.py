"""The filled layout as a workbook."""

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bondcalc.inputs.form.template import MADE
from bondcalc.inputs.look import closed, opened
from bondcalc.receiving.received_layout import INCOME, SPENDING
from bondcalc.receiving.rows import Received

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

CODE, NAME = "编码", "项目"
WIDTHS = (10, 30)


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
