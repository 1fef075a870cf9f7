"""到期后支付的土地成本: what is unpaid at the last maturity of the cost of land whose price E counts (decision 0098)."""

from decimal import Decimal

from bondcalc.algebra.line import Line, add, largest, money, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.parcels import LandCostPayment
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import inside, land, timing
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.late_outlays import by_maturity
from bondcalc.schedules.lifetime import SOURCE


def plans(book: Book) -> list[Row[LandCostPayment]]:
    """Give payment plans of claimed parcels that pay after the last maturity; without a plan cost is paid with the sale."""
    accounts = book.use(land.schedule).accounts
    return [
        plan
        for plan in book.rows(LandCostPayment)
        if accounts[plan.data.parcel].row.data.claimed
        and accounts[plan.data.parcel].paid is not None
        and any(share and not by_maturity(book, year, plan.data.month) for year, share in plan.data.by_year.items())
    ]


def left(book: Book, yearly: Table, table: Table, plan: Row[LandCostPayment]) -> Line:
    """Cost of the land whose price E counts, less what is paid of the parcel by the last maturity, however late the rest is."""
    id_, window = plan.data.parcel, book.use(timing.schedule).window
    account, sold = book.use(land.schedule).accounts[plan.data.parcel], book.use(inside.schedule).sold
    share = money(account.cost * window.calendar / 12) if id_ not in sold else account.cost * sold[id_]
    chosen = book.keys(Settings, Settings.edge_years)
    borne = yearly.line(
        f"land_cost.{id_}",
        account.cost * window.whole if settings(book).edge_years == "whole" else share,
        f"土地成本（{id_}，存续期内计入的出让收入应负担）",
        f"Cost of land {id_} whose price counts",
        "土地成本×出让收入计入比例",
        total=True,
        rests_on=chosen,
    )
    until = yearly.structure(
        f"land_by_maturity.{id_}",
        [Decimal(by_maturity(book, year, plan.data.month)) for year in plan.years],
        f"到期前支付标志（{id_}）",
        f"Land cost {id_} is paid by the maturity",
        SOURCE,
        unit="count",
        rests_on=(*window.keys, *plan.keys(LandCostPayment.month), *chosen),
    )
    paid = yearly.line(
        f"land_paid.{id_}",
        add([account.paid] if account.paid else []) * until,
        f"土地成本（{id_}，末期债券到期前支付）",
        f"Cost of land {id_} paid by the maturity",
        "支付的土地成本×到期前支付标志",
        total=True,
    )
    return table.line(
        f"land.{id_}",
        largest(0, total(borne) - total(paid)),
        f"到期后支付的土地成本（{id_}）",
        f"Cost of land {id_} left after the maturity",
        "存续期内计入的出让收入应负担的成本－到期前支付的成本，不为负",
    )
