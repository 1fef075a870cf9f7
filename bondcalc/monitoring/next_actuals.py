"""The next actuals of a project: all that was told, and blank rows for the periods and payments that came since."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import ProjectFile
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import FundingStep
from bondcalc.monitoring.months import Month
from bondcalc.monitoring.period_sheets import PeriodAmount, months_of
from bondcalc.monitoring.prefilled import GRAINS, grain_of, periods_begun, prefilled, service_due, stated_rows
from bondcalc.monitoring.state_sheets import MeasuredTarget, ServicePayment, YearMatter, payment_calendar
from bondcalc.monitoring.yearly_view import with_issues

FINENESS = [*GRAINS]
"""Grains of periods, the coarsest first."""


def carried_on(before: Actuals, project: Project, filed: ProjectFile, day: date, grain: str = "year") -> Project:
    """Give the rows of the next actuals: all that was told, the hash of the file before, and blank rows for what came since.

    Payments are laid out on the days of the bonds as they were issued; blank rows of the days that were planned go.
    """
    as_issued = with_issues(project, before)
    fresh = prefilled(filed, as_issued, day, grain)
    kept = [row for statement in STATEMENTS_OF_ACTUALS[1:] for row in before.rows(statement)]
    kept = [row for row in kept if not isinstance(row, ServicePayment)]
    taken, years = {_key(row) for row in kept}, {row.year for row in before.rows(PeriodAmount)}
    added = [
        row
        for statement in STATEMENTS_OF_ACTUALS[1:]
        for row in fresh.rows(statement)
        if _key(row) and _key(row) not in taken and not (isinstance(row, PeriodAmount) and row.year in years)
    ]
    of = replace(
        fresh.form(ActualsParticulars),
        previous_sha256=before.sha256,
        example=before.particulars.example,
        statement_from=before.particulars.statement_from,
        statement_to=before.particulars.statement_to,
    )
    service = laid_out(before.rows(ServicePayment), as_issued, day)
    return stated_rows([of, *kept, *_later_periods(before, day, grain), *added, *service])


def laid_out(rows: Iterable[ServicePayment], project: Project, day: date) -> list[ServicePayment]:
    """Keep what is told of payments and the blank rows on payment days of the bonds as they are, and add the days up to a day that have none."""
    days = payment_calendar(project)
    kept = [row for row in rows if row.told or row.owing in days]
    known = {row.owing for row in kept}
    return [*kept, *(row for row in service_due(project, day) if row.owing not in known)]


def _key(row: object) -> tuple[object, ...]:
    """What tells a row that is prefilled from others; an empty tuple for rows that never are, or are laid out by days."""
    if isinstance(row, PeriodAmount):
        return "amount", row.year, row.period, row.kind, row.line
    if isinstance(row, MeasuredTarget):
        return "target", row.name
    if isinstance(row, YearMatter):
        return "year", row.year
    return ("issue", row.bond) if isinstance(row, FundingStep) and row.step == "issued" else ()


def _line_of_year(row: PeriodAmount) -> tuple[int, str, str]:
    return row.year, row.kind, row.line or ""


def _later_periods(before: Actuals, day: date, grain: str) -> Iterator[PeriodAmount]:
    """Ask for the periods since of every line of a year that was not over, as finely as before or as it is asked for now."""
    rows, told_to = sorted(before.rows(PeriodAmount), key=_line_of_year), Month.of(before.told_to)
    for (year, _, _), group in groupby(rows, key=_line_of_year):
        mine = list(group)
        covered = {month for row in mine for month in months_of(row.period)}
        grains = {grain_of(row.period) for row in mine} | ({grain} if year == day.year else set())
        for period in periods_begun(year, day, max(grains, key=FINENESS.index)):
            months = months_of(period)
            if covered.isdisjoint(months) and Month(year, months[-1]) > told_to:
                yield replace(mine[-1], period=period, amount=None, evidence=None)
