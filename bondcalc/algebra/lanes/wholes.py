"""Readings of whole lines: totals, lowest, running totals, by year, of the year, up to a day; and rows of inputs."""

import itertools
import math
from collections.abc import Sequence

import numpy as np

from bondcalc.algebra.lanes.block import Block, even, fixed, in_unit, made, numbers, unit_of
from bondcalc.algebra.lanes.calls import add_up, least, least_known, lesser_known, look_up, put
from bondcalc.algebra.lanes.sums import added
from bondcalc.algebra.lanes.tape import Rows, Tape


def totalled(tape: Tape, block: Block) -> Block:
    """Sum all columns into one."""
    unit = unit_of([block])
    still = fixed([math.fsum(_still(block, unit))], unit)
    if not block.varies:
        return still
    low, high, out = block.low, block.high, tape.new(1)
    if block.single:
        # One row stands for all these columns: it counts as often as their factors say.
        times = math.fsum(value / unit for value in block.coefficient[low:high])
        tape.write(np.multiply, block.part(low, low + 1), numbers([times]), out)
    else:
        tape.write(add_up, in_unit(tape, block, low, high, unit), out)
    moved = made([0.0], unit, 0, 1, out, whole=block.whole and block.has(unit))
    return added(tape, [(1, moved), (1, still)])


def lowest(tape: Tape, block: Block) -> Block:
    """Take the smallest of all columns that have a value."""
    unit = unit_of([block])
    known = [
        value for column, value in enumerate(block.plain(unit)) if not block.varying(column) and not math.isnan(value)
    ]
    if not block.varies:
        return fixed([min(known, default=math.nan)], unit)
    out = tape.new(1)
    tape.write(least_known if block.gaps else least, in_unit(tape, block, block.low, block.high, unit), out)
    if known:
        tape.write(lesser_known, out, numbers([min(known)]), out)
    whole = block.whole and block.has(unit) and all(value.is_integer() for value in known)
    return made([0.0], unit, 0, 1, out, whole=whole)


def ran(tape: Tape, block: Block) -> Block:
    """Sum up to and including each column."""
    count, unit = len(block.core), unit_of([block])
    so_far, core = 0.0, []
    for value in _still(block, unit):
        so_far += value
        core.append(so_far)
    if not block.varies:
        return fixed(core, unit)
    low, high = block.low, block.high
    if block.single and not any(core[low:]):
        # One row as often as its factors say so far.
        factors = list(itertools.accumulate(block.coefficient[low:high]))
        coefficient = [*[unit] * low, *factors, *[factors[-1]] * (count - high)]
        return Block(core, coefficient, low, count, block.rows, block.whole)
    out = tape.new(count - low)
    rows = in_unit(tape, block, low, high, unit)
    tape.write(put, _row(rows, 0), out.part(0, 1))
    for index in range(1, high - low):
        tape.write(np.add, out.part(index - 1, index), _row(rows, index), out.part(index, index + 1))
    if count > high:
        tape.write(put, out.part(high - low - 1, high - low), out.part(high - low, count - low))
    if any(core[low:]):
        tape.write(np.add, out, numbers(core[low:]), out)
    whole = block.whole and block.has(unit) and all(value.is_integer() for value in core)
    total = made(core, unit, low, count, out, whole=whole)
    total.level = high if even(core[high - 1 :]) else 0
    return total


def summed(tape: Tape, block: Block, places: Sequence[Sequence[int]]) -> Block:
    """Sum some columns into each new one: `places` names them, none for zero."""
    unit = unit_of([block])
    values = _still(block, unit)
    core = [float(sum([values[index] for index in group])) for group in places]
    moving = [column for column, group in enumerate(places) if any(block.varying(index) for index in group)]
    if not moving:
        return fixed(core, unit)
    low, high = moving[0], moving[-1] + 1
    size, start = _regular(block, places, low, high), places[low][0] - block.low
    rows = in_unit(tape, block, block.low, block.high, unit)
    whole = block.whole and block.has(unit) and all(value.is_integer() for value in core)
    if size == 1:
        moved = rows if rows.height == 1 else rows.part(start, start + high - low)
        return made(core, unit, low, high, moved, whole=whole)
    out = tape.new(high - low)
    if size:
        _sum(tape, [_every(rows, start + index, size, high - low) for index in range(size)], out)
    else:
        for column in range(low, high):
            group = [_row(rows, index - block.low) for index in places[column] if block.varying(index)]
            _sum(tape, group, out.part(column - low, column - low + 1))
    if any(core[low:high]):
        tape.write(np.add, out, numbers(core[low:high]), out)
    return made(core, unit, low, high, out, whole=whole)


