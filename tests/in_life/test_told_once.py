"""One thing is told once, and a line of the state has the level of its own alarms."""

from bondcalc.in_life.monitoring_status import status_report
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.wording.report import Datum, Listing
from tests.monitoring.every_field import monitored_with, stated


def levels(made: MonitoringResult) -> dict[str, str]:
    """The level of each line of the state."""
    (listing,) = (part for part in status_report(made).parts if isinstance(part, Listing))
    cells = {str(row["item"]): row["level"] for row in listing.rows}
    return {item: cell.words.zh for item, cell in cells.items() if isinstance(cell, Datum) and cell.words}


def test_a_kind_of_one_line_is_told_by_its_line() -> None:
    ids = {alarm.id for alarm in monitored_with(stated("period_amounts", "amount")).alarms}
    assert "revenue.period.revenue.rent" in ids
    assert "revenue.period.revenue" not in ids


def test_a_line_of_the_state_has_the_level_of_its_own_alarms() -> None:
    """Revenue paid in late is not revenue that is missing, and a stated deviation no target that was missed."""
    late, deviating = (
        monitored_with(stated(*of)) for of in (("treasury_payments", "day"), ("year_matters", "deviation"))
    )
    assert [alarm.level.zh for alarm in late.alarms if alarm.id.startswith("treasury")] == ["黄"]
    assert levels(late)["收入未缴库（万元）"] == "绿"
    assert [alarm.level.zh for alarm in deviating.alarms if alarm.id == "deviation.2021"] == ["红"]
    assert levels(deviating)["到期未达到的绩效指标（项）"] == "绿"
