"""可比案例修正: a grid by hand, factors of the term, the minimum price of industrial land."""

from decimal import Decimal

import pytest

from bondcalc.problem import ProjectError
from bondcalc.result.result import Result
from bondcalc.schedules import adjusted_deals, land_sales
from tests.samples import computed_sample
from tests.schedules.stated import computed
from tests.schedules.test_land import parcel

GRID = """[[comparables]]
line = "P"
day = 2020-06-01
price = 50
source = "甲"
circumstance = 105
index_then = 200
index_now = 210
area_index = 110
parcel_index = 96
term = 30
weight = 3
[[comparables]]
line = "P"
day = 2020-09-01
price = 44
source = "乙"
"""
BID = """[[land_bids]]
parcel = "P"
start_price = {start}
{how}
"""


def bid(start: str = "30", how: str = "bidders = 2\nspread = 0.2", deals: str = GRID, price: str = "40") -> Result:
    """One parcel of 150 亩 with a sale and two comparables."""
    return computed(parcel(price) + BID.format(start=start, how=how) + deals)


def figure(result: Result, table: str, line: str) -> Decimal:
    """A single figure."""
    return result.figures.amount(result.book.find(table)[line])


def test_a_grid_by_hand() -> None:
    """50 x 100/105 x 210/200 x 100/110 x 100/96 x K; the other deal stands as it is; three to one."""
    result = bid(how="bidders = 2\nspread = 0.2\nterm = 50\nyield_rate = 0.05")
    term = (1 - 1 / Decimal("1.05") ** 50) / (1 - 1 / Decimal("1.05") ** 30)
    factors = [Decimal(100) / 105, Decimal("1.05"), Decimal(100) / 110, Decimal(100) / 96, term]
    whole = Decimal(1)
    for name, factor in zip(("circumstance", "date", "area", "parcel", "term"), factors, strict=True):
        assert abs(figure(result, "adjusted_deals", f"{name}.P.1") - factor) < Decimal("1e-25")
        whole *= factor
    adjusted = round(50 * whole, 2)
    assert figure(result, "adjusted_deals", "adjusted.P.1") == adjusted == Decimal("56.23")
    assert figure(result, "adjusted_deals", "adjusted.P.2") == 44
    assert figure(result, "adjusted_deals", "value.P") == round((3 * adjusted + 44) / 4, 2) == Decimal("53.17")
    assert figure(result, "adjusted_deals", "highest.P") == adjusted
    assert figure(result, "adjusted_deals", "lowest.P") == 44
    assert abs(figure(result, "adjusted_deals", "spread.P") - adjusted / 44) < Decimal("1e-25")


@pytest.mark.parametrize(
    ("rate", "term", "factor"),
    [
        ("0.05", 20, "0.6826"),
        ("0.05", 30, "0.8421"),
        ("0.05", 40, "0.9399"),
        ("0.06", 20, "0.7277"),
        ("0.06", 30, "0.8733"),
        ("0.06", 40, "0.9546"),
    ],
)
def test_published_term_factors(rate: str, term: int, factor: str) -> None:
    """What a term is worth of one of fifty years: a deal of fifty years adjusted to a parcel of that term."""
    deals = GRID.replace("term = 30", "term = 50")
    result = bid(how=f"bidders = 2\nspread = 0.2\nterm = {term}\nyield_rate = {rate}", deals=deals)
    assert round(figure(result, "adjusted_deals", "term.P.1"), 4) == Decimal(factor)


def test_without_indices_prices_stand_as_they_are() -> None:
    deals = "".join(
        f'[[comparables]]\nline = "P"\nday = 2020-0{n}-01\nprice = {n}0\nsource = "甲"\n' for n in (3, 4, 5)
    )
    result = computed(parcel("40") + deals)
    assert figure(result, "adjusted_deals", "value.P") == 40
    assert figure(result, "adjusted_deals", "highest.P") == 50


def test_no_deal_no_grid() -> None:
    result = computed(parcel("40"))
    assert result.book.use(adjusted_deals.schedule).parcels == {}
    assert result.book.use(land_sales.schedule) == {}


@pytest.mark.parametrize(
    ("more", "yuan"),
    [
        ("", Decimal(204)),
        ("priority_industry = true", Decimal(204) * Decimal("0.7")),
        ("term = 20", Decimal(204) * Decimal("0.68263")),
        ("term = 30\nyield_rate = 0.06\npriority_industry = true", Decimal(204) * Decimal("0.7") * Decimal("0.87332")),
    ],
)
def test_a_floor_by_hand(more: str, yuan: Decimal) -> None:
    """Grade 9 is 204 yuan a square metre; 15 亩 are 10,000 square metres."""
    result = computed(
        parcel("40") + BID.format(start="30", how=f"bidders = 1\nspread = 0.2\n{more}") + "[region]\nland_grade = 9\n"
    )
    expected = yuan * 10000 / 15 / 10000
    assert abs(figure(result, "land_sales", "floor.P") - expected) <= Decimal("0.005")


def test_other_land_and_unknown_grades_have_no_floor() -> None:
    shop = computed(parcel("40").replace("工业", "商服") + BID.format(start="30", how="bidders = 1\nspread = 0.2"))
    assert shop.book.use(land_sales.schedule)["P"].floor is None
    assert bid().book.use(land_sales.schedule)["P"].floor is None


@pytest.mark.parametrize("field", ["circumstance", "area_index", "parcel_index"])
def test_an_index_typed_as_a_multiple_is_refused(field: str) -> None:
    """1.05 for 105 would make 5,000 of a price of 50."""
    with pytest.raises(ProjectError) as found:
        bid(deals=f'[[comparables]]\nline = "P"\nday = 2020-06-01\nprice = 50\nsource = "甲"\n{field} = 1.05\n')
    [problem] = found.value.problems
    assert (problem.code, problem.cell.endswith(field)) == ("out_of_range", True)


@pytest.mark.parametrize(("use", "years"), [("住宿餐饮用地", 40), ("住宅用地", 70), ("商住用地", 70), ("工业用地", 50)])
def test_the_longest_term_of_a_use(use: str, years: int) -> None:
    """A hotel is no dwelling: the term of the parcel, where none is stated, is the longest of its use."""
    deal = '[[comparables]]\nline = "P"\nday = 2020-06-01\nprice = 50\nsource = "甲"\nterm = 40\n'
    result = computed(parcel("40").replace("工业用地", use).replace("工业", use) + deal)
    factor = (1 - 1 / Decimal("1.05") ** years) / (1 - 1 / Decimal("1.05") ** 40)
    assert abs(figure(result, "adjusted_deals", "term.P.1") - factor) < Decimal("1e-20")


def test_deals_are_counted_parcel_by_parcel() -> None:
    """Three parcels of the sample have three deals each: every one is counted from 1, wherever its rows stand on the sheet."""
    valuations = computed_sample("land-reserve").book.use(adjusted_deals.schedule).parcels
    names = [deal.name for valuation in valuations.values() for deal in valuation.deals]
    assert names == [f"{id_}案例{place}" for id_ in ("Z1", "S1", "G1") for place in (1, 2, 3)]
    assert all(deal.name in deal.adjusted.zh for valuation in valuations.values() for deal in valuation.deals)
