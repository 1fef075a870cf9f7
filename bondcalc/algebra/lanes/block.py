"""Part of a line in lanes: what varies stands in rows, what does not in plain numbers; both times a coefficient.

Value of column c = coefficient[c] x (core[c], or its row where the column varies). Coefficients wait until a call has to
be made anyway: an amount in quanta is whole numbers times the quantum, and a product of inputs is multiplied into the one
number that its rounding needs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from bondcalc.algebra.lanes.tape import Rows, Tape


@dataclass(slots=True)
class Block:
    """Columns of a line or expression; those from `low` up to but not including `high` vary from lane to lane.

    `rows` has one row for each of them, or a single one for all. `whole` says that the rows hold whole numbers, `gaps` that
    a value may be missing (NaN), `flag` that they hold truth values. From column `level` on all hold what the one before it
    holds, where that is known; 0 where it is not.
    """

    core: list[float]
    coefficient: list[float]
    low: int = 0
    high: int = 0
    rows: Rows | None = None
    whole: bool = False
    gaps: bool = False
    flag: bool = False
    level: int = 0

    @property
    def varies(self) -> bool:
        """Tell whether any column varies."""
        return self.high > self.low

    @property
    def single(self) -> bool:
        """Tell whether one row stands for all columns that vary."""
        return self.rows is not None and self.rows.height == 1

    def covers(self, first: int, last: int) -> bool:
        """Tell whether these columns vary."""
        return self.low <= first and last <= self.high

    def varying(self, column: int) -> bool:
        """Tell whether this column varies."""
        return self.low <= column < self.high

    def has(self, unit: float) -> bool:
        """Tell whether all columns that vary are held in a unit."""
        return self.coefficient[self.low : self.high].count(unit) == self.high - self.low

    def plain(self, unit: float = 1.0) -> list[float]:
        """The values of columns that do not vary, in a unit; what stands for the others has no meaning."""
        return [factor / unit * core for factor, core in zip(self.coefficient, self.core, strict=True)]

    def around(self, value: float) -> list[float]:
        """The plain numbers, with a value in place of what varies."""
        return [*self.core[: self.low], *[value] * (self.high - self.low), *self.core[self.high :]]

    def window(self, first: int, count: int) -> "Block":
        """Some columns of these, counted anew from 0."""
        last = first + count
        low, high = max(self.low, first), min(self.high, last)
        core, coefficient = self.core[first:last], self.coefficient[first:last]
        if high <= low:
            return Block(core, coefficient, gaps=self.gaps)
        return Block(
            core, coefficient, low - first, high - first, self.part(low, high), self.whole, self.gaps, self.flag
        )

    def part(self, first: int, last: int) -> Rows:
        """The rows of columns that vary."""
        assert self.rows is not None  # noqa: S101 - only asked where columns vary
        return self.rows if self.single else self.rows.part(first - self.low, last - self.low)

    def levelled(self) -> int:
        """The column from which on all are known to hold what the one before them holds; their number where none is."""
        end = len(self.core)
        while end > 1 and self._repeats(end - 1):
            end -= 1
        return end

    def _repeats(self, column: int) -> bool:
        moving = self.varying(column)
        if moving is not self.varying(column - 1) or self.coefficient[column] != self.coefficient[column - 1]:
            return False
        return self.single or 0 < self.level <= column if moving else self.core[column] == self.core[column - 1]

    def later(self) -> "Block":
        """The same columns after one more that does not vary and has no value yet."""
        step = 1 if self.varies else 0
        # Column 0 is the opening, which `previous` reads in the first column: the body stands one further.
        core, coefficient = [0.0, *self.core], [1.0, *self.coefficient]
        span, level = (self.low + step, self.high + step), self.level and self.level + 1
        return Block(core, coefficient, *span, self.rows, self.whole, self.gaps, self.flag, level)

    def spread(self, count: int) -> "Block":
        """A single figure in every one of `count` columns."""
        high = count if self.varies else 0
        return Block(self.core * count, self.coefficient * count, 0, high, self.rows, self.whole, self.gaps, self.flag)


def fixed(values: Sequence[float], unit: float = 1.0) -> Block:
    """Columns that do not vary, in a unit."""
    return Block(list(values), [unit] * len(values))


def made(core: Sequence[float], unit: float, low: int, high: int, rows: Rows, *, whole: bool = False) -> Block:
    """Columns of which some have just been computed, in one unit."""
    # Zero where a row stands, so that a sum of plain numbers may run over all columns.
    still = [*core[:low], *[0.0] * (high - low), *core[high:]]
    return Block(still, [unit] * len(still), low, high, rows, whole)


def numbers(values: Sequence[float]) -> object:
    """Plain numbers as a column that goes with rows of lanes; one number where all are the same."""
    return np.array([values[:1]] if even(values) else [[value] for value in values])


def even(values: Sequence[float]) -> bool:
    """Tell whether all values are the same."""
    return values.count(values[0]) == len(values)


def hull(blocks: Sequence[Block]) -> tuple[int, int]:
    """First column in which any of the blocks varies, and the one after the last."""
    varying = [block for block in blocks if block.varies]
    return min([block.low for block in varying]), max([block.high for block in varying])


def sections(blocks: Sequence[Block], low: int, high: int, out: Rows) -> Iterator[tuple[int, int, Rows]]:
    """Cut columns so that within each section every block either varies or does not; each with its part of `out`."""
    edges = {edge for block in blocks if block.varies for edge in (block.low, block.high) if low < edge < high}
    for first, last in pairwise([low, *sorted(edges), high]):
        yield first, last, out if out.height == 1 else out.part(first - low, last - low)


def unit_of(blocks: Sequence[Block]) -> float:
    """The unit a result is held in: that of the varying blocks where they have one; of whole numbers where they differ."""
    units: dict[float, bool] = {}
    for block in [block for block in blocks if block.varies] or blocks:
        low, high = (block.low, block.high) if block.varies else (0, len(block.core))
        unit, held = abs(block.coefficient[low]), block.coefficient[low:high]
        if unit and held.count(unit) + held.count(-unit) == len(held):
            units[unit] = units.get(unit, False) or block.whole
    # Only whole numbers add up exactly in binary: amounts in quanta keep their unit, whatever they are added to.
    return next((unit for unit, whole in units.items() if whole), min(units, default=1.0))


def in_unit(tape: Tape, block: Block, first: int, last: int, unit: float) -> Any:
    """Columns as an argument of a call, in a unit: rows, multiplied if they must be, or plain numbers."""
    factors = [value / unit for value in block.coefficient[first:last]]
    if not block.covers(first, last):
        return numbers([factor * core for factor, core in zip(factors, block.core[first:last], strict=True)])
    rows = block.part(first, last)
    if even(factors) and factors[0] == 1:
        return rows
    scaled = tape.new(1 if block.single and even(factors) else last - first)
    tape.write(np.multiply, rows, numbers(factors), scaled)
    return scaled


def settled(tape: Tape, block: Block, unit: float) -> Block:
    """The same values in one unit throughout, so that no reader multiplies again."""
    if not block.varies or block.has(unit):
        return block
    rows = in_unit(tape, block, block.low, block.high, unit)
    return Block(block.plain(unit), [unit] * len(block.core), block.low, block.high, rows, gaps=block.gaps)
