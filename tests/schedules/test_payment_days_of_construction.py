"""Payment days before and while works go on: what construction money pays, and what it may not. By hand."""

from datetime import date
from decimal import Decimal

import pytest

from bondcalc.result.result import Result
from bondcalc.schedules import payment_day_cash
from tests.schedules.stated import amounts, by_year, computed, finding_in, verdict_in

HEAD = """[project]
name = "x"
rule_date = 2021-05-01
construction_end = 2026-12-31
operation_start = 2027-01-01
forecast_end = 2030
[settings]
construction_interest = "{interest}"
"""
BOND = """
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 1000
by_year = {{ 2025 = 0.6, {works} }}
[[funding]]
id = "c"
kind = "budget"
by_year = {{ {capital} }}
[[bonds]]
id = "A"
status = "planned"
value_date = 2025-06-20
face = 1000
coupon = 0.03
term_years = 5
payments_a_year = 1
issue_fee_rate = 0
payment_fee_rate = 0
[[revenue]]
id = "fee"
name = "收费"
price = 1
quantity_unit = "次"
by_year = {{ {earned} }}
"""


def made(
    capital: str, earned: str, interest: str = "in_investment", works: str = "2026 = 0.4", more: str = ""
) -> Result:
    text = BOND.format(capital=capital, earned=earned, works=works)
    return computed(text + more, HEAD.format(interest=interest))


def left(result: Result) -> list[Decimal]:
    """What is left after each payment of A."""
    return amounts(result, result.book.use(payment_day_cash.schedule).margin)


@pytest.mark.parametrize(("capital", "missing"), [(30, 0), (10, 20), (0, 30)])
def test_interest_of_construction_is_met_by_construction_money(capital: int, missing: int) -> None:
    """30 of June 2026 are part of the investment: as much of them is met as the plan of 2026 has beside 400 of bond money for the works."""
    result = made(f"2026 = {capital}", "2027 = 2400")
    assert by_year(result, "cash", "opening")[2026] == 400
    assert left(result)[0] == -missing
    # By June 2027 five twelfths of 2,400 are there; what 2026 lacked is still lacking.
    assert left(result)[1] == 1000 - 30 - missing
    assert verdict_in(result, "F01") == ("fail" if missing else "pass")


def test_money_for_later_works_pays_no_interest_of_a_day() -> None:
    """Revenue is to pay the interest, and comes from 2027 on: at the end of 2026 200 of bond money for the works of 2027 hide that 30 are not there."""
    result = made("", "2027 = 2400", "from_revenue", "2026 = 0.2, 2027 = 0.2")
    assert by_year(result, "cash", "closing")[2026] == 400 - 200 - 30
    assert left(result)[:2] == [-30, 1000 - 60]
    outcome = finding_in(result, "C07").outcome
    assert outcome.verdict == "warn"
    assert outcome.zh == "各年末资金不为负，但付款当日资金不足：2026年6月20日（债券A）缺30.00万元"


def test_what_a_project_earns_while_it_builds_pays_too() -> None:
    """120 come in 2026, 50 of them by June; 30 of interest are revenue's to pay."""
    result = made("", "2026 = 120, 2027 = 2400", "from_revenue")
    assert left(result)[0] == 50 - 30


LOAN = """
[[loans]]
id = "L"
lender = "银行"
rate = 0.06
repayment = "equal_principal"
first_repayment = 2028
last_repayment = 2028
{more}
by_year = {{ {drawn} }}
"""


@pytest.mark.parametrize(("added", "paid"), [("", 6), ('construction_interest = "capitalised"', 0)])
def test_interest_of_loans_in_construction_is_met_by_it(added: str, paid: int) -> None:
    """100 drawn in 2025 bear 6 in 2026, paid on 1 June with the 30 of the bond or added to the loan; the 100 are left over."""
    text = LOAN.format(more=f"first_repayment_day = 2028-06-01\n{added}", drawn="2025 = 100")
    result = made("2025 = 3, 2026 = 36" if paid else "2026 = 30", "2027 = 2400", more=text)
    table = result.book.find("payment_days")
    at = table.axis.days.index(date(2026, 6, 20))
    assert amounts(result, table["invested"])[at] == 30 + paid
    assert left(result)[at] == 100


@pytest.mark.parametrize(("when", "there"), [("year_start", "100"), ("mid_year", "41.67")])
def test_loans_for_operation_are_there_as_they_are_drawn(when: str, there: str) -> None:
    """100 drawn in 2027 for operation: by 20 June all of it from the start of the year, or five twelfths."""
    text = LOAN.format(more=f'purpose = "working_capital"\ndrawn_at = "{when}"', drawn="2027 = 100")
    plain, lent = (made("2026 = 30", "2027 = 2400", more=more) for more in ("", text))
    assert left(lent)[1] - left(plain)[1] == Decimal(there)


def test_fees_of_an_issue_in_operation_are_taken_before_any_payment() -> None:
    """B is issued on 1 September 2028, after completion: 0.1 % of 500 is gone on 20 June, whenever it is."""
    issue = BOND[BOND.index("[[bonds]]") : BOND.index("[[revenue]]")]
    more = issue.replace('"A"', '"B"').replace("2025-06-20", "2028-09-01").replace("face = 1000", "face = 500")
    plain, issued = (
        made("2026 = 30", "2027 = 2400", more=text)
        for text in ("", more.replace("issue_fee_rate = 0", "issue_fee_rate = 0.001"))
    )
    assert left(issued)[2] - left(plain)[2] == Decimal("-0.5")
