"""Months, quarters and years: an amount of a longer period parted into months, months added up again."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.dates import month_days
from bondcalc.money import half_up
from bondcalc.monitoring.period_sheets import MONTHS_A_QUARTER, months_of

MONTHS_A_YEAR = 12


class Month(NamedTuple):
    """A calendar month; months are ordered by time."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Give the month of a day."""
        return cls(day.year, day.month)

    @property
    def quarter(self) -> "Quarter":
        """The quarter it lies in."""
        return Quarter(self.year, (self.month - 1) // MONTHS_A_QUARTER + 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return month_days(self.year, self.month)[1]

    def later(self, count: int) -> "Month":
        """Give the month that many months later."""
        whole = self.year * MONTHS_A_YEAR + self.month - 1 + count
        return Month(whole // MONTHS_A_YEAR, whole % MONTHS_A_YEAR + 1)


class Quarter(NamedTuple):
    """A calendar quarter, 1 to 4."""

    year: int
    quarter: int


ByMonth = dict[Month, Decimal]
"""Amounts by month, in the order of time; a month without an entry was not told, 0 is zero."""


def parted(amount: Decimal, year: int, period: str, quantum: Decimal) -> ByMonth:
    """Part the amount of a period (`year`, `q1`, `m03`) evenly into its months; their sum is the amount exactly.

    Up to each month the even share is rounded to the quantum, so that no month is off by more than one of it.
    """
    months = months_of(period)
    shares: ByMonth = {}
    given = Decimal(0)
    for number, month in enumerate(months, 1):
        due = amount if number == len(months) else half_up(amount * number / len(months), quantum)
        shares[Month(year, month)] = due - given
        given = due
    return shares


def added(*tables: Mapping[Month, Decimal]) -> ByMonth:
    """Add amounts month by month; a month that one of them tells is told."""
    months = sorted({month for table in tables for month in table})
    return {month: sum((table.get(month, Decimal(0)) for table in tables), Decimal(0)) for month in months}


def less(amount: Mapping[Month, Decimal], taken: Mapping[Month, Decimal]) -> ByMonth:
    """Take amounts away month by month."""
    return added(amount, {month: -value for month, value in taken.items()})


def by_quarter(amounts: Mapping[Month, Decimal]) -> dict[Quarter, Decimal]:
    """Add months up to quarters, in the order of time; a quarter counts what was told of it."""
    quarters: dict[Quarter, Decimal] = {}
    for month in sorted(amounts):
        quarters[month.quarter] = quarters.get(month.quarter, Decimal(0)) + amounts[month]
    return quarters


def by_year(amounts: Mapping[Month, Decimal]) -> dict[int, Decimal]:
    """Add months up to years, in the order of time; a year counts what was told of it."""
    years: dict[int, Decimal] = {}
    for month in sorted(amounts):
        years[month.year] = years.get(month.year, Decimal(0)) + amounts[month]
    return years


def until(amounts: Mapping[Month, Decimal], last: date) -> ByMonth:
    """Give the months that end on a day or before it."""
    return {month: amount for month, amount in amounts.items() if month.last_day <= last}


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Give every month from the first to the last, both included."""
    month = first
    while month <= last:
        yield month
        month = month.later(1)
