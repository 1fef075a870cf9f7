"""What is measured is right: the oracle finds the same figures, and every measured command does its work."""

from bondcalc.algebra.exact import Program
from bondcalc.inputs.settings import Settings
from bondcalc.run import Result
from tests.benchmarks.measure import all_measured, table
from tests.benchmarks.model import Plain, book


def test_plain_interpreter_finds_the_same_figures() -> None:
    made = book()
    lines = [line for one in made.tables for line in one.lines]
    assert len(made.years.columns) == 35
    quantum = made.project.form(Settings).quantum
    figures, plain = Program(lines, quantum).run(), Plain(quantum).table(lines)
    for line in lines:
        assert list(figures.columns(line)) == plain[line], line.id


def test_plain_interpreter_finds_the_figures_of_the_sample(sample: Result) -> None:
    lines = [line for one in sample.book.tables for line in one.lines]
    plain = Plain(sample.project.form(Settings).quantum).table(lines)
    for line in lines:
        assert list(sample.figures.columns(line)) == plain[line], line.id


def test_every_row_is_measured() -> None:
    rows = all_measured(1)
    assert len(rows) == 5
    assert all(row.seconds > 0 and row.ratio > 0 for row in rows)
    assert table(rows).count("\n") == 6
