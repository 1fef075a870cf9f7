"""Days and number formats are read as openpyxl reads them."""

import random
from datetime import datetime

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from bondcalc.inputs.files.serial_days import BUILT_IN, formats_of_days, moment_of, shows_days

CODES = [
    "yyyy-mm-dd",
    'yyyy"年"m"月"',
    "[$-804]yyyy/m/d;@",
    "0.00;[Red]-0.00",
    '"d"0',
    "[h]:mm",
    "[Red]0",
    "_d0",
    "\\d0",
]
CODES += ["General", "", "#,##0.00_);(#,##0.00)", "0;yyyy", '"未闭合d', "[d", "上午/下午h", "E+00", "[ss].0", "[sss]"]


def test_formats() -> None:
    assert {number for number, code in BUILTIN_FORMATS.items() if is_date_format(code)} == BUILT_IN
    draw = random.Random(5)
    drawn = ["".join(draw.choices('dmhysDM0#_\\[]";-年@$', k=draw.randint(1, 9))) for _ in range(3000)]
    for code in [*CODES, *BUILTIN_FORMATS.values(), *drawn]:
        assert shows_days(code) == is_date_format(code), code
    assert formats_of_days({"14": "0.00", "164": "yyyy"}) == {str(number) for number in BUILT_IN - {14}} | {"164"}


def read_by_openpyxl(number: float, *, since_1904: bool) -> datetime | type[Exception] | None:
    try:
        found = from_excel(number, CALENDAR_MAC_1904 if since_1904 else CALENDAR_WINDOWS_1900)
    except (ValueError, OverflowError) as error:
        return type(error)
    return found if isinstance(found, datetime) else None


def read(number: float, *, since_1904: bool) -> datetime | type[Exception] | None:
    try:
        return moment_of(number, since_1904=since_1904)
    except (ValueError, OverflowError) as error:
        return type(error)


@pytest.mark.parametrize("since_1904", [False, True])
def test_days(since_1904: bool) -> None:
    draw = random.Random(7)
    numbers = [0.0, 0.5, 0.999999999, 1.0, 1.5, 59.0, 59.9999999999, 60.0, 61.0, 44197.0, 44197.25, 44196.9999999999]
    numbers += [2958465.0, 2958466.0, 1e9, 1e300, float("inf"), float("nan"), 1462.0]
    numbers += [draw.uniform(0, 80) for _ in range(500)] + [draw.uniform(0, 3e6) for _ in range(1500)]
    for number in numbers:
        assert read(number, since_1904=since_1904) == read_by_openpyxl(number, since_1904=since_1904), number
