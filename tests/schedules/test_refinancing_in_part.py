"""What refinancing bonds repay of the principal that falls due, and what the project bears. By hand."""

from decimal import Decimal

import pytest

from bondcalc.result.contract import ratios_of
from bondcalc.result.result import Result
from tests.schedules.stated import amounts, by_year, computed, finding_in

PROJECT = '[project]\nname = "x"\nrule_date = 2019-12-01\noperation_start = 2020-01-01\n[settings]\nconstruction_interest = "from_revenue"\n'
BOND = """
[[bonds]]
id = "{id}"
status = "planned"
value_date = {day}
face = {face}
coupon = 0.03
term_years = 5
payments_a_year = 1
issue_fee_rate = 0
payment_fee_rate = 0
{more}
"""
REVENUE = """
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 500
quantity = 1
"""


def bond(id_: str, day: str, face: int, of: str = "", more: str = "") -> str:
    """A bond at 3 % for five years; `of` is the one it refinances."""
    return BOND.format(id=id_, day=day, face=face, more=more + (f'refinances = "{of}"' if of else ""))


def result_of(*rows: str) -> Result:
    """A is 1,000 from 2020-01-01, due 2025-01-01; the rest as told."""
    return computed("".join((bond("A", "2020-01-01", 1000), *rows, REVENUE)), PROJECT)


def service(result: Result) -> Decimal:
    """F, all debt's principal and interest."""
    return result.figures.amount(result.book.find("coverage")["service"])


def d09(result: Result) -> tuple[str, str]:
    """What rule D09 says."""
    found = finding_in(result, "D09")
    return found.verdict, found.outcome.zh


@pytest.mark.parametrize(
    ("rows", "borne", "due"),
    [
        # All of it: 30 to 2025, 30 to 2029, then 1,030.
        ([("R", "2025-01-01", 1000, "A")], {2025: 30, 2029: 30, 2030: 1030}, 1300),
        # 200 too much: it repays nothing in 2025 and is owed in 2030, 36 of interest a year.
        ([("R", "2025-01-01", 1200, "A")], {2025: 30, 2029: 36, 2030: 1236}, 150 + 180 + 1200),
        # Too little: 600 of the 1,000 are the project's.
        ([("R", "2025-01-01", 400, "A")], {2025: 630, 2029: 12, 2030: 412}, 150 + 600 + 60 + 400),
        # Two for one, together 200 too much.
        (
            [("R", "2025-01-01", 700, "A"), ("S", "2025-01-01", 500, "A")],
            {2025: 30, 2029: 36, 2030: 1236},
            150 + 180 + 1200,
        ),
        # Another bond due that day is not repaid by it, however much it brings.
        (
            [("B", "2020-01-01", 1000, ""), ("R", "2025-01-01", 2000, "A")],
            {2025: 60 + 1000, 2029: 60, 2030: 2060},
            300 + 1000 + 300 + 2000,
        ),
        # A year early: the money waits for the principal.
        ([("R", "2024-07-01", 1000, "A")], {2024: 30, 2025: 60, 2029: 1030}, 300 + 1000),
        # A month late: what it brings repays nothing.
        ([("R", "2025-02-01", 1000, "A")], {2025: 1030, 2029: 30, 2030: 1030}, 300 + 2000),
        # Rolled twice, with 100 too much the second time.
        (
            [("R", "2025-01-01", 1000, "A"), ("S", "2030-01-01", 1100, "R")],
            {2025: 30, 2030: 30, 2034: 33, 2035: 1133},
            150 + 150 + 165 + 1100,
        ),
    ],
)
def test_no_more_is_refinanced_than_falls_due(
    rows: list[tuple[str, str, int, str]], borne: dict[int, int], due: int
) -> None:
    result = result_of(*(bond(*row) for row in rows))
    paid = by_year(result, "debt", "from_revenue")
    assert {year: paid[year] for year in borne} == borne
    assert min(amounts(result, result.book.find("debt")["from_revenue"])) >= 0
    assert service(result) == due
    income = result.figures.amount(result.book.find("coverage")["revenue_counted"])
    assert ratios_of(result)["coverage_total_debt"] == f"{income / due:.12f}"


