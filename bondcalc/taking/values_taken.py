"""How what stands in a list is read: amounts in the unit that was told, per cents, terms, years; WrongError for anything else."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.values import WrongError, convert, plain
from bondcalc.wording.number import exact

BLANKS = frozenset({"/", "\\", "-", "—", "——", "--", "无", "n/a", "null"})
"""What lists write where there is no value."""
FREQUENCIES = {
    "1年一次": 1,
    "一年一次": 1,
    "每年一次": 1,
    "按年付息": 1,
    "半年一次": 2,
    "每半年一次": 2,
    "一年两次": 2,
    "1年2次": 2,
    "按半年付息": 2,
}
_YEARS = re.compile(r"(\d{1,2})(?:年|年期|y)?")
_SPAN = re.compile(r"(?:19|20|21)\d\d年?[-—–~至到]+((?:19|20|21)\d\d)年?")


def nothing_said(value: object) -> bool:
    """Tell whether a list says that there is no value."""
    return value is None or plain(str(value)) in {*map(plain, BLANKS), ""}


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
    text = str(value)
    return convert(cell, text if text.rstrip().endswith(("%", "％")) else f"{text}%")


def _years(cell: Cell, value: object, _: Decimal) -> object:
    match = _YEARS.fullmatch(plain(str(value)))
    if match is None:
        raise WrongError("bad_number", found=value)
    return convert(cell, int(match[1]))


def _frequency(cell: Cell, value: object, _: Decimal) -> object:
    known = {plain(words): times for words, times in FREQUENCIES.items()}
    if plain(str(value)) not in known:
        raise WrongError("bad_number", found=value)
    return convert(cell, known[plain(str(value))])


def _last_year(cell: Cell, value: object, _: Decimal) -> object:
    match = _SPAN.fullmatch(plain(str(value)))
    if match is None:
        raise WrongError("bad_number", found=value)
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
