"""How much of a distribution lies below a value; in plain Python, because it is asked whenever a file is read."""

from math import inf, log, sqrt
from statistics import NormalDist

LEAST_LEFT = 1e-6
"""Share of a distribution that truncation has to leave: with less, what is drawn says nothing of what was stated."""


def lognormal_terms(mean: float, sigma: float) -> tuple[float, float]:
    """Mean and deviation of the logarithm of 1 + change, where the change itself has this mean and deviation."""
    spread = log(1 + (sigma / (1 + mean)) ** 2)
    return log(1 + mean) - spread / 2, sqrt(spread)


def only_value(kind: str, parameters: tuple[float, ...]) -> float | None:
    """Give the one value of a continuous distribution without spread; None when it has some."""
    if kind in {"triangular", "uniform"}:
        return parameters[0] if parameters[0] == parameters[-1] else None
    return parameters[0] if parameters[1] == 0 else None


def share_below(kind: str, parameters: tuple[float, ...], value: float) -> float:
    """Return the share of a continuous distribution with some spread that lies below a value."""
    if kind == "normal":
        return NormalDist(*parameters).cdf(value) if value < inf else 1.0
    if kind == "lognormal":
        return share_below("normal", lognormal_terms(*parameters), log(1 + value)) if value > -1 else 0.0
    low, high = parameters[0], parameters[-1]
    if not low < value < high:
        return float(value >= high)
    if kind == "uniform":
        return (value - low) / (high - low)
    mode = parameters[1]
    if value < mode:
        return (value - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - value) ** 2 / ((high - low) * (high - mode))


def share_left(kind: str, parameters: tuple[float, ...], lower: float, upper: float) -> float:
    """Return the share of a continuous distribution from `lower` to `upper`."""
    fixed = only_value(kind, parameters)
    if fixed is not None:
        return float(lower <= fixed <= upper)
    return share_below(kind, parameters, upper) - share_below(kind, parameters, lower)
