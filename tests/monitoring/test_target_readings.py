"""Targets in numbers: attained and missed, the higher and the lower the better, due and not due yet."""

from fractions import Fraction

import pytest

from bondcalc.monitoring.monitoring_result import TargetReached
from bondcalc.monitoring.target_readings import target_alarms, targets_reached
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import head


def reached(target: str, actual: str, more: str = "", as_of: str = "2024-03-31") -> TargetReached:
    row = f'[[measured_targets]]\nkind = "output"\nname = "标准厂房"\nunit = "平方米"\ntarget = {target}\nby_year = {{ 2023 = {actual} }}\n'
    (reading,) = targets_reached(case_of(head(as_of) + row + more))
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


@pytest.mark.parametrize(
    ("actual", "level"), [("100", "绿"), ("99.9", "黄"), ("80.1", "黄"), ("80", "橙"), ("70", "红"), ("0", "红")]
)
def test_levels_of_targets(actual: str, level: str) -> None:
    assert reached("100", actual).level.zh == level


@pytest.mark.parametrize(("actual", "missed", "level"), [("0", False, "绿"), ("1", True, "红")])
def test_of_a_target_of_zero_there_is_no_share_and_still_a_miss(actual: str, missed: bool, level: str) -> None:
    """Not one accident was to happen."""
    reading = reached("0", actual, 'direction = "at_most"\n')
    assert (reading.off, reading.missed, reading.level.zh) == (None, missed, level)
    assert [alarm.text for alarm in target_alarms((reading,))] == (
        ["产出指标“标准厂房”目标0平方米，2023年实际1平方米，未达到"] if missed else []
    )


def test_a_target_that_is_due_later_is_shown_and_not_judged() -> None:
    later = reached("100", "10", "due = 2024\n")
    assert (later.attained, later.level.zh) == (Fraction(1, 10), "绿")
    assert not later.is_due
    assert reached("100", "10", "due = 2023\n").level.zh == "红"


@pytest.mark.parametrize(
    ("due", "as_of", "expected"),
    [
        ("", "2023-06-30", True),
        ("due = 2023\n", "2024-03-31", True),
        ("due = 2024\n", "2024-12-30", False),
        ("due = 2024\n", "2024-12-31", True),
        ("due = 2025\n", "2024-12-31", False),
    ],
)
def test_a_target_is_due_when_its_year_is_over_or_its_value_told(due: str, as_of: str, expected: bool) -> None:
    assert reached("100", "10", due, as_of).is_due is expected


def test_a_target_without_a_value_is_due_and_not_known_to_be_missed() -> None:
    row = '[[measured_targets]]\nkind = "output"\nname = "就业"\ntarget = 5\ndue = 2022\n'
    (target,) = targets_reached(case_of(head("2024-03-31") + row))
    assert (target.is_due, target.missed, target.level.zh) == (True, False, "黄")
    (alarm,) = target_alarms((target,))
    assert alarm.text == "产出指标“就业”目标5，2022年到期，实际值未填报"
    (later,) = targets_reached(case_of(head("2021-12-31") + row))
    assert (later.level.zh, list(target_alarms((later,)))) == ("绿", [])
    (undated,) = targets_reached(case_of(head("2024-03-31") + row.replace("due = 2022\n", "")))
    assert list(target_alarms((undated,))) == []


def test_the_alarm_names_target_and_value() -> None:
    (alarm,) = target_alarms((reached("140000", "119000"),))
    assert alarm.text == "产出指标“标准厂房”目标140000平方米，2023年实际119000平方米，偏离15.00%"
