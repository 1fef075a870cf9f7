"""Drawing scenarios: a Gaussian copula over the drivers' distributions, and events that happen or not.

A correlation is a rank correlation (Spearman): monotone marginals leave it as it is, so that what is drawn has the
correlation asked for whatever the distributions are. Ties of a discrete driver lower it; its stated correlation is that of
the ranks before they are cut into values.

A driver may also load on common factors, which other projects share by name; the stated correlations of a project stay what
they are, and drivers that load on the same factor move together where nothing is stated of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import LEAST, Streams
from bondcalc.inputs.sheets.distributions import ADDED, LONGEST_DELAY
from bondcalc.probability.copula import Matrix
from bondcalc.probability.distribution import lognormal_terms, only_value, share_below
from bondcalc.probability.normal import Array, below, quantile

DELAY = "operation_delay"
"""The driver in whole months, for each of which schedules are built again."""


class Marginal(NamedTuple):
    """The distribution of the change of one driver.

    `parameters` as stated on the sheet (low, mode, high; mean, sigma; low, high); `outcomes` are value and probability of a
    discrete one; nothing below `lower` or above `upper` is drawn.
    """

    driver: str
    kind: str
    parameters: tuple[float, ...] = ()
    outcomes: tuple[tuple[float, float], ...] = ()
    lower: float = -np.inf
    upper: float = np.inf

    def values(self, shares: Array) -> Array:
        """Give the value below which each share of the (truncated) distribution lies."""
        if self.kind == "discrete":
            return _of_outcomes(self.outcomes, shares)
        fixed = only_value(self.kind, self.parameters)
        if fixed is not None:
            return np.full_like(shares, fixed)
        low, high = (share_below(self.kind, self.parameters, limit) for limit in (self.lower, self.upper))
        # Truncated, not clipped: what lies outside the bounds is drawn again in proportion, no heap of scenarios stands on a bound.
        drawn = QUANTILES[self.kind](self.parameters, low + shares * (high - low))
        return np.clip(drawn, self.lower, self.upper)

    def largest(self) -> float:
        """Give the largest change that may be drawn."""
        return float(self.values(np.array([1 - 2**-53]))[0])

    def months(self) -> list[int]:
        """Give the whole months that may be drawn of a delay."""
        if self.kind == "discrete":
            return [int(value) for value, _ in self.outcomes]
        least, most = whole(self.driver, self.values(np.array([LEAST, 1.0])))
        return list(range(int(least), int(most) + 1))


def _of_outcomes(outcomes: tuple[tuple[float, float], ...], shares: Array) -> Array:
    ordered = sorted(outcomes)
    ends = np.cumsum([probability for _, probability in ordered])[:-1]
    return np.array([value for value, _ in ordered])[np.searchsorted(ends, shares, side="right")]


def _triangular(parameters: tuple[float, ...], shares: Array) -> Array:
    low, mode, high = parameters
    rising = low + np.sqrt(shares * (high - low) * (mode - low))
    falling = high - np.sqrt((1 - shares) * (high - low) * (high - mode))
    return np.where(shares * (high - low) < mode - low, rising, falling)


def _normal(parameters: tuple[float, ...], shares: Array) -> Array:
    return parameters[0] + parameters[1] * quantile(np.clip(shares, LEAST, 1 - 2**-53))


QUANTILES: dict[str, Callable[[tuple[float, ...], Array], Array]] = {
    "triangular": _triangular,
    "normal": _normal,
    "lognormal": lambda parameters, shares: np.expm1(_normal(lognormal_terms(*parameters), shares)),
    "uniform": lambda parameters, shares: parameters[0] + shares * (parameters[1] - parameters[0]),
}


class Event(NamedTuple):
    """A registered risk (风险清单) that happens with a likelihood, once a scenario, and changes drivers."""

    id: str
    name: str
    likelihood: float
    effects: tuple[tuple[str, float], ...]


class Loading(NamedTuple):
    """How much of a driver's normal is a common factor: `weight` is their correlation, from -1 to 1."""

    driver: str
    factor: str
    weight: float


Weights = tuple[tuple[str, float], ...]
"""Names with the weight of each."""


