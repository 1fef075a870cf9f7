"""The picture of a listing as columns that stand on zero, one on the other, with lines over them; knows no analysis."""

from collections.abc import Sequence
from math import ceil

from bondcalc.pictures.graph_shapes import BARS, DASHES, MARGIN, PLOT, SMALL, WIDTH, LineChart, number_in, tick_texts
from bondcalc.pictures.letters import wide
from bondcalc.pictures.shapes import AGAINST, GRID, INK, SOFT, Lettering, Picture, PictureShape, Polyline, Rectangle
from bondcalc.typeset.pdf_charts import scale
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Graph, Listing

WIDEST = 64.0
"""Points that a column is wide at most."""
FILLS = (*BARS, "#eef2f7")


class ColumnChart(LineChart):
    """Columns of the series that are no lines; `over` names those that are drawn as lines."""

    def __init__(self, listing: Listing, graph: Graph, notation: Notation, over: Sequence[str] = ()) -> None:
        super().__init__(listing, graph, notation)
        self.over = over

    def drawn(self) -> Picture:
        """Draw names, axis, columns, lines and legend."""
        stacked = [(id_, name) for id_, name in self.graph.series if id_ not in self.over]
        lined = [(id_, name) for id_, name in self.graph.series if id_ in self.over]
        parts = [[number_in(row.get(id_)) or 0.0 for id_, _ in stacked] for row in self.rows]
        lines = [[number_in(row.get(id_)) for row in self.rows] for id_, _ in lined]
        ends = [sum(value for value in row if (value > 0) is up) for row in parts for up in (True, False)]
        self.axis = scale([*ends, *(value for line in lines for value in line if value is not None)])
        self._ground()
        for index, row in enumerate(parts):
            self._column(index, row)
        zero = self._height(0.0)
        self.plot(Polyline([(self.left, zero), (WIDTH - MARGIN, zero)], INK))
        for at, values in enumerate(lines):
            self._line(values, at)
        samples: list[tuple[str, PictureShape]] = [
            (self.said(name), Rectangle(0, 0, 22, 11, FILLS[at % len(FILLS)], edge=AGAINST))
            for at, (_, name) in enumerate(stacked)
        ]
        samples += [
            (self.said(name), Polyline([(0, 0), (22, 0)], INK, 2, DASHES[at % len(DASHES)]))
            for at, (_, name) in enumerate(lined)
        ]
        self.legend(samples, self.top + PLOT + 42)
        return self.picture(self.top + PLOT + 42 + MARGIN)

    def _ground(self) -> None:
        """Draw the title, the axis and the names of the rows, as many as have room."""
        self.top = self.head()
        texts = tick_texts(self.axis)
        self.left = MARGIN + max(wide(text, SMALL) for text in texts) + 8
        self.slot = (WIDTH - MARGIN - self.left) / max(len(self.rows), 1)
        for tick, text in zip(self.axis, texts, strict=True):
            y = self._height(float(tick))
            self.plot(
                Polyline([(self.left, y), (WIDTH - MARGIN, y)], GRID),
                Lettering(self.left - 6, y, text, SMALL, "end", colour=SOFT),
            )
        every = ceil(max((wide(name, SMALL) + 8 for name in self.names), default=1) / self.slot)
        for index in range(0, len(self.names), every):
            middle, low = self._across(index), self.top + PLOT + 14
            self.shapes.append(Lettering(middle, low, self.names[index], SMALL, "middle", colour=SOFT))

    def _width(self) -> float:
        return min(self.slot * 0.64, WIDEST)

    def _line(self, values: list[float | None], at: int) -> None:
        """Draw a line; a value without neighbours is a stroke over its column."""
        super()._line(values, at)
        for index, value in enumerate(values):
            beside = [*values[max(0, index - 1) : index], *values[index + 1 : index + 2]]
            if value is not None and all(other is None for other in beside):
                middle, height, half = self._across(index), self._height(value), self._width() * 0.7
                ends = [(middle - half, height), (middle + half, height)]
                self.plot(Polyline(ends, INK, 2.5, DASHES[at % len(DASHES)]))

    def _column(self, index: int, values: Sequence[float]) -> None:
        """Put what is above zero on each other upwards, what is below it downwards."""
        above, below = 0.0, 0.0
        for at, value in enumerate(values):
            start = above if value > 0 else below
            if value > 0:
                above += value
            else:
                below += value
            high, low = sorted((self._height(start), self._height(start + value)))
            if value:
                width = self._width()
                box = (self._across(index) - width / 2, high, width, low - high)
                self.plot(Rectangle(*box, FILLS[at % len(FILLS)], edge=AGAINST))


def column_shapes(listing: Listing, graph: Graph, notation: Notation, over: Sequence[str] = ()) -> Picture:
    """Draw a listing as columns."""
    return ColumnChart(listing, graph, notation, over).drawn()
