"""Value-added tax, depreciation, losses and income tax against arithmetic written here; statements that must agree."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from bondcalc.result.result import Result
from tests.schedules.stated import amounts, by_year, computed, finding_in

HEAD = """[project]
name = "x"
rule_date = 2021-05-01
construction_end = 2022-12-31
operation_start = {start}
operation_end = 2045-12-31
forecast_end = 2040
"""
TEXT = """
[settings]
capital = "plug"
working_capital = 50
[taxation]
method = "computed"
holiday_start = 2023
holiday_share = 0.5
discount_rate = 0.06
[[investment]]
id = "plant"
category = "construction"
name = "厂房"
amount = 4360
vat_rate = 0.09
creditable_share = 1
by_year = { 2021 = 0.5, 2022 = 0.5 }
[[investment]]
id = "kit"
category = "equipment"
name = "设备"
amount = 1130
vat_rate = 0.13
creditable_share = 0.5
by_year = { 2022 = 1 }
[[investment]]
id = "design"
category = "other"
name = "设计"
amount = 300
by_year = { 2021 = 1 }
[[bonds]]
id = "A"
status = "planned"
value_date = 2022-12-31
face = 2000
coupon = 0.04
term_years = 10
payments_a_year = 1
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = 1090
quantity = 1
output_vat_rate = 0.09

[[costs]]
id = "wages"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 100
[[costs]]
id = "power"
kind = "materials"
name = "电费"
basis = "fixed"
rate = 113
input_vat_rate = 0.13
[[taxes_paid]]
id = "stamp"
kind = "stamp_duty"
name = "印花税"
basis = "fixed"
rate = 1
"""
CENT = Decimal("0.01")


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


@pytest.fixture(scope="module")
def result() -> Result:
    return computed(TEXT, HEAD.format(start="2023-01-01"))


def test_credit_is_used_before_tax_is_due(result: Result) -> None:
    """Input 180 a year of the plant and half of 130 of the kit; then 90 of output less 13 of input a year."""
    credit, due = by_year(result, "value_added_tax", "credit"), by_year(result, "value_added_tax", "due")
    assert credit == {2021: 180, 2022: 425, 2023: 348, 2024: 271, 2025: 194, 2026: 117, 2027: 40}
    assert due == {2028: 37} | dict.fromkeys(range(2029, 2041), Decimal(77))
    # 5 % urban construction tax, 3 % and 2 % education surcharges.
    assert by_year(result, "value_added_tax", "surcharges") == {2028: Decimal("3.7")} | dict.fromkeys(
        range(2029, 2041), Decimal("7.7")
    )


def test_asset_values_and_years(result: Result) -> None:
    """Plant 4,000 and kit 1,065 bear the design of 300 and the issue fee of 1.73 in proportion."""
    fee = cents(Decimal(2000) * Decimal("0.000864"))
    spread = (300 + fee) / Decimal(5065)
    plant, kit = cents(4000 * (1 + spread)), cents(1065 * (1 + spread))
    charge = by_year(result, "depreciation", "charge.machinery")
    each = cents((kit - cents(kit * Decimal("0.05"))) / 10)
    assert [charge[year] for year in range(2023, 2032)] == [each] * 9
    assert sum(charge.values()) == kit - cents(kit * Decimal("0.05"))
    assert max(charge) in {2032, 2033}
    buildings = by_year(result, "depreciation", "charge.buildings")
    assert buildings[2023] == cents((plant - cents(plant * Decimal("0.05"))) / 20)


def test_income_tax_of_a_year_by_hand(result: Result) -> None:
    """Sales 1,000, costs 200, stamp 1, interest 80 and its payment fee: the holiday halves half of 2026's profit."""
    charges = by_year(result, "depreciation", "total")
    profit = Decimal(1000) - 200 - 1 - charges[2026] - 80 - cents(80 * Decimal("0.00005"))
    assert by_year(result, "income_tax", "before_tax")[2026] == profit
    assert by_year(result, "income_tax", "tax")[2026] == cents(profit * Decimal("0.25") * Decimal("0.75"))
    assert by_year(result, "income_tax", "tax")[2024] == cents(
        by_year(result, "income_tax", "before_tax")[2024] * Decimal("0.25") * Decimal("0.5")
    )


