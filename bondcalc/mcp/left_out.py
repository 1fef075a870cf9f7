"""Names left out of an answer: whatever a person typed as free text becomes the name of its field."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

from bondcalc.inputs.cell import SHEETS, Cell, Sheet
from bondcalc.inputs.raw import RawFile

SAYS_WHAT_IT_IS = {
    "project": ("bond_kinds",),
    "settings": ("money_unit",),
    "investment": ("name",),
    "ramps": ("name",),
    "revenue": ("name", "quantity_unit", "price_unit", "account", "budget_class"),
    "node": ("name", "quantity_unit", "price_unit", "account", "budget_class"),
    "costs": ("name", "counted_in", "price_unit"),
    "taxes_paid": ("name", "counted_in", "price_unit"),
    "credit_refunds": ("name",),
    "land": ("use",),
    "performance": ("name", "value"),
}
"""Texts that say what a figure is, not whose: lines of the schedules are called by them."""
PRINTED = ("filed", "recomputed")
"""Keys of a difference that say what a document has, and what it should have."""
SHORTEST = 2
_NUMBER = re.compile(r"[\d.,:/%\s-]{1,5}")
_FIGURE = re.compile(r"[\d.,:/%\s年月日+-]*")
_QUOTED = re.compile(r"“([^“”]+)”")
_TYPED = "〔录入文字〕"
_PRINTED = "〔文字〕"
_WORDS = re.compile(r"[^\W\d_]{2}")
_T = TypeVar("_T")


def names_in(raw: RawFile) -> dict[str, str]:
    """Give every text of a file that names somebody or something, and what stands in an answer in its place."""
    names: dict[str, str] = {}
    for sheet in raw.sheets.values():
        for row in sheet.rows:
            for field in _free(sheet.sheet):
                for cell in row.stated(field.id):
                    for text in _texts(cell.value):
                        names.setdefault(text, f"〔{field.zh}〕")
    return names


def kept_in(raw: RawFile) -> set[str]:
    """Give the texts of a file that are told: codes, rows of other sheets, and what says what a figure is."""
    return {
        str(cell.value).strip()
        for sheet in raw.sheets.values()
        for field in sheet.sheet.cells
        if field.kind == "text" and field not in _free(sheet.sheet)
        for row in sheet.rows
        for cell in row.stated(field.id)
    }


def _free(sheet: Sheet) -> list[Cell]:
    """Give the fields of a sheet that hold free text: no code, no row of another sheet."""
    kept = ("id", *SAYS_WHAT_IT_IS.get(sheet.id, ()))
    return [field for field in sheet.cells if field.kind == "text" and not field.refers and field.id not in kept]


def typed_in(messages: object, kept: set[str]) -> dict[str, str]:
    """Give what messages quote of a file that stands in no field of text: a word in a field of numbers, a column of one's own.

    It is told by its quotation marks; what the program itself calls so, and figures, stay.
    """
    return {
        text: _TYPED
        for message in _every_text(messages)
        for text in _QUOTED.findall(message)
        if text not in kept and text not in _own_words() and not _FIGURE.fullmatch(text)
    }


@cache
def _own_words() -> frozenset[str]:
    """Give the names of sheets, fields and choices."""
    words: set[str] = set()
    for sheet in SHEETS.values():
        words |= {sheet.id, sheet.zh, sheet.en}
        for field in sheet.cells:
            words |= {field.id, field.zh, field.en, *field.former, *field.choices, *field.choices.values()}
    return frozenset(words)


def _every_text(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _every_text(item)


def without_printed(answer: _T) -> _T:
    """Leave the words out of what an audit found printed: a name there may be broken by a line or changed. Figures and formulas stay."""
    if isinstance(answer, list):
        return [without_printed(item) for item in answer]  # type: ignore[return-value]
    if not isinstance(answer, dict):
        return answer
    difference = {"filed", "recomputed"} <= set(answer)
    return {  # type: ignore[return-value]
        key: _figures_only(item) if difference and key in PRINTED else without_printed(item)
        for key, item in answer.items()
    }


def _figures_only(value: object) -> object:
    worded = isinstance(value, str) and not value.startswith("=") and _WORDS.search(value)
    return _PRINTED if worded else value


def _texts(value: object) -> Iterator[str]:
    """Give a text that can be told from a number or a unit, whole and line by line."""
    for text in dict.fromkeys((str(value or "").strip(), *str(value or "").split("\n"))):
        if len(text.strip()) >= SHORTEST and not _NUMBER.fullmatch(text.strip()):
            yield text.strip()


def without(answer: _T, names: Mapping[str, str]) -> _T:
    """Put what stands for them in place of the names in every text of an answer, the longest first; keys stay."""
    if not names:
        return answer
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(re.escape(name) for name in longest))
    return _replaced(answer, pattern, names)


def _replaced(value: _T, pattern: re.Pattern[str], names: Mapping[str, str]) -> _T:
    if isinstance(value, str):
        return pattern.sub(lambda match: names[match[0]], value)  # type: ignore[return-value]
    if isinstance(value, list):
        return [_replaced(item, pattern, names) for item in value]  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: _replaced(item, pattern, names) for key, item in value.items()}  # type: ignore[return-value]
    return value
