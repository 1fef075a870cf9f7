"""What is gone with the test that made it: books of a project, workbooks to spoil.

A balance reads its own year before, a cell names its sheet: only the collector of garbage finds what is left of them, which took a third of the
time of tests that compute. Whoever computes many projects takes each book apart (`Book.take_apart`); so do tests of what they made for themselves.
"""

from collections.abc import Callable

from openpyxl import Workbook

from bondcalc import run
from bondcalc.inputs.project import Project
from bondcalc.result.result import Result
from bondcalc.rules.load import Rules

_ENDS: list[Callable[[], None]] = []


def compute(project: Project, rules: Rules | None = None) -> Result:
    """Compute what the running test needs and no other: `conftest.py` takes it apart when the test ends."""
    result = run.compute(project, rules)
    _ENDS.append(result.book.take_apart)
    return result


def passing(book: Workbook) -> Workbook:
    """Give a workbook that the running test changes; its cells go when the test ends."""
    _ENDS.extend(page._cells.clear for page in book.worksheets)
    return book


def keep() -> None:
    """Leave what fixtures of several tests have made so far."""
    _ENDS.clear()


def part() -> None:
    """Take apart what was made since."""
    for end in _ENDS:
        end()
    _ENDS.clear()
