"""资金来源与运用平衡表: in total, what the investment is paid from, what it is spent on, and what the approval leaves over."""

from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, copied, largest, total
from bondcalc.algebra.table import Table
from bondcalc.schedules import approval, funding
from bondcalc.schedules.book import Book


class SourcesAndUses(NamedTuple):
    """Totals of sources and uses; `missing` is what no source is stated for, `left` what the approved total leaves over.

    `beyond` is what is raised above the investment without being anybody's use.
    """

    capital: Line
    bonds: Line
    loans: Line
    missing: Line
    sources: Line
    computed: Line
    left: Line
    uses: Line
    beyond: Line


def schedule(book: Book) -> SourcesAndUses:
    """Build the balance: an excess over the approval has no source and stands as missing capital.

    By hand in tests/schedules/test_approval.py: test_money_left_is_a_use_and_an_excess_is_missing_capital.
    """
    table = book.table(
        "sources_and_uses", "资金来源与运用平衡表", "Sources and uses", 12, SCALAR, sheet="总投资与批复对照表"
    )
    raised, whole = book.use(funding.schedule), book.use(approval.schedule)
    table.heading("资金来源", "Sources")
    capital = _line(table, "capital", total(raised.capital), "项目资本金", "Capital")
    bonds = _line(table, "bonds", total(raised.drawn), "专项债券资金", "Special bonds")
    loans = _line(table, "loans", total(raised.loans), "市场化融资", "Market loans")
    gap = largest(whole.investment - capital - bonds - loans, 0)
    missing = _line(table, "missing", gap, "尚缺资本金", "Capital missing")
    sources = _line(table, "sources", capital + bonds + loans + missing, "资金来源合计", "All sources", strong=True)
    table.heading("资金运用", "Uses")
    computed = _line(table, "computed", copied(whole.computed), "测算总投资", "Computed total")
    left = _line(table, "left", copied(whole.left), "预计结余", "Expected to be left")
    uses = _line(table, "uses", computed + left, "资金运用合计", "All uses", strong=True)
    more = largest(capital + bonds + loans - whole.investment, 0)
    beyond = _line(table, "beyond", more, "资金来源多于总投资", "Sources beyond the investment")
    return SourcesAndUses(
        capital=capital,
        bonds=bonds,
        loans=loans,
        missing=missing,
        sources=sources,
        computed=computed,
        left=left,
        uses=uses,
        beyond=beyond,
    )


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str, *, strong: bool = False) -> Line:
    return table.line(id_, formula, zh, en, "资金筹措表与总投资与批复对照表", strong=strong)
