"""Books that are gone with the test that built them.

A balance reads its own year before, so that only the collector of garbage finds what is left of a book: that took a third of the time of
tests that compute. Whoever computes many projects takes each apart (`Book.take_apart`); so do tests of what they built for themselves.
"""

from bondcalc import run
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result
from bondcalc.rules.load import Rules
from bondcalc.schedules.book import Book

_BUILT: list[Book] = []


def compute(project: Project, rules: Rules | None = None) -> Result:
    """Compute what the running test needs and no other: `conftest.py` takes it apart when the test ends."""
    result = run.compute(project, rules)
    _BUILT.append(result.book)
    return result


def keep() -> None:
    """Leave what fixtures of several tests have built so far."""
    _BUILT.clear()


def part() -> None:
    """Take apart what was built since."""
    for book in _BUILT:
        book.take_apart()
    _BUILT.clear()
