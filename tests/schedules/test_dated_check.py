"""What a year has earned by the day of a large payment. By hand."""

from decimal import Decimal

import pytest

from bondcalc.wording.terms import Verdict
from tests.schedules.stated import amounts, computed

PROJECT = """[project]
name = "x"
rule_date = 2021-05-01
operation_start = {start}
operation_end = {end}
"""
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-20
face = 1000
coupon = 0.03
term_years = 5
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 1200
quantity = 1
"""


@pytest.mark.parametrize(
    ("start", "end", "elapsed", "months"),
    [
        # Open from 15 April: May is earned of May to December; closed after March: all three months are.
        ("2022-04-15", "2026-03-31", [1, 5, 5, 5, 3], [8, 12, 12, 12, 3]),
        # Opens after the first payment and closes on 10 August, so that July is the last whole month.
        ("2022-09-01", "2026-08-10", [0, 5, 5, 5, 5], [4, 12, 12, 12, 7]),
        # A year without operation is taken by calendar months.
        ("2023-01-01", "2025-12-31", [5, 5, 5, 5, 5], [12, 12, 12, 12, 12]),
    ],
)
def test_months_earned_are_whole_months_of_operation(
    start: str, end: str, elapsed: list[int], months: list[int]
) -> None:
    result = computed(TEXT, PROJECT.format(start=start, end=end))
    table = result.book.find("dated_check_A")
    assert amounts(result, table["elapsed"]) == elapsed
    assert amounts(result, table["months"]) == months


OPEN = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\n'
WITH_A_LOAN = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-06-20
face = 1000
coupon = 0.03
term_years = 5
issue_fee_rate = 0
payment_fee_rate = {fee}
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 600
quantity = 1
[[costs]]
id = "renew"
name = "更新"
kind = "replacement"
basis = "by_year"
by_year = {{2025 = 2500}}
[[loans]]
id = "L"
lender = "银行"
rate = 0.05
repayment = "equal_principal"
first_repayment = 2025
last_repayment = 2026
by_year = {{2021 = 600}}
{day}
"""


@pytest.mark.parametrize(
    ("fee", "day", "paid", "left", "verdict"),
    [
        # By the end of 2025: 1000 + 600 - 15 of interest in 2021; then 3 x (600 - 30 - 30); then 600 - 30 - 30 - 300 - 2500.
        # In all 945. On 20 June 2026 five months' 250 are there, 1030 goes to the bond, 300 + 15 to the loan where its day has come.
        ("0", "first_repayment_day = 2025-03-20", 315, "-150", Verdict.WARN),
        ("0", "first_repayment_day = 2025-06-20", 315, "-150", Verdict.WARN),
        ("0", "first_repayment_day = 2025-06-21", 0, "165", Verdict.PASS),
        ("0", "", 0, "165", Verdict.PASS),
        # A fee of 0.1 %: 0.03 of each coupon, four times before, and 1.03 on the day.
        ("0.001", "", 0, "163.85", Verdict.PASS),
    ],
)
def test_loans_and_fees_are_paid_too(fee: str, day: str, paid: int, left: str, verdict: Verdict) -> None:
    result = computed(WITH_A_LOAN.format(fee=fee, day=day), OPEN)
    table = result.book.find("dated_check_A")
    assert amounts(result, table["loan_paid.L"])[-1] == paid
    assert amounts(result, table["margin"])[-1] == Decimal(left)
    assert next(found.verdict for found in result.findings if found.rule.id == "C07") == verdict
