"""Which delays a public holiday may explain; days of the notices of the State Council."""

from datetime import date, timedelta

import pytest

from bondcalc.monitoring.public_holidays import FESTIVALS, WINDOWS, holiday_between, lunar_days


@pytest.mark.parametrize(
    ("due", "paid", "holiday"),
    [
        ("2022-01-02", "2022-01-04", "元旦"),  # 1 to 3 January 2022 were off
        ("2026-01-02", "2026-01-04", "元旦"),  # a Sunday that was worked
        ("2023-01-22", "2023-01-28", "春节"),  # 21 to 27 January 2023
        ("2026-02-15", "2026-02-24", "春节"),  # 15 to 23 February 2026
        ("2024-04-04", "2024-04-07", "清明"),
        ("2025-05-01", "2025-05-06", "五一"),
        ("2024-06-08", "2024-06-11", "端午"),
        ("2023-09-29", "2023-10-07", "国庆、中秋"),
        ("2025-10-01", "2025-10-09", "国庆、中秋"),
        ("2024-09-15", "2024-09-18", "中秋"),
        ("2022-01-02", "2022-01-07", ""),  # longer than any break
        ("2026-04-20", "2026-05-08", ""),  # begins before the holiday
        ("2024-03-15", "2024-03-18", ""),  # no holiday in March
        ("2024-05-01", "2024-05-01", ""),
        ("2020-01-24", "2020-02-03", "春节"),  # put off to 2 February 2020
        ("2025-01-28", "2025-02-05", "春节"),  # the eve is off since 2025
        ("2024-01-24", "2024-01-29", ""),  # the new year began on 10 February
        ("2026-01-28", "2026-02-05", ""),  # on 17 February
        ("2025-06-16", "2025-06-18", ""),  # 端午 was on 31 May
        ("2024-09-09", "2024-09-11", ""),  # 中秋 was on 17 September
        ("2090-01-30", "2090-02-05", "春节"),  # beyond the table: the wide window
    ],
)
def test_a_delay_is_explained_by_a_break_that_may_cover_every_day_of_it(due: str, paid: str, holiday: str) -> None:
    assert holiday_between(date.fromisoformat(due), date.fromisoformat(paid)) == holiday


PUBLISHED = {
    # first and last day off, by the notices of the State Council: 春节, 端午, 中秋 where it has days of its own
    2015: (("02-18", "02-24"), ("06-20", "06-22"), ("09-26", "09-27")),
    2016: (("02-07", "02-13"), ("06-09", "06-11"), ("09-15", "09-17")),
    2017: (("01-27", "02-02"), ("05-28", "05-30")),
    2018: (("02-15", "02-21"), ("06-16", "06-18"), ("09-22", "09-24")),
    2019: (("02-04", "02-10"), ("06-07", "06-09"), ("09-13", "09-15")),
    2020: (("01-24", "02-02"), ("06-25", "06-27")),
    2021: (("02-11", "02-17"), ("06-12", "06-14"), ("09-19", "09-21")),
    2022: (("01-31", "02-06"), ("06-03", "06-05"), ("09-10", "09-12")),
    2023: (("01-21", "01-27"), ("06-22", "06-24")),
    2024: (("02-10", "02-17"), ("06-08", "06-10"), ("09-15", "09-17")),
    2025: (("01-28", "02-04"), ("05-31", "06-02")),
    2026: (("02-15", "02-23"), ("06-19", "06-21"), ("09-25", "09-27")),
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_days_of_every_notice_lie_within_the_window_of_their_year(year: int) -> None:
    windows = {window.zh: window for window in WINDOWS}
    for name, span in zip(FESTIVALS, PUBLISHED[year], strict=False):
        first, last = (date.fromisoformat(f"{year}-{day}") for day in span)
        assert all(windows[name].holds(first + timedelta(days=off)) for off in range((last - first).days + 1))
        assert (last - first).days < windows[name].longest


def test_days_of_the_table_are_days_of_a_lunar_calendar() -> None:
    """Twelve or thirteen months of 29 or 30 days from one new year to the next; the 15th of the eighth month three months and ten days after the 5th of the fifth, or four."""
    days = lunar_days()
    years = sorted({year for _, year in days})
    assert years == [*range(2015, 2061)]
    assert {(days["春节", year + 1] - days["春节", year]).days for year in years[:-1]} <= {353, 354, 355, 383, 384, 385}
    assert {(days["中秋", year] - days["端午", year]).days for year in years} <= {98, 99, 127, 128, 129}
    assert {(days["端午", year] - days["春节", year]).days for year in years} <= {121, 122, 123, 150, 151, 152}
    assert all(date(year, 1, 21) <= days["春节", year] <= date(year, 2, 20) for year in years)
