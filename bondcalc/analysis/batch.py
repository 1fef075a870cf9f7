"""Many scenarios in chunks over all cores: the same chunks, in the same order, for any number of workers.

Threads, because numpy computes outside Python's lock and a process would have to compile the lines again. A few chunks are
under way at a time, so that memory does not grow with the number of scenarios.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

import numpy as np

from bondcalc.algebra.axis import Key
from bondcalc.algebra.lane.tape import Lane
from bondcalc.algebra.lanes import LaneProgram, Lanes
from bondcalc.algebra.line import Line

T = TypeVar("T")
CHUNK = 5000
"""Scenarios drawn and reduced together. Part of what a seed means: another size draws other scenarios."""
WORKERS = 4
"""Threads at most unless told otherwise: more would wait for Python's lock, and each takes memory of its own."""
AHEAD = 2
"""Chunks a worker may be ahead of the one whose result is waited for."""


@dataclass(frozen=True)
class Chunk:
    """Scenarios from `first` up to but not including `last`, counted from 0; `number` counts chunks."""

    number: int
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many scenarios."""
        return self.last - self.first

    def generator(self, seed: int) -> np.random.Generator:
        """Random numbers of this chunk alone, the same whoever computes it and when."""
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(self.number,))))


@dataclass(frozen=True)
class Scenarios:
    """Values of the varying leaves, one a lane, and of the varying rows, (columns, lanes)."""

    leaves: Mapping[Key, Lane]
    structures: Mapping[Line, Lane] = field(default_factory=dict)

    def lane(self, number: int) -> tuple[dict[Key, Decimal], dict[Line, list[Decimal]]]:
        """One scenario as the exact reading takes it: `Program.run(*scenarios.lane(3))` decides what rounding leaves open."""
        leaves = {key: _decimal(values[number]) for key, values in self.leaves.items()}
        return leaves, {line: [_decimal(row[number]) for row in rows] for line, rows in self.structures.items()}


def simulate(
    program: LaneProgram, count: int, draw: Callable[[Chunk], Scenarios], reduce: Callable[[Chunk, Scenarios, Lanes], T],
    *, workers: int | None = None, progress: Callable[[int], None] | None = None,
) -> Iterator[T]:  # fmt: skip
    """Draw, compute and reduce every chunk; yield what `reduce` gives, in the order of the chunks.

    `draw` and `reduce` are called by several threads. `progress` hears of how many scenarios are done.
    """

    def work(chunk: Chunk) -> T:
        scenarios = draw(chunk)
        return reduce(chunk, scenarios, program.run(scenarios.leaves, scenarios.structures))

    return in_order(chunks(count), work, workers=workers, progress=progress)


def chunks(count: int) -> Iterator[Chunk]:
    """Cut scenarios into chunks."""
    for number, first in enumerate(range(0, count, CHUNK)):
        yield Chunk(number, first, min(first + CHUNK, count))


def in_order(
    given: Iterator[Chunk], work: Callable[[Chunk], T], *, workers: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[T]:  # fmt: skip
    """Work on chunks by threads, one a core up to WORKERS unless told otherwise, and yield the results in order.

    What is under way ends and nothing more is begun when the caller stops early or is interrupted.
    """
    workers = workers or min(WORKERS, os.cpu_count() or 1)
    pool = ThreadPoolExecutor(workers)
    waiting: deque[tuple[Chunk, Future[T]]] = deque()
    try:
        for chunk in given:
            waiting.append((chunk, pool.submit(work, chunk)))
            if len(waiting) >= workers * AHEAD:
                yield _next(waiting, progress)
        while waiting:
            yield _next(waiting, progress)
    finally:
        pool.shutdown(cancel_futures=True)


def _decimal(value: np.float64) -> Decimal:
    """Give the shortest decimal that means this binary number."""
    return Decimal(repr(float(value)))


def _next(waiting: deque[tuple[Chunk, Future[T]]], progress: Callable[[int], None] | None) -> T:
    chunk, future = waiting.popleft()
    result = future.result()
    if progress:
        progress(chunk.last)
    return result
