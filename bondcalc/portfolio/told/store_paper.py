"""The report as an official Chinese PDF: the weekly table first, then a section a page; long tables are cut and say so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bondcalc.filings.parts.filing import number as numeral
from bondcalc.portfolio.told.store_page import TOTAL_NAME, StorePage, StorePart, filled_in, unfilled_note
from bondcalc.portfolio.told.store_view import NOTATION, StoreView
from bondcalc.typeset.document import (
    Chart,
    ChartSeries,
    Document,
    Heading,
    PageBlock,
    PageTable,
    Paragraph,
    Sum,
    TableRows,
)
from bondcalc.wording.report import Datum, Graph, Listing, Medium, Note, ReportCell, ReportRow, read

TITLE = "专项债券项目汇总报告"
PRINTED_ROWS = 40
"""Rows of a listing on paper; the workbook has them all."""
SIGNS = 110
"""Signs of a text in a cell on paper: a finding, or the names and files of two projects."""
PARTED = re.compile("[!-~]+$")
"""A number or a Latin word at the end of what is cut: part of it would be another one."""
WIDE = 8
"""Columns from which on a table stands on a landscape page."""


def store_document(view: StoreView, pages: Sequence[StorePage], title: str, mark: str) -> Document:
    """Set the pages, one section each; `mark` stands on every sheet."""
    blocks: list[PageBlock] = [Heading(0, title)]
    for number, page in enumerate(pages):
        blocks.append(Heading(1, f"{numeral(number)}、{page.title.zh}"))
        for part in _joined(list(_with_unfilled(page.report(view).drawn(Medium.PAPER)))):
            blocks += [part] if isinstance(part, Paragraph) else _blocks(part)
    return Document(
        title=f"{title}（{view.said_day}）",
        author="",
        subject=title,
        keywords=f"专项债券;{TOTAL_NAME}",
        running_title=f"{title}　{view.said_day}",
        page_mark=mark,
        blocks=blocks,
    )


def _with_unfilled(parts: Iterable[StorePart]) -> Iterator[StorePart]:
    """Say before a table which columns it leaves out."""
    for part in parts:
        if isinstance(part, Listing) and (words := unfilled_note(part, Medium.PAPER)):
            yield Note(f"{part.id}_unfilled", words)
        yield part


def _joined(parts: Sequence[StorePart]) -> Iterator[Paragraph | Listing]:
    """Set notes that follow one another as one paragraph on the page of the table below it; those of a page with one table stand before that.

    Of several paragraphs the first would stay behind with the heading, and a note between two turned pages have a page of its own.
    """
    listings = [part for part in parts if isinstance(part, Listing)]
    ordered = sorted(parts, key=lambda part: isinstance(part, Listing)) if len(listings) == 1 else parts
    for notes, group in groupby(ordered, lambda part: isinstance(part, Note)):
        said = list(group)
        if notes:
            text = "".join(part.words.said("zh", Medium.PAPER) for part in said if isinstance(part, Note))
            yield Paragraph(text, leads=said[-1] is not ordered[-1])
        yield from (part for part in said if isinstance(part, Listing))


def _blocks(part: Listing) -> Iterator[PageBlock]:
    if not part.rows:
        if part.empty:
            yield Paragraph(part.empty.said("zh", Medium.PAPER))
    else:
        yield listing_table(filled_in(part))
        if len(part.rows) > (most := _printed(part)):
            summed = "；合计为全部各行" if part.total() else ""
            yield Paragraph(f"本表共{len(part.rows)}行，列出前{most}行，其余见工作簿{summed}。")
        if part.graph:
            yield _chart(part, part.graph)


def _printed(part: Listing) -> int:
    """How many rows of a listing paper has at most."""
    return PRINTED_ROWS if part.printed is None else min(part.printed, PRINTED_ROWS)


def listing_table(part: Listing) -> PageTable:
    """Set a listing with its total, which adds up as printed where all rows are printed."""
    columns, total = part.shown(Medium.PAPER), part.total()
    lines: list[ReportRow] = [*part.rows[: _printed(part)], *([total] if total else [])]
    rows: TableRows = [[_said(line.get(column.id)) for column in columns] for line in lines]
    last = len(rows) - 1
    whole = total is not None and len(part.rows) <= _printed(part)
    return PageTable(
        title=part.title.said("zh", Medium.PAPER) if part.title else "",
        unit=f"单位：{NOTATION.money_unit}" if part.money else "",
        heading=[[_said(column.head) for column in columns]],
        rows=rows,
        align="".join(column.align for column in columns),
        widths=[column.width for column in columns],
        strong=frozenset({last}) if total else frozenset(),
        landscape=len(columns) >= WIDE,
        repeat=1,
        sums=(Sum("row", last, tuple(range(last))),) if whole else (),
    )


def _said(cell: ReportCell) -> str:
    text = read(cell, NOTATION, Medium.PAPER)
    return text if len(text) <= SIGNS else f"{PARTED.sub('', text[: SIGNS - 1])}…"


def _chart(part: Listing, graph: Graph) -> Chart:
    return Chart(
        graph.title.zh,
        f"单位：{NOTATION.unit(graph.unit)}",
        [read(row.get(part.columns[0].id), NOTATION, Medium.PAPER) for row in part.rows],
        [
            ChartSeries(read(name, NOTATION, Medium.PAPER), [_height(row.get(column)) for row in part.rows], graph.kind)
            for column, name in graph.series
        ],
    )


def _height(cell: ReportCell) -> float:
    return float(cell.value) if isinstance(cell, Datum) and cell.value is not None else 0.0
