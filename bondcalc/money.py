"""Exact decimal money: the one rounding rule and the number formats people see."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

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


def grouped(value: Decimal, places: int) -> str:
    """Give a figure with thousands separators and fixed decimals, e.g. `56,181.10`."""
    return f"{half_up(value, Decimal(1).scaleb(-places)):,f}"


def places_of(quantum: Decimal) -> int:
    """Return the decimals of a quantum: 2 for 0.01."""
    exponent = quantum.normalize().as_tuple().exponent
    return max(0, -int(exponent))


def ratio_text(value: Fraction, against: Fraction | None = None, places: int = 2) -> str:
    """Show a ratio with as many decimals as it takes not to contradict its verdict (1.195 never shows as 1.20)."""
    while True:
        shown = half_up_fraction(value, places)
        if against is None or (Fraction(shown) >= against) == (value >= against) or places >= 12:
            return f"{shown:f}"
        places += 1


def limit_text(limit: Decimal) -> str:
    """Show a threshold as it is stated, with two decimals at least: 1.00, 1.2 as 1.20, 1.004."""
    return f"{half_up(limit, Decimal(1).scaleb(-max(2, places_of(limit)))):f}"