@pytest.mark.parametrize(
    ("method", "label", "sales", "spent"),
    [("computed", "（不含增值税）", 1000, 200), ("entered", "（含增值税）", 1090, 213)],
)
def test_income_and_cost_are_called_what_they_hold(method: str, label: str, sales: int, spent: int) -> None:
    """1,090 with 9 % are 1,000 without, 113 with 13 % are 100: the label says which of them stands there."""
    given = computed(TEXT.replace('"computed"', f'"{method}"'), HEAD.format(start="2023-01-01"))
    for table, line, amount in (
        ("income_tax", "sales", sales),
        ("profit", "sales", sales),
        ("income_tax", "cash_costs", spent),
        ("total_cost", "cash_costs", spent),
    ):
        assert given.book.find(table)[line].zh.endswith(label)
        assert by_year(given, table, line)[2030] == amount
    texts = [line.source + line.zh for one in given.book.tables for line in one.lines]
    assert any("销项税额" in text for text in texts) is (method == "computed")


def test_losses_expire_after_five_years_oldest_first() -> None:
    """A loss of 2023 is gone in 2029, one of 2024 still serves that year."""
    rows = "price = 1\nby_year = { 2023 = 1, 2024 = 1, 2025 = 1, 2026 = 1, 2027 = 1, 2028 = 1, 2029 = 500 }\noutput_vat_rate = 0\n"
    text = (
        TEXT.replace("price = 1090\nquantity = 1\noutput_vat_rate = 0.09\n", rows)
        .replace("holiday_start = 2023\nholiday_share = 0.5\n", "")
        .replace("rate = 113\n", "rate = 0\n")
        .replace("rate = 100\n", "by_year = { 2023 = 300, 2024 = 40 }\n")
        .replace('basis = "fixed"\nby_year = { 2023', 'basis = "by_year"\nby_year = { 2023')
    )
    result = computed(text, HEAD.format(start="2023-01-01"))
    profit = by_year(result, "income_tax", "before_tax")
    assert profit[2023] < profit[2024] < 0 < profit[2029]
    kept = sum(-profit[year] for year in range(2024, 2029))
    used = by_year(result, "income_tax", "losses_used")
    assert used == {2029: min(profit[2029], kept)}
    assert by_year(result, "income_tax", "used_5")[2029] == min(profit[2029], -profit[2024])


def test_an_institution_pays_no_income_tax() -> None:
    text = TEXT.replace('method = "computed"', 'method = "computed"\ntaxpayer = "institution"')
    assert by_year(computed(text, HEAD.format(start="2023-01-01")), "income_tax", "tax") == {}


@pytest.mark.parametrize(("taxpayer", "share"), [("company", "0.1"), ("institution", "0")])
def test_only_a_company_lays_by_the_legal_reserve(taxpayer: str, share: str) -> None:
    """Nothing is lost before 2023: a tenth of the first year's profit of a company, nothing of a hospital's or a school's."""
    text = TEXT.replace('method = "computed"', f'method = "computed"\ntaxpayer = "{taxpayer}"')
    result = computed(text, HEAD.format(start="2023-01-01"))
    net, kept = by_year(result, "profit", "net"), by_year(result, "profit", "reserve")
    assert net[2023] > 0
    assert kept.get(2023, Decimal(0)) == cents(net[2023] * Decimal(share))
    assert by_year(result, "profit", "retained")[2023] == net[2023] - kept.get(2023, Decimal(0))


EARNING = """[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-01
face = 1000
coupon = 0.05
term_years = 5
payments_a_year = 1
payment_fee_rate = 0
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1
by_year = { 2022 = 30, 2023 = 150, 2024 = 150 }
"""
INCOME_TAX = (
    '[[taxes_paid]]\nid = "i"\nkind = "income_tax"\nname = "所得税"\nbasis = "by_year"\nby_year = { 2024 = %s }\n'
)


