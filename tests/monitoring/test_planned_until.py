"""What the plan brings until a payment: land in its month or by twelfths, the rest in months of operation, by hand."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.planned_until import planned_until
from bondcalc.schedules import land, repayable
from tests.samples import computed_sample


def until(sample: str, as_of: str, day: str) -> Decimal:
    case = SimpleNamespace(filed=computed_sample(sample), as_of=date.fromisoformat(as_of))
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
