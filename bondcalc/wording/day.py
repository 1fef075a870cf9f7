"""Days in running text: 2020年10月1日; tables keep 2020-10-01."""

from datetime import date

TO_COME = "【待补充】"
"""Stands in a filing for what is not stated yet."""
TO_WRITE = "【请填写："
"""Opens a prompt in a filing: what the bureau is still to write there, up to 】."""


def spelt(day: date | None) -> str:
    """Write a day as documents do, month and day without a zero before them; a blank one is still to come."""
    return TO_COME if day is None else f"{day.year}年{day.month}月{day.day}日"
