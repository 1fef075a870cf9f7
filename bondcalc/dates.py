"""Calendar arithmetic of bonds and operation; everything here is structure, fixed when the schedules are built."""

import calendar
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

SERIAL = date(1899, 12, 30)
"""The day that workbooks count as zero."""
SATURDAY = 5
CHINA = timezone(timedelta(hours=8))
"""Beijing's time, which all of the country keeps."""


def today() -> date:
    """Give the day it is in China, wherever the computer stands."""
    return datetime.now(tz=CHINA).date()


def add_months(day: date, months: int) -> date:
    """Move by whole months, the day clamped to the month's end (31 January + 1 month = 28 or 29 February)."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_between(first: date, last: date) -> int:
    """Count whole months from first to last, month-end clamping understood."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if add_months(first, months) <= last else months - 1


def payment_dates(value_date: date, maturity: date, payments_a_year: int) -> list[date]:
    """Nominal payment dates: 12k/m months after the value date (起息日), the last on the maturity date."""
    step = 12 // payments_a_year
    count = months_between(value_date, maturity) // step
    return [add_months(value_date, step * k) for k in range(1, count + 1)]


def months_inside(year: int, first: date, last: date, month: int | None = None) -> int:
    """Count the calendar months of a year that lie wholly between two dates, both included; of one month if it is given."""
    if month is None and first.year < year < last.year:
        return 12
    return sum(first <= start and end <= last for start, end in _months(year, month))


def period_end(day: date, every: int) -> date:
    """Give the last day of the last whole period that is over by the end of a day; periods of so many months of the calendar year."""
    after = day + timedelta(days=1)
    return date(after.year, after.month - (after.month - 1) % every, 1) - timedelta(days=1)


def months_touched(year: int, first: date, last: date, month: int | None = None) -> int:
    """Count the calendar months of a year of which any day lies between two dates; of one month if it is given."""
    if month is None and first.year < year < last.year:
        return 12
    return sum(start <= last and first <= end for start, end in _months(year, month))


@lru_cache(maxsize=4096)
def _months(year: int, month: int | None) -> tuple[tuple[date, date], ...]:
    """Give the first and last day of each month of a year, or of one; the same few years are asked for again and again."""
    asked = range(1, 13) if month is None else (month,)
    return tuple((date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])) for number in asked)


def month_days(year: int, month: int | None) -> tuple[date, date]:
    """Return the first and last day of a month, or of the year where no month is given."""
    days = _months(year, month)
    return days[0][0], days[-1][1]


def serial(day: date) -> Decimal:
    """Count a day as workbooks do: 1 January 2024 is 45292."""
    return Decimal((day - SERIAL).days)


def day_of(number: Decimal | Fraction | float) -> date:
    """Give the day that a workbook counts so."""
    return SERIAL + timedelta(days=int(number))


def working_days_before(day: date, count: int) -> date:
    """Go back by working days (工作日), Monday to Friday: five before a Wednesday is the Wednesday before."""
    while count > 0:
        day -= timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def working_day_from(day: date) -> date:
    """Give the day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= SATURDAY else 0)
