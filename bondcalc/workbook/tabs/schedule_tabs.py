"""The schedules themselves: laid out, drawn and set up for A4, with names for the key figures."""

from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from bondcalc.algebra.table import Table
from bondcalc.inputs.look import places_taken, print_only
from bondcalc.result.headline import key_figures
from bondcalc.result.result import Result
from bondcalc.wording import number
from bondcalc.wording.notation import AMOUNTS
from bondcalc.wording.report import Words
from bondcalc.wording.terms import Unit
from bondcalc.workbook.live_tables import DOWN_WIDTH, SCALAR_WIDTHS, SINGLE, WIDTHS
from bondcalc.workbook.places import FIRST, Places
from bondcalc.workbook.tabs.desk import Desk, by_sheet, is_nil, landscape, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

YEARS_A_PAGE = 12
"""Calendar years that print side by side on A4 landscape and can still be read."""
LINES_A_PAGE = 11
"""Lines of a table with its dates downwards that print side by side, also where somebody turns the page upright (type of 5 points)."""
NIL = Words("测算时各项均为零", "every figure is nil as computed")
"""Stands under the title of a schedule without figures that shares its tab with others."""
YEAR_WIDTH, SCALAR_WIDTH = 12, 16
"""Widths of a figure's column, in characters, unless an amount is longer."""


def place(result: Result, places: Places) -> None:
    """Fix where every line stands."""
    for tables in by_sheet(result).values():
        row = 0
        for table in tables:
            row = places.place(table, row)


def draw(sheets: dict[str, "Worksheet"], desk: Desk) -> None:
    """Write every table, then what surrounds them, and the names of the key figures."""
    draw_tables(sheets, desk)
    _names(desk)


def draw_tables(sheets: dict[str, "Worksheet"], desk: Desk) -> None:
    """Write every table, then what surrounds them."""
    for name, tables in by_sheet(desk.result).items():
        for table in tables:
            remark = desk.said(NIL) if is_nil(desk.result, table) else ""
            subtitle = desk.subtitle((line.unit for line in table.lines), remark)
            desk.writer.draw(sheets[name], table, subtitle, _tail(tables))
        _page(sheets[name], tables, desk)


def _page(sheet: "Worksheet", tables: list[Table], desk: Desk) -> None:
    """Set widths, frozen headings and repeated headings by the kinds of table; with years on a tab, all go by the years."""
    kinds = {table.axis.kind for table in tables}
    years = max((len(table.axis.columns) for table in tables if table.axis.kind == "years"), default=0)
    if "years" in kinds:
        landscape(sheet, wide=-(-years // YEARS_A_PAGE))
        width = max(YEAR_WIDTH, _longest(tables, desk))
        set_widths(sheet, (WIDTHS[0], 7, *(width for _ in range(years + FIRST - 2)), *WIDTHS[1:]))
        sheet.freeze_panes(3, FIRST)
        sheet.repeat_columns(0, 1)
        # The words stay on screen; on paper the years need the room.
        print_only(sheet, sheet.dim_rowmax, FIRST + years - 1)
    elif "scalar" in kinds:
        landscape(sheet)
        set_widths(sheet, (SCALAR_WIDTHS[0], 7, max(SCALAR_WIDTH, _longest(tables, desk)), *SCALAR_WIDTHS[1:]))
        sheet.freeze_panes(3, 1)
    else:
        lines = max(len(table.lines) for table in tables)
        landscape(sheet, wide=-(-lines // LINES_A_PAGE))
        width = max(DOWN_WIDTH, _longest(tables, desk))
        set_widths(sheet, (7, 12, 7, *(width for _ in range(lines)), *WIDTHS))
        sheet.repeat_columns(0, 2)
        sheet.freeze_panes(0, 3)
        print_only(sheet, sheet.dim_rowmax, lines + 2)
    _repeat_heads(sheet, tables)


def _repeat_heads(sheet: "Worksheet", tables: list[Table]) -> None:
    """Repeat on every page what is true of it: of several tables not the title of the first, and their headings where they are alike."""
    if len(tables) == 1:
        sheet.repeat_rows(0, 2)
    elif len({_heads(table) for table in tables}) == 1:
        sheet.repeat_rows(2)


def _heads(table: Table) -> tuple[str, ...]:
    """Tell what stands over the columns of a table: its kind, and the lines that run down."""
    return table.axis.kind, *(line.zh for line in table.lines if table.axis.kind == "payments")


def _tail(tables: list[Table]) -> int:
    """Give the first column behind the figures of a tab: beyond its years, and beyond the lines that run down."""
    return max(SINGLE, *map(_figures_end, tables))


def _figures_end(table: Table) -> int:
    if table.axis.kind == "years":
        return FIRST + len(table.axis.columns)
    return 3 + len(table.lines) if table.axis.kind == "payments" else SINGLE


def _longest(tables: list[Table], desk: Desk) -> int:
    """Give the width the longest amount of these tables needs, in characters; too narrow a column shows ### for it."""
    amounts = [
        (max(abs(Decimal(value or 0)) for value in desk.result.figures.columns(line)), line.unit)
        for table in tables
        for line in table.lines
        if line.unit in {*AMOUNTS, Unit.SHARE_POINTS}
    ]
    return max((_wide(desk, -amount, unit) for amount, unit in amounts), default=0) + 1


def _wide(desk: Desk, amount: Decimal, unit: str) -> int:
    """Give the width of an amount as its cell shows it; points carry their unit behind four decimals."""
    if unit == Unit.SHARE_POINTS:
        return ceil(places_taken(number.in_points(number.fixed(amount, 4), desk.language)))
    return len(desk.notation.text(amount, unit))


def _names(desk: Desk) -> None:
    """Define a name for every key figure, so that other workbooks can point at it."""
    desk.places.sheet = ""
    for _, line in key_figures(desk.result):
        if desk.book.define_name(line.id, "=" + desk.places.cell(line, 1)) < 0:
            raise RuntimeError(line.id)
