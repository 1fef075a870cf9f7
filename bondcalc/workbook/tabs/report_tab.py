"""A neutral report as a tab: computed values, not formulas, with native charts; knows no analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bondcalc.inputs.look import broken_into, row_height
from bondcalc.typeset.pdf_charts import around
from bondcalc.wording.notation import PERCENT, Notation
from bondcalc.wording.report import (
    INCOMPLETE,
    STORED,
    UNTOLD,
    Datum,
    Graph,
    Listing,
    Medium,
    Note,
    Report,
    ReportCell,
    ReportColumn,
    read,
)
from bondcalc.wording.terms import LANGUAGES, Unit
from bondcalc.wording.waterfall import waterfall_ends
from bondcalc.workbook.live_tables import formula, write
from bondcalc.workbook.places import Formats, cell_name
from bondcalc.workbook.tabs import report_graphs
from bondcalc.workbook.tabs.desk import landscape, pages_long, pages_wide, set_widths

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CHART_ROWS = 17
"""Rows of a sheet that a chart takes."""
FRAME_ROWS = 9
"""Rows that title, axis and legend of a waterfall take, beside those of its bars."""
BESIDE = 4
"""Columns of a listing that leave room for a chart at their side."""
FROZEN = 2
"""Columns of a long listing that stay where the rest is moved."""
PLAIN_ROW = 15.0
"""Points of a row whose height is not stated."""
NOTES = 2
"""Row of the first note: title and subtitle stand above."""
WIDTHS = (30, *[16] * 9)


class ReportTab:
    """Draws one report on one sheet."""

    def __init__(
        self, book: "Workbook", sheet: "Worksheet", formats: Formats, report: Report, subtitle: str, head: str = ""
    ) -> None:
        self._book, self._sheet, self._formats, self._report = book, sheet, formats, report
        self._title, self._subtitle, self._head = str(sheet.get_name()), subtitle, head or str(sheet.get_name())
        self._row, self._breaks, self._heights = NOTES, list[int](), dict[int, float]()
        self._frozen: tuple[int, int] | None = None
        stated = tuple(report.widths or WIDTHS)
        columns = [len(part.shown(Medium.BOOK)) for part in report.parts if isinstance(part, Listing)]
        self._widths = stated + (WIDTHS[-1],) * (max(columns, default=0) - len(stated))
        self._wide = pages_wide(self._widths)

    def draw(self) -> None:
        """Draw title, notes and listings in order."""
        self._write(0, 0, self._head, "title")
        self._write(1, 0, self._subtitle, "subtitle")
        first, begun = NOTES, False
        for part in self._report.drawn(Medium.BOOK):
            if isinstance(part, Note):
                self._note(part)
                first = first if begun else self._row
            else:
                # A blank row stands before a listing, unless the subtitle does.
                self._listing(part, self._row + (self._row > NOTES))
                begun = True
        if self._breaks:
            self._sheet.set_h_pagebreaks(self._breaks)
        set_widths(self._sheet, self._widths)
        frozen = self._frozen or ((first, 1) if first > NOTES else None)
        if frozen:
            self._sheet.freeze_panes(*frozen)
        if self._wide > 1:
            self._sheet.repeat_columns(0)
        landscape(self._sheet, wide=self._wide, long=self._long())

    def _long(self) -> int:
        """Give the pages to fit the rows on where their heights are stated and no listing opens a page."""
        if self._breaks or self._wide > 1 or not self._heights:
            return 0
        high = sum(self._heights.get(row, PLAIN_ROW) for row in range(self._row))
        return pages_long(high, self._widths)

    def _write(self, row: int, column: int, value: object, role: str, unit: str = "") -> None:
        write(self._sheet, row, column, value, self._formats(role, unit))

    def _said(self, cell: ReportCell) -> str:
        return read(cell, self._report.notation, Medium.BOOK)

    def _note(self, part: Note) -> None:
        self._row += part.apart
        for number, line in enumerate(self._broken(part, self._report.notation)):
            self._write(self._row + number, 0, line, "subtitle")
        # What follows stands in the same cells in every language.
        every = (replace(self._report.notation, language=language) for language in LANGUAGES)
        self._row += max(len(self._broken(part, notation)) for notation in every)

    def _broken(self, part: Note, notation: Notation) -> list[str]:
        # On a page of its own each: a line that runs on to the next is read by nobody.
        return broken_into(read(part.words, notation, Medium.BOOK), sum(self._widths) / self._wide)

    def _listing(self, part: Listing, top: int) -> None:
        """Write a listing from a row on; `_row` is then the first free row."""
        if part.page:
            self._breaks.append(top)
        if not part.rows:
            self._write(top, 0, self._said(part.empty), "subtitle")
            self._row = top + 1
            return
        head, lines = top, part.lines(Medium.BOOK)
        if part.title:
            self._write(top, 0, self._said(part.title), "subtitle")
            head += 1
        self._table(head, part.shown(Medium.BOOK), lines)
        if part.page == "long":
            self._sheet.repeat_rows(head)
        self._row = head + 1 + len(lines)
        self._total(part, head)
        if part.graph:
            self._graph(part, part.graph, top, (head + 1, head + len(lines)))

    def _total(self, part: Listing, head: int) -> None:
        """Add up under a listing, by formulas; where its rows are chosen, those that are shown."""
        sums, columns = part.total(), part.shown(Medium.BOOK)
        if part.filtered:
            self._sheet.autofilter(head, 0, self._row - 1, len(columns) - 1)
            self._sheet.repeat_rows(head)
            self._frozen = head + 1, FROZEN
        if sums is None:
            return
        called = "SUBTOTAL(109," if part.filtered else "SUM("
        for column, stated in enumerate(columns):
            cell = sums.get(stated.id)
            span = f"{cell_name(head + 1, column)}:{cell_name(self._row - 1, column)}"
            if isinstance(cell, Datum):
                style, stored = self._formats("strong", stated.unit), cell.stored(self._report.notation)
                formula(self._sheet, self._row, column, f"={called}{span})", style, stored)
            elif cell is INCOMPLETE:
                # Whoever fills in the blank cells gets the sum.
                said, style = self._said(cell), self._formats("strong", stated.unit)
                blank = f"COUNTBLANK({span})"
                if any(_is_untold(row.get(stated.id)) for row in part.rows):
                    blank += f'+COUNTIF({span},"{self._said(UNTOLD)}")'
                text = f'=IF({blank}>0,"{said}",{called}{span}))'
                formula(self._sheet, self._row, column, text, style, said)
            else:
                self._write(self._row, column, self._said(cell), "label_strong")
        self._raise(self._row, [(self._said(part.total_head), 0)])
        self._row += 1

    def _table(self, head: int, columns: Sequence[ReportColumn], lines: Sequence[Mapping[str, ReportCell]]) -> None:
        for column, stated in enumerate(columns):
            self._write(head, column, self._said(stated.head), "heading")
        self._raise(head, [(self._said(stated.head), column) for column, stated in enumerate(columns)])
        for row, line in enumerate(lines, head + 1):
            self._line(row, [(stated, line.get(stated.id)) for stated in columns])

    def _line(self, row: int, cells: list[tuple[ReportColumn, ReportCell]]) -> None:
        places = {stated.id: column for column, (stated, _) in enumerate(cells)}
        for column, (stated, cell) in enumerate(cells):
            # So near its limit a ratio of the rounded amounts of its row may lie on the other side: it stands as it is.
            live = isinstance(cell, Datum) and cell.value is not None and not _finer(cell)
            if live and stated.made and isinstance(cell, Datum) and {*stated.made[1:]} <= {*places}:
                sign, left, right = stated.made
                text = f"={cell_name(row, places[left])}{sign}{cell_name(row, places[right])}"
                style = self._formats(cell.verdict or "structure", stated.unit)
                formula(self._sheet, row, column, text, style, cell.stored(self._report.notation))
            else:
                self._cell(row, column, stated, cell)
        self._raise(row, [(self._said(told), index) for index, (_, told) in enumerate(cells) if _is_text(told)])

    def _raise(self, row: int, texts: Sequence[tuple[str, int]]) -> None:
        """Make a row as high as its texts need in their columns."""
        if texts:
            self._heights[row] = row_height([(text, self._widths[column]) for text, column in texts])
            self._sheet.set_row(row, self._heights[row])

    def _value(self, cell: ReportCell) -> float | str:
        return cell.stored(self._report.notation) if isinstance(cell, Datum) else self._said(cell)

    def _cell(self, row: int, column: int, stated: ReportColumn, cell: ReportCell) -> None:
        verdict = cell.verdict if isinstance(cell, Datum) else None
        unit = cell.unit if stated.mixed and isinstance(cell, Datum) else stated.unit
        unit = Unit.SHARE_POINTS if isinstance(cell, Datum) and cell.points and cell.value is not None else unit
        value = self._value(cell)
        if unit != Unit.NONE or verdict:
            role = verdict or ("said" if isinstance(value, str) else "structure")
        else:
            role = "unit" if stated.centred else "text" if column else "label"
        write(self._sheet, row, column, value, self._formats(role, unit, _decimals(cell)))

    def _graph(self, part: Listing, graph: Graph, top: int, rows: tuple[int, int]) -> None:
        """Draw bars beside a listing that leaves room for them, else below it, over the cells of its `rows`, its total left out."""
        bars, end = graph.kind == "bar", self._row
        columns = [column.id for column in part.shown(Medium.BOOK)]
        spans = [(columns.index(id_), self._said(name)) for id_, name in graph.series]
        title = self._said(graph.title)
        if graph.form == "waterfall":
            low = float(around(waterfall_ends(part, graph))[0])
            chart = report_graphs.waterfall(self._book, self._title, title, spans, rows, low)
        else:
            picture = report_graphs.bars if bars else report_graphs.lines
            chart = picture(self._book, self._title, title, spans, rows)
        beside = bars and len(columns) <= BESIDE
        corner = (top, len(columns)) if beside else (end + 1, 0)
        if self._sheet.insert_chart(*corner, chart) < 0:
            raise RuntimeError(self._title)
        high = len(part.rows) * 13 // 10 + FRAME_ROWS if graph.form == "waterfall" else CHART_ROWS
        self._row = max(end, top + high) if beside else end + 1 + high


def units_in(report: Report) -> set[str]:
    """Give the units of the figures in the listings that a workbook shows: of a column, or each figure's own."""
    listings = [part for part in report.drawn(Medium.BOOK) if isinstance(part, Listing)]
    cells = (cell for part in listings for row in part.lines(Medium.BOOK) for cell in row.values())
    stated = {column.unit for part in listings for column in part.shown(Medium.BOOK)}
    return stated | {cell.unit for cell in cells if isinstance(cell, Datum)}


def _finer(cell: ReportCell) -> int:
    """Give the decimals of a ratio that shows as its limit with those that workbooks have; 0 for all others."""
    fine = cell.fine if isinstance(cell, Datum) and cell.unit == Unit.RATIO else 0
    return fine if fine > STORED[Unit.RATIO] else 0


def _decimals(cell: ReportCell) -> int:
    """Give the decimals that a cell shows beside those of its unit: of a share as people read it, of a ratio near its limit."""
    if isinstance(cell, Datum) and cell.unit in PERCENT and cell.limit is None:
        return cell.places or 0
    return _finer(cell)


def _is_untold(cell: ReportCell) -> bool:
    return isinstance(cell, Datum) and cell.untold


def _is_text(cell: ReportCell) -> bool:
    return cell.words is not None if isinstance(cell, Datum) else cell is not None
