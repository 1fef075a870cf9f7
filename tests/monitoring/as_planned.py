"""Actuals of the park made here: as planned, or as a test changes them, and the case that readings are handed."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.two_sides import PlannedLine, Sides, planned_lines
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book
from tests.monitoring.happened import told
from tests.monitoring.rows import head, period
from tests.samples import computed_sample

Change = Mapping[tuple[str, str, int], Decimal]
"""Amounts of a year that are not as planned, by kind, line and year."""


def filed() -> Result:
    return computed_sample("hengyang-park")


@cache
def plan() -> tuple[PlannedLine, ...]:
    return planned_lines(filed())


def as_planned(as_of: str, first: int, last: int, change: Change | None = None) -> str:
    """Every line of the plan from year to year as planned, but for what is changed."""
    rows = [
        period(line.kind, line.id, year, "year", (change or {}).get((line.kind, line.id, year), amount))
        for line in plan()
        for year, amount in line.by_year.items()
        if first <= year <= last and amount
    ]
    return head(as_of) + "".join(rows)


def case_of(text: str) -> MonitoringCase:
    """The case of readings that ask nothing of the model with what happened in it."""
    return case_beside(filed(), told(text))


def case_beside(result: Result, actuals: Actuals) -> MonitoringCase:
    """The same of any project."""
    rules = rules_on(actuals.as_of)
    return MonitoringCase(
        filed=result,
        actuals=actuals,
        rules=rules,
        sides=Sides(result, actuals).every(),
        current=result.book,
        current_figures=result.figures,
        table_book=Book(result.project, rules),
    )
