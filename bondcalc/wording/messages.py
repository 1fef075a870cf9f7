"""The catalogue of messages: a stable code, and what it says in Chinese and in English."""

import math
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from bondcalc.data import own_toml
from bondcalc.problem import FileError, Place, Problem
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.terms import Language

LONGEST_SHOWN = 40
"""Characters of a wrong value that a message repeats."""

_chosen: list[Language] = ["zh"]


def set_language(language: Language) -> None:
    """Choose the language of every message from here on; called once, at the edge."""
    _chosen[0] = language


def language() -> Language:
    """Tell the language in force."""
    return _chosen[0]


Templates = dict[str, Any]
"""What a file of templates holds, nested as it is written."""


@cache
def catalogue() -> dict[str, Templates]:
    """Read the templates: `problem.CODE`, `file.CODE` and `notice.CODE`, each with zh and en."""
    return _read("messages.toml")


@cache
def words() -> dict[str, dict[Language, str]]:
    """Read what stands inside messages, by code: a twentieth of the templates, and wanted where nothing is wrong."""
    return _read("words.toml")


def _read(name: str) -> Templates:
    return own_toml(Path(__file__).with_name(name))


def problem(place: Place, code: str, **facts: object) -> Problem:
    """Say what is wrong at a place; KeyError for a code or fact the catalogue does not have."""
    typed, allowed, remedy = (_filled(template, facts) for template in catalogue()["problem"][code][language()])
    return Problem(
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        cell=place.cell,
        code=code,
        found=typed,
        allowed=allowed,
        remedy=remedy,
    )


def file_error(code: str, **facts: object) -> FileError:
    """Say in one sentence why a file is refused, and what to do."""
    return FileError(_filled(catalogue()["file"][code][language()], facts))


def notice(code: str, **facts: object) -> str:
    """Remark on something that is no mistake."""
    return _filled(catalogue()["notice"][code][language()], facts)


def word(code: str, **facts: object) -> str:
    """Give a word or phrase used inside messages."""
    return _filled(words()[code][language()], facts)


class Labelled(Protocol):
    """What has a name in both languages: a sheet, a field of one, a schedule, a line."""

    @property
    def zh(self) -> str:
        """The Chinese name."""

    @property
    def en(self) -> str:
        """The English name."""


def label(stated: Labelled) -> str:
    """Give the name of something in the language of the messages."""
    return stated.zh if language() == "zh" else stated.en


def listed(values: Iterable[object]) -> str:
    """Join several values the way the language does; one with the sign of a list in it stands in quotation marks."""
    return in_turn(values) if language() == "zh" else in_english(values)


def _filled(template: str, facts: dict[str, object]) -> str:
    return template.format(**{name: shown(value) for name, value in facts.items()})


def shown(value: object) -> str:
    """Show a value inside a message: short, on one line, numbers without exponent."""
    if value is None:
        return word("blank")
    if isinstance(value, bool):
        return word("yes" if value else "no")
    text = " ".join(_written(value).split())
    return text if len(text) <= LONGEST_SHOWN or isinstance(value, Long) else text[:LONGEST_SHOWN] + "…"


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < LONGEST_SHOWN:
        return number.exact(value)
    if isinstance(value, int) and value.bit_length() > LONGEST_SHOWN * math.log2(10):
        # The language refuses to write out whole numbers of thousands of digits.
        return f"{'-' if value < 0 else ''}10^{int(value.bit_length() * math.log10(2))}…"
    return str(value)


class Long(str):
    """Text of our own that a message repeats in full."""

    __slots__ = ()
