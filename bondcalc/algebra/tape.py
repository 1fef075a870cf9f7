"""A tape of numpy calls over rows of lanes: written once, bound to arrays of any number of lanes, run many times.

A row holds one value a lane. Rows live in buffers; a buffer that is read no more gives its place to a later one, so that
what a run touches stays small enough for the processor's cache.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Lane = NDArray[np.float64]
Call = Callable[..., Any]


def lesser(one: Lane, other: Lane, into: Lane) -> None:
    """Take the smaller of two values."""
    np.minimum(one, other, out=into)


def greater(one: Lane, other: Lane, into: Lane) -> None:
    """Take the larger of two values."""
    np.maximum(one, other, out=into)


CELLWISE: frozenset[Any] = frozenset({np.add, np.subtract, np.multiply, np.divide, np.rint, np.power, lesser, greater})
"""Calls that may write over what they read, because each cell needs only its own place."""


class Rows(NamedTuple):
    """Some rows of a buffer: from `start` up to but not including `stop`, each `step` apart."""

    buffer: int
    start: int
    stop: int
    step: int = 1

    @property
    def height(self) -> int:
        """How many rows."""
        return len(range(self.start, self.stop, self.step))

    def part(self, first: int, last: int) -> "Rows":
        """Rows first to last of these, the last not included."""
        return Rows(self.buffer, self.start + first * self.step, self.start + last * self.step, self.step)


class Tape:
    """Calls in order. The last rows of a call's arguments are those it writes."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.flags: set[int] = set()
        self._calls: list[tuple[Call, tuple[Any, ...]]] = []

    def new(self, rows: int, *, flag: bool = False) -> Rows:
        """Open a buffer; of truth values if `flag` is set."""
        self.sizes.append(rows)
        if flag:
            self.flags.add(len(self.sizes) - 1)
        return Rows(len(self.sizes) - 1, 0, rows)

    def write(self, call: Call, *arguments: Any) -> None:
        """Add a call; arguments are Rows, arrays or anything the call takes."""
        self._calls.append((call, arguments))

    @property
    def length(self) -> int:
        """Number of calls."""
        return len(self._calls)

    def places(self, kept: Collection[int]) -> tuple[list[int], int, int]:
        """Give each buffer its first row in the store (of flags: in theirs), and how many rows both stores have.

        `kept` are the buffers that are filled from outside or read after the run.
        """
        last = {rows.buffer: number for number, (_, arguments) in enumerate(self._calls)
                for rows in arguments if isinstance(rows, Rows)}  # fmt: skip
        places = [-1] * len(self.sizes)
        free: dict[tuple[bool, int], list[int]] = {}
        ends = {False: 0, True: 0}

        def take(buffer: int) -> None:
            flag, size = buffer in self.flags, self.sizes[buffer]
            empty = free.get((flag, size))
            if empty:
                places[buffer] = empty.pop()
                return
            places[buffer] = ends[flag]
            ends[flag] += size

        for buffer in kept:
            take(buffer)
        for number, (call, arguments) in enumerate(self._calls):
            read = [one for one in arguments if isinstance(one, Rows)]
            written = read.pop()
            ending = {one.buffer for one in read if last[one.buffer] == number} - {written.buffer, *kept}
            if places[written.buffer] < 0 and not (call in CELLWISE and self._overwrites(written, read, ending)):
                take(written.buffer)
            for buffer in ending:
                free.setdefault((buffer in self.flags, self.sizes[buffer]), []).append(places[buffer])
            if places[written.buffer] < 0:
                take(written.buffer)
        return places, ends[False], ends[True]

    def _overwrites(self, written: Rows, read: Sequence[Rows], ending: Collection[int]) -> bool:
        """Tell whether a call may write over what it reads for the last time: only whole buffers, row upon same row."""
        whole = self._whole(written)
        return whole and all(self._whole(one) or self.sizes[one.buffer] != written.height
                             for one in read if one.buffer in ending)  # fmt: skip

    def _whole(self, rows: Rows) -> bool:
        return rows.start == 0 and rows.stop == self.sizes[rows.buffer] and rows.step == 1

    def bind(self, places: Sequence[int], store: Lane, flags: NDArray[np.bool_]) -> list[tuple[Call, tuple[Any, ...]]]:
        """Give the calls with arrays in place of rows."""
        known: dict[Rows, Any] = {}

        def array(argument: Any) -> Any:
            if not isinstance(argument, Rows):
                return argument
            if argument not in known:
                known[argument] = view(argument, self.flags, places, store, flags)
            return known[argument]

        return [(call, tuple(map(array, arguments))) for call, arguments in self._calls]


def view(rows: Rows, flagged: Collection[int], places: Sequence[int], store: Lane, flags: NDArray[np.bool_]) -> Any:
    """Give rows as a view of the store they live in."""
    first = places[rows.buffer]
    kept: NDArray[Any] = flags if rows.buffer in flagged else store
    return kept[first + rows.start : first + rows.stop : rows.step]
