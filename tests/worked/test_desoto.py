"""Serial bonds of a Texan city, as its budget books print them: every payment, computed from the project file."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pytest

from bondcalc.schedules import bonds
from tests.worked.printed import computed, rows

CENT, DOLLAR = Decimal("0.01"), Decimal(1)
CASES = [("us-desoto-2011a", CENT), ("us-desoto-2019", CENT), ("us-desoto-2008", DOLLAR)]
SIZES = {"us-desoto-2011a": (11, 11, 21), "us-desoto-2019": (14, 16, 31), "us-desoto-2008": (12, 12, 23)}
"""Maturities, fiscal years printed, payment days: each fiscal year has two, the last one only that of February."""


class Payment(NamedTuple):
    """What is paid on one day, all maturities together."""

    day: date
    principal: Decimal
    interest: Decimal
    total: Decimal


class Year(NamedTuple):
    """A row of the budget book."""

    year: int
    principal: Decimal
    february_interest: Decimal
    debt_service: Decimal


def paid(folder: str) -> list[Payment]:
    """The payments of every tranche, added up by day."""
    result = computed(folder)
    days: dict[date, Payment] = {}
    for tranche in result.book.use(bonds.schedule).tranches:
        lines = (tranche.principal, tranche.interest, tranche.payment)
        for day, *amounts in zip(tranche.table.axis.days, *map(result.figures.amounts, lines), strict=True):
            before = days.get(day, Payment(day, Decimal(0), Decimal(0), Decimal(0)))
            days[day] = Payment(day, *(old + new for old, new in zip(before[1:], amounts, strict=True)))
    return sorted(days.values())


def years(folder: str) -> list[Year]:
    return [
        Year(
            int(row["fiscal_year"]),
            Decimal(row["principal"]),
            Decimal(row["february_interest"]),
            Decimal(row["debt_service"]),
        )
        for row in rows(folder)
    ]


def printed(folder: str) -> list[Payment]:
    """The payments the book states: February as printed, August what is left of the year's debt service."""
    made: list[Payment] = []
    for row in years(folder):
        february = row.principal + row.february_interest
        august = row.debt_service - february
        made.append(Payment(date(row.year, 2, 15), row.principal, row.february_interest, february))
        if august:
            made.append(Payment(date(row.year, 8, 15), Decimal(0), august, august))
    return made


def to(amount: Decimal, unit: Decimal) -> Decimal:
    return amount.quantize(unit, ROUND_HALF_UP)


@pytest.mark.slow
@pytest.mark.parametrize("folder", SIZES)
def test_nothing_is_missing(folder: str) -> None:
    maturities, printed_years, payments = SIZES[folder]
    assert len(computed(folder).book.use(bonds.schedule).tranches) == maturities
    assert len(years(folder)) == printed_years
    assert len(printed(folder)) == payments
    assert len(paid(folder)) == payments


@pytest.mark.parametrize(("folder", "unit"), CASES)
def test_every_payment_is_as_printed(folder: str, unit: Decimal) -> None:
    assert [Payment(one.day, *(to(amount, unit) for amount in one[1:])) for one in paid(folder)] == printed(folder)


@pytest.mark.parametrize(("folder", "unit"), CASES)
def test_totals_are_as_printed(folder: str, unit: Decimal) -> None:
    [totals] = rows(folder, "totals.csv")
    _, *columns = zip(*paid(folder), strict=True)
    sums = [to(sum(column, Decimal(0)), unit) for column in columns]
    assert sums == [Decimal(totals[name]) for name in ("principal", "interest", "debt_service")]


@pytest.mark.parametrize(("folder", "unit"), CASES)
def test_every_year_is_as_printed(folder: str, unit: Decimal) -> None:
    """Both payment days of a fiscal year lie in the calendar year of the same number; the first column is the issue."""
    result = computed(folder)
    debt = result.book.use(bonds.schedule)
    lines = (debt.principal, debt.interest, debt.service)
    found = [
        (year, *(to(amount, unit) for amount in amounts))
        for year, *amounts in zip(debt.table.axis.columns, *map(result.figures.amounts, lines), strict=True)
    ]
    book = years(folder)
    assert found[0] == (book[0].year - 1, 0, 0, 0)
    assert found[1:] == [(row.year, row.principal, row.debt_service - row.principal, row.debt_service) for row in book]
    assert result.figures.amounts(debt.outstanding)[0] == sum(row.principal for row in book)
    assert result.figures.amounts(debt.outstanding)[-1] == 0


def test_half_a_cent_is_rounded_up_maturity_by_maturity() -> None:
    """35,000 x 3.375 % / 2 = 590.625: the one coupon here that is no whole number of cents."""
    result = computed("us-desoto-2008")
    first = result.book.use(bonds.schedule).tranches[0]
    assert result.figures.amounts(first.interest) == (Decimal("590.63"),)
    assert paid("us-desoto-2008")[0].interest == Decimal("10890.63")
