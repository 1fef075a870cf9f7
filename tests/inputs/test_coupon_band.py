"""Planned coupons beside the band of their term: asked about outside it, from the day of the figures on, for issues still to come."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.inputs import coupon_band
from bondcalc.inputs.read import read_bytes
from bondcalc.rules.load import RULES_FOLDER
from bondcalc.rules.parse import read_folder
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


def test_a_reopened_bond_has_the_coupon_of_its_first_issue() -> None:
    again = 'status = "planned"\nfirst_value_date = 2020-12-01'
    text = GOOD.format(day="2026-02-02").replace("0.0139", "0.04").replace("years = 15", "years = 20")
    read = read_bytes("project.toml", text.replace('status = "planned"', again).encode())
    assert not [one for one in read.notices if "不在区间" in one]


@pytest.mark.parametrize(("day", "low"), [("2026-02-02", "0.022"), ("2026-09-30", "0.022"), ("2026-10-01", "0.025")])
def test_a_later_row_takes_the_place_of_an_earlier_one(
    day: str, low: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A band of October 2026 for the same terms, added as the file says: one more row."""
    shutil.copytree(RULES_FOLDER, tmp_path / "rules")
    file = tmp_path / "rules" / "bond-market-practice.toml"
    text = file.read_text(encoding="utf-8")
    row = text[text.rindex("[[values]]") :].replace("2026-02-02", "2026-10-01").replace("0.022,", "0.025,")
    file.write_text(f"{text}\n{row}", encoding="utf-8")
    library = read_folder(tmp_path / "rules")
    monkeypatch.setattr(coupon_band, "own_library", lambda: library)
    found = coupon_band.band_of(date.fromisoformat(day), 240)
    assert found is not None
    assert found.low == Decimal(low)


def test_an_absurd_coupon_is_told_once() -> None:
    text = GOOD.format(day="2026-02-02").replace("0.0139", str(Decimal("0.00035"))).replace("years = 15", "years = 20")
    assert len([one for one in read_bytes("project.toml", text.encode()).notices if "票面利率" in one]) == 1
