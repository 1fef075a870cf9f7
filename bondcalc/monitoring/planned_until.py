"""付款日前计划收益: what the plan brings in the whole months between the day of the actuals and a day of payment."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.months import MONTHS_A_YEAR, Month, months_between
from bondcalc.schedules import land, repayable, timing
from bondcalc.schedules.book import Book


def planned_until(case: MonitoringCase, day: date) -> Decimal:
    """Add up the planned 收益 of the whole months between, never below 0.

    Land is sold in its 收款月份 where one is stated, else evenly through the twelve months of its year; the rest comes in the months
    of operation alone, of which the first and the last year may have few.
    By hand in tests/monitoring/test_planned_until.py: test_each_comes_in_its_own_months.
    """
    book = case.filed.book
    years = book.years.years
    by_year = dict(zip(years, case.filed.figures.amounts(book.use(repayable.schedule).amount), strict=True))
    months = [
        month
        for month in months_between(Month.of(case.as_of).later(1), Month.of(day).later(-1))
        if month.year in by_year
    ]
    sold = {year: Decimal(0) for year in years}
    total = Decimal(0)
    for account in book.use(land.schedule).accounts.values():
        if not account.row.data.claimed:
            continue
        stated = account.row.data.month
        for year, net in zip(years, case.filed.figures.amounts(account.net), strict=True):
            sold[year] += net
            total += net * _share(year, stated, months)
    running = _running(book, years)
    rest = (
        (by_year[month.year] - sold[month.year]) / len(running[month.year])
        for month in months
        if month in running[month.year]
    )
    return max(total + sum(rest, Decimal(0)), Decimal(0))


def _share(year: int, stated: int | None, months: Sequence[Month]) -> Decimal:
    """Give the part of a year's sales that falls into the months."""
    if stated is not None:
        return Decimal(Month(year, stated) in months)
    return Decimal(sum(month.year == year for month in months)) / MONTHS_A_YEAR


def _running(book: Book, years: Sequence[int]) -> Mapping[int, Sequence[Month]]:
    """Give the months of each year in which the project is run; all of a year in which it is not."""
    days = timing.operation(book)
    last = Month(max(years), MONTHS_A_YEAR)
    every = set(months_between(Month.of(days[0]), min(Month.of(days[1]), last))) if days else set[Month]()
    return {year: [month for month in _year(year) if month in every] or list(_year(year)) for year in years}


def _year(year: int) -> Iterator[Month]:
    return (Month(year, month) for month in range(1, MONTHS_A_YEAR + 1))
