"""Projects at the edge, each figure by hand: debt repaid early or late, later phases, land sold out of the assets."""

from datetime import date
from decimal import Decimal

import pytest

from bondcalc.checks.short_days import short_days
from bondcalc.result.contract import ratios_of
from bondcalc.result.result import Result
from tests.schedules.stated import by_year, computed, finding_in, scalar, verdict_in

BASE = """
[project]
name = "x"
rule_date = 2021-05-01
construction_end = 2022-12-31
operation_start = 2023-01-01
operation_end = 2050-12-31
forecast_end = {end}
[settings]
capital = "plug"
[[investment]]
id = "works"
category = "construction"
name = "厂房"
amount = 10000
by_year = {{ 2021 = 0.5, 2022 = 0.5 }}
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = 1200
quantity = 1
"""
BOND = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 5000
coupon = 0.04
term_years = 10
payments_a_year = 1
"""
LOAN = """
[[loans]]
id = "L"
lender = "银行"
rate = 0.05
repayment = "equal_principal"
first_repayment = 2026
last_repayment = {last}
by_year = {{ 2021 = 1000 }}
"""


def made(text: str, end: int = 2035) -> Result:
    return computed(text, BASE.format(end=end))


def whole_years(result: Result) -> Decimal:
    return Decimal(ratios_of(result)["coverage_total_debt_whole_years"])


def test_revenue_after_early_redemption_does_not_count() -> None:
    """Redeemed on 1 January 2026 after 5 x 200 of interest: revenue of 2023 to 2026 over 6,000."""
    early = made(BOND + '[[principal]]\nbond = "A"\nday = 2026-01-01\nkind = "early"\n')
    assert whole_years(early) == Decimal(4 * 1200) / 6000
    custom = (
        BOND + 'repayment = "custom"\n[[principal]]\nbond = "A"\nday = 2026-01-01\nkind = "agreed"\namount = 5000\n'
    )
    assert whole_years(made(custom)) == whole_years(early)


def test_a_loan_that_outlives_the_bonds_is_a_finding() -> None:
    """To 2031, the bond's last year: 800 - 6 x 80 = 320 is still owed, and only what falls into the window counts."""
    late, within = made(BOND + LOAN.format(last=2035)), made(BOND + LOAN.format(last=2031))
    assert (verdict_in(late, "C14"), verdict_in(within, "C14")) == ("fail", "pass")
    assert by_year(late, "loans", "closing")[2031] == 400
    # Interest 25 in the first year, 50 a year to 2026, then on the balance; six of ten instalments of 100.
    service = 7000 + 25 + 50 * 5 + 45 + 40 + 35 + 30 + 25 + 600
    assert (
        Decimal(
            late.figures.amount(
                next(
                    line
                    for table in late.book.tables
                    if table.id == "coverage"
                    for line in table.lines
                    if line.id == "service"
                )
            )
        )
        == service
    )


def test_the_ratio_without_refinancing_counts_loans_too() -> None:
    """Rolled once: without it 7,000 of the bond, and the loan's 1,275 to 2030 with 20 a year's interest less and less."""
    roll = BOND.replace('"A"', '"R"').replace("2021-01-01", "2031-01-01") + 'refinances = "A"\n'
    plain, loaned = made(BOND + roll, 2045), made(BOND + roll + LOAN.format(last=2030), 2045)
    special = ratios_of(loaned)["coverage_special_bond_without_refinancing"]
    assert special == ratios_of(plain)["coverage_special_bond_without_refinancing"]
    interest = 25 + 50 * 5 + 40 + 30 + 20 + 10
    expected = Decimal(special) * 7000 / (7000 + 1000 + interest)
    assert abs(Decimal(ratios_of(loaned)["coverage_total_debt_without_refinancing"]) - expected) < Decimal("1e-11")


def test_the_ratio_without_refinancing_counts_the_fees_that_the_main_ratio_counts() -> None:
    """Of the first issue alone: 0.864 per mille of 5,000 is 4.32, nine payments of 200 bear 0.01 each, the last of 5,200 0.26."""
    roll = BOND.replace('"A"', '"R"').replace("2021-01-01", "2031-01-01") + 'refinances = "A"\n'
    head = BASE.format(end=2045)
    free = computed(BOND + roll, head)
    fees = computed(BOND + roll, head.replace("[settings]", "[settings]\nfees_in_denominator = true"))
    services = [scalar(result, "without_refinancing", "bond_service") for result in (free, fees)]
    assert services == [7000, Decimal("7004.67")]


