"""Readings of whole lines in lanes: totals, lowest, running totals, by year, of the year, up to a day."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from bondcalc.algebra.block import Block, even, fixed, in_unit, numbers, unit_of
from bondcalc.algebra.cellwise import added, made, put
from bondcalc.algebra.tape import Rows, Tape


def totalled(tape: Tape, block: Block) -> Block:
    """Sum all columns into one."""
    unit = unit_of([block])
    still = sum(factor / unit * core for factor, core in zip(block.coefficient, block.core, strict=True))
    if not block.varies:
        return fixed([still], unit)
    low, high = block.low, block.high
    if block.single:
        factor = sum(block.coefficient[low:high])
        moved = Block([0.0], [factor], 0, 1, block.part(low, low + 1), block.whole) if factor else fixed([0.0])
    else:
        out = tape.new(1)
        tape.write(add_up, in_unit(tape, block, low, high, unit), out)
        moved = made([0.0], unit, 0, 1, out, whole=block.whole and _has(block, unit))
    return added(tape, [(1, moved), (1, fixed([still], unit))])


def lowest(tape: Tape, block: Block) -> Block:
    """Take the smallest of all columns that have a value."""
    unit = unit_of([block])
    values = [factor / unit * core for factor, core in zip(block.coefficient, block.core, strict=True)]
    known = [value for column, value in enumerate(values)
             if not block.covers(column, column + 1) and not math.isnan(value)]  # fmt: skip
    if not block.varies:
        return fixed([min(known, default=math.nan)], unit)
    out = tape.new(1)
    tape.write(least_known if block.gaps else least, in_unit(tape, block, block.low, block.high, unit), out)
    whole = block.whole and _has(block, unit) and all(value.is_integer() for value in known)
    if known:
        tape.write(lesser_known, numbers([min(known)]), out)
    return made([0.0], unit, 0, 1, out, whole=whole)


def ran(tape: Tape, block: Block) -> Block:
    """Sum up to and including each column."""
    count, unit = len(block.core), unit_of([block])
    so_far, core = 0.0, []
    for factor, value in zip(block.coefficient, block.core, strict=True):
        so_far += factor / unit * value
        core.append(so_far)
    if not block.varies:
        return fixed(core, unit)
    low, high = block.low, block.high
    out = tape.new(count - low)
    rows: Any = in_unit(tape, block, low, high, unit)
    tape.write(put, _row(rows, 0), out.part(0, 1))
    for place in range(1, high - low):
        tape.write(np.add, out.part(place - 1, place), _row(rows, place), out.part(place, place + 1))
    if count > high:
        tape.write(put, out.part(high - low - 1, high - low), out.part(high - low, count - low))
    if any(core[low:]):
        tape.write(np.add, out, numbers(core[low:]), out)
    whole = block.whole and _has(block, unit) and all(value.is_integer() for value in core)
    return made(core, unit, low, count, out, whole=whole)


def summed(tape: Tape, block: Block, places: Sequence[Sequence[int]]) -> Block:
    """Sum some columns into each new one: `places` names them, none for zero."""
    unit = unit_of([block])
    values = [factor / unit * core for factor, core in zip(block.coefficient, block.core, strict=True)]
    core = [float(sum(values[place] for place in group)) for group in places]
    moving = [column for column, group in enumerate(places) if any(block.covers(place, place + 1) for place in group)]
    if not moving:
        return fixed(core, unit)
    low, high = moving[0], moving[-1] + 1
    alike = _stride(block, places, low, high)
    rows: Any = in_unit(tape, block, block.low, block.high, unit)
    whole = block.whole and _has(block, unit) and all(value.is_integer() for value in core)
    if alike == 1 and not any(core[low:high]):
        moved = (
            rows if rows.height == 1 else rows.part(places[low][0] - block.low, places[low][0] - block.low + high - low)
        )
        return made(core, unit, low, high, moved, whole=whole)
    out = tape.new(high - low)
    if alike > 1:
        _strided(tape, rows, places[low][0] - block.low, alike, out)
    else:
        for column in range(low, high):
            group = [_row(rows, place - block.low) for place in places[column] if block.covers(place, place + 1)]
            _sum(tape, group, out.part(column - low, column - low + 1))
    if any(core[low:high]):
        tape.write(np.add, out, numbers(core[low:high]), out)
    return made(core, unit, low, high, out, whole=whole)


def _stride(block: Block, places: Sequence[Sequence[int]], low: int, high: int) -> int:
    """How many columns go into each new one, all of them in order and varying; 0 where it is not so regular."""
    size, start = len(places[low]), places[low][0]
    wanted = [[start + (column - low) * size + place for place in range(size)] for column in range(low, high)]
    regular = [list(group) for group in places[low:high]] == wanted
    return size if regular and block.covers(start, start + size * (high - low)) else 0


def _strided(tape: Tape, rows: Rows, start: int, size: int, out: Rows) -> None:
    """Sum runs of `size` rows, all runs at once."""
    runs = [rows if rows.height == 1 else Rows(rows.buffer, rows.start + (start + place) * rows.step,
            rows.start + (start + size * out.height) * rows.step, size * rows.step) for place in range(size)]  # fmt: skip
    runs = [run if run.height == 1 and rows.height == 1 else run.part(0, out.height) for run in runs]
    _sum(tape, runs, out)


def _sum(tape: Tape, group: Sequence[Rows], out: Rows) -> None:
    if not group:
        tape.write(put, numbers([0.0]), out)
    elif len(group) == 1:
        tape.write(put, group[0], out)
    else:
        tape.write(np.add, group[0], group[1], out)
        for rows in group[2:]:
            tape.write(np.add, out, rows, out)


def stacked(tape: Tape, blocks: Sequence[Block]) -> Block:
    """Put single figures side by side, one a column."""
    unit = unit_of(blocks)
    core = [block.coefficient[0] / unit * block.core[0] for block in blocks]
    moving = [column for column, block in enumerate(blocks) if block.varies]
    if not moving:
        return fixed(core, unit)
    low, high = moving[0], moving[-1] + 1
    if all(block.rows == blocks[low].rows for block in blocks[low:high]):
        coefficient = [block.coefficient[0] if block.varies else unit for block in blocks]
        return Block(core, coefficient, low, high, blocks[low].rows, blocks[low].whole, blocks[low].gaps)
    out = tape.new(high - low)
    for column in range(low, high):
        tape.write(put, in_unit(tape, blocks[column], 0, 1, unit), out.part(column - low, column - low + 1))
    whole = all(block.whole and _has(block, unit) for block in blocks if block.varies)
    return made(core, unit, low, high, out, whole=whole and all(value.is_integer() for value in core))


def looked_up(tape: Tape, values: Block, number: Block) -> Block:
    """Take from a row of figures the one with the given number, counted from 1; zero for number 0."""
    count, unit = len(number.core), unit_of([values])
    if not number.varies:
        places = [round(value * factor) for value, factor in zip(number.core, number.coefficient, strict=True)]
        return summed(tape, values, [[place - 1] if place else [] for place in places])
    table = tape.new(len(values.core) + 1)
    tape.write(put, numbers([0.0]), table.part(0, 1))
    for column in range(len(values.core)):
        tape.write(put, in_unit(tape, values, column, column + 1, unit), table.part(column + 1, column + 2))
    low, high = number.low, number.high
    out = tape.new(count)
    tape.write(look_up, table, in_unit(tape, number, low, high, 1.0), out.part(low, high))
    for column in (column for column in range(count) if not low <= column < high):
        place = round(number.core[column] * number.coefficient[column])
        tape.write(put, table.part(place, place + 1), out.part(column, column + 1))
    return made([0.0] * count, unit, 0, count, out, whole=False)


def _row(rows: Rows, place: int) -> Rows:
    return rows if rows.height == 1 else rows.part(place, place + 1)


def _has(block: Block, unit: float) -> bool:
    return even(block.coefficient[block.low : block.high]) and block.coefficient[block.low] == unit


def add_up(rows: Any, into: Any) -> None:
    """Sum rows into one."""
    np.add.reduce(rows, axis=0, out=into[0])


def least(rows: Any, into: Any) -> None:
    """Take the smallest of several rows."""
    np.minimum.reduce(rows, axis=0, out=into[0])


def least_known(rows: Any, into: Any) -> None:
    """Take the smallest of several rows where they have a value."""
    np.fmin.reduce(rows, axis=0, out=into[0])


def lesser_known(value: Any, into: Any) -> None:
    """Take a plain number where it is smaller, or where there is no value."""
    np.fmin(into, value, out=into)


def look_up(table: Any, number: Any, into: Any) -> None:
    """Take rows of a table by number, lane by lane."""
    into[...] = np.take_along_axis(table, number.astype(np.intp), axis=0)
