"""加价竞价: what an open ascending sale brings, by how many bid and how far their valuations lie apart; knows nothing of bonds.

Valuations are private and independent; the price is the second-highest of them, and never below the start price. All prices are
multiples of the market value, which is the median valuation. Plain Python: schedules ask for it whenever a file is read.
"""

from collections.abc import Callable
from functools import lru_cache
from math import exp, log
from statistics import NormalDist
from typing import NamedTuple

NORMAL = NormalDist()
FURTHEST = 9.0
"""Deviations above the median beyond which no valuation is looked for: a share of 1e-19."""
INTERVALS = 800
"""Of Simpson's rule; twice as many change nothing before the twelfth decimal."""
WIDEST = 3.0
"""The largest spread that is looked for: a valuation at one deviation is then twenty times the market value."""
CLOSE, MOST_GUESSES = 1e-15, 200
"""When a spread is found: the next guess lies no further away. Some ten guesses do."""


class Bidders(NamedTuple):
    """Qualified bidders (合格竞买人): a known `number`, or a Poisson number of a `rate` where none is given."""

    number: int | None = None
    rate: float = 0.0

    def unsold(self, below: float) -> float:
        """P(流拍): nobody values the land at the start price or more; `below` is the share of valuations below it.

        Proved by tests/functions/test_auction.py: test_published_revenue_of_an_auction.
        """
        if self.number is None:
            return exp(-self.rate * (1 - below))
        return float(below**self.number)

    def at_start(self, below: float) -> float:
        """P(起始价成交): exactly one does, and pays the start price."""
        if self.number is None:
            return self.rate * (1 - below) * self.unsold(below)
        return float(self.number * below ** (self.number - 1) * (1 - below))

    def second_below(self, share: float) -> float:
        """P(second-highest valuation lies below the value that this share of valuations lies below)."""
        return self.unsold(share) + self.at_start(share)

    def contested(self, below: float) -> float:
        """Integral of 1 - `second_below` from a share up to 1: what even valuations add to the start price."""
        left = 1 - below
        if self.number is None:
            # Written without the quotient where the rate is nothing: nobody bids.
            paid = 2 * (1 - exp(-self.rate * left)) / self.rate - left * exp(-self.rate * left) if self.rate else left
            return left - paid
        n = self.number
        return left - (1 - below**n) + (n - 1) * (1 - below ** (n + 1)) / (n + 1)


class Lognormal(NamedTuple):
    """Valuations whose logarithm has this deviation; half lie below 1."""

    spread: float

    def below(self, value: float) -> float:
        """Share of valuations below a value."""
        return NORMAL.cdf(log(value) / self.spread) if value > 0 else 0.0

    def value(self, share: float) -> float:
        """The value that a share of valuations lies below."""
        return exp(self.spread * NORMAL.inv_cdf(share)) if 0 < share < 1 else 0.0 if share <= 0 else float("inf")

    def above(self, bidders: Bidders, start: float) -> float:
        """What competition adds to the start price: the integral of P(second-highest above x) from it on."""
        first = max(log(start) / self.spread, -FURTHEST) if start > 0 else -FURTHEST
        if first >= FURTHEST:
            return 0.0
        step, total = (FURTHEST - first) / INTERVALS, 0.0
        for index in range(INTERVALS + 1):
            deviations = first + step * index
            size = self.spread * exp(self.spread * deviations)
            many = 1 if index in {0, INTERVALS} else 4 if index % 2 else 2
            total += many * (1 - bidders.second_below(NORMAL.cdf(deviations))) * size
        # What lies below the first place is as wide as its value, and nobody's second valuation lies there.
        low = exp(self.spread * first) - start
        return total * step / 3 + max(0.0, low) * (1 - bidders.second_below(0.0))


class Uniform(NamedTuple):
    """Valuations spread evenly from 1 - spread to 1 + spread."""

    spread: float

    def below(self, value: float) -> float:
        """Share of valuations below a value."""
        return min(1.0, max(0.0, (value - 1 + self.spread) / (2 * self.spread)))

    def value(self, share: float) -> float:
        """The value that a share of valuations lies below."""
        return 1 - self.spread + 2 * self.spread * share

    def above(self, bidders: Bidders, start: float) -> float:
        """What competition adds to the start price, in closed form; below the lowest valuation nothing is in doubt."""
        gap = max(0.0, 1 - self.spread - start) * (1 - bidders.second_below(0.0))
        return gap + 2 * self.spread * bidders.contested(self.below(start))


Valuations = Lognormal | Uniform


def revenue(bidders: Bidders, valuations: Valuations, start: float) -> float:
    """Expected receipts of one round, a round without a sale bringing nothing.

    Start price x P(sold) + the integral of P(second-highest above x) from the start price on.

    Proved by tests/functions/test_auction.py: test_published_revenue_of_an_auction.
    """
    sold = 1 - bidders.unsold(valuations.below(start))
    return start * sold + valuations.above(bidders, start)


def rank(bidders: Bidders, below: float, quantile: float) -> float:
    """Share of valuations below the price that a share `quantile` of all sales does not pass; `below` where that is the start price."""
    unsold = bidders.unsold(below)
    target = unsold + quantile * (1 - unsold)
    if bidders.second_below(below) >= target:
        return below
    low, high = below, 1.0
    for _ in range(80):
        middle = (low + high) / 2
        if bidders.second_below(middle) < target:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def price_at(bidders: Bidders, valuations: Valuations, start: float, quantile: float) -> float:
    """The price that a share `quantile` of all sales does not pass; never below the start price."""
    below = valuations.below(start)
    share = rank(bidders, below, quantile)
    return start if share == below else max(start, valuations.value(share))


def bidders_of_unsold(unsold: float) -> float:
    """Mean number of bidders above the start price, where this share of sales fails: -ln u."""
    return -log(unsold)


def at_start_of_unsold(unsold: float) -> float:
    """Share of sales at the start price that goes with a share unsold, if bidding is free."""
    mean = bidders_of_unsold(unsold)
    return mean * unsold / (1 - unsold)


@lru_cache(maxsize=1000)
def spread_of_premium(unsold: float, premium: float, *, even: bool = False) -> float | None:
    """The spread at which sales that start at the market value bring this mean premium; None where none does.

    Valuations are lognormal, or `even`ly spread; those cannot lie further apart than all of the market value.
    A row is asked whenever it is checked and whenever a line that rests on it is built.
    """
    bidders = Bidders(rate=2 * bidders_of_unsold(unsold))

    def excess(spread: float) -> float:
        """Mean premium at a spread, above the one that is looked for."""
        valuations = Uniform(spread) if even else Lognormal(spread)
        return revenue(bidders, valuations, 1.0) / (1 - unsold) - 1 - premium

    widest = 1.0 if even else WIDEST
    if premium <= 0 or (over := excess(widest)) < 0:
        return None
    return _zero(excess, (0.0, -premium), (widest, over))


def _zero(rising: Callable[[float], float], below: tuple[float, float], above: tuple[float, float]) -> float:
    """Where a rising function is 0, between two places that stand with their values, by false position.

    An end that stays twice running counts half (the Illinois rule), so that neither end stays for good.
    """
    (low, under), (high, over) = below, above
    before, stays = low, ""
    for _ in range(MOST_GUESSES):
        guess = high - over * (high - low) / (over - under)
        if abs(guess - before) < CLOSE:
            break
        before, value = guess, rising(guess)
        if value < 0:
            low, under, over, stays = guess, value, over / 2 if stays == "high" else over, "high"
        else:
            high, over, under, stays = guess, value, under / 2 if stays == "low" else under, "low"
    return guess