def test_capital_is_kept_for_what_bonds_may_not_pay() -> None:
    """Works of 1,000 are paid by the bond, capital of 400 waits for the compensation of the year after."""
    text = """
[[investment]]
id = "land"
category = "land_compensation"
name = "征地"
amount = 400
by_year = { 2022 = 1 }
[[funding]]
id = "own"
kind = "own"
by_year = { 2021 = 5800, 2022 = 5500 }
"""
    result = made(BOND + text)
    assert by_year(result, "funding", "bond_spent") == {2021: 5000}
    assert by_year(result, "funding", "shortfall") == {}
    assert verdict_in(result, "D07") == "pass"


def test_fees_of_construction_leave_no_gap_of_a_cent() -> None:
    """A coupon of 200 and its fee of 0.01 in 2022 are in the investment and in the plug.

    That of the first day of operation is not, and nothing is earned by then.
    """
    result = made(BOND)
    assert by_year(result, "debt_service", "early_fee.A") == {2022: Decimal("0.01")}
    assert by_year(result, "cash", "closing").get(2022, 0) == 0
    short = short_days(result.book, result.figures)
    assert [(one.day, one.missing) for one in short] == [(date(2023, 1, 1), Decimal("200.01"))]


def test_refinancing_is_there_on_the_day() -> None:
    """5,000 falls due on the day on which 5,000 of new money arrives: no warning."""
    roll = BOND.replace('"A"', '"R"').replace("2021-01-01", "2031-01-01") + 'refinances = "A"\n'
    result = made(BOND + roll + "[[costs]]\nid='c'\nkind='wages'\nname='工资'\nbasis='fixed'\nrate=900\n", 2045)
    found = finding_in(result, "C07")
    assert "2031-01-01" not in found.outcome.zh


def test_entered_income_tax_is_income_tax() -> None:
    """200 of income tax entered: profit before tax does not bear it, profit after tax does."""
    tax = (
        '[[taxes_paid]]\nid = "i"\nkind = "income_tax"\nname = "所得税"\nbasis = "by_year"\nby_year = { 2024 = 200 }\n'
    )
    plain, taxed = made(BOND), made(BOND + tax)
    assert by_year(taxed, "profit", "before_tax") == by_year(plain, "profit", "before_tax")
    assert by_year(taxed, "profit", "net")[2024] == by_year(plain, "profit", "net")[2024] - 200
    assert by_year(taxed, "all_taxes", "total") == {2024: 200}


def test_the_plug_ends_with_construction() -> None:
    """An item of 2027 is not filled up by capital: the year has no source."""
    result = made(
        BOND + '[[investment]]\nid = "x"\ncategory = "other"\nname = "后续"\namount = 3000\nby_year = { 2027 = 1 }\n'
    )
    assert max(by_year(result, "funding", "capital")) == 2022
    assert by_year(result, "funding", "shortfall") == {2027: 3000}


def test_sold_land_leaves_the_assets() -> None:
    """Compensation of 3,000 is in the investment; the parcel is sold in 2023, so nothing of it is amortised."""
    text = """
[[investment]]
id = "land"
category = "land_compensation"
name = "征地"
amount = 3000
by_year = { 2021 = 1 }
[[land]]
id = "P"
use = "工业"
area_mu = 100
price = 50
compensation = 30
cost_in_investment = true
claimed = true
by_year = { 2023 = 1 }
"""
    result = made(BOND + text)
    assert by_year(result, "land", "transferred") == {2023: 3000}
    assert by_year(result, "depreciation", "charge.intangible") == {}
    assert by_year(result, "ties_by_year", "balance_sheet") == {}


def test_interest_paid_from_revenue_is_not_in_the_investment() -> None:
    text = BOND + LOAN.format(last=2030)
    result = computed(
        text,
        BASE.format(end=2035).replace('capital = "plug"', 'capital = "plug"\nconstruction_interest = "from_revenue"'),
    )
    assert by_year(result, "investment", "construction_interest") == {}
    assert by_year(made(text), "investment", "construction_interest") == {2021: 25, 2022: 250}


def test_issue_fees_are_in_the_investment_whoever_pays_interest() -> None:
    """5,000 x 0.864 per mille at the issue of 2021; the fee of 0.05 per mille on a payment of 200 goes with the interest."""
    inside, outside = (
        computed(
            BOND,
            BASE.format(end=2035).replace('capital = "plug"', f'capital = "plug"\nconstruction_interest = "{who}"'),
        )
        for who in ("in_investment", "from_revenue")
    )
    assert by_year(inside, "investment", "fees") == {2021: Decimal("4.32"), 2022: Decimal("0.01")}
    assert by_year(outside, "investment", "fees") == {2021: Decimal("4.32")}
    assert by_year(outside, "debt_service", "payment_fees")[2022] == Decimal("0.01")


