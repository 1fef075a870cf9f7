"""Matters of the year: what is answered badly is told once, what is blank is asked for."""

from dataclasses import replace
from datetime import date

import pytest

from bondcalc.monitoring.disclosures import disclosure_alarms, disclosures
from bondcalc.monitoring.year_matters import unanswered, year_alarms
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import head
from tests.toml_rows import Field, row

BOTH: dict[str, Field] = {"execution_monitored": True, "targets_monitored": True}


def levels(day: str = "2023-12-31", **matter: Field) -> list[tuple[str, str]]:
    case = case_of(head(day) + row("year_matters", year=2022, **{**BOTH, **matter}))
    return [(alarm.id, alarm.level.zh) for alarm in (*year_alarms(case), *disclosure_alarms(case))]


@pytest.mark.parametrize(
    ("matter", "alarms"),
    [
        ({"disclosed_on": "2023-06-30"}, []),
        ({"disclosed_on": "2023-07-01"}, [("disclosure.2022", "黄")]),
        ({}, [("disclosure.2022", "橙")]),
        (
            {"disclosed_on": "2023-06-30", "execution_monitored": False, "targets_monitored": False},
            [("execution.not_monitored.2022", "黄")],
        ),
        ({"disclosed_on": "2023-06-30", "deviation": 0.29}, []),
        ({"disclosed_on": "2023-06-30", "deviation": 0.30}, [("deviation.2022", "橙")]),
        ({"disclosed_on": "2023-06-30", "deviation": 0.35, "payment_stopped": False}, [("deviation.2022", "红")]),
        ({"disclosed_on": "2023-06-30", "deviation": 0.35, "payment_stopped": True}, [("deviation.2022", "橙")]),
    ],
)
def test_what_is_answered_badly_is_told(matter: dict[str, Field], alarms: list[tuple[str, str]]) -> None:
    assert levels(**matter) == alarms


def test_nothing_is_late_before_its_day() -> None:
    assert levels("2023-06-30") == []
    assert levels("2023-07-01") == [("disclosure.2022", "橙")]


def test_what_the_unit_expects_is_held_against_the_service() -> None:
    """Two bonds of 36,000 and their interest are far above 50,000, and below 100,000."""
    on_time: dict[str, Field] = {"disclosed_on": "2023-06-30"}
    assert levels(**on_time, expected_revenue=36000) == [("forecast.expected.2022", "红")]
    assert levels(**on_time, expected_revenue=100000) == []


def test_years_of_which_nobody_told_are_asked_for_and_no_alarm() -> None:
    """The first bond is out since 2020; of 2022 disclosure is blank on a row that says something else."""
    case = case_of(head("2023-12-31") + row("year_matters", year=2022, **BOTH))
    assert list(unanswered(case)) == ["2020年、2021年的双监控情况、信息公开日期"]
    assert [(one.year, one.told) for one in disclosures(case.filed.project, case.actuals, case.as_of)] == [
        (2020, False),
        (2021, False),
        (2022, True),
    ]
    assert list(unanswered(case_of(head("2021-06-30")))) == ["2020年的双监控情况"]


def test_actuals_that_end_before_30_june_do_not_say_that_nothing_was_public_by_then() -> None:
    """Told up to March, looked at in December: 2022 may have been public since, and is asked for."""
    case = case_of(head("2023-03-31") + row("year_matters", year=2022, **BOTH))
    later = replace(case, actuals=case.actuals.told_on(date(2023, 12, 31)))
    assert list(disclosure_alarms(later)) == []
    assert list(unanswered(later)) == ["2020年、2021年的双监控情况", "2020年至2022年的信息公开日期"]
