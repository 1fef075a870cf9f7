"""土地净收益表: gross price, cost, each accrual and what is left, a row a parcel."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.algebra.terms import terms
from bondcalc.filings.tables import FORECAST, WIDE
from bondcalc.filings.text import Writer
from bondcalc.inputs.land import Parcel
from bondcalc.output.document import Figure, Rows, Sum, Table
from bondcalc.schedules import land
from bondcalc.schedules.parcel import Account as ParcelAccount

NET = "net"
INVESTED = "invested"
KINDS = {"paid": "cost"}
"""Lines that stand in one column: cost is what the parcel bears, in the years of sale or of payment."""
HEADS = {"gross": "出让收入", "cost": "承担的成本", INVESTED: "成本（已计入总投资，不再扣除）", NET: "净收益"}
CLAIMED = {True: "列为偿债来源", False: "未列为偿债来源"}


def parcels(writer: Writer) -> Table:
    """Make the table over all years of the forecast; what a net is made of is read from its formula."""
    made, stated = writer.result.book.use(land.schedule), writer.result.project.rows(Parcel)
    accounts = {parcel.id: _account(made.accounts[parcel.id]) for parcel in stated}
    kinds = list(dict.fromkeys(kind for account in accounts.values() for kind in account))
    rows: Rows = []
    sums = [_net(kinds, accounts)]
    for claimed in (True, False):
        inside = [parcel for parcel in stated if parcel.claimed is claimed]
        if inside:
            places = tuple(range(len(rows), len(rows) + len(inside)))
            rows += [[f"{one.id} {one.use}", *_row(writer, accounts[one.id], kinds)] for one in inside]
            sums.append(Sum("row", len(rows), places))
            rows.append(
                [CLAIMED[claimed], *_totals(writer, [accounts[one.id] for one in inside], kinds, claimed=claimed)]
            )
    heads = [HEADS.get(kind) or _head(accounts, kind) for kind in kinds]
    return Table(
        f"土地净收益表（{FORECAST}）",
        writer.unit,
        [["地块", *heads]],
        rows,
        "l" + "r" * len(kinds),
        [2.0, *([1.2] * len(kinds))],
        strong=frozenset(sum_.at for sum_ in sums[1:]),
        landscape=len(kinds) > WIDE,
        sums=tuple(sums),
    )


Account = dict[str, list[tuple[Line, int]]]
"""Lines of a parcel by column, each with its sign in the net; the net comes last."""


def _account(one: ParcelAccount) -> Account:
    """Take the net apart; a cost that stands in the investment is shown beside and is no part of it."""
    account: Account = {}
    for line, times in terms(one.net).items():
        kind = line.id.partition(".")[0]
        account.setdefault(KINDS.get(kind, kind), []).append((line, times))
    if one.paid is None:
        account[INVESTED] = [(one.cost, 0)]
    return {**account, NET: [(one.net, 1)]}


def _net(kinds: Sequence[str], accounts: dict[str, Account]) -> Sum:
    """State the net of a row: what is received less what is borne."""
    signs = {kind: found[0][1] for account in accounts.values() for kind, found in account.items()}
    places = {place: signs[kind] for place, kind in enumerate(kinds, 1) if kind != NET}
    plus, minus = (tuple(place for place, sign in places.items() if sign and (sign > 0) is up) for up in (True, False))
    return Sum("column", kinds.index(NET) + 1, plus, minus)


def _head(accounts: dict[str, Account], kind: str) -> str:
    """Name a column as its lines are named, without the parcel."""
    line = next(account[kind][0][0] for account in accounts.values() if kind in account)
    return line.zh.partition("（")[0]


def _row(writer: Writer, account: Account, kinds: Sequence[str]) -> list[str | Figure]:
    return [writer.figure(f"{writer.id_of(account[kind][0][0])}#total") if kind in account else "" for kind in kinds]


def _totals(writer: Writer, inside: Sequence[Account], kinds: Sequence[str], *, claimed: bool) -> list[str | Figure]:
    figures = writer.result.figures
    cells: list[str | Figure] = []
    for kind in kinds:
        lines = [line for account in inside for line, _ in account.get(kind, [])]
        amount = sum((sum(figures.amounts(line), Decimal(0)) for line in lines), Decimal(0))
        cells.append(Figure(f"parcels.{kind}.{'claimed' if claimed else 'unclaimed'}", writer.shown(amount, "money")))
    return cells
