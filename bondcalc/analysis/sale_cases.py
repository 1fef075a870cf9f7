"""竞价情形: the whole project run again with every parcel at its start price, or at what so many bidders would bring."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Figures
from bondcalc.analysis.stress.stress_point import StressPoint
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import half_up
from bondcalc.probability.auction import Bidders, revenue
from bondcalc.schedules import land_sales
from bondcalc.schedules.book import Book
from bondcalc.wording.number import rounded

NUMBERS = (1, 2, 3, 5, 8)
"""Numbers of bidders that the project is run with."""
PLACES = 12


class SaleCase(NamedTuple):
    """One case by id: `bidders` where it is a number of them; the price of each parcel, and what comes of it."""

    id: str
    bidders: int | None
    prices: Mapping[str, Decimal]
    point: StressPoint


def sale_cases(book: Book, figures: Figures, stress: Stress) -> Iterator[SaleCase]:
    """Run every case: as planned, at the start price, as assumed, then by number of bidders.

    A round without a sale brings nothing, so that prices of the last two are receipts of one round, 流拍 counted as 0.
    """
    parcels = book.project.rows(Parcel)
    planned = {parcel.id: parcel.price for parcel in parcels}
    yield _case(stress, "planned", planned)
    yield _case(stress, "start", planned | _starts(book))
    if expected := _receipts(book, figures):
        yield _case(stress, "assumed", planned | expected)
    for number in NUMBERS:
        if by_number := _receipts(book, figures, number):
            yield _case(stress, f"bidders_{number}", planned | _starts(book) | by_number, number)


def _case(stress: Stress, id_: str, prices: Mapping[str, Decimal], bidders: int | None = None) -> SaleCase:
    rows = enumerate(stress.book.project.rows(Parcel))
    changed: dict[Key, Decimal] = {("land", str(row), Parcel.price.name): prices[parcel.id] for row, parcel in rows}
    return SaleCase(id_, bidders, prices, stress.under(changed).at({}))


def _starts(book: Book) -> dict[str, Decimal]:
    """Start prices as stated; of a parcel without a row the appraised or starting price, where it is the lower one."""
    floors = {
        parcel.id: min(parcel.price, parcel.floor_price)
        for parcel in book.project.rows(Parcel)
        if parcel.floor_price is not None
    }
    return floors | {id_: sale.bid.data.start_price for id_, sale in book.use(land_sales.schedule).items()}


def _receipts(book: Book, figures: Figures, number: int | None = None) -> dict[str, Decimal]:
    """Expected receipts a 亩 of each parcel that is compared, with so many bidders or those that are assumed."""
    receipts, quantum = dict[str, Decimal](), book.project.form(Settings).quantum
    for id_, sale in book.use(land_sales.schedule).items():
        if sale.chances is None or sale.market is None or sale.valuations is None:
            continue
        if number is None:
            receipts[id_] = figures.amount(sale.chances.receipts)
            continue
        market = figures.amount(sale.market)
        factor = revenue(Bidders(number), sale.valuations, float(sale.bid.data.start_price / market))
        receipts[id_] = half_up(market * rounded(factor, PLACES), quantum)
    return receipts
