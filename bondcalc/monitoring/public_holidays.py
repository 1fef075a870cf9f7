"""法定节假日: the days of a year around which a public holiday may lie. Which days are off is announced each autumn and not known here."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bondcalc.data import own_toml
from bondcalc.dates import SATURDAY

DAY = timedelta(days=1)
LUNAR = Path(__file__).with_name("lunar_days.toml")
FESTIVALS = ("春节", "端午", "中秋")
"""Holidays of the lunar calendar, in the order of the file."""


class HolidayWindow(NamedTuple):
    """A holiday: the first and last day (month, day) that has been off for it in any year, and the most days in a row.

    A holiday of the lunar calendar wanders: in a year whose day is known its window is `before` to `after` days around it,
    elsewhere the wide one. 全国年节及纪念日放假办法（国务院令第795号）, and the yearly notices of the State Council from 2015 on.
    """

    zh: str
    first: tuple[int, int]
    last: tuple[int, int]
    longest: int
    before: int = 0
    after: int = 0

    def holds(self, day: date) -> bool:
        """Tell whether a day may be off; a window may run over the turn of the year."""
        festival = lunar_days().get((self.zh, day.year))
        if festival is not None:
            return festival - DAY * self.before <= day <= festival + DAY * self.after
        at = day.month, day.day
        return self.first <= at <= self.last if self.first <= self.last else at >= self.first or at <= self.last


@cache
def lunar_days() -> dict[tuple[str, int], date]:
    """Give the day of each holiday of the lunar calendar, by its name and year."""
    return {
        (name, int(year)): date.fromisoformat(f"{year}-{day}")
        for year, days in own_toml(LUNAR)["days"].items()
        for name, day in zip(FESTIVALS, days, strict=True)
    }


WINDOWS = (
    HolidayWindow("元旦", (12, 30), (1, 3), 3),
    HolidayWindow("春节", (1, 20), (2, 28), 10, before=2, after=8),
    HolidayWindow("清明", (4, 2), (4, 7), 3),
    HolidayWindow("五一", (4, 29), (5, 5), 5),
    HolidayWindow("端午", (5, 26), (6, 27), 3, before=2, after=2),
    HolidayWindow("国庆、中秋", (9, 28), (10, 8), 8),
    HolidayWindow("中秋", (9, 6), (9, 27), 3, before=2, after=2),
)


def holiday_between(due: date, paid: date) -> str:
    """Name the holiday that may have put a payment off from the day it was due to the one it was paid on; blank where none can."""
    days = [due + DAY * number for number in range((paid - due).days)]
    for window in WINDOWS:
        if (
            0 < len(days) <= window.longest
            and any(map(window.holds, days))
            and all(window.holds(day) or day.weekday() >= SATURDAY for day in days)
        ):
            return window.zh
    return ""
