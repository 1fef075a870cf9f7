"""Charts drawn for black-and-white print: bars told apart by hatching, lines by dashes and markers."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import TYPE_CHECKING

from bondcalc.typeset.document import Chart, ChartSeries
from bondcalc.typeset.fonts import Style, Typefaces
from bondcalc.typeset.operators import draw_circle
from bondcalc.typeset.paging import MIDDLE, PORTRAIT, Pen, Piece
from bondcalc.typeset.printed_texts import plain
from bondcalc.wording.number import trimmed

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

PLOT = 190.0
SMALL = 8.0
SLOT = 8.5
"""Category labels stand at least this many points apart when turned upright."""
SPACED = 14.0
"""Markers of a line stand at least this many points apart."""
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 2), (1.5, 1.5), (6, 2, 1.5, 2), (9, 3))
MARKERS = ("disc", "square", "triangle", "ring", "cross")
"""As many as there are dashes: a legend shows little more of a line than its marker."""
# Ground of a bar, and the directions of its hatching.
FILLS: tuple[tuple[float, str], ...] = ((0.25, ""), (1, "/"), (0.75, ""), (1, "x"), (1, ""), (0.55, "\\"), (1, "-"))
HATCHED = 1
"""The fill of memos."""


@dataclass(frozen=True)
class Plot:
    """The plot area in points and the scale of its axis."""

    left: float
    bottom: float
    width: float
    ticks: tuple[Decimal, ...]
    count: int

    def height_of(self, value: float) -> float:
        """Give the y of a value."""
        low, high = float(self.ticks[0]), float(self.ticks[-1])
        return self.bottom + PLOT * (value - low) / (high - low)

    @property
    def slot(self) -> float:
        """Width of one category."""
        return self.width / max(self.count, 1)


def chart_piece(chart: Chart, faces: Typefaces) -> Piece:
    """Set a chart as wide as the text; title above, legend below."""
    entries = legend_rows(chart, faces)
    labels = labels_height(chart, faces)
    height = 36 + PLOT + labels + 14 * len(entries) + 14
    return Piece(height, partial(draw_chart, chart=chart, entries=entries, labels=labels), before=10)


def draw_chart(pen: Pen, x: float, y: float, *, chart: Chart, entries: list[list[int]], labels: float) -> None:
    """Draw title, axis, bars, lines and legend."""
    ticks = scale([value for series in chart.series for value in series.values if isfinite(value)])
    margin = max(pen.faces.width(tick_text(tick), "body", SMALL) for tick in ticks) + 6
    plot = Plot(x + margin, y - 36 - PLOT, PORTRAIT.measure - margin, ticks, len(chart.categories))
    pen.text(chart.title, Style("strong", 12), x + PORTRAIT.measure / 2, y - 13, "c")
    if chart.unit:
        pen.text(chart.unit, Style("body", 9), x, y - 26)
    pen.canvas.saveState()
    draw_axis(pen, plot)
    bars = [series for series in chart.series if series.kind == "bar"]
    for number, series in enumerate(bars):
        draw_bars(pen, plot, series, number, len(bars))
    for number, series in enumerate(series for series in chart.series if series.kind == "line"):
        draw_series(pen, plot, series, number)
    pen.rule(plot.left, plot.height_of(0), plot.left + plot.width, plot.height_of(0), 0.8)
    draw_categories(pen, plot, chart)
    draw_legend(pen, chart, entries, x, plot.bottom - labels - 14)
    pen.canvas.restoreState()


def scale(values: list[float]) -> tuple[Decimal, ...]:
    """Choose four to nine round ticks that hold zero and every value."""
    low, high = min([0.0, *values]), max([0.0, *values])
    return ticks(low, high if low < high else 1.0)


def around(values: list[float]) -> tuple[Decimal, ...]:
    """Choose round ticks close around values that are not below zero, whose differences would be too small to see."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    return ticks(max(0.0, low - (high - low) / 4), high if low < high else low + 1.0)


def ticks(low: float, high: float) -> tuple[Decimal, ...]:
    """Choose four to nine round ticks from below the lower to above the higher number."""
    rough = (high - low) / 6
    power = Decimal(10) ** floor(log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if float(factor * power) >= rough)
    return tuple(step * number for number in range(floor(low / float(step)), ceil(high / float(step)) + 1))


