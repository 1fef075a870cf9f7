"""竞价的抽样: what is drawn has the chances and means of the closed forms, and reaches price and years of its own parcel only."""

from decimal import Decimal
from math import sqrt

import numpy as np
import pytest

from bondcalc.analysis.drivers import leaves
from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.analysis.risk.sale_draws import NEVER, SaleDraws, sale_ids
from bondcalc.probability.auction import Bidders, Lognormal, Uniform, Valuations, revenue
from bondcalc.schedules.book import Book
from tests.samples import computed_sample
from tests.schedules.test_land_sales import EVEN, sale

STREAMS = Streams(7, "draws of sales")


def book(how: str, start: str = "45") -> Book:
    """One parcel worth 50, planned at 40."""
    return sale(start, how).book


def drawn(made: Book, size: int, change: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Prices and delays."""
    changes = SaleDraws(made).changes(STREAMS, Chunk(0, 0, size), np.full(size, change))
    return 40 * (1 + change) * (1 + changes["sale_price:P"]), changes["sale_delay:P"]


@pytest.mark.parametrize(
    ("how", "bidders", "valuations"),
    [
        ("bidders = 3\nspread = 0.2", Bidders(3), Lognormal(0.2)),
        (f"{EVEN}bidder_rate = 1.5\nspread = 0.3", Bidders(rate=1.5), Uniform(0.3)),
    ],
)
def test_draws_have_the_chances_of_the_closed_forms(
    how: str, bidders: Bidders, valuations: Valuations, count: int
) -> None:
    """Also where all land is worth a fifth less: a start price that nobody reaches then."""
    made, size = book(how), 2500 * count
    for change in (0.0, -0.2):
        prices, delays = drawn(made, size, change)
        ratio = 45 / (50 * (1 + change))
        unsold = bidders.unsold(valuations.below(ratio))
        first = delays == 0
        assert abs((~first).mean() - unsold) <= 4 * sqrt(unsold * (1 - unsold) / size)
        # Half a year to the next round, each with the same chance.
        assert abs((delays == 0.5).mean() - unsold * (1 - unsold)) <= 4 * sqrt(0.25 / size)
        assert abs((delays == NEVER).mean() - unsold**6) <= 4 * sqrt(max(unsold**6, 1 / size) / size)
        mean = revenue(bidders, valuations, ratio) / (1 - unsold) * 50 * (1 + change)
        assert abs(prices[first].mean() - mean) <= 4 * prices[first].std() / sqrt(first.sum()) + 1e-3
        assert prices[delays < NEVER].min() >= 45 - 1e-9


def test_one_bidder_pays_the_start_price_in_every_draw() -> None:
    prices, delays = drawn(book("bidders = 1\nspread = 0.2"), 400)
    assert np.allclose(prices[delays < NEVER], 45, rtol=0, atol=1e-12)


def test_more_bidders_bring_more_in_every_draw() -> None:
    few, many = (drawn(book(f"bidder_rate = {rate}\nspread = 0.2"), 400) for rate in (1, 3))
    assert (few[1] >= many[1]).all()
    sold = few[1] == 0
    assert (many[0][sold] >= few[0][sold] - 1e-9).all()


def test_a_scenario_is_the_same_in_other_chunks() -> None:
    made = SaleDraws(book("bidders = 2\nspread = 0.2"))
    whole = made.changes(STREAMS, Chunk(0, 0, 60), np.zeros(60))
    part = made.changes(STREAMS, Chunk(3, 40, 60), np.zeros(20))
    assert all((whole[id_][40:] == part[id_]).all() for id_ in whole)


def test_a_sale_moves_its_own_parcel_only() -> None:
    reserve = computed_sample("land-reserve").book
    assert sale_ids(reserve) == tuple(
        f"{what}:{id_}" for id_ in ("Z1", "S1", "G1") for what in ("sale_price", "sale_delay")
    )
    changed = leaves(reserve, {"sale_price:S1": Decimal("-0.1"), "sale_delay:S1": Decimal("0.5")})
    stress = {key for key in changed if key[0] == "stress"}
    assert stress == set()
    assert changed[("land", "1", "price")] == Decimal("127.8")
    # 40 % in 2029 and 60 % in 2030, half a year later: half of the last share passes the forecast.
    assert changed[("land", "1", "by_year", "2029")] == Decimal("0.2")
    assert changed[("land", "1", "by_year", "2030")] == Decimal("0.5")
    assert {key[1] for key in changed} == {"1"}


def test_both_delays_add_and_projects_without_sales_draw_none() -> None:
    reserve = computed_sample("land-reserve").book
    both = leaves(reserve, {"sale_delay": Decimal("0.5"), "sale_delay:G1": Decimal("0.5")})
    assert both[("land", "2", "by_year", "2027")] == 1
    assert both[("land", "0", "by_year", "2027")] == Decimal("0.2")
    assert sale_ids(computed_sample("hengyang-park").book) == ()
