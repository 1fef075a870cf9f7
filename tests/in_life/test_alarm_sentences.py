"""What alarms and papers of a monitoring say: costs above plan, many alarms on a screen, papers of after the data, what progress is held against."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from bondcalc.in_life.alarm_table import FILE
from bondcalc.in_life.life_papers import LifePaper
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.monitor_run import MonitoringRun
from bondcalc.in_life.monitoring_causes import causes_report
from bondcalc.in_life.monitoring_folder import issued_plan, three_pages
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.retold import Retold
from bondcalc.schedules import coverage, investment
from bondcalc.screen.monitoring_text import MOST, monitoring_text
from bondcalc.typeset.fonts import FontSet
from bondcalc.wording.report import Listing, Note
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


@pytest.mark.parametrize("count", [MOST, MOST + 1, 70])
def test_what_was_told_otherwise_before_is_cut_on_a_screen_and_whole_as_data(count: int) -> None:
    others = [Retold(f"第{number}笔", "1.00万元", "2.00万元") for number in range(count)]
    run = cast("MonitoringRun", SimpleNamespace(result=monitored_park(), retold=others, drafts={}))
    shown, whole = (
        [line for line in monitoring_text(run, "out", "zh", whole=whole).splitlines() if line.startswith("前后填写")]
        for whole in (False, True)
    )
    assert len(whole) == count
    assert [f"另有{count - MOST}处" in line for line in shown[MOST:]] == [True] * (count > MOST)


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


def rows_of(paper: LifePaper, listing: str) -> int:
    return sum(
        len(part.rows)
        for _, report in paper.sections
        for part in report.parts
        if isinstance(part, Listing) and part.id == listing
    )


@pytest.mark.parametrize(("base", "room", "shown"), [(3, 10, 10), (4, 10, 10), (4, 2, 2), (3, 1, 15)])
def test_a_report_is_filled_however_many_pages_its_state_takes(
    base: int, room: int, shown: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`base` pages hold `room` causes and alarms; where its state takes a fourth page anyway, that is filled as three would be."""

    def pages(_plan: LifePlan, paper: LifePaper, *_: object) -> int:
        return base + (rows_of(paper, "causes") + rows_of(paper, "alarms") > room)

    monkeypatch.setattr("bondcalc.in_life.monitoring_folder.page_count", pages)
    made = monitored_park()
    paper = three_pages(made, issued_plan(made), FontSet.load(None))
    assert rows_of(paper, "causes") + rows_of(paper, "alarms") == shown


def test_payment_behind_progress_is_not_ahead_by_less_than_nothing() -> None:
    """Works at 90 % of progress, with less of them paid, and with more."""
    behind, before = (
        "".join(part.words.zh for part in causes_report(made).parts if isinstance(part, Note))
        for made in (
            park(
                row("progress_readings", day="2024-12-31", progress=0.9),
                row("funding_steps", day="2022-10-01", step="spent", amount=amount),
            )
            for amount in (30000, 53000)
        )
    )
    assert "支付落后于形象进度" in behind
    assert "支付超前于形象进度" in before
    assert "超前形象进度-" not in behind + before
