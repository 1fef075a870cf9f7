"""Shares by year that have to make up the whole."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.fault import Fault
from bondcalc.wording import number

TOLERANCE = Decimal("1E-12")
"""A third typed in a workbook has fifteen digits: its sum misses one by less than this, a forgotten share by far more."""


def shares_total(field: str, shares: dict[int, Decimal]) -> Iterator[Fault]:
    """Report shares that do not total 100 %, at the first one filled in."""
    total = sum(shares.values(), Decimal(0))
    if abs(total - 1) > TOLERANCE:
        yield Fault(field, "shares_total", {"found": number.exact(total * 100)}, min(shares, default=None))
