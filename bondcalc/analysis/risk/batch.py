"""Many scenarios in chunks over all cores: the same chunks, in the same order, for any number of workers.

Threads, because numpy computes outside Python's lock and a process would have to compile the lines again. A few chunks are
under way at a time, so that memory does not grow with the number of scenarios.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple, TypeVar

T = TypeVar("T")
CHUNK = 5000
"""Scenarios drawn and reduced together. Another size draws the same scenarios, but adds floats in another order."""
WORKERS = 4
"""Threads at most unless told otherwise: more would wait for Python's lock, and each takes memory of its own."""
AHEAD = 2
"""Chunks a worker may be ahead of the one whose result is waited for."""


class Chunk(NamedTuple):
    """Scenarios from `first` up to but not including `last`, counted from 0; `number` counts chunks."""

    number: int
    first: int
    last: int

    @property
    def size(self) -> int:
        """How many scenarios."""
        return self.last - self.first


def chunks(count: int) -> Iterator[Chunk]:
    """Cut scenarios into chunks."""
    for number, first in enumerate(range(0, count, CHUNK)):
        yield Chunk(number, first, min(first + CHUNK, count))


def _submitted(pool: ThreadPoolExecutor, work: Callable[[Chunk], T], chunk: Chunk) -> "Future[T]":
    """Hand a chunk to the pool; a system without room for one more thread is out of memory (MemoryError)."""
    try:
        return pool.submit(work, chunk)
    except RuntimeError as error:
        raise MemoryError(str(error)) from error


def in_order(given: Iterator[Chunk], work: Callable[[Chunk], T], *, workers: int | None = None) -> Iterator[T]:
    """Work on chunks by threads, one a core up to WORKERS unless told otherwise, and yield the results in order.

    What is under way ends and nothing more is begun when the caller stops early or is interrupted.
    """
    workers = workers or min(WORKERS, os.cpu_count() or 1)
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[T]] = deque()
    try:
        for chunk in given:
            # Results are taken in order of the chunks, so that sums of floats come out the same for any number of workers.
            waiting.append(_submitted(pool, work, chunk))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
