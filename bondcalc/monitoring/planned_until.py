"""付款日前计划收益: what the plan brings in the whole months between the day of the actuals and a day of payment."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.months import MONTHS_A_YEAR, Month, months_between
from bondcalc.schedules import receipts, repayable, timing
from bondcalc.schedules.book import Book

CALENDAR = range(1, MONTHS_A_YEAR + 1)
MonthsByYear = Sequence[Sequence[Month]]
"""The months of each year of the horizon in which something comes or goes, a part of the year's amount in each."""


class _Flow(NamedTuple):
    """Amounts by year, in units of money, and the months in which equal parts of them come or go."""

    amounts: Sequence[Decimal]
    months: MonthsByYear

    def within(self, first: Month, last: Month) -> Decimal:
        """Add up what comes or goes from one month to another, both included."""
        shares = (Decimal(sum(first <= month <= last for month in months)) / len(months) for months in self.months)
        return sum((amount * share for amount, share in zip(self.amounts, shares, strict=True)), Decimal(0))


def planned_until(case: MonitoringCase, day: date) -> Decimal:
    """Add up the planned 收益 of the whole months between, never below 0.

    Receipts and outlays come and go as on days of payment (按期收支表): in their stated month, once a period is over, land without a
    month by the calendar, the rest in the months of operation. An outlay of the month of the payment is gone by then.
    By hand in tests/monitoring/test_planned_until.py: test_each_comes_in_its_own_months.
    """
    book, amounts = case.filed.book, case.filed.figures.amounts
    received = [_Flow(amounts(line), months) for line, months in _received(book)]
    spent = [_Flow(amounts(line), months) for line, months in _spent(book)]
    evenly = list(amounts(book.use(repayable.schedule).amount))
    for sign, flows in ((-1, received), (1, spent)):
        for flow in flows:
            evenly = [left + sign * amount for left, amount in zip(evenly, flow.amounts, strict=True)]
    first, paying = Month.of(case.as_of).later(1), Month.of(day)
    come = [flow.within(first, paying.later(-1)) for flow in (_Flow(evenly, _running(book)), *received)]
    gone = [flow.within(first, paying) for flow in spent]
    return max(sum(come, Decimal(0)) - sum(gone, Decimal(0)), Decimal(0))


def _received(book: Book) -> list[tuple[Line, MonthsByYear]]:
    """What is received otherwise than by the months of operation."""
    made, running = book.use(receipts.schedule), _running(book)
    ends = {
        every: [[Month(year, -(-month // every) * every) for year, month in months] for months in running]
        for every in made.by_months
    }
    return [
        *((line, ends[every]) for every, line in made.by_months.items()),
        *((line, _in(book, [month])) for month, line in made.received.items()),
        *([] if made.ground is None else [(made.ground, _in(book, CALENDAR))]),
    ]


def _spent(book: Book) -> list[tuple[Line, MonthsByYear]]:
    """What is paid in a stated month, and what counts from the first day of its year."""
    made = book.use(receipts.schedule)
    return [
        *((line, _in(book, [month])) for month, line in made.spent.items()),
        *([] if made.single is None else [(made.single, _in(book, CALENDAR[:1]))]),
    ]


def _running(book: Book) -> MonthsByYear:
    """Give the months of each year in which the project is run; all of a year in which it is not."""
    days, whole = timing.operation(book), _in(book, CALENDAR)
    last = whole[-1][-1]
    every = set(months_between(Month.of(days[0]), min(Month.of(days[1]), last))) if days else set[Month]()
    return [[month for month in year if month in every] or year for year in whole]


def _in(book: Book, months: Sequence[int]) -> MonthsByYear:
    """Give these months of every year."""
    return [[Month(year, month) for month in months] for year in book.years.years]
