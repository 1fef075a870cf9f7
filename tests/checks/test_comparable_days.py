"""A comparable price (可比价格) supports a price only where its day lies in the months before the file was written (W08)."""

from datetime import date

import pytest

from bondcalc.inputs.read import read_bytes
from tests.checks.cases import later
from tests.checks.judged import finding_of
from tests.checks.test_statements import GOOD as TEXT
from tests.checks.test_statements import with_


@pytest.mark.parametrize(
    ("day", "written", "verdict"),
    [
        (date(2025, 8, 1), None, "pass"),
        (date(2025, 8, 2), None, "warn"),
        (date(2025, 8, 2), date(2025, 9, 1), "pass"),
        (date(2025, 9, 2), date(2025, 9, 1), "warn"),
        (date(2023, 8, 1), None, "pass"),
        (date(2023, 7, 31), None, "warn"),
    ],
)
def test_a_price_of_a_day_to_come_supports_nothing(day: date, written: date | None, verdict: str) -> None:
    """The rules are those of 2025-08-01; 24 months before it begin on 2023-08-01, whenever the file was written."""
    given = with_(with_(later(), "project", filing_date=written), "comparables", 1, day=day)
    assert finding_of(given, "W08").verdict == verdict


@pytest.mark.parametrize(("day", "asked"), [("2021-08-02", 1), ("2021-08-01", 0)])
def test_it_is_asked_about_when_read(day: str, asked: int) -> None:
    deal = f'\n[[comparables]]\nline = "rent"\nday = {day}\nprice = 1\nsource = "x"\n'
    notices = read_bytes("project.toml", (TEXT.format(day="2021-08-01") + deal).encode()).notices
    assert len([one for one in notices if "不作为可比价格" in one]) == asked
