"""Levels and charts of a series, worked out here by hand."""

from decimal import Decimal
from math import sqrt

import pytest

from bondcalc.algebra.line import Line
from tests.monitoring.plain import lines, run


def levels(plan: tuple[float, ...], actual: tuple[float, ...], channel: str, usual: float = 0.01, wide: int = 0) -> str:
    table, found = lines(plan, actual, usual, wide=wide)
    line: Line = found.levels[channel] if channel != "level" else found.level
    return "".join(str(one) for one in run(table).columns(line))


FLAT = (100,) * 6


@pytest.mark.parametrize(
    ("actual", "channel", "expected"),
    [
        ((100, 91, 90, 80, 70, 100), "period", "001233"),  # one good year does not close an alarm
        ((70, 100, 100, 100, 69, 100), "period", "330033"),  # two do
        ((70, 85, 100, 100, 100, 100), "period", "331000"),  # step by step
        ((96, 94, 95, 85, 85, 85), "cumulated", "011112"),  # 4, 5, 5, 7.5, 9 and 10 %
        ((100, 100, 100, 100, 70, 70), "cumulated", "000012"),  # 30 of 500 is 6 %, 60 of 600 10 %
        ((100, 100, 89, 100, 100, 100), "trend", "001100"),  # f falls by 5.5 points
        ((100, 100, 79, 100, 100, 100), "trend", "002200"),
        ((130, 130, 100, 100, 100, 100), "trend", "000000"),  # falling from above the plan is no alarm
    ],
)
def test_levels_by_hand(actual: tuple[float, ...], channel: str, expected: str) -> None:
    assert levels(FLAT, actual, channel) == expected


def test_levels_are_twice_as_wide_in_the_first_years() -> None:
    assert levels(FLAT, (85, 79, 85, 100, 100, 100), "period") == "122100"
    assert levels(FLAT, (85, 79, 85, 100, 100, 100), "period", wide=2) == "011100"


def test_a_level_never_falls_within_the_usual_noise() -> None:
    """At a standard deviation of 12 % of the plan nothing under 30 % is told by P, and all of it as the worst level at once."""
    assert levels(FLAT, (100, 100, 75, 71, 70, 100), "period", usual=0.12) == "000033"
    assert levels(FLAT, (100, 100, 75, 71, 70, 100), "period", usual=0.02) == "002233"


def test_the_noise_of_what_is_cumulated_falls_with_the_years() -> None:
    """2.5 x 10 % / √t: 25 % in the first year, 17.7 in the second, 14.4 in the third, 12.5 in the fourth, 10.2 in the sixth."""
    assert levels(FLAT, (86,) * 6, "cumulated", usual=0.1) == "000222"
    assert levels(FLAT, (76,) * 6, "cumulated", usual=0.1) == "133333"
    assert levels(FLAT, (87,) * 6, "cumulated", usual=0.1) == "000222"


@pytest.mark.parametrize(
    ("actual", "usual", "channel", "expected"),
    [
        ((58,) * 6, 0.2, "period", "111111"),  # -42 % is beyond 30 %, 2.5 σ are 50 %
        ((72,) * 6, 0.2, "cumulated", "111333"),  # -28 % beyond 15 %; 2.5 σ / √t are 50, 35, 29, 25, 22 and 20 %
        ((71,) * 6, 0.2, "period", "000000"),
        ((86,) * 6, 0.2, "cumulated", "000000"),
        ((58,) * 6, 2.0, "period", "111111"),
    ],
)
def test_what_custom_calls_red_is_never_green(
    actual: tuple[float, ...], usual: float, channel: str, expected: str
) -> None:
    """However much a figure usually moves; the first years of operation double this bound too."""
    assert levels(FLAT, actual, channel, usual=usual) == expected
    assert levels(FLAT, (58,) * 6, "period", usual=0.2, wide=6) == "000000"
    assert levels(FLAT, (39,) * 6, "period", usual=0.3, wide=6) == "111111"


def test_the_charts_by_hand() -> None:
    """Deviations of -1, -2, 0 and +1 standard deviations: EWMA 0.2 with limit 2.5, CUSUM 0.5."""
    table, found = lines((100,) * 4, (90, 80, 100, 110))
    figures = run(table)
    assert figures.amounts(found.average) == tuple(map(Decimal, ("-0.2", "-0.56", "-0.448", "-0.1584")))
    assert figures.amounts(found.summed) == tuple(map(Decimal, ("0.5", "2", "1.5", "0")))
    wanted = [2.5 * sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * period))) for period in (1, 2, 3, 4)]
    assert [float(one) for one in figures.amounts(found.bound)] == pytest.approx(wanted, abs=1e-15)


def test_the_average_tells_of_a_small_steady_shortfall() -> None:
    """One standard deviation short each year: 1 - 0.8^t passes 2.5 √(1/9 (1 - 0.64^t)) first in the eighth year."""
    first = next(year for year in range(1, 13) if 1 - 0.8**year > 2.5 * sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * year))))
    told = levels((100,) * 12, (90,) * 12, "average", usual=0.1)
    assert told == "0" * (first - 1) + "1" * (13 - first)
    assert first > 1


def test_the_worst_channel_is_the_level() -> None:
    """P is red for two years; I is 10, 7.5, 6 and 5 %."""
    assert levels(FLAT, (100, 100, 70, 100, 100, 100), "level") == "003311"
