"""What is there on the day of a payment. By hand."""

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from bondcalc.schedules import bonds as debts
from bondcalc.schedules import cash
from bondcalc.schedules import loans as lent
from bondcalc.wording.terms import Verdict
from tests.schedules.stated import amounts, computed, finding_in, verdict_in

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
    table = result.book.find("payment_days")
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
    ("fee", "day", "paid", "left", "short"),
    [
        # By the end of 2025: 1000 + 600 - 15 of interest in 2021; then 3 x (600 - 30 - 30); then 600 - 30 - 30 - 300 - 2500.
        # In all 945. On 20 June 2026 five months' 250 are there, 1030 goes to the bond, 300 + 15 to the loan where its day has come.
        ("0", "first_repayment_day = 2025-03-20", "1345", "-150", "2026年6月20日（债券A，大额偿付）缺150.00万元"),
        (
            "0",
            "first_repayment_day = 2025-06-20",
            "1345",
            "-150",
            "2026年6月20日（债券A，市场化融资L，大额偿付）缺150.00万元",
        ),
        # A day later the loan alone lacks its money.
        ("0", "first_repayment_day = 2025-06-21", "1030", "165", "2026年6月21日（市场化融资L）缺150.00万元"),
        # A loan without a day is the year's: no day of it is looked at.
        ("0", "", "1030", "165", ""),
        # A fee of 0.1 %: 0.03 of each coupon, four times before, and 1.03 on the day.
        ("0.001", "", "1031.03", "163.85", ""),
    ],
)
def test_loans_and_fees_are_paid_too(fee: str, day: str, paid: str, left: str, short: str) -> None:
    result = computed(WITH_A_LOAN.format(fee=fee, day=day), OPEN)
    table = result.book.find("payment_days")
    at = table.axis.days.index(date(2026, 6, 20))
    assert amounts(result, table["paid"])[at] == Decimal(paid)
    assert amounts(result, table["margin"])[at] == Decimal(left)
    outcome = finding_in(result, "C07").outcome
    assert (f"付款当日资金不足：{short}" in outcome.zh) is bool(short)
    assert ("付款当日资金不足" in outcome.zh.split("资金中含")[0]) is bool(short)


MANY = """
[[loans]]
id = "L"
lender = "银行"
rate = 0.05
repayment = "equal_principal"
first_repayment = 2025
last_repayment = 2026
first_repayment_day = 2025-08-31
by_year = { 2021 = 600 }
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 6000
quantity = 1
"""
BOND = """
[[bonds]]
id = "{id}"
status = "planned"
value_date = {day}
face = {face}
coupon = 0.0317
term_years = 5
{more}
"""


def bonds(count: int) -> str:
    """Bonds on different days, some of which refinance the first."""
    drawn = random.Random(count)
    made = [BOND.format(id="B0", day="2021-03-15", face=1000, more="")]
    for number in range(1, count):
        rolls = number % 3 == 0
        day = date(2026 if rolls else 2021, drawn.randint(1, 12), drawn.randint(1, 28))
        more = 'refinances = "B0"' if rolls else "payments_a_year = 2"
        made.append(BOND.format(id=f"B{number}", day=day, face=100 * drawn.randint(1, 9), more=more))
    return "".join(made) + MANY


def test_a_day_bears_what_every_debt_has_taken_of_its_year() -> None:
    """Every margin again, bond by bond and day by day, from the tables of the debts alone."""
    result = computed(bonds(10), OPEN)
    lines, figures = result.book.use(cash.schedule), result.figures
    tranches = result.book.use(debts.schedule).tranches
    years = dict(zip(result.book.years.years, range(100), strict=False))
    loan, fees = result.book.use(lent.schedule).table, result.book.use(debts.schedule).table
    due = [
        sum(pair) for pair in zip(*(amounts(result, loan[f"{of}.L"]) for of in ("interest", "principal")), strict=True)
    ]
    table = result.book.find("payment_days")
    margins, elapsed, months, income = (
        figures.amounts(table[id_]) for id_ in ("margin", "elapsed", "months", "revenue")
    )
    of_loan = {date(year, 8, 31) for year in range(2021, 2027)}
    assert table.axis.days == tuple(sorted(of_loan | {day for tranche in tranches for day in tranche.dates}))
    for place, day in enumerate(table.axis.days):
        paid = sum(
            amount
            for other in tranches
            for at, amount in zip(other.dates, figures.amounts(other.table["paid_out"]), strict=True)
            if at.year == day.year and at <= day
        )
        paid += due[years[day.year]] if (day.month, day.day) >= (8, 31) else 0
        rolled = sum(
            other.row.data.face - sum(figures.amounts(fees[f"issue_fee.{other.row.data.id}"]))
            for other in tranches
            if other.row.data.refinances
            and other.row.data.value_date.year == day.year
            and other.row.data.value_date <= day
        )
        # Of 2021, before operation, all of it is interest that construction money pays.
        paid = 0 if day.year == 2021 else paid
        opening = figures.amounts(lines.opening)[years[day.year]]
        earned = (income[place] * elapsed[place] / months[place]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        assert margins[place] == opening + earned + rolled - paid


@pytest.mark.parametrize("opens", ["2022", "2020"])
def test_lines_grow_with_the_number_of_bonds(opens: str) -> None:
    """Twice as many bonds have twice as many lines: none reads every other one in a line of its own, issued before operation or in it."""
    head = OPEN.replace("2022", opens)
    few, some, many = (sum(len(table.lines) for table in computed(bonds(n), head).book.tables) for n in (6, 12, 24))
    assert many - some == 2 * (some - few)


ROLLED_OVER = (
    TEXT.replace("price = 1200", "price = 150")
    + """
[[investment]]
id = "w"
category = "construction"
name = "工程"
amount = 1000
by_year = {{ 2021 = 1 }}
[[funding]]
id = "c"
kind = "budget"
by_year = {{ 2021 = 100 }}
[[bonds]]
id = "B"
status = "planned"
value_date = {day}
face = 1000
coupon = 0.03
term_years = 5
refinances = "A"
"""
)


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2026-06-19", Verdict.PASS),
        ("2026-06-20", Verdict.PASS),
        ("2026-06-22", Verdict.PASS),
        ("2026-06-23", Verdict.WARN),
    ],
)
def test_what_falls_due_on_a_saturday_is_paid_by_what_comes_on_monday(day: str, verdict: Verdict) -> None:
    """A falls due on Saturday, 20 June 2026, and is paid on the Monday: money of a refinancing bond is there in time."""
    result = computed(ROLLED_OVER.format(day=day), OPEN)
    assert verdict_in(result, "C07") == verdict
