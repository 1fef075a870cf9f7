"""Approved total, construction interest and fees beside the computed ones: 结余 and 超概, worked out by hand."""

from decimal import Decimal

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import computed, finding_in, verdict_in
from tests.trials.trial import own_text

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\nconstruction_end = 2022-12-31\noperation_start = 2023-01-01\n'
BODY = """[[investment]]
id = "i"
category = "construction"
name = "工程"
amount = 9000
by_year = { 2021 = 0.5, 2022 = 0.5 }
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-01
face = 5000
coupon = 0.04
term_years = 10
payments_a_year = 2
[[revenue]]
id = "r"
name = "收入"
budget_class = "project_special"
claimed = true
price = 1
by_year = { 2023 = 900, 2030 = 9000 }
"""
INTEREST = Decimal(300)
"""Half-yearly coupons of 100 before 2023: December 2021, June and December 2022."""
FEES = Decimal("4.32") + 3 * Decimal("0.01")
"""At issue 0.0864 % of 5,000; at each of the three coupons 0.005 % of 100, half-up to the cent."""
COMPUTED = 9000 + INTEREST + FEES


def made(approved: str, capital: str, plug: bool = False, body: str = BODY) -> Result:
    settings = '[settings]\ncapital = "plug"\n' if plug else ""
    funding = f'[[funding]]\nid = "c"\nkind = "budget"\nby_year = {{ 2021 = {capital} }}\n'
    return computed(f"{settings}{funding}{body}", f"{HEAD}{approved}\n")


def figures(result: Result, table: str) -> dict[str, Decimal]:
    [found] = [one for one in result.book.tables if one.id == table]
    return {line.id: result.figures.amount(line) for line in found.lines if line.unit in {"money", "disclosed"}}


def test_the_approved_total_stands_and_what_is_over_is_left() -> None:
    result = made("approved_total = 9500", "4500")
    shown = figures(result, "approval")
    assert shown["computed"] == COMPUTED
    assert (shown["investment"], shown["left"], shown["excess"]) == (9500, 9500 - COMPUTED, 0)
    assert (verdict_in(result, "F01"), verdict_in(result, "F02"), verdict_in(result, "W01")) == ("pass", "pass", "warn")
    form = figures(result, "disclosure")
    assert (form["investment"], form["capital"], form["special_bonds"]) == (
        Decimal("0.9500"),
        Decimal("0.4500"),
        Decimal("0.5000"),
    )


def test_sources_are_not_held_against_an_estimate_that_is_blank() -> None:
    """9,500 approved and raised; without a row of the estimate the works have no figure, and nothing is left over of them."""
    result = made("approved_total = 9500", "4500", body=BODY[BODY.index("[[bonds]]") :])
    finding = finding_in(result, "F01")
    assert finding.verdict == "needs_input"
    assert "需补充“投资估算”表" in finding.outcome.zh


def test_an_excess_over_the_approval_is_never_hidden_in_the_total() -> None:
    result = made("approved_total = 9200", "4500")
    shown = figures(result, "approval")
    assert (shown["investment"], shown["left"], shown["excess"]) == (COMPUTED, 0, COMPUTED - 9200)
    finding = finding_in(result, "W01")
    assert f"超概{COMPUTED - 9200:,.2f}" in finding.outcome.zh


def test_far_below_the_approval_fails() -> None:
    """9,304.35 is 11.4 % below 10,500: a row may have been forgotten."""
    assert verdict_in(made("approved_total = 10500", "5500"), "W01") == "fail"


def test_approved_interest_and_fees_are_parts_of_the_total() -> None:
    result = made("approved_construction_interest = 350\napproved_fees = 10", str(9000 + 360 - 5000))
    shown = figures(result, "approval")
    assert shown["approved"] == shown["investment"] == 9360
    assert shown["left"] == 50 + (10 - FEES)
    assert (verdict_in(result, "F01"), verdict_in(result, "F02")) == ("pass", "pass")


def test_the_difference_of_interest_is_named_by_the_rule() -> None:
    result = made("approved_total = 9360\napproved_construction_interest = 350\napproved_fees = 10", "4360")
    said = finding_in(result, "W01").outcome.zh
    assert "建设期利息批复350.00万元，测算300.00万元" in said
    assert "发行及兑付费用批复10.00万元" in said


@pytest.mark.parametrize("approved", ["", "approved_total = 9500"])
def test_capital_that_fills_the_gap_follows_the_computed_total(approved: str) -> None:
    result = made(approved, "0", plug=True)
    shown = figures(result, "approval")
    assert (shown["investment"], shown["left"]) == (COMPUTED, 0)
    assert shown["below"] == (9500 - COMPUTED if approved else 0)
    assert figures(result, "coverage")["capital"] == COMPUTED - 5000
    assert verdict_in(result, "F02") == "pass"


