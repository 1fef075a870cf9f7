"""Answers of `size`, run again from a changed project: they pass, and one quantum more fails."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import bonds, coverage, funding, investment
from bondcalc.screen.report_data import report_data
from bondcalc.screen.report_text import report_text
from bondcalc.sizing import one_input
from bondcalc.sizing.answer import Answer, Sizing
from bondcalc.sizing.finds import FINDS, Find
from bondcalc.sizing.size_report import size_report
from bondcalc.sizing.size_words import said
from bondcalc.sizing.trial import BROKEN, Bench
from tests.commands import bondcalc
from tests.conftest import SAMPLE
from tests.samples import computed_sample
from tests.schedules.drawn import half, projects

SAMPLES = SAMPLE.parent.parent
COVERED = {"land_price": "C02", "coupon": "C02", "operation_delay": "C02", "term": "C09"}


@pytest.fixture(scope="module")
def works() -> Result:
    return computed_sample("anping-water")


def sized(result: Result, find: str | Find, tests: tuple[str, ...] = ()) -> Answer:
    sizing = Sizing(result, find, tests)
    for _ in sizing.work():
        pass
    return sizing.answer


def verdicts(project: Project, tests: list[str]) -> set[str]:
    return {found.verdict for found in compute(project).findings if found.rule.id in tests}


@cache
def sized_sample(name: str, find: str) -> Answer:
    """The answer for a sample with the default tests: once, whichever test asks."""
    return sized(computed_sample(name), find)


def hold_answer(result: Result, answer: Answer) -> Answer:
    """Run the project at the answer and one quantum beyond, from inputs alone."""
    stated = answer.find
    if answer.value is None:
        assert answer.binding or answer.nothing or answer.misfits
        return answer
    basis = stated.basis(result.project)
    assert not verdicts(stated.at(basis, answer.value), answer.tests) & set(BROKEN)
    if answer.beyond is not None and not answer.misfits:
        beyond = stated.at(basis, answer.beyond)
        failing = [
            found.rule.id
            for found in compute(beyond).findings
            if found.rule.id in {*answer.tests, "N01"} and found.verdict in BROKEN
        ]
        assert set(failing) >= {one.rule.id for one in answer.binding} != set()
    return answer


@pytest.mark.slow
@pytest.mark.parametrize("find", FINDS)
def test_the_samples_answers_pass_and_one_quantum_more_fails(sample: Result, works: Result, find: str) -> None:
    for result, name in ((sample, "hengyang-park"), (works, "anping-water")):
        answer = hold_answer(result, sized_sample(name, find))
        assert report_text(size_report(result, answer), "zh")
        assert json.dumps(report_data(size_report(result, answer), "en"))


@pytest.mark.slow
@given(text=projects(), rule=st.sampled_from(["C07", "C09"]))
@settings(max_examples=half())
def test_where_a_yearly_test_binds(text: str, rule: str) -> None:
    result = compute(read_bytes("project.toml", text.encode()))
    answer = hold_answer(result, sized(result, "bond", (rule,)))
    assert {one.rule.id for one in answer.binding} <= {rule, "N01"}


@pytest.mark.slow
@given(text=projects(), find=st.sampled_from(sorted(COVERED)))
def test_any_project_any_question(text: str, find: str) -> None:
    result = compute(read_bytes("project.toml", text.encode()))
    hold_answer(result, sized(result, find, (COVERED[find],)))


@pytest.mark.slow
@given(text=projects())
@settings(max_examples=half())
def test_debt_is_never_above_need(text: str) -> None:
    """Whatever is tested: even the weakest test gives no bond beyond what bond money may pay for."""
    result = compute(read_bytes("project.toml", text.encode()))
    answer = sized(result, "bond", ("D05",))
    need = sum(result.figures.amounts(result.book.use(investment.schedule).payable_by_bond), Decimal(0))
    if answer.value is None:
        # Bonds of a few cents whose interest the quantum rounds away are refused when they are read.
        assert answer.nothing is not None or answer.misfits
        return
    assert answer.value <= need
    if answer.value == need:
        assert [one.rule.id for one in answer.binding] == ["N01"]


@pytest.mark.slow
def test_capital_fills_what_the_largest_bond_leaves_open(works: Result) -> None:
    answer = sized_sample("anping-water", "capital")
    assert answer.value is not None
    result = compute(one_input.with_bonds(one_input.plugged(works.project), answer.value))
    basis = result.book.use(coverage.schedule).basis
    whole, capital, issued = (
        result.figures.amount(line) for line in (basis.investment, basis.capital, basis.special_bonds)
    )
    assert answer.capital == capital == whole - issued
    assert issued == answer.value
    assert not any(result.figures.amounts(result.book.use(funding.schedule).shortfall))


@pytest.mark.slow
def test_no_bond_needs_less_capital_than_the_smallest(works: Result) -> None:
    """Issued after the first works, bond money cannot all be spent: from there on a larger bond needs more capital."""
    late = one_input.each(works.project, Bond, lambda row: replace(row, value_date=date(2023, 3, 15)))
    result, asked = compute(late), ("C01", "C02", "C07")
    answer = sized(result, "capital", asked)
    assert answer.capital is not None
    last = int(FINDS["capital"].range(result).high)
    for face in range(last // 40, last, last // 40):
        other = compute(one_input.with_bonds(one_input.plugged(late), Decimal(face)))
        if not {found.verdict for found in other.findings if found.rule.id in asked} & set(BROKEN):
            assert other.figures.amount(other.book.use(coverage.schedule).basis.capital) >= answer.capital
    assert "W07" in {one.rule.id for one in answer.binding}


@pytest.mark.slow
def test_no_solution_is_said_with_the_test_that_stands_against_it(sample: Result) -> None:
    answer = sized_sample("hengyang-park", "operation_delay")
    assert answer.value is None
    assert {one.rule.id for one in answer.binding} == {"C03", "C10"}
    assert "无解" in said(sample, answer).zh
    assert "C03、C10" in said(sample, answer).zh
    assert "no solution" in (said(sample, answer).en or "")


def test_what_is_not_there_cannot_be_found(works: Result) -> None:
    assert "没有出让的地块" in said(works, sized(works, "land_price")).zh
    issued = one_input.each(works.project, Bond, lambda row: replace(row, status="issued"))
    assert "没有计划发行的债券" in said(works, sized(compute(issued), "bond")).zh


def test_several_bonds_keep_their_shares_to_the_quantum(sample: Result) -> None:
    first = sample.project.tables["bonds"][1]
    three = tuple(
        replace(first, id=id_, face=face)
        for id_, face in (("X", Decimal(300)), ("Y", Decimal(300)), ("Z", Decimal(400)))
    )
    project = replace(sample.project, tables={**sample.project.tables, "bonds": three})
    faces = [bond.face for bond in one_input.planned(one_input.with_bonds(project, Decimal("333.34")))]
    assert faces == [Decimal("100.01"), Decimal("100.00"), Decimal("133.34")] or sum(faces) == Decimal("333.34")
    assert all(
        abs(face - Decimal("333.34") * bond.face / 1000) <= Decimal("0.02")
        for face, bond in zip(faces, three, strict=True)
    )


@pytest.mark.slow
@pytest.mark.parametrize("find", ["bond", "coupon", "land_price"])
def test_leaves_give_the_verdicts_of_a_run(sample: Result, find: str) -> None:
    """The search by compiled lines and a plain run of the changed project say the same of every default test."""
    stated = FINDS[find]
    basis, over = stated.basis(sample.project), stated.range(sample)
    bench = Bench(basis, sample.rules, stated.tests)
    for place in (over.last // 7, over.last // 3, over.last // 2):
        project = stated.at(basis, over.value(place))
        by_leaves, built = bench.by_leaves(project), bench.run(project)
        assert {one.rule.id: one.outcome for one in by_leaves} == {one.rule.id: one.outcome for one in built}


def test_a_shorter_term_keeps_all_principal(works: Result, sample: Result) -> None:
    for result, years in ((works, 10), (sample, 15)):
        shorter = compute(one_input.with_term(result.project, years))
        for one in shorter.book.use(bonds.schedule).tranches:
            if one.row.data.status == "planned":
                assert one.row.data.months() == 12 * years
                assert sum(shorter.figures.amounts(one.principal), Decimal(0)) == one.row.data.face


@pytest.mark.slow
def test_the_commands(tmp_path: Path) -> None:
    source, out = str(SAMPLES / "anping-water" / "project.toml"), tmp_path / "size.json"
    done = bondcalc("size", source, "--find", "coupon", "--tests", "C01,C02", "--json", "--out", str(out))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert (answer["find"], answer["tests"]) == ("coupon", ["C01", "C02"])
    assert bondcalc("size", source, "--find", "coupon", "--out", str(out)).returncode == 4
    assert [path.name for path in tmp_path.iterdir()] == ["size.json"]
    for words in (["--find", "luck"], ["--tests", "C99"], ["--tests", "T04,ZZ"]):
        assert bondcalc("size", source, *words).returncode == 1
