"""An ascending sale: closed forms, identities, a published table that was simulated, and draws of our own."""

from itertools import pairwise
from math import exp, sqrt

import numpy as np
import pytest

from bondcalc.probability.auction import (
    Bidders,
    Lognormal,
    Uniform,
    Valuations,
    at_start_of_unsold,
    price_at,
    revenue,
    spread_of_premium,
)

PUBLISHED = {
    (0.15, 0.8): ((1, 0.932, 0.746), (2, 0.995, 0.929), (3, 1.000, 1.005), (5, 1.000, 1.081), (8, 1.000, 1.139)),
    (0.15, 1.0): ((1, 0.499, 0.499), (2, 0.750, 0.769), (3, 0.875, 0.918), (5, 0.969, 1.058), (8, 0.996, 1.136)),
    (0.30, 0.8): ((1, 0.770, 0.616), (2, 0.947, 0.880), (3, 0.988, 1.021), (5, 0.999, 1.177), (8, 1.000, 1.305)),
    (0.30, 1.0): ((1, 0.500, 0.500), (2, 0.748, 0.788), (3, 0.875, 0.966), (5, 0.969, 1.160), (8, 0.996, 1.303)),
}
"""Lognormal valuations of median 1: bidders, share sold, receipts, from 400,000 draws each."""
DRAWS = 400_000
PRINTED = 0.0005
"""Half of the last digit that is printed."""


def simulated(bidders: Bidders, valuations: Valuations, start: float, draws: int) -> np.ndarray:
    """Receipts of so many sales, drawn one bidder after the other: no formula of the program is read."""
    random = np.random.default_rng(20261129)
    most = bidders.number or int(bidders.rate + 12 * sqrt(bidders.rate) + 12)
    came = np.full(draws, bidders.number) if bidders.number else random.poisson(bidders.rate, draws)
    if isinstance(valuations, Lognormal):
        values = np.exp(valuations.spread * random.standard_normal((draws, most)))
    else:
        values = random.uniform(1 - valuations.spread, 1 + valuations.spread, (draws, most))
    values[np.arange(most) >= came[:, np.newaxis]] = 0.0
    values = np.sort(np.hstack([values, np.zeros((draws, 1))]), axis=1)
    return np.where(values[:, -1] >= start, np.maximum(values[:, -2], start), 0.0)


@pytest.mark.parametrize(("spread", "start"), PUBLISHED)
def test_published_revenue_of_an_auction(spread: float, start: float) -> None:
    valuations = Lognormal(spread)
    for number, sold, receipts in PUBLISHED[spread, start]:
        chance = 1 - Bidders(number).unsold(valuations.below(start))
        error = sqrt(max(chance * (1 - chance), 1e-4) / DRAWS)
        assert abs(chance - sold) <= 3 * error + PRINTED
        # No sale brings more than three deviations about the market value: a bound of the deviation of receipts.
        assert abs(revenue(Bidders(number), valuations, start) - receipts) <= 3 * 0.6 / sqrt(DRAWS) + PRINTED


@pytest.mark.parametrize(
    "bidders", [Bidders(1), Bidders(2), Bidders(4), Bidders(rate=1.5), Bidders(rate=4.0)], ids=repr
)
@pytest.mark.parametrize("valuations", [Lognormal(0.25), Uniform(0.3)], ids=repr)
def test_draws_of_our_own_agree(bidders: Bidders, valuations: Valuations, count: int) -> None:
    draws = 2500 * count
    for start in (0.6, 0.9, 1.1):
        receipts = simulated(bidders, valuations, start, draws)
        below = valuations.below(start)
        chance, error = 1 - bidders.unsold(below), receipts.std() / sqrt(draws)
        assert abs(receipts.mean() - revenue(bidders, valuations, start)) <= 4 * error + 1e-9
        assert abs((receipts > 0).mean() - chance) <= 4 * sqrt(chance * (1 - chance) / draws) + 1e-9
        at_start = bidders.at_start(below)
        assert abs((receipts == start).mean() - at_start) <= 4 * sqrt(at_start * (1 - at_start) / draws) + 1e-9
        prices = np.sort(receipts[receipts > 0])
        for quantile in (0.1, 0.5, 0.9):
            found = price_at(bidders, valuations, start, quantile)
            assert (prices <= found + 1e-9).mean() >= quantile - 4 * sqrt(quantile * (1 - quantile) / len(prices))
            if found > start:
                assert abs((prices <= found).mean() - quantile) <= 4 * sqrt(quantile * (1 - quantile) / len(prices))


