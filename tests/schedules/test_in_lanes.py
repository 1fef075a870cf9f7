"""Lanes of whole projects beside the exact reading: base case, random scenarios, other dates, verdicts."""

import random
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from bondcalc.algebra.exact import Figures, Program, Value
from bondcalc.algebra.inspection import leaves_of
from bondcalc.algebra.lanes.program import LaneProgram, Lanes, whole
from bondcalc.algebra.line import Leaf, Line
from bondcalc.algebra.variant import variant
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.judge import Case, judge
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book, build
from tests.algebra.lanes import Leaves, differing, in_lanes, lines_of
from tests.samples import LARGE_IS_SLOW, computed_sample
from tests.schedules.drawn import projects

SAMPLES = sorted((Path(__file__).parent.parent.parent / "samples").glob("*/project.toml"))
PLACES = Decimal("0.000001")


def book_of(project: Project) -> Book:
    return build(project, rules_on(project.form(Particulars).rule_date))


def moved_leaves(book: Book) -> list[Leaf]:
    """Every input cell that is read, factors of stress first; rule values stay, and what a 万元 is worth, which nothing moves."""
    found = {leaf.key: leaf for line in lines_of(book.tables) for leaf in leaves_of(line.definition)}
    inputs = [leaf for key, leaf in found.items() if key[0] != "rules" and key[-1] != "yuan_per_unit"]
    return sorted(inputs, key=lambda leaf: leaf.key[0] != "stress")


def near(leaf: Leaf, draw: random.Random) -> Decimal:
    """A value around the stated one: amounts and prices in cents, all else with six decimals; nothing stays nothing."""
    if leaf.key[-1] == "rate_rise":
        return Decimal(draw.randrange(-100, 300)) / 10_000
    moved = leaf.value * Decimal(draw.randrange(600_000, 1_400_000)) / 1_000_000
    return moved.quantize(Decimal("0.01") if str(leaf.unit).startswith("money") else PLACES)


def scenarios(leaves: Sequence[Leaf], count: int, draw: random.Random) -> Leaves:
    return {leaf.key: [near(leaf, draw) for _ in range(count)] for leaf in leaves}


def base_case_differs(book: Book, varying: Sequence[Leaf]) -> list[object]:
    """Lanes of the base case beside the exact reading, every cell of every line; equal lanes besides."""
    lines, quantum = lines_of(book.tables), book.project.form(Settings).quantum
    exact, leaves = Program(lines, quantum), {leaf.key: [leaf.value] for leaf in varying}
    found = in_lanes(LaneProgram(exact, lines, varying=list(leaves)), leaves)
    return list(differing(exact, found, lines, leaves, quantum=quantum))


@pytest.mark.parametrize("name", LARGE_IS_SLOW)
@pytest.mark.parametrize("all_leaves", [False, True])
def test_lanes_of_the_base_case_are_the_exact_figures(name: str, all_leaves: bool) -> None:
    """In every cell of every line, whether stress factors vary or every input cell does."""
    book = computed_sample(name).book
    leaves = moved_leaves(book)
    assert len(leaves) > 50
    assert not base_case_differs(book, leaves if all_leaves else [leaf for leaf in leaves if leaf.key[0] == "stress"])


