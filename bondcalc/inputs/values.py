"""From what was typed to a value: numbers, dates, flags and choices, never guessed."""

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Any, TypeGuard

from bondcalc.inputs.cell import Cell, Index
from bondcalc.inputs.raw import Computed, Serial, Spoilt
from bondcalc.inputs.signs import invisible, plain_code, spelt, visible
from bondcalc.inputs.wanted import MONTH, day_counted, limits, month_written, nothing_typed, wanted
from bondcalc.wording.messages import Long, listed, word
from bondcalc.wording.number import exact
from bondcalc.wording.terms import Unit

FIRST_YEAR, LAST_YEAR = 1990, 2100
LONGEST_BOND, LONGEST_OPERATION = 50, 60
DIGITS = 15
"""Significant digits a workbook cell holds; more would make the schedules differ from the filing."""
DECIMALS = 20
SHARE = Decimal("1E-13")
"""Decimals a fraction is held to: with fifteen digits a third or a twelfth typed by hand lies so close to a tie that a
workbook rounds up what is a little below it (docs/decisions/0001-rounding.md)."""
LARGEST = Decimal(10) ** DIGITS
LONGEST_NUMBER = 400
"""Digits and decimals of a number that are looked at; whatever is longer is refused before any arithmetic."""
LONGEST_TEXT = 32_000
"""Characters of a text; a workbook cell holds 32,767."""
LONGEST_ID = 40
RANGES = {"calendar": (FIRST_YEAR, LAST_YEAR), "bond_year": (1, LONGEST_BOND), "operating_year": (1, LONGEST_OPERATION)}

_EXACT = Context(prec=1000)
_NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?%?")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月|(\d{2})(?=\d{2}$))(\d{1,2})[日号]?")
"""The last is 20260105, as banks print it."""
_HOUR, _PART = r"(?:[01]?\d|2[0-3])", r"[0-5]\d"
_TIME = re.compile(
    rf"(?<=[\d日号])(?:\s+|T){_HOUR}:{_PART}(?::{_PART}(?:\.\d+)?)?$|(?<=^\d{{8}})(?:[01]\d|2[0-3]){_PART}{_PART}$"
)
"""The time of day behind a day, as banks print it: 2023-06-18 15:04:05, 20230618150405. It is looked for before white space is dropped."""
_MONTH = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})月?(?:份)?")
_YUAN_SIGN = re.compile(r"^([-+]?\(?[-+]?)\u00a5")
"""The sign of yuan before an amount or in its parentheses, behind or before a minus; ￥ is folded to it."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls and halves of characters (Unicode categories Cc and Cs)."""
_CONTROL_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""The same but for line ends and tabs."""
_FLAGS = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}


class WrongError(Exception):
    """A value that is not what its field allows; `code` and `facts` make the message."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


BETWEEN_WORDS = re.compile(r"[,，、;；]")
"""What stands between words of a list; a name may have blanks."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Fold full-width forms (NFKC), the minus sign and case, drop white space and invisible signs: for comparing only."""
    return "".join(unicodedata.normalize("NFKC", visible(text)).replace("\u2212", "-").split()).casefold()


def in_list(words: str) -> list[str]:
    """Take a list of words apart that a person typed, whichever comma stands between them; blank ones are left out."""
    return [word.strip() for word in BETWEEN_WORDS.split(words) if word.strip()]


def convert(cell: Cell, value: object) -> Any:
    """Turn a non-blank raw value into that of its field; WrongError when it is not one, with what is wanted there."""
    try:
        return _converted(cell, value)
    except WrongError as wrong:
        raise WrongError(wrong.code, **{"wanted": Long(wanted(cell)), **wrong.facts}) from None


def _converted(cell: Cell, value: object) -> object:
    if isinstance(value, Spoilt):
        raise WrongError(value.code, **value.facts)
    if isinstance(value, str) and invisible(value):
        raise WrongError("invisible_sign", found=spelt(value))
    if cell.kind == "text":
        return _text(cell, value)
    if cell.kind == "date":
        return _date(value)
    if cell.kind == "flag":
        return _flag(value)
    if cell.kind == "choice":
        return _choice(cell, value)
    number = _ranged(cell, _number(cell, month_written(value) if cell.id == MONTH else value))
    if cell.kind != "whole":
        return number
    if number != number.to_integral_value():
        raise WrongError("not_whole", found=value)
    return int(number)


