"""schedules.xlsx says the same in two other programs, from its formulas alone."""

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from bondcalc.result.result import Result
from bondcalc.schedules import cash
from tests.recalculate import (
    Answer,
    Program,
    alike,
    by_ironcalc,
    by_libreoffice,
    dependents,
    differences,
    readers,
    stored,
)
from tests.workbook_bytes import Spot, patched, without_answers

CENT = 1e-5
PROGRAMS = pytest.mark.parametrize("program", [by_libreoffice, by_ironcalc])


@pytest.fixture(scope="module")
def workbook(schedules: bytes) -> bytes:
    return schedules


def row_of(workbook: bytes, sheet: str, label: str) -> list[Spot]:
    """The yearly cells of the row with a label."""
    cells = openpyxl.load_workbook(io.BytesIO(workbook))[sheet]
    number = next(row[0].row for row in cells.iter_rows() if row[0].value == label)
    return [(sheet, cell.coordinate) for cell in cells[number][4:] if (sheet, cell.coordinate) in stored(workbook)]


@pytest.mark.slow
def test_every_formula_has_its_answer_and_loses_it(workbook: bytes) -> None:
    emptied, count = without_answers(workbook)
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        written = sum(parts.read(name).count(b"</f>") for name in parts.namelist() if "worksheets/sheet" in name)
    assert count == written == len(stored(workbook)) > 5000
    assert all(one.answer is None for one in stored(emptied).values())


@pytest.mark.outside
@pytest.mark.slow
@PROGRAMS
def test_another_program_finds_every_figure(program: Program, workbook: bytes, tmp_path: Path) -> None:
    found = program(workbook, tmp_path)
    assert found.keys() == stored(workbook).keys()
    assert not list(differences(stored(workbook), found))


@pytest.mark.parametrize(
    ("answer", "other", "slack", "same"),
    [
        (1009.0, 1009.0000001, CENT, True),
        (1009.0, 1008.99, CENT, False),
        (1.2, 1.2 + 1e-8, 1e-12, False),
        (1.2, 1.2 + 1e-12, 1e-12, True),
        (0.0, None, CENT, False),
        (0.0, "", CENT, False),
        (None, 0, CENT, False),
        (1.0, True, CENT, False),
        (False, None, CENT, False),
        (None, "", CENT, True),
        ("不适用", "不适用", CENT, True),
        (0.0, "#NAME?", CENT, False),
        (None, "#DIV/0!", CENT, False),
    ],
)
def test_what_counts_as_alike(answer: Answer, other: Answer, slack: float, *, same: bool) -> None:
    assert alike(answer, other, slack) is same
    assert alike(other, answer, slack) is same


@pytest.mark.slow
def test_a_wrong_sum_that_nothing_reads_is_the_only_cell_reported(workbook: bytes, tmp_path: Path) -> None:
    read = readers(workbook)
    end = next(spot for spot, one in stored(workbook).items() if one.formula.startswith("=SUM(") and spot not in read)
    wrong = patched(workbook, end, stored(workbook)[end].formula + "+1")
    assert [spot for spot, _, _ in differences(stored(wrong), by_ironcalc(wrong, tmp_path))] == [end]


@pytest.mark.outside
@pytest.mark.slow
@PROGRAMS
def test_a_wrong_closing_cash_is_reported_with_what_depends_on_it(
    program: Program, workbook: bytes, sample: Result, tmp_path: Path
) -> None:
    closing = sample.book.use(cash.schedule).closing
    table = next(table for table in sample.book.tables if closing in table.lines)
    years = row_of(workbook, table.sheet, closing.zh)
    assert len(years) == closing.axis.size
    changed = years[4]
    formula = stored(workbook)[changed].formula
    assert formula.count("-") == 1
    wrong = patched(workbook, changed, formula.replace("-", "+"))
    caught = {spot for spot, _, _ in differences(stored(wrong), program(wrong, tmp_path))}
    assert caught <= dependents(workbook, changed)
    assert caught & set(years) == set(years[4:])


@pytest.mark.parametrize(("setting", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_libreoffice_may_be_missing_only_outside_ci(
    setting: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("CI", setting)
    with pytest.raises(outcome):
        by_libreoffice(b"", tmp_path)
