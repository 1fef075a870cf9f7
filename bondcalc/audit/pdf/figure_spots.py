"""Which figure stands where on a page: the log of the typesetter laid over the texts the page draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from bondcalc.audit.pdf.ink import Run
from bondcalc.audit.pdf.objects import cut

NUMERIC = frozenset("0123456789.,%-−")

AHEAD = 6
"""A cell of figures stands so near after the cell of words that tells the same figure."""


@dataclass(frozen=True)
class FigureSpot:
    """Where a figure stands: the number of its run on the page, and from which to which character of it."""

    run: int
    start: int
    end: int
    id: str


def spots(runs: Sequence[Run], log: Sequence[tuple[str, str]]) -> list[FigureSpot]:
    """Find every figure (id, text) of a page; both are in the order of drawing.

    A figure that fills a run is preferred; one inside a text must not be part of a longer number.
    """
    figure_spots: list[FigureSpot] = []
    run, start = 0, 0
    for id_, text in log:
        place = next_place(runs, run, start, text) if text else None
        if place is not None:
            run, begin = place
            start = begin + len(text)
            figure_spots.append(FigureSpot(run, begin, start, id_))
    return figure_spots


def next_place(runs: Sequence[Run], run: int, start: int, text: str) -> tuple[int, int] | None:
    """Find the next run and place in it where a text stands by itself; a run it fills, if one follows soon."""
    for index in range(run, len(runs)):
        line, begin = runs[index].text, start if index == run else 0
        while (begin := line.find(text, begin)) >= 0:
            around = line[begin - 1 : begin] + line[begin + len(text) : begin + len(text) + 1]
            if not NUMERIC & set(around):
                near = range(index + 1, min(index + AHEAD, len(runs))) if line != text else ()
                return next(((later, 0) for later in near if runs[later].text == text), (index, begin))
            begin += 1
    return None


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
