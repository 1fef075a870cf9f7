"""A stressed point computes only what its drivers reach: the figures of every line are those of a full run."""

from decimal import Decimal
from itertools import combinations

import pytest

from bondcalc.algebra.exact import Program
from bondcalc.algebra.part_program import PartProgram
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, leaves
from bondcalc.analysis.stress.stressed import Model
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book, build
from tests.benchmarks.large import large
from tests.samples import LARGE_IS_SLOW, SAMPLE_NAMES, computed_sample

LEAVES = [id_ for id_, driver in DRIVERS.items() if not driver.structural]
QUANTUM = Decimal("0.01")


@pytest.fixture(scope="module")
def books() -> dict[str, Book]:
    project = read_bytes("project.toml", large().encode())
    made = {name: computed_sample(name).book for name in SAMPLE_NAMES}
    return {**made, "large": build(project, rules_on(project.tables["project"][0].rule_date))}


@pytest.mark.parametrize("name", [*LARGE_IS_SLOW, "large"])
def test_every_line_is_that_of_a_full_run(books: dict[str, Book], name: str) -> None:
    book = books[name]
    lines = [line for table in book.tables for line in table.lines]
    whole, part = Program(lines, QUANTUM), PartProgram(book.program(), lines)
    for number, drivers in enumerate([*([one] for one in LEAVES), *combinations(LEAVES, 2)]):
        if len(drivers) == 2 and number % 9:
            continue
        changed = leaves(book, {driver: Decimal(number % 5 + 1) / 40 * DRIVERS[driver].adverse for driver in drivers})
        full, again = whole.run(changed), part.run(changed)
        assert [line.id for line in lines if full[line] != again[line]] == []


def test_few_lines_are_computed_again(books: dict[str, Book]) -> None:
    book = books["hengyang-park"]
    model = Model.of(book)
    model.point(leaves(book, {"rate_rise": Decimal("0.01")}))
    [reached] = model.part._reached.values()
    assert 0 < len(reached) < len(book.program().steps) / 3


@pytest.mark.parametrize("name", [*LARGE_IS_SLOW, "large"])
@pytest.mark.parametrize("months", [5, 24, 61])
def test_other_dates_by_the_same_lines(books: dict[str, Book], name: str, months: int) -> None:
    book, moved = books[name], {"operation_delay": Decimal(months)}
    shared = Model.of(book).later(Book(rebuilt(book.project, moved), book.rules))
    alone = Model.of(Book(rebuilt(book.project, moved), book.rules))
    for changes in ({}, {"costs": Decimal("0.1")}, {"revenue": Decimal("-0.2"), "rate_rise": Decimal("0.005")}):
        assert shared.point(leaves(shared.book, changes)) == alone.point(leaves(alone.book, changes))


def test_a_delay_shares_the_lines_of_the_sample(sample: Result) -> None:
    model = Model.of(sample.book)
    later = model.later(Book(rebuilt(sample.project, {"operation_delay": Decimal(12)}), sample.rules))
    assert later.part is model.part
    assert later.moved.structures
    assert later.point({}) != model.point({})


def test_lines_of_one_form_share_a_step(sample: Result) -> None:
    program = sample.book.program()
    assert len({step.function for step in program.steps}) < len(program.steps) / 3
