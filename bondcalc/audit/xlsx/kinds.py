"""What a cell holds beside what it shows: a number, a text that reads as one, signs that nobody sees."""

import re
import unicodedata
from decimal import Decimal

from bondcalc.audit.xlsx.audited_sheet import StoredValue
from bondcalc.wording.number import trimmed

_PLAIN = re.compile(r"-?(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)(\.\d+)?%?")
"""A number as spreadsheets turn text into one without losing anything: no leading zeros, no exponent."""
DIGITS = 15
"""Digits a spreadsheet keeps of a number."""


def number_in(value: StoredValue) -> Decimal | None:
    """Give the number a cell holds, also one stored as text; None for other text, and where a number would lose digits."""
    if isinstance(value, float):
        return Decimal(repr(value)).normalize()
    if not isinstance(value, str) or not _PLAIN.fullmatch(value):
        return None
    number = Decimal(value.rstrip("%").replace(",", ""))
    if len(number.as_tuple().digits) > DIGITS:
        return None
    return number.scaleb(-2 if value.endswith("%") else 0).normalize()


def kinds(value: StoredValue) -> str:
    """Write a value so that it cannot be taken for another that reads alike: its kind, and every unseen sign by its number."""
    if isinstance(value, float):
        return f"{_figure(value)}（数字）"
    if isinstance(value, bool):
        return f"{value}（是非）"
    return f"“{''.join(map(_seen, str(value)))}”（文字）"


def _figure(value: float) -> str:
    """Write a number in full, or as programs do where it has more digits than a spreadsheet keeps, or is none."""
    return trimmed(value) if value == 0 or 10.0**-DIGITS <= abs(value) < 10.0**DIGITS else repr(value)


def _seen(sign: str) -> str:
    unseen = unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp"} and sign != " "
    return f"<U+{ord(sign):04X}>" if unseen else sign
