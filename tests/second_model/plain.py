"""Arithmetic of the second model: exact fractions, amounts to the cent, whole months."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

Yearly = defaultdict[int, Fraction]
"""Amounts by calendar year."""


def yearly(amounts: Mapping[int, Fraction] | None = None) -> Yearly:
    """Begin amounts by year, nothing where none is given."""
    return defaultdict(Fraction, amounts or {})


def added(parts: Iterable[Mapping[int, Fraction]]) -> Yearly:
    """Add amounts by year."""
    total = yearly()
    for part in parts:
        for year, amount in part.items():
            total[year] += amount
    return total


def money(amount: Fraction) -> Fraction:
    """Round to the cent, half away from zero."""
    cents = int(abs(amount) * 100 + Fraction(1, 2))
    return Fraction(cents if amount >= 0 else -cents, 100)


def stepped(amount: Fraction, shares: Mapping[int, Decimal]) -> Yearly:
    """Spread an amount over years so that the rounded years add up to it: steps of its running total."""
    spread, until = yearly(), Fraction(0)
    for year in sorted(shares):
        before, until = until, until + Fraction(shares[year])
        spread[year] = money(amount * until) - money(amount * before)
    return spread


def add_months(day: date, months: int) -> date:
    """Go on by months; the last of a month where it has no such day."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def whole_months(year: int, first: date, last: date) -> list[int]:
    """Months of a year that lie wholly between two days, these included."""
    return [month for month in range(1, 13) if first <= date(year, month, 1) and last_of_month(year, month) <= last]


def touched_months(year: int, first: date, last: date) -> list[int]:
    """Months of a year of which a day lies between two days, these included."""
    return [month for month in range(1, 13) if last_of_month(year, month) >= first and date(year, month, 1) <= last]
