"""Plan and actual of a line cover the same months, whichever day they are looked at on."""

from datetime import date
from decimal import Decimal

import pytest

from bondcalc.monitoring.two_sides import Sides, of_kind
from tests.monitoring.as_planned import as_planned, filed, plan
from tests.monitoring.happened import told
from tests.monitoring.rows import period

HALF_YEAR = as_planned("2024-06-30", 2021, 2023) + "".join(
    period(line.kind, line.id, 2024, quarter, Decimal(100))
    for line in plan()
    for quarter in ("q1", "q2")
    if line.by_year.get(2024)
)


@pytest.mark.parametrize("day", [date(2024, 7, 1), date(2024, 9, 30), date(2025, 3, 31)])
def test_a_later_day_asks_for_no_more_plan_of_any_line(day: date) -> None:
    actuals = told(HALF_YEAR)
    on_its_day, later = Sides(filed(), actuals).every(), Sides(filed(), actuals.told_on(day)).every()
    assert later == on_its_day
    assert {side.line.kind for side in later if side.months.get(2024)} == {
        "revenue",
        "land",
        "land_cost",
        "cost",
        "tax",
    }
    assert {side.months[2024] for side in later if 2024 in side.months} == {6}


def test_land_of_half_a_year_is_beside_half_of_its_plan() -> None:
    for side in of_kind(Sides(filed(), told(HALF_YEAR).told_on(date(2024, 9, 30))).every(), "land"):
        if side.line.by_year.get(2024):
            assert side.plan[2024] == side.line.by_year[2024] / 2
            assert not side.told_whole(2024)


def test_the_day_of_the_data_stays_what_it_is() -> None:
    later = told(HALF_YEAR).told_on(date(2024, 9, 30))
    assert (later.told_to, later.as_of) == (date(2024, 6, 30), date(2024, 9, 30))
    assert later.told_on(date(2024, 8, 1)).as_of == date(2024, 8, 1)
