"""What is asked for in words: drivers by id, pairs of them, steps with their units."""

import re
from collections.abc import Sequence
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.wording.terms import Unit

SCALES: dict[str, tuple[Unit, Decimal]] = {
    "%": (Unit.SHARE, Decimal("0.01")),
    "bp": (Unit.POINTS, Decimal("0.0001")),
    "y": (Unit.YEARS, Decimal(1)),
    "年": (Unit.YEARS, Decimal(1)),
    "m": (Unit.MONTHS, Decimal(1)),
    "月": (Unit.MONTHS, Decimal(1)),
}
"""What the sign after a step means: the unit of the drivers it is for, and what one of it is worth."""
LIMITS: dict[Unit, tuple[Decimal, Decimal]] = {
    Unit.SHARE: (Decimal(-1), Decimal(9)),
    Unit.POINTS: (Decimal("-0.1"), Decimal("0.1")),
    Unit.YEARS: (Decimal(0), Decimal(50)),
    Unit.MONTHS: (Decimal(0), Decimal(600)),
}
_STEP = re.compile(r"([-+]?\d+(?:\.\d+)?)(%|bp|y|年|m|月)")


class AskedError(ValueError):
    """Words that ask for nothing there is; the text says what may be asked for."""


def drivers_asked(ids: Sequence[str]) -> tuple[str, ...]:
    """Check driver ids, each once."""
    unknown = [id_ for id_ in ids if id_ not in DRIVERS]
    if unknown:
        raise AskedError(f"没有因素{'、'.join(unknown)}；可选：{'、'.join(DRIVERS)}")
    return tuple(dict.fromkeys(ids))


def pair_asked(words: str) -> tuple[str, str]:
    """Read two different drivers: `revenue,costs`."""
    drivers = drivers_asked(words.split(","))
    if len(drivers) != 2:
        raise AskedError(f"{words}应为两个不同的因素，如revenue,costs")
    return drivers[0], drivers[1]


def steps_asked(words: str) -> dict[Unit, list[Decimal]]:
    """Read steps by the unit they are for: `-10%,10%,50bp,1y,6m`; empty for no words."""
    steps: dict[Unit, list[Decimal]] = {}
    for word in (part.strip() for part in words.split(",") if part.strip()):
        stands = _STEP.fullmatch(word)
        if stands is None:
            raise AskedError(f"{word}不是变动；请写成-10%、50bp、1y（年）或6m（月）")
        unit, scale = SCALES[stands[2]]
        change, (low, high) = Decimal(stands[1]) * scale, LIMITS[unit]
        if not low <= change <= high or (unit == Unit.MONTHS and change % 1):
            raise AskedError(f"{word}超出范围：比例 -100%至900%，利率正负1000bp，推迟不为负、月数为整数")
        steps.setdefault(unit, []).append(change)
    return steps
