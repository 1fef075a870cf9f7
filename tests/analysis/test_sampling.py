"""What is drawn has the means, variances and correlations asked for, whatever the chunk; nothing without spread moves."""

import math
from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest

from bondcalc.analysis.risk.batch import Chunk
from bondcalc.analysis.risk.named_streams import Streams
from bondcalc.analysis.risk.sampling import Event, Marginal, Outlook, draw
from bondcalc.probability.copula import factor, impossible, of_normals
from bondcalc.probability.distribution import lognormal_terms
from bondcalc.probability.normal import Array, below, quantile

SIZE = 20_000
OURS = Streams(89, "2101-430426-04-01-123456")
FAR = 4.5
"""Standard errors within which a sampled figure lies; a seeded test does not flicker."""


def outlook(*marginals: Marginal, matrix: list[list[float]] | None = None, events: tuple[Event, ...] = ()) -> Outlook:
    size = len(marginals)
    given = matrix or [[float(one == other) for other in range(size)] for one in range(size)]
    found = factor(
        [[1.0 if one == other else of_normals(rank) for other, rank in enumerate(row)] for one, row in enumerate(given)]
    )
    assert found is not None
    return Outlook(marginals, found, events)


def sized(number: int, size: int) -> Chunk:
    return Chunk(number, number * size, (number + 1) * size)


def sampled(given: Outlook, count: int, streams: Streams = OURS) -> list[Array]:
    chunks = [draw(given, streams, sized(number, SIZE)) for number in range(max(5, count))]
    return [np.concatenate([one.own[place] for one in chunks]) for place in range(len(given.marginals))]


