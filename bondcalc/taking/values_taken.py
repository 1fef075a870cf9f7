"""How what stands in a list is read: amounts in the unit that was told, per cents, terms, years; WrongError for anything else."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.coupon_band import LOWEST_PLANNED
from bondcalc.inputs.values import WrongError, convert, plain
from bondcalc.inputs.wanted import nothing_typed, wanted
from bondcalc.wording.messages import Long
from bondcalc.wording.number import exact

_FREQUENCY = re.compile(r"(?:按|每|一|1)?(年|半年|季度?)(?:付息|付)?(?:([一1两二2四4])次)?(?:付息)?")
"""“1年两次”, “每半年付息一次”, “按季付息”: a span of time, and how often in it."""
_A_YEAR = {"年": 1, "半年": 2, "季": 4, "季度": 4}
_TIMES = {"一": 1, "1": 1, "两": 2, "二": 2, "2": 2, "四": 4, "4": 4}
FREQUENCIES = "1年一次、半年一次、1年四次"
"""What is told to be written where a list says it otherwise."""
_YEARS = re.compile(r"(\d{1,2})(?:年|年期|y)?")
_SPAN = re.compile(r"(?:19|20|21)\d\d年?[-—–~至到]+((?:19|20|21)\d\d)年?")


def nothing_said(value: object) -> bool:
    """Tell whether a list says that there is no value."""
    return value is None or not plain(str(value)) or nothing_typed(str(value))


def _plain(cell: Cell, value: object, _: Decimal) -> object:
    return convert(cell, value)


def _money(cell: Cell, value: object, scale: Decimal) -> object:
    amount: Decimal = convert(replace(cell, kind="number", unit=type(cell.unit)("money")), value)
    return convert(cell, amount * scale)


def _in_words(cell: Cell, value: object, scale: Decimal) -> object:
    """Keep an amount as words where the sheet wants it by year, which the list does not say."""
    number = replace(cell, kind="number", unit=type(cell.unit)("money"))
    return f"名单所列合计{exact(convert(number, value) * scale)}万元，请分年填写"


def _percent(cell: Cell, value: object, _: Decimal) -> object:
    """Read a coupon in per cent; one that comes to next to nothing was a fraction."""
    text = str(value)
    coupon: Decimal = convert(cell, text if text.rstrip().endswith(("%", "％")) else f"{text}%")
    if 0 < coupon < LOWEST_PLANNED:
        raise WrongError("percent_doubtful", found=value)
    return coupon


def _years(cell: Cell, value: object, _: Decimal) -> object:
    match = _YEARS.fullmatch(plain(str(value)))
    if match is None:
        raise WrongError("bad_number", found=value, wanted=Long(wanted(cell)))
    return convert(cell, int(match[1]))


def _frequency(cell: Cell, value: object, _: Decimal) -> object:
    match = _FREQUENCY.fullmatch(plain(str(value)))
    if match is None:
        raise WrongError("unknown_choice", found=value, choices=FREQUENCIES)
    return convert(cell, _A_YEAR[match[1]] * _TIMES[match[2] or "一"])


def _last_year(cell: Cell, value: object, _: Decimal) -> object:
    match = _SPAN.fullmatch(plain(str(value)))
    if match is None:
        raise WrongError("bad_number", found=value, wanted=Long(wanted(cell)))
    return convert(cell, int(match[1]))


ValueReading = Callable[[Cell, object, Decimal], object]
READINGS: Mapping[str, ValueReading] = {
    "plain": _plain,
    "money": _money,
    "amount_in_words": _in_words,
    "percent": _percent,
    "years": _years,
    "frequency": _frequency,
    "last_year": _last_year,
}
"""Readings by the word of a layout; the last argument is what an amount is multiplied by."""
MONEY_READINGS = frozenset({"money", "amount_in_words"})
