"""可比案例修正: the price of each comparable deal adjusted to the parcel, and what they say the parcel is worth."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Constant, Expression, Line, Structure, add, largest, money, ratio, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.comparables import Comparable
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.schedules.book import Book, Row

USES = (("住宿", 4), ("住", 1), ("工业", 2), ("仓储", 2), ("科", 3), ("教", 3), ("商", 4))
"""Words of a use and the place of its longest term of use (最高年限) in the rule value; others are the last."""
OTHER_USE = 5
NEUTRAL = 100


class Deal(NamedTuple):
    """One comparable: each factor by id, all of them as one, and the adjusted price (比准价格).

    `name` counts the deals of a parcel (L2案例1); ids count the rows of the sheet.
    """

    row: Row[Comparable]
    name: str
    factors: dict[str, Line]
    factor: Line
    adjusted: Line


class Valuation(NamedTuple):
    """What the deals of a parcel say: its market value, the highest and lowest adjusted price, their ratio."""

    deals: tuple[Deal, ...]
    value: Line
    highest: Line
    lowest: Line
    spread: Line


class AdjustedDeals(NamedTuple):
    """Valuations by parcel, of those that have deals, and the table they stand on; None where no parcel has any."""

    parcels: dict[str, Valuation]
    table: Table | None = None


def schedule(book: Book) -> AdjustedDeals:
    """Build the grid (可比案例修正表); no deal of a parcel, no table.

    By hand in tests/schedules/test_land_prices.py: test_a_grid_by_hand.
    """
    deals = {
        row.data.id: [deal for deal in book.rows(Comparable) if deal.data.line == row.data.id] for row in _sold(book)
    }
    if not any(deals.values()):
        return AdjustedDeals({})
    table = book.scalars("adjusted_deals", "可比案例修正表", "Adjusted comparables", 32)
    return AdjustedDeals(
        {row.data.id: _valued(book, table, row, deals[row.data.id]) for row in _sold(book) if deals[row.data.id]}, table
    )


def _sold(book: Book) -> list[Row[Parcel]]:
    return book.rows(Parcel)


def _valued(book: Book, table: Table, parcel: Row[Parcel], rows: Sequence[Row[Comparable]]) -> Valuation:
    id_ = parcel.data.id
    deals = tuple(_deal(book, table, parcel, row, place) for place, row in enumerate(rows, 1))
    table.heading(f"{id_}结果", f"Parcel {id_}, result")
    weights = [deal.row.cell(Comparable.weight) if deal.row.data.weight is not None else Constant(1) for deal in deals]
    prices = [deal.adjusted for deal in deals]
    weighed = add([price * weight for price, weight in zip(prices, weights, strict=True)])

    def line(what: str, formula: Expression, zh: str, en: str, source: str, unit: str = "money") -> Line:
        """Add a line of the result."""
        return table.line(
            f"{what}.{id_}", formula, f"{zh}（{id_}）", f"{en}, {id_}", source, unit=unit, strong=what == "value"
        )

    value = line(
        "value", money(weighed / add(weights)), "市场价（每亩）", "Market value a mu", "各案例比准价格按权重平均"
    )
    highest = line("highest", largest(*prices), "最高比准价格", "Highest adjusted price", "各案例")
    lowest = line("lowest", smallest(*prices), "最低比准价格", "Lowest adjusted price", "各案例")
    spread = line(
        "spread", ratio(highest, lowest), "最高与最低比准价格之比", "Highest over lowest", "最高÷最低", "ratio"
    )
    return Valuation(deals, value, highest, lowest, spread)


def _deal(book: Book, table: Table, parcel: Row[Parcel], row: Row[Comparable], place: int) -> Deal:
    number, id_ = row.number + 1, parcel.data.id
    name = f"{id_}案例{place}"
    table.heading(f"{name}（{row.data.day.isoformat()}）", f"Parcel {id_}, deal {place}")

    def line(what: str, formula: Expression, zh: str, en: str, source: str, unit: str = "ratio") -> Line:
        """Add a line of the deal."""
        return table.line(
            f"{what}.{id_}.{number}", formula, f"{zh}（{name}）", f"{en}, {id_} deal {place}", source, unit=unit
        )

    factors = {
        what: line(what, formula, zh, en, source) for what, formula, zh, en, source in _factors(book, parcel, row)
    }
    first, *others = factors.values()
    product: Expression = first
    for other in others:
        product = product * other
    whole = line("factor", product, "综合修正系数", "All factors", "各项修正系数之积")
    price = row.cell(Comparable.price)
    adjusted = line(
        "adjusted", money(price * whole), "比准价格（每亩）", "Adjusted price", "成交单价×综合修正系数", "money"
    )
    return Deal(row, name, factors, whole, adjusted)


def _factors(
    book: Book, parcel: Row[Parcel], row: Row[Comparable]
) -> tuple[tuple[str, Expression, str, str, str], ...]:
    """A x T x D x E x K of 市场比较法, each 1 where nothing is stated."""
    day = _unchanged(row, Comparable.index_then, Comparable.index_now)
    if row.data.index_then is not None and row.data.index_now is not None:
        day = row.cell(Comparable.index_now) / row.cell(Comparable.index_then)
    return (
        ("circumstance", _inverse(row, Comparable.circumstance), "交易情况修正", "Circumstance", "100÷交易情况指数"),
        ("date", day, "期日修正", "Date", "估价期日地价指数÷成交时地价指数"),
        ("area", _inverse(row, Comparable.area_index), "区域因素修正", "Area", "100÷区域因素指数"),
        ("parcel", _inverse(row, Comparable.parcel_index), "个别因素修正", "Parcel", "100÷个别因素指数"),
        ("term", _term(book, parcel, row), "年期修正", "Term", "待估地块年期系数÷案例年期系数"),
    )


def _unchanged(row: Row[Comparable], *fields: FieldId[object]) -> Expression:
    """A factor of 1, which rests on the cells that are blank."""
    return Structure((Decimal(1),), row.keys(*fields))


def _inverse(row: Row[Comparable], field: FieldId[object]) -> Expression:
    if field.of(row.data) is None:
        return _unchanged(row, field)
    return Constant(NEUTRAL) / row.cell(field)  # type: ignore[arg-type]


def _term(book: Book, parcel: Row[Parcel], row: Row[Comparable]) -> Expression:
    """K: what the term of the parcel is worth over that of the deal."""
    if row.data.term is None:
        return _unchanged(row, Comparable.term)
    bid = bid_of(book, parcel.data.id)
    return worth(term_of(book, parcel, bid), yield_of(book, bid)) / worth(
        row.cell(Comparable.term), yield_of(book, bid)
    )


def worth(term: Expression, rate: Expression) -> Expression:
    """What a use of so many years is worth of a use without end: 1 - 1/(1+r)^n.

    Proved by tests/schedules/test_land_prices.py: test_published_term_factors.
    """
    return Constant(1) - Constant(1) / (rate + 1) ** term


def bid_of(book: Book, parcel: str) -> Row[LandBid] | None:
    """Give what is stated of the sale of a parcel."""
    return next((row for row in book.rows(LandBid) if row.data.parcel == parcel), None)


def term_of(book: Book, parcel: Row[Parcel], bid: Row[LandBid] | None) -> Expression:
    """The term of use that is sold: as stated, else the longest of its use."""
    return bid.cell(LandBid.term) if bid is not None and bid.data.term is not None else longest_term(book, parcel)


def longest_term(book: Book, parcel: Row[Parcel]) -> Expression:
    """The longest term of use by law."""
    number = next((number for word, number in USES if word in parcel.data.use), OTHER_USE)
    return book.rule_at("longest_terms", number)


def yield_of(book: Book, bid: Row[LandBid] | None) -> Expression:
    """The yield that terms are converted with: as stated, else of the rule data."""
    stated = bid is not None and bid.data.yield_rate is not None
    return bid.cell(LandBid.yield_rate) if bid is not None and stated else book.rule("land_yield_rate")
