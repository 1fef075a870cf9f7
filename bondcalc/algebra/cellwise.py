"""Operations column by column on blocks of lanes: each writes the calls it needs and gives the block of the result."""

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from bondcalc.algebra.block import Block, even, fixed, in_unit, numbers, sections, unit_of
from bondcalc.algebra.tape import Rows, Tape, greater, lesser

TOLERANCE = 1 + 1e-14
"""What is rounded is first moved this little away from zero, because in binary half a cent may lie just below itself."""
Terms = list[tuple[list[float], Rows]]


def added(tape: Tape, terms: Sequence[tuple[int, Block]]) -> Block:
    """Sum blocks, each with a sign. Amounts in quanta stay whole numbers, so that their sum is exact."""
    blocks = [block for _, block in terms]
    count, unit = len(blocks[0].core), unit_of(blocks)
    scaled = [([sign * value / unit for value in block.coefficient], block) for sign, block in terms]
    core = [sum([factors[column] * block.core[column] for factors, block in scaled]) for column in range(count)]
    moving = [(factors, block) for factors, block in scaled if block.varies]
    if not moving:
        return fixed(core, unit)
    low, high = hull([block for _, block in moving])
    if len(moving) == 1 and not any(core[low:high]):
        factors, block = moving[0]
        coefficient = [unit * factors[column] if low <= column < high else unit for column in range(count)]
        return Block(core, coefficient, low, high, block.rows, block.whole, block.gaps)
    whole = all(block.whole and all(abs(value) == 1 for value in factors[block.low : block.high])
                for factors, block in moving) and all(float(value).is_integer() for value in core[low:high])  # fmt: skip
    one = all(block.single and block.covers(low, high) and even(factors[low:high]) for factors, block in moving)
    out = tape.new(1 if one and even(core[low:high]) else high - low)
    for first, last in sections([block for _, block in moving], low, high):
        parts = [
            (factors[first:last], block.part(first, last)) for factors, block in moving if block.covers(first, last)
        ]
        _add(tape, parts, core[first:last], _part(out, first - low, last - low))
    return made(core, unit, low, high, out, whole=whole)


def _add(tape: Tape, terms: Terms, core: list[float], out: Rows) -> None:
    """Write the sum of rows times factors plus plain numbers; plain additions first."""
    if not terms:
        tape.write(put, numbers(core), out)
        return
    terms = sorted(terms, key=lambda term: not _is(term[0], 1))
    (factors, rows), rest = terms[0], terms[1:]
    held = rows
    if _is(factors, -1):
        tape.write(np.subtract, numbers(core), rows, out)
        held, core = out, [0.0]
    elif not _is(factors, 1):
        tape.write(np.multiply, rows, numbers(factors), out)
        held = out
    for factors, rows in rest:
        if _is(factors, 1) or _is(factors, -1):
            tape.write(np.add if factors[0] == 1 else np.subtract, held, rows, out)
        else:
            product = tape.new(1 if rows.height == 1 and even(factors) else out.height)
            tape.write(np.multiply, rows, numbers(factors), product)
            tape.write(np.add, held, product, out)
        held = out
    if any(core):
        tape.write(np.add, held, numbers(core), out)
    elif held is not out:
        tape.write(put, held, out)


def multiplied(tape: Tape, one: Block, other: Block) -> Block:
    """Multiply. What does not vary goes into the coefficients; where it is zero, the product does not vary."""
    count = len(one.core)
    coefficient, core = [0.0] * count, [0.0] * count
    moving = []
    for column in range(count):
        factor = one.coefficient[column] * other.coefficient[column]
        left, right = one.covers(column, column + 1), other.covers(column, column + 1)
        factor *= (1.0 if left else one.core[column]) * (1.0 if right else other.core[column])
        coefficient[column] = factor
        if (left or right) and factor != 0:
            moving.append(column)
    if not moving:
        return fixed(coefficient)
    low, high = moving[0], moving[-1] + 1
    inside = [column for column in range(count) if low <= column < high]
    core = [0.0 if low <= column < high else coefficient[column] for column in range(count)]
    coefficient = [coefficient[column] if low <= column < high else 1.0 for column in range(count)]
    for block, plain in ((one, other), (other, one)):
        if block.covers(low, high) and not any(plain.covers(column, column + 1) for column in inside):
            return Block(core, coefficient, low, high, block.part(low, high), block.whole, block.gaps)
    out = tape.new(1 if all(block.single and block.covers(low, high) for block in (one, other)) else high - low)
    for first, last in sections((one, other), low, high):
        parts = [block.part(first, last) for block in (one, other) if block.covers(first, last)]
        into = _part(out, first - low, last - low)
        if len(parts) == 2:
            tape.write(np.multiply, *parts, into)
        else:
            tape.write(put, parts[0] if parts else numbers([1.0]), into)
    return Block(core, coefficient, low, high, out, one.whole and other.whole, one.gaps or other.gaps)


