"""Sums over many projects (合计): who fails, how much is lacking, by year and region; nothing is set off between projects.

A project that does not cover its debt counts with its bonds and its gap, one that does counts with zero.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bondcalc.portfolio.shocks.answers import ShockMember
from bondcalc.probability.normal import Array


@dataclass(frozen=True)
class MemberTally:
    """Of a project: in how many scenarios E < F, E below its own threshold, cash runs out; its mean gaps, in 万元."""

    failing: int
    below_own: int
    without_cash: int
    gap: float
    advanced: float


@dataclass
class ShockSums:
    """Sums over projects, a column a scenario; memory does not grow with the number of projects.

    `gap` is Σ max(0, F - E); `advanced` what has to be put in so that no year of any project ends below zero, by year and
    by region; `pooled` ΣE and ΣF, which heal nobody and are shown for comparison only. With `places` each amount of a project
    is rounded before it is added, so that years and regions add up to one sum as printed; who fails never is.
    """

    years: tuple[int, ...]
    regions: tuple[str, ...]
    size: int
    places: int | None = None
    failing: NDArray[np.int64] = field(init=False)
    bonds_failing: Array = field(init=False)
    below_own: NDArray[np.int64] = field(init=False)
    without_cash: NDArray[np.int64] = field(init=False)
    gap: Array = field(init=False)
    by_year: Array = field(init=False)
    by_region: Array = field(init=False)
    failing_by_region: NDArray[np.int64] = field(init=False)
    region_year: Array = field(init=False)
    pooled: Array = field(init=False)

    def __post_init__(self) -> None:
        size, regions, years = self.size, len(self.regions), len(self.years)
        self.failing, self.below_own, self.without_cash = (np.zeros(size, dtype=np.int64) for _ in range(3))
        self.bonds_failing, self.gap = np.zeros(size), np.zeros(size)
        self.by_year, self.by_region = np.zeros((years, size)), np.zeros((regions, size))
        self.failing_by_region = np.zeros((regions, size), dtype=np.int64)
        self.region_year, self.pooled = np.zeros((regions, years)), np.zeros((2, size))

    def add(self, shocked: ShockMember, figures: Array) -> MemberTally:
        """Add a project; `figures` are E, F and closing cash by year, a column a scenario."""
        revenue, service, closing = figures[0], figures[1], figures[2:]
        region = self.regions.index(shocked.member.region)
        fails = below(revenue, service)
        own = below(revenue, shocked.threshold * service)
        gap = self._rounded(np.where(fails, service - revenue, 0.0))
        lacking = advanced(closing)
        advances = self._rounded(lacking)
        first = self.years.index(shocked.years[0])
        self.failing += fails
        self.below_own += own
        self.bonds_failing += np.where(fails, shocked.bonds, 0.0)
        self.gap += gap
        self.by_year[first : first + len(advances)] += advances
        whole = advances.sum(axis=0)
        short = lacking.any(axis=0)
        self.without_cash += short
        self.by_region[region] += whole
        self.failing_by_region[region] += fails
        self.region_year[region, first : first + len(advances)] += advances.mean(axis=1)
        self.pooled += figures[:2]
        return MemberTally(
            failing=int(fails.sum()),
            below_own=int(own.sum()),
            without_cash=int(short.sum()),
            gap=float(gap.mean()),
            advanced=float(whole.mean()),
        )

    def _rounded(self, amounts: Array) -> Array:
        return amounts if self.places is None else np.round(amounts, self.places)


HALF_FEN = 0.5e-6
"""Half a 分 in 万元: what floats lose is never taken for a shortfall."""


def below(revenue: Array, service: Array) -> NDArray[np.bool_]:
    """Tell where revenue lies below what it has to reach."""
    return revenue < service - HALF_FEN


def advanced(closing: Array) -> Array:
    """Give what has to be put in each year so that no year ends below zero, once put in and never taken back."""
    lacking = np.maximum.accumulate(np.where(closing < -HALF_FEN, -closing, 0.0), axis=0)
    return np.diff(lacking, axis=0, prepend=np.zeros((1, closing.shape[1])))
