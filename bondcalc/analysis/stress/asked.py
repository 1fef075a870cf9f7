"""What is asked for in words: drivers by id, pairs of them, steps with their units."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.stress.sensitivity import present
from bondcalc.inputs.project import Project
from bondcalc.inputs.values import in_list
from bondcalc.wording.messages import Long, label, language, listed, notice
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
    """Give the drivers named by id or by name, each once."""
    named = {word: driver.id for driver in DRIVERS.values() for word in (driver.id, driver.zh, driver.en)}
    asked = [word.strip() for word in ids]
    unknown = [word for word in asked if word not in named]
    if unknown:
        zh = language() == "zh"
        known = [f"{driver.zh}（{driver.id}）" if zh else f"{driver.id} ({driver.en})" for driver in DRIVERS.values()]
        raise AskedError(notice("none_such", found=Long(listed(unknown)), known=Long(listed(known))))
    return tuple(dict.fromkeys(named[word] for word in asked))


def hold_present(project: Project, ids: Iterable[str]) -> None:
    """Refuse drivers that move nothing in a project: their rows would all repeat the base case. Raises AskedError."""
    moving = present(project)
    absent = [id_ for id_ in dict.fromkeys(ids) if id_ not in moving]
    if absent:
        said, known = (listed(label(DRIVERS[id_]) for id_ in some) for some in (absent, moving))
        raise AskedError(notice("factor_absent", found=Long(said), known=Long(known)))


def pair_asked(words: str) -> tuple[str, str]:
    """Read two different drivers: `revenue,costs`."""
    drivers = drivers_asked(in_list(words))
    if len(drivers) != 2:
        raise AskedError(notice("two_factors", found=words))
    return drivers[0], drivers[1]


def steps_asked(words: str) -> dict[Unit, list[Decimal]]:
    """Read steps by the unit they are for: `-10%,10%,50bp,1y,6m`; empty for no words."""
    steps: dict[Unit, list[Decimal]] = {}
    for word in dict.fromkeys(in_list(words)):
        stands = _STEP.fullmatch(word)
        if stands is None:
            raise AskedError(notice("step_refused", found=word))
        unit, scale = SCALES[stands[2]]
        change, (low, high) = Decimal(stands[1]) * scale, LIMITS[unit]
        if not low <= change <= high or (unit == Unit.MONTHS and change % 1):
            raise AskedError(notice("step_outside", found=word))
        steps.setdefault(unit, []).append(change)
    return steps
