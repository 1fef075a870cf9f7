"""The charts of a project as listings with their graphs, drawn from the shared shapes, and what scripts draw them again from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bondcalc.algebra.line import Line
from bondcalc.pictures.column_shapes import FILLS, WIDEST, ColumnChart
from bondcalc.pictures.graph_shapes import BARS, DASHES, MARGIN, PLOT, ROW, SMALL, VALUE, WIDTH, BarChart, LineChart
from bondcalc.pictures.shapes import AGAINST, GRID, INK, SOFT
from bondcalc.pictures.vectors import svg
from bondcalc.result.result import Result
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Graph, Listing, Medium, Report, ReportCell, ReportColumn, Words, read
from bondcalc.wording.terms import Unit

BY_YEAR = ReportColumn("year", Words("年份", "year"), align="c")
LEGEND = (ReportColumn("name", Words("项目", "item"), align="l"), ReportColumn("amount", Words("金额", "amount")))
SHAPES: Mapping[str, object] = {
    "width": WIDTH,
    "margin": MARGIN,
    "row": ROW,
    "plot": PLOT,
    "small": SMALL,
    "value": VALUE,
    "widest": WIDEST,
    "ink": INK,
    "soft": SOFT,
    "grid": GRID,
    "edge": AGAINST,
    "bars": BARS,
    "fills": FILLS,
    "dashes": DASHES,
}
"""Measures and colours, for scripts."""


@dataclass(frozen=True)
class PageChart:
    """A chart of a page: its listing, the ids of the series that are lines over columns; None where it is bars or lines.

    `lines` are what it shows: series in their order, of bars its rows. Without them it is of the filing alone.
    """

    listing: Listing
    over: Sequence[str] | None = None
    lines: Sequence[Line] = ()

    def markup(self, notation: Notation) -> str:
        """Draw the chart, its title read out where it is not seen."""
        graph = self.listing.graph
        if graph is None:
            return ""
        return svg(self._chart(graph, notation).drawn(), read(graph.title, notation, Medium.BOOK), parted=True)

    def _chart(self, graph: Graph, notation: Notation) -> ColumnChart | LineChart | BarChart:
        if self.over is not None:
            return ColumnChart(self.listing, graph, notation, self.over)
        return (LineChart if graph.kind == "line" else BarChart)(self.listing, graph, notation)

    def measures(self, notation: Notation, numbers: Mapping[Line, int]) -> dict[str, object]:
        """Give what scripts need to draw the figures of the chart again: where the plot stands, and the numbers of its lines."""
        graph = self.listing.graph
        if graph is None or not self.lines:
            return {}
        chart = self._chart(graph, notation)
        height = chart.drawn().height
        ids = [id_ for id_, _ in graph.series]
        return {
            "kind": "bars" if isinstance(chart, BarChart) else "columns" if self.over is not None else "lines",
            "lines": [numbers[line] for line in self.lines],
            "series": self._bars(ids) if isinstance(chart, BarChart) else [id_ in (self.over or ()) for id_ in ids],
            "left": chart.left,
            "top": chart.top,
            "height": height,
        }

    def _bars(self, ids: Sequence[str]) -> list[int]:
        """Give for each row of bars which series it is of."""
        return [next(at for at, id_ in enumerate(ids) if id_ in row) for row in self.listing.rows]


def project_charts(result: Result, stress: Report) -> Iterator[PageChart]:
    """Give the charts of a project; one that has nothing to show is left out."""
    for make in CHARTS:
        chart = make(result)
        if chart is not None:
            yield chart
    tornado = stress.part("tornado")
    if isinstance(tornado, Listing) and tornado.rows and tornado.graph is not None:
        title = Words("各因素对覆盖倍数的影响（倍）", "What each driver does to E/F (x)")
        yield PageChart(replace(tornado, graph=replace(tornado.graph, title=title)))


def chart_data(charts: Sequence[PageChart], notation: Notation, numbers: Mapping[Line, int]) -> dict[str, object]:
    """Give what scripts draw charts again from, one a figure of the page."""
    return {"measures": SHAPES, "drawn": [chart.measures(notation, numbers) for chart in charts]}


def _by_year(
    result: Result, title: Words, columns: Sequence[str], over: Sequence[str] | None, unit: Unit = Unit.MONEY
) -> PageChart | None:
    """Chart lines by year, each `schedule.line`; those in which nothing stands are left out."""
    lines = {id_: _line(result, id_) for id_ in (*columns, *(over or ()))}
    values = {id_: result.figures.columns(line) for id_, line in lines.items()}
    kept = [id_ for id_, row in values.items() if any(row)]
    if not kept:
        return None
    rows: list[dict[str, ReportCell]] = [{"year": str(year)} for year in result.book.years.years]
    for id_ in kept:
        for row, value in zip(rows, values[id_], strict=True):
            row[id_] = Datum(value, unit)
    graph = Graph("line", title, unit, [(id_, Words(lines[id_].zh, lines[id_].en)) for id_ in kept])
    listing = Listing(columns[0], None, (BY_YEAR,), rows, graph=graph)
    return PageChart(listing, over, [lines[id_] for id_ in kept])


def _line(result: Result, id_: str) -> Line:
    table, _, line = id_.partition(".")
    return result.book.find(table)[line]


def _revenue(result: Result) -> PageChart | None:
    title = Words("收入构成与还本付息（分年）", "Revenue by kind and debt service")
    return _by_year(result, title, ("repayable.operating", "repayable.land"), ("coverage_by_year.service",))


def _cover(result: Result) -> PageChart | None:
    title = Words("累计偿债备付率（分年）", "Debt service cover to date")
    return _by_year(result, title, ("coverage_by_year.dscr_to_date", "coverage_by_year.dscr"), None, Unit.RATIO)


def _cash(result: Result) -> PageChart | None:
    return _by_year(result, Words("期末资金余额（分年）", "Closing cash"), ("cash.closing",), ())


def _sources(result: Result) -> PageChart | None:
    """What pays for the investment; a gap and a rest have their row though there is none, for a what-if may open one."""
    table = result.book.find("sources_and_uses")
    lines = [table[id_] for id_ in ("capital", "bonds", "loans", "gap", "computed", "left")]
    amounts = {line: Datum(result.figures.amount(line), Unit.MONEY) for line in lines}
    if not any(amount.value for amount in amounts.values()):
        return None
    shown = [line for line in lines if amounts[line].value or line.id in {"gap", "left"}]
    rows: list[dict[str, ReportCell]] = []
    for line in shown:
        uses = line.id in {"computed", "left"}
        side = Words("运用：", "use: ") if uses else Words("来源：", "source: ")
        name = Words(side.zh + line.zh, f"{side.en}{line.en}")
        rows.append({"name": name, ("uses" if uses else "sources"): amounts[line]})
    series = (("sources", Words("资金来源", "sources")), ("uses", Words("资金运用", "uses")))
    graph = Graph("bar", Words("资金来源与运用", "Sources and uses"), Unit.MONEY, series)
    return PageChart(Listing("sources", None, LEGEND, rows, graph=graph), lines=shown)


def _calendar(result: Result) -> PageChart | None:
    """Principal and interest by day, in yuan."""
    calendar = result.book.find("payment_calendar")
    lines = (calendar["principal"], calendar["interest"])
    values = [result.figures.columns(line) for line in lines]
    days = [day.isoformat() for day in calendar.axis.days]
    rows: list[dict[str, ReportCell]] = [
        {"year": day, "principal": Datum(principal, Unit.YUAN), "interest": Datum(interest, Unit.YUAN)}
        for day, principal, interest in zip(days, *values, strict=True)
    ]
    series = [(line.id, Words(line.zh, line.en)) for line in lines]
    graph = Graph("line", Words("还本付息日历（元）", "Payment calendar (yuan)"), Unit.YUAN, series)
    return PageChart(Listing("calendar", None, (BY_YEAR,), rows, graph=graph), (), lines) if rows else None


CHARTS: tuple[Callable[[Result], PageChart | None], ...] = (_revenue, _cover, _cash, _sources, _calendar)
