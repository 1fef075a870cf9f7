"""Days as workbooks store them: a number, and a number format that shows it as a day.

The same as openpyxl's, which takes a quarter of a second to import; tests/inputs/test_serial_days.py holds both together.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

SINCE_1900, SINCE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a day has no time zone
LEAP_OF_1900 = 60
"""The number of 29 February 1900, a day that workbooks count and that never was."""
DAY = 24 * 60 * 60 * 1000
"""Milliseconds of a day."""
BUILT_IN = frozenset({*range(14, 23), 45, 46, 47})
"""Number formats of days and times that a file need not spell out."""
_PASSED_OVER = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""Text in quotes, and in brackets what is no count of hours, minutes or seconds."""
_SHOWN = re.compile(r"(?<![_\\])[dmhysDMHYS]")


def shows_days(code: str) -> bool:
    """Tell whether a number format shows a number as a day or a time."""
    return _SHOWN.search(_PASSED_OVER.sub("", code.split(";", maxsplit=1)[0])) is not None


def formats_of_days(own: Mapping[str, str]) -> set[str]:
    """Give the numbers of formats that show days; `own` are those that the file spells out, by number."""
    built_in = {str(number) for number in BUILT_IN} - own.keys()
    return built_in | {number for number, code in own.items() if shows_days(code)}


def moment_of(number: float, *, since_1904: bool) -> datetime | None:
    """Give the moment that a number stands for; None for a time of no day. OverflowError or ValueError past the calendar."""
    day, fraction = divmod(number, 1)
    rest = timedelta(milliseconds=round(fraction * DAY))
    if 0 <= number < 1 and rest.days == 0:
        return None
    if 0 < number < LEAP_OF_1900 and not since_1904:
        day += 1
    return (SINCE_1904 if since_1904 else SINCE_1900) + timedelta(days=day) + rest
