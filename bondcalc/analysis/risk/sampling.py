"""Drawing scenarios: a Gaussian copula over the drivers' distributions, and events that happen or not.

A correlation is a rank correlation (Spearman): monotone marginals leave it as it is, so that what is drawn has the
correlation asked for whatever the distributions are. Ties of a discrete driver lower it; its stated correlation is that of
the ranks before they are cut into values.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bondcalc.inputs.sheets.distributions import ADDED, LONGEST_DELAY
from bondcalc.probability.copula import Matrix
from bondcalc.probability.distribution import lognormal_terms, only_value, share_below
from bondcalc.probability.normal import Array, below, quantile

DELAY = "operation_delay"
"""The driver in whole months, for each of which schedules are built again."""
LEAST = 2.0**-54
"""What takes the place of a share of exactly zero, which no distribution has a value for."""


@dataclass(frozen=True)
class Marginal:
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


@dataclass(frozen=True)
class Event:
    """A registered risk (风险清单) that happens with a likelihood, once a scenario, and changes drivers."""

    id: str
    name: str
    likelihood: float
    effects: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Outlook:
    """What is drawn: marginals, the factor of the correlations of their normals, events; `stated` tells a filled-in sheet.

    `correlations` are the rank correlations behind the factor, by pair of drivers.

    `factor` is lower triangular, one row a marginal; a row with nothing but its one is independent of those before.
    """

    marginals: tuple[Marginal, ...]
    factor: Matrix
    events: tuple[Event, ...]
    stated: bool = True
    correlations: tuple[tuple[str, str, float], ...] = ()

    @property
    def drivers(self) -> tuple[str, ...]:
        """Every driver that is drawn or that an event changes."""
        changed = [driver for event in self.events for driver, _ in event.effects]
        return tuple(dict.fromkeys([*(marginal.driver for marginal in self.marginals), *changed]))

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


def draw(outlook: Outlook, stream: np.random.Generator, size: int) -> Draw:
    """Draw so many scenarios from a random stream."""
    shares = np.maximum(stream.random((len(outlook.marginals) + len(outlook.events), size)), LEAST)
    own = tuple(
        whole(marginal.driver, marginal.values(share))
        for marginal, share in zip(outlook.marginals, joined(outlook.factor, shares), strict=True)
    )
    likely = np.array([event.likelihood for event in outlook.events])
    hits = shares[len(outlook.marginals) :] < likely[:, np.newaxis]
    return Draw(own, hits, changed(outlook, own, hits, size))


def joined(factor: Matrix, shares: Array) -> list[Array]:
    """Turn independent shares into shares with the correlations of the copula; independent ones stay as they are."""
    pairs = [
        (row, column) for row, weights in enumerate(factor) for column, weight in enumerate(weights[:row]) if weight
    ]
    tied = {index for pair in pairs for index in pair}
    normals = {index: quantile(shares[index]) for index in tied}
    return [_mixed(row, normals) if index in tied else shares[index] for index, row in enumerate(factor)]


def _mixed(row: tuple[float, ...], normals: Mapping[int, Array]) -> Array:
    """Add normals by their weights, in order: a matrix product may add in another one on another machine."""
    weighted = [weight * normals[index] for index, weight in enumerate(row) if weight]
    mixed = weighted[0]
    for more in weighted[1:]:
        mixed = mixed + more
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
