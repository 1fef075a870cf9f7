"""到期后支付的土地成本: what is unpaid at the last maturity of the cost of land whose price E counts, and what later sales lose (decisions 0098 and 0103)."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, largest, money, total
from bondcalc.algebra.table import Table
from bondcalc.dates import month_days
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import inside, land, timing
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.late_outlays import by_maturity
from bondcalc.schedules.lifetime import SOURCE


class LateLand(NamedTuple):
    """Of one parcel: cost unpaid at the maturity of what was sold by then (None without a plan of payments), and what it brings after it.

    `lost` is what cost and accruals of land sold after the maturity are more than its price (None where nothing is), `gained` the other way round.
    """

    left: Line | None
    lost: Line | None
    gained: Expression


def parcels(book: Book) -> list[Row[Parcel]]:
    """Give claimed parcels whose cost is paid, or which are sold, after the last maturity."""
    claimed = [row for row in book.rows(Parcel) if row.data.claimed]
    return [row for row in claimed if _paid_late(book, row) or _sold_late(book, row)]


def _plan(book: Book, row: Row[Parcel]) -> Row[LandCostPayment] | None:
    """Give the plan of payments of a parcel whose cost is none of the investment; without one cost is paid with the sale."""
    if row.data.cost_in_investment:
        return None
    return next((plan for plan in book.rows(LandCostPayment) if plan.data.parcel == row.data.id), None)


def _paid_late(book: Book, row: Row[Parcel]) -> bool:
    plan = _plan(book, row)
    return plan is not None and any(
        share and not by_maturity(book, year, plan.data.month) for year, share in plan.data.by_year.items()
    )


def _sold_late(book: Book, row: Row[Parcel]) -> bool:
    """Tell whether a price comes after the maturity, as E counts it: land without a month by the months of the year."""
    last, whole = book.use(timing.schedule).window.last, settings(book).edge_years == "whole"
    return any(
        share and (year > last.year if whole else month_days(year, row.data.month)[1] > last)
        for year, share in row.data.by_year.items()
    )


def after(book: Book, yearly: Table, table: Table, row: Row[Parcel], ending: Line) -> LateLand:
    """Lay out what one parcel costs and brings after the maturity; `ending` marks the years that lie behind it in part or whole."""
    id_ = row.data.id
    account, paid = book.use(land.schedule).accounts[id_], _paid(book, yearly, row)
    left = _left(book, yearly, table, row, paid) if paid is not None and _paid_late(book, row) else None
    if not _sold_late(book, row):
        return LateLand(left, None, add([]))
    price = _price(book, yearly, row, paid, ending)
    borne: list[Expression] = []
    if paid is not None and account.paid is not None:
        # Cost may be paid behind the forecast, or within it for land that is sold behind it: the more of both is owed.
        owed = largest(0, largest(total(account.cost), total(account.paid)) - total(paid))
        borne = [owed - left if left is not None else owed]
    return LateLand(left, *_result(table, id_, total(price) - add(borne) if borne else total(price)))


def _result(table: Table, id_: str, earned: Expression) -> tuple[Line, Expression]:
    """The loss of later sales, and their gain."""
    lost = table.line(
        f"land_lost.{id_}",
        largest(0, 0 - earned),
        f"到期后出让的亏损（{id_}）",
        f"Loss of land {id_} sold after the maturity",
        "末期债券到期后出让的土地成本、计提超过出让收入的部分",
    )
    return lost, largest(0, earned)


def _left(book: Book, yearly: Table, table: Table, row: Row[Parcel], paid: Line) -> Line:
    """Cost of the land whose price E counts, less what is paid of the parcel by the last maturity, however late the rest is."""
    id_, window = row.data.id, book.use(timing.schedule).window
    account, sold = book.use(land.schedule).accounts[id_], book.use(inside.schedule).sold
    share = money(account.cost * window.calendar / 12) if id_ not in sold else account.cost * sold[id_]
    borne = yearly.line(
        f"land_cost.{id_}",
        account.cost * window.whole if settings(book).edge_years == "whole" else share,
        f"土地成本（{id_}，存续期内计入的出让收入应负担）",
        f"Cost of land {id_} whose price counts",
        "土地成本×出让收入计入比例",
        total=True,
        rests_on=book.keys(Settings, Settings.edge_years),
    )
    return table.line(
        f"land.{id_}",
        largest(0, total(borne) - total(paid)),
        f"到期后支付的土地成本（{id_}）",
        f"Cost of land {id_} left after the maturity",
        "存续期内计入的出让收入应负担的成本－到期前支付的成本，不为负",
    )


def _paid(book: Book, yearly: Table, row: Row[Parcel]) -> Line | None:
    """Cost of a parcel paid by the maturity; None where the investment pays it."""
    id_, account = row.data.id, book.use(land.schedule).accounts[row.data.id]
    if account.paid is None:
        return None
    dated: Row[Parcel] | Row[LandCostPayment] = _plan(book, row) or row
    month, window = dated.data.month, book.use(timing.schedule).window
    until = yearly.structure(
        f"land_by_maturity.{id_}",
        [Decimal(by_maturity(book, year, month)) for year in row.years],
        f"到期前支付标志（{id_}）",
        f"Land cost {id_} is paid by the maturity",
        SOURCE,
        unit="count",
        rests_on=(*window.keys, *dated.keys(LandCostPayment.month), *book.keys(Settings, Settings.edge_years)),
    )
    return yearly.line(
        f"land_paid.{id_}",
        account.paid * until,
        f"土地成本（{id_}，末期债券到期前支付）",
        f"Cost of land {id_} paid by the maturity",
        "支付的土地成本×到期前支付标志",
        total=True,
    )


def _price(book: Book, yearly: Table, row: Row[Parcel], paid: Line | None, ending: Line) -> Line:
    """Price less accruals that E does not count because they come after the maturity."""
    id_, account = row.data.id, book.use(land.schedule).accounts[row.data.id]
    price: Expression = account.gross - add([*account.accruals.values()])
    if settings(book).edge_years == "prorated":
        net = book.use(inside.schedule).parcels[id_]
        price = price - (net + paid if paid is not None else net)
    return yearly.line(
        f"land_later.{id_}",
        price * ending,
        f"末期债券到期后的出让收入（{id_}）",
        f"Price of land {id_} after the maturity",
        "出让收入扣除计提，存续期内不计入的部分",
        total=True,
        rests_on=book.keys(Settings, Settings.edge_years),
    )
