"""What a deviation is held against, in words: the level as is usual, wider in the first years, 2.5 σ where that is more."""

from collections.abc import Sequence

import pytest

from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.stated_bounds import bound_reached, bounds_said
from tests.monitoring.plain import book, lines, run


def said(channel: str, plan: Sequence[float], actual: Sequence[float], usual: float, wide: int = 0) -> str:
    table, made = lines(plan, actual, usual, wide=wide)
    return bounds_said(made, channel, run(table), book().rules)


@pytest.mark.parametrize(
    ("usual", "wide", "expected"),
    [
        (0.02, 0, "界限黄10%（惯例）、橙20%（惯例）、红30%（惯例）"),
        (0.02, 1, "界限黄20%（惯例10%×2）、橙40%（惯例20%×2）、红60%（惯例30%×2）"),
        (0.09, 1, "界限黄22.50%（2.5σ）、橙40%（惯例20%×2）、红60%（惯例30%×2）"),
        (0.0863, 0, "界限黄、橙21.58%（2.5σ）、红30%（惯例）"),
        (0.12, 0, "界限黄、橙30.00%（2.5σ）、红30%（惯例）"),
        (0.19, 0, "界限黄30%（2.5σ，不超过红色惯例）、橙、红47.50%（2.5σ）"),
        (0.19, 1, "界限黄、橙47.50%（2.5σ）、红60%（惯例30%×2）"),
        (0.30, 1, "界限黄60%（2.5σ，不超过红色惯例）、橙、红75.00%（2.5σ）"),
    ],
)
def test_each_level_with_its_reason(usual: float, wide: int, expected: str) -> None:
    """2.5 times 2 % is 5 %, 9 % 22.5 %, 8.63 % 21.575 %, 19 % 47.5 %; the first year of operation doubles the custom."""
    assert said("period", [400], [390], usual, wide) == expected


def test_levels_of_the_trend_are_percentage_points() -> None:
    """2.5 times the noise of 2 % through a filter of a half is 2.5 %, below the customary 5 points."""
    assert said("trend", [400, 400], [390, 390], 0.02) == "界限黄5个百分点（惯例）、橙10个百分点（惯例）"


def test_a_level_that_is_left_says_that_it_waits() -> None:
    """-24 % in the first year is beyond 20 %, -4 % in the second is not: the level stays until two years are inside."""
    table, made = lines([500, 500], [380, 480], 0.02)
    figures = run(table)
    assert bounds_said(made, "period", figures, book().rules).endswith("；已回到界限内，连续两期后解除")
    assert bound_reached(made, "period", figures, AlarmColour.ORANGE) == "（已回到橙色界限20.00%以内，连续两期后解除）"
    # 140 of 1,000 are missing in all: I -14 % is beyond 10 % (橙) and not 15 %.
    assert bound_reached(made, "cumulated", figures, AlarmColour.ORANGE) == "（橙色界限10.00%）"
    assert bound_reached(made, "average", figures, AlarmColour.YELLOW) == ""


def test_a_year_without_a_plan_is_held_against_the_year_before() -> None:
    assert said("period", [500, 0], [380, 5], 0.02) == "界限黄10%（惯例）、橙20%（惯例）、红30%（惯例）"


def test_what_is_cumulated_is_held_against_the_levels_of_the_last_year() -> None:
    """-24 % of 2021, a first year with levels twice as wide; in 2022 nothing is told and they are as usual: 红 from 15 % on."""
    table, made = lines([500, 0], [380, 0], 0.02, wide=1)
    figures = run(table)
    assert [int(level) for level in figures.amounts(made.levels["cumulated"])] == [2, 3]
    assert bound_reached(made, "cumulated", figures, AlarmColour.RED) == "（红色界限15.00%）"
    assert bounds_said(made, "period", figures, book().rules).startswith("界限黄20%（惯例10%×2）")
