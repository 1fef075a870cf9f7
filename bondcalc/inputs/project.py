"""A project as filled in: every sheet's rows, with the place of each."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, cast

import bondcalc.inputs.sheets
from bondcalc.inputs.cell import SHEETS, Sheet
from bondcalc.inputs.raw import Unread

T = TypeVar("T")


@dataclass(frozen=True)
class Project:
    """All inputs of one project; a form sheet has exactly one row, a list sheet any number.

    `notices` are remarks of the reader (what is hidden, what should be looked at again) that are no Problems; `unread`
    is what stands in the file and was passed over. `where` tells the cell of a
    value, by sheet, row from 0 and field, of a project that was read from a file.
    """

    tables: dict[str, tuple[Any, ...]]
    notices: tuple[str, ...] = field(default=())
    unread: Unread = field(default_factory=Unread, compare=False)
    _answers: dict[str, object] = field(default_factory=dict, init=False, compare=False, repr=False)
    where: Callable[[str, int, str], str] | None = field(default=None, compare=False, repr=False)

    def rows(self, statement: type[T]) -> tuple[T, ...]:
        """Every row of a list sheet, in the order filled in."""
        return cast("tuple[T, ...]", self.tables.get(sheet_of(statement).id, ()))

    def asked_once(self, question: str, answer: Callable[[], T]) -> T:
        """Answer a question about all rows, by its name, the first time; checks of ten thousand rows ask it ten thousand times."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast("T", self._answers[question])

    def form(self, statement: type[T]) -> T:
        """The one row of a form sheet."""
        return self.rows(statement)[0]


def sheet_of(statement: type) -> Sheet:
    """Find the sheet a dataclass states; KeyError for another class."""
    if statement in _SHEET_OF:
        return _SHEET_OF[statement]
    sheets()
    for sheet in SHEETS.values():
        if sheet.statement is statement:
            return _SHEET_OF.setdefault(statement, sheet)
    raise KeyError(statement.__name__)


_SHEET_OF: dict[type, Sheet] = {}
"""Sheets by the dataclass that states them, as far as they were asked for."""


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every input sheet of a project in tab order; the files of this package are found, not listed."""
    for module in pkgutil.iter_modules(bondcalc.inputs.sheets.__path__):
        importlib.import_module(f"bondcalc.inputs.sheets.{module.name}")
    own = (sheet for sheet in SHEETS.values() if sheet.family == "project")
    return tuple(sorted(own, key=lambda sheet: sheet.number))
