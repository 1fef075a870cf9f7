"""Lanes over many scenarios, for tests and benchmarks of the lanes: leaves drawn from any stream, chunk by chunk."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

import numpy as np

from bondcalc.algebra.axis import Key
from bondcalc.algebra.lanes.program import LaneProgram, Lanes
from bondcalc.algebra.lanes.tape import Lane
from bondcalc.algebra.line import Line
from bondcalc.analysis.risk.batch import Chunk, chunks, in_order

T = TypeVar("T")


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
    program: LaneProgram,
    count: int,
    draw: Callable[[Chunk], Scenarios],
    reduce: Callable[[Chunk, Scenarios, Lanes], T],
    *,
    workers: int | None = None,
) -> Iterator[T]:
    """Draw, compute and reduce every chunk; yield what `reduce` gives, in the order of the chunks.

    `draw` and `reduce` are called by several threads.
    """

    def work(chunk: Chunk) -> T:
        scenarios = draw(chunk)
        return reduce(chunk, scenarios, program.run(scenarios.leaves, scenarios.structures))

    return in_order(chunks(count), work, workers=workers)


def _decimal(value: np.float64) -> Decimal:
    """Give the shortest decimal that means this binary number."""
    return Decimal(repr(float(value)))
