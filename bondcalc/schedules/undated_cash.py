"""没有日期的其他收支: what the cash of a year has beside 收益, investment and service, once for the payment days of all bonds."""

from collections.abc import Mapping
from typing import NamedTuple

from bondcalc.algebra.line import Line, add
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.schedules import bonds, loans, working_capital
from bondcalc.schedules.book import Book

UNDATED = "没有日期的其他收支表"
ZH = {"year_start": "年初支用的流动资金贷款", "mid_year": "年内均衡支用的流动资金贷款"}
EN = {"year_start": "Loans for operation, drawn at the start", "mid_year": "Loans for operation, drawn over the year"}


class UndatedCash(NamedTuple):
    """By year: what is `taken` on a day that nobody states, and so before any payment; loans for operation by when they are drawn (借款时点)."""

    taken: Line | None
    borrowed: Mapping[str, Line]


def undated(book: Book) -> UndatedCash:
    """Build the table, only where a project has such money."""
    taken, borrowed = _taken(book), _borrowed(book)
    if not taken and not borrowed:
        return UndatedCash(None, {})
    table = book.table("undated_cash", UNDATED, "Other cash without a day", 50, sheet="资金测算平衡表")
    zh, en, source = (
        "增加的流动资金、不计入总投资的发行费用",
        "Taken without a day",
        "流动资金估算表、专项债券还本付息汇总表",
    )
    return UndatedCash(
        table.line("taken", add(taken), zh, en, source, total=True) if taken else None,
        {
            way: table.line(f"borrowed_{way}", add(lines), ZH[way], EN[way], "市场化融资还本付息表", total=True)
            for way, lines in borrowed.items()
        },
    )


def _taken(book: Book) -> list[Line]:
    """Working capital beside the base, and issue fees that are no part of the investment; those of refinancing come off its money."""
    more, debt = book.use(working_capital.schedule).more, book.use(bonds.schedule)
    rows = [tranche.row.data for tranche in debt.tranches]
    charged = [bond.id for bond in rows if bond.refinances is None and not bonds.fee_invested(book, bond)]
    return [*([] if more is None else [more]), *(debt.table[f"issue_fee.{id_}"] for id_ in charged)]


def _borrowed(book: Book) -> dict[str, list[Line]]:
    """Draws of loans for operation by when they are drawn."""
    lent: dict[str, list[Line]] = {}
    for row in book.rows(Loan):
        if row.data.purpose == "working_capital":
            drawn = book.use(loans.schedule).table[f"drawn.{row.data.id}"]
            lent.setdefault(row.data.drawn_at, []).append(drawn)
    return lent