def triangular(low: float, mode: float, high: float) -> tuple[float, float]:
    mean = (low + mode + high) / 3
    return mean, (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18


def normal_between(mean: float, sigma: float, low: float, high: float) -> tuple[float, float]:
    """Textbook moments of a truncated normal (Johnson, Kotz, Balakrishnan 1994, ch. 13)."""
    bell, (a, b) = NormalDist(), ((limit - mean) / sigma for limit in (low, high))
    mass = bell.cdf(b) - bell.cdf(a)
    first = (bell.pdf(a) - bell.pdf(b)) / mass
    return mean + sigma * first, sigma * sigma * (1 + (a * bell.pdf(a) - b * bell.pdf(b)) / mass - first * first)


MARGINALS = {
    "triangular": (Marginal("costs", "triangular", (-0.3, 0.05, 0.1)), triangular(-0.3, 0.05, 0.1)),
    "triangular at an end": (Marginal("costs", "triangular", (0.0, 0.0, 0.2)), triangular(0.0, 0.0, 0.2)),
    "uniform": (Marginal("costs", "uniform", (-0.2, 0.3)), (0.05, 0.25 / 12)),
    "uniform, cut": (Marginal("costs", "uniform", (-0.2, 0.3), (), 0.0, 0.1), (0.05, 0.01 / 12)),
    "normal": (Marginal("costs", "normal", (0.02, 0.1)), (0.02, 0.01)),
    "normal, cut": (Marginal("costs", "normal", (0.02, 0.1), (), -0.05, 0.1), normal_between(0.02, 0.1, -0.05, 0.1)),
    "lognormal": (Marginal("costs", "lognormal", (0.05, 0.2)), (0.05, 0.04)),
    "discrete": (Marginal("costs", "discrete", (), ((0.5, 0.2), (0.0, 0.5), (1.0, 0.3))), (0.4, 0.05 + 0.3 - 0.16)),
}


@pytest.mark.parametrize("name", list(MARGINALS))
def test_mean_and_variance_are_those_asked_for(name: str, count: int) -> None:
    marginal, (mean, variance) = MARGINALS[name]
    [values] = sampled(outlook(marginal), count)
    size = len(values)
    deviations = values - values.mean()
    fourth = (deviations**4).mean()
    assert abs(values.mean() - mean) < FAR * math.sqrt(variance / size)
    assert abs(values.var() - variance) < FAR * math.sqrt((fourth - variance**2) / size)
    assert values.min() >= marginal.lower
    assert values.max() <= marginal.upper


def ranks(values: Array) -> Array:
    return values.argsort().argsort().astype(float)


@pytest.mark.slow
@pytest.mark.parametrize("asked", [-0.9, -0.3, 0.0, 0.5, 0.95])
def test_rank_correlation_is_that_asked_for_whatever_the_distributions(asked: float, count: int) -> None:
    """Three unlike marginals, one of them cut; independent drivers beside them stay independent."""
    given = outlook(
        Marginal("costs", "lognormal", (0.05, 0.4)),
        Marginal("land_price", "triangular", (-0.3, 0.0, 0.1)),
        Marginal("revenue", "normal", (0.0, 0.1), (), -0.1, 0.2),
        matrix=[[1, asked, 0], [asked, 1, 0], [0, 0, 1]],
    )
    one, other, alone = (ranks(values) for values in sampled(given, count))
    error = FAR / math.sqrt(len(one))
    assert abs(np.corrcoef(one, other)[0, 1] - asked) < error
    assert abs(np.corrcoef(one, alone)[0, 1]) < error
    assert abs(np.corrcoef(other, alone)[0, 1]) < error


def test_full_correlation_needs_no_second_normal() -> None:
    given = outlook(
        Marginal("costs", "uniform", (0.0, 1.0)), Marginal("revenue", "uniform", (0.0, 1.0)), matrix=[[1, -1], [-1, 1]]
    )
    one, other = sampled(given, 1)
    assert np.abs(one + other - 1).max() < 1e-12


@pytest.mark.parametrize(
    "marginal",
    [
        Marginal("costs", "triangular", (0.0, 0.0, 0.0)),
        Marginal("costs", "uniform", (0.25, 0.25)),
        Marginal("costs", "normal", (-0.1, 0.0)),
        Marginal("costs", "lognormal", (0.1, 0.0)),
        Marginal("costs", "discrete", (), ((0.3, 1.0),)),
    ],
    ids=lambda one: one.kind,
)
def test_without_spread_every_draw_is_the_same_figure_exactly(marginal: Marginal) -> None:
    [values] = sampled(outlook(marginal), 1)
    only = marginal.outcomes[0][0] if marginal.outcomes else marginal.parameters[0]
    assert set(values.tolist()) == {only}


def test_events_happen_as_often_as_stated_and_change_their_drivers(count: int) -> None:
    fire = Event("fire", "火灾", 0.2, (("costs", 0.5), ("rate_rise", 0.01)))
    given = outlook(
        Marginal("costs", "uniform", (0.1, 0.1)),
        events=(
            fire,
            Event("never", "不会", 0.0, (("costs", 9.0),)),
            Event("always", "必然", 1.0, (("operation_delay", 6.0),)),
        ),
    )
    drawn = [draw(given, Streams(1, "A"), sized(number, SIZE)) for number in range(max(5, count))]
    often = np.concatenate([one.hits[0] for one in drawn])
    assert abs(often.mean() - 0.2) < FAR * math.sqrt(0.16 / len(often))
    for one in drawn:
        assert not one.hits[1].any()
        assert one.hits[2].all()
        assert np.allclose(one.changes["costs"], np.where(one.hits[0], 1.1 * 1.5 - 1, 0.1), atol=1e-15, rtol=0)
        assert (one.changes["rate_rise"] == np.where(one.hits[0], 0.01, 0)).all()
        assert (one.changes["operation_delay"] == 6).all()


def test_delays_of_operation_are_whole_months() -> None:
    given = outlook(Marginal("operation_delay", "uniform", (0.0, 12.0)))
    values = draw(given, OURS, sized(0, 1000)).changes["operation_delay"]
    assert (values == np.floor(values)).all()
    assert set(values) == set(range(13))


def test_the_normal_distribution_agrees_with_the_standard_library() -> None:
    known = NormalDist()
    at = np.linspace(-12, 12, 4801)
    assert np.abs(below(at) - [math.erfc(-value / math.sqrt(2)) / 2 for value in at]).max() < 1e-14
    shares = np.concatenate([np.linspace(1e-6, 1 - 1e-6, 4001), 10.0 ** -np.arange(7, 300, 5)])
    wanted = np.array([known.inv_cdf(share) for share in shares])
    assert (np.abs(quantile(shares) - wanted) <= 1e-15 * np.maximum(1, np.abs(wanted)) * 4).all()


def test_lognormal_terms_give_back_mean_and_deviation() -> None:
    mean, sigma = lognormal_terms(0.05, 0.2)
    assert math.isclose(math.exp(mean + sigma * sigma / 2), 1.05)
    assert math.isclose(1.05 * math.sqrt(math.expm1(sigma * sigma)), 0.2)


def test_factor_and_impossible_agree_with_the_eigenvalues(count: int) -> None:
    """Random correlation matrices, some impossible: ours against numpy's eigenvalues."""
    drawn, seen = np.random.default_rng(5), set()
    for _ in range(30 * count):
        size = int(drawn.integers(2, 8))
        upper = np.triu(drawn.uniform(-1, 1, (size, size)) * drawn.uniform(0, 1), 1)
        matrix = upper + upper.T + np.eye(size)
        least = np.linalg.eigvalsh(matrix)[0]
        if abs(least) < 1e-6:
            continue
        found, odd = factor(matrix.tolist()), impossible(matrix.tolist())
        seen.add(found is None)
        assert (found is None) == (least < 0) == bool(odd)
        if found is not None:
            assert np.allclose(np.array(found) @ np.array(found).T, matrix, atol=1e-9)
        else:
            assert np.linalg.eigvalsh(matrix[np.ix_(odd, odd)])[0] < 0
            for fewer in (odd[:place] + odd[place + 1 :] for place in range(len(odd))):
                assert np.linalg.eigvalsh(matrix[np.ix_(fewer, fewer)])[0] > -1e-9
    assert seen == {True, False}


def test_values_rise_with_the_share() -> None:
    """Monotone marginals: what keeps a rank correlation what it is."""
    shares = np.linspace(0.0005, 0.9995, 1999)
    for marginal, _ in MARGINALS.values():
        values = marginal.values(shares)
        assert all(one <= other for one, other in pairwise(values.tolist()))
