"""The lanes reading: lines over numpy arrays, one lane a scenario.

Only what the asked-for lines depend on is computed, and of that only the columns that some varying figure reaches; all
else is taken from the exact reading once. Amounts are held in whole quanta, so that sums of them are exact.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bondcalc.algebra.block import settled
from bondcalc.algebra.exact import Figures, Program
from bondcalc.algebra.inspection import leaves_of, references
from bondcalc.algebra.lane_reading import Key, LaneReading
from bondcalc.algebra.line import Line
from bondcalc.algebra.order import groups
from bondcalc.algebra.tape import Lane, Tape, view

LANES = 1024
"""Lanes computed together: what a line's rows take then stays in a core's own cache."""


class Lanes:
    """The values of the asked-for lines: `lanes[line]` has a row for the opening and one a column."""

    def __init__(self, values: Mapping[Line, Lane], count: int) -> None:
        self._values, self.count = values, count

    def __getitem__(self, line: Line) -> Lane:
        """Shape (1 + columns, lanes), amounts in money, NaN where there is no figure."""
        values = self._values[line]
        return values if values.shape[1] == self.count else np.broadcast_to(values, (len(values), self.count))

    def scalar(self, line: Line) -> Lane:
        """The values of a scalar line, one a lane."""
        row: Lane = self[line][1]
        return row


class LaneProgram:
    """Lines compiled once for many scenarios in which the leaves `varying` and the rows `structures` differ.

    `outputs` are the lines that are read afterwards. `figures` is the exact reading of the unchanged lines; it is computed
    when not handed in. One program may be run by several threads at a time.
    """

    def __init__(
        self, lines: Sequence[Line], outputs: Sequence[Line], quantum: Decimal, *, varying: Collection[Key],
        structures: Collection[Line] = (), figures: Figures | None = None,
    ) -> None:  # fmt: skip
        self._outputs = tuple(outputs)
        figures = figures or Program(lines, quantum).run()
        needed = _needed(lines, self._outputs, set(varying), set(structures))
        self._tape = Tape()
        self._reading = reading = LaneReading(self._tape, figures, quantum, tuple(varying), tuple(structures))
        for group in groups(needed, known=lines):
            reading.read(group, recursive=len(group) > 1 or _recursive(group[0]))
        self._blocks = {line: self._output(line, float(quantum)) for line in self._outputs}
        self._inverse = float(1 / quantum)
        kept = {rows.buffer for rows in (*reading.leaves.values(), *reading.structures.values())}
        kept |= {block.rows.buffer for block in self._blocks.values() if block.rows is not None}
        self._placed = self._tape.places(sorted(kept))

    def _output(self, line: Line, unit: float) -> Any:
        block = self._reading.held.get(line) or self._reading.constant(line)
        return settled(self._tape, block, unit if line.unit == "money" else 1.0)

    def run(self, leaves: Mapping[Key, Lane], structures: Mapping[Line, Lane] | None = None) -> Lanes:
        """Compute the outputs; every varying leaf has one value a lane, every varying row (columns, lanes)."""
        given = self._given(leaves, structures or {})
        count = given[0][1].shape[1] if given else 1
        values = {line: self._blank(line, count) for line in self._outputs}
        store = None
        with np.errstate(all="ignore"):
            for first in range(0, count, LANES):
                last = min(first + LANES, count)
                if store is None or store.lanes != last - first:
                    store = Store(self._tape, self._placed, last - first)
                for rows, array in given:
                    store.view(rows)[...] = array[:, first:last]
                store.run()
                self._take(store, values, first, last)
        return Lanes(values, count)

    def _given(self, leaves: Mapping[Key, Lane], structures: Mapping[Line, Lane]) -> list[tuple[Any, Lane]]:
        reading = self._reading
        rows = [(rows, _quanta(leaves[key], self._inverse) if key in reading.money else np.asarray(leaves[key]))
                for key, rows in reading.leaves.items()]  # fmt: skip
        given = [(place, array.reshape(1, -1)) for place, array in rows]
        return given + [(place, np.asarray(structures[line])) for line, place in reading.structures.items()]

    def _blank(self, line: Line, count: int) -> Lane:
        block = self._blocks[line]
        still = np.array([[factor * core] for factor, core in zip(block.coefficient, block.core, strict=True)])
        if line.unit == "money":
            still = np.array([[core / self._inverse] for core in block.core])
        if not block.varies:
            return still
        values = np.empty((len(block.core), count))
        values[...] = still
        return values

    def _take(self, store: "Store", values: Mapping[Line, Lane], first: int, last: int) -> None:
        for line, block in self._blocks.items():
            if not block.varies:
                continue
            into, rows = values[line][block.low : block.high, first:last], store.view(block.rows)
            if line.unit == "money":
                np.divide(rows, self._inverse, out=into)
            else:
                into[...] = rows


class Store:
    """Arrays for a number of lanes, and the tape's calls on them."""

    def __init__(self, tape: Tape, placed: tuple[list[int], int, int], lanes: int) -> None:
        places, rows, flags = placed
        self.lanes = lanes
        self._flagged, self._places = tape.flags, places
        self._store, self._flags = np.empty((rows, lanes)), np.empty((flags, lanes), dtype=np.bool_)
        self._calls = tape.bind(places, self._store, self._flags)

    def view(self, rows: Any) -> NDArray[Any]:
        """Rows as an array."""
        found: NDArray[Any] = view(rows, self._flagged, self._places, self._store, self._flags)
        return found

    def run(self) -> None:
        """Make every call."""
        for call, arguments in self._calls:
            call(*arguments)


def _needed(lines: Sequence[Line], outputs: Iterable[Line], varying: set[Key], structures: set[Line]) -> list[Line]:
    """Lines that the outputs depend on and that some varying figure reaches, in the order given."""
    read = {
        line: [other for part in (line.definition, line.opening) for other, _ in references(part)] for line in lines
    }
    wanted, waiting = set(outputs), list(outputs)
    while waiting:
        for other in read[waiting.pop()]:
            if other not in wanted:
                wanted.add(other)
                waiting.append(other)
    readers: dict[Line, list[Line]] = {}
    for line in wanted:
        for other in read[line]:
            readers.setdefault(other, []).append(line)
    waiting = [line for line in wanted if line in structures or _touched(line, varying)]
    reached = set(waiting)
    while waiting:
        for other in readers.get(waiting.pop(), ()):
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return [line for line in lines if line in reached]


def _touched(line: Line, varying: set[Key]) -> bool:
    return any(leaf.key in varying for part in (line.definition, line.opening) for leaf in leaves_of(part))


def _recursive(line: Line) -> bool:
    return any(other is line for other, _ in references(line.definition))


def _quanta(values: Lane, inverse: float) -> Lane:
    """Amounts in quanta, whole where they are whole but for the last binary digit."""
    scaled = np.asarray(values, dtype=np.float64) * inverse
    nearest = np.rint(scaled)
    whole: Lane = np.where(np.abs(scaled - nearest) <= np.abs(scaled) * 1e-15, nearest, scaled)
    return whole