def divided(tape: Tape, above: Block, below: Block, *, ratio: bool = False) -> Block:
    """Divide; a `ratio` has no value where the denominator is zero."""
    if not below.varies:
        inverse = [factor * core for factor, core in zip(below.coefficient, below.core, strict=True)]
        turned = fixed([1 / value if value else math.nan for value in inverse])
        quotient = multiplied(tape, above, turned)
        quotient.gaps = ratio
        return quotient
    low, high = hull([block for block in (above, below) if block.varies])
    units = unit_of([above]), unit_of([below])
    unit = units[0] / units[1]
    out = tape.new(1 if all(one.single and one.covers(low, high) for one in (above, below)) else high - low)
    for first, last in sections((above, below), low, high):
        into = _part(out, first - low, last - low)
        top, bottom = (in_unit(tape, block, first, last, one) for block, one in zip((above, below), units, strict=True))
        tape.write(np.divide, top, bottom, into)
        if ratio:
            tape.write(blank, bottom, into)
    pairs = zip(_values(above), _values(below), strict=True)
    result = made([one / other / unit if other else math.nan for one, other in pairs], unit, low, high, out)
    result.gaps = ratio
    return result


def powered(tape: Tape, base: Block, exponent: Block) -> Block:
    """Raise to a power."""
    varying = [block for block in (base, exponent) if block.varies]
    if not varying:
        pairs = zip(_values(base), _values(exponent), strict=True)
        return fixed([one**other if one or other >= 0 else math.nan for one, other in pairs])
    low, high = hull(varying)
    out = tape.new(high - low)
    for first, last in sections((base, exponent), low, high):
        tape.write(np.power, in_unit(tape, base, first, last, 1.0), in_unit(tape, exponent, first, last, 1.0),
                   _part(out, first - low, last - low))  # fmt: skip
    core = [
        one**other if one or other >= 0 else math.nan
        for one, other in zip(_values(base), _values(exponent), strict=True)
    ]
    return made(core, 1.0, low, high, out)


def extreme(tape: Tape, blocks: Sequence[Block], *, least: bool) -> Block:
    """Take the smallest or largest of several blocks."""
    choose: Callable[..., float] = min if least else max
    unit, count = unit_of(blocks), len(blocks[0].core)
    values = [
        [factor / unit * core for factor, core in zip(block.coefficient, block.core, strict=True)] for block in blocks
    ]
    varying = [block for block in blocks if block.varies]
    core = [choose(column) for column in zip(*values, strict=True)]
    if not varying:
        return fixed(core, unit)
    low, high = hull(varying)
    out, whole = tape.new(high - low), all(block.whole and _has(block, unit) for block in varying)
    for first, last in sections(varying, low, high):
        still = [choose(column) for column in zip(*(value[first:last] for value, block in zip(values, blocks, strict=True)
                                                    if not block.covers(first, last)), strict=True)]  # fmt: skip
        whole = whole and all(value.is_integer() for value in still)
        parts: list[Any] = [in_unit(tape, block, first, last, unit) for block in varying if block.covers(first, last)]
        parts += [numbers(still)] if still else []
        _chain(tape, lesser if least else greater, parts, _part(out, first - low, last - low))
    return made(core or [0.0] * count, unit, low, high, out, whole=whole)


def _chain(tape: Tape, call: Callable[..., None], parts: list[Any], out: Rows) -> None:
    held, rest = parts[0], parts[1:]
    if not rest:
        tape.write(put, held, out)
    for part in rest:
        tape.write(call, held, part, out)
        held = out


def rounded(tape: Tape, block: Block, unit: float) -> Block:
    """Round to whole units, ties away from zero."""
    factors = [value / unit * TOLERANCE for value in block.coefficient]
    core = [_nearest(factor * value) for factor, value in zip(factors, block.core, strict=True)]
    low, high = block.low, block.high
    if not block.varies:
        return fixed(core, unit)
    if block.whole and _has(block, unit):
        return block
    out = tape.new(1 if block.single and even(factors[low:high]) else high - low)
    tape.write(np.multiply, block.part(low, high), numbers(factors[low:high]), out)
    tape.write(np.rint, out, out)
    return made(core, unit, low, high, out, whole=True)


