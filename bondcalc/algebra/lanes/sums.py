"""Sums of blocks."""

import math
from collections.abc import Sequence

import numpy as np

from bondcalc.algebra.lanes.block import Block, even, fixed, hull, made, numbers, sections, unit_of
from bondcalc.algebra.lanes.calls import put
from bondcalc.algebra.lanes.tape import Rows, Tape

SumTerms = list[tuple[list[float], Rows]]


def added(tape: Tape, terms: Sequence[tuple[int, Block]]) -> Block:
    """Sum blocks, each with a sign. Amounts in quanta stay whole numbers, so that their sum is exact."""
    count, unit = len(terms[0][1].core), unit_of([block for _, block in terms])
    scaled = [([sign * value / unit for value in block.coefficient], block) for sign, block in terms]
    core = [0.0] * count
    for factors, block in scaled:
        core = [total + factor * value for total, factor, value in zip(core, factors, block.core, strict=True)]
    moving = _merged([(factors, block) for factors, block in scaled if block.varies])
    if not moving:
        return fixed(core, unit)
    blocks = [block for _, block in moving]
    core = [_counted(value) for value in core] if any(block.whole for block in blocks) else core
    low, high = hull(blocks)
    # One row and nothing beside it: only its factor changes, which needs no call.
    if len(moving) == 1 and not any(core[low:high]):
        coefficient = [unit * value if low <= column < high else unit for column, value in enumerate(moving[0][0])]
        return Block(core, coefficient, low, high, blocks[0].rows, blocks[0].whole, blocks[0].gaps)
    single = all(block.single and block.covers(low, high) and even(factors[low:high]) for factors, block in moving)
    out = tape.new(1 if single and even(core[low:high]) else high - low)
    for first, last, into in sections(blocks, low, high, out):
        parts = [
            (factors[first:last], block.part(first, last)) for factors, block in moving if block.covers(first, last)
        ]
        _add(tape, parts, core[first:last], into)
    whole = all(
        block.whole and all(abs(value) == 1 for value in factors[block.low : block.high]) for factors, block in moving
    ) and all(value.is_integer() for value in core[low:high])
    return made(core, unit, low, high, out, whole=whole)


def _merged(moving: list[tuple[list[float], Block]]) -> list[tuple[list[float], Block]]:
    """Take terms that are the same row in the same columns together; whole numbers stay apart, since their sums are exact."""
    merged: dict[object, tuple[list[float], Block]] = {}
    for number, (factors, block) in enumerate(moving):
        key = (block.rows, block.low, block.high) if block.single and not block.whole else number
        known = merged.get(key)
        merged[key] = (factors if known is None else list(map(float.__add__, known[0], factors)), block)
    return list(merged.values())


def _add(tape: Tape, terms: SumTerms, core: list[float], out: Rows) -> None:
    """Write the sum of rows times factors plus plain numbers; plain additions first."""
    if not terms:
        tape.write(put, numbers(core), out)
        return
    # A row that counts once is taken as it stands: it goes first, so that the sum starts without a multiplication.
    terms.sort(key=lambda term: not _is(term[0], 1))
    (factors, rows), rest = terms[0], terms[1:]
    held = rows
    if _is(factors, -1):
        tape.write(np.subtract, numbers(core), rows, out)
        held, core = out, [0.0]
    elif not _is(factors, 1):
        tape.write(np.multiply, rows, numbers(factors), out)
        held = out
    for factors, rows in rest:
        held = _and(tape, held, factors, rows, out)
    if any(core):
        tape.write(np.add, held, numbers(core), out)
    elif held is not out:
        tape.write(put, held, out)


def _and(tape: Tape, held: Rows, factors: list[float], rows: Rows, out: Rows) -> Rows:
    if _is(factors, 1) or _is(factors, -1):
        tape.write(np.add if factors[0] == 1 else np.subtract, held, rows, out)
        return out
    product = tape.new(1 if rows.height == 1 and even(factors) else out.height)
    tape.write(np.multiply, rows, numbers(factors), product)
    tape.write(np.add, held, product, out)
    return out


def _counted(value: float) -> float:
    """A plain number beside whole numbers: whole itself where only its last binary digits say otherwise."""
    nearest = float(round(value)) if math.isfinite(value) else value
    return nearest if abs(value - nearest) <= 1e-15 * abs(value) else value


def _is(factors: list[float], value: int) -> bool:
    return factors[0] == value and even(factors)
