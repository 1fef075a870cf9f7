"""Exact decimal money: the one rounding rule."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import cache

CONTEXT = Context(prec=34, rounding=ROUND_HALF_UP)
"""The arithmetic of every exact figure: 34 digits, ties away from zero."""


def half_up(value: Decimal, quantum: Decimal) -> Decimal:
    """Round to the quantum, ties away from zero (四舍五入), as Excel's ROUND does."""
    return value.quantize(quantum, ROUND_HALF_UP, CONTEXT)


def half_up_fraction(value: Fraction, places: int) -> Decimal:
    """Round an exact fraction to that many decimals, ties away from zero."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext(CONTEXT):
        return Decimal(whole if value >= 0 else -whole).scaleb(-places)


@cache
def places_of(quantum: Decimal) -> int:
    """Return the decimals of a quantum: 2 for 0.01."""
    exponent = quantum.normalize().as_tuple().exponent
    return max(0, -int(exponent))
