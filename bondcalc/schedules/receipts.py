"""收款方式和收支月份: what does not come and go with the months of operation, for the cash there is on a day."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, copied, if_, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.inputs.sheets.revenue_lines import ALL_LINES, RECEIVED_EVERY, Drivers, NodeLine, RevenueLine
from bondcalc.schedules import costs, income_tax, land, revenue, vat
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.counting import comes_evenly, followed, outlays_of

ZH = {"quarterly": "按季收取的收入", "half_yearly": "按半年收取的收入", "yearly": "年末收取的收入"}
EN = {"quarterly": "Received by quarter", "half_yearly": "Received by half-year", "yearly": "Received at year-end"}

MonthedRow = Row[RevenueLine] | Row[NodeLine] | Row[CostLine] | Row[TaxLine] | Row[Parcel] | Row[LandCostPayment]
"""A row that may state the month of its flows."""


class MonthedFlow(NamedTuple):
    """A flow of every year, the row that says when it comes, and the month of it."""

    row: MonthedRow
    amount: Expression
    month: int | None


class Receipts(NamedTuple):
    """What makes up 收益 and does not come evenly over the months of operation, by year, as inside the life of the bonds.

    `by_months` is claimed revenue by the months after which it comes, `received` by its month, both less what is a share of them;
    `spent` is by the stated month. `ground` is land without a month, price less cost, by the months of the calendar; `single` is replacement
    (维持运营投资) without a month, which is one payment and counts from the first day.
    """

    by_months: Mapping[int, Line]
    received: Mapping[int, Line]
    spent: Mapping[int, Line]
    ground: Line | None
    single: Line | None


def schedule(book: Book) -> Receipts:
    """Build the table (按期收支表), a line for each way and each month that occurs."""
    undated, (sold, paid) = _land(book)
    flows = _Flows([*_received(book), *sold], [*_spent(book), *paid], undated, _periods(book))
    if not any(flows):
        return Receipts({}, {}, {}, None, None)
    table = book.table("receipts", "按期收支表", "Receipts and outlays by period", 50, sheet="资金测算平衡表")
    zh, en, source = (
        "未写月份的土地净收益",
        "Land without a month",
        "列为偿债资金来源的地块，收入扣除计提和未写支付月份的成本",
    )
    ground = _undated(table, "ground", flows.ground, (zh, en, source))
    zh, en, source = "未写支付月份的维持运营投资", "Replacement without a month", "运营成本测算表"
    return Receipts(
        by_months=_by_periods(table, flows.periods),
        received=_lines(table, flows.received, "received", "收款月份为{}月的收入", "Received in month {}"),
        spent=_lines(table, flows.spent, "spent", "支付月份为{}月的成本、税费", "Paid in month {}"),
        ground=ground,
        single=_undated(table, "single", flows.spent, (zh, en, source)),
    )


class _Flows(NamedTuple):
    """What is received in a month, spent with or without one, land without one, and what comes by the period."""

    received: list[MonthedFlow]
    spent: list[MonthedFlow]
    ground: list[MonthedFlow]
    periods: dict[str, list[MonthedFlow]]


def _received(book: Book) -> list[MonthedFlow]:
    """Claimed revenue of a stated month, less what is a share of it."""
    return [
        MonthedFlow(row, net(book, row, amount), row.data.month) for row, amount in book.use(revenue.schedule).dated
    ]


def _land(book: Book) -> tuple[list[MonthedFlow], tuple[list[MonthedFlow], list[MonthedFlow]]]:
    """Claimed land without a month, then with one: price less accruals, and cost by the month of its payments, else of its sale."""
    plans = {plan.data.parcel: plan for plan in book.rows(LandCostPayment)}
    undated: list[MonthedFlow] = []
    sold: list[MonthedFlow] = []
    paid: list[MonthedFlow] = []
    for row in book.rows(Parcel):
        account, dated = book.use(land.schedule).accounts[row.data.id], plans.get(row.data.id, row)
        if not row.data.claimed:
            continue
        if account.paid is None or (row.data.month is None and dated.data.month is None):
            (sold if row.data.month else undated).append(MonthedFlow(row, account.net, row.data.month))
            continue
        price, cost = account.net + account.paid, account.paid
        (sold if row.data.month else undated).append(MonthedFlow(row, price, row.data.month))
        if dated.data.month:
            paid.append(MonthedFlow(dated, cost, dated.data.month))
        else:
            undated.append(MonthedFlow(dated, -cost, None))
    return undated, (sold, paid)


def _spent(book: Book) -> list[MonthedFlow]:
    """Outlays of a stated month, and replacement without one."""
    return [
        MonthedFlow(row, amount, row.data.month)
        for row, amount in book.use(costs.schedule).by_year
        if row.data.month is not None or row.data.kind == costs.REPLACEMENT
    ]


def _periods(book: Book) -> dict[str, list[MonthedFlow]]:
    """Claimed revenue that comes by the quarter, half-year or year, less what is a share of it, by the way of receipt."""
    flows: dict[str, list[MonthedFlow]] = {}
    for row, amount in book.use(revenue.schedule).claimed_lines:
        if row.data.month is None and not comes_evenly(row):
            flows.setdefault(row.data.received, []).append(MonthedFlow(row, net(book, row, amount), None))
    return flows


def net(book: Book, sold: Row[RevenueLine] | Row[NodeLine], amount: Line) -> Expression:
    """Give revenue less what comes and goes with it."""
    borne = _borne(book, sold, amount)
    return amount - add(borne) if borne else copied(amount)


def _borne(book: Book, sold: Row[RevenueLine] | Row[NodeLine], amount: Line) -> list[Expression]:
    """Outlays that are a share of this line or of all lines, and its part of the computed taxes: they come and go with it."""
    claimed = book.use(revenue.schedule).claimed
    parts: list[Expression] = []
    for row, outlay in outlays_of(book):
        line = followed(book, row)
        if line in {sold.data.id, ALL_LINES}:
            parts.append(_part(outlay, amount, claimed) if line == ALL_LINES else outlay)
    tax = book.use(vat.schedule)
    if isinstance(tax, vat.ValueAddedTax):
        if sold.data.output_vat_rate:
            output = book.find("value_added_tax")[f"output.{sold.data.id}"]
            parts.append(_part(tax.paid + tax.surcharges, output, tax.output))
        parts.append(_part(book.use(income_tax.schedule).tax, amount, claimed))
    return parts


def _part(amount: Expression, part: Line, whole: Line) -> Expression:
    """Give of an amount what a part is of a whole; zero where there is no whole."""
    return if_(whole > 0, money(amount * part / whole), 0)


def _by_periods(table: Table, flows: Mapping[str, Sequence[MonthedFlow]]) -> dict[int, Line]:
    return {
        every: table.line(
            way,
            add([flow.amount for flow in flows[way]]),
            ZH[way],
            EN[way],
            "列为偿债资金来源的收入行，扣除按其比例计算的成本、税费",
            total=True,
            rests_on=tuple(key for flow in flows[way] for key in flow.row.keys(Drivers.received)),
        )
        for way, every in RECEIVED_EVERY.items()
        if way in flows
    }


def _undated(table: Table, id_: str, flows: Sequence[MonthedFlow], words: tuple[str, str, str]) -> Line | None:
    amounts = [flow.amount for flow in flows if flow.month is None]
    return table.line(id_, add(amounts), *words, total=True) if amounts else None


def _lines(table: Table, flows: Sequence[MonthedFlow], id_: str, zh: str, en: str) -> dict[int, Line]:
    months = sorted({flow.month for flow in flows if flow.month is not None})
    return {
        month: table.line(
            f"{id_}_{month}",
            add([flow.amount for flow in flows if flow.month == month]),
            zh.format(month),
            en.format(month),
            "填写了收款、支付月份的各行；收入扣除按其比例计算的成本、税费",
            total=True,
            rests_on=tuple(
                dict.fromkeys(key for flow in flows if flow.month == month for key in flow.row.keys(Drivers.month))
            ),
        )
        for month in months
    }
