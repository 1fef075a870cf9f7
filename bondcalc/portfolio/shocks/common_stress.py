"""共同压力: every stress put to all projects at once; a column of the sums is a stress, the first one the forecast itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bondcalc.analysis.risk.sampling import Marginal
from bondcalc.portfolio.shocks.answers import ShockMember, shock_members
from bondcalc.portfolio.shocks.factor_model import FactorModel, concerned
from bondcalc.portfolio.shocks.factor_sheets import FactorStress
from bondcalc.portfolio.shocks.shortfall import ShockSums, below
from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.probability.normal import Array
from bondcalc.probability.normal import below as share_below

BASE = "不变"
"""Names the forecast itself."""
PRINTED = 2
"""Decimals of 万元 that tables print."""


@dataclass(frozen=True)
class StressedMember:
    """A project by stress: E/F, and whether E < F."""

    member: StoreMember
    covers: Array
    fails: Sequence[bool]


@dataclass(frozen=True)
class CommonStress:
    """Stresses by name, the sums of all projects, and each project that some stress leaves short."""

    names: tuple[str, ...]
    sums: ShockSums
    broken: tuple[StressedMember, ...]
    projects: int


def common_stress(view: StoreView, model: FactorModel) -> CommonStress:
    """Put the stresses of a file to all projects."""
    scenarios = list(model.scenarios.values())
    members = list(shock_members(view))
    sums = sums_of(members, len(scenarios) + 1, PRINTED)
    broken = []
    for shocked in members:
        figures = shocked.under(_changes(model, shocked.member, scenarios), sums.size)
        sums.add(shocked, figures)
        fails = below(figures[0], figures[1])
        if fails.any():
            broken.append(StressedMember(shocked.member, figures[0] / figures[1], [bool(fail) for fail in fails]))
    return CommonStress((BASE, *model.scenarios), sums, tuple(broken), len(members))


def sums_of(members: Sequence[ShockMember], size: int, places: int | None = None) -> ShockSums:
    """Make empty sums for projects, over every year and region of theirs."""
    years = {year for shocked in members for year in shocked.years}
    span = tuple(range(min(years), max(years) + 1)) if years else ()
    return ShockSums(span, tuple(sorted({shocked.member.region for shocked in members})), size, places)


def _changes(
    model: FactorModel, member: StoreMember, scenarios: Sequence[Sequence[FactorStress]]
) -> Mapping[str, Array]:
    """Give the change of each driver of a project, a place a stress; the first place is no change."""
    changes = {driver: np.zeros(len(scenarios) + 1) for driver in {*model.marginals, *_drivers(scenarios)}}
    for number, rows in enumerate(scenarios, 1):
        felt = [row for row in rows if concerned(row, member)]
        for driver in sorted(changes):
            changes[driver][number] = _change(model, member, driver, felt)
    return changes


def _drivers(scenarios: Sequence[Sequence[FactorStress]]) -> set[str]:
    return {row.driver for rows in scenarios for row in rows if row.driver is not None}


def _change(model: FactorModel, member: StoreMember, driver: str, rows: Sequence[FactorStress]) -> float:
    """Add up what is stated of a driver and what factors carry to it, the project's own part at its median."""
    stated = sum(float(row.change) for row in rows if row.driver == driver and row.change is not None)
    deviations = {row.factor: float(row.deviations) for row in rows if row.factor and row.deviations is not None}
    normal = sum(weight * deviations.get(factor, 0.0) for factor, weight in model.weights(member, driver))
    marginal = model.marginals.get(driver)
    return stated + (_of_normal(marginal, normal) if marginal and normal else 0.0)


def _of_normal(marginal: Marginal, normal: float) -> float:
    """Give the change where the normal of a driver stands."""
    values: Callable[[Array], Array] = marginal.values
    return float(values(share_below(np.array([normal])))[0])
