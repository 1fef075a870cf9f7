"""Smallest and largest, conditions, and choices between blocks."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from bondcalc.algebra.lanes.block import Block, fixed, hull, in_unit, made, numbers, sections, unit_of
from bondcalc.algebra.lanes.calls import greater, lesser, put, put_where
from bondcalc.algebra.lanes.tape import Rows, Tape


def extreme(tape: Tape, blocks: Sequence[Block], *, least: bool) -> Block:
    """Take the smallest or largest of several blocks."""
    choose: Callable[..., float] = min if least else max
    unit = unit_of(blocks)
    values = [block.plain(unit) for block in blocks]
    core = [choose(column) for column in zip(*values, strict=True)]
    varying = [block for block in blocks if block.varies]
    if not varying:
        return fixed(core, unit)
    low, high = hull(varying)
    out, whole = tape.new(high - low), all(block.whole and block.has(unit) for block in varying)
    for first, last, into in sections(varying, low, high, out):
        fast = [value[first:last] for value, block in zip(values, blocks, strict=True) if not block.covers(first, last)]
        still = [choose(column) for column in zip(*fast, strict=True)]
        parts: list[object] = [
            in_unit(tape, block, first, last, unit) for block in varying if block.covers(first, last)
        ]
        _chain(tape, lesser if least else greater, parts + ([numbers(still)] if still else []), into)
        # A lane may take the plain number, so whole numbers stay whole only beside whole ones.
        whole = whole and all(value.is_integer() for value in still)
    return made(core, unit, low, high, out, whole=whole)


def _chain(tape: Tape, call: Callable[..., object], parts: Sequence[object], out: Rows) -> None:
    held, *rest = parts
    if not rest:
        tape.write(put, held, out)
    for part in rest:
        tape.write(call, held, part, out)
        held = out


def compared(tape: Tape, name: str, one: Block, other: Block) -> Block:
    """Compare; the rows hold truth values."""
    pairs = zip(one.plain(), other.plain(), strict=True)
    core = [float(left > right or (name == ">=" and left == right)) for left, right in pairs]
    unit, call = unit_of((one, other)), np.greater if name == ">" else np.greater_equal
    if not (one.varies or other.varies):
        return fixed(core)
    low, high = hull((one, other))
    out = tape.new(high - low, flag=True)
    for first, last, into in sections((one, other), low, high, out):
        tape.write(call, *(in_unit(tape, block, first, last, unit) for block in (one, other)), into)
    return _flagged(made(core, 1.0, low, high, out))


def conjoined(tape: Tape, blocks: Sequence[Block]) -> Block:
    """Hold where all conditions hold."""
    core = [float(all(column)) for column in zip(*(block.core for block in blocks), strict=True)]
    if not any(block.varies for block in blocks):
        return fixed(core)
    low, high = hull(blocks)
    out = tape.new(high - low, flag=True)
    for first, last, into in sections(blocks, low, high, out):
        parts = [
            block.part(first, last) if block.covers(first, last) else numbers(block.core[first:last]) != 0
            for block in blocks
        ]
        _chain(tape, np.logical_and, parts, into)
    return _flagged(made(core, 1.0, low, high, out))


def chosen(tape: Tape, condition: Block, then: Block, otherwise: Block) -> Block:
    """Take one of two blocks."""
    picked = [then if value else otherwise for value in condition.core]
    if not condition.varies and all(block is picked[0] for block in picked):
        return picked[0]
    unit = unit_of((then, otherwise))
    values = {id(block): block.plain(unit) for block in (then, otherwise)}
    core = [values[id(block)][column] for column, block in enumerate(picked)]
    moving = [column for column, block in enumerate(picked) if condition.varying(column) or block.varying(column)]
    if not moving:
        return fixed(core, unit)
    low, high = moving[0], moving[-1] + 1
    out = tape.new(high - low)
    turns = [column for column in range(low + 1, high) if picked[column] is not picked[column - 1]]
    for start, end in pairwise([low, *turns, high]):
        for first, last, into in sections((condition, then, otherwise), start, end, out.part(start - low, end - low)):
            # Where the condition varies its plain value is 0: `otherwise` is written first, `then` over it lane by lane.
            tape.write(put, in_unit(tape, picked[first], first, last, unit), into)
            if condition.covers(first, last):
                tape.write(put_where, condition.part(first, last), in_unit(tape, then, first, last, unit), into)
    whole = all(
        block.whole and block.has(unit) if block.varies else all(value.is_integer() for value in values[id(block)])
        for block in (then, otherwise)
    )
    return made(core, unit, low, high, out, whole=whole)


def numeric(tape: Tape, block: Block) -> Block:
    """Truth values as 1 and 0."""
    if not block.flag:
        return block
    out = tape.new(block.high - block.low)
    tape.write(put, block.part(block.low, block.high), out)
    return made(block.core, 1.0, block.low, block.high, out, whole=True)


def _flagged(block: Block) -> Block:
    block.flag = True
    return block