def is_blank(value: object) -> bool:
    """Tell whether a cell is blank; white space leaves it so."""
    return value is None or (isinstance(value, str) and not value.strip())


def canonical(value: Decimal) -> Decimal:
    """Drop trailing zeros, so that one figure has one form whatever file it came from."""
    value = value.normalize(_EXACT)
    return _EXACT.add(value.quantize(Decimal(1), context=_EXACT) if int(value.as_tuple().exponent) > 0 else value, 0)


def _text(cell: Cell, value: object) -> str:
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _code(value)
    if not isinstance(value, str):
        raise WrongError("bad_text", found=value)
    text = plain_code(value.replace("\r\n", "\n").replace("\r", "\n").strip())
    limit = LONGEST_ID if cell.id == "id" else LONGEST_TEXT
    if len(text) > limit:
        raise WrongError("text_too_long", length=len(text), limit=limit)
    if (_CONTROL if cell.id == "id" else _CONTROL_IN_TEXT).search(text):
        raise WrongError("control_character", found=text)
    return text


def _code(value: float | Decimal) -> str:
    """Read a number in a cell of text, such as a code typed without its apostrophe."""
    try:
        number = canonical(_decimal(value))
    except WrongError as wrong:
        code = "bad_text" if wrong.code == "bad_number" else "long_number_as_text"
        raise WrongError(code, found=value) from None
    if len(number.as_tuple().digits) > DIGITS:
        raise WrongError("long_number_as_text", found=value)
    return exact(number)


def _number(cell: Cell, value: object) -> Decimal:
    if type(value) is int and -LARGEST < value < LARGEST:
        return Decimal(value)
    number = canonical(_decimal(value) if not isinstance(value, str) else _typed_number(cell, value))
    if isinstance(value, Computed):
        # What arithmetic in a workbook leaves behind the thirteenth decimal is noise.
        number = canonical(number.quantize(SHARE, context=_EXACT))
    if cell.unit == Unit.FRACTION and len(number.as_tuple().digits) <= DIGITS:
        number = canonical(number.quantize(SHARE, context=_EXACT))
    if len(number.as_tuple().digits) > DIGITS or -int(number.as_tuple().exponent) > DECIMALS:
        raise WrongError("too_precise", found=value)
    return number


def typed_in(cell: Cell, number: Decimal) -> Decimal:
    """Bring a computed number to one that can be typed in and is read as it stands: fifteen digits, a share thirteen decimals."""
    shown = number.quantize(SHARE, ROUND_HALF_UP, _EXACT) if cell.unit == Unit.FRACTION else number
    return canonical(Context(prec=DIGITS, rounding=ROUND_HALF_UP).plus(shown))


