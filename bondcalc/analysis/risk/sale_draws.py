"""竞价的抽样: each parcel with a row on 土地竞价 is sold or not, round by round, at the second-highest valuation or its start price.

One factor is common to all parcels: the change of land prices (土地单价) moves the market value of each. A parcel that is not sold
waits for the next round; what is not sold in the last one is lost. The price of the plan is replaced, not moved.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bondcalc.analysis.drivers import sale_delay_of, sale_price_of
from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.probability.auction import Bidders, Lognormal, Valuations
from bondcalc.probability.normal import Array, below, quantile
from bondcalc.schedules import land_sales
from bondcalc.schedules.book import Book

ROUNDS = 6
"""Rounds in which a parcel is offered."""
NEVER = 60.0
"""Years of delay of a parcel that no round sells: longer than any calculation."""
YEAR = 12
GRID = 8192
"""Steps of the shares of valuations by which the second-highest is drawn."""
EDGE = 1e-15
LEAST = 1e-6
"""What is left of a market value at least."""


class DrawnSale(NamedTuple):
    """What a draw of one parcel goes by; prices a 亩, months between rounds."""

    parcel: str
    market: float
    start: float
    planned: float
    interval: float
    bidders: Bidders
    valuations: Valuations


class SaleDraws:
    """Draws the sales of one project."""

    def __init__(self, book: Book) -> None:
        self._sales = list(_sales(book))

    def changes(self, streams: Streams, chunk: Chunk, factor: Array) -> dict[str, Array]:
        """Give what becomes of price and year of each parcel; `factor` is the change of all market values."""
        changes: dict[str, Array] = {}
        for sale in self._sales:
            price, delay = _drawn(sale, streams, chunk, np.maximum(1 + factor, LEAST))
            changes |= {sale_price_of(sale.parcel): price, sale_delay_of(sale.parcel): delay}
        return changes


def sale_ids(book: Book) -> tuple[str, ...]:
    """Name the changes that are drawn, a price and a delay a parcel."""
    drawn = [id_ for id_, sale in book.use(land_sales.schedule).items() if sale.chances is not None]
    return tuple(name for id_ in drawn for name in (sale_price_of(id_), sale_delay_of(id_)))


def _sales(book: Book) -> Iterator[DrawnSale]:
    made = book.use(land_sales.schedule)
    figures = book.program().run() if made else None
    for id_, sale in made.items():
        if figures is None or sale.market is None or sale.bidders is None or sale.valuations is None:
            continue
        planned = float(sale.parcel.data.price)
        if planned:
            yield DrawnSale(
                parcel=id_,
                market=float(figures.amount(sale.market)),
                start=float(sale.bid.data.start_price),
                planned=planned,
                interval=float(_interval(book, sale.bid.data)),
                bidders=sale.bidders,
                valuations=sale.valuations,
            )


def _interval(book: Book, bid: LandBid) -> float:
    stated = bid.interval_months
    return float(book.rules.value("resale_interval_months").number) if stated is None else float(stated)


def _drawn(sale: DrawnSale, streams: Streams, chunk: Chunk, level: Array) -> tuple[Array, Array]:
    """Draw one parcel: the change of its price beside the common factor, which moves the planned price too, and its delay."""
    market = sale.market * level
    reached = _below(sale.valuations, sale.start / market)
    unsold, at_start = _unsold(sale.bidders, reached), _second_below(sale.bidders, reached)
    waiting, rounds, price = np.ones(chunk.size, dtype=np.bool_), np.zeros(chunk.size), np.full(chunk.size, np.nan)
    for number in range(ROUNDS):
        share = streams.event(f"land_sale:{sale.parcel}:{number}", chunk)
        sold = waiting & (share >= unsold)
        value = np.maximum(sale.start, market * _value(sale.valuations, _rank(sale.bidders, share)))
        price = np.where(sold, np.where(share < at_start, sale.start, value), price)
        waiting &= ~sold
        rounds += waiting
    price = np.where(waiting, sale.planned * level, price)
    return price / (sale.planned * level) - 1, np.where(waiting, NEVER, rounds * sale.interval / YEAR)


def _below(valuations: Valuations, value: Array) -> Array:
    if isinstance(valuations, Lognormal):
        return below(np.log(value) / valuations.spread)
    return np.clip((value - 1 + valuations.spread) / (2 * valuations.spread), 0.0, 1.0)


def _value(valuations: Valuations, share: Array) -> Array:
    if isinstance(valuations, Lognormal):
        return np.exp(valuations.spread * quantile(np.clip(share, EDGE, 1 - EDGE)))
    return 1 - valuations.spread + 2 * valuations.spread * share


def _unsold(bidders: Bidders, share: Array) -> Array:
    if bidders.number is None:
        return np.exp(-bidders.rate * (1 - share))
    return share**bidders.number


def _second_below(bidders: Bidders, share: Array) -> Array:
    """P(second-highest valuation below the value that a share lies below), for arrays as for one figure."""
    if bidders.number is None:
        return _unsold(bidders, share) * (1 + bidders.rate * (1 - share))
    return _unsold(bidders, share) + bidders.number * share ** (bidders.number - 1) * (1 - share)


def _rank(bidders: Bidders, share: Array) -> Array:
    """The share of valuations below the second-highest one of a draw: where its distribution reaches that share."""
    shares = np.linspace(0.0, 1.0, GRID + 1)
    return np.interp(share, _second_below(bidders, shares), shares)
