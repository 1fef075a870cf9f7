"""Consistency checks: written as methods of each sheet's dataclass, found and run by validate."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn, TypeVar

from bondcalc.inputs.project import Project

FieldCheck = Callable[[Any, Project], Iterator["Fault"]]
C = TypeVar("C", bound=Callable[..., Iterator["Fault"]])


@dataclass(frozen=True)
class Fault:
    """Something that does not fit, at a field (and year) of the row checked; `facts` fill the message `code`.

    A fact is never an unclear value: stating one raises UnclearError, so that the check is passed over.
    """

    field: str
    code: str
    facts: Mapping[str, object] = dataclasses.field(default_factory=dict)
    index: int | None = None

    def __post_init__(self) -> None:
        if any(_unclear(fact) for fact in self.facts.values()):
            raise UnclearError


@dataclass(frozen=True)
class Named:
    """A fact that is the name of a sheet, a field of it or a choice of that field, in the language of the messages."""

    sheet: str
    field: str = ""
    choice: str = ""


@dataclass(frozen=True)
class Cells:
    """A fact that is where a field stands in rows of the sheet checked, rows counted from 0."""

    field: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Lines:
    """A fact that is rows of any sheets, by sheet id and number from 0: named by their ids, by their cells where unclear."""

    rows: tuple[tuple[str, int], ...]


class UnclearError(Exception):
    """A check touched a value that could not be read; the check is passed over, the value already reported."""


class Unclear:
    """Stands in a row for a value that could not be read: it is there, and any use of it raises UnclearError."""

    def _use(self, *_: object) -> NoReturn:
        raise UnclearError

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _use
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __iter__ = __len__ = _use
    __rtruediv__ = __mod__ = __rmod__ = __floordiv__ = __rfloordiv__ = __divmod__ = __rdivmod__ = __pow__ = __rpow__ = (
        _use
    )
    __neg__ = __pos__ = __abs__ = __round__ = __int__ = __float__ = __index__ = __str__ = __format__ = _use
    __getattr__ = __getitem__ = __contains__ = _use


UNCLEAR = Unclear()


def _unclear(fact: object) -> bool:
    """Tell whether a fact is an unclear value or holds one."""
    held = fact if isinstance(fact, tuple) else (fact.choice,) if isinstance(fact, Named) else (fact,)
    return any(value is UNCLEAR for value in held)


def clearly(question: Callable[[Any], bool], row: object) -> bool:
    """Answer a question about a row; what hangs on a value that could not be read is answered with no."""
    try:
        return question(row)
    except UnclearError:
        return False


def check(method: C) -> C:
    """Mark a method `(self, project) -> Iterator[Fault]` as a consistency check of its sheet.

    `project` holds every row of the file, also those in which something could not be read.
    """
    method.is_check = True  # type: ignore[attr-defined]
    return method


def question(method: C) -> C:
    """Mark a method like a check whose finding is no mistake but should be looked at again: it becomes a notice."""
    method.is_question = True  # type: ignore[attr-defined]
    return method


def questions_of(statement: type) -> list[FieldCheck]:
    """Give the questions of a sheet's dataclass, as checks_of gives its checks."""
    return _marked(statement, "is_question")


def checks_of(statement: type) -> list[FieldCheck]:
    """Give the checks of a sheet's dataclass, inherited ones first, in the order written."""
    return _marked(statement, "is_check")


@cache
def _marked(statement: type, mark: str) -> list[FieldCheck]:
    named = {name: value for base in reversed(statement.__mro__) for name, value in vars(base).items()}
    return [value for value in named.values() if getattr(value, mark, False)]
