"""Headings and labels that are not ours but hold data: whether one of ours was meant, by its name or by its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.files.likeness import likeness, near, same
from bondcalc.inputs.values import WrongError, convert, plain
from bondcalc.problem import Place, Problem
from bondcalc.wording.messages import Long, label, problem, word

_FIGURE = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True)
class Stranger:
    """A heading (None when blank) that names no field, where it stands, and the values under or beside it."""

    text: str | None
    place: Place
    position: int
    values: Sequence[object]

    @property
    def has_figures(self) -> bool:
        """Tell whether a number stands there."""
        return any(isinstance(value, int | float) and not isinstance(value, bool) for value in self.values)

    @property
    def says_figures(self) -> bool:
        """Tell whether a number stands there, be it typed as text."""
        return self.has_figures or any(
            isinstance(value, str) and _FIGURE.fullmatch(plain(value)) for value in self.values
        )


def meant(sheet: Sheet, found: Mapping[str, int], strangers: Sequence[Stranger]) -> Iterator[tuple[Stranger, Cell]]:
    """Tell for which strangers which field was meant; `found` gives the columns or rows of the fields that are there.

    A field that is nowhere is meant by a near name, or by what stands in its place and is of its kind; one that is there by a copy.
    """
    absent = [cell for cell in sheet.cells if cell.kind != "indexed" and cell.id not in found]
    for stranger in strangers:
        cell = _named(sheet, absent, found, stranger) or _in_place(sheet, absent, found, stranger)
        if cell is not None:
            absent = [other for other in absent if other is not cell]
            yield stranger, cell


def told(stranger: Stranger, cell: Cell) -> Problem:
    """Name both."""
    if stranger.text is None:
        return bare(stranger, label(cell))
    return problem(stranger.place, "near_heading", found=stranger.text, label=label(cell))


def bare(stranger: Stranger, guess: str | None) -> Problem:
    """Tell of data without a heading or label, with what may stand there."""
    hint = Long(word("nearest", name=guess)) if guess else Long("")
    return problem(stranger.place, "blank_heading", cell=Long(stranger.place.cell), hint=hint)


def _named(sheet: Sheet, absent: Sequence[Cell], found: Mapping[str, int], stranger: Stranger) -> Cell | None:
    text = stranger.text
    if text is None:
        return None
    alike = [cell for cell in absent if any(near(text, name) for name in cell.names)]
    if alike:
        return max(alike, key=lambda cell: max(likeness(text, name) for name in cell.names))
    return next(
        (cell for cell in sheet.cells if cell.id in found and any(same(text, name) for name in cell.names)), None
    )


def _in_place(sheet: Sheet, absent: Sequence[Cell], found: Mapping[str, int], stranger: Stranger) -> Cell | None:
    """Find the one field whose place this is in the template, by its neighbours, if all the values are of its kind."""
    order = {cell.id: number for number, cell in enumerate(sheet.cells)}
    before = max((order[id_] for id_, at in found.items() if at < stranger.position), default=-1)
    after = min((order[id_] for id_, at in found.items() if at > stranger.position), default=-1)
    fitting = [
        cell for cell in absent if before < order[cell.id] < after and cell.kind != "text" and _fits(cell, stranger)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _fits(cell: Cell, stranger: Stranger) -> bool:
    for value in stranger.values:
        try:
            convert(cell, value)
        except WrongError:
            return False
    return bool(stranger.values)
