"""Every rule passes and fails; what no input can break is broken in the figures; auditors' findings are found alone."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.assured import GUARANTEES
from bondcalc.checks.judge import CHECKS, Case, judge_only
from bondcalc.result.result import Result
from bondcalc.schedules import bonds, debt_system, disclosure, funding, loans
from tests.checks.cases import AUDITED, CAPITAL, FAILS, GOOD, NEEDS, added, with_
from tests.checks.judged import finding_of
from tests.checks.test_rules_to_2026 import ROWS
from tests.checks.test_statements import LOAN, MOVES, verdicts
from tests.parted import compute

HERE = {"C08", "D09", "K01", "K05", "L06", "N07", "N08", "R11", "T02", "T06", "X01"} | {
    *ROWS,
    *("D14", "D15", "D17", "L14", "W25", "W33", "X07", "X08"),
}
"""Rules whose failing cases stand in tests of their own in this folder, or ask only."""


@pytest.mark.slow
@pytest.mark.parametrize("rule", list(FAILS))
def test_one_change_moves_only_what_it_should(rule: str) -> None:
    case = FAILS[rule]
    before, after = verdicts(case.good), verdicts(case.bad)
    assert (before[rule], after[rule]) == ("pass", case.verdict)
    moved = {id_ for id_ in before if before[id_] != after[id_]} - {rule}
    assert moved <= case.others, {id_: after[id_] for id_ in moved - case.others}


@pytest.mark.parametrize("rule", list(NEEDS))
def test_what_is_blank_is_asked_for(rule: str) -> None:
    given, place = NEEDS[rule]
    found = finding_of(given, rule)
    assert found.verdict == "needs_input"
    assert place in found.outcome.en
    assert "“" in found.outcome.zh


# What the program computes right by itself is falsified in one figure: rule, the line, the column and what is added.
TAMPERED: dict[str, tuple[Callable[[Result], Line], int, Decimal]] = {
    "D01": (lambda made: made.book.use(bonds.schedule).tranches[0].principal, -1, Decimal("0.01")),
    "D02": (lambda made: made.book.use(loans.schedule).principal, -1, Decimal("0.01")),
    "D03": (lambda made: made.book.use(bonds.schedule).tranches[0].interest, 3, Decimal("0.01")),
    "D05": (lambda made: made.book.use(bonds.schedule).tranches[0].interest, 3, Decimal(-9999)),
    "D08": (lambda made: made.book.use(debt_system.schedule).table["row_0301"], 1, Decimal(99999)),
    "D12": (lambda made: made.book.use(bonds.schedule).issue_fees, 1, Decimal("-4.32")),
    "F03": (lambda made: made.book.use(disclosure.schedule).buckets["bonds"][3], 1, Decimal("0.0001")),
    "F04": (lambda made: line_of(made, "revenue"), 5, Decimal("0.0001")),
    "F05": (
        lambda made: next(one for one in made.book.use(disclosure.schedule).totals.lines if one.id == "service"),
        1,
        Decimal("0.0001"),
    ),
    "K02": (lambda made: made.book.use(funding.schedule).bond_as_capital, 1, Decimal(5000)),
}


def line_of(made: Result, id_: str) -> Line:
    return next(one for one in made.book.use(disclosure.schedule).yearly.lines if one.id == id_)


@pytest.mark.parametrize("rule", list(TAMPERED))
def test_a_wrong_figure_is_found(rule: str) -> None:
    base = added(CAPITAL if rule == "K02" else GOOD, LOAN.replace("40000", "10"), "loans")
    made = compute(base)
    found, column, more = TAMPERED[rule]
    target = found(made)
    values = {one: made.figures[one] for table in made.book.tables for one in table.lines}
    changed = list(values[target])
    changed[column] = Decimal(changed[column] or 0) + more
    wrong = Figures({**values, target: tuple(changed)})
    case = Case(made.project, made.rules, made.book, wrong, made.stress)
    assert isinstance(made.stress, Stress)
    assert {one.rule.id: one.verdict for one in made.findings}[rule] == "pass"
    assert [one.verdict for one in judge_only(case, [rule])] == ["fail"]


def test_no_rule_is_left_out() -> None:
    tested = {*MOVES, *FAILS, *TAMPERED, *HERE, *(one.rule for one in GUARANTEES)}
    # D13 lists payments by date; there is nothing in it that could fail.
    assert set(CHECKS) - tested == {"D13"}


@pytest.mark.slow
@pytest.mark.parametrize("finding", list(AUDITED))
def test_what_auditors_find_is_found_and_only_that(finding: str) -> None:
    """The project with the fault, and the same without it, which is quiet."""
    rule = AUDITED[finding]
    good, bad = (FAILS[rule].good, FAILS[rule].bad) if rule in FAILS else (GOOD, MOVES[rule][0])
    assert verdicts(good)[rule] == "pass"
    assert verdicts(bad)[rule] in {"warn", "fail"}


def test_debt_in_disguise_is_no_capital() -> None:
    rows = tuple(replace(row, debt_like=True) for row in GOOD.tables["funding"])
    found = verdicts(replace(GOOD, tables={**GOOD.tables, "funding": rows}))
    assert (found["W14"], found["K01"]) == ("fail", "fail")


def test_less_built_than_approved() -> None:
    rows = tuple(replace(row, scale=Decimal(9), approved_scale=Decimal(10)) for row in GOOD.tables["investment"])
    assert verdicts(replace(GOOD, tables={**GOOD.tables, "investment": rows}))["W15"] == "warn"


def test_prices_to_odd_decimals_and_late_revenue_are_signs() -> None:
    odd = replace(GOOD.tables["revenue"][0], price=Decimal("1200.0371"))
    late = replace(
        GOOD.tables["revenue"][0],
        quantity=None,
        ramp=None,
        by_year={year: Decimal(1 if year < 2034 else 4) for year in range(2023, 2037)},
    )
    for row, sign in ((odd, "小数位数"), (late, "最后五分之一")):
        found = finding_of(replace(GOOD, tables={**GOOD.tables, "revenue": (row,)}), "W04")
        assert found.verdict == "warn"
        assert sign in found.outcome.zh


def test_a_project_that_only_its_last_value_pays_back_says_so() -> None:
    """880 a year at 0.6 and thirteen times 0.9, 200 of cost for fourteen years: 8,024 of the 10,000 that were built."""
    found = finding_of(with_(with_(GOOD, "revenue", price=Decimal(880)), "project", forecast_end=2036), "W12")
    assert found.verdict == "pass"
    assert "回收固定资产余值和流动资金" in found.outcome.zh
    assert "不计该项则计算期内不能回收，累计净现金流量为-1,976.00万元" in found.outcome.zh
    assert "余值" not in finding_of(GOOD, "W12").outcome.zh


def test_volumes_are_compared_as_far_as_both_are_stated() -> None:
    """One of the two alone asks for the other; where some works have both, the others are said not to be compared."""
    half = finding_of(with_(GOOD, "investment", approved_scale=None), "W15")
    assert (half.verdict, "厂房的“批复规模”" in half.outcome.zh) == ("needs_input", True)
    works = GOOD.tables["investment"]
    other = replace(works[0], id="road", name="道路", scale=None, approved_scale=None)
    more = finding_of(replace(GOOD, tables={**GOOD.tables, "investment": (*works, other)}), "W15")
    assert (more.verdict, "1项的建设规模不小于批复规模；另有1项未填规模，未比较" in more.outcome.zh) == ("pass", True)