@pytest.mark.parametrize("number", range(1, 9))
def test_uniform_closed_form(number: int) -> None:
    """Without a start price the mean is a + (b - a)(n - 1)/(n + 1); one bidder pays nothing more than the start price."""
    low, high = 0.6, 1.4
    if number > 1:
        expected = low + (high - low) * (number - 1) / (number + 1)
        assert abs(revenue(Bidders(number), Uniform(0.4), 0.0) - expected) < 1e-12
    assert abs(revenue(Bidders(1), Uniform(0.4), 0.5) - 0.5) < 1e-15


def test_uniform_with_a_start_price() -> None:
    """Valuations from 0 to 1, three bidders, start at 0.5: exactly 0.53125; here all is twice as much, from 0 to 2."""
    assert abs(revenue(Bidders(3), Uniform(1.0), 1.0) - 2 * 0.53125) < 1e-12


@pytest.mark.parametrize(("rate", "unsold"), [(1, 0.607), (2, 0.368), (4, 0.135)])
def test_poisson_identities(rate: float, unsold: float) -> None:
    bidders = Bidders(rate=rate)
    mean = rate * 0.5
    assert abs(bidders.unsold(0.5) - exp(-mean)) < 1e-15
    assert round(bidders.unsold(0.5), 3) == unsold
    assert abs(bidders.at_start(0.5) - mean * exp(-mean)) < 1e-15
    # A Poisson number is the mixture of numbers: each identity follows from those of a known number.
    weights = [exp(-rate) * rate**n / np.prod(np.arange(1.0, n + 1)) for n in range(60)]
    mixed = sum(w * (Bidders(n).unsold(0.5) if n else 1.0) for n, w in enumerate(weights))
    assert abs(mixed - bidders.unsold(0.5)) < 1e-12
    mixed = sum(w * revenue(Bidders(n), Uniform(0.4), 0.9) for n, w in enumerate(weights) if n)
    assert abs(mixed - revenue(bidders, Uniform(0.4), 0.9)) < 1e-12


@pytest.mark.parametrize(("unsold", "at_start"), [(0.10, 0.256), (0.14, 0.320), (0.20, 0.402), (0.30, 0.516)])
def test_share_at_the_start_price_of_a_region(unsold: float, at_start: float) -> None:
    assert round(at_start_of_unsold(unsold), 3) == at_start


@pytest.mark.parametrize("even", [False, True])
@pytest.mark.parametrize("spread", [0.0004, 0.08, 0.2, 0.45, 0.99])
@pytest.mark.parametrize("rate", [0.2, 3.0, 9.0])
def test_spread_of_a_region(rate: float, spread: float, even: bool) -> None:
    bidders, valuations = Bidders(rate=rate), Uniform(spread) if even else Lognormal(spread)
    unsold = bidders.unsold(0.5)
    premium = revenue(bidders, valuations, 1.0) / (1 - unsold) - 1
    found = spread_of_premium(unsold, premium, even=even)
    assert found is not None
    # As far off as the last digits of the premium leave it.
    assert abs(found - spread) < 1e-12


def test_no_spread_of_a_region() -> None:
    assert spread_of_premium(0.2, 0.0) is None
    assert spread_of_premium(0.2, 1e6) is None


@pytest.mark.parametrize("valuations", [Lognormal(0.2), Uniform(0.35)], ids=repr)
@pytest.mark.parametrize("start", [0.5, 0.8, 1.0, 1.2])
def test_more_bidders_never_bring_less(valuations: Valuations, start: float) -> None:
    by_number = [Bidders(number) for number in range(1, 13)]
    by_rate = [Bidders(rate=rate / 2) for rate in range(1, 25)]
    for bidders in (by_number, by_rate):
        receipts = [revenue(one, valuations, start) for one in bidders]
        assert receipts == sorted(receipts)
        assert len(set(receipts)) == len(receipts)
        sold = [1 - one.unsold(valuations.below(start)) for one in bidders]
        assert sold == sorted(sold)
        for quantile in (0.1, 0.5, 0.9):
            prices = [price_at(one, valuations, start, quantile) for one in bidders]
            assert all(after >= before - 1e-12 for before, after in pairwise(prices))
            assert min(prices) >= start


@pytest.mark.parametrize("valuations", [Lognormal(0.3), Uniform(0.3)], ids=repr)
def test_one_bidder_pays_the_start_price(valuations: Valuations) -> None:
    for start in (0.75, 0.9, 1.0, 1.1):
        assert {price_at(Bidders(1), valuations, start, quantile) for quantile in (0.01, 0.5, 0.99)} == {start}
        sold = 1 - valuations.below(start)
        assert revenue(Bidders(1), valuations, start) == start * sold
