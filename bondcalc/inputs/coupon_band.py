"""参考区间: between which coupons bonds of a term were issued of late, dated rows of the rule data."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter

from bondcalc.inputs.fault import Fault
from bondcalc.rules.load import own_library
from bondcalc.wording.messages import Long
from bondcalc.wording.number import share

LOWEST_PLANNED = Decimal("0.005")
"""A planned coupon, or the rate of a loan, below this is asked about, whatever the band."""
ROWS = "coupon_band_"
"""How the ids of the rows begin: shortest term, longest term in years, lowest coupon, highest coupon."""


@dataclass(frozen=True)
class Band:
    """Lowest and highest coupon (fractions) and the day the figures are of."""

    low: Decimal
    high: Decimal
    since: date


def band_of(day: date, months: int) -> Band | None:
    """Find the band that began last by a day for a term in months; None where nothing is known of it."""
    bands = []
    for value in own_library().values:
        if value.id.startswith(ROWS) and value.covers(day):
            shortest, longest, low, high = value.numbers
            if 12 * shortest <= months <= 12 * longest:
                bands.append(Band(low, high, value.start))
    return max(bands, key=attrgetter("since"), default=None)


def implausible(coupon: Decimal, day: date, months: int | None) -> Iterator[Fault]:
    """Ask about a planned coupon that is 0.035 % typed for 3.5 %, or outside the band of its term (None: of no band)."""
    found = Long(share(coupon))
    band = None if months is None else band_of(day, months)
    if coupon < LOWEST_PLANNED:
        yield from next_to_nothing("coupon", coupon)
    elif band is not None and not band.low <= coupon <= band.high:
        facts = {"low": Long(share(band.low)), "high": Long(share(band.high)), "since": band.since}
        yield Fault("coupon", "off_band_coupon", {"found": found, **facts})


def next_to_nothing(field: str, rate: Decimal, at: int | None = None) -> Iterator[Fault]:
    """Ask about a rate below any that is paid: 0.045 % typed for 4.5 %, or none at all."""
    if rate < LOWEST_PLANNED:
        yield Fault(field, "low_coupon", {"found": Long(share(rate)), "least": Long(share(LOWEST_PLANNED))}, at)
