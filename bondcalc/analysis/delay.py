"""投运推迟: a project that opens later than planned. Dates are structure, so its schedules are built again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bondcalc.dates import add_months, months_inside
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.money import half_up
from bondcalc.schedules.horizon import horizon

PLACES = Decimal("0.000001")
"""Decimals of a quantity that is moved by a part of a year."""


def rebuilt(project: Project, changes: Mapping[str, Decimal]) -> Project:
    """Give the project with its structural changes; drivers that are leaves are passed over.

    `operation_delay` (whole months) moves the start of operation and, as a project opens late because it is finished
    late, the end of construction with it. Quantities stated by calendar year move too where none lies before the
    year of opening; so does a tax holiday that starts in that year. What is spent on construction stays in its years,
    and the end of operation where it is: nothing makes up for lost months. What passes the end of operation or the
    horizon is lost.
    """
    months = int(changes.get("operation_delay", 0))
    start = project.form(Particulars).operation_start
    if months <= 0 or start is None:
        return project
    stated, tax = project.form(Particulars), project.form(Taxation)
    end = stated.construction_end
    later = add_months(start, months)
    tables = dict(project.tables)
    _set(tables, Particulars, replace(stated, operation_start=later, construction_end=end and add_months(end, months)))
    if tax.holiday_start == start.year:
        _set(tables, Taxation, replace(tax, holiday_start=later.year))
    # The end stays: a delay that only moved all income along would cost nothing.
    last = min(date(stated.forecast_end or horizon(project)[1], 12, 31), stated.operation_end or date.max)
    _set(tables, RevenueLine, *(_moved(row, start, months, last) for row in project.rows(RevenueLine)))
    _set(tables, NodeLine, *(_moved(row, start, months, last) for row in project.rows(NodeLine)))
    return replace(project, tables=tables)


def _set(tables: dict[str, tuple[Any, ...]], statement: type, *rows: object) -> None:
    tables[sheet_of(statement).id] = rows


def _moved(row: Drivers, start: date, months: int, last: date) -> Drivers:
    """Move quantities by calendar year; the years stay stated, so that the horizon stays what it is.

    Of a whole year that moves into the year in which operation ends, the months of operation are kept.
    """
    if not row.by_year or any(quantity and year < start.year for year, quantity in row.by_year.items()):
        return row
    whole, part = divmod(months, 12)
    moved = dict.fromkeys(row.by_year, Decimal(0))
    for year, quantity in row.by_year.items():
        for later, share in ((year + whole, 12 - part), (year + whole + 1, part)):
            kept = months_inside(later, date.min, last) if year < later else 12
            if share and later <= last.year:
                moved[later] = moved.get(later, Decimal(0)) + quantity * share * kept / 12
    return replace(row, by_year={year: half_up(amount / 12, PLACES) for year, amount in sorted(moved.items())})