def compared(tape: Tape, name: str, one: Block, other: Block) -> Block:
    """Compare; the rows hold truth values."""
    unit, varying = unit_of((one, other)), [block for block in (one, other) if block.varies]
    pairs = zip(_values(one), _values(other), strict=True)
    core = [float(left > right or (name == ">=" and left == right)) for left, right in pairs]
    if not varying:
        return fixed(core)
    low, high = hull(varying)
    out = tape.new(high - low, flag=True)
    for first, last in sections(varying, low, high):
        left, right = in_unit(tape, one, first, last, unit), in_unit(tape, other, first, last, unit)
        tape.write(np.greater if name == ">" else np.greater_equal, left, right, _part(out, first - low, last - low))
    return made(core, 1.0, low, high, out, flag=True)


def conjoined(tape: Tape, blocks: Sequence[Block]) -> Block:
    """Hold where all conditions hold."""
    varying = [block for block in blocks if block.varies]
    core = [float(all(column)) for column in zip(*(_values(block) for block in blocks), strict=True)]
    if not varying:
        return fixed(core)
    low, high = hull(varying)
    out = tape.new(high - low, flag=True)
    for first, last in sections(varying, low, high):
        parts: list[Any] = [block.part(first, last) if block.covers(first, last)
                            else numbers(block.core[first:last]) > 0 for block in blocks]  # fmt: skip
        _chain(tape, np.logical_and, parts, _part(out, first - low, last - low))
    return made(core, 1.0, low, high, out, flag=True)


def chosen(tape: Tape, condition: Block, then: Block, otherwise: Block) -> Block:
    """Take one of two blocks."""
    if not condition.varies:
        for held, block in ((1.0, then), (0.0, otherwise)):
            if all((value != 0) == (held != 0) for value in condition.core):
                return block
    unit, blocks = unit_of((then, otherwise)), (condition, then, otherwise)
    picked = [then if value else otherwise for value in condition.core]
    core = [block.coefficient[column] / unit * block.core[column] for column, block in enumerate(picked)]
    moving = [column for column, block in enumerate(picked)
              if condition.covers(column, column + 1) or block.covers(column, column + 1)]  # fmt: skip
    if not moving:
        return fixed(core, unit)
    low, high = moving[0], moving[-1] + 1
    out = tape.new(high - low)
    steps = sorted({low, high, *(column for column in range(low + 1, high)
                                 if condition.core[column] != condition.core[column - 1])})  # fmt: skip
    for start, end in itertools.pairwise(steps):
        for first, last in sections(blocks, start, end):
            into = _part(out, first - low, last - low)
            if condition.covers(first, last):
                tape.write(put, in_unit(tape, otherwise, first, last, unit), into)
                tape.write(put_where, condition.part(first, last), in_unit(tape, then, first, last, unit), into)
            else:
                tape.write(put, in_unit(tape, picked[first], first, last, unit), into)
    return made(core, unit, low, high, out, whole=False)


def numeric(tape: Tape, block: Block) -> Block:
    """Truth values as 1 and 0."""
    if not block.flag:
        return block
    out = tape.new(block.high - block.low)
    tape.write(put, block.part(block.low, block.high), out)
    return made(block.core, 1.0, block.low, block.high, out, whole=True)


def hull(varying: Sequence[Block]) -> tuple[int, int]:
    """First and last column in which any of the blocks varies."""
    return min(block.low for block in varying), max(block.high for block in varying)


def made(
    core: Sequence[float], unit: float, low: int, high: int, rows: Rows, *, whole: bool = False, flag: bool = False
) -> Block:
    """Give a computed block in one unit."""
    still = [0.0 if low <= column < high else value for column, value in enumerate(core)]
    return Block(still, [unit] * len(still), low, high, rows, whole, flag=flag)


def _part(rows: Rows, first: int, last: int) -> Rows:
    return rows if rows.height == 1 else rows.part(first, last)


def _is(factors: list[float], value: int) -> bool:
    return factors[0] == value and even(factors)


def _has(block: Block, unit: float) -> bool:
    return all(value == unit for value in block.coefficient[block.low : block.high])


def _values(block: Block) -> list[float]:
    return [factor * core for factor, core in zip(block.coefficient, block.core, strict=True)]


def _nearest(value: float) -> float:
    return math.copysign(math.floor(abs(value) + 0.5), value) if math.isfinite(value) else value


def put(given: Any, into: Any) -> None:
    """Copy into an array, spreading as numpy does."""
    into[...] = given


def put_where(condition: Any, given: Any, into: Any) -> None:
    """Copy where a condition holds."""
    np.copyto(into, given, where=condition)


def blank(below: Any, into: Any) -> None:
    """Leave no figure where a denominator is zero."""
    np.copyto(into, np.nan, where=below == 0)
