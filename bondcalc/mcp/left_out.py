"""Names left out of an answer: whatever a person typed as free text becomes the name of its field."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from bondcalc.inputs.cell import Cell, Sheet
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
SHORTEST = 2
_NUMBER = re.compile(r"[\d.,:/%\s-]{1,5}")
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


def _free(sheet: Sheet) -> Iterator[Cell]:
    """Give the fields of a sheet that hold free text: no code, no row of another sheet."""
    for field in sheet.cells:
        coded = field.id == "id" or field.refers
        if field.kind == "text" and not coded and field.id not in SAYS_WHAT_IT_IS.get(sheet.id, ()):
            yield field


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