class Outlook(NamedTuple):
    """What is drawn: marginals, the factor of the correlations of their normals, events; `stated` tells a filled-in sheet.

    `correlations` are the rank correlations behind the factor, by pair of drivers.

    `factor` is lower triangular, one row a marginal; a row with nothing but its one is independent of those before. With
    `loadings` it is the factor of what the common factors leave.
    """

    marginals: tuple[Marginal, ...]
    factor: Matrix
    events: tuple[Event, ...]
    stated: bool = True
    correlations: tuple[tuple[str, str, float], ...] = ()
    loadings: tuple[Loading, ...] = ()

    @property
    def drivers(self) -> tuple[str, ...]:
        """Every driver that is drawn or that an event changes."""
        changed = [driver for event in self.events for driver, _ in event.effects]
        return tuple(dict.fromkeys([*(marginal.driver for marginal in self.marginals), *changed]))

    def mix(self, driver: str) -> tuple[Weights, Weights]:
        """Give what the normal of a marginal is made of: normals of the project's own by driver, common factors by name."""
        drivers = [marginal.driver for marginal in self.marginals]
        own = zip(drivers, self.factor[drivers.index(driver)], strict=True)
        common = ((load.factor, load.weight) for load in self.loadings if load.driver == driver and load.weight)
        return tuple((name, weight) for name, weight in own if weight), tuple(common)

    def latest(self, driver: str) -> float:
        """Give the largest change that may be drawn of a driver whose changes add, events with it."""
        drawn = [marginal.largest() for marginal in self.marginals if marginal.driver == driver]
        effects = [effect for event in self.events for name, effect in event.effects if name == driver]
        return sum(drawn) + sum(max(0.0, effect) for effect in effects)

    @property
    def delays(self) -> tuple[int, ...]:
        """Every whole number of months by which operation may be delayed, in order."""
        # Each delay is another set of dates, so all that can come up are known before the first scenario.
        drawn = {month for marginal in self.marginals if marginal.driver == DELAY for month in marginal.months()} or {0}
        for event in self.events:
            for effect in (int(effect) for driver, effect in event.effects if driver == DELAY):
                drawn |= {month + effect for month in drawn}
        return tuple(sorted({min(month, LONGEST_DELAY) for month in drawn}))


@dataclass(frozen=True)
class Draw:
    """One chunk of scenarios: `own` has the drawn change of each marginal, `hits` whether each event happened.

    `changes` are the changes of each driver with the events in them.
    """

    own: tuple[Array, ...]
    hits: NDArray[np.bool_]
    changes: Mapping[str, Array]


def draw(outlook: Outlook, streams: Streams, chunk: Chunk) -> Draw:
    """Draw the scenarios of a chunk."""
    own = tuple(
        whole(marginal.driver, marginal.values(share))
        for marginal, share in zip(outlook.marginals, joined(outlook, streams, chunk), strict=True)
    )
    hits = np.zeros((len(outlook.events), chunk.size), dtype=np.bool_)
    for row, event in zip(hits, outlook.events, strict=True):
        row[:] = streams.event(event.id, chunk) < event.likelihood
    return Draw(own, hits, changed(outlook, own, hits, chunk.size))


def joined(outlook: Outlook, streams: Streams, chunk: Chunk) -> list[Array]:
    """Give the shares of each marginal with the correlations of the copula; an independent one stays as it was drawn."""
    drawn = {marginal.driver: streams.driver(marginal.driver, chunk) for marginal in outlook.marginals}
    mixes = {driver: outlook.mix(driver) for driver in drawn}
    mixed = {driver: mix for driver, mix in mixes.items() if mix != (((driver, 1.0),), ())}
    own = {name: quantile(drawn[name]) for name in dict.fromkeys(name for mix in mixed.values() for name, _ in mix[0])}
    common = {
        name: quantile(streams.factor(name, chunk))
        for name in dict.fromkeys(name for mix in mixed.values() for name, _ in mix[1])
    }
    return [
        _mixed(
            [*((weight, own[name]) for name, weight in mix[0]), *((weight, common[name]) for name, weight in mix[1])]
        )
        if driver in mixed
        else drawn[driver]
        for driver, mix in mixes.items()
    ]


def _mixed(weighted: Sequence[tuple[float, Array]]) -> Array:
    """Add normals by their weights, in order: a matrix product may add in another one on another machine."""
    mixed, *rest = [weight * normal for weight, normal in weighted]
    for part in rest:
        mixed = mixed + part
    return below(mixed)


def whole(driver: str, values: Array) -> Array:
    """Round delays of operation to whole months, which dates are made of."""
    return np.floor(values + 0.5) if driver == DELAY else values


def changed(outlook: Outlook, own: tuple[Array, ...], hits: NDArray[np.bool_], size: int) -> dict[str, Array]:
    """Put the events into the drivers: rates and delays add, everything else multiplies."""
    moves = {driver: np.zeros(size) for driver in outlook.drivers}
    moves |= {marginal.driver: values for marginal, values in zip(outlook.marginals, own, strict=True)}
    for event, hit in zip(outlook.events, hits, strict=True):
        for driver, effect in event.effects:
            before = moves[driver]
            # Two falls of a tenth leave 81 %, not 80 %.
            after = before + effect if driver in ADDED else (1 + before) * (1 + effect) - 1
            moves[driver] = np.where(hit, after, before)
    return moves | ({DELAY: np.minimum(moves[DELAY], LONGEST_DELAY)} if DELAY in moves else {})
