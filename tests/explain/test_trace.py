"""Every figure is made of its parts: computed again from them it is the same, and the path ends in cells and rules."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from bondcalc.algebra.line import Leaf
from bondcalc.algebra.trace import At
from bondcalc.explain.tree import Explanation, Reference
from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from tests.parted import compute
from tests.samples import computed_sample
from tests.schedules.drawn import projects

SAMPLES = Path(__file__).parents[2] / "samples"
YEARS = 5
EVERY = settings.get_profile("seeded").max_examples


@pytest.fixture(scope="module", params=sorted(path.parent.name for path in SAMPLES.glob("*/project.toml")))
def result(request: pytest.FixtureRequest) -> Result:
    return computed_sample(request.param)


def figures(result: Result) -> Iterator[At]:
    """Every figure of the book, openings that are stated included."""
    for table in result.book.tables:
        for line in table.lines:
            yield from (
                At(line, column)
                for column in range(
                    0 if line.opening.parts or isinstance(line.opening, Leaf) else 1, line.axis.size + 1
                )
            )


def ends(
    explanation: Explanation, one: Reference, known: dict[Reference, frozenset[Reference]]
) -> frozenset[Reference]:
    """Follow every path below a figure, without recursion: balances reach back through all years."""
    stack: list[Reference] = [one]
    while stack:
        here = stack[-1]
        below = [part for part in (*explanation.parts(here), *explanation.idle(here)) if part not in known]
        if below:
            stack += below
            continue
        stack.pop()
        parts = (*explanation.parts(here), *explanation.idle(here))
        known[here] = frozenset().union(*(known[part] for part in parts)) if parts else frozenset({here})
    return known[one]


def is_cell_or_rule(result: Result, end: Reference) -> bool:
    if isinstance(end, At):
        return False
    if end[0] == "rules":
        return bool(result.rules.value(end[1]).citation_review)
    sheet = SHEETS[end[0]]
    if len(end) == 1:
        return not sheet.form
    return int(end[1]) < len(result.project.tables[sheet.id]) and sheet.cell(end[2]) is not None


@pytest.mark.slow
def test_every_figure_is_computed_again_from_its_parts(result: Result) -> None:
    explanation = Explanation(result)
    counted = 0
    for at in figures(result):
        assert explanation.trace.recomputed(at) == result.figures[at.line][at.column], (at.line.id, at.column)
        counted += 1
    assert counted > 2000


@pytest.mark.slow
def test_every_scalar_and_every_line_in_five_years_ends_in_cells_and_rules(result: Result) -> None:
    explanation, known = Explanation(result), dict[Reference, frozenset[Reference]]()
    for at in figures(result):
        if at.column <= YEARS or at.line.axis.kind == "scalar":
            found = ends(explanation, at, known)
            assert found, at.line.id
            assert all(is_cell_or_rule(result, end) for end in found), (at.line.id, found)


@pytest.mark.slow
def test_every_end_says_what_stands_there(result: Result) -> None:
    explanation, known = Explanation(result), dict[Reference, frozenset[Reference]]()
    for end in frozenset().union(*(ends(explanation, at, known) for at in figures(result))):
        node = explanation.node(end)
        assert node.value, end
        if node.kind == "rule":
            assert node.source, end
        elif len(end) > 1:  # type: ignore[arg-type]
            assert "!" in node.place, end


@pytest.mark.slow
@given(projects())
@settings(max_examples=max(1, EVERY // 6), phases=(Phase.explicit, Phase.generate))
def test_other_projects_too(text: str) -> None:
    result = compute(read_bytes("project.toml", text.encode()))
    explanation, known = Explanation(result), dict[Reference, frozenset[Reference]]()
    for at in figures(result):
        assert explanation.trace.recomputed(at) == result.figures[at.line][at.column], (at.line.id, at.column)
        assert all(is_cell_or_rule(result, end) for end in ends(explanation, at, known)), at.line.id