def _regular(block: Block, places: Sequence[Sequence[int]], low: int, high: int) -> int:
    """How many columns go into each new one, where all of them follow one another and vary; else 0."""
    size, start = len(places[low]), places[low][0]
    wanted = [list(range(first, first + size)) for first in range(start, start + (high - low) * size, size)]
    regular = [list(group) for group in places[low:high]] == wanted
    return size if regular and block.covers(start, start + size * (high - low)) else 0


def _every(rows: Rows, start: int, size: int, count: int) -> Rows:
    """Every so many rows from `start`, `count` in all."""
    if rows.height == 1:
        return rows
    first = rows.start + start * rows.step
    return Rows(rows.buffer, first, first + ((count - 1) * size + 1) * rows.step, size * rows.step)


def _sum(tape: Tape, group: Sequence[Rows], out: Rows) -> None:
    if len(group) < 2:
        tape.write(put, group[0] if group else numbers([0.0]), out)
        return
    tape.write(np.add, group[0], group[1], out)
    for rows in group[2:]:
        tape.write(np.add, out, rows, out)


def joined(tape: Tape, blocks: Sequence[Block]) -> Block:
    """Put blocks one after another."""
    unit, starts = unit_of(blocks), [0]
    for block in blocks:
        starts.append(starts[-1] + len(block.core))
    core = [value for block in blocks for value in _still(block, unit)]
    moving = [(start, block) for start, block in zip(starts, blocks, strict=False) if block.varies]
    if not moving:
        return fixed(core, unit)
    low, high = moving[0][0] + moving[0][1].low, moving[-1][0] + moving[-1][1].high
    start, block = moving[0]
    if all(other.rows == block.rows and other.single for _, other in moving) or len(moving) == 1:
        # Columns between two that hold the same row take it 0 times, so that one row does for the whole line.
        coefficient = [
            value if block.varying(column) else unit if start + column < low or start + column >= high else 0.0
            for start, block in zip(starts, blocks, strict=False)
            for column, value in enumerate(block.coefficient)
        ]
        whole, gaps = all(other.whole for _, other in moving), any(other.gaps for _, other in moving)
        if not any(core[low:high]):
            return Block(core, coefficient, low, high, block.rows, whole, gaps, block.flag)
    out = tape.new(high - low)
    for start, block in zip(starts, blocks, strict=False):
        for first, last in _pieces(block, low - start, high - start):
            tape.place(in_unit(tape, block, first, last, unit), out.part(start + first - low, start + last - low))
    whole = all(block.whole and block.has(unit) for _, block in moving)
    result = made(core, unit, low, high, out, whole=whole and all(value.is_integer() for value in core[low:high]))
    result.gaps = any(block.gaps for block in blocks)
    return result


def _pieces(block: Block, low: int, high: int) -> list[tuple[int, int]]:
    """Columns of a block within bounds, in pieces that vary or do not."""
    first, last = max(low, 0), min(high, len(block.core))
    edges = [first, *(edge for edge in (block.low, block.high) if block.varies and first < edge < last), last]
    return [(begin, end) for begin, end in itertools.pairwise(edges) if begin < end]


def looked_up(tape: Tape, values: Block, number: Block) -> Block:
    """Take from a row of figures the one with the given number, counted from 1; zero for number 0."""
    count, unit = len(number.core), unit_of([values])
    places = [round(value) for value in number.plain()]
    if not number.varies:
        return summed(tape, values, [[index - 1] if index else [] for index in places])
    # Row 0 of the table is zero, for number 0: lanes need no condition.
    table, out = tape.new(len(values.core) + 1), tape.new(count)
    tape.write(put, numbers([0.0]), table.part(0, 1))
    for column in range(len(values.core)):
        tape.write(put, in_unit(tape, values, column, column + 1, unit), table.part(column + 1, column + 2))
    for first, last in _pieces(number, 0, count):
        if number.covers(first, last):
            tape.write(look_up, table, in_unit(tape, number, first, last, 1.0), out.part(first, last))
        else:
            for column in range(first, last):
                tape.write(put, table.part(places[column], places[column] + 1), out.part(column, column + 1))
    return made([0.0] * count, unit, 0, count, out)


def _still(block: Block, unit: float) -> list[float]:
    """Plain numbers in a unit, zero where the block varies."""
    return [0.0 if block.low <= column < block.high else value for column, value in enumerate(block.plain(unit))]


def _row(rows: Rows, column: int) -> Rows:
    return rows if rows.height == 1 else rows.part(column, column + 1)
