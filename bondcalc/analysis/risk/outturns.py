"""What each scenario comes to: coverage, ratios and cash in lanes, and the verdicts, exact where rounding could turn them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from threading import Lock
from typing import NamedTuple

import numpy as np

from bondcalc.algebra.exact import needed
from bondcalc.algebra.lanes.calls import Flags
from bondcalc.algebra.line import Expression, Line, Operation
from bondcalc.analysis.risk.lane_figures import Compiled, lines_of, lines_with_late
from bondcalc.analysis.risk.sampling import Draw, Outlook
from bondcalc.analysis.risk.tally import RowNumbers, Verdicts
from bondcalc.analysis.stress.stress_point import StressPoint
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.probability.normal import Array
from bondcalc.schedules import late_costs
from bondcalc.schedules.book import Book

FEW = 16
"""Scenarios of a chunk that are run again exactly without a closer look."""
NUDGES = (1e-12, -5e-15)
"""Shares by which what is rounded is moved to see whether a tie is near. What lies a little below a tie moves with the first; what
the lanes take for a tie and is none, with the second, which leaves a true tie (half of an odd amount) where it is."""


class Outturn(NamedTuple):
    """One chunk: the coverage E/F of each scenario (NaN without debt service), every figure by id (rows, lanes), verdicts."""

    coverage: Array
    figures: Mapping[str, Array]
    verdicts: Verdicts


class Outturns:
    """What scenarios of a project come to; several threads may ask at a time."""

    def __init__(self, book: Book, outlook: Outlook, limits: Sequence[Decimal]) -> None:
        self.book, self._stress, self._lock = book, Stress(book), Lock()
        self._quantum = float(book.project.form(Settings).quantum)
        late = book.use(late_costs.schedule).late is not None
        self._read = lines_with_late if late else lines_of
        self._earned = ("revenue", "late_revenue") if late else ("revenue",)
        self._tests = [(row, Fraction(limit)) for row in range(len(self._earned)) for limit in limits]
        self._program = Compiled(book, outlook, self._read)

    def run(self, drawn: Draw) -> Outturn:
        """Compute one chunk of scenarios."""
        size = drawn.hits.shape[1]
        figures = self._program.run(drawn.changes, size)
        return Outturn(figures["coverage_total_debt"][0], figures, self._verdicts(drawn.changes, figures))

    def _verdicts(self, changes: Mapping[str, Array], figures: Mapping[str, Array]) -> Verdicts:
        """Judge by whole quanta; scenarios that rounding could turn are run again exactly."""
        quanta = self._whole(figures)
        kinds = len(self._earned)
        earned, service, closing = quanta[:kinds], quanta[kinds], quanta[kinds + 1 :]
        # Multiplied out, not divided: whole quanta stay whole, and E = 1.2 F is no matter of a binary fraction.
        above = [earned[row] * limit.denominator - service * limit.numerator for row, limit in self._tests]
        below, first = np.array([(service != 0) & (margin < 0) for margin in above]), _first(closing < 0)
        # Only a scenario nearer to a limit than all roundings on the way together could turn is worth the exact reading.
        near = _doubtful(closing, self.errors["closing"], first)
        for margin, (row, limit) in zip(above, self._tests, strict=True):
            error = self.errors[self._earned[row]] * limit.denominator + self.errors["service"] * limit.numerator
            near |= (service != 0) & (np.abs(margin) <= error)
        lanes = np.flatnonzero(near)
        sure = self._sure(changes, quanta, lanes)
        for lane, whole in zip(lanes.tolist(), sure.tolist(), strict=True):
            if whole:
                owed = int(service[lane])
                below[:, lane] = [owed != 0 and int(earned[row, lane]) < limit * owed for row, limit in self._tests]
                continue
            with self._lock:
                point = self._stress.at({driver: Decimal(float(values[lane])) for driver, values in changes.items()})
            below[:, lane] = self._below(point)
            first[lane] = self._place(point)
        return Verdicts(below, first, int((~sure).sum()))

    def _whole(self, figures: Mapping[str, Array]) -> Array:
        """Give E (also with costs paid after the last maturity, where there are any), F and the closing cash of every year in whole quanta."""
        rows = np.concatenate([*(figures[id_] for id_ in self._earned), figures["service"], figures["closing"]])
        return np.rint(rows / self._quantum)

    def _sure(self, changes: Mapping[str, Array], amounts: Array, lanes: RowNumbers) -> Flags:
        """Tell for which of so many scenarios nothing was rounded near a tie: their lanes are the exact figures.

        Where capital fills every gap, cash is zero in every scenario; too many to run them all again exactly.
        """
        if len(lanes) <= FEW:
            return np.zeros(len(lanes), dtype=np.bool_)
        # Every scenario once for each nudge, all of them in one run.
        again = np.tile(lanes, len(NUDGES))
        some = {driver: values[again] for driver, values in changes.items()}
        moved = self._whole(self._program.run(some, len(again), np.repeat(NUDGES, len(lanes))))
        return np.asarray((moved == amounts[:, again]).all(axis=0).reshape(len(NUDGES), -1).all(axis=0))

    def _below(self, point: StressPoint) -> list[bool]:
        """Tell of an exact run which limits it falls below; where its dates leave no cost after the maturity, E is the same."""
        ratios = (point.ratio, point.ratio if point.late_revenue is None else point.late_ratio)
        return [(ratio := ratios[row]) is not None and ratio < limit for row, limit in self._tests]

    def _place(self, point: StressPoint) -> int:
        return -1 if point.short is None else self.book.years.years.index(point.short)

    @cached_property
    def errors(self) -> dict[str, int]:
        """Quanta by which E, F and closing cash may be off in lanes: one for all that is rounded on the way, in every column."""
        program, lines = self.book.program(), self._read(self.book)
        reached = {
            id_: needed(program.steps, [program.number(lines[id_])]) for id_ in (*self._earned, "service", "closing")
        }
        upon = {id_: {number for step in steps for number in step.results} for id_, steps in reached.items()}
        counts = {number: _roundings(program.lines[number]) for number in set().union(*upon.values())}
        return {id_: sum(counts[number] for number in numbers) for id_, numbers in upon.items()}


def _roundings(line: Line) -> int:
    """Count what a line rounds in all its columns."""
    return _rounded(line.definition) * line.axis.size + _rounded(line.opening)


def _rounded(part: Expression) -> int:
    """Count what a formula rounds in one column."""
    own = int(isinstance(part, Operation) and part.name in {"money", "round"})
    return own if isinstance(part, Line) else own + sum(_rounded(inner) for inner in part.parts)


def _first(negative: Flags) -> RowNumbers:
    """Give the place of the first row that holds, -1 where none does."""
    return np.where(negative.any(axis=0), negative.argmax(axis=0), -1)


def _doubtful(closing: Array, error: int, first: RowNumbers) -> Flags:
    """Tell where a year up to the first one without cash is so near to zero that rounding could turn it."""
    last = np.where(first < 0, len(closing), first)
    # After the first year without cash nothing is decided any more.
    counted = np.arange(len(closing))[:, np.newaxis] <= last
    near: Flags = (np.abs(closing) <= error) & counted
    return np.asarray(near.any(axis=0))
