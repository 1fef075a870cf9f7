"""What the plan brings until a payment: land in its month or by twelfths, the rest in months of operation, by hand."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.planned_until import planned_until
from bondcalc.result.result import Result
from bondcalc.schedules import land, repayable
from tests.samples import computed_sample
from tests.schedules.stated import computed
from tests.schedules.test_receipts import HEAD, MONTHLY, TEXT


def until(sample: str, as_of: str, day: str) -> Decimal:
    return planned(computed_sample(sample), as_of, day)


def planned(filed: Result, as_of: str, day: str) -> Decimal:
    case = SimpleNamespace(filed=filed, as_of=date.fromisoformat(as_of))
    return planned_until(cast("MonitoringCase", case), date.fromisoformat(day))


def net(parcel: str, year: int) -> Decimal:
    """What the land reserve plans to have of a parcel in a year: Z1 is sold evenly, S1 in June, G1 is all of 2026."""
    result = computed_sample("land-reserve")
    line = result.book.use(land.schedule).accounts[parcel].net
    return dict(zip(result.book.years.years, result.figures.amounts(line), strict=True))[year]


def test_each_comes_in_its_own_months() -> None:
    """Land is no operation: of G1 five twelfths come from March to July 2026, though the project is run from July on."""
    assert abs(until("land-reserve", "2026-02-28", "2026-08-28") - net("G1", 2026) * 5 / 12) < Decimal("1e-20")


@pytest.mark.parametrize(("day", "twelfths", "june"), [("2029-03-28", 2, 0), ("2029-08-28", 7, 1)])
def test_land_of_a_stated_month_comes_in_it(day: str, twelfths: int, june: int) -> None:
    expected = net("Z1", 2029) * twelfths / 12 + net("S1", 2029) * june
    assert abs(until("land-reserve", "2028-12-31", day) - expected) < Decimal("1e-20")


def test_nothing_is_earned_before_operation() -> None:
    """The sewage works runs from July 2023: from May to September it has three of its six months."""
    result = computed_sample("anping-water")
    amounts = result.figures.amounts(result.book.use(repayable.schedule).amount)
    year = dict(zip(result.book.years.years, amounts, strict=True))[2023]
    assert abs(until("anping-water", "2023-04-30", "2023-10-15") - year / 2) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("way", "as_of", "day", "lump"),
    [
        ("quarterly", "2025-12-31", "2026-05-20", 30),
        ("half_yearly", "2025-12-31", "2026-05-20", 0),
        ("yearly", "2025-12-31", "2026-12-20", 0),
        ("yearly", "2025-05-31", "2026-05-20", 120),
        ("quarterly", "2025-02-28", "2025-05-20", 30),
    ],
)
def test_rent_by_the_period_comes_once_it_is_over(way: str, as_of: str, day: str, lump: int) -> None:
    """Of 12 even a year one comes each whole month between; of 120 by the period what the periods that end between bring."""
    first, last = date.fromisoformat(as_of), date.fromisoformat(day)
    months = (last.year - first.year) * 12 + last.month - first.month - 1
    assert abs(planned(computed(TEXT.format(way=way), HEAD), as_of, day) - months - lump) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("sold", "spent", "expected"),
    [
        # Four of twelve months of 12 and of 60; replacement without a month is taken to be paid before any payment.
        (None, None, 4 + 20 - 24),
        (11, 6, 4),
        (4, None, 4 + 60 - 24),
        # An outlay of the month of the payment is gone by then.
        (4, 5, 4 + 60 - 24),
        (4, 6, 4 + 60),
    ],
)
def test_stated_months_come_as_on_a_day_of_payment(sold: int | None, spent: int | None, expected: int) -> None:
    sold_in, spent_in = ("" if month is None else f"month = {month}" for month in (sold, spent))
    result = computed(MONTHLY.format(sold=sold_in, spent=spent_in), HEAD)
    assert abs(planned(result, "2025-12-31", "2026-05-20") - expected) < Decimal("1e-20")
