"""Timelines: spans of time under one another over a scale of years, hatched for black-and-white print."""

from datetime import date
from functools import partial

from bondcalc.typeset.document import Timeline
from bondcalc.typeset.fonts import Style
from bondcalc.typeset.paging import MIDDLE, PORTRAIT, Pen, Piece
from bondcalc.typeset.pdf_charts import FILLS, filled

TITLE, ROW, BAR, SCALE = 30.0, 20.0, 11.0, 22.0
"""Heights of the title, of a row, of its bar and of the scale, in points."""
SIZE = 9.0
LABELS = 0.3
"""Share of the width that the labels take."""
LEAST = 3.0
"""Width of a single day, so that it can be seen."""
YEARS = 12
"""Years that are named at most; of more, every second, third ... is named."""


def timeline_piece(timeline: Timeline) -> Piece:
    """Set a timeline as wide as the text; title above, years below."""
    height = TITLE + ROW * len(timeline.spans) + SCALE
    return Piece(height, partial(draw_timeline, timeline=timeline), before=10)


def draw_timeline(pen: Pen, x: float, y: float, *, timeline: Timeline) -> None:
    """Draw title, scale and one bar a span."""
    first = min(start.year for _, start, _ in timeline.spans)
    last = max(end.year for _, _, end in timeline.spans) + 1
    left = x + PORTRAIT.measure * LABELS
    width = PORTRAIT.measure * (1 - LABELS)
    bottom = y - TITLE - ROW * len(timeline.spans)
    pen.text(timeline.title, Style("strong", 12), x + PORTRAIT.measure / 2, y - 13, "c")
    _scale(pen, left, width, (bottom, y - TITLE), (first, last))
    for index, (label, start, end) in enumerate(timeline.spans):
        middle = y - TITLE - ROW * (index + 0.5)
        pen.text(label, Style("body", SIZE), left - 6, middle - MIDDLE * SIZE, "r")
        begin, stop = (left + width * (in_years(day) - first) / (last - first) for day in (start, end))
        filled(pen.canvas, FILLS[index % len(FILLS)], (begin, middle - BAR / 2, max(LEAST, stop - begin), BAR))
    pen.canvas.setStrokeGray(0)


def _scale(pen: Pen, left: float, width: float, span: tuple[float, float], years: tuple[int, int]) -> None:
    """Draw a line for every year and name as many as there is room for."""
    (bottom, top), (first, last) = span, years
    every = -(-(last - first) // YEARS)
    for year in range(first, last + 1):
        x = left + width * (year - first) / (last - first)
        pen.canvas.setStrokeGray(0.85 if year not in years else 0)
        pen.rule(x, bottom, x, top, 0.4)
        if (year - first) % every == 0:
            pen.text(str(year), Style("body", SIZE - 1), x, bottom - 12, "r" if year == last else "c")
    pen.canvas.setStrokeGray(0)
    pen.rule(left, bottom, left + width, bottom, 0.5)


def in_years(day: date) -> float:
    """Give a day as a number of years."""
    return day.year + (day.timetuple().tm_yday - 1) / 366
