"""Which delays a public holiday may explain; days of the notices of the State Council."""

from datetime import date

import pytest

from bondcalc.monitoring.public_holidays import holiday_between


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
    ],
)
def test_a_delay_is_explained_by_a_break_that_may_cover_every_day_of_it(due: str, paid: str, holiday: str) -> None:
    assert holiday_between(date.fromisoformat(due), date.fromisoformat(paid)) == holiday
