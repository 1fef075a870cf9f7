"""A table of two drivers of which one moves nothing is not printed; one that is asked for is shown all the same."""

import pytest

from bondcalc.analysis.stress.stress_run import StressRun
from bondcalc.reports.stress_report import stress_report, told
from bondcalc.result.result import Result
from bondcalc.wording.report import Keyed, Listing, Report
from tests.samples import computed_sample
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


def test_the_usual_pair_of_the_command_is_shown_where_both_move() -> None:
    shown = ("pair0" in ids(stress_report(StressRun(_result(costs).stress).finished(), ())) for costs in ("", COST))
    assert [*shown] == [False, True]


def _result(costs: str) -> Result:
    return computed(TEXT + costs, OPEN)


def test_a_factor_that_moves_nothing_is_not_told_and_one_that_is_asked_for_is() -> None:
    """Land is sold when it is sold: the day of operation moves nothing where nothing is operated."""
    land, works = computed_sample("land-reserve"), computed_sample("anping-water")
    named = {name: _factors(told(result)) for name, result in (("land", land), ("works", works))}
    assert "投运时间" not in named["land"]
    assert {"土地出让时间", "建设投资"} <= named["land"]
    assert "投运时间" in named["works"]
    assert "投运时间" in _factors(stress_report(StressRun(land.stress, ("operation_delay",)).finished(), ()))


def _factors(report: Report) -> set[str]:
    return {
        driver.words.zh
        for id_ in ("steps", "crossings", "tornado")
        if isinstance(listing := report.part(id_), Listing)
        for row in listing.rows
        if isinstance(driver := row["driver"], Keyed)
    }
