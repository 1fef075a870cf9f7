"""E of both samples once more, in plain Python from the rows of the schedules: months counted on a calendar, flow by flow."""

import calendar
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from bondcalc.result.result import Result
from tests.samples import computed_sample
from tests.schedules.stated import by_year, scalar

LIVES = {
    "hengyang-park": (date(2020, 9, 15), date(2041, 6, 25), date(2023, 1, 1), date(2042, 12, 31)),
    "anping-water": (date(2022, 4, 15), date(2042, 4, 15), date(2023, 7, 1), date(2052, 12, 31)),
}
"""First value date, last maturity, first and last day of operation, read off the input by eye."""


def whole_months(year: int, first: date, last: date) -> int:
    """Count months whose first and last day both lie between two days."""
    count = 0
    for month in range(1, 13):
        end = calendar.monthrange(year, month)[1]
        if date(year, month, 1) >= first and date(year, month, end) <= last:
            count += 1
    return count


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def revenue_by_hand(result: Result, life: tuple[date, date, date, date]) -> Decimal:
    first, last, opens, closes = life
    into = by_year(result, "revenue", "claimed")
    costs, taxes = by_year(result, "costs", "total"), by_year(result, "all_taxes", "total")
    replaced, ground = by_year(result, "costs", "replacement"), by_year(result, "land", "claimed_net")
    found = Decimal(0)
    for year in range(first.year, last.year + 1):
        earned = into.get(year, Decimal(0)) - costs.get(year, Decimal(0)) - taxes.get(year, Decimal(0))
        runs = whole_months(year, opens, closes)
        inside = whole_months(year, max(first, opens), min(last, closes))
        found += to_cents(earned * inside / runs) if runs else Decimal(0)
        if not runs:
            assert earned == 0, "nothing operates before the opening"
        found -= replaced.get(year, Decimal(0))
        if year in {first.year, last.year}:
            assert not ground.get(year), "no land is sold in an edge year of the samples"
        found += ground.get(year, Decimal(0))
    return found


@pytest.mark.parametrize("name", list(LIVES))
def test_revenue_that_counts(name: str) -> None:
    result = computed_sample(name)
    by_hand = revenue_by_hand(result, LIVES[name])
    assert scalar(result, "coverage", "revenue_counted") == by_hand
    service = scalar(result, "coverage", "service")
    shown = Decimal(
        result.figures.scalar(next(t for t in result.book.tables if t.id == "coverage")["coverage_total_debt"]) or 0
    )
    assert abs(shown - by_hand / service) < Decimal("1e-20")
