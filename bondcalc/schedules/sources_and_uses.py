"""资金来源与运用平衡表: in total, what the investment is paid from, what it is spent on, and how far both are from A."""

from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, copied, largest, total
from bondcalc.algebra.table import Table
from bondcalc.schedules import approval, funding
from bondcalc.schedules.book import Book


class SourcesAndUses(NamedTuple):
    """Totals of sources and uses, in units of money: sources and `gap` are the uses, of which `left` is raised and not spent.

    `missing` is how much less is raised than the total investment A, `beyond` how much more.
    """

    capital: Line
    bonds: Line
    loans: Line
    sources: Line
    gap: Line
    computed: Line
    left: Line
    uses: Line
    missing: Line
    beyond: Line


def schedule(book: Book) -> SourcesAndUses:
    """Build the balance. Sources are what is stated, whatever A is; money is left over (结余) only as far as it is raised.

    By hand in tests/schedules/test_approval.py: test_money_is_left_only_as_far_as_it_is_raised.
    """
    table = book.table(
        "sources_and_uses", "资金来源与运用平衡表", "Sources and uses", 12, SCALAR, sheet="总投资与批复对照表"
    )
    capital, bonds, loans, sources = _raised(book, table)
    whole = book.use(approval.schedule)
    gap = _line(table, "gap", largest(whole.computed - sources, 0), "资金缺口", "Uses without a source")
    table.heading("资金运用", "Uses")
    computed = _line(table, "computed", copied(whole.computed), "测算总投资", "Computed total")
    left = _line(table, "left", largest(sources - computed, 0), "建设资金结余", "Construction money left over")
    uses = _line(table, "uses", computed + left, "资金运用合计", "All uses", strong=True)
    table.heading("与总投资对照", "Beside the total investment")
    missing = largest(whole.investment - sources, 0)
    more = largest(sources - whole.investment, 0)
    return SourcesAndUses(
        capital=capital,
        bonds=bonds,
        loans=loans,
        sources=sources,
        gap=gap,
        computed=computed,
        left=left,
        uses=uses,
        missing=_line(table, "missing", missing, "资金来源少于总投资", "Sources short of the investment"),
        beyond=_line(table, "beyond", more, "资金来源多于总投资", "Sources beyond the investment"),
    )


def _raised(book: Book, table: Table) -> tuple[Line, Line, Line, Line]:
    """Capital, bonds and loans as they are stated, and their sum."""
    raised = book.use(funding.schedule)
    table.heading("资金来源", "Sources")
    capital = _line(table, "capital", total(raised.capital), "项目资本金", "Capital")
    bonds = _line(table, "bonds", total(raised.drawn), "专项债券资金", "Special bonds")
    loans = _line(table, "loans", total(raised.loans), "市场化融资", "Market loans")
    sources = _line(table, "sources", capital + bonds + loans, "资金来源合计", "All sources", strong=True)
    return capital, bonds, loans, sources


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str, *, strong: bool = False) -> Line:
    return table.line(id_, formula, zh, en, "资金筹措表与总投资与批复对照表", strong=strong)
