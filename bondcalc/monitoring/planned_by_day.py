"""计划进度: what a yearly line of the filing has planned up to a day: whole years, and of the running one the months that are over."""

from datetime import date
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.months import MONTHS_A_YEAR


def planned_by_day(case: MonitoringCase, filed: Line, begins: date | None = None) -> Decimal:
    """Give what a line of the filed schedules has planned up to the day of the data, each year spread evenly over its months.

    `begins` is the day before which nothing of it can be planned: its month is the first of that year.
    By hand in tests/monitoring/test_bond_money.py: test_progress_of_spending_by_hand.
    """
    years, amounts = case.filed.book.years.years, case.filed.figures.amounts(filed)
    return sum((amount * _share(case, year, begins) for year, amount in zip(years, amounts, strict=True)), Decimal(0))


def planned_of_closed_years(case: MonitoringCase, filed: Line) -> Decimal:
    """Give what a line has planned of the years whose months are all over: what is due whenever in the year it was to come."""
    years, amounts = case.filed.book.years.years, case.filed.figures.amounts(filed)
    closed = (amount for year, amount in zip(years, amounts, strict=True) if _share(case, year, None) == 1)
    return sum(closed, Decimal(0))


def _share(case: MonitoringCase, year: int, begins: date | None) -> Decimal:
    before = begins.month - 1 if begins is not None and begins.year == year else 0
    last = months_of_works(case, year)
    # What is to be had only after the works are completed is spread over what is left of the year.
    last = last if last > before else MONTHS_A_YEAR
    over = min(elapsed_months(year, case.actuals.told_to), last) - before
    return Decimal(max(over, 0)) / (last - before)


def months_of_works(case: MonitoringCase, year: int) -> int:
    """Give the months over which the works planned for a year are spread: the year in which they are completed (竣工) ends with that month."""
    end = case.filed.project.form(Particulars).construction_end
    return end.month if end is not None and end.year == year else MONTHS_A_YEAR


def elapsed_months(year: int, day: date) -> int:
    """Count the whole months of a year that are over at the end of a day."""
    if year != day.year:
        return MONTHS_A_YEAR if year < day.year else 0
    return day.month if date.fromordinal(day.toordinal() + 1).month != day.month else day.month - 1
