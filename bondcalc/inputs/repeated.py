"""Rows that say what a row before them says: found in one walk, however many rows of a long list ask."""

from collections.abc import Callable, Hashable, Iterable
from operator import attrgetter
from typing import TypeVar

from bondcalc.inputs.fault import UnclearError
from bondcalc.inputs.project import Project

SheetRow = TypeVar("SheetRow")


def stands_before(project: Project, mine: object, *fields: str) -> bool:
    """Tell whether a row before `mine` has the same in all these fields."""
    return says_again(project, mine, " ".join(fields), attrgetter(*fields))


def says_again(project: Project, mine: SheetRow, what: str, said: Callable[[SheetRow], Hashable]) -> bool:
    """Tell whether a row before `mine` says the same; `what` names what is `said`, which is asked of all rows at once.

    What could not be read in another row hides no double below it.
    """
    repeated = project.asked_once(f"{type(mine).__name__} {what}", lambda: _repeated(project.rows(type(mine)), said))
    return id(mine) in repeated


def _repeated(rows: Iterable[SheetRow], said: Callable[[SheetRow], Hashable]) -> frozenset[int]:
    """Give the rows, by identity, that say what one before them says."""
    seen: set[Hashable] = set()
    repeated = set()
    for row in rows:
        try:
            words = said(row)
            if words in seen:
                repeated.add(id(row))
            seen.add(words)
        except UnclearError:
            continue
    return frozenset(repeated)
