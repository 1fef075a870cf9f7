"""Published records: identities hold in our tables, and the rate a multiple implies gives that multiple again."""

from decimal import Decimal
from fractions import Fraction

import pytest

from bondcalc.money import half_up_fraction
from tests.published.record import HALF, Record, others, records

CONTRADICTS_ITSELF = "cn-park-zaozhuang-lithium-75000"
"""Its printed total is not the sum of its printed parts."""


def named(record: Record) -> str:
    return record.id


def test_every_case_is_there() -> None:
    assert len(records()) == 38
    assert len(others()) == 18
    assert len({*(one.id for one in records()), *(one["id"] for one in others())}) == 56


@pytest.mark.parametrize("record", records(), ids=named)
def test_investment_is_the_sum_of_its_sources(record: Record) -> None:
    assert record.investment_as_printed() == (record.id != CONTRADICTS_ITSELF)


@pytest.mark.slow
@pytest.mark.parametrize("record", [one for one in records() if not one.masked], ids=named)
def test_cost_share_is_as_printed(record: Record) -> None:
    assert f"{half_up_fraction(record.cost_share() * 100, 2)}%" == record.printed["cost_share"]


@pytest.mark.parametrize("record", [one for one in records() if one.implies_a_rate], ids=named)
@pytest.mark.parametrize("net", [False, True])
def test_the_interval_is_that_of_the_plain_formula(record: Record, *, net: bool) -> None:
    """E / (C x (1 + rate x term)), solved here on its own; the ends print as the neighbouring multiples."""
    found = record.interval(net=net)
    assert found is not None
    printed = {key: Fraction(Decimal(record.printed[key])) for key in ("revenue", "cost", "bonds", "multiple")}
    earned = printed["revenue"] - (printed["cost"] if net else 0)
    for rate, sign in zip(found, (1, -1), strict=True):
        plain = (earned / (printed["multiple"] + sign * HALF) / printed["bonds"] - 1) / (record.term or 1)
        # Our interest is rounded at every payment: half a cent each, of at most 60, on the interest of one per cent.
        assert abs(rate - plain) <= Fraction(60, 200) / (printed["bonds"] / 100) / 100 * max(1, abs(plain) * 100)


@pytest.mark.parametrize("case", [one for one in others() if "identity" in one], ids=lambda one: one["id"])
def test_parts_add_up(case: dict[str, dict[str, list[str]]]) -> None:
    assert sum(Decimal(part) for part in case["identity"]["parts"]) == Decimal(str(case["identity"]["whole"]))