def test_nothing_left_over_is_revenue() -> None:
    plain, approved = made("", "4304.35"), made("approved_total = 9500", "4500")
    assert [
        figures(one, "coverage")["revenue"]
        if "revenue" in figures(one, "coverage")
        else figures(one, "coverage")["revenue_counted"]
        for one in (plain, approved)
    ] == [Decimal(9900)] * 2


def test_money_is_left_only_as_far_as_it_is_raised() -> None:
    """9,304.35 are spent of 9,500 approved: raised in full 195.65 are left; of 9,400 raised 95.65, and 100 have no source."""
    whole, part = made("approved_total = 9500", "4500"), made("approved_total = 9500", "4400")
    assert figures(whole, "sources_and_uses") == {
        "capital": Decimal(4500),
        "bonds": Decimal(5000),
        "loans": Decimal(0),
        "sources": Decimal(9500),
        "gap": Decimal(0),
        "computed": COMPUTED,
        "left": 9500 - COMPUTED,
        "uses": Decimal(9500),
        "missing": Decimal(0),
        "beyond": Decimal(0),
    }
    shown = figures(part, "sources_and_uses")
    assert (shown["sources"], shown["left"], shown["missing"]) == (9400, 9400 - COMPUTED, 100)
    assert [verdict_in(part, rule) for rule in ("F01", "F02")] == ["fail", "fail"]
    assert (
        f"建设资金结余{9400 - COMPUTED}万元；比总投资9,500.00万元少100.00万元，尚未落实来源"
        in finding_in(part, "F01").outcome.zh
    )


def test_an_excess_has_no_source() -> None:
    """9,304.35 are spent, 9,200 approved and raised."""
    short = made("approved_total = 9200", "4200")
    shown = figures(short, "sources_and_uses")
    assert (shown["sources"], shown["gap"], shown["left"]) == (9200, COMPUTED - 9200, 0)
    assert (shown["missing"], shown["uses"]) == (COMPUTED - 9200, COMPUTED)
    assert (verdict_in(short, "F02"), verdict_in(short, "W01")) == ("fail", "warn")
    said = finding_in(short, "F01").outcome.zh
    assert "年资金缺口" in said
    assert f"比总投资9,304.35万元少{COMPUTED - 9200}万元" in said


@pytest.mark.parametrize(
    ("approved", "capital", "beyond"),
    [("", "5000", 10000 - COMPUTED), ("", "4304.35", Decimal(0)), ("approved_total = 9500", "4600", Decimal(100))],
)
def test_what_is_raised_above_the_investment_is_said(approved: str, capital: str, beyond: Decimal) -> None:
    """5,000 of bonds and 5,000 of capital for 9,304.35: 695.65 more than is needed; 9,600 for 9,500 approved: 100."""
    result = made(approved, capital)
    assert figures(result, "sources_and_uses")["beyond"] == beyond
    for filing in ("plan", "evaluation"):
        text = own_text(result, filing)
        assert ("比总投资多" in text) is bool(beyond)
        assert not beyond or f"比总投资多{beyond:,.2f}万元" in text


@pytest.mark.parametrize(
    ("approved", "capital", "told"),
    [("9304.32", "4304.32", "warn"), ("9303.86", "4303.86", "warn"), ("9303.85", "4303.85", "fail")],
)
def test_cents_that_the_form_cannot_show_are_a_remark(approved: str, capital: str, told: str) -> None:
    """The form's last digit is 1 万元: 9,304.35 computed is 0.03, 0.49 or 0.50 above what is approved."""
    result = made(f"approved_total = {approved}", capital)
    assert [verdict_in(result, rule) for rule in ("F01", "F02")] == [told] * 2


def test_a_lower_coupon_leaves_money_and_fails_nothing() -> None:
    """At 3 % instead of 4 % three coupons are 75 each: 75 less interest, and no row is changed for it."""
    agreed = made("approved_total = 9304.35", "4304.35")
    cheap = computed(
        f'[[funding]]\nid = "c"\nkind = "budget"\nby_year = {{ 2021 = 4304.35 }}\n{BODY}'.replace("0.04", "0.03"),
        f"{HEAD}approved_total = 9304.35\n",
    )
    assert figures(agreed, "approval")["left"] == 0
    # Three payment fees of 0.005 % of 75 round to 0.00 each, of 100 to 0.01 each.
    assert figures(cheap, "approval")["left"] == 75 + Decimal("0.03")
    assert [verdict_in(cheap, rule) for rule in ("F01", "F02")] == ["pass", "pass"]
