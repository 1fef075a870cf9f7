"""再融资债券资金到账: on which day money of refinancing bonds is there for what falls due."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import payments_axis
from bondcalc.algebra.line import Line, add, total
from bondcalc.algebra.table import Table
from bondcalc.dates import working_day_from
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.issue_terms import face
from bondcalc.schedules.tranche import Tranche

DATED = "付款日资金核对"
"""The tab of the cash on payment days."""


class RefinancedDays(NamedTuple):
    """Money of all refinancing bonds by the day it comes; None without such bonds."""

    money: Line | None = None


def refinanced_days(book: Book) -> RefinancedDays:
    """Build the days on which refinancing bonds bring their money; a table only where there are such bonds."""
    tranches = {tranche.row.data.id: tranche for tranche in book.use(bonds.schedule).tranches}
    rows = [tranche.row for tranche in tranches.values() if tranche.row.data.refinances]
    if not rows:
        return RefinancedDays()
    repaid = [tranches[row.data.refinances or ""] for row in rows]
    there = {row.data.id: _there(row.data, tranche) for row, tranche in zip(rows, repaid, strict=True)}
    days = sorted(set(there.values()))
    fixed = (
        *(key for row in rows for key in row.keys(Bond.value_date)),
        *(key for tranche in repaid for key in tranche.table.axis.rests_on),
    )
    axis = payments_axis(days[0], days, fixed)
    zh, en = "再融资债券资金到账表", "Refinancing by day"
    table = book.table("refinanced_days", zh, en, 51, axis, sheet=DATED)
    lines = [_rolled_on_day(book, table, row, there[row.data.id]) for row in rows]
    return RefinancedDays(
        table.line("rolled", add(lines), "再融资债券资金", "Refinancing", "各期再融资债券", total=True)
    )


def _there(bond: Bond, repaid: Tranche) -> date:
    """Give the day on which money of a refinancing bond counts: its value date, or the day of a payment put off to it.

    What falls due on a day of rest is paid on the next working day: money that comes by then is there in time.
    """
    comes = bond.value_date
    put_off = [day for day in repaid.dates if day <= comes <= working_day_from(day)]
    return min(put_off, default=comes)


def _rolled_on_day(book: Book, table: Table, row: Row[Bond], there: date) -> Line:
    """Money of a refinancing bond less the fee of its issue, which none of it was meant for, on the day it counts."""
    id_ = row.data.id
    flags = [Decimal(int(day == there)) for day in table.axis.days]
    keys, zh, en = table.axis.rests_on, f"再融资到账标志（{id_}）", f"Refinancing is there, {id_}"
    flag = table.structure(f"rolled_flag.{id_}", flags, zh, en, "再融资债券起息日", unit="count", rests_on=keys)
    charged = total(book.use(bonds.schedule).table[f"issue_fee.{id_}"])
    zh, en = f"发行费用（{id_}）", f"Issue fee, {id_}"
    fee = table.line(f"issue_fee.{id_}", charged, zh, en, "专项债券还本付息汇总表")
    zh, en = f"再融资债券资金（{id_}）", f"Refinancing, {id_}"
    return table.line(
        f"rolled.{id_}",
        (face(book, row) - fee) * flag,
        zh,
        en,
        "发行额－发行费用，起息日到账；原债券到期日遇节假日顺延的，计入到期日",
        total=True,
    )
