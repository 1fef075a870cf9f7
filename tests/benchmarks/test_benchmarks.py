"""What is measured is right: every row checks its own figures, here in a single round and of the smallest sample."""

from collections.abc import Callable

import pytest

from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from tests.benchmarks import measure, portfolios, scenarios, word_files, workbooks
from tests.benchmarks.large import ROWS, YEARS, large
from tests.benchmarks.measure import Measured, read_and_build, rows, table
from tests.benchmarks.model import Plain, book
from tests.samples import SAMPLES


def test_the_model_has_the_size_it_is_named_for() -> None:
    made = book()
    assert len(made.years.columns) == 35
    assert len(made.project.tables["bonds"]) == 5


def test_the_largest_project_has_the_size_it_is_named_for() -> None:
    made = read_and_build(large())
    assert len(made.years.columns) == YEARS
    assert {sheet: len(made.project.tables[sheet]) for sheet in ROWS} == ROWS


def test_plain_interpreter_finds_the_figures_of_the_sample(sample: Result) -> None:
    lines = [line for one in sample.book.tables for line in one.lines]
    plain = Plain(sample.project.form(Settings).quantum).table(lines)
    for line in lines:
        assert list(sample.figures.columns(line)) == plain[line], line.id


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    [
        *rows(),
        workbooks.writing,
        workbooks.reading,
        workbooks.setting,
        word_files.written,
        word_files.audited,
        *scenarios.rows(),
        portfolios.stored,
        portfolios.two_processes,
    ],
)
def test_row_is_measured_and_right(row: Callable[[int], Measured], monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (measure, workbooks):
        monkeypatch.setattr(module, "SAMPLE", SAMPLES / "land-reserve")
    measured = row(1)
    assert measured.seconds > 0
    assert measured.ratio == measured.seconds / measured.oracle_seconds


def test_table_has_a_line_for_every_row() -> None:
    measured = Measured("one", 0.2, "other", 0.1, "0.3 s")
    assert table([measured]).splitlines()[2:] == ["| one | 200.0 ms | other | 100.0 ms | 2.00 | 0.3 s |"]