def tick_text(tick: Decimal) -> str:
    """Write a tick with as many decimals as its step needs."""
    return trimmed(tick, 0, grouped=True) if tick else "0"


def draw_axis(pen: Pen, plot: Plot) -> None:
    """Draw the ticks, their light lines and the axis."""
    for tick in plot.ticks:
        y = plot.height_of(float(tick))
        pen.canvas.setStrokeGray(0.8)
        pen.rule(plot.left, y, plot.left + plot.width, y, 0.3)
        pen.text(tick_text(tick), Style("body", SMALL), plot.left - 4, y - MIDDLE * SMALL, "r")
    pen.canvas.setStrokeGray(0)
    pen.rule(plot.left, plot.bottom, plot.left, plot.bottom + PLOT, 0.5)


def draw_bars(pen: Pen, plot: Plot, series: ChartSeries, number: int, count: int) -> None:
    """Draw the bars of one series, side by side with the others."""
    width = plot.slot * 0.76 / count
    zero = plot.height_of(0)
    for index, value in enumerate(series.values):
        if isfinite(value) and value:
            x = plot.left + plot.slot * (index + 0.12) + width * number
            top = plot.height_of(value)
            fill = FILLS[HATCHED if series.memo else number % len(FILLS)]
            filled(pen.canvas, fill, (x, min(zero, top), width, abs(top - zero)))


