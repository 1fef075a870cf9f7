"""The lanes reading: lines over numpy arrays, one lane a scenario.

Only what the asked-for lines depend on is computed, and of that only the columns that some varying figure reaches; all
else is taken from the exact reading once. Amounts are held in whole quanta, so that sums of them are exact.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from decimal import Decimal

import numpy as np

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Figures, Program
from bondcalc.algebra.inspection import leaves_of, reads
from bondcalc.algebra.lanes.block import Block, settled
from bondcalc.algebra.lanes.calls import Lane
from bondcalc.algebra.lanes.reading import Reading
from bondcalc.algebra.lanes.store import Store
from bondcalc.algebra.lanes.tape import Rows, Tape
from bondcalc.algebra.line import Line
from bondcalc.algebra.order import Reads, groups
from bondcalc.wording.terms import Unit

ROOMY = 1.3
"""A store of so many times the lanes that are wanted is used rather than one made."""
LANES, ROOM = 5000, 40_000_000
"""At most so many lanes are computed together, and at most so many bytes of rows are used for it."""


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
    when not handed in. Several threads may run one program at a time.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        outputs: Sequence[Line],
        quantum: Decimal,
        *,
        varying: Collection[Key],
        structures: Collection[Line] = (),
        figures: Figures | None = None,
    ) -> None:
        tape, self._quanta = Tape(), float(1 / quantum)
        figures = figures or Program(lines, quantum).run()
        self._reading = reading = Reading(tape, figures, quantum, tuple(varying), tuple(structures))
        read = _read(outputs)
        for group in groups(_reached(lines, read, set(varying), set(structures)), read):
            reading.read(group, recursive=len(group) > 1 or any(other is group[0] for other, _ in read[group[0]]))
        self._outputs: dict[Line, Block] = {}
        for line in outputs:
            self._outputs[line] = settled(tape, reading.block(line), float(quantum) if line.unit == Unit.MONEY else 1.0)
        self._tape = tape.finished([block.rows for block in self._outputs.values() if block.rows])
        self._stores: list[Store] = []
        self._nudged: dict[float, LaneProgram] = {}
        self._block = max(1, min(LANES, ROOM // (8 * self._tape.heights[0] or 1)))

    def run(self, leaves: Mapping[Key, Lane], structures: Mapping[Line, Lane] | None = None) -> Lanes:
        """Compute the outputs; every varying leaf has one value a lane, every varying row (columns, lanes)."""
        given = self._given(leaves, structures or {})
        count = max((array.shape[1] for _, array in given), default=1)
        values = {line: self._blank(line, block, count) for line, block in self._outputs.items()}
        store = self._store(max(1, min(count, self._block)))
        # A figure that is not there is NaN on purpose, and the branch not taken may divide by zero.
        with np.errstate(all="ignore"):
            block = min(store.lanes, self._block)
            for first in range(0, count, block):
                last = min(first + block, count)
                for rows, array in given:
                    store.view(rows)[:, : last - first] = array[:, first:last]
                store.run()
                self._take(store, values, first, last)
        # Given back for the next run; a list hands out and takes in one step, so that threads need no lock.
        self._stores.append(store)
        return Lanes(values, count)

    def nudged(self, share: float) -> "LaneProgram":
        """The same program with all that is rounded moved by a share first.

        Where programs nudged up and down give the same figures as this one, nothing was rounded so near to a tie that the exact
        reading could have rounded it the other way.
        """
        if share not in self._nudged:
            made = copy(self)
            made._tape, made._stores = self._tape.nudged(1 + share), []  # noqa: SLF001 - a copy of its own kind
            self._nudged[share] = made
        return self._nudged[share]

    def _store(self, lanes: int) -> Store:
        """A store no other thread is using; a somewhat larger one does as well, its other lanes are computed in vain."""
        while self._stores:
            store = self._stores.pop()
            if lanes <= store.lanes <= ROOMY * lanes:
                return store
        return Store(self._tape, lanes)

    def _given(self, leaves: Mapping[Key, Lane], structures: Mapping[Line, Lane]) -> list[tuple[Rows, Lane]]:
        reading = self._reading
        given = [
            (rows, _quanta(leaves[key], self._quanta) if key in reading.money else leaves[key])
            for key, rows in reading.leaves.items()
        ]
        rows = [(target, structures[line]) for line, target in reading.structures.items()]
        return [
            (target, np.asarray(array, dtype=np.float64).reshape(target.height, -1)) for target, array in given + rows
        ]

    def _blank(self, line: Line, block: Block, count: int) -> Lane:
        """Room for the values of a line, with those that do not vary; one lane stands for all where none does."""
        still = [core / self._quanta for core in block.core] if line.unit == Unit.MONEY else block.plain()
        values = np.empty((len(still), count if block.varies else 1))
        values[...] = np.array(still)[:, np.newaxis]
        return values

    def _take(self, store: Store, values: Mapping[Line, Lane], first: int, last: int) -> None:
        for line, block in self._outputs.items():
            if block.rows:
                into, rows = values[line][block.low : block.high, first:last], store.view(block.rows)[:, : last - first]
                np.divide(rows, self._quanta if line.unit == Unit.MONEY else 1.0, out=into)


def _read(outputs: Iterable[Line]) -> dict[Line, Reads]:
    """What every line reads that the outputs depend on."""
    known: dict[Line, Reads] = {}
    waiting = list(outputs)
    while waiting:
        line = waiting.pop()
        if line not in known:
            known[line] = reads(line)
            waiting += [other for other, _ in known[line]]
    return known


def _reached(lines: Iterable[Line], read: Mapping[Line, Reads], varying: set[Key], structures: set[Line]) -> list[Line]:
    """Those of the lines read that some varying figure reaches, in the order given."""
    readers: dict[Line, list[Line]] = {}
    for line, others in read.items():
        for other, _ in others:
            readers.setdefault(other, []).append(line)
    waiting = [line for line in read if line in structures or _touched(line, varying)]
    reached = set(waiting)
    while waiting:
        new = [line for line in readers.get(waiting.pop(), ()) if line not in reached]
        reached.update(new)
        waiting += new
    return [line for line in lines if line in reached]


def _touched(line: Line, varying: set[Key]) -> bool:
    return any(leaf.key in varying for part in (line.definition, line.opening) for leaf in leaves_of(part))


def _quanta(values: Lane, quanta: float) -> Lane:
    """Amounts in quanta, whole where they are whole but for the last binary digit."""
    scaled = np.asarray(values, dtype=np.float64) * quanta
    nearest = np.rint(scaled)
    return np.where(np.abs(scaled - nearest) <= np.abs(scaled) * 1e-15, nearest, scaled)
