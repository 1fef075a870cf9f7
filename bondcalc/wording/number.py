"""Numbers as text, ties away from zero (四舍五入): fixed decimals, digits as entered, a figure beside its limit."""

from decimal import Decimal
from fractions import Fraction
from functools import cache

from bondcalc.money import CONTEXT, half_up, half_up_fraction
from bondcalc.wording.terms import Language

Number = Decimal | Fraction | int | float
"""A float is taken for the shortest decimal that means it."""

ENTERED = 13
"""Decimals to which an entered share is held; a fraction with more was computed."""
EXACT = 15
"""Decimals to which a figure without end is written where no fewer are asked for."""
SPELT_OUT = 6
"""Decimals up to which the text of a decimal has no exponent; it is made in half the time of a format."""
DEEPEST = 34
"""Decimals at which a figure and its limit are the same figure: all digits of the exact arithmetic."""


def rounded(value: Number, places: int) -> Decimal:
    """Round to decimals, ties away from zero; zero has no sign."""
    if isinstance(value, Decimal):
        amount = half_up(value, _place(places))
    elif isinstance(value, Fraction):
        amount = half_up_fraction(value, places)
    else:
        amount = half_up(_decimal(value), _place(places))
    return amount or abs(amount)


@cache
def _place(places: int) -> Decimal:
    """Give one in the last of so many decimals."""
    return Decimal(1).scaleb(-places)


def fixed(value: Number, places: int, *, grouped: bool = False, signed: bool = False) -> str:
    """Write with so many decimals: 1.30, grouped 56,181.10, signed +0.0124."""
    if not value and not signed:
        return _zero(places)
    amount = rounded(value, places)
    if not (grouped or signed) and places <= SPELT_OUT:
        return str(amount)
    return format(amount, f"{'+' if signed else ''}{',' if grouped else ''}f")


@cache
def _zero(places: int) -> str:
    """Write zero, which half of all amounts are."""
    return format(rounded(Decimal(0), places), "f")


def trimmed(value: Number, least: int = 0, most: int = EXACT, *, grouped: bool = False, signed: bool = False) -> str:
    """Write with the decimals the figure has, not fewer than `least` nor more than `most`: 12, 12.5, 0.333333."""
    shown = rounded(value, min(most, decimals(value)))
    return fixed(shown, max(least, decimals(shown)), grouped=grouped, signed=signed)


def with_unit(figure: str, unit: str, language: str = "zh") -> str:
    """Put the name of a unit behind a figure: 16,000.00万元, and apart from it in English or where the unit is of letters.

    Words that stand in the place of a figure (为负) have none.
    """
    if not unit or not figure[-1:].isdigit():
        return figure
    return f"{figure} {unit}" if language == "en" or unit[0].isascii() else f"{figure}{unit}"


def significant(value: Number, digits: int) -> str:
    """Write with so many digits from the first that is not zero on, no trailing zeros: of three 7.48, 11.7, 297, 0.0457."""
    first = (rounded(value, EXACT) if isinstance(value, Fraction) else _decimal(value)).adjusted()
    return trimmed(value, most=min(EXACT, max(0, digits - 1 - first)))


def decimals(value: Number) -> int:
    """Count the decimals a figure has, trailing zeros not counted; 15 for a fraction without end."""
    whole = rounded(value, EXACT) if isinstance(value, Fraction) else _decimal(value)
    return max(0, -int(whole.normalize(CONTEXT).as_tuple().exponent)) if whole else 0


def percent(value: Number, places: int = 2, *, signed: bool = False) -> str:
    """Write a computed fraction in per cent with fixed decimals: 53.42%."""
    return f"{fixed(_hundredfold(value), places, signed=signed)}%"


def rate(value: Number, least: int = 2) -> str:
    """Write a fraction in per cent with the digits it was entered with, two decimals at least: 3.38%, 3.265%.

    A fraction of more digits than anyone can enter was computed, and has two decimals.
    """
    entered = _order(rounded(value, ENTERED), value) == 0
    hundredfold = _hundredfold(value)
    return f"{trimmed(hundredfold, least) if entered else fixed(hundredfold, max(2, least))}%"


def share(value: Number) -> str:
    """Write a fraction in per cent with no more digits than it has: 10%, 12.5%; two decimals where it was computed."""
    return rate(value, 0)


def points(value: Number) -> str:
    """Write percentage points that are counted as such: -14.92个百分点."""
    return in_points(percent(value / 100))


def in_points(written: str, language: Language = "zh") -> str:
    """Turn a written per cent into percentage points, where it is the difference of two fractions: 10% into 10个百分点."""
    return written.removesuffix("%") + ("个百分点" if language == "zh" else " points")


def ratio(value: Number, places: int = 2) -> str:
    """Write a ratio with fixed decimals where no verdict stands beside it."""
    return fixed(value, places)


def beside(value: Number, limit: Number, least: int = 2, *, grouped: bool = False) -> tuple[str, str]:
    """Write a figure and its limit so that they read as they compare: equal only where they are equal.

    The limit has the digits it was stated with, the figure as many more than `least` as it takes: 1.2003 beside 1.20.
    """
    stated = trimmed(limit, least, grouped=grouped)
    return against(value, limit, least, grouped=grouped), stated


def against(value: Number, limit: Number, least: int = 2, *, grouped: bool = False) -> str:
    """Write a figure with as many decimals as it takes to lie on its own side of a limit."""
    places, order = least, _order(value, limit)
    while places < DEEPEST and _order(rounded(value, places), limit) != order:
        places += 1
    return fixed(value, places, grouped=grouped)


def decimals_against(value: Number | None, limit: Number | None, least: int = 2) -> int:
    """Count the decimals that a figure takes to lie on its own side of a limit; 0 where one of them is missing."""
    return 0 if value is None or limit is None else len(against(value, limit, least).partition(".")[2])


def percent_beside(value: Number, limit: Number) -> tuple[str, str]:
    """Write a fraction and its limit in per cent: 60.3% beside 60%; a figure as entered keeps its digits."""
    hundredfold, bound = _hundredfold(value), _hundredfold(limit)
    few = _order(rounded(hundredfold, 2), hundredfold) == 0
    text = trimmed(hundredfold) if few else against(hundredfold, bound, 2)
    return f"{text}%", f"{trimmed(bound)}%"


def limit(value: Number) -> str:
    """Write a limit of a ratio as it is stated, two decimals at least: 1.00, 1.2 as 1.20, 1.004."""
    return trimmed(value, 2)


def exact(value: Number) -> str:
    """Write a figure with the digits it has and no exponent."""
    return f"{rounded(value, EXACT) if isinstance(value, Fraction) else _decimal(value):f}"


def _decimal(value: Decimal | float) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _hundredfold(value: Number) -> Number:
    return value * 100 if isinstance(value, Fraction) else CONTEXT.multiply(_decimal(value), Decimal(100))


def _order(left: Number, right: Number) -> int:
    one, other = (Fraction(side) if isinstance(side, Fraction) else Fraction(_decimal(side)) for side in (left, right))
    return (one > other) - (one < other)
