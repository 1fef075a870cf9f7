"""再融资偿还的到期本金: what of a bond's principal the money of refinancing bonds repays, payment by payment."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.algebra.line import Line, add, previous, smallest
from bondcalc.algebra.table import Table
from bondcalc.dates import working_day_from
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.issue_terms import face
from bondcalc.schedules.tranche import Tranche


def rolled_principal(book: Book, old: Tranche, new: Sequence[Row[Bond]]) -> Line:
    """Give the principal of `old` that the bonds of `new` repay: no more than falls due, out of money there by that day.

    Money that comes before its principal waits for it. What is beyond the principal, or comes after it, repays nothing: it is
    cash like any other, and its own repayment is borne by the project (财预〔2017〕89号: 周转偿还 is of principal only).

    By hand in tests/schedules/test_refinancing_in_part.py: test_no_more_is_refinanced_than_falls_due.
    """
    table = old.table
    table.heading("再融资偿还", "Refinanced")
    arrived = table.line(
        "rolled_in",
        add([_arrived(book, table, row) for row in new]),
        "到账的再融资债券资金",
        "Refinancing money",
        "起息日至付款日之间到账",
        total=True,
    )
    held = table.declare("rolled_held", "未使用的再融资债券资金", "Refinancing money held", "上期末＋到账－偿还本金")
    rolled = table.line(
        "rolled",
        smallest(old.principal, previous(held) + arrived),
        "再融资偿还的到期本金",
        "Principal refinanced",
        "应还本金与可用再融资债券资金中的较小者",
        total=True,
    )
    table.define(held, previous(held) + arrived - rolled)
    return rolled


def _arrived(book: Book, table: Table, row: Row[Bond]) -> Line:
    """Money of one refinancing bond on the first payment day (a working day) from its value date on; none after the last."""
    id_, there = row.data.id, row.data.value_date
    first = min((day for day in table.axis.days if working_day_from(day) >= there), default=None)
    flag = table.structure(
        f"rolled_in_flag.{id_}",
        [Decimal(int(day == first)) for day in table.axis.days],
        f"再融资到账标志（{id_}）",
        f"Money of {id_} is there",
        "再融资债券起息日之后的首个付款日",
        unit="count",
        rests_on=(*table.axis.rests_on, *row.keys(Bond.value_date, Bond.refinances)),
    )
    zh, en = f"再融资债券资金（{id_}）", f"Money of {id_}"
    return table.line(f"rolled_in.{id_}", face(book, row) * flag, zh, en, "发行金额×到账标志", total=True)
