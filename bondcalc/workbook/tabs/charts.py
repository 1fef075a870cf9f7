"""图表: native charts over the cells of the schedules; each is one statement."""

from typing import TYPE_CHECKING, NamedTuple

from bondcalc.algebra.words import label
from bondcalc.wording.report import Words
from bondcalc.wording.terms import Unit
from bondcalc.workbook.tabs.desk import Desk, landscape

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

TITLE = "图表"
WIDTH, HEIGHT, ROWS = 620, 330, 17
"""Size of a chart in pixels, and the rows of the sheet it takes."""
HATCHES = ("", "wide_upward_diagonal", "percent_25")
COLOURS = ("#2F5597", "#8FAADC", "#BFBFBF")


class ChartPlan(NamedTuple):
    """A chart by year: a schedule's id, the ids of its columns (stacked or side by side) and of its lines."""

    title: Words
    table: str
    columns: tuple[str, ...]
    lines: tuple[str, ...] = ()
    stacked: bool = False
    unit: Unit = Unit.NONE


CHARTS = (
    ChartPlan(
        Words("项目收益与由收益偿还的本息", "Revenue, and service paid from it"),
        "coverage_by_year",
        ("revenue", "service"),
    ),
    ChartPlan(Words("分年偿债备付率", "DSCR by year"), "coverage_by_year", ("dscr",), unit=Unit.RATIO),
    ChartPlan(Words("期末资金余额", "Closing cash"), "cash", ("closing",)),
    ChartPlan(
        Words("资金来源与投资支出", "Sources and uses"),
        "funding",
        ("capital", "drawn", "loans"),
        ("uses",),
        stacked=True,
    ),
)


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw every chart, two side by side."""
    desk.head(sheet, Words(TITLE, "Charts"))
    desk.places.sheet = ""
    for number, drawn in enumerate(CHARTS):
        corner = 2 + number // 2 * ROWS, number % 2 * 10
        if sheet.insert_chart(*corner, _chart(drawn, desk)) < 0:
            raise RuntimeError(drawn.title.zh)
    landscape(sheet)
    sheet.fit_to_pages(1, 1)


def _chart(drawn: ChartPlan, desk: Desk) -> "Chart":
    kind = {"type": "column", **({"subtype": "stacked"} if drawn.stacked else {})}
    chart = desk.book.add_chart(kind)
    for number, id_ in enumerate(drawn.columns):
        if len(drawn.columns) > 1 and not any(desk.result.figures.columns(desk.result.book.find(drawn.table)[id_])):
            continue
        fill = {"pattern": {"pattern": HATCHES[number], "fg_color": COLOURS[number], "bg_color": "#FFFFFF"}}
        plain = {"fill": {"color": COLOURS[number]}}
        chart.add_series(
            _series(drawn, id_, desk)
            | (fill if HATCHES[number] else plain)
            | {"border": {"color": "#404040"}, "gap": 60}
        )
    if drawn.lines:
        over = desk.book.add_chart({"type": "line"})
        for id_ in drawn.lines:
            over.add_series(
                _series(drawn, id_, desk) | {"line": {"color": "#000000", "width": 1.75}, "marker": {"type": "diamond"}}
            )
        chart.combine(over)
    font = {"name": "宋体", "size": 9}
    unit = drawn.unit.said(desk.language) if drawn.unit else desk.money_unit
    title = desk.said(Words(f"{drawn.title.zh}（{unit}）", f"{drawn.title.en} ({unit})"))
    chart.set_title({"name": title, "name_font": {"name": "宋体", "size": 12}})
    chart.set_x_axis({"num_font": {**font, "rotation": -90}, "label_position": "low"})
    chart.set_y_axis(
        {
            "num_font": font,
            "num_format": desk.notation.axis_format() if not drawn.unit else "0.0",
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart


def _series(drawn: ChartPlan, id_: str, desk: Desk) -> dict[str, object]:
    line = desk.result.book.find(drawn.table)[id_]
    return {
        "name": label(line, desk.language),
        "categories": "=" + desk.places.years(line),
        "values": "=" + desk.places.span(line),
    }