@pytest.mark.slow
@given(projects())
def test_lanes_of_the_base_case_of_any_project(text: str) -> None:
    book = book_of(read_bytes("project.toml", text.encode()))
    leaves = moved_leaves(book)
    assert not base_case_differs(book, leaves)
    assert not base_case_differs(book, [leaf for leaf in leaves if leaf.key[0] == "stress"])


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_random_scenarios_agree_to_the_quantum(path: Path, count: int) -> None:
    """Stress factors and other inputs, at last every one, moved at random: amounts are equal, all else to 1e-12."""
    book, draw = book_of(read_project(path)), random.Random(str(path.parent.name))
    lines, quantum, leaves = lines_of(book.tables), book.project.form(Settings).quantum, moved_leaves(book)
    exact = Program(lines, quantum)
    for number in range(5):
        some = [leaf for leaf in leaves if leaf.key[0] == "stress"] + draw.sample(
            leaves, [0, 5, 20, 60, len(leaves)][number]
        )
        values = scenarios(some, max(1, min(count, 500) // 5), draw)
        found = in_lanes(LaneProgram(exact, lines, varying=list(values)), values)
        assert not list(differing(exact, found, lines, values, quantum=quantum))


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_one_program_computes_other_dates_too(path: Path) -> None:
    """Operation delayed by months: rows fixed by dates differ from lane to lane, and each lane is the project rebuilt."""
    project = read_project(path)
    book, quantum = book_of(project), project.form(Settings).quantum
    others = [book_of(rebuilt(project, {"operation_delay": Decimal(months)})) for months in (0, 1, 6, 12, 30)]
    variants = [variant(book.tables, other.tables) for other in others]
    assert variants[0] is not None
    assert not variants[0].structures
    assert not variants[0].leaves
    known = [one for one in variants if one is not None]
    assert len(known) == len(others)
    rows = sorted({row for one in known for row in one.structures}, key=lambda row: row.id)
    keys = {key for one in known for key in one.leaves}
    lines = lines_of(book.tables)
    base = Program(lines, quantum)
    values = {key: [one.leaves.get(key, base.leaves[key]) for one in known] for key in keys}
    structures = {row: [list(one.structures.get(row, base.structures[row])) for one in known] for row in rows}
    assert rows
    found = in_lanes(LaneProgram(base, lines, varying=keys, rows=whole(rows)), values, structures)
    assert not list(differing(base, found, lines, values, structures))
    for lane, other in enumerate(others):
        figures = Program(lines_of(other.tables), quantum).run()
        for line, same in zip(lines, lines_of(other.tables), strict=True):
            assert [float("nan") if value is None else float(value) for value in figures[same]] == pytest.approx(
                found[line][:, lane].tolist(), rel=1e-12, nan_ok=True
            ), line.id


def test_another_project_is_no_variant() -> None:
    one, other = (book_of(read_project(path)) for path in SAMPLES[:2])
    assert variant(one.tables, other.tables) is None
    assert variant(one.tables, one.tables[:-1]) is None


def figures_of(lanes: Lanes, lines: Sequence[Line], lane: int, quantum: Decimal) -> Figures:
    """One lane as figures: amounts in quanta are exact, all else the shortest decimal of what binary holds (亿元: 10)."""

    def value(line: Line, found: float) -> Value:
        if found != found:  # noqa: PLR0124 - NaN is the one value that is not itself
            return None
        if line.unit == "money":
            return Decimal(round(found / float(quantum))) * quantum
        return Decimal(repr(round(found, 10) if line.unit == "disclosed" else found))

    return Figures({line: tuple(value(line, found) for found in lanes[line][:, lane].tolist()) for line in lines})


@pytest.mark.parametrize("name", LARGE_IS_SLOW)
def test_every_verdict_is_the_same_in_lanes(name: str, count: int) -> None:
    """All rules judged on lanes and on exact figures of random scenarios; some verdicts change between scenarios."""
    project = computed_sample(name).project
    rules, quantum = rules_on(project.form(Particulars).rule_date), project.form(Settings).quantum
    book = build(project, rules)
    lines, stress = lines_of(book.tables), Stress(book)
    exact = Program(lines, quantum)
    factors = [leaf for leaf in moved_leaves(book) if leaf.key[0] == "stress"]
    values = scenarios(factors, max(6, min(count, 500)), random.Random(7))
    lanes = in_lanes(LaneProgram(exact, lines, varying=list(values)), values)
    seen = set()
    for lane in range(lanes.count):
        verdicts = [
            tuple(finding.verdict for finding in judge(Case(project, rules, book, figures, stress)))
            for figures in (
                exact.run({key: given[lane] for key, given in values.items()}),
                figures_of(lanes, lines, lane, quantum),
            )
        ]
        assert verdicts[0] == verdicts[1], lane
        seen.add(verdicts[0])
    assert len(seen) > 1
