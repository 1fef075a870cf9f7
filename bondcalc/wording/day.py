"""Days in running text: 2020年10月1日; tables keep 2020-10-01."""

from datetime import date

from bondcalc.dates import working_day_from

TO_COME = "【待补充】"
"""Stands in a filing for what is not stated yet."""
TO_WRITE = "【请填写："
"""Opens a prompt in a filing: what the bureau is still to write there, up to 】."""


def spelt(day: date | None) -> str:
    """Write a day as documents do, month and day without a zero before them; a blank one is still to come."""
    return TO_COME if day is None else f"{day.year}年{day.month}月{day.day}日"


def due_day(day: date) -> str:
    """Write a day on which a payment falls due, and where it is no working day the one on which it is paid: 2025年3月15日（周六，顺延至3月17日支付）."""
    paid = working_day_from(day)
    return spelt(day) if paid == day else f"{spelt(day)}（{_weekday(day)}，顺延至{_in_year(paid, day.year)}支付）"


def put_off(day: date) -> str:
    """Say beside a day of payment which day it was put off from; empty where it was not: （应付日3月15日周六顺延）."""
    paid = working_day_from(day)
    return "" if paid == day else f"（应付日{_in_year(day, paid.year)}{_weekday(day)}顺延）"


def _weekday(day: date) -> str:
    return f"周{'一二三四五六日'[day.weekday()]}"


def _in_year(day: date, year: int) -> str:
    """Leave out a year that stands beside it."""
    return spelt(day).removeprefix(f"{year}年")
