"""What the method annex prints: how often the alarms tell of a shift, and of none; the lanes against arithmetic of this test."""

from math import sqrt

import numpy as np
import pytest

from bondcalc.monitoring.error_rates import PERIODS, error_rates
from tests.monitoring.plain import book


@pytest.fixture(scope="module")
def seeds(count: int) -> int:
    """3,000 from `--count 10` on, fewer before."""
    return min(3000, 300 * count)


def test_shifts_are_told_and_clean_plans_seldom(seeds: int) -> None:
    rates = error_rates(book(), seeds)
    assert rates.seeds == seeds
    assert rates.shift_first >= 0.85
    assert rates.shift_sixth >= 0.85
    assert rates.clean_average <= 0.08
    assert max(rates.clean_by.values()) <= rates.clean <= sum(rates.clean_by.values())


def test_the_share_told_of_is_that_of_the_formula_run_here(seeds: int) -> None:
    noise = np.random.Generator(np.random.PCG64(1)).standard_normal((PERIODS, seeds))

    def share(shift: float, last: int) -> float:
        """Share of the plans whose average passes its limit by a period."""
        average, told = np.zeros(seeds), np.zeros(seeds, dtype=bool)
        for period in range(1, last + 1):
            average = 0.2 * (noise[period - 1] - shift) + 0.8 * average
            told |= average < -2.5 * sqrt(0.2 / 1.8 * (1 - 0.8 ** (2 * period)))
        return float(told.mean())

    rates = error_rates(book(), seeds)
    assert float(rates.shift_first) == pytest.approx(share(1, 12), abs=1e-9)
    assert float(rates.clean_average) == pytest.approx(share(0, PERIODS), abs=1e-9)


def test_the_same_seed_gives_the_same_shares() -> None:
    assert error_rates(book(), 200) == error_rates(book(), 200)
    assert error_rates(book(), 200) != error_rates(book(), 200, seed=2)
