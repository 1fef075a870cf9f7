"""Lanes beside the exact reading, lane by lane and cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import numpy as np

from bondcalc.algebra.exact import Program, Value
from bondcalc.algebra.lanes.program import LaneProgram, Lanes
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table

Key = tuple[str, ...]
Leaves = Mapping[Key, Sequence[Decimal]]
"""Values of leaves, one a lane."""
Rows = Mapping[Line, Sequence[Sequence[Decimal]]]
"""Values of rows fixed by dates, lane by lane."""
Difference = tuple[str, int, int, Value, float]
"""A cell that differs: line, lane, column, exact and lanes value."""


def lines_of(tables: Sequence[Table]) -> list[Line]:
    return [line for table in tables for line in table.lines]


def in_lanes(program: LaneProgram, leaves: Leaves, rows: Rows | None = None) -> Lanes:
    """Run lanes on decimal values."""
    structures = {line: np.array(values, dtype=np.float64).T for line, values in (rows or {}).items()}
    return program.run({key: np.array(values, dtype=np.float64) for key, values in leaves.items()}, structures)


def differing(
    exact: Program,
    lanes: Lanes,
    lines: Sequence[Line],
    leaves: Leaves,
    rows: Rows | None = None,
    *,
    quantum: Decimal = Decimal("0.01"),
    parts: int = 0,
) -> Iterator[Difference]:
    """Run the exact reading for every lane and yield what is not the same.

    Amounts must be equal to the last digit, or lie within `parts` quanta; figures that are not money within 1e-12 of their size.
    """
    for lane in range(lanes.count):
        figures = exact.run(
            {key: values[lane] for key, values in leaves.items()},
            {line: values[lane] for line, values in (rows or {}).items()},
        )
        for line in lines:
            for column, (value, found) in enumerate(zip(figures[line], lanes[line][:, lane].tolist(), strict=True)):
                if not _same(value, found, line.unit == "money", float(quantum) * parts):
                    yield line.id, lane, column, value, found


def _same(value: Value, found: float, money: bool, most: float) -> bool:
    if value is None or found != found:  # noqa: PLR0124 - NaN is the one value that is not itself
        return value is None and found != found  # noqa: PLR0124
    if money and not most:
        return float(value) == found
    return abs(float(value) - found) <= most + 1e-12 * max(1.0, abs(float(value)))
