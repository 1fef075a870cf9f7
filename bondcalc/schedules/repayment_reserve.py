"""偿债备付金: money laid by for repayment out of the project's cash; a memo that no ratio reads."""

from typing import NamedTuple

from bondcalc.algebra.line import Line, add, previous
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.repayment_duties import Reserve
from bondcalc.schedules import cash
from bondcalc.schedules.book import Book

SOURCE = "“偿债备付金”表；专账管理，不计入收益和覆盖倍数"


class RepaymentReserve(NamedTuple):
    """Balance of the reserve by year, and the cash left beside it; None where no reserve is set up."""

    balance: Line | None = None
    free: Line | None = None


def schedule(book: Book) -> RepaymentReserve:
    """Build the memo when money is set aside (国办发〔2024〕52号)."""
    if not book.project.rows(Reserve):
        return RepaymentReserve()
    table = book.table("repayment_reserve", "偿债备付金测算表（仅供参考）", "Repayment reserve (memo)", 52)
    balance = table.declare("balance", "期末备付金余额", "Reserve, closing", "上年余额＋计提－动用")
    opening = table.line("opening", previous(balance), "期初备付金余额", "Reserve, opening", "上年期末")
    more = _moved(book, table, "set_aside", "本年计提", "Set aside")
    less = _moved(book, table, "used", "本年动用", "Used")
    balance.strong = True
    table.define(balance, opening + more - less)
    free = table.line(
        "free",
        book.use(cash.schedule).closing - balance,
        "扣除备付金后的期末资金",
        "Cash beside the reserve",
        "期末资金余额－备付金余额，不得为负",
    )
    return RepaymentReserve(balance, free)


def _moved(book: Book, table: Table, move: str, zh: str, en: str) -> Line:
    rows = [row for row in book.rows(Reserve) if row.data.move == move]
    given = [row.yearly(Reserve.by_year) for row in rows]
    return table.line(move, add(given), zh, en, SOURCE, total=True, rests_on=book.keys(Reserve, Reserve.move))
