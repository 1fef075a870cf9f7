"""A neutral report as blocks of a filing: headings, texts, tables and charts; knows no analysis."""

from collections import Counter
from collections.abc import Iterator

from bondcalc.filings.parts.figured import cell as cell_of
from bondcalc.filings.parts.figured import figured
from bondcalc.filings.parts.text import Writer
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.risk_register import Risk
from bondcalc.reports.analyses import Analysis, analyses
from bondcalc.reports.register_listing import register_listing
from bondcalc.result.result import Result
from bondcalc.typeset.document import (
    Chart,
    ChartSeries,
    Heading,
    PageBlock,
    PageTable,
    Paragraph,
    PrintedFigure,
    Sum,
    TableCell,
)
from bondcalc.wording import number
from bondcalc.wording.report import (
    Datum,
    Graph,
    Keyed,
    Listing,
    Medium,
    Note,
    Report,
    ReportCell,
    ReportColumn,
    ReportRow,
    read,
)
from bondcalc.wording.terms import Unit

GRAPH = ".graph"
RISK = "risk"
"""The analysis whose chapter holds the register."""


def chapters(result: Result, *, review: bool = False) -> list[tuple[str, "ReportChapter"]]:
    """Give every analysis that plan and evaluation print, or of `review` those that it prints in their place: title and writer."""
    return [
        (analysis.title.said("zh", Medium.PAPER), ReportChapter(analysis))
        for analysis in analyses(Medium.PAPER, result)
        if analysis.handed_on(result) is not review
    ]


def registered(writer: Writer) -> list[PageBlock]:
    """风险清单 as filled in, where no chapter on risk prints it: a blank one is still to be filled in."""
    if any(analysis.id == RISK and analysis.handed_on(writer.result) for analysis in analyses(Medium.PAPER)):
        return []
    project = writer.result.project
    register = register_listing(project.rows(Risk))
    stated = ["register", "risks"] if register.rows else ["no_register"]
    report = Report(project.form(Particulars).name, writer.notation, [register])
    return [block for id_ in stated for block in _blocks(report, writer, id_)]


class ReportChapter:
    """Writes one analysis into a filing."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def __call__(self, writer: Writer) -> list[PageBlock]:
        """Give the blocks of the section."""
        return list(report_blocks(self._analysis.told(writer.result), writer))


def report_blocks(report: Report, writer: Writer) -> Iterator[PageBlock]:
    """Set a report, chapter by chapter; all its parts where it has none."""
    for part in report.parts:
        if isinstance(part, Note):
            writer.words |= {name: figured(f"{part.id}.{name}", fact) for name, fact in part.facts.items()}
    stated = report.chapters or [("", [part.id for part in report.parts])]
    for heading, ids in stated:
        if heading:
            yield Heading(2, heading)
        for id_ in ids:
            yield from _blocks(report, writer, id_)


def _blocks(report: Report, writer: Writer, id_: str) -> Iterator[PageBlock]:
    part = report.part(id_.removesuffix(GRAPH))
    if isinstance(part, Listing):
        lines = part.rows
        if id_.endswith(GRAPH) and part.graph and lines:
            yield _chart(report, part, part.graph)
        elif lines:
            yield _table(report, part)
        elif part.empty:
            yield Paragraph(figured(id_, part.empty.said("zh", Medium.PAPER)))
    elif writer.has(id_):
        yield from writer.paragraphs(id_)
    elif part is not None:
        yield Paragraph(figured(id_, part.words.said("zh", Medium.PAPER)))


def _table(report: Report, part: Listing) -> PageTable:
    columns, total = part.shown(Medium.PAPER), part.total()
    named = [*zip(_names(report, part, columns[0]), part.rows, strict=True), *([("total", total)] if total else [])]
    rows = [[_cell(report, f"{part.id}.{name}", line, column) for column in columns] for name, line in named]
    last = len(part.rows)
    return PageTable(
        part.title.said("zh", Medium.PAPER) if part.title else "",
        f"单位：{report.notation.money_unit}" if part.money else "",
        [[figured(f"{part.id}.{column.id}", _read(report, column.head)) for column in columns]],
        rows,
        "".join(column.align for column in columns),
        [column.width for column in columns],
        strong=frozenset({last}) if total else frozenset(),
        sums=(Sum("row", last, tuple(range(last))),) if total else (),
    )


def _read(report: Report, cell: ReportCell) -> str:
    return read(cell, report.notation, Medium.PAPER)


def _names(report: Report, part: Listing, first: ReportColumn) -> Iterator[str]:
    """Name the rows of a listing by their first cell, those of one name by their place too."""
    seen: Counter[str] = Counter()
    for line in part.rows:
        cell = line.get(first.id)
        name = cell.id if isinstance(cell, Keyed) else _read(report, cell)
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name}~{seen[name]}"


def _cell(report: Report, row: str, line: ReportRow, column: ReportColumn) -> TableCell:
    """Make a cell; what has no id of its own is known by its row and column."""
    cell = line.get(column.id)
    text = _read(report, cell)
    if isinstance(cell, Keyed) or (isinstance(cell, Datum) and cell.unit is Unit.YEAR and not cell.id):
        return text
    if isinstance(cell, Datum) and cell.id:
        made = cell_of(cell.id, text)
        return PrintedFigure(cell.id, made) if isinstance(made, str) else made
    return cell_of(f"{row}.{column.id}", text)


def _chart(report: Report, part: Listing, graph: Graph) -> Chart:
    first = part.columns[0].id
    return Chart(
        graph.title.said("zh", Medium.PAPER),
        f"单位：{report.notation.unit(graph.unit)}",
        [read(line.get(first), report.notation, Medium.PAPER) for line in part.rows],
        [
            ChartSeries(
                read(name, report.notation, Medium.PAPER), [_height(line.get(column)) for line in part.rows], graph.kind
            )
            for column, name in graph.series
        ],
    )


def _height(cell: ReportCell) -> float:
    """Give a point of a chart, a gap where there is no figure; the last digits of a double differ between processors."""
    if not isinstance(cell, Datum) or cell.value is None:
        return float("nan")
    return float(number.rounded(cell.value, 4)) if isinstance(cell.value, float) else float(cell.value)
