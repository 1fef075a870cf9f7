"""Revenue by quarter, half-year or year on the days of payment: only periods that are over have brought money."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from bondcalc.schedules import cash, land
from tests.schedules.stated import amounts, by_year, computed

HEAD = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2021-01-01\nforecast_end = 2026\n'
BOND = """
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-05-20
face = 100
coupon = 0
term_years = 5
issue_fee_rate = 0
payment_fee_rate = 0
"""
EVEN = """\
[[revenue]]
id = "even"
name = "按月"
price = 1
quantity = 12
quantity_unit = "次"
"""
TEXT = (
    BOND
    + EVEN
    + """\
[[revenue]]
id = "lump"
name = "租金"
price = 1
quantity = 120
quantity_unit = "次"
received = "{way}"
"""
)


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


MONTHLY = (
    BOND
    + EVEN
    + """\
[[revenue]]
id = "sold"
name = "厂房出售"
price = 1
quantity_unit = "次"
{sold}
by_year = {{ 2026 = 60 }}
[[costs]]
id = "repair"
name = "大修"
kind = "replacement"
basis = "by_year"
{spent}
by_year = {{ 2026 = 24 }}
"""
)


@pytest.mark.parametrize(
    ("sold", "spent", "left"),
    [
        # Without a month both go by the months over: four of twelve of 12 + 60 - 24.
        (None, None, 16),
        # A sale counts from the month after its own: neither in May nor in November, all of it after April.
        (11, None, 4 - 8),
        (5, None, 4 - 8),
        (4, None, 4 + 60 - 8),
        # An outlay counts from the first day of its month.
        (None, 5, 4 + 20 - 24),
        (None, 6, 4 + 20),
        (4, 5, 4 + 60 - 24),
    ],
)
def test_a_stated_month_counts_once_it_is_over(sold: int | None, spent: int | None, left: int) -> None:
    months = {"sold": sold, "spent": spent}
    text = MONTHLY.format(**{name: f"month = {month}" if month else "" for name, month in months.items()})
    result = computed(text, HEAD)
    [check] = result.book.use(cash.schedule).checks
    assert amounts(result, check.margin)[-1] == by_year(result, "cash", "opening")[2026] + left - 100


LAND = (
    BOND
    + """\
[[land]]
id = "P1"
use = "工业用地"
area_mu = 10
price = 12
compensation = 6
claimed = true
{sold}
by_year = {{ 2026 = 1 }}
[[land_costs]]
parcel = "P1"
{spent}
by_year = {{ 2026 = 1 }}
"""
)


@pytest.mark.parametrize(
    ("sold", "spent", "received", "paid"),
    [
        (None, None, 0, 0),
        # A cost without a month of its own is paid in the month of the sale.
        (11, None, 0, 0),
        (5, None, 0, 1),
        (3, None, 1, 1),
        (11, 3, 0, 1),
        (3, 9, 1, 0),
    ],
)
def test_land_pays_and_costs_in_its_months(sold: int | None, spent: int | None, received: int, paid: int) -> None:
    """By 20 May: which of both counts, and a third of the net where no month says anything."""
    months = {"sold": sold, "spent": spent}
    text = LAND.format(**{name: f"month = {month}" if month else "" for name, month in months.items()})
    plan = "[[land_costs]]"
    result = computed(text if spent else text[: text.index(plan)], HEAD)
    account = result.book.use(land.schedule).accounts["P1"]
    assert account.paid is not None
    net, cost = (by_year(result, "land", line.id)[2026] for line in (account.net, account.paid))
    left = (net + cost) * Decimal(received) - cost * Decimal(paid) if sold else net / 3
    [check] = result.book.use(cash.schedule).checks
    margin = amounts(result, check.margin)[-1]
    assert cost == 60
    assert margin == (by_year(result, "cash", "opening")[2026] + left - 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_months_move_no_yearly_figure_of_a_whole_year() -> None:
    stated, unstated = (
        computed(MONTHLY.format(sold=sold, spent=spent), HEAD) for sold, spent in (("month = 4", "month = 9"), ("", ""))
    )
    for table, line in (("cash", "closing"), ("repayable", "amount")):
        assert by_year(stated, table, line) == by_year(unstated, table, line)
