"""Internal rates of return and payback against numpy-financial and by hand."""

import random
from decimal import Decimal

import numpy_financial
import pytest

from bondcalc.analysis.returns import internal_rates, payback, present


def decimals(*values: float) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]


def test_one_root_as_numpy_financial_finds_it(count: int) -> None:
    draw = random.Random(3)
    for _ in range(max(count, 50)):
        flows = [-draw.randrange(500, 5000), *(draw.randrange(1, 900) for _ in range(draw.randrange(3, 30)))]
        found = internal_rates(decimals(*flows))
        assert len(found.rates) == 1
        rate = float(found.rates[0])
        assert abs(present([float(flow) for flow in flows], rate)) <= 1e-6 * sum(map(abs, flows)) * max(
            1.0, (1 + rate) ** len(flows)
        )
        assert rate == pytest.approx(numpy_financial.irr(flows), abs=1e-7)


def test_no_root_and_why() -> None:
    assert internal_rates(decimals(1, 2, 3)).rates == ()
    assert "不变号" in internal_rates(decimals(-1, -2)).zh
    assert internal_rates(decimals(1, -2, 2)).rates == ()


def test_several_roots_are_all_told() -> None:
    """-1000, 3600, -4310, 1716 is zero at 10 %, 20 % and 30 %."""
    found = internal_rates(decimals(-1000, 3600, -4310, 1716))
    assert [round(rate, 9) for rate in found.rates] == decimals(0.1, 0.2, 0.3)
    assert "有3个解" in found.zh


@pytest.mark.parametrize("rate", ["0.38375", "3.64640625", "-0.81828125"])
def test_a_root_at_a_point_that_is_looked_at(rate: str) -> None:
    """(x - 1)(x - 1 - rate) written out, x being one and the rate: zero at 0 and at the rate itself."""
    other = Decimal(rate)
    found = internal_rates([Decimal(100_000_000), -100_000_000 * (2 + other), 100_000_000 * (1 + other)])
    assert list(found.rates) == sorted([Decimal(0), other])


def test_payback() -> None:
    """Years before the total turns, less one, and what is missing over the flow of that year: 4 - 1 + 20/40."""
    assert payback(decimals(-100, 40, 40, 40)) == Decimal("3.50")
    assert payback(decimals(-100, 40)) is None
    assert payback(decimals(-100, 150, -60, 20)) == Decimal("3.50")
    assert payback(decimals(10, 10)) == 0
