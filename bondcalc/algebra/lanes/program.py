"""The lanes reading: lines over numpy arrays, one lane a scenario.

Only what the asked-for lines depend on is computed, and of that only the columns that some varying figure reaches; all
else is taken from the exact reading once. Amounts are held in whole quanta, so that sums of them are exact.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from math import ceil
from types import MappingProxyType

import numpy as np

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Program, needed, reached
from bondcalc.algebra.lanes.block import Block, settled
from bondcalc.algebra.lanes.calls import Lane
from bondcalc.algebra.lanes.reading import ColumnSpan, Reading
from bondcalc.algebra.lanes.store import Store
from bondcalc.algebra.lanes.tape import Rows, Tape
from bondcalc.algebra.line import Line
from bondcalc.wording.terms import Unit

NUDGE: Key = ("nudge",)
"""The leaf of a nudged program."""
ROOMY = 1.3
"""A store of so many times the lanes that are wanted is used rather than one made."""
AMPLE = 1.1
"""Times the lanes that are wanted for which a store is made, so that the next run, of about as many, finds room in it."""
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


def whole(lines: Iterable[Line]) -> dict[Line, ColumnSpan]:
    """Give the span of all columns of lines, but for the opening."""
    return {line: (1, 1 + line.axis.size) for line in lines}


class LaneProgram:
    """Lines of a program compiled once for many scenarios in which the leaves `varying` and lines in `rows` have other values.

    A line in `rows` is not computed: its columns of this span are given, all others are as they are. `outputs` are the lines
    that are read afterwards. What nothing reaches is taken from `program`. Several threads may run one program at a time.
    """

    def __init__(
        self,
        program: Program,
        outputs: Sequence[Line],
        *,
        varying: Collection[Key],
        rows: Mapping[Line, ColumnSpan] = MappingProxyType({}),
    ) -> None:
        tape, quantum, self._quanta, self._rows = Tape(), program.quantum, float(1 / program.quantum), rows
        self._reading = reading = Reading(tape, program.run(), quantum, varying, rows)
        given = {program.number(line) for line in rows}
        steps = needed(program.steps, map(program.number, outputs), given)
        for step in reached(steps, program.numbers(varying), given):
            reading.read([program.lines[number] for number in step.results], recursive=step.recursive)
        self._outputs: dict[Line, Block] = {}
        for line in outputs:
            self._outputs[line] = settled(tape, reading.block(line), float(quantum) if line.unit == Unit.MONEY else 1.0)
        self._tape = tape.finished([block.rows for block in self._outputs.values() if block.rows])
        self._stores: list[Store] = []
        self._block = max(1, min(LANES, ROOM // (8 * self._tape.heights[0] or 1)))

    def run(self, leaves: Mapping[Key, Lane], rows: Mapping[Line, Lane] | None = None) -> Lanes:
        """Compute the outputs; every varying leaf has one value a lane, every given row (columns of its span, lanes)."""
        given = self._given(leaves, rows or {})
        count = max((np.shape(values)[-1] for values in (*leaves.values(), *(rows or {}).values())), default=1)
        values = {line: self._blank(line, block, count) for line, block in self._outputs.items()}
        store = self._store(max(1, min(count, self._block)))
        # A figure that is not there is NaN on purpose, and the branch not taken may divide by zero.
        with np.errstate(all="ignore"):
            block = min(store.lanes, self._block)
            for first in range(0, count, block):
                last = min(first + block, count)
                for target, array in given:
                    store.view(target)[:, : last - first] = array[:, first:last]
                store.run()
                self._take(store, values, first, last)
        # Given back for the next run; a list hands out and takes in one step, so that threads need no lock.
        self._stores.append(store)
        return Lanes(values, count)

    @cached_property
    def nudged(self) -> "LaneProgram":
        """The same program with all that is rounded multiplied by the leaf NUDGE first.

        Where factors a little above and below one give the same figures as this program, nothing was rounded so near to a tie
        that the exact reading could have rounded it the other way.
        """
        made = copy(self)
        made._tape, made._stores, made._reading = self._tape.nudged(), [], copy(self._reading)  # noqa: SLF001 - a copy of its own kind
        made._reading.leaves = {**self._reading.leaves, NUDGE: self._tape.nudge}  # noqa: SLF001
        return made

    def _store(self, lanes: int) -> Store:
        """A store no other thread is using; a somewhat larger one does as well, its other lanes are computed in vain."""
        while self._stores:
            store = self._stores.pop()
            if lanes <= store.lanes <= ROOMY * lanes:
                return store
        return Store(self._tape, min(self._block, ceil(lanes * AMPLE)))

    @property
    def given(self) -> dict[Line, ColumnSpan]:
        """Those of the `rows` that are read, with their spans: no other has to be handed to `run`."""
        return {line: self._rows[line] for line in self._reading.rows}

    def _given(self, leaves: Mapping[Key, Lane], rows: Mapping[Line, Lane]) -> list[tuple[Rows, Lane]]:
        reading = self._reading
        given = [(target, leaves[key], key in reading.money) for key, target in reading.leaves.items()]
        given += [(target, rows[line], line.unit == Unit.MONEY) for line, target in reading.rows.items()]
        arrays = [(target, np.asarray(values, dtype=np.float64), money) for target, values, money in given]
        return [
            (target, (_quanta(array, self._quanta) if money else array).reshape(target.height, -1))
            for target, array, money in arrays
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


def _quanta(values: Lane, quanta: float) -> Lane:
    """Amounts in quanta, whole where they are whole but for the last binary digit."""
    scaled = values * quanta
    nearest = np.rint(scaled)
    return np.where(np.abs(scaled - nearest) <= np.abs(scaled) * 1e-15, nearest, scaled)
