"""Products, quotients, powers and rounding of blocks."""

import math

import numpy as np

from bondcalc.algebra.lanes.block import Block, even, fixed, hull, in_unit, made, numbers, sections, unit_of
from bondcalc.algebra.lanes.calls import blank, put
from bondcalc.algebra.lanes.tape import Tape

TOLERANCE = 1 + 1e-14
"""What is rounded is first moved this little away from zero, because in binary half a cent may lie just below itself."""


def multiplied(tape: Tape, one: Block, other: Block) -> Block:
    """Multiply. What does not vary goes into the coefficients; where it is zero, the product does not vary."""
    # 1 where a row stands: rows come in by a call, all that is plain is multiplied here and now.
    ours, theirs = one.around(1.0), other.around(1.0)
    plain = [left * right for left, right in zip(ours, theirs, strict=True)]
    units = [first * second for first, second in zip(one.coefficient, other.coefficient, strict=True)]
    if not (one.varies or other.varies):
        return Block(plain, units)
    factors = [unit * value for unit, value in zip(units, plain, strict=True)]
    moving = [
        column
        for column, factor in enumerate(factors)
        if factor and (one.low <= column < one.high or other.low <= column < other.high)
    ]
    if not moving:
        return Block(plain, units)
    low, high = moving[0], moving[-1] + 1
    core = [*plain[:low], *[0.0] * (high - low), *plain[high:]]
    coefficient = [*units[:low], *factors[low:high], *units[high:]]
    for block, still in ((one, other), (other, one)):
        if block.covers(low, high) and (still.high <= low or still.low >= high):
            return Block(core, coefficient, low, high, block.part(low, high), block.whole, block.gaps)
    out = tape.new(1 if all(block.single and block.covers(low, high) for block in (one, other)) else high - low)
    for first, last, into in sections((one, other), low, high, out):
        parts = [block.part(first, last) for block in (one, other) if block.covers(first, last)]
        if len(parts) == 2:
            tape.write(np.multiply, *parts, into)
        else:
            tape.write(put, parts[0] if parts else numbers([1.0]), into)
    return Block(core, coefficient, low, high, out, one.whole and other.whole, one.gaps or other.gaps)


def divided(tape: Tape, above: Block, below: Block, *, ratio: bool = False) -> Block:
    """Divide; a `ratio` has no value where the denominator is zero."""
    if not below.varies:
        # By the reciprocal, which can wait as a coefficient; what it loses in the last binary digit is within TOLERANCE.
        quotient = multiplied(tape, above, fixed([1 / value if value else math.nan for value in below.plain()]))
        quotient.gaps = ratio
        return quotient
    low, high = hull((above, below))
    units = unit_of([above]), unit_of([below])
    unit = units[0] / units[1]
    out = tape.new(1 if all(one.single and one.covers(low, high) for one in (above, below)) else high - low)
    for first, last, into in sections((above, below), low, high, out):
        top, bottom = (in_unit(tape, block, first, last, one) for block, one in zip((above, below), units, strict=True))
        tape.write(np.divide, top, bottom, into)
        if ratio:
            tape.write(blank, bottom, into)
    pairs = zip(above.plain(), below.plain(), strict=True)
    quotient = made([one / other / unit if other else math.nan for one, other in pairs], unit, low, high, out)
    quotient.gaps = ratio
    return quotient


def powered(tape: Tape, base: Block, exponent: Block) -> Block:
    """Raise to a power."""
    pairs = zip(base.plain(), exponent.plain(), strict=True)
    core = [left**right if left or right >= 0 else math.nan for left, right in pairs]
    if not (base.varies or exponent.varies):
        return fixed(core)
    low, high = hull((base, exponent))
    out = tape.new(high - low)
    for first, last, into in sections((base, exponent), low, high, out):
        tape.write(np.power, *(in_unit(tape, block, first, last, 1.0) for block in (base, exponent)), into)
    return made(core, 1.0, low, high, out)


def rounded(tape: Tape, block: Block, unit: float) -> Block:
    """Round to whole units, ties away from zero."""
    factors = [value / unit * TOLERANCE for value in block.coefficient]
    core = [_nearest(factor * value) for factor, value in zip(factors, block.core, strict=True)]
    low, high = block.low, block.high
    if not block.varies:
        return fixed(core, unit)
    # Whole quanta are rounded already: most sums of amounts need no call here.
    if block.whole and block.has(unit):
        return block
    out = tape.new(1 if block.single and even(factors[low:high]) else high - low)
    tape.write(np.multiply, block.part(low, high), numbers(factors[low:high]), out)
    # rint takes a tie to the even neighbour; moved by TOLERANCE a tie is none any more and goes away from zero.
    tape.write(np.rint, out, out)
    return made(core, unit, low, high, out, whole=True)


def _nearest(value: float) -> float:
    return math.copysign(math.floor(abs(value) + 0.5), value) if math.isfinite(value) else value
