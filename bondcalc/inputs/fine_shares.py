"""Shares and rates typed with more decimals than they are read with: named once, cell by cell."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.inputs.raw import Computed, RawFile
from bondcalc.inputs.values import SHARE
from bondcalc.wording.messages import Long, listed, notice
from bondcalc.wording.terms import Unit

NAMED = 10
"""Cells that are named; the notice says how many there are."""

PART = 1000
"""Parts of a whole that shares are of: 1/3, 7/12, 1/360."""


def shortened(raw: RawFile) -> Iterator[str]:
    """Give one notice for all shares that are held to thirteen decimals; what a formula gave is no typing."""
    places = [
        f"[{stated.place.sheet}] {stated.place.cell}"
        for given in raw.sheets.values()
        for fields in [[cell.id for cell in given.sheet.cells if cell.unit == Unit.FRACTION]]
        for row in given.rows
        for field in fields
        for stated in row.stated(field)
        if _finer(stated.value)
    ]
    if places:
        yield notice("shares_shortened", cells=Long(listed(places[:NAMED])), count=len(places))


def _finer(value: object) -> bool:
    if isinstance(value, Computed | bool) or not isinstance(value, float | Decimal):
        return False
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite() or abs(number) >= 1 or number % SHARE == 0:
        return False
    # A third or a fifteenth written out: what is left of it behind the thirteenth decimal says nothing.
    return abs(Fraction(number).limit_denominator(PART) - Fraction(number)) > Fraction(SHARE) / 10
