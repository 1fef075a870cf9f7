"""Which figure stands where on a page: the log of the typesetter laid over the texts the page draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from bondcalc.audit.pdf.ink import Run
from bondcalc.audit.pdf.objects import cut

if TYPE_CHECKING:
    from bondcalc.typeset.paging import LoggedFigure

NUMERIC = frozenset("0123456789.,%-−")


@dataclass(frozen=True)
class FigureSpot:
    """Where a figure stands: the number of its run on the page, and from which to which character of it."""

    run: int
    start: int
    end: int
    id: str


def spots(runs: Sequence[Run], log: Sequence["LoggedFigure"]) -> list[FigureSpot]:
    """Find every figure of a page in the text that the typesetter drew it in; the log is in the order of drawing.

    Inside a text a figure is never part of a longer number.
    """
    figure_spots: list[FigureSpot] = []
    run, start = -1, 0
    for figure in log:
        if not figure.text or figure.drawn >= len(runs):
            continue
        run, start = figure.drawn, start if figure.drawn == run else 0
        begin = _apart(runs[run].text, figure.text, start)
        if begin >= 0:
            start = begin + len(figure.text)
            figure_spots.append(FigureSpot(run, begin, start, figure.id))
    return figure_spots


def _apart(line: str, text: str, begin: int) -> int:
    """Find where a text stands by itself, -1 where it does not."""
    while (begin := line.find(text, begin)) >= 0:
        around = line[max(begin - 1, 0) : begin] + line[begin + len(text) : begin + len(text) + 1]
        if not NUMERIC & set(around):
            break
        begin += 1
    return begin


def line_of(runs: Sequence[Run], number: int) -> str:
    """Give the line of text a run stands on: the runs beside it of the same height."""
    height = runs[number].height
    before = list(takewhile(lambda run: run.height == height, reversed(runs[:number])))
    after = takewhile(lambda run: run.height == height, runs[number:])
    return cut(" ".join(run.text for run in [*reversed(before), *after]))


def changed_part(filed: str, fresh: str, figures: Sequence[FigureSpot]) -> tuple[str, str, str]:
    """Narrow a changed text down: the ids of the figures in what changed, the part filed, the part recomputed.

    Where no figure changed, the texts are given whole.
    """
    lead = shared(filed, fresh)
    tail = shared(filed[lead:][::-1], fresh[lead:][::-1])
    end = len(fresh) - tail
    touched = [
        figure_spot for figure_spot in figures if figure_spot.start < max(end, lead + 1) and figure_spot.end > lead
    ]
    if not touched:
        return "", filed, fresh
    first, last = min(lead, touched[0].start), max(end, touched[-1].end)
    return "、".join(one.id for one in touched), filed[first : len(filed) - (len(fresh) - last)], fresh[first:last]


def shared(one: str, other: str) -> int:
    """Count the characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
