"""Sentences on what pays for the investment: where it falls short, ties, leaves something over or goes beyond, in every paper alike."""

import re
from decimal import Decimal

import pytest

from bondcalc.filings.draw import write
from bondcalc.result.result import Result
from tests.schedules.test_approval import COMPUTED, made
from tests.trials.trial import document_text, own_text, table_of

PAPERS = ("plan", "evaluation", "appraisal", "facts")
"""Papers with the sentence of what pays for the investment."""
AMOUNT = r"([\d,]+\.\d\d)"
CASES = {
    "short": ("approved_total = 9500", "4400"),
    "short of the works": ("approved_total = 9500", "4000"),
    "exact": ("", "4304.35"),
    "left over": ("approved_total = 9500", "4500"),
    "beyond": ("approved_total = 9500", "4600"),
}


def said(result: Result, paper: str) -> str:
    """Give all that a paper or form says."""
    return (
        own_text(result, paper)
        if paper in {"plan", "evaluation", "disclosure"}
        else document_text(write(result, paper))
    )


def number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.mark.parametrize("case", CASES)
def test_shares_are_of_what_they_are_said_to_be_of(case: str) -> None:
    """4,400 and 5,000 are 46.81 % and 53.19 % of what is raised; only where that is the investment they are shares of it."""
    approved, capital = CASES[case]
    raised = 5000 + Decimal(capital)
    whole = Decimal(9500) if approved else COMPUTED
    for paper in PAPERS:
        text = said(made(approved, capital), paper)
        shares = f"分别占{Decimal(capital) / raised:.2%}、{5000 / raised:.2%}"
        [sentence] = set(re.findall(rf"总投资[^；\n]*{shares}", text))
        assert f"总投资{whole:,.2f}万元" in sentence
        stated = f"资金来源合计{raised:,.2f}万元" in sentence and f"{abs(whole - raised):,.2f}万元" in sentence
        assert stated is (raised != whole)
        assert ("少" in sentence) is (raised < whole)
        assert ("多" in sentence) is (raised > whole)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("paper", ["plan", "evaluation"])
def test_the_sum_of_sources_is_that_of_the_sources_wherever_it_is_printed(case: str, paper: str) -> None:
    approved, capital = CASES[case]
    text = said(made(approved, capital), paper)
    raised = 5000 + Decimal(capital)
    assert {number(found) for found in re.findall(rf"资金来源合计[ ：]?{AMOUNT}", text)} <= {raised}
    left = max(raised - COMPUTED, Decimal(0))
    assert {number(found) for found in re.findall(rf"建设资金结余[ ]?{AMOUNT}", text)} == ({left} if left else set())


def test_the_balance_ties_and_names_what_is_missing() -> None:
    """9,400 raised for 9,304.35 computed of 9,500 approved; then 9,000, of which 304.35 of the works have no source."""
    short, lacking = (table_of(write(made(*CASES[case]), "plan"), "资金来源与运用平衡表") for case in list(CASES)[:2])
    shown = [[str(row[0]), getattr(row[1], "text", row[1])] for row in short.rows]
    assert shown == [
        ["项目资本金", "4,400.00"],
        ["专项债券资金", "5,000.00"],
        ["资金来源合计", "9,400.00"],
        ["测算总投资", "9,304.35"],
        ["建设资金结余", "95.65"],
        ["资金运用合计", "9,400.00"],
        ["项目总投资", "9,500.00"],
        ["资金来源少于总投资", "100.00"],
    ]
    assert [[str(row[0]), getattr(row[1], "text", row[1])] for row in lacking.rows[2:]] == [
        ["资金来源合计", "9,000.00"],
        ["测算总投资", "9,304.35"],
        ["资金运用合计", "9,304.35"],
        ["资金缺口", "304.35"],
        ["项目总投资", "9,500.00"],
        ["资金来源少于总投资", "500.00"],
    ]


@pytest.mark.parametrize("paper", ["plan", "evaluation", "disclosure"])
def test_an_approved_total_is_never_dropped_in_silence(paper: str) -> None:
    """Capital fills the gap: A is the computed 9,304.35, and the approved 9,500 stands beside it with the difference."""
    text = said(made("approved_total = 9500", "0", plug=True), paper)
    assert "批复总投资9,500.00万元" in text
    assert f"{9500 - COMPUTED}万元" in text
    assert "测算数" in text
    assert not re.search(r"批复总投资\d", said(made("", "0", plug=True), paper))


def test_the_form_says_how_far_sources_are_from_the_investment() -> None:
    assert "总投资比各项资金来源之和多100.00万元" in said(made(*CASES["short"]), "disclosure")
    assert "各项资金来源之和比总投资多100.00万元" in said(made(*CASES["beyond"]), "disclosure")
    assert "各项资金来源之和" not in said(made(*CASES["exact"]), "disclosure")


@pytest.mark.parametrize("paper", ["plan", "evaluation"])
def test_cash_that_counts_what_is_left_over_is_told_without_it(paper: str) -> None:
    """195.65 are left over; nothing is where all is spent."""
    text = said(made(*CASES["left over"]), paper)
    assert f"均含建设资金结余{9500 - COMPUTED}万元。扣除建设资金结余的期末资金余额最低为" in text
    assert "扣除建设资金结余" not in said(made(*CASES["exact"]), paper)
