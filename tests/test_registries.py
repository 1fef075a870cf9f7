"""An id that is taken is refused by every registry, in words that name both places."""

import importlib
import pkgutil
from pathlib import Path

import pytest

import bondcalc.filings
from bondcalc.analysis.drivers import DRIVERS
from bondcalc.checks.judge import CHECKS, check, judge
from bondcalc.filings.draw import known
from bondcalc.inputs.cell import SHEETS, Input, cell, sheet
from bondcalc.inputs.project import sheets
from bondcalc.registry import Registry, TakenError
from bondcalc.result.result import Result
from bondcalc.schedules.book import Book
from bondcalc.schedules.coverage import schedule


def test_check() -> None:
    importlib.import_module("bondcalc.checks.coverage")
    before = CHECKS["C03"]
    with pytest.raises(
        TakenError, match=r"check C03 .*bondcalc\.checks\.coverage\..*, line \d+ and .*test_registries\..*again"
    ):

        @check("C03")
        def again(case: object) -> object: ...  # type: ignore[empty-body, arg-type]

    assert CHECKS["C03"] is before
    assert judge


def test_sheet() -> None:
    assert sheets()
    with pytest.raises(TakenError, match=r"sheet bonds .*bondcalc\.inputs\.sheets\.bond\.Bond and .*test_registries\."):

        @sheet("bonds", zh="又一张", en="Another", number=99)
        class Again:
            id: Input[str] = cell("编号", "Id")

    assert SHEETS["bonds"].zh == "专项债券"


def test_table(sample: Result) -> None:
    book = Book(sample.project, sample.rules)
    book.use(schedule)
    for open_table in (book.table, book.scalars):
        with pytest.raises(
            TakenError, match=r"table coverage .*bondcalc\.schedules\.coverage_basis and .*test_registries"
        ):
            open_table("coverage", "又一张", "Another", 99)
    assert sum(table.id == "coverage" for table in book.tables) == 1


def test_driver() -> None:
    with pytest.raises(TakenError, match=r"driver revenue .*drivers, number 1 and here"):
        DRIVERS.claim("revenue", DRIVERS["costs"], "here")
    assert list(DRIVERS.places) == list(DRIVERS)


def test_filings_are_named_by_their_modules() -> None:
    """Two modules of one name cannot stand in one folder; every name is that of its file."""
    names = [module.name for module in pkgutil.iter_modules(bondcalc.filings.__path__)]
    (folder,) = bondcalc.filings.__path__
    assert len(names) == len(set(names))
    assert {name for name in known() if not (Path(folder) / f"{name}.py").exists()} == set()


def test_a_name_that_was_given_back_is_free() -> None:
    some: Registry[int] = Registry("thing")
    some.claim("one", 1, "a")
    with pytest.raises(TakenError, match="thing one is stated twice: a and b"):
        some.claim("one", 2, "b")
    del some["one"]
    assert some.claim("one", 3, "c") == some["one"] == 3
