"""土地竞价: floor, market value, chances and prices of each parcel that is to be sold, beside the price the bureau plans with."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Expression, Line, money, ratio
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.region import Region
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.probability.auction import Bidders, Valuations
from bondcalc.schedules import adjusted_deals
from bondcalc.schedules.adjusted_deals import longest_term, term_of, worth, yield_of
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.sale_chances import Chances, SaleRound
from bondcalc.schedules.sale_lines import SaleBasis, SaleLines

TITLE = "土地竞价测算表"
FLOORED = "工业"
"""What is sold for it has a floor by the grade of the land."""


@dataclass(frozen=True)
class Sale:
    """One parcel: the planned price, the start price (also what one bidder pays), floor, market value and chances.

    `floor` is None where none is prescribed or the grade of the land is not stated; `market` and `chances` where there are no comparables.
    `once` are the expected receipts of a round with a single bidder; `rounds` and `delay` (months) until it is sold.
    """

    parcel: Row[Parcel]
    bid: Row[LandBid]
    planned: Line
    start: Line
    floor: Line | None
    market: Line | None = None
    chances: Chances | None = None
    once: Line | None = None
    rounds: Line | None = None
    delay: Line | None = None
    valuations: Valuations | None = None
    bidders: Bidders | None = None


def schedule(book: Book) -> dict[str, Sale]:
    """Build the table (土地竞价测算表), by parcel; no row on the sheet, no table.

    By hand in tests/schedules/test_land_sales.py: test_even_valuations_by_hand.
    By hand in tests/schedules/test_land_prices.py: test_a_floor_by_hand.
    """
    compared, bids = book.use(adjusted_deals.schedule), {row.data.parcel: row for row in book.rows(LandBid)}
    if not bids:
        return {}
    table = book.scalars("land_sales", TITLE, "Sale of parcels", 33)
    proof = book.table("land_sale_checks", "土地竞价求解复核表", "Sale of parcels, checks", 34, SCALAR, sheet=TITLE)
    amounts = _market_amounts(book, compared)
    return {
        row.data.id: _sale(book, (table, proof), row, bids[row.data.id], (compared.parcels.get(row.data.id), amounts))
        for row in book.rows(Parcel)
        if row.data.id in bids
    }


def _market_amounts(book: Book, compared: adjusted_deals.AdjustedDeals) -> dict[str, float]:
    """The market values as figures: what is solved for rests on them."""
    if compared.table is None:
        return {}
    figures = Program(compared.table.lines, settings(book).quantum).run()
    return {id_: float(figures.amount(valuation.value)) for id_, valuation in compared.parcels.items()}


def _sale(
    book: Book,
    tables: tuple[Table, Table],
    parcel: Row[Parcel],
    bid: Row[LandBid],
    worth_: tuple[adjusted_deals.Valuation | None, dict[str, float]],
) -> Sale:
    (valuation, amounts), id_ = worth_, parcel.data.id
    for table in tables:
        table.heading(f"{id_}{parcel.data.use}", f"Parcel {id_}")
    line = _AddLine(tables[0], id_)
    planned = line("planned", parcel.cell(Parcel.price), "方案采用的单价（每亩）", "Planned price a mu", "土地出让表")
    start = line("start", bid.cell(LandBid.start_price), "公告起始价（每亩）", "Start price a mu", "一家竞买时的成交价")
    floor_price = _floor(book, parcel, bid)
    floor = None
    if floor_price is not None:
        floor = line("floor", floor_price, "最低价标准（每亩）", "Minimum price a mu", "土地等别、产业和年期修正")
    sale = Sale(parcel, bid, planned, start, floor)
    if valuation is None or not amounts[id_]:
        return sale
    market = line("market", valuation.value + 0, "市场价（每亩）", "Market value a mu", "可比案例修正表")
    basis = SaleBasis(bid, start, market, float(bid.data.start_price), amounts[id_])
    chances = SaleRound(SaleLines(tables[0], basis), SaleLines(tables[1], basis)).chances()
    return _waiting(
        book,
        line,
        replace(sale, market=market, chances=chances, valuations=basis.valuations, bidders=basis.bidders),
        chances,
    )


class _AddLine(NamedTuple):
    """Adds lines of one parcel."""

    table: Table
    id: str

    def __call__(self, what: str, formula: Expression, zh: str, en: str, source: str, unit: str = "money") -> Line:
        return self.table.line(
            f"{what}.{self.id}", formula, f"{zh}（{self.id}）", f"{en}, {self.id}", source, unit=unit
        )


def _waiting(book: Book, line: _AddLine, sale: Sale, chances: Chances) -> Sale:
    """Add what a single bidder brings in a round, and how long it takes until the parcel is sold."""
    once, wait = money(sale.start * (1 - chances.below)), chances.unsold * _interval(book, sale.bid)
    return replace(
        sale,
        once=line("once", once, "只有一家竞买的首轮预期收入（每亩）", "Receipts, one bidder", "流拍计0"),
        rounds=line("rounds", ratio(1, chances.sold), "平均出让轮数", "Rounds until sold", "1÷成交可能性", "quantity"),
        delay=line(
            "delay", ratio(wait, chances.sold), "平均推迟月数", "Months of delay", "流拍轮数×间隔月数", "quantity"
        ),
    )


def _interval(book: Book, bid: Row[LandBid]) -> Expression:
    if bid.data.interval_months is None:
        return book.rule("resale_interval_months")
    return bid.cell(LandBid.interval_months)


def _floor(book: Book, parcel: Row[Parcel], bid: Row[LandBid]) -> Expression | None:
    """Minimum price of the grade (国土资发〔2006〕307号), for the term that is sold, a share of it for priority industries."""
    grade = book.project.form(Region).land_grade
    if FLOORED not in parcel.data.use or grade is None:
        return None
    yuan: Expression = book.rule_at("industrial_floor_prices", grade)
    if bid.data.priority_industry:
        yuan = yuan * book.rule("priority_industry_share")
    if bid.data.term is not None:
        rate = yield_of(book, bid)
        yuan = yuan * worth(term_of(book, parcel, bid), rate) / worth(longest_term(book, parcel), rate)
    a_mu = book.rule("square_metres_a_hectare") / book.rule("mu_a_hectare")
    return money(yuan * a_mu / book.form(Settings).cell(Settings.yuan_per_unit))
