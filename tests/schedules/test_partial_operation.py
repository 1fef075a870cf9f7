"""Operation that starts before completion: whose the costs of a later bond are, by hand; and what rows of the debt tables are a part of."""

from decimal import Decimal

from bondcalc.result.result import Result
from tests.schedules.stated import amounts, by_year, computed, scalar

HEAD = """
[project]
name = "x"
rule_date = 2021-05-01
construction_end = 2023-10-31
operation_start = 2022-07-01
operation_end = 2040-12-31
forecast_end = 2034
[settings]
capital = "plug"
[[investment]]
id = "works"
category = "construction"
name = "厂房"
amount = 10000
by_year = { 2021 = 0.5, 2022 = 0.3, 2023 = 0.2 }
[[revenue]]
id = "rent"
name = "租金"
price = 1200
quantity = 1
[[loans]]
id = "L"
lender = "银行"
rate = 0.05
construction_interest = "capitalised"
repayment = "equal_principal"
first_repayment = 2026
last_repayment = 2030
by_year = { 2021 = 1000 }
"""
BOND = """
[[bonds]]
id = "{id}"
status = "planned"
value_date = {day}
face = 2000
coupon = 0.04
term_years = {years}
payments_a_year = 1
"""


def made(*bonds: str) -> Result:
    return computed("".join(bonds), HEAD)


FIRST = BOND.format(id="A", day="2021-01-01", years=10)


def test_the_fee_of_a_bond_issued_before_completion_is_in_the_investment() -> None:
    """0.864 per mille of 2,000 is 1.73: of a bond of March 2023 too, as works go on to October, though operation began in 2022."""
    result = made(FIRST, BOND.format(id="B", day="2023-03-01", years=10))
    fee = Decimal("1.73")
    assert by_year(result, "investment", "fees") == {2021: fee, 2023: fee}
    assert scalar(result, "approval", "computed.fees") == 2 * fee


def test_the_fee_of_a_bond_after_completion_or_for_old_bonds_is_not() -> None:
    """Issued the day after completion, and to repay the first when it falls due."""
    late = made(FIRST, BOND.format(id="B", day="2023-11-01", years=10))
    rolled = made(FIRST, BOND.format(id="R", day="2031-01-01", years=3) + 'refinances = "A"\n')
    short = BOND.format(id="A", day="2021-01-01", years=2)
    early = made(short, BOND.format(id="R", day="2023-01-01", years=10) + 'refinances = "A"\n')
    assert [by_year(result, "investment", "fees") for result in (late, rolled)] == [{2021: Decimal("1.73")}] * 2
    # 0.4 per mille beside 0.064 for registration, as A runs for two years.
    assert by_year(early, "investment", "fees") == {2021: Decimal("0.93")}


def test_a_row_called_a_part_is_no_more_than_what_it_is_a_part_of() -> None:
    """Interest added to a loan is in no payment of the year, and fees of payments are no fees of issue."""
    result = made(FIRST)
    for table in ("debt_service", "debt"):
        whole: list[Decimal] = []
        for line in result.book.find(table).lines:
            figures = amounts(result, line)
            if not line.zh.startswith("其中："):
                whole = figures
                continue
            assert all(part <= every for part, every in zip(figures, whole, strict=True)), line.zh
