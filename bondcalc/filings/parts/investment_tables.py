"""投资估算表, 项目投资分年计划表 and 资金来源与运用平衡表 in print: what is spent, beside the total investment and its sources."""

from collections.abc import Iterable
from dataclasses import replace

from bondcalc.algebra.addends import terms
from bondcalc.algebra.line import Line
from bondcalc.filings.parts.line_tables import AMOUNT
from bondcalc.filings.parts.text import Writer
from bondcalc.filings.parts.years_across import Subtotal, added_up
from bondcalc.schedules import approval, investment, sources_and_uses
from bondcalc.typeset.document import PageBlock, PageTable, Sum, TableRows


def estimate(writer: Writer) -> list[PageTable]:
    """投资估算表: every item, reserve, interest and fee, and the total they make; then the same by year."""
    made = writer.result.book.use(investment.schedule)
    by_years = added_up(writer, "项目投资分年计划表", [Subtotal(made.total, terms(made.total, made.parts))])
    named = [_computed(writer, table) for table in by_years]
    return [part for table in named for part in (_approved(writer, _in_all(table)), table)]


def _computed(writer: Writer, table: PageTable) -> PageTable:
    """Call the total of a table by year the computed one, where the total investment is another."""
    if not writer.value("approval.left"):
        return table
    name = writer.result.book.use(approval.schedule).computed.zh
    return replace(table, rows=[*table.rows[:-1], [name, *table.rows[-1][1:]]])


def _in_all(table: PageTable) -> PageTable:
    """Keep the names and the totals of a table by year."""
    return replace(
        table,
        title="投资估算表",
        heading=[["项目", AMOUNT]],
        rows=[row[:2] for row in table.rows],
        align="lr",
        widths=[3.0, 1.4],
        repeat=0,
        sums=tuple(total for total in table.sums if total.axis == "row"),
    )


def balanced(writer: Writer) -> list[PageBlock]:
    """资金来源与运用平衡表, where something is left over or what is raised is not the investment; sources are what is stated."""
    lines = writer.result.book.use(sources_and_uses.schedule)
    apart = _standing(writer, (lines.missing, lines.beyond))
    if not (apart or _standing(writer, (lines.left,))):
        return []
    groups = ((lines.sources, (lines.capital, lines.bonds, lines.loans)), (lines.uses, (lines.computed, lines.left)))
    rows: TableRows = []
    sums: list[Sum] = []
    for whole, parts in groups:
        shown = _standing(writer, parts)
        sums.append(Sum("row", len(rows) + len(shown), tuple(range(len(rows), len(rows) + len(shown)))))
        rows += _rows(writer, (*shown, whole))
    strong = frozenset(total.at for total in sums)
    beside = [writer.result.book.use(approval.schedule).investment, *apart] if apart else []
    rows += _rows(writer, (*_standing(writer, (lines.gap,)), *beside))
    return [
        PageTable(
            "资金来源与运用平衡表",
            writer.unit,
            [["项目", AMOUNT]],
            rows,
            "lr",
            [3.0, 1.4],
            strong=strong,
            sums=tuple(sums),
        )
    ]


def _approved(writer: Writer, table: PageTable) -> PageTable:
    """Go on from the computed total to the total investment, where that is the approved one and above it."""
    lines = writer.result.book.use(approval.schedule)
    if not writer.value("approval.left"):
        return table
    at = len(table.rows) - 1
    return replace(
        table,
        rows=[*table.rows, *_rows(writer, (lines.below, lines.investment))],
        strong=table.strong | {at + 2},
        sums=(*table.sums, Sum("row", at + 2, (at, at + 1))),
    )


def _standing(writer: Writer, lines: Iterable[Line]) -> list[Line]:
    """Give the lines whose figure is not zero."""
    return [line for line in lines if writer.value(writer.id_of(line))]


def _rows(writer: Writer, lines: Iterable[Line]) -> TableRows:
    """Give a row a line, its name without the letter that the total investment has in the ratios."""
    return [[line.zh.removeprefix("A "), writer.figure(writer.id_of(line))] for line in lines]
