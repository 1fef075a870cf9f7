"""Hundreds of rows of one kind: the total is split into subtotals that a spreadsheet's formula can hold, and comes to the same."""

from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.algebra.table import LONGEST_SUM
from bondcalc.problem import FileError
from bondcalc.schedules import revenue
from bondcalc.workbook.assemble import draw_workbook
from bondcalc.workbook.live_tables import LONGEST_FORMULA
from tests.filings.test_extreme import project, result
from tests.recalculate import by_ironcalc, differences, stored

ROWS = 2 * LONGEST_SUM + 30


@pytest.mark.slow
def test_subtotals_hold_what_one_formula_cannot(tmp_path: Path) -> None:
    many = result(project("多户", rents=ROWS))
    [table] = [table for table in many.book.tables if table.id == "revenue"]
    parts = [line for line in table.lines if line.id.startswith("total.part.")]
    assert len(parts) == 3
    # 0.13 times 10 a row and year, ROWS rows, in full operating years.
    total = many.figures.amounts(table["total"])
    assert max(total) == Decimal("1.30") * ROWS
    assert [sum(column) for column in zip(*(many.figures.amounts(line) for line in parts), strict=True)] == list(total)
    workbook = draw_workbook(many)
    formulas = stored(workbook)
    assert max(len(one.formula) for one in formulas.values()) <= LONGEST_FORMULA
    assert not list(differences(formulas, by_ironcalc(workbook, tmp_path)))


def test_few_rows_have_no_subtotals() -> None:
    few = result(project("少户", rents=LONGEST_SUM))
    assert few.book.use(revenue.schedule)
    assert not [line for table in few.book.tables for line in table.lines if ".part." in line.id]


@pytest.mark.slow
def test_a_formula_no_spreadsheet_reads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bondcalc.workbook.live_tables.LONGEST_FORMULA", 300)
    with pytest.raises(FileError, match="300"):
        draw_workbook(result(project("多户", rents=140)))
