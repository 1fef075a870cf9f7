"""The formulas a filed workbook holds, worked out one by one, against IronCalc, which works out the whole book."""

from pathlib import Path

import pytest

from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.audit.xlsx.evaluate import evaluate
from bondcalc.audit.xlsx.functions import UnknownFormulaError
from tests.recalculate import alike, by_ironcalc, stored
from tests.samples import drawn_sample
from tests.workbook_bytes import patched

DEEP = "(" * 3000 + "1" + ")" * 3000
"""Ends a process in which IronCalc reads it."""


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """The smallest sample: 2,500 formulas of every kind but those of operating years."""
    return drawn_sample("land-reserve")


@pytest.mark.slow
def test_every_formula_of_the_sample_gives_what_ironcalc_finds(workbook: bytes, tmp_path: Path) -> None:
    theirs, book = by_ironcalc(workbook, tmp_path), read_cells("schedules.xlsx", workbook)
    formulas = stored(workbook)
    assert len(formulas) > 2000
    found = {spot: evaluate(one.formula.removeprefix("="), spot[0], book) for spot, one in formulas.items()}
    # A formula that only names a blank cell gives the blank to ours and zero to theirs.
    found = {spot: 0.0 if value is None else value for spot, value in found.items()}
    assert not [spot for spot, one in formulas.items() if not alike(found[spot], theirs[spot], one.slack)]


@pytest.mark.slow
def test_a_planted_formula_is_told_apart(workbook: bytes, tmp_path: Path) -> None:
    """Both see another formula and agree what it gives, which the stored value is not."""
    spot, one = next(
        (spot, one) for spot, one in stored(workbook).items() if isinstance(one.answer, float) and one.answer > 1
    )
    changed = patched(workbook, spot, f"{one.formula}+0.5")
    given = evaluate(f"{one.formula}+0.5".removeprefix("="), spot[0], read_cells("schedules.xlsx", changed))
    assert alike(by_ironcalc(changed, tmp_path)[spot], given, one.slack)
    assert not alike(one.answer, given, one.slack)


@pytest.mark.parametrize("formula", [DEEP, "-" * 5000 + "1", "NOSUCHFUNCTION(1)", 'WEBSERVICE("http://localhost")'])
def test_what_we_never_write_is_refused(workbook: bytes, formula: str) -> None:
    book = read_cells("schedules.xlsx", workbook)
    with pytest.raises(UnknownFormulaError):
        evaluate(formula, next(iter(book.pages)), book)
