"""What a field of numbers wants, in the words of a message; months as people write them."""

import re
import unicodedata
from decimal import Decimal

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


def month_written(value: object) -> object:
    """Read one month written with its word (3月, 03月份, 三月) as its number; anything else stays as it is."""
    text = "".join(unicodedata.normalize("NFKC", value).split()) if isinstance(value, str) else ""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return value
    return _MONTHS.get(written[1]) or int(written[1])


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
