"""What a field wants, in the words of a message; months as people write them, and what stands where there is no value."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from bondcalc.dates import day_of, serial
from bondcalc.inputs.cell import Cell
from bondcalc.wording.messages import word
from bondcalc.wording.terms import Unit

MONTH = "month"
"""Fields of this id hold one month of the year (收款月份, 支付月份)."""
_MONTHS = {
    zh: number
    for number, zh in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
}
_WRITTEN = re.compile(rf"(0?[1-9]|1[0-2]|{'|'.join(reversed(_MONTHS))})月份?")

_NOTHING = frozenset(
    [
        "-",
        "--",
        "—",
        "——",
        "–",
        "―",
        "/",
        "//",
        "\\\\",
        "无",
        "暂无",
        "没有",
        "未定",
        "待定",
        "待补充",
        "不适用",
        "不涉及",
        "空",
        "n/a",
        "na",
        "nil",
        "none",
        "null",
    ]
)

_FIRST, _LAST = serial(date(1990, 1, 1)), serial(date(2100, 12, 31))
"""By which numbers workbooks count the first and the last day that is read."""


def month_written(value: object) -> object:
    """Read one month written with its word (3月, 03月份, 三月) as its number; anything else stays as it is."""
    text = "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else ""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return value
    return _MONTHS.get(written[1]) or int(written[1])


def nothing_typed(value: object) -> bool:
    """Tell whether a word or a dash stands where there is no value: 无, 待定, —, /, N/A."""
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) else ""
    return "".join(text.split()).casefold() in _NOTHING


def day_counted(value: object) -> date | None:
    """Give the day that a whole number of a cell without the format of a date is the count of; None for any other value."""
    if isinstance(value, int | float) and _FIRST <= value <= _LAST and value % 1 == 0:
        return day_of(value)
    return None


def limits(low: Decimal | None, high: Decimal | None) -> str:
    """Say what a number may be."""
    if low is not None and high is not None:
        return word("between", low=low, high=high)
    return word("at_least", low=low) if low is not None else word("at_most", high=high)


def wanted(cell: Cell) -> str:
    """Say what is to be typed in a field of numbers."""
    if cell.id == MONTH:
        return word("wanted_month")
    if cell.kind == "whole":
        return word("wanted_whole", allowed=limits(cell.low, cell.high))
    if cell.unit == Unit.FRACTION:
        return word("wanted_share")
    if cell.unit == Unit.RATIO:
        return word("wanted_ratio")
    return word("wanted_number")
