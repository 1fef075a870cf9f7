"""E with what told years earned in the place of their plan, and the multiple with it wherever plan and evaluation say one. By hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.filings.draw import write
from bondcalc.result.result import Result
from bondcalc.schedules import memos
from tests.schedules.stated import finding_in, scalar, verdict_in
from tests.schedules.test_late_costs import LATER, E, F, earned, outlay
from tests.schedules.test_late_costs import made as planned
from tests.trials.trial import document_text

FIRST, YEAR = Decimal("246.67"), 740
"""What is planned of 2021, four months of 740, and of a whole year."""


def made(told: dict[int, int], more: str = "") -> Result:
    rows = "".join(
        f"[[actuals]]\nyear = {year}\nrevenue = {max(amount, 0)}\npaid_in = {max(amount, 0)}\nrepayable = {amount}\n"
        for year, amount in told.items()
    )
    return planned(rows + more, LATER)


@pytest.mark.parametrize(
    ("told", "revenue", "verdict"),
    [
        ({2021: 100, 2022: 400}, E - FIRST - YEAR + 500, "pass"),  # 2,843.33 are 1.2362 of 2,300
        ({2021: 100, 2022: 200}, E - FIRST - YEAR + 300, "warn"),  # 2,643.33 are 1.1493
        ({2021: -20}, E - FIRST - 20, "pass"),
        ({2030: 50}, E + 50, "pass"),  # nothing is counted of 2030
    ],
)
def test_what_is_told_takes_the_place_of_the_plan_by_hand(told: dict[int, int], revenue: Decimal, verdict: str) -> None:
    result = made(told)
    assert (earned(result), scalar(result, "told_years", "revenue")) == (E, revenue)
    multiple = Fraction(scalar(result, "told_years", "coverage_total_debt_with_actuals"))
    assert abs(multiple - Fraction(revenue) / F) < Fraction(1, 10**25)
    assert verdict_in(result, "C03") == verdict


def test_without_a_told_year_no_table_is_made() -> None:
    assert not any(table.id.startswith("told_years") for table in made({}).book.tables)


def test_it_stands_beside_the_ratios_that_are_judged() -> None:
    result = made({2021: 100, 2022: 200}, outlay("2026 = 100", 4))
    printed = [*memos.printed(result.book, result.figures, internal=False)]
    first = printed.index("coverage_special_bond")
    late, told = ("coverage_total_debt_with_late_costs", "coverage_total_debt_with_actuals")
    assert first < printed.index(late) < printed.index(told) < printed.index("revenue_to_investment")


@pytest.mark.parametrize("filing", ["plan", "evaluation"])
def test_plan_and_evaluation_say_it_beside_the_multiple(filing: str) -> None:
    result = made({2021: 100, 2022: 200})
    text = document_text(write(result, filing))
    assert "已有实际数的年度按实际收益300.00万元" in text
    assert "项目收益为2,643.33万元，全部债务本息覆盖倍数为1.15倍" in text
    assert "为1.15倍，未达到本省标准（本省标准为1.20倍）" in text
    assert "全部债务本息覆盖倍数（已有执行情况的年度按实际收益）" in text
    assert "1.15" in finding_in(result, "C03").outcome.zh
    assert "按实际收益" not in document_text(write(made({}), filing))
