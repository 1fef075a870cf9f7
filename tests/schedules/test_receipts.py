"""Revenue by quarter, half-year or year on the days of payment: only periods that are over have brought money."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from bondcalc.schedules import land, payment_day_cash
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
    check = result.book.use(payment_day_cash.schedule)
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
    check = result.book.use(payment_day_cash.schedule)
    days = [day.year for day in check.margin.axis.days]
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
        # Without a month the sale goes by the months over, four of twelve; replacement may come before any day.
        (None, None, 4 + 20 - 24),
        # A sale counts from the month after its own: neither in May nor in November, all of it after April.
        (11, None, 4 - 24),
        (5, None, 4 - 24),
        (4, None, 4 + 60 - 24),
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
    check = result.book.use(payment_day_cash.schedule)
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
    check = result.book.use(payment_day_cash.schedule)
    margin = amounts(result, check.margin)[-1]
    assert cost == 60
    assert margin == (by_year(result, "cash", "opening")[2026] + left - 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_months_move_no_yearly_figure_of_a_whole_year() -> None:
    stated, unstated = (
        computed(MONTHLY.format(sold=sold, spent=spent), HEAD) for sold, spent in (("month = 4", "month = 9"), ("", ""))
    )
    for table, line in (("cash", "closing"), ("repayable", "amount")):
        assert by_year(stated, table, line) == by_year(unstated, table, line)


@pytest.mark.parametrize(("way", "lump"), [("monthly", 40), ("quarterly", 30), ("half_yearly", 0), ("yearly", 0)])
def test_what_comes_after_the_last_maturity_is_no_revenue_of_its_life(way: str, lump: int) -> None:
    """Repaid on 20 May 2026: of that year E has 4 of the even 12 and what has come of the 120, as the day of payment; of 2021 seven twelfths."""
    result = computed(TEXT.format(way=way), HEAD)
    counted = by_year(result, "repayable", "counted")
    assert (counted[2021], counted[2025], counted[2026]) == (77, 132, 4 + lump)
    check = result.book.use(payment_day_cash.schedule)
    assert amounts(result, check.margin)[-1] == by_year(result, "cash", "opening")[2026] + counted[2026] - 100


FEES = """\
[[{sheet}]]
id = "fee"
kind = "other"
name = "服务费"
basis = "{basis}"
of = "{of}"
rate = 0.1
"""


@pytest.mark.parametrize("sheet", ["costs", "taxes_paid"])
@pytest.mark.parametrize(
    ("of", "month", "fee"),
    [
        # A tenth of a sale of 60, of the even 12 of the year, or of all 72: borne with what counts of it.
        ("sold", 4, 6),
        ("sold", 11, 0),
        ("even", 4, Decimal("0.4")),
        ("all", 4, Decimal("6.4")),
        ("all", 11, Decimal("0.4")),
    ],
)
def test_a_share_of_revenue_goes_with_it(sheet: str, of: str, month: int, fee: Decimal) -> None:
    """By 20 May 2026, in E and on the day of payment alike; over the whole year nothing moves."""
    text = BOND + EVEN + SALE.format(month=month) + FEES.format(sheet=sheet, basis="share_of_revenue", of=of)
    result = computed(text, HEAD)
    counts = 4 + (60 if month == 4 else 0) - fee
    assert by_year(result, "repayable", "counted")[2026] == counts
    check = result.book.use(payment_day_cash.schedule)
    assert amounts(result, check.margin)[-1] == by_year(result, "cash", "opening")[2026] + counts - 100


SALE = """\
[[revenue]]
id = "sold"
name = "厂房出售"
price = 1
quantity_unit = "次"
month = {month}
by_year = {{ 2026 = 60 }}
"""


@pytest.mark.parametrize(("of", "fee"), [("lump", 0), ("even", Decimal("0.4")), ("all", Decimal("0.4"))])
def test_a_share_of_what_comes_at_the_year_end_is_paid_then(of: str, fee: Decimal) -> None:
    """A tenth of the 120 of December is neither in E nor due by 20 May 2026, a tenth of the even 12 is by its four months."""
    result = computed(TEXT.format(way="yearly") + FEES.format(sheet="costs", basis="share_of_revenue", of=of), HEAD)
    assert by_year(result, "repayable", "counted").get(2026, 0) == 4 - fee
    check = result.book.use(payment_day_cash.schedule)
    assert amounts(result, check.margin)[-1] == by_year(result, "cash", "opening")[2026] + 4 - fee - 100


@pytest.mark.parametrize(("of", "fee"), [("sold", 0), ("lump", 4)])
def test_a_cost_by_quantity_waits_only_for_what_is_sold_in_a_month(of: str, fee: int) -> None:
    """0.1 a piece: of 60 sold in November none is made by May; of 120 let all year a third of the 12, though the rent comes in December."""
    text = TEXT.format(way="yearly") + SALE.format(month=11) + FEES.format(sheet="costs", basis="per_quantity", of=of)
    result = computed(text, HEAD)
    assert by_year(result, "repayable", "counted").get(2026, 0) == 4 - fee
