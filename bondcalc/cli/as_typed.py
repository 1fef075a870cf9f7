"""Options and arguments that stand as they were typed: for them the library need not load its own reader.

That reader (pydantic) takes a third of an empty command to load. What is not plainly a text, a path or a choice is left to it,
and so is whatever is wrong: the library says so in its own words.
"""

import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import typer.core

READER = "get_runtime_param"
"""The method by which the library makes what reads an option or argument."""


class AsTyped(NamedTuple):
    """Reads one option or argument in the library's place."""

    option: typer.core.TyperOption | typer.core.TyperArgument

    def coerce(self, value: object, param: object, ctx: object) -> object:
        """Give the value of what was typed; None where nothing was. Raises BadParameter."""
        several = self.option.multiple or self.option.nargs != 1
        if value is None and not several:
            return None
        plain = _plain(value, self.option.type_descriptor.annotation)
        return _library(self.option).coerce(value, param, ctx) if plain is None else plain


[_OWNER] = [kind for kind in typer.core.TyperOption.__mro__ if READER in vars(kind)]
_library = getattr(_OWNER, READER)


def take_as_typed() -> None:
    """Let every option and argument be read so."""
    setattr(_OWNER, READER, _reader)


def _reader(option: typer.core.TyperOption | typer.core.TyperArgument) -> AsTyped:
    # A class would be no method: only a function is given the option it is called on.
    return AsTyped(option)


def _plain(value: object, kind: object) -> object | None:
    """Take a text as what is asked for; None where the library has to look."""
    if not isinstance(value, str) or not isinstance(kind, type):
        return None
    if kind is str:
        return value
    if issubclass(kind, StrEnum):
        return next((choice for choice in kind if value == choice), None)
    if kind is datetime:
        return _day(value)
    return Path(value) if kind is Path and _readable(value) else None


def _day(text: str) -> datetime | None:
    """Take a day in every way that the workbook takes; the library knows one."""
    from bondcalc.inputs.values import day_typed

    day = day_typed(text)
    return None if day is None else datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone


def _readable(path: str) -> bool:
    """Tell whether a file may be read, or is not there yet."""
    return os.access(path, os.R_OK) or not os.access(path, os.F_OK)
