"""One call from the filed project and the actuals to the result: what stands in it, in which order, and that it stays the same."""

from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.monitoring.alarm import AlarmStatus, Domain
from bondcalc.monitoring.monitored import monitored, untold
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.two_sides import SIGNS
from bondcalc.schedules import coverage
from tests.algebra.drawn import drawn
from tests.monitoring.as_planned import as_planned, case_of, filed, plan
from tests.monitoring.happened import told
from tests.monitoring.rows import head, period
from tests.recalculate import by_ironcalc, differences, stored
from tests.toml_rows import row

RENT = next(line for line in plan() if line.id == "rent").by_year
ANSWER = row(
    "alarm_answers",
    alarm="revenue.cumulated.revenue.rent",
    owner="示例科",
    action="催收租金",
    due_on="2024-06-30",
    status="handling",
)
READ = row("progress_readings", day="2023-12-31", progress=1) + row(
    "funding_steps", day="2022-12-31", step="spent", amount=53768.4, source="capital"
)
STANDING = row("account_balances", day="2023-12-31", account="0002", kind="repayment", balance=2000) + row(
    "treasury_payments", day="2023-12-31", year=2023, amount=90000
)


@pytest.fixture(scope="module")
def short() -> MonitoringResult:
    """Rent of the first two years is 60 % of its plan; everything else as planned."""
    change = {("revenue", "rent", 2023): RENT[2023] * Decimal("0.6")}
    return monitored(filed(), told(as_planned("2023-12-31", 2021, 2023, change) + STANDING + ANSWER + READ))


@pytest.fixture(scope="module")
def clean() -> MonitoringResult:
    return monitored(filed(), told(as_planned("2023-12-31", 2021, 2023) + STANDING))


def test_a_clean_project_is_quiet(clean: MonitoringResult) -> None:
    assert clean.alarms == ()
    assert clean.worst.zh == "绿"
    assert clean.untold == ()


def test_a_clean_project_keeps_its_ratio_under_each_rule(clean: MonitoringResult) -> None:
    ratio = filed().figures.scalar(filed().book.use(coverage.schedule).ratios["coverage_total_debt"])
    for run in clean.reforecasts:
        assert run.point.ratio is not None
        assert float(run.point.ratio) == pytest.approx(float(ratio or 0), abs=0), run.id
        assert run.point.short is None


@pytest.mark.slow
def test_what_is_short_is_told_where_it_is_and_not_elsewhere(short: MonitoringResult) -> None:
    """40 % in the first year of operation: past 30 % though levels are twice as wide, and past 2.5 times the usual deviation."""
    seen = {alarm.id for alarm in short.alarms if alarm.domain is Domain.REVENUE}
    assert {"revenue.period.revenue.rent", "revenue.cumulated.revenue.rent"} <= seen
    assert not {id_ for id_ in seen if "cost" in id_ or "land" in id_ or "sewage" in id_}


def test_an_answer_stands_in_its_alarm(short: MonitoringResult) -> None:
    alarm = next(alarm for alarm in short.alarms if alarm.id == "revenue.cumulated.revenue.rent")
    assert (alarm.owner, alarm.action, alarm.status) == ("示例科", "催收租金", AlarmStatus.HANDLING)
    others = {alarm.status for alarm in short.alarms if alarm.id != "revenue.cumulated.revenue.rent"}
    assert others == {AlarmStatus.OPEN}


def test_the_usual_deviation_is_that_of_the_projects_own_risk(short: MonitoringResult) -> None:
    """Operating revenue changes by a triangle from -30 to 10 %: a standard deviation of 8.50 % over a mean of 93.33 %."""
    spread = ((0.09 + 0.01 + 0.03) / 18) ** 0.5
    assert float(short.usual.shares["revenue.rent"][2023]) == pytest.approx(spread / (1 - 0.2 / 3), abs=0.015)
    assert short.usual.shares["land.P2"][2020] == Decimal("0.10")  # nothing is sold then


def test_levels_are_wider_while_operation_begins(short: MonitoringResult) -> None:
    table = short.book.find("deviation")
    years = dict(zip(table.axis.years, short.figures.amounts(table["wider"]), strict=True))
    assert years == {2021: 1, 2022: 1, 2023: 2}


def test_what_nobody_told_is_named_by_line_and_year() -> None:
    """Nothing is told of the two years since operation began, but for rent of 2023."""
    case = case_of(head("2025-06-30") + period("revenue", "rent", 2023, "year", RENT[2023]))
    missing = dict(line.rstrip("）").rsplit("（", 1) for line in untold(case))
    assert missing["污水处理费"] == "2023年、2024年"
    assert next(years for name, years in missing.items() if name == rent_name()) == "2024年"


def rent_name() -> str:
    return next(line.name for line in plan() if line.id == "rent")


@pytest.mark.slow
def test_the_same_actuals_give_the_same_result(clean: MonitoringResult) -> None:
    again = monitored(filed(), told(as_planned("2023-12-31", 2021, 2023) + STANDING))
    assert again.alarms == clean.alarms
    assert again.usual == clean.usual
    assert again.rates == clean.rates
    assert [run.point for run in again.reforecasts] == [run.point for run in clean.reforecasts]


@pytest.mark.slow
def test_a_spreadsheet_computes_every_table(short: MonitoringResult, tmp_path: Path) -> None:
    workbook = drawn(short.tables)
    assert len(stored(workbook)) > 1000
    assert list(differences(stored(workbook), by_ironcalc(workbook, tmp_path))) == []


@pytest.mark.slow
def test_what_stays_off_its_plan_is_said_to_be_on_the_side_where_it_is() -> None:
    """Every cost half as much again, every revenue half of the plan, for as long as anything is told."""
    change = {
        (line.kind, line.id, year): amount * (Decimal("0.5") if SIGNS[line.kind] > 0 else Decimal("1.5"))
        for line in plan()
        for year, amount in line.by_year.items()
    }
    text = as_planned("2030-12-31", 2021, 2030, change)
    alarms = [alarm for alarm in monitored(filed(), told(text)).alarms if alarm.id.startswith("revenue.average.")]
    sides = {alarm.id.split(".")[2] in {"cost", "tax", "land_cost"}: alarm.text[-6:] for alarm in alarms}
    assert sides == {True: "持续高于计划", False: "持续低于计划"}