def _decimal(value: object) -> Decimal:
    """Take a number exactly as it stands; WrongError for what is none, or is longer than any arithmetic should see."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise WrongError("bad_number", found=value)
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise WrongError("too_large", found=value)
    whole = isinstance(value, float) and math.isfinite(value)
    return _bounded(Decimal(format(value, f".{DIGITS}g")) if whole else Decimal(value), value)


def _bounded(number: Decimal, found: object) -> Decimal:
    if not number.is_finite():
        raise WrongError("bad_number", found=found)
    if number.adjusted() >= DIGITS:
        raise WrongError("too_large", found=found)
    _, digits, exponent = number.as_tuple()
    if len(digits) > LONGEST_NUMBER or int(exponent) < -LONGEST_NUMBER:
        raise WrongError("too_precise", found=found)
    return number


def _typed_number(cell: Cell, value: str) -> Decimal:
    """Read a number typed as text: `1,234`, full-width digits, `（1,234.50）` for a negative one, `12%`, of yuan `￥1,234`."""
    text = plain(value)
    if cell.unit == Unit.YUAN:
        # In a cell of another unit of money the sign would leave open in which unit the amount is.
        text = _YUAN_SIGN.sub(r"\1", text)
    elif cell.unit.startswith(Unit.MONEY) and _YUAN_SIGN.match(text):
        raise WrongError("yuan_sign", found=value)
    negative = text.startswith("(") and text.endswith(")")
    text = "-" + text[1:-1] if negative else text
    if nothing_typed(value):
        raise WrongError("no_value", found=value, instead=Long(word("instead_of_figure")))
    if not _NUMBER.fullmatch(text) or not any(char.isdigit() for char in text) or text.startswith(("-+", "--")):
        raise WrongError("bad_number", found=value)
    percent = text.endswith("%")
    if percent and cell.unit not in {"fraction", "ratio", ""}:
        raise WrongError("bad_number", found=value)
    number = _bounded(Decimal(text.rstrip("%").replace(",", "")), value)
    return number.scaleb(-2) if percent else number


def _ranged(cell: Cell, number: Decimal) -> Decimal:
    low, high = cell.low, cell.high
    if (low is not None and number < low) or (high is not None and number > high):
        hint = word("fraction_hint") if cell.unit == Unit.FRACTION else ""
        raise WrongError("out_of_range", found=number, allowed=Long(limits(low, high)), hint=Long(hint))
    return number


def _date(value: object) -> date:
    if isinstance(value, Serial):
        facts = {"number": value.number, "shown": value, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise WrongError("date_shown" if value.shown else "date_not_shown", **facts)
    if isinstance(value, datetime):
        value = value.date()
    elif isinstance(value, str) or _eight_digits(value):
        value = _typed_date(value if isinstance(value, str) else str(int(value)))
    if not isinstance(value, date):
        raise _no_date(value)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise WrongError("date_out_of_range", found=value, first=FIRST_YEAR, last=LAST_YEAR)
    return value


def _no_date(value: object) -> WrongError:
    """Say why something is no day: no value at all, a month, or the number by which workbooks count days."""
    if nothing_typed(value):
        return WrongError("no_value", found=value, instead=Long(word("instead_of_day")))
    if (day := day_counted(value)) is not None:
        return WrongError("day_as_number", found=value, day=day)
    return WrongError("day_missing" if _is_month(value) else "bad_date", found=value)


def day_typed(text: str) -> date | None:
    """Read a day as a cell of the workbook reads it (2026-09-30, 2026.9.30, 20260930, 2026年9月30日); None where it is none."""
    try:
        return _date(text)
    except WrongError:
        return None


def _eight_digits(value: object) -> TypeGuard[int | float | Decimal]:
    """Tell whether a day is written as the number 20260105, or with its time as 20260105150405."""
    if not isinstance(value, int | float | Decimal) or (isinstance(value, Decimal) and not value.is_finite()):
        return False
    return (10**7 <= value < 10**8 or 10**13 <= value < 10**14) and value % 1 == 0


def _is_month(value: object) -> bool:
    """Tell whether a year and a month stand where a day is needed: 2024年11月, 2024-11, the number 2024.11."""
    if isinstance(value, (float, Decimal)) and math.isfinite(value) and FIRST_YEAR <= value <= LAST_YEAR:
        value = str(value)
    match = _MONTH.fullmatch(plain(value)) if isinstance(value, str) else None
    return match is not None and FIRST_YEAR <= int(match[1]) <= LAST_YEAR and 1 <= int(match[2]) <= 12


def _typed_date(value: str) -> date:
    match = _DATE.fullmatch(plain(_TIME.sub("", unicodedata.normalize("NFKC", value).strip())))
    if match is None:
        raise _no_date(value)
    year, *months, day = match.groups()
    try:
        return date(int(year), int(next(month for month in months if month)), int(day))
    except ValueError:
        raise WrongError("bad_date", found=value) from None


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and plain(value) in _FLAGS:
        return _FLAGS[plain(value)]
    raise WrongError("bad_flag", found=value)


def _choice(cell: Cell, value: object) -> str:
    if isinstance(value, str) and value in cell.choices:
        return value
    known = {plain(text): toml for text, toml in cell.former_choices.items()}
    known |= {plain(text): toml for toml, zh in cell.choices.items() for text in (toml, zh)}
    if isinstance(value, str) and plain(value) in known:
        return known[plain(value)]
    raise WrongError("unknown_choice", found=value, choices=Long(listed(cell.choices.values())))


def index_of(cell: Cell, text: str) -> int | None:
    """Read a year heading or key (`2025`, `2025年`, `2025年度`, `第3年`, `Year 3`); None when it is no year of this field."""
    assert cell.index is not None, cell.id  # noqa: S101 - only indexed fields have years
    return _index_in(cell.index, text)


@lru_cache(maxsize=4096)
def _index_in(index: Index, text: str) -> int | None:
    match = re.fullmatch(r"(?:运营|债券)?第?(?:operating|bond)?(?:year)?(\d{1,4})年?[度末]?", plain(text))
    low, high = RANGES[index]
    return int(match[1]) if match and low <= int(match[1]) <= high else None
