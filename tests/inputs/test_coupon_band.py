"""Planned coupons beside the band of their term: asked about outside it, from the day of the figures on, for issues still to come."""

from decimal import Decimal

import pytest

from bondcalc.inputs.read import read_bytes
from tests.checks.test_statements import GOOD


def notices(coupon: str, day: str = "2026-02-02", years: int = 20, status: str = "planned") -> tuple[str, ...]:
    text = GOOD.format(day=day).replace("coupon = 0.0139", f"coupon = {coupon}")
    text = text.replace("term_years = 15", f"term_years = {years}").replace('"planned"', f'"{status}"')
    return tuple(one for one in read_bytes("project.toml", text.encode()).notices if "不在区间" in one)


@pytest.mark.parametrize("coupon", ["0.0219", "0.0271", "0.04"])
def test_a_coupon_outside_the_band_is_asked_about(coupon: str) -> None:
    (told,) = notices(coupon)
    assert "2.2%至2.7%" in told
    assert "2026-02-02" in told
    assert "未核实" in told


@pytest.mark.parametrize("coupon", ["0.022", "0.0245", "0.027"])
def test_at_its_ends_and_inside_it_is_not(coupon: str) -> None:
    assert notices(coupon) == ()


@pytest.mark.parametrize(("day", "asked"), [("2026-02-01", 0), ("2026-02-02", 1), ("2026-02-03", 1), ("2017-06-02", 0)])
def test_the_band_holds_from_its_day(day: str, asked: int) -> None:
    assert len(notices("0.04", day)) == asked


@pytest.mark.parametrize(("years", "asked"), [(15, 0), (20, 1), (30, 1)])
def test_a_term_without_a_band_is_left_alone(years: int, asked: int) -> None:
    assert len(notices("0.04", years=years)) == asked


def test_an_issued_bond_has_the_coupon_it_has() -> None:
    assert notices("0.04", status="issued") == ()


def test_an_absurd_coupon_is_told_once() -> None:
    text = GOOD.format(day="2026-02-02").replace("0.0139", str(Decimal("0.00035"))).replace("years = 15", "years = 20")
    assert len([one for one in read_bytes("project.toml", text.encode()).notices if "票面利率" in one]) == 1
