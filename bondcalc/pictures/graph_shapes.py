"""The picture of a listing: bars from a middle line, a waterfall, lines or a fan; knows no analysis."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from math import ceil

from bondcalc.pictures.letters import wide
from bondcalc.pictures.shapes import (
    AGAINST,
    FAVOUR,
    GRID,
    INK,
    SOFT,
    WHOLE,
    Lettering,
    Picture,
    PictureShape,
    Polyline,
    Rectangle,
)
from bondcalc.typeset.pdf_charts import around, scale, tick_text
from bondcalc.wording import number
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Graph, Listing, Medium, ReportCell, Words, read
from bondcalc.wording.waterfall import waterfall_ends

WIDTH, MARGIN, ROW, PLOT = 960.0, 24.0, 26.0, 300.0
"""Points: of a picture, of its edge, of a row of bars, of the height over which lines run."""
TITLE, SMALL, VALUE = 17.0, 12.0, 70.0
BARS, STEPPED = (AGAINST, FAVOUR, WHOLE), (WHOLE, AGAINST, FAVOUR)
"""Fills of bars, and of a waterfall: the whole first, then what lowers it and what raises it."""
BANDS = ("#e3e8ee", "#c3cdd8")
DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 3), (8, 3, 2, 3))


@dataclass(frozen=True)
class ChartBar:
    """A bar between two values, and which series it is of."""

    start: float
    end: float
    series: int
    text: str


def graph_shapes(listing: Listing, graph: Graph, notation: Notation) -> Picture:
    """Draw the graph of a listing."""
    return (
        LineChart(listing, graph, notation).drawn()
        if graph.kind == "line"
        else BarChart(listing, graph, notation).drawn()
    )


def number_in(cell: ReportCell) -> float | None:
    """Give the figure of a cell to measure; None where it has none."""
    return float(cell.value) if isinstance(cell, Datum) and cell.value is not None else None


class _Chart:
    """What both kinds share: names of rows, the title, the legend."""

    def __init__(self, listing: Listing, graph: Graph, notation: Notation) -> None:
        self.listing, self.rows, self.graph, self.notation = listing, listing.rows, graph, notation
        first = listing.columns[0].id
        self.names = [self.said(row.get(first)) for row in listing.rows]
        self.shapes: list[PictureShape] = []
        self.plotted: list[PictureShape] = []

    def plot(self, *shapes: PictureShape) -> None:
        """Draw what hangs on the figures."""
        self.shapes += shapes
        self.plotted += shapes

    def picture(self, height: float) -> Picture:
        """Give what is drawn."""
        return Picture(WIDTH, height, self.shapes, self.plotted)

    def said(self, cell: ReportCell) -> str:
        """Write a cell as a workbook has it."""
        return read(cell, self.notation, Medium.BOOK)

    def head(self) -> float:
        """Draw the title, and the unit as paper has it; give where the plot begins."""
        title, unit = read(self.graph.title, self.notation, Medium.PAPER), self.notation.unit(self.graph.unit)
        self.shapes.append(Lettering(WIDTH / 2, MARGIN + TITLE / 2, title, TITLE, "middle", bold=True))
        if unit:
            words = f"单位：{unit}" if self.notation.language == "zh" else f"unit: {unit}"
            self.shapes.append(Lettering(MARGIN, MARGIN + TITLE + 14, words, SMALL, colour=SOFT))
        return MARGIN + TITLE + 32

    def legend(self, entries: Sequence[tuple[str, PictureShape]], y: float) -> None:
        """Draw samples with their names in the middle of the picture; a sample stands at 0, 0."""
        room = [wide(name, SMALL) + 52 for name, _ in entries]
        x = (WIDTH - sum(room)) / 2
        for (name, sample), taken in zip(entries, room, strict=True):
            self.shapes += [_moved(sample, x, y), Lettering(x + 30, y, name, SMALL)]
            x += taken


def tick_texts(axis: Sequence[Decimal]) -> list[str]:
    """Write ticks with the decimals that the finest of them needs."""
    places = max(len(tick_text(tick).partition(".")[2]) for tick in axis)
    return [number.fixed(tick, places, grouped=True) for tick in axis]


def _moved(shape: PictureShape, x: float, y: float) -> PictureShape:
    if isinstance(shape, Rectangle):
        return Rectangle(x, y - shape.height / 2, shape.width, shape.height, shape.fill, edge=shape.edge)
    if isinstance(shape, Polyline):
        return Polyline([(x + a, y + b) for a, b in shape.points], shape.colour, shape.width, shape.dash)
    return shape


class BarChart(_Chart):
    """Bars that lie in rows, the first on top: to both sides of zero, or each where the one before ended."""

    def drawn(self) -> Picture:
        """Draw names, axis, bars and legend."""
        rows = [self._bars(row) for row in self.rows]
        self._measure([bar for bars in rows for bar in bars])
        top = self.top = self.head()
        bottom = top + ROW * len(rows)
        for tick, text in zip(self.axis, tick_texts(self.axis), strict=True):
            x = self._at(float(tick))
            self.plot(
                Polyline([(x, top), (x, bottom)], GRID), Lettering(x, bottom + 12, text, SMALL, "middle", colour=SOFT)
            )
        for index, bars in enumerate(rows):
            self._row(self.names[index], bars, top + ROW * index)
        base = self._at(max(0.0, float(self.axis[0])))
        self.plot(Polyline([(base, top), (base, bottom)], INK))
        samples = [
            (self.said(name), Rectangle(0, 0, 22, 11, self._fill(at), edge=AGAINST)) for at, (_, name) in self._seen()
        ]
        self.legend(samples, bottom + 38)
        return self.picture(bottom + 38 + MARGIN)

    def _seen(self) -> Iterator[tuple[int, tuple[str, Words | str]]]:
        """Give the series that are drawn; bars of a waterfall stand on the first, which is not."""
        series = self.graph.series[self.graph.form == "waterfall" :]
        return enumerate(series)

    def _bars(self, row: Mapping[str, ReportCell]) -> list[ChartBar]:
        base = (number_in(row.get(self.graph.series[0][0])) or 0.0) if self.graph.form == "waterfall" else 0.0
        cells = [(at, row.get(column)) for at, (column, _) in self._seen()]
        return [ChartBar(base, base + value, at, self.said(cell)) for at, cell in cells if (value := number_in(cell))]

    def _measure(self, bars: list[ChartBar]) -> None:
        """Choose the axis: with zero, or close around a waterfall, whose moves would be too small to see."""
        if self.graph.form == "waterfall":
            self.axis = around(waterfall_ends(self.listing, self.graph))
        else:
            self.axis = scale([end for bar in bars for end in (bar.start, bar.end)])
        self.left = MARGIN + max((wide(name, SMALL) for name in self.names), default=0) + 10
        first, last = float(self.axis[0]), float(self.axis[-1])
        self.step = (WIDTH - MARGIN - VALUE - self.left) / (last - first)

    def _at(self, value: float) -> float:
        return self.left + (max(value, float(self.axis[0])) - float(self.axis[0])) * self.step

    def _row(self, name: str, bars: list[ChartBar], top: float) -> None:
        middle = top + ROW / 2
        self.shapes.append(Lettering(self.left - 8, middle, name, SMALL, "end"))
        for bar in bars:
            left, right = sorted((self._at(bar.start), self._at(bar.end)))
            self.plot(Rectangle(left, top + 5, right - left, ROW - 10, self._fill(bar.series), edge=AGAINST))
            falls = bar.end < bar.start
            x = left - 5 if falls else right + 5
            self.plot(Lettering(x, middle, bar.text, SMALL, "end" if falls else "start", colour=SOFT))

    def _fill(self, series: int) -> str:
        fills = STEPPED if self.graph.form == "waterfall" else BARS
        return fills[series % len(fills)]


class LineChart(_Chart):
    """Lines over the rows, in a fan with bands between the outer ones."""

    def drawn(self) -> Picture:
        """Draw names, axis, bands, lines and legend."""
        values = [[number_in(row.get(column)) for row in self.rows] for column, _ in self.graph.series]
        self.axis = scale([value for series in values for value in series if value is not None])
        self.top = self.head()
        self.left = MARGIN + max(wide(text, SMALL) for text in tick_texts(self.axis)) + 8
        self.slot = (WIDTH - MARGIN - self.left) / max(len(self.rows), 1)
        for tick, text in zip(self.axis, tick_texts(self.axis), strict=True):
            y = self._height(float(tick))
            self.plot(
                Polyline([(self.left, y), (WIDTH - MARGIN, y)], INK if tick == 0 else GRID),
                Lettering(self.left - 6, y, text, SMALL, "end", colour=SOFT),
            )
        every = ceil(max((wide(name, SMALL) + 8 for name in self.names), default=1) / self.slot)
        for index in range(0, len(self.names), every):
            self.shapes.append(
                Lettering(self._across(index), self.top + PLOT + 14, self.names[index], SMALL, "middle", colour=SOFT)
            )
        entries = self._fan(values) if self.graph.form == "fan" else self._plain(values)
        self.legend(entries, self.top + PLOT + 42)
        return self.picture(self.top + PLOT + 42 + MARGIN)

    def _fan(self, values: list[list[float | None]]) -> list[tuple[str, PictureShape]]:
        """Fill between the first and the last series, then the next ones inwards; the middle one is a line."""
        names, entries = [self.said(name) for _, name in self.graph.series], list[tuple[str, PictureShape]]()
        for outer in range(len(values) // 2):
            self._band(values[outer], values[-1 - outer], BANDS[outer % len(BANDS)])
            sample = Rectangle(0, 0, 22, 11, BANDS[outer % len(BANDS)], edge=SOFT)
            entries.append((f"{names[-1 - outer]}至{names[outer]}", sample))
        for at in range(len(values) // 2, len(values) - len(values) // 2):
            self._line(values[at], 0)
            entries.append((names[at], Polyline([(0, 0), (22, 0)], INK, 2.5)))
        return entries

    def _plain(self, values: list[list[float | None]]) -> list[tuple[str, PictureShape]]:
        for at, series in enumerate(values):
            self._line(series, at)
        return [
            (self.said(name), Polyline([(0, 0), (22, 0)], INK, 2, DASHES[at % len(DASHES)]))
            for at, (_, name) in enumerate(self.graph.series)
        ]

    def _band(self, upper: list[float | None], lower: list[float | None], colour: str) -> None:
        """Fill between two lines, where both have a value."""
        run: list[tuple[int, float, float]] = []
        for index, (high, low) in enumerate([*zip(upper, lower, strict=True), (None, None)]):
            if high is not None and low is not None:
                run.append((index, high, low))
            elif run:
                over = [(self._across(at), self._height(high)) for at, high, _ in run]
                under = [(self._across(at), self._height(low)) for at, _, low in reversed(run)]
                self.shapes.append(Polyline([*over, *under], colour, filled=True))
                run = []

    def _line(self, values: list[float | None], at: int) -> None:
        """Draw a line; a year without a value leaves a gap."""
        dash = DASHES[at % len(DASHES)]
        points = [
            None if value is None else (self._across(index), self._height(value)) for index, value in enumerate(values)
        ]
        for there, group in groupby(points, key=lambda point: point is not None):
            if there:
                self.plot(Polyline([point for point in group if point], INK, 2.5, dash))

    def _across(self, index: int) -> float:
        return self.left + self.slot * (index + 0.5)

    def _height(self, value: float) -> float:
        low, high = float(self.axis[0]), float(self.axis[-1])
        return self.top + PLOT * (high - value) / (high - low)
