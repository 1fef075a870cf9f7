"""The native charts of a report: bars from a middle line, a waterfall, lines of one shade each; over the cells of a listing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.workbook import Workbook

ChartSpan = tuple[int, str]
"""A column of the sheet, and what its series is called."""
FILLS = ("#404040", "#BFBFBF")
STEPS = ("#7F7F7F", *FILLS)
SHADES = ("#A6A6A6", "#7F7F7F", "#000000", "#7F7F7F", "#A6A6A6")
DASHES = ("square_dot", "dash", "solid", "long_dash", "dash_dot")
MARKERS = ("diamond", "square", "circle", "triangle", "x")
"""Lines of one shade are told apart by these in black and white."""
FONT = {"name": "宋体", "size": 9}
GRID = {"visible": True, "line": {"color": "#D9D9D9"}}
DOWNWARDS = {"reverse": True, "num_font": FONT, "label_position": "low", "interval_unit": 1}
"""An axis of rows, the first on top, each with its name."""


def bars(book: "Workbook", sheet: str, title: str, spans: Sequence[ChartSpan], rows: tuple[int, int]) -> "Chart":
    """Make a chart of bars, the first row on top."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for (column, name), colour in zip(spans, FILLS, strict=True):
        chart.add_series(_series(sheet, name, column, rows) | _solid(colour) | {"gap": 40})
    chart.set_y_axis(DOWNWARDS)
    chart.set_x_axis({"num_font": FONT, "num_format": "0.00", "major_gridlines": GRID})
    return _framed(chart, title, (640, 320))


def waterfall(
    book: "Workbook", sheet: str, title: str, spans: Sequence[ChartSpan], rows: tuple[int, int], low: float
) -> "Chart":
    """Make a chart of bars, each where the one before ended: the first series carries them and is not seen."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    looks: list[dict[str, object]] = [
        {"fill": {"none": True}, "border": {"none": True}},
        *(_solid(colour) for colour in STEPS),
    ]
    # Programs count the entries of a legend from either end; a blank one is seen in none.
    named = [(spans[0][0], " "), *spans[1:]]
    for (column, name), look in zip(named, looks, strict=True):
        chart.add_series(_series(sheet, name, column, rows) | look | {"gap": 40})
    chart.set_y_axis(DOWNWARDS)
    chart.set_x_axis({"num_font": FONT, "num_format": "0.00##", "major_gridlines": GRID, "min": low})
    return _framed(chart, title, (900, 150 + 26 * (rows[1] - rows[0] + 1)))


def _solid(colour: str) -> dict[str, object]:
    return {"fill": {"color": colour}, "border": {"color": "#404040"}}


def lines(book: "Workbook", sheet: str, title: str, spans: Sequence[ChartSpan], rows: tuple[int, int]) -> "Chart":
    """Make a chart of lines that can be told apart in black and white; the middle one stands out."""
    chart = book.add_chart({"type": "line"})
    for index, (column, name) in enumerate(spans):
        look = index % len(SHADES)
        style = {"color": SHADES[look], "width": 1.75, "dash_type": DASHES[look]}
        chart.add_series(_series(sheet, name, column, rows) | {"line": style, "marker": _marker(look)})
    chart.set_x_axis({"num_font": {**FONT, "rotation": -90}, "label_position": "low"})
    chart.set_y_axis({"num_font": FONT, "major_gridlines": GRID})
    return _framed(chart, title, (900, 330))


def _series(sheet: str, name: str, column: int, rows: tuple[int, int]) -> dict[str, object]:
    first, last = rows
    return {"name": name, "categories": [sheet, first, 0, last, 0], "values": [sheet, first, column, last, column]}


def _marker(look: int) -> dict[str, object]:
    return {"type": MARKERS[look], "size": 5, "border": {"color": SHADES[look]}, "fill": {"color": SHADES[look]}}


def _framed(chart: "Chart", title: str, size: tuple[int, int]) -> "Chart":
    chart.set_title({"name": title, "name_font": {"name": "宋体", "size": 12}})
    chart.set_legend({"position": "bottom", "font": FONT})
    chart.set_size({"width": size[0], "height": size[1]})
    return chart
