"""Earned value of the works of the park: 53,768.40 planned, a fifth for 2020, 45 % for 2021, 35 % for 2022."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.monitoring.bond_money import bond_money
from bondcalc.monitoring.earned_value import earned_value, value_alarms
from bondcalc.monitoring.monitoring_case import MonitoringCase
from tests.monitoring.as_planned import case_of
from tests.monitoring.rows import head

WHOLE = Decimal("53768.40")


def told(as_of: str, progress: str, paid: str) -> str:
    spent = f'[[funding_steps]]\nday = {as_of}\nstep = "spent"\namount = {paid}\n'
    return head(as_of) + f"[[progress_readings]]\nday = {as_of}\nprogress = {progress}\n" + spent


def values(as_of: str, progress: str, paid: str) -> dict[str, float]:
    earned = earned_value(case_of(told(as_of, progress, paid)))
    assert earned is not None
    return {id_: float(value) for id_, value in earned.values.items() if value is not None}


def test_every_index_by_hand() -> None:
    """The end of June 2021: a fifth and half of 45 % are planned, 34 % stands, 22,000 is paid."""
    found, whole = values("2021-06-30", "0.34", "22000"), float(WHOLE)
    pv, ev, ac = 0.425 * whole, 0.34 * whole, 22000.0
    cpi = ev / ac
    expected = {
        "bac": whole,
        "pv": pv,
        "ev": ev,
        "ac": ac,
        "sv": ev - pv,
        "cv": ev - ac,
        "spi": 0.8,
        "cpi": cpi,
        "eac": ac + (whole - ev) / cpi,
        "tcpi": (whole - ev) / (whole - ac),
        "ahead": (ac / whole - 0.34) * 100,
    }
    assert {id_: found[id_] for id_ in expected} == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("as_of", "progress", "earned", "passed"),
    [
        ("2021-06-30", "0.34", 1 + 14 / 45, 1.5),
        ("2020-12-31", "0.10", 0.5, 1.0),
        ("2023-12-31", "1", 3.0, 4.0),
        ("2022-12-31", "0.65", 2.0, 3.0),
    ],
)
def test_earned_time_by_hand(as_of: str, progress: str, earned: float, passed: float) -> None:
    """SPI comes to 1 at the end however late it is; the index by time does not."""
    found = values(as_of, progress, "1000")
    assert (found["es"], found["at"]) == pytest.approx((earned, passed), rel=1e-4)
    assert found["spi_t"] == pytest.approx(earned / passed, rel=1e-4)


def test_alarms_below_the_customary_levels() -> None:
    case = case_of(told("2021-06-30", "0.34", "22000"))
    alarms = {alarm.id: alarm.level.zh for alarm in value_alarms(case, earned_value(case))}
    assert alarms == {"progress.spi": "橙", "progress.cpi": "橙"}
    case = case_of(told("2021-06-30", "0.43", "22000"))
    assert list(value_alarms(case, earned_value(case))) == []


def test_without_progress_there_is_no_earned_value() -> None:
    assert earned_value(case_of(head("2021-06-30"))) is None


def completed_on(day: date, text: str) -> MonitoringCase:
    """The case of the park completed on another day of its last year of works, 2022."""
    case = case_of(text)
    project = case.filed.project
    form = replace(project.form(Particulars), construction_end=day)
    moved = replace(project, tables={**project.tables, "project": (form,)})
    return replace(case, filed=replace(case.filed, project=moved))


@pytest.mark.parametrize(
    ("as_of", "share", "passed"),
    [
        ("2021-12-31", "0.65", 2.0),
        ("2022-03-31", "0.825", 2.25),  # half of the six months of 35 %
        ("2022-06-29", "0.9416666667", 2 + 5 / 12),
        ("2022-06-30", "1", 2.5),
        ("2022-09-30", "1", 2.75),
    ],
)
def test_the_year_of_completion_is_spread_to_its_own_end(as_of: str, share: str, passed: float) -> None:
    """On time, every index is 1 to the day of completion; three months later earned time is a quarter of a year behind."""
    arrived = '[[funding_steps]]\nday = 2020-09-15\nstep = "on_lent"\nbond = "A"\namount = 36000\n'
    case = completed_on(date(2022, 6, 30), told(as_of, share, "1000") + arrived)
    earned, money = earned_value(case), bond_money(case)
    assert earned is not None
    assert money is not None
    found = {id_: float(value) for id_, value in earned.values.items() if value is not None}
    assert found["pv"] == pytest.approx(float(WHOLE) * float(share), rel=1e-6)
    # Of the filed funding table 33,012.52 of bond money are spent by 2021 and 2,987.48 in the year of completion.
    assert float(money.planned) == pytest.approx(33012.52 + 2987.48 * (float(share) - 0.65) / 0.35, rel=1e-6)
    assert found["spi"] == pytest.approx(1, rel=1e-5)
    assert (found["es"], found["at"]) == pytest.approx((min(passed, 2.5), passed), rel=1e-4)


def test_a_later_day_plans_no_more_works_and_spending_than_the_data_are_told_to() -> None:
    arrived = '[[funding_steps]]\nday = 2020-09-15\nstep = "on_lent"\nbond = "A"\namount = 36000\n'
    case = case_of(told("2021-06-30", "0.34", "22000") + arrived)
    later = replace(
        case_of(told("2021-06-30", "0.34", "22000") + arrived), actuals=case.actuals.told_on(date(2021, 12, 31))
    )
    earned, afterwards = earned_value(case), earned_value(later)
    assert earned is not None
    assert afterwards is not None
    assert afterwards.values == earned.values
    spent, spent_later = bond_money(case), bond_money(later)
    assert spent is not None
    assert spent_later is not None
    assert (spent_later.planned, spent_later.progress) == (spent.planned, spent.progress)
