"""Edits of a Word filing: each guilty one is named by its cause and place, each innocent one is none."""

import random

import pytest
from lxml import etree

from bondcalc.audit.difference import Cause
from bondcalc.audit.word.word_findings import WordFindings
from tests.audit.word.clerk import at_work
from tests.audit.word.edits import EDITS, W, WordFile, edited, first_of_each_cause, retype, wrongly_told
from tests.audit.word.word_case import SHORT, audited, word_of

SAMPLE = "land-reserve"
LARGEST = "hengyang-park"
"""An audit of the short plan takes a tenth of that of the largest."""
IN_LONG_CHAPTERS = {"table_deleted", "comparison_in_a_table_turned"}
QUICK = first_of_each_cause()


def plan() -> bytes:
    """The Word file that is edited."""
    return word_of(SAMPLE, SHORT)


def compared(filed: bytes) -> WordFindings:
    return audited(filed, SAMPLE, SHORT)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[] if name in QUICK else [pytest.mark.slow]) for name in EDITS]
)
def test_an_edit_is_told_by_its_cause_and_an_innocent_one_is_none(name: str) -> None:
    filing = "plan" if name in IN_LONG_CHAPTERS else SHORT
    told = audited(edited(name, word_of(SAMPLE, filing)), SAMPLE, filing).differences
    assert not wrongly_told(name, {difference.cause for difference in told})
    assert len(told) < 60


@pytest.mark.slow
def test_edits_of_the_largest_plan_are_told_as_well(count: int) -> None:
    names = random.Random(count).sample(list(EDITS), min(count // 3, len(EDITS)))
    told = {name: audited(edited(name, word_of(LARGEST)), LARGEST).differences for name in ["nothing", *names]}
    assert [name for name in told if wrongly_told(name, {difference.cause for difference in told[name]})] == []


def test_the_work_of_a_clerk_is_no_difference() -> None:
    """Paragraphs, a picture, a table, another heading and another order of chapters, all at once."""
    findings = compared(at_work(plan()))
    assert (findings.differences, findings.warnings) == ([], [])
    assert any("图片" in note for note in findings.notes)


def test_an_edited_figure_is_named_with_its_line_year_place_and_both_values() -> None:
    (told,) = compared(edited("figure_in_a_table_typed_over", plan())).differences
    assert (told.filed, told.recomputed) == ("1,000.00", "161.50")
    assert told.label == "专项债券付息 2026年"
    assert "还本付息" in told.sheet
    assert told.place == "专项债券还本付息表 “2026”行"


def test_a_deleted_row_is_told_with_the_number_of_its_figures() -> None:
    (told,) = compared(edited("row_deleted", plan())).differences
    assert told.cause is Cause.MISSING
    assert told.recomputed == "5处数字"
    assert "2030年" in told.label


def test_a_figure_taken_away_is_told_with_how_many_there_should_be() -> None:
    told = compared(edited("control_taken_away_and_the_number_left", plan())).differences
    assert any("应有" in one.recomputed and "现有" in one.recomputed for one in told)


def test_swapped_bindings_are_told_by_both_rows() -> None:
    told = compared(edited("bindings_of_two_years_swapped", plan())).differences
    assert {one.place.split("“")[1].split("”")[0] for one in told} == {"2025", "2026"}
    assert {one.cause for one in told} == {Cause.MOVED}


def test_a_number_that_contradicts_is_told_with_the_right_one() -> None:
    (told,) = compared(edited("chinese_numerals", plan())).differences
    assert told.filed == "六亿三千万元"
    assert "8,570.00万元" in told.recomputed
    assert told.label == "总投资"


def test_every_place_of_a_figure_is_looked_at() -> None:
    """What stands in many places and is edited in one is told for that one."""
    file = WordFile(plan())
    tags = [tag for tag in file.tree.iter(f"{W}tag") if tag.get(f"{W}val") == "bc:coverage.investment"]
    controls = [tag.getparent().getparent() for tag in tags]
    assert len(controls) > 1
    retype(controls[-1], "8,570.01")
    assert [(one.filed, one.recomputed) for one in compared(file.saved()).differences] == [("8,570.01", "8,570.00")]


def test_numbers_nobody_names_are_left_to_a_person() -> None:
    file = WordFile(plan())
    file.beside("园区周边地块成交金额3.3亿元，溢价率12.5%。")
    findings = compared(file.saved())
    assert findings.differences == []
    assert sum("3.3亿元" in warning or "12.5%" in warning for warning in findings.warnings) == 2


def test_what_is_hidden_beside_the_text_is_counted() -> None:
    findings = compared(edited("comment", edited("tracked_insertion", plan())))
    assert any("修订" in note for note in findings.notes)
    assert any("批注" in note for note in findings.notes)


@pytest.mark.parametrize("sample", [pytest.param("anping-water", marks=pytest.mark.slow), SAMPLE])
@pytest.mark.parametrize("filing", ["plan", "evaluation", "disclosure", "review"])
def test_a_file_as_written_has_no_finding(sample: str, filing: str) -> None:
    findings = audited(word_of(sample, filing), sample, filing)
    assert (findings.differences, findings.warnings) == ([], [])


@pytest.mark.slow
def test_a_prompt_that_is_filled_in_is_a_note_and_no_warning() -> None:
    file = WordFile(word_of(LARGEST))
    piece = next(piece for piece in file.body.iter(f"{W}t") if "【请填写：" in (piece.text or ""))
    lead, _, rest = piece.text.partition("【请填写：")
    piece.text = f"{lead}已报县政府研究，另行安排资金。{rest.partition('】')[2]}"
    findings = audited(file.saved(), LARGEST)
    assert any("已填写" in note for note in findings.notes)
    assert not any("改写了生成的文字" in warning for warning in findings.warnings)


def test_a_table_of_a_bureaus_own_below_a_heading_has_no_name_of_another() -> None:
    file = WordFile(plan())
    heading = file.heading("风险与控制")
    row = "".join(f"<w:tc><w:tcPr/><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in ("总投资", "6.5亿元"))
    table = f'<w:tbl xmlns:w="{W[1:-1]}"><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>{row}</w:tr></w:tbl>'
    heading.addnext(etree.fromstring(table))
    told = next(one for one in compared(file.saved()).differences if one.filed == "6.5亿元")
    assert told.label == "总投资"
    assert told.place.startswith("“总投资”行")
