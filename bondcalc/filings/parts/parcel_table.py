"""土地净收益表: gross price, cost, each accrual and what is left, a row a parcel."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.algebra.addends import terms
from bondcalc.algebra.line import Line
from bondcalc.filings.parts.line_tables import FORECAST, WIDE
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.window import WINDOW, touched
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import inside as inside_life
from bondcalc.schedules import land
from bondcalc.schedules.parcel_account import Account as ParcelAccount
from bondcalc.typeset.document import PageTable, PrintedFigure, Sum, TableCell, TableRows
from bondcalc.wording.terms import Unit

NET = "net"
INVESTED = "invested"
KINDS = {"paid": "cost"}
"""Lines that stand in one column: cost is what the parcel bears, in the years of sale or of payment."""
HEADS = {
    "gross": "出让收入",
    "cost": "承担的成本",
    INVESTED: "成本（已计入总投资，不再扣除）",
    NET: f"净收益（{FORECAST}）",
}
CLAIMED = {True: "列为偿债资金来源", False: "未列为偿债资金来源"}


def parcels(writer: Writer) -> PageTable:
    """Make the table over all years of the forecast, with what counts inside the bonds' life last; what a net is made of is read from its formula."""
    made, stated = writer.result.book.use(land.schedule), writer.result.project.rows(Parcel)
    accounts = {parcel.id: _account(made.accounts[parcel.id]) for parcel in stated}
    kinds = list(dict.fromkeys(kind for account in accounts.values() for kind in account))
    rows: TableRows = []
    sums = [_net(kinds, accounts)]
    for claimed in (True, False):
        inside = [parcel for parcel in stated if parcel.claimed is claimed]
        if inside:
            places = tuple(range(len(rows), len(rows) + len(inside)))
            rows += [
                [f"{one.id} {one.use}", *_row(writer, accounts[one.id], kinds), net_inside(writer, made, one.id)]
                for one in inside
            ]
            sums.append(Sum("row", len(rows), places))
            totals = _totals(writer, [accounts[one.id] for one in inside], kinds, claimed=claimed)
            rows.append([CLAIMED[claimed], *totals, net_inside(writer, made, None) if claimed else ""])
    heads = [*(HEADS.get(kind) or _head(accounts, kind) for kind in kinds), f"净收益（{WINDOW}）"]
    return PageTable(
        "土地净收益表",
        writer.unit,
        [["地块", *heads]],
        rows,
        "l" + "r" * len(heads),
        [3.0, *([1.2] * len(heads))],
        strong=frozenset(sum_.at for sum_ in sums[1:]),
        landscape=len(heads) > WIDE,
        sums=tuple(sums),
    )


def net_inside(writer: Writer, made: land.Land, parcel: str | None) -> TableCell:
    """Print what counts inside the bonds' life of a claimed parcel, or of all of them; blank for others."""
    if parcel is not None and parcel not in writer.result.book.use(inside_life.schedule).parcels:
        return ""
    id_, amount = amount_inside(writer, made, parcel)
    return PrintedFigure(id_, writer.shown(amount, Unit.MONEY))


def amount_inside(writer: Writer, made: land.Land, parcel: str | None) -> tuple[str, Decimal]:
    """Give id and amount of what counts inside the bonds' life of a claimed parcel, or of all of them."""
    if writer.result.project.form(Settings).edge_years == "prorated":
        part = writer.result.book.use(inside_life.schedule)
        counted = part.land if parcel is None else part.parcels[parcel]
        return f"{writer.id_of(counted)}#total", sum(writer.result.figures.amounts(counted), Decimal(0))
    line = made.claimed_net if parcel is None else made.accounts[parcel].net
    return f"{writer.id_of(line)}#inside", touched(writer, line)


AccountColumns = dict[str, list[tuple[Line, int]]]
"""Lines of a parcel by column, each with its sign in the net; the net comes last."""


def _account(account_lines: ParcelAccount) -> AccountColumns:
    """Take the net apart; a cost that stands in the investment is shown beside and is no part of it."""
    account: AccountColumns = {}
    for line, times in terms(account_lines.net).items():
        kind = line.id.partition(".")[0]
        account.setdefault(KINDS.get(kind, kind), []).append((line, times))
    if account_lines.paid is None:
        account[INVESTED] = [(account_lines.cost, 0)]
    return {**account, NET: [(account_lines.net, 1)]}


def _net(kinds: Sequence[str], accounts: dict[str, AccountColumns]) -> Sum:
    """State the net of a row: what is received less what is borne."""
    signs = {kind: found[0][1] for account in accounts.values() for kind, found in account.items()}
    places = {index: signs[kind] for index, kind in enumerate(kinds, 1) if kind != NET}
    plus, minus = (tuple(index for index, sign in places.items() if sign and (sign > 0) is up) for up in (True, False))
    return Sum("column", kinds.index(NET) + 1, plus, minus)


def _head(accounts: dict[str, AccountColumns], kind: str) -> str:
    """Name a column as its lines are named, without the parcel."""
    line = next(account[kind][0][0] for account in accounts.values() if kind in account)
    return line.zh.partition("（")[0]


def _row(writer: Writer, account: AccountColumns, kinds: Sequence[str]) -> list[TableCell]:
    return [writer.figure(f"{writer.id_of(account[kind][0][0])}#total") if kind in account else "" for kind in kinds]


def _totals(
    writer: Writer, inside: Sequence[AccountColumns], kinds: Sequence[str], *, claimed: bool
) -> list[TableCell]:
    figures = writer.result.figures
    cells: list[TableCell] = []
    for kind in kinds:
        lines = [line for account in inside for line, _ in account.get(kind, [])]
        amount = sum((sum(figures.amounts(line), Decimal(0)) for line in lines), Decimal(0))
        cells.append(
            PrintedFigure(f"parcels.{kind}.{'claimed' if claimed else 'unclaimed'}", writer.shown(amount, Unit.MONEY))
        )
    return cells
