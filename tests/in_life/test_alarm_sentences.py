"""What alarms and papers of a monitoring say: costs above plan, many alarms on a screen, papers of after the data, what progress is held against."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from bondcalc.in_life.alarm_table import FILE
from bondcalc.in_life.monitor_run import MonitoringRun
from bondcalc.in_life.monitoring_causes import causes_report
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.schedules import coverage, investment
from bondcalc.screen.monitoring_text import MOST, monitoring_text
from bondcalc.wording.report import Note
from tests.checks.cases import RUNNING
from tests.checks.judged import case_of, finding_of
from tests.checks.test_statements import with_
from tests.in_life.monitored_case import monitored_park
from tests.monitoring.happened import told
from tests.monitoring.rows import head
from tests.samples import computed_sample
from tests.toml_rows import row


def park(*rows: str) -> MonitoringResult:
    return monitored(computed_sample("hengyang-park"), told(head("2024-12-31") + "".join(rows)))


@pytest.fixture(scope="module")
def dear() -> MonitoringResult:
    """Costs of 2024 were planned at 671.79 and came to 4,366.63, six and a half times as much."""
    return park(
        row("period_amounts", year=2024, kind="cost", amount=Decimal("4366.63")),
        row("evidence_papers", name="监理月报", dated="2024-12-31"),
        row("evidence_papers", name="审计报告", dated="2025-01-01", shows="成本"),
    )


def test_a_cost_above_its_plan_is_said_to_exceed_it(dear: MonitoringResult) -> None:
    """(4,366.63 - 671.79) / 671.79 = 550.00 %; nobody reads -550% as too much."""
    texts = [alarm.text for alarm in dear.alarms if ".cost" in alarm.id]
    assert any("当期超出计划550.00%" in text for text in texts)
    assert not [text for text in texts if "-" in text or "偏离率" in text]


def test_a_paper_of_after_the_data_is_marked_and_one_of_their_day_is_not(dear: MonitoringResult) -> None:
    (papers,) = (
        part.words.zh for part in causes_report(dear).parts if isinstance(part, Note) and "佐证材料" in part.words.zh
    )
    assert "监理月报（2024-12-31）" in papers
    assert "审计报告（2025-01-01，晚于数据截至日，成本）" in papers


@pytest.mark.parametrize("count", [MOST, MOST + 1, 70])
def test_a_screen_shows_the_worst_alarms_and_says_where_the_rest_stand(count: int) -> None:
    made = monitored_park()
    alarms = [replace(made.alarms[0], id=f"one.{number}") for number in range(count)]
    run = SimpleNamespace(result=replace(made, alarms=alarms), retold=(), drafts={})
    lines = monitoring_text(cast("MonitoringRun", run), "out", "zh").splitlines()
    assert sum(line.startswith("[") for line in lines) == MOST
    said = [line for line in lines if line.startswith(f"另有{count - MOST}条")]
    assert [FILE in line for line in said] == [True] * (count > MOST)


def test_payment_is_held_against_the_works_in_a_filing_as_in_a_monitoring() -> None:
    """10,000 paid of 10,000 of works is 100 %, of the total investment with its interest and fees 99.3 %: at 84.6 % of progress only the first is 15 points ahead."""
    given = with_(RUNNING, "actuals", progress=Decimal("0.846"))
    case = case_of(given)
    works = sum(case.figures.amounts(case.use(investment.schedule).works), Decimal(0))
    whole = case.figures.amount(case.use(coverage.schedule).basis.investment)
    case.book.take_apart()
    assert 10000 / whole < Decimal("0.996") < 10000 / works == 1
    found = finding_of(given, "W13")
    assert found.verdict.value == "warn"
    assert "建设投资（不含利息和费用）" in found.outcome.zh
