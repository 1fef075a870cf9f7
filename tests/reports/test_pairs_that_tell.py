"""A table of two drivers of which one moves nothing is not printed; one that is asked for is shown all the same."""

import pytest

from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.reports.stress_report import stress_report, told
from bondcalc.result.result import Result
from bondcalc.wording.report import Report
from tests.schedules.stated import computed
from tests.schedules.test_dated_check import OPEN, TEXT

COST = """[[costs]]
id = "w"
kind = "other"
name = "运营费"
basis = "fixed"
rate = 50
"""


def ids(report: Report) -> set[str]:
    return {str(part.id) for part in report.parts}


def chapters(report: Report) -> list[str]:
    return [title for title, _ in report.chapters]


@pytest.mark.parametrize(("costs", "shown"), [("", False), (COST, True)])
def test_the_pair_is_told_where_both_move_the_ratio(costs: str, shown: bool) -> None:
    report = told(_result(costs))
    assert ("pair0" in ids(report)) is shown
    assert ("两因素测试" in chapters(report)) is shown


def test_a_pair_that_is_asked_for_is_shown() -> None:
    run = StressRun(_result("").stress, ("revenue",), {}, (("revenue", "costs"),)).finished()
    assert "pair0" in ids(stress_report(run, ()))


def _result(costs: str) -> Result:
    return computed(TEXT + costs, OPEN)
