"""Targets in numbers: attained and missed, the higher and the lower the better, due and not due yet."""

from fractions import Fraction

import pytest

from bondcalc.monitoring.monitoring_result import TargetReached
from bondcalc.monitoring.target_readings import target_alarms, targets_reached
from tests.monitoring.as_planned import case_of, head


def reached(target: str, actual: str, more: str = "") -> TargetReached:
    row = f'[[measured_targets]]\nkind = "output"\nname = "标准厂房"\nunit = "平方米"\ntarget = {target}\nby_year = {{ 2023 = {actual} }}\n'
    (reading,) = targets_reached(case_of(head("2024-03-31") + row + more))
    return reading


def test_targets_by_hand() -> None:
    short = reached("140000", "119000")
    assert (short.attained, short.off, short.level.zh) == (Fraction(85, 100), Fraction(-15, 100), "黄")
    over = reached("10", "12", 'direction = "at_most"\n')
    assert (over.attained, over.off, over.level.zh) == (Fraction(6, 5), Fraction(-1, 5), "橙")
    assert (reached("140000", "150000").level.zh, reached("10", "9", 'direction = "at_most"\n').level.zh) == (
        "绿",
        "绿",
    )


@pytest.mark.parametrize(("actual", "level"), [("90.1", "绿"), ("90", "黄"), ("80", "橙"), ("70", "红"), ("0", "红")])
def test_levels_of_targets(actual: str, level: str) -> None:
    assert reached("100", actual).level.zh == level


def test_a_target_that_is_due_later_is_shown_and_not_judged() -> None:
    later = reached("100", "10", "due = 2024\n")
    assert (later.attained, later.level.zh) == (Fraction(1, 10), "绿")
    assert reached("100", "10", "due = 2023\n").level.zh == "红"


def test_the_alarm_names_target_and_value() -> None:
    (alarm,) = target_alarms((reached("140000", "119000"),))
    assert alarm.text == "产出指标“标准厂房”目标140000平方米，2023年实际119000平方米，偏离15.00%"