def test_money_beyond_the_principal_is_cash_and_still_owed() -> None:
    """1,200 come on 1 January 2025, 1,000 and 30 go: 500 of revenue and 200 are left more than the year before."""
    result = result_of(bond("R", "2025-01-01", 1200, "A"))
    assert by_year(result, "cash", "refinanced") == {2025: 1200}
    assert by_year(result, "cash", "principal") == {2025: 1000, 2030: 1200}
    closing = by_year(result, "cash", "closing")
    assert closing[2025] - closing[2024] == 500 + 200 - 30
    assert by_year(result, "capital_cash_flow", "refinancing_kept") == {2025: 200}
    assert by_year(result, "capital_cash_flow", "net")[2025] == 500 + 200 - 30
    verdict, said = d09(result)
    assert verdict == "fail"
    assert "R发行1,200.00万元，超过A当年2025年1月1日起到期本金1,000.00万元" in said
    assert "未用于偿还到期本金的200.00万元" in said


def test_two_bonds_for_one_principal_are_held_against_it_together() -> None:
    """700 and 500 are each below 1,000."""
    both = result_of(bond("R", "2025-01-01", 700, "A"), bond("S", "2025-01-01", 500, "A"))
    verdict, said = d09(both)
    assert verdict == "fail"
    assert said.count("R、S发行1,200.00万元") == 1
    assert finding_in(both, "D09").outcome.figure == "1"


def test_instalments_are_refinanced_as_they_fall_due() -> None:
    """200 a year from 2021: 500 of 2023-01-01 repay 200, 200 and 100."""
    parts = 'repayment = "instalments"\nby_bond_year = { 1 = 0.2, 2 = 0.2, 3 = 0.2, 4 = 0.2, 5 = 0.2 }\n'
    text = bond("A", "2020-01-01", 1000, more=parts) + bond("R", "2023-01-01", 500, "A") + REVENUE
    result = computed(text, PROJECT)
    assert by_year(result, "debt_service", "rolled") == {2023: 200, 2024: 200, 2025: 100}
    # Interest of 30, 24, 18, 12, 6 and 15 a year from 2024; principal of 200 and 200, then 100 of 2025 and 500 of 2028.
    assert service(result) == 90 + 75 + 200 + 200 + 100 + 500
    assert by_year(result, "debt_service", "rolled_late") == {2024: 200, 2025: 100}


def test_money_that_waits_for_its_principal_pays_no_other_service() -> None:
    """1,000 of July 2024 are in the opening cash of 2025 and go to A that January."""
    result = result_of(bond("R", "2024-07-01", 1000, "A"))
    opening = by_year(result, "cash", "opening")[2025]
    # What A brought (nothing is built), the first year's 500, four years of 500 - 30, and the money of R.
    assert opening == 1000 + 500 + 4 * 470 + 1000
    assert by_year(result, "coverage_by_year", "means")[2025] == 1000 + 500 + 4 * 470 + 500
    assert by_year(result, "capital_cash_flow", "refinancing_kept") == {2024: 1000, 2025: -1000}


def test_a_principal_due_on_a_weekend_is_repaid_on_the_monday() -> None:
    """1 July 2023 is a Saturday: money of Monday the 3rd is in time, money of the 4th is not."""
    old = bond("A", "2018-07-01", 1000)
    early, late = (
        computed(old + bond("R", day, 1000, "A") + REVENUE, PROJECT.replace("2019-12", "2018-05"))
        for day in ("2023-07-03", "2023-07-04")
    )
    assert (service(early), d09(early)[0]) == (1300, "warn")
    assert (service(late), d09(late)[0]) == (2300, "fail")


@pytest.mark.parametrize(("face", "verdict"), [(1200, "fail"), (1000, "pass")])
def test_interest_is_not_paid_out_of_money_that_was_to_repay_principal(face: int, verdict: str) -> None:
    """25 a year are earned and 30 of interest paid from 2021 on: in 2025 only the 200 left of R are there, and 2026 takes 36 - 25 of them."""
    works = (
        '[[investment]]\nid = "w"\ncategory = "construction"\nname = "工程"\namount = 1000\nby_year = { 2020 = 1 }\n'
    )
    text = bond("A", "2020-01-01", 1000) + bond("R", "2025-01-01", face, "A") + works + REVENUE.replace("500", "25")
    result = computed(text, PROJECT)
    found = finding_in(result, "D07")
    assert found.verdict == verdict
    assert ("2026年应付利息36.00万元，债券资金以外的资金不足11.00万元" in found.outcome.zh) is (face > 1000)
