"""Revenue by quarter, half-year or year on the days of payment: only periods that are over have brought money."""

from decimal import Decimal

import pytest

from bondcalc.schedules import cash
from tests.schedules.stated import amounts, by_year, computed

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2021-01-01\nforecast_end = 2026\n'
TEXT = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-05-20
face = 100
coupon = 0
term_years = 5
issue_fee_rate = 0
payment_fee_rate = 0
[[revenue]]
id = "even"
name = "按月"
price = 1
quantity = 12
quantity_unit = "次"
[[revenue]]
id = "lump"
name = "租金"
price = 1
quantity = 120
quantity_unit = "次"
received = "{way}"
"""


@pytest.mark.parametrize(("way", "lump"), [("monthly", 40), ("quarterly", 30), ("half_yearly", 0), ("yearly", 0)])
def test_a_quarter_counts_once_it_is_over(way: str, lump: int) -> None:
    """On 20 May four months are over: 4 of the even 12, and of 120 by the quarter the first 30; nothing by half-year."""
    result = computed(TEXT.format(way=way), HEAD)
    [check] = result.book.use(cash.schedule).checks
    margin = amounts(result, check.margin)[-1]
    opening = by_year(result, "cash", "opening")[2026]
    assert margin == opening + 4 + lump - 100


def test_no_yearly_figure_moves() -> None:
    quarterly, monthly = (computed(TEXT.format(way=way), HEAD) for way in ("quarterly", "monthly"))
    for table, line in (("cash", "closing"), ("repayable", "amount")):
        assert by_year(quarterly, table, line) == by_year(monthly, table, line)
    assert not [table for table in monthly.book.tables if table.id == "receipts"]


def test_a_first_year_of_operation_counts_from_its_opening() -> None:
    """Opened in March: on 20 May only March of the first quarter, one month of ten, has brought its tenth."""
    head = HEAD.replace("operation_start = 2021-01-01", "operation_start = 2022-03-01")
    result = computed(TEXT.format(way="quarterly"), head)
    [check] = result.book.use(cash.schedule).checks
    days = [day.year for day in check.tranche.dates]
    year = days.index(2022)
    earned = Decimal(100) / 10 + Decimal(10) * 2 / 10
    assert amounts(result, check.margin)[year] == by_year(result, "cash", "opening").get(2022, 0) + earned