def filled(canvas: "Canvas", fill: tuple[float, str], box: tuple[float, float, float, float]) -> None:
    """Draw a rectangle with its ground and hatching."""
    x, y, width, height = box
    ground, hatching = fill
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.setFillGray(ground)
    canvas.rect(x, y, width, height, stroke=1, fill=1)
    if hatching:
        path = canvas.beginPath()
        path.rect(x, y, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setLineWidth(0.5)
        canvas.setStrokeGray(0 if ground > 0.6 else 1)
        canvas.lines(hatches(hatching, box))
    canvas.restoreState()


def hatches(kind: str, box: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    """Give the lines of a hatching over a rectangle."""
    x, y, width, height = box
    if kind == "-":
        return [(x, y + 2.5 * n, x + width, y + 2.5 * n) for n in range(1, int(height / 2.5) + 1)]
    count = int((width + height) / 3.5) + 1
    rising = [(x + 3.5 * n - height, y, x + 3.5 * n, y + height) for n in range(1, count + 1)]
    falling = [(x + 3.5 * n, y, x + 3.5 * n - height, y + height) for n in range(1, count + 1)]
    return {"/": rising, "\\": falling, "x": rising + falling}[kind]


def draw_series(pen: Pen, plot: Plot, series: ChartSeries, number: int) -> None:
    """Draw a line series; a value that is not a number leaves a gap."""
    points = [
        (plot.left + plot.slot * (index + 0.5), plot.height_of(value)) if isfinite(value) else None
        for index, value in enumerate(series.values)
    ]
    strokes = [(*before, *after) for before, after in pairwise(points) if before and after]
    draw_strokes(pen, strokes, number)
    for point in points[:: ceil(SPACED / plot.slot)]:
        if point:
            marker(pen.canvas, MARKERS[number % len(MARKERS)], *point)


def draw_strokes(pen: Pen, strokes: list[tuple[float, float, float, float]], number: int) -> None:
    """Draw the strokes of a line on white edges, so that it can be followed over dark bars."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.setStrokeGray(1)
    canvas.setLineWidth(2.8)
    canvas.lines(strokes)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1.2)
    canvas.setDash(list(DASHES[number % len(DASHES)]))
    canvas.lines(strokes)
    canvas.restoreState()


def marker(canvas: "Canvas", kind: str, x: float, y: float) -> None:
    """Draw a marker about five points wide, on a white rim so that it stands out from bars."""
    canvas.saveState()
    canvas.setLineWidth(0.8)
    canvas.setFillGray(1)
    draw_circle(canvas, x, y, 3.1, stroke=False)
    canvas.setFillGray(1 if kind in {"square", "ring"} else 0)
    if kind == "square":
        canvas.rect(x - 2.1, y - 2.1, 4.2, 4.2, stroke=1, fill=1)
    elif kind == "triangle":
        path = canvas.beginPath()
        path.moveTo(x - 2.7, y - 2)
        path.lineTo(x + 2.7, y - 2)
        path.lineTo(x, y + 2.8)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    elif kind == "cross":
        canvas.lines([(x - 2.2, y - 2.2, x + 2.2, y + 2.2), (x - 2.2, y + 2.2, x + 2.2, y - 2.2)])
    else:
        draw_circle(canvas, x, y, 2.2, stroke=True)
    canvas.restoreState()


def widest_label(chart: Chart, faces: Typefaces) -> float:
    """Width of the widest category label."""
    return max((faces.width(plain(label), "body", SMALL) for label in chart.categories), default=0)


def upright(chart: Chart, faces: Typefaces) -> bool:
    """Say whether the category labels must be turned to fit."""
    slot = (PORTRAIT.measure - 40) / max(len(chart.categories), 1)
    return widest_label(chart, faces) > slot - 2


def labels_height(chart: Chart, faces: Typefaces) -> float:
    """Height of the category labels."""
    return (widest_label(chart, faces) if upright(chart, faces) else SMALL) + 8


def draw_categories(pen: Pen, plot: Plot, chart: Chart) -> None:
    """Write the category labels, turned when they are wide, with some left out when there are very many."""
    turned = upright(chart, pen.faces)
    every = max(1, ceil(SLOT / plot.slot)) if turned else 1
    for index in range(0, len(chart.categories), every):
        x = plot.left + plot.slot * (index + 0.5)
        if turned:
            pen.canvas.saveState()
            pen.canvas.translate(x + MIDDLE * SMALL, plot.bottom - 5)
            pen.canvas.rotate(90)
            pen.text(chart.categories[index], Style("body", SMALL), 0, 0, "r")
            pen.canvas.restoreState()
        else:
            pen.text(chart.categories[index], Style("body", SMALL), x, plot.bottom - 5 - SMALL, "c")


def legend_rows(chart: Chart, faces: Typefaces) -> list[list[int]]:
    """Put the legend's entries (indexes of series) on rows as wide as the text."""
    rows: list[list[int]] = [[]]
    filled_width = 0.0
    for number, series in enumerate(chart.series):
        width = entry_width(series, faces)
        if rows[-1] and filled_width + width > PORTRAIT.measure:
            rows.append([])
            filled_width = 0
        rows[-1].append(number)
        filled_width += width
    return rows


def entry_width(series: ChartSeries, faces: Typefaces) -> float:
    """Width of one entry of the legend."""
    return faces.width(plain(series.label), "body", 9) + 44


def draw_legend(pen: Pen, chart: Chart, rows: list[list[int]], x: float, y: float) -> None:
    """Draw sample and name of every series, in the middle of the text."""
    kinds = [series.kind for series in chart.series]
    for row in rows:
        left = x + (PORTRAIT.measure - sum(entry_width(chart.series[number], pen.faces) for number in row)) / 2
        for number in row:
            order = HATCHED if chart.series[number].memo else kinds[:number].count(kinds[number])
            SAMPLES[kinds[number]](pen, order, left, y)
            pen.text(chart.series[number].label, Style("body", 9), left + 28, y)
            left += entry_width(chart.series[number], pen.faces)
        y -= 14


def bar_sample(pen: Pen, order: int, x: float, y: float) -> None:
    """Draw a small bar of the legend."""
    filled(pen.canvas, FILLS[order % len(FILLS)], (x, y - 1, 22, 8))


def line_sample(pen: Pen, order: int, x: float, y: float) -> None:
    """Draw a short line of the legend with its marker."""
    draw_strokes(pen, [(x, y + 3, x + 22, y + 3)], order)
    marker(pen.canvas, MARKERS[order % len(MARKERS)], x + 11, y + 3)


SAMPLES: dict[str, Callable[[Pen, int, float, float], None]] = {"bar": bar_sample, "line": line_sample}
