"""收款方式和收支月份: what comes by the quarter, the half-year or in a stated month, for the cash there is on a day."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.schedules import costs, land, revenue
from bondcalc.schedules.book import Book, Row

MONTHS = {"quarterly": 3, "half_yearly": 6, "yearly": 12}
"""Months after which each comes; what comes by the month needs no line."""
ZH = {"quarterly": "按季收取的收入", "half_yearly": "按半年收取的收入", "yearly": "年末收取的收入"}
EN = {"quarterly": "Received by quarter", "half_yearly": "Received by half-year", "yearly": "Received at year-end"}

MonthedRow = Row[RevenueLine] | Row[NodeLine] | Row[CostLine] | Row[TaxLine] | Row[Parcel] | Row[LandCostPayment]
"""A row that may state the month of its flows."""
MonthedFlow = tuple[MonthedRow, Expression]
"""A flow of every year with the row that says when it comes."""


class Receipts(NamedTuple):
    """What makes up 收益 and does not come evenly: claimed revenue by the months after which it comes.

    `received` and `spent` are by the month of the year that was stated for them. All are empty where all comes by the month.
    """

    by_months: Mapping[int, Line]
    received: Mapping[int, Line]
    spent: Mapping[int, Line]


def schedule(book: Book) -> Receipts:
    """Build the table (按期收支表), a line for each way and each month that occurs."""
    claimed = book.use(revenue.schedule).claimed_lines
    evenly = [(row, amount) for row, amount in claimed if row.data.month is None]
    by_way = {way: [flow for flow in evenly if flow[0].data.received == way] for way in MONTHS}
    received, spent = _by_month(_received(book)), _by_month(_spent(book))
    if not any(by_way.values()) and not received and not spent:
        return Receipts({}, {}, {})
    table = book.table("receipts", "按期收支表", "Receipts and outlays by period", 50, sheet="资金测算平衡表")
    return Receipts(
        {
            MONTHS[way]: table.line(
                way,
                add([amount for _, amount in lines]),
                ZH[way],
                EN[way],
                "列为偿债资金来源的收入行",
                total=True,
                rests_on=tuple(key for row, _ in lines for key in row.keys(Drivers.received)),
            )
            for way, lines in by_way.items()
            if lines
        },
        _lines(table, received, "received", "收款月份为{}月的收入", "Received in month {}"),
        _lines(table, spent, "spent", "支付月份为{}月的成本、税费", "Paid in month {}"),
    )


def _received(book: Book) -> list[MonthedFlow]:
    """Claimed revenue, and the price of claimed land less its accruals; the cost of land is paid by its own month."""
    flows: list[MonthedFlow] = [*book.use(revenue.schedule).dated]
    for row in book.rows(Parcel):
        account = book.use(land.schedule).accounts[row.data.id]
        if row.data.claimed:
            flows.append((row, account.net if account.paid is None else account.net + account.paid))
    return flows


def _spent(book: Book) -> list[MonthedFlow]:
    """Costs, taxes and outlays stated by year, and the cost of claimed land: by the month of its payments, else of its sale."""
    flows: list[MonthedFlow] = [*book.use(costs.schedule).by_year]
    plans = {plan.data.parcel: plan for plan in book.rows(LandCostPayment)}
    for row in book.rows(Parcel):
        account = book.use(land.schedule).accounts[row.data.id]
        if row.data.claimed and account.paid is not None:
            flows.append((plans.get(row.data.id, row), account.paid))
    return flows


def _by_month(flows: Sequence[MonthedFlow]) -> dict[int, list[MonthedFlow]]:
    months = sorted({flow[0].data.month for flow in flows if flow[0].data.month is not None})
    return {month: [flow for flow in flows if flow[0].data.month == month] for month in months}


def _lines(table: Table, flows: Mapping[int, Sequence[MonthedFlow]], id_: str, zh: str, en: str) -> dict[int, Line]:
    return {
        month: table.line(
            f"{id_}_{month}",
            add([amount for _, amount in stated]),
            zh.format(month),
            en.format(month),
            "填写了收款、支付月份的各行",
            total=True,
            rests_on=tuple(key for row, _ in stated for key in row.keys(Drivers.month)),
        )
        for month, stated in flows.items()
    }
