"""An answer names every cell that it has otherwise than the project file, and saved it is that project."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bondcalc.compare.input_changes import way
from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes, read_project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.project_file import write_project
from bondcalc.result.result import Result
from bondcalc.screen.report_data import report_data
from bondcalc.screen.report_text import report_text
from bondcalc.sizing import one_input
from bondcalc.sizing.answer import Answer
from bondcalc.sizing.finds import FINDS
from bondcalc.sizing.size_report import size_report
from bondcalc.sizing.size_words import said
from bondcalc.sizing.trial import BROKEN
from tests.commands import bondcalc
from tests.conftest import SAMPLE
from tests.parted import compute
from tests.samples import computed_sample
from tests.schedules.drawn import projects
from tests.sizing.test_sizing import sized

WORKS = SAMPLE.parent.parent / "anping-water" / "project.toml"


def made(result: Result, answer: Answer) -> Project:
    """Type the listed changes into the project file, one after the other."""
    assert answer.project is not None
    on_the_way = way(result.project, answer.project)
    for change in answer.changes:
        on_the_way = on_the_way.changed(change)
    return on_the_way.project


def hold_saved(result: Result, answer: Answer, folder: Path, ending: str) -> None:
    """The listed changes give the answer, the saved file too, and what `run` says of it passes every chosen test."""
    if answer.project is None:
        return
    assert made(result, answer).tables == answer.project.tables
    path = folder / f"answer{ending}"
    path.unlink(missing_ok=True)
    write_project(path, answer.project)
    again, known = compute(read_project(path)), compute(answer.project)
    assert [again.figures[line] for table in again.book.tables for line in table.lines] == [
        known.figures[line] for table in known.book.tables for line in table.lines
    ]
    assert not {found.verdict for found in again.findings if found.rule.id in answer.tests} & set(BROKEN)


@pytest.mark.slow
@given(text=projects(), find=st.sampled_from(sorted(FINDS)))
def test_the_saved_answer_of_any_question_passes(
    tmp_path_factory: pytest.TempPathFactory, text: str, find: str
) -> None:
    result = compute(read_bytes("project.toml", text.encode()))
    answer = sized(result, find, ("C02",))
    hold_saved(result, answer, tmp_path_factory.mktemp("saved"), ".toml")
    if answer.beyond is not None and not answer.misfits:
        beyond = compute(FINDS[find].at(FINDS[find].basis(result.project), answer.beyond))
        failing = {found.rule.id for found in beyond.findings if found.verdict in BROKEN}
        assert failing >= {found.rule.id for found in answer.binding} != set()


@pytest.mark.slow
@pytest.mark.parametrize(("find", "ending"), [("price", ".xlsx"), ("coupon", ".toml")])
def test_a_saved_answer_is_the_project_of_the_answer(tmp_path: Path, find: str, ending: str) -> None:
    result = computed_sample("anping-water")
    answer = sized(result, find, ("C02",))
    assert answer.changes
    hold_saved(result, answer, tmp_path, ending)


def repaid_early(day: date) -> Project:
    """The water works whose 20-year bond repays 100 early on a day of payment."""
    project = read_project(WORKS)
    early = PrincipalPayment(bond=project.rows(Bond)[0].id, day=day, kind="early", amount=Decimal(100))
    return replace(project, tables={**project.tables, "principal": (early,)})


@pytest.mark.parametrize(
    ("day", "shortest"), [(date(2030, 4, 15), 10), (date(2035, 4, 15), 15), (date(2038, 4, 15), 20)]
)
def test_a_stated_day_of_repayment_is_never_dropped(day: date, shortest: int) -> None:
    """Terms of 7, 10, 15 and 20 years from 2022-04-15: the first under which the day is a day of payment is the answer."""
    result = compute(repaid_early(day))
    answer = sized(result, "term", ("T01",))
    assert (answer.value, answer.misfits) == (shortest, [("principal", "day")])
    assert "“逐笔还本”表的“还本日”固定" in said(result, answer).zh
    assert answer.project is not None
    assert answer.project.rows(PrincipalPayment) == result.project.rows(PrincipalPayment)


def refinanced(face: Decimal) -> Project:
    """The water works with a bond of ten years that another refinances on its last day."""
    project = read_project(WORKS)
    first = replace(project.rows(Bond)[0], term_years=10, repayment="bullet", grace_years=0, used_as_capital=Decimal(0))
    second = replace(first, id="R", face=face, value_date=date(2032, 4, 15), refinances=first.id)
    return replace(project, tables={**project.tables, "bonds": (first, second)})


@pytest.mark.slow
def test_a_shorter_term_leaves_no_refinancing_behind() -> None:
    """Seven years instead of ten: the refinancing bond of 2032 would come three years late, which D09 tells."""
    answer = sized(compute(refinanced(Decimal(3000))), "term", ("D09",))
    assert answer.value == 10
    assert [found.rule.id for found in answer.binding] == ["D09"]
    assert "D09" in FINDS["term"].tests


@pytest.mark.slow
def test_what_follows_a_smaller_bond_is_listed_row_by_row() -> None:
    result = compute(refinanced(Decimal(3000)))
    answer = sized(result, "bond", ("C02",))
    assert answer.value is not None
    told = {(change.sheet.id, change.row[0], change.field) for change in answer.changes}
    names = {row.id for row in result.project.rows(Bond)}
    assert {("bonds", name, "face") for name in names} | {("settings", "", "capital")} <= told
    text = report_text(size_report(result, answer), "zh")
    assert all(word in text for word in ("发行金额", "6,500.00", "资本金安排"))


def by_hand(line: str) -> Callable[[Project, Decimal], Project]:
    def moved(project: Project, share: Decimal) -> Project:
        rows = tuple(
            replace(row, price=row.price * share) if row.id == line else row for row in project.rows(RevenueLine)
        )
        return replace(project, tables={**project.tables, "revenue": rows})

    return moved


@pytest.mark.slow
def test_the_lowest_price_of_one_line_moves_that_line_alone() -> None:
    result = computed_sample("anping-water")
    line = result.project.rows(RevenueLine)[0]
    for called in (line.id, line.name):
        answer = sized(result, FINDS["price"].of_line(called, result.project), ("C02",))
        assert {(change.row[0], change.field) for change in answer.changes} == {(line.id, "price")}
        assert answer.value is not None
        assert answer.beyond is not None
        for share, holds in ((answer.value, True), (answer.beyond, False)):
            found = compute(by_hand(line.id)(result.project, share)).findings
            assert next(one for one in found if one.rule.id == "C02").verdict.value in ({"pass"} if holds else {"fail"})
    with pytest.raises(ValueError, match="没有收入行“nix”"):
        FINDS["price"].of_line("nix", result.project)
    with pytest.raises(ValueError, match="不按收入行"):
        FINDS["bond"].of_line(line.id, result.project)


@pytest.mark.parametrize(
    ("find", "ending"), [("price", ".toml"), pytest.param("occupancy", ".xlsx", marks=pytest.mark.slow)]
)
def test_what_is_proposed_for_fine_figures_can_be_typed_in(tmp_path: Path, find: str, ending: str) -> None:
    """A price of fifteen digits and a use of thirteen decimals, times a share of four: the saved file is read as it stands."""
    project = read_project(WORKS)
    rows = tuple(
        replace(row, price=row.price + Decimal("0.0000000123457"), utilisation=Decimal("0.9333333333333"))
        for row in project.rows(RevenueLine)
    )
    result = compute(replace(project, tables={**project.tables, "revenue": rows}))
    answer = sized(result, find, ("C02",))
    assert answer.value not in {None, Decimal(1)}
    hold_saved(result, answer, tmp_path, ending)


@pytest.mark.slow
def test_occupancy_is_a_share_of_what_is_stated_and_never_more(sample: Result) -> None:
    answer = sized(sample, "occupancy", ("C02",))
    assert answer.value is not None
    assert answer.value < 1
    assert answer.project is not None
    for sheet in (RevenueLine, NodeLine):
        for before, after in zip(sample.project.rows(sheet), answer.project.rows(sheet), strict=True):
            assert after.utilisation == before.utilisation * answer.value
    assert FINDS["occupancy"].range(sample).high == 1


def test_a_line_at_nothing_is_left_as_it_was() -> None:
    """A project of no revenue line has none to ask about."""
    project = read_project(WORKS)
    none = replace(project, tables={**project.tables, "revenue": (), "node": (), "costs": ()})
    assert not one_input.lines(none)


def test_the_command_saves_and_never_over_a_file(tmp_path: Path) -> None:
    kept = tmp_path / "answer.toml"
    words = ("size", str(WORKS), "--find", "price", "--tests", "C02", "--save")
    done = bondcalc(*words, str(kept))
    assert (done.returncode, "已另存" in done.stderr) == (0, True)
    stands = kept.read_bytes()
    assert bondcalc(*words, str(kept)).returncode == 4
    assert kept.read_bytes() == stands
    refused = bondcalc(*words, str(tmp_path / "answer.csv"))
    assert refused.returncode == 1
    assert ".xlsx或.toml" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["answer.toml"]


def test_programs_read_the_changes_too() -> None:
    result = computed_sample("anping-water")
    data = report_data(size_report(result, sized(result, "coupon", ("C02",))), "en")
    rows = data["changes"]
    assert isinstance(rows, list)
    assert {(row["sheet"], row["field"]) for row in rows} == {("bonds", "coupon")}
