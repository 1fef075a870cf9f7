"""A tape of numpy calls over rows of lanes: written once, bound to arrays of any number of lanes, run many times.

A row holds one value a lane. Rows live in buffers; a buffer that is read no more gives its place to a later one, so that
what a run touches stays small.
"""

from collections.abc import Callable, Collection
from copy import copy
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondcalc.algebra.lanes.buffers import Room
from bondcalc.algebra.lanes.calls import CELLWISE, Flags, Lane, put

Call = tuple[Callable[..., object], tuple[Any, ...]]


class Rows(NamedTuple):
    """Some rows of a buffer: from `start` up to but not including `stop`, each `step` apart."""

    buffer: int
    start: int
    stop: int
    step: int = 1

    @property
    def height(self) -> int:
        """How many rows."""
        return -((self.start - self.stop) // self.step)

    def part(self, first: int, last: int) -> "Rows":
        """Rows first to last of these, the last not included."""
        return Rows(self.buffer, self.start + first * self.step, self.start + last * self.step, self.step)


class Tape:
    """Calls in order. The last rows of a call's arguments are those it writes."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.flags: set[int] = set()
        self._calls: list[Call] = []
        self._moved: dict[int, Rows] = {}
        self._given: set[int] = set()
        self.nudge = self.new(1, given=True)
        """What everything is multiplied by just before it is rounded, where calls are `nudged`."""

    def new(self, rows: int, *, flag: bool = False, given: bool = False) -> Rows:
        """Open a buffer; of truth values if `flag` is set, filled from outside if `given` is."""
        self.sizes.append(rows)
        buffer = len(self.sizes) - 1
        if flag:
            self.flags.add(buffer)
        if given:
            self._given.add(buffer)
        return Rows(buffer, 0, rows)

    def write(self, call: Callable[..., object], *arguments: object) -> None:
        """Add a call; arguments are Rows, arrays or anything the call takes."""
        self._calls.append((call, arguments))

    def place(self, rows: object, into: Rows) -> None:
        """Let rows stand in a larger buffer: they are computed there if they are a buffer of their own, else copied."""
        # A buffer filled from outside, one that stands elsewhere already and truth values keep their place.
        if (
            isinstance(rows, Rows)
            and rows == Rows(rows.buffer, 0, self.sizes[rows.buffer])
            and rows.height == into.height
            and not {rows.buffer} & (self._given | self._moved.keys() | self.flags)
        ):
            self._moved[rows.buffer] = into
        else:
            self.write(put, rows, into)

    def found(self, rows: Rows) -> Rows:
        """Where rows stand at last."""
        while rows.buffer in self._moved:
            into = self._moved[rows.buffer]
            rows = Rows(into.buffer, into.start + rows.start, into.start + rows.stop, rows.step)
        return rows

    def finished(self, kept: Collection[Rows]) -> "Finished":
        """Give every buffer its place. `kept` are rows that are read after the run."""
        calls = [
            (call, tuple([self.found(argument) if isinstance(argument, Rows) else argument for argument in arguments]))
            for call, arguments in self._calls
        ]
        held = self._given | {self.found(rows).buffer for rows in kept}
        return Finished(self, calls, held)


class Finished:
    """A tape whose buffers have their places in a store of rows (those of truth values: in a store of their own)."""

    def __init__(self, tape: Tape, calls: list[Call], kept: Collection[int]) -> None:
        self._sizes, self._flags, self.found, self.nudge = tape.sizes, tape.flags, tape.found, tape.nudge
        self.calls = calls
        self._places: dict[int, int] = {}
        self._rooms = {False: Room(), True: Room()}
        # The last call that touches a buffer: behind it the rows are free.
        last = {
            rows.buffer: number
            for number, (_, arguments) in enumerate(calls)
            for rows in arguments
            if isinstance(rows, Rows)
        }
        # Kept buffers first: they live through the whole run, and no later one may have their place.
        for buffer in sorted(kept):
            self._take(buffer)
        for number, (call, arguments) in enumerate(calls):
            *read, written = [rows for rows in arguments if isinstance(rows, Rows)]
            ending = {
                rows
                for rows in read
                if last[rows.buffer] == number and rows.buffer not in kept and rows.buffer != written.buffer
            }
            # Opened before anything is given back: a call must not write over rows that it still reads.
            if written.buffer not in self._places:
                self._open(call, written, ending)
            for buffer in {rows.buffer for rows in ending}:
                self._rooms[buffer in self._flags].give(self._places[buffer], self._sizes[buffer])
        self.heights = self._rooms[False].height, self._rooms[True].height

    def nudged(self) -> "Finished":
        """The same calls with a factor, lane by lane, on everything just before it is rounded to whole numbers."""
        made = copy(self)
        made.calls = []
        for call, arguments in self.calls:
            if call is np.rint:
                made.calls.append((np.multiply, (arguments[0], self.nudge, arguments[0])))
            made.calls.append((call, arguments))
        return made

    def _open(self, call: Callable[..., object], written: Rows, ending: set[Rows]) -> None:
        """Find a place for a new buffer: over one that the call reads for the last time, row upon same row, or a free one."""
        if call in CELLWISE and self._whole(written):
            for rows in ending:
                if self._whole(rows) and rows.height == written.height:
                    self._places[written.buffer] = self._places[rows.buffer]
                    ending -= {other for other in ending if other.buffer == rows.buffer}
                    return
        self._take(written.buffer)

    def _take(self, buffer: int) -> None:
        self._places[buffer] = self._rooms[buffer in self._flags].take(self._sizes[buffer])

    def _whole(self, rows: Rows) -> bool:
        return rows == Rows(rows.buffer, 0, self._sizes[rows.buffer])

    def view(self, rows: Rows, store: Lane, flags: NDArray[np.bool_]) -> Lane | Flags:
        """Give rows as a view of the store they live in."""
        first = self._places[rows.buffer]
        kept: Lane | Flags = flags if rows.buffer in self._flags else store
        return kept[first + rows.start : first + rows.stop : rows.step]