def test_a_bond_issued_in_operation_has_no_fee_in_the_investment() -> None:
    late = BOND.replace("value_date = 2021-01-01", "value_date = 2023-01-01")
    result = made(late)
    assert by_year(result, "investment", "fees") == {}
    assert by_year(result, "debt_service", "issue_fees") == {2023: Decimal("4.32")}


@pytest.mark.parametrize(
    ("stated", "paid"), [("", "0.26"), ("payment_fee_rate = 0.0001\n", "0.52"), ("payment_fee_rate = 0\n", "0")]
)
def test_each_bond_has_its_own_payment_fee(stated: str, paid: str) -> None:
    """The last payment is 5,200: 0.05 per mille where nothing is filled in, 0.1 per mille as filled in, nothing where 0 is."""
    second = BOND.replace('"A"', '"B"').replace("face", f"{stated}face")
    result = made(BOND + second)
    fees = {id_: by_year(result, "debt_service", f"payment_fee.{id_}").get(2031, 0) for id_ in "AB"}
    assert fees == {"A": Decimal("0.26"), "B": Decimal(paid)}


def test_fees_that_are_waived_are_said() -> None:
    waived = made(BOND.replace("face", "issue_fee_rate = 0\npayment_fee_rate = 0\nface"))
    assert by_year(waived, "debt_service", "issue_fees") == by_year(waived, "debt_service", "payment_fees") == {}
    found = finding_in(waived, "D12")
    assert (found.verdict, verdict_in(made(BOND), "D12")) == ("warn", "pass")
    assert "A" in found.outcome.zh


def test_operation_that_starts_within_a_year_shares_the_loans_interest() -> None:
    """Operation from 1 July 2023: six months of that year's 50 belong to construction."""
    text = BASE.format(end=2035).replace("operation_start = 2023-01-01", "operation_start = 2023-07-01")
    result = computed(BOND + LOAN.format(last=2030), text)
    assert by_year(result, "loans", "construction_interest.L") == {2021: 25, 2022: 50, 2023: 25}


def test_nothing_is_earned_after_operation_ends() -> None:
    text = BASE.format(end=2035).replace("operation_end = 2050-12-31", "operation_end = 2028-06-30")
    earned = by_year(computed(BOND, text), "revenue", "amount.rent")
    assert earned == dict.fromkeys(range(2023, 2028), Decimal(1200)) | {2028: 600}


def test_project_flows_bear_tax_on_ebit() -> None:
    """调整所得税: interest of the bond does not lower it."""
    text = BASE.format(end=2035).replace("[settings]", '[taxation]\nmethod = "computed"\n[settings]')
    result = computed(BOND, text)
    profit, ebit = by_year(result, "income_tax", "tax"), by_year(result, "adjusted_tax", "tax")
    interest = by_year(result, "income_tax", "interest")
    assert ebit[2025] - profit[2025] == (interest[2025] / 4).quantize(Decimal("0.01"))
    assert by_year(result, "project_cash_flow", "income_tax") == ebit


def test_stated_lives_fees_and_years_of_losses_are_used() -> None:
    """Buildings over 40 years, an issue fee of 0.1 %, losses kept for ten years."""
    text = BASE.format(end=2035).replace(
        "[settings]", '[taxation]\nmethod = "computed"\nbuildings_years = 40\nloss_years = 10\n[settings]'
    )
    result = computed(BOND.replace("face", "issue_fee_rate = 0.001\nface"), text)
    value = result.figures.amount(
        next(table for table in result.book.tables if table.id == "asset_values")["original.buildings"]
    )
    assert by_year(result, "depreciation", "charge.buildings")[2025] == (value * 95 / 100 / 40).quantize(
        Decimal("0.01")
    )
    assert by_year(result, "debt_service", "issue_fee.A") == {2021: 5}
    assert "loss_10" in {line.id for table in result.book.tables if table.id == "income_tax" for line in table.lines}


def test_cover_to_date_adds_up_both_sides() -> None:
    """1,200 a year from 2023 over 200 a year of interest."""
    result = made(BOND)
    [line] = [line for table in result.book.tables for line in table.lines if line.id == "dscr_to_date"]
    values = dict(zip(result.book.years.years, result.figures.columns(line), strict=True))
    assert [values[year] for year in (2023, 2024, 2030)] == [6, 6, 6]