@pytest.mark.parametrize(
    ("more", "verdict", "said"),
    [
        # Interest of 50 a year: -20, 100 and 100, and the losses of 2025 and 2026 come later: 180, of which a quarter is 45.
        ("", "needs_input", "弥补亏损后利润180.00万元，按税率25%约45.00万元，未计列企业所得税、增值税"),
        ('[taxation]\ntaxpayer = "institution"\n', "not_applicable", "机关事业单位"),
        ('[taxation]\nmethod = "computed"\n', "pass", "按税率计算"),
        (INCOME_TAX % 45, "pass", "45.00"),
        (INCOME_TAX % 0, "warn", "填为0"),
    ],
)
def test_profit_without_tax_is_asked_about(more: str, verdict: str, said: str) -> None:
    project = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\n'
    found = finding_in(computed(EARNING + more, project), "R15")
    assert found.verdict == verdict
    assert said in found.outcome.zh


def test_computed_taxes_lower_revenue_and_coverage(result: Result) -> None:
    entered = computed(TEXT.replace('method = "computed"', 'method = "entered"'), HEAD.format(start="2023-01-01"))
    paid = by_year(result, "all_taxes", "total")
    assert by_year(entered, "all_taxes", "total")[2030] == 1
    assert (
        by_year(entered, "repayable", "amount")[2030] - by_year(result, "repayable", "amount")[2030] == paid[2030] - 1
    )
    assert paid[2030] == 1 + 77 + Decimal("7.7") + by_year(result, "income_tax", "tax")[2030]


@pytest.mark.parametrize("start", ["2023-01-01", "2023-07-01", "2024-03-15"])
@pytest.mark.parametrize("method", ["computed", "entered"])
def test_balance_sheet_balances_every_year(start: str, method: str) -> None:
    loan = """[[loans]]
id = "L"
lender = "银行"
rate = 0.045
construction_interest = "capitalised"
repayment = "level"
first_repayment = 2024
last_repayment = 2033
by_year = { 2021 = 1000, 2022 = 500 }
[[land]]
id = "P"
use = "工业"
area_mu = 100
price = 20
compensation = 10
claimed = true
by_year = { 2022 = 0.5, 2023 = 0.5 }
"""
    made = computed(TEXT.replace('"computed"', f'"{method}"') + loan, HEAD.format(start=start))
    table = next(table for table in made.book.tables if table.id == "balance_sheet")
    assert amounts(made, table["assets"]) == amounts(made, table["claims"])
    assert any(amounts(made, table["assets"]))


def test_cost_in_the_year_it_is_paid_and_base_in_the_year_of_sale() -> None:
    land = """[[land]]
id = "P"
use = "工业"
area_mu = 150
price = 40
compensation = 10
claimed = true
by_year = { 2023 = 1 }
[[land_costs]]
parcel = "P"
by_year = { 2021 = 0.4, 2022 = 0.6 }
"""
    made = computed(TEXT + land, HEAD.format(start="2023-01-01"))
    assert by_year(made, "land", "paid.P") == {2021: 600, 2022: 900}
    assert by_year(made, "land", "net.P")[2021] == -600
    assert by_year(made, "land", "net_base.P") == {2023: 6000 - 1500 - 120 - 180 - 30 - 160}
    rigid = computed(
        TEXT.replace("[settings]", "[settings]\nland_accrual_rate = 0.2") + land, HEAD.format(start="2023-01-01")
    )
    assert by_year(rigid, "land", "rigid.P") == {2023: Decimal(6000 - 1500 - 120 - 180 - 30 - 160) / 5}


def test_a_price_stops_at_its_limit() -> None:
    text = TEXT.replace("price = 1090\n", "price = 1000\ngrowth_rate = 0.05\nprice_limit = 1100\n")
    made = by_year(computed(text, HEAD.format(start="2023-01-01")), "revenue", "amount.rent")
    assert [made[year] for year in range(2023, 2027)] == [1000, 1050, 1100, 1100]


def test_tax_is_shared_between_levels_and_refunds_lower_it() -> None:
    tax = """[[tax_revenue]]
id = "v"
group = "企业"
kind = "value_added_tax"
sales = 10000
tax_to_sales = 0.04
by_year = { 2023 = 500 }
"""
    made = computed(TEXT + tax, HEAD.format(start="2023-01-01"))
    assert by_year(made, "tax_revenue", "tax.v")[2023] == -100
    assert [by_year(made, "tax_revenue", f"{level}.v")[2024] for level in ("central", "local", "province")] == [
        200,
        150,
        50,
    ]
