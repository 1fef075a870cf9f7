"""A day of payment is said with the working day on which it is paid, and the other way round."""

from datetime import date

import pytest

from bondcalc.wording.day import due_day, put_off


@pytest.mark.parametrize(
    ("day", "due", "beside"),
    [
        (date(2025, 3, 14), "2025年3月14日", ""),
        (date(2025, 3, 15), "2025年3月15日（周六，顺延至3月17日支付）", "（应付日3月15日周六顺延）"),
        (date(2025, 3, 16), "2025年3月16日（周日，顺延至3月17日支付）", "（应付日3月16日周日顺延）"),
        (date(2022, 12, 31), "2022年12月31日（周六，顺延至2023年1月2日支付）", "（应付日2022年12月31日周六顺延）"),
    ],
)
def test_days_due_and_days_paid(day: date, due: str, beside: str) -> None:
    assert (due_day(day), put_off(day)) == (due, beside)
