"""C01 to C03 of a project whose first years are over: E by the plan of years that are told is held against what they earned."""

from decimal import Decimal

import pytest

from bondcalc.checks.coverage import revenue_with_actuals
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.schedules import coverage, repayable
from tests.checks.cases import LATER, RUNNING
from tests.checks.judged import case_of, finding_of
from tests.checks.test_statements import with_


def earning(more: str) -> Project:
    """The project whose one told year earned what brings E to F exactly, and so much more."""
    case = case_of(RUNNING)
    basis, year = case.use(coverage.schedule).basis, RUNNING.rows(Actual)[0].year
    planned = dict(zip(case.book.years.years, case.figures.amounts(case.use(repayable.schedule).counted), strict=True))
    spare = case.figures.amount(basis.revenue) - case.figures.amount(basis.service)
    assert spare > 0
    return with_(RUNNING, "actuals", repayable=planned[year] - spare + Decimal(more))


@pytest.mark.parametrize("rule", ["C01", "C02"])
@pytest.mark.parametrize(("more", "verdict"), [("0", "pass"), ("-0.01", "warn")])
def test_coverage_that_only_the_plan_of_told_years_reaches_is_to_be_explained(
    rule: str, more: str, verdict: str
) -> None:
    finding = finding_of(earning(more), rule)
    assert finding.verdict == verdict
    assert ("但已有执行情况的年度按实际收益计算为0.99" in finding.reason("zh")) == (verdict == "warn")


def test_what_is_told_takes_the_place_of_the_plan() -> None:
    case = case_of(earning("-0.01"))
    assert revenue_with_actuals(case) == case.figures.amount(case.use(coverage.schedule).basis.service) - Decimal(
        "0.01"
    )
    assert revenue_with_actuals(case_of(LATER)) is None
