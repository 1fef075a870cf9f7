"""monitoring.xlsx: state, alarms and every series as live formulas, with charts over the cells; inputs and rule values as cells."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from bondcalc.algebra.line import Line
from bondcalc.in_life import monitoring_status
from bondcalc.in_life.alarm_table import alarm_listing
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.monitoring_causes import causes_report
from bondcalc.in_life.monitoring_method import method_report
from bondcalc.in_life.year_listing import told as year_told
from bondcalc.inputs.look import closed, opened
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.monitoring_result import MonitoredSeries, MonitoringResult
from bondcalc.result.result import Result
from bondcalc.wording.report import Report, Words
from bondcalc.workbook.live_tables import TableWriter
from bondcalc.workbook.places import Formats, Places
from bondcalc.workbook.tabs import rule_values, schedule_tabs
from bondcalc.workbook.tabs.desk import Desk, by_sheet, landscape
from bondcalc.workbook.tabs.report_tab import ReportTab, units_in

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CHARTS = "图表"
FIXED = Words("执行数据和申报文件", "actuals and the filed plan")
"""Stands where a figure of a table is what was told or filed."""
CHART_SIZE = {"width": 620, "height": 330}
CHART_ROWS, BESIDE = 17, 10
"""Rows and columns of the sheet that a chart takes."""
ABREAST, BELOW = 3, 3
"""Charts side by side and one below the other on a printed page."""
PAGE_ROWS = 63
"""Rows from page to page: where so many charts fit A4 across, Excel, which passes over stated breaks of fitted pages, breaks in the white before."""
FONT = {"name": "宋体", "size": 9}
ALL = 10_000
"""Rows of a listing that has all of them."""


def monitoring_book(made: MonitoringResult, plan: LifePlan, record: LifeRecord) -> bytes:
    """Write the workbook; the same result gives the same bytes."""
    buffer = BytesIO()
    book = opened(buffer)
    result = replace(made.filed, book=made.book, figures=made.figures, rules=made.book.rules)
    desk = _desk(book, result, made)
    reports = _reports(made, plan, record)
    tabs = {title: book.add_worksheet(title) for title in reports}
    charts = book.add_worksheet(CHARTS)
    sheets = {name: book.add_worksheet(name) for name in by_sheet(result)}
    values = book.add_worksheet(rule_values.TITLE)
    for title, report in reports.items():
        ReportTab(book, tabs[title], Formats(book, report.notation), report, _subtitle(desk, report)).draw()
    schedule_tabs.draw_tables(sheets, desk)
    rule_values.draw(values, desk)
    _draw_charts(charts, desk, made)
    return closed(book, buffer, EXAMPLE_MARK if desk.particulars.example else "")


def _reports(made: MonitoringResult, plan: LifePlan, record: LifeRecord) -> Mapping[str, Report]:
    """Give the tabs of figures and words by title."""
    project = made.filed.project
    notation = project.form(Settings).notation()
    alarms = Report(project.form(Particulars).name, notation, [alarm_listing(made.alarms)])
    return {
        "状态": monitoring_status.status_report(made),
        "预警清单": replace(alarms, widths=(26, 12, 20, 8, 60, 14, 34, 12, 12, 10, 24)),
        "偏离来源": causes_report(made, ALL),
        "年度日程": year_told(plan, record),
        "方法": method_report(made),
    }


def _subtitle(desk: Desk, report: Report) -> str:
    mark = EXAMPLE_MARK if desk.particulars.example else ""
    return "　".join(filter(None, (mark, report.project, report.notation.amounts_in(units_in(report)))))


def _desk(book: "Workbook", result: Result, made: MonitoringResult) -> Desk:
    """Fix where every line stands, and what it is drawn with."""
    notation, places = result.project.form(Settings).notation(), Places()
    schedule_tabs.place(result, places)
    rule_values.place(result, places)
    names = {line: table.zh for table in result.book.tables for line in table.lines}
    formats = Formats(book, notation)
    writer = TableWriter(places, formats, made.figures, notation, names, FIXED)
    day = made.as_of
    created = datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": result.project.form(Particulars).name, "comments": "bondcalc", "created": created})
    book.set_calc_mode("auto")
    return Desk(book=book, result=result, formats=formats, places=places, writer=writer)


CHARTED: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("计划与实际", ("plan", "actual"), "column"),
    ("当期偏离率P、累计偏离率I、滤波偏离率f", ("period", "cumulated", "filtered"), "line"),
)


def _draw_charts(sheet: "Worksheet", desk: Desk, made: MonitoringResult) -> None:
    """Draw three charts for 项目收益 and for each kind in all, over the cells of the tables."""
    desk.head(sheet, Words(CHARTS))
    desk.places.sheet = ""
    whole = [series for series in made.series if series.line is None]
    charts = [chart for series in reversed(whole) for chart in _charts_of(desk, series)]
    for number, chart in enumerate(charts):
        page, on_page = divmod(number, ABREAST * BELOW)
        row, column = divmod(on_page, ABREAST)
        if sheet.insert_chart(2 + page * PAGE_ROWS + row * CHART_ROWS, column * BESIDE, chart) < 0:
            raise RuntimeError(CHARTS)
    landscape(sheet)
    sheet.set_h_pagebreaks([1 + page * PAGE_ROWS for page in range(1, -(-len(charts) // (ABREAST * BELOW)))])


def _charts_of(desk: Desk, series: MonitoredSeries) -> list["Chart"]:
    deviation, lines = series.lines.deviation, series.lines
    charts = [
        _chart(desk, f"{series.name}：{title}", [getattr(deviation, name) for name in names], kind)
        for title, names, kind in CHARTED
    ]
    charts.append(
        _chart(desk, f"{series.name}：移动平均和界限（越过负界限为偏离）", [lines.average, lines.bound], "line")
    )
    return charts


def _chart(desk: Desk, title: str, lines: list[Line], kind: str) -> "Chart":
    """Make a chart of lines of a table by year."""
    chart = desk.book.add_chart({"type": kind})
    for line, look in zip(lines, LOOKS, strict=False):
        drawn: dict[str, object] = (
            {"fill": {"color": look[0]}, "border": {"color": "#404040"}} if kind == "column" else {}
        )
        if kind == "line":
            drawn = {"line": {"color": look[0], "width": 1.75, "dash_type": look[1]}}
        span = {"name": line.zh, "categories": "=" + desk.places.years(line), "values": "=" + desk.places.span(line)}
        chart.add_series({**span, **drawn})
    chart.set_title({"name": title, "name_font": {"name": "宋体", "size": 12}})
    chart.set_x_axis({"num_font": FONT, "label_position": "low"})
    chart.set_y_axis({"num_font": FONT, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.set_size(CHART_SIZE)
    return chart


LOOKS = (("#1F3864", "solid"), ("#8FAADC", "dash"), ("#7F7F7F", "square_dot"))
"""Colour and dash of each series of a chart, told apart in black and white."""
