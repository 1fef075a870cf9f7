"""A plan that a clerk edited and Writer saved, refreshed with another project: the audit finds the clerk's own stale sentences and nothing else."""

import json
from functools import cache
from pathlib import Path

import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.word.word_audit import compared_word
from bondcalc.audit.word.word_findings import WordFindings
from bondcalc.audit.word.word_pair import WordReading
from bondcalc.claims.judgement import Judge
from bondcalc.claims.own_sentences import named_figures
from bondcalc.data import digest
from bondcalc.filings.draw import write, written_in_word
from bondcalc.filings.parts.figure_names import FigureNames
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.refresh import Refreshed, refreshed
from bondcalc.run import compute
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.page_heads import header_parts, shown_mark
from bondcalc.typeset.word.read_blocks import blocks_of
from bondcalc.typeset.word.read_controls import carried_in, text_of
from bondcalc.typeset.word.turned_pages import sections_in, turns_of
from tests.audit.word.clerk import RATIO, WHOLE, at_work, chapters, clerks_own, picture
from tests.audit.word.saved_files import INNOCENT_FILE, SAMPLE, SPOILT_FILE, saved
from tests.audit.word.word_case import word_of
from tests.commands import bondcalc
from tests.samples import SAMPLES

NAME = "plan.docx"
STALE_RATIO, STALE_WHOLE = "1.25倍", "0.86亿元"
RENT = """
[[revenue]]
id = "parking"
name = "临时停车收入"
budget_class = "project_special"
claimed = true
price = 12
quantity = 2
quantity_unit = "处"
account = "其他专项收入"
scope_item = "levelling"
payer = "停车人"
evidence = "假设"

[compliance]"""
BOND = """[[bonds]]
id = "C"
status = "planned"
name = "2026年某省清河县土地储备专项债券（一期）——2026年某省政府专项债券（三期）"
value_date = 2026-03-28
face = 500
coupon = 0.0200
term_years = 3
payments_a_year = 1

[[land]]
id = "Z1\""""
LONG = (
    ("forecast_end = 2030", "forecast_end = 2045"),
    ("operation_end = 2030-12-31", "operation_end = 2045-12-31"),
    ("term_years = 5", "term_years = 20"),
    ("2029 = 0.4, 2030 = 0.6", "2029 = 0.4, 2040 = 0.6"),
)
"""Enough years that tables by year lie on the long side of the page."""
G1 = '[[land]]\nid = "G1"'
CHANGES: dict[str, tuple[tuple[tuple[str, str], ...], set[str]]] = {
    "coupon, smallest unit, edge years": (
        (("coupon = 0.0200", "coupon = 0.0290"), ("[settings]", '[settings]\nquantum = 0.0001\nedge_years = "whole"')),
        {STALE_RATIO},
    ),
    "more years, a kind of revenue, a bond": (
        (*LONG, ("\n[compliance]", RENT), ("face = 5300", "face = 4800"), ('[[land]]\nid = "Z1"', BOND)),
        {STALE_RATIO},
    ),
    "fewer years, longer construction, a parcel less": (
        (
            ("forecast_end = 2030", "forecast_end = 2029"),
            ("operation_end = 2030-12-31", "operation_end = 2029-12-31"),
            ("term_years = 5", "term_years = 4"),
            ("2029 = 0.4, 2030 = 0.6", "2028 = 0.4, 2029 = 0.6"),
            ("construction_end = 2026-06-30", "construction_end = 2027-06-30"),
            ("operation_start = 2026-07-01", "operation_start = 2027-07-01"),
            ("by_year = { 2025 = 0.35, 2026 = 0.65 }", "by_year = { 2025 = 0.35, 2026 = 0.35, 2027 = 0.3 }"),
            (
                'id = "industrial"\ncategory = "land_compensation"\nname = "工业用地征收补偿和被征地农民社保"\namount = 511.5',
                'id = "industrial"\ncategory = "land_compensation"\nname = "工业用地征收补偿和被征地农民社保"\namount = 811.5',
            ),
        ),
        {STALE_RATIO, STALE_WHOLE},
    ),
}
"""Changes of a project, and the numbers of the clerk's that are stale after them."""


def project(*changes: tuple[str, str]) -> ProjectFile:
    text = (SAMPLES / SAMPLE / "project.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return ProjectFile("project.toml", text.encode())


def without_a_parcel(text: str) -> str:
    """Leave out the industrial land and its prices."""
    start, end = text.index(G1), text.index("[[land_accruals]]")
    prices = text.index('[[comparables]]\nline = "G1"')
    return text[:start] + text[end:prices]


def changed(name: str) -> ProjectFile:
    file = project(*CHANGES[name][0])
    if "parcel less" in name:
        return ProjectFile(file.name, without_a_parcel(file.data.decode()).encode())
    return file


@cache
def done(name: str) -> Refreshed:
    return refreshed(NAME, saved(INNOCENT_FILE), changed(name))


@cache
def made_anew(file: ProjectFile) -> tuple[bytes, Judge, FigureNames]:
    result = compute(read_bytes(file.name, file.data))
    origin = Origin({file.name: digest(file.data)})
    document = write(result, "plan", origin)
    judge = Judge(result, named_figures(result, [document]))
    return written_in_word(document, "plan", file, result, origin), judge, FigureNames(result)


def audited_against(data: bytes, file: ProjectFile) -> WordFindings:
    fresh, judge, names = made_anew(file)
    return compared_word(NAME, data, WordReading.of(opened(fresh)), judge, names.named)


def opened(data: bytes) -> WordPackage:
    return open_package(NAME, data)


SLOW = list(CHANGES)[1:]
EVERY = [pytest.param(name, marks=[pytest.mark.slow] if name in SLOW else []) for name in CHANGES]


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_the_audit_finds_the_clerks_stale_sentences_and_nothing_else(name: str) -> None:
    found = audited_against(done(name).data, changed(name)).differences
    assert {one.cause for one in found} <= {Cause.CONTRADICTS}
    assert {one.filed for one in found} == CHANGES[name][1]
    blocks = done(name).blocks
    assert (blocks.kept, blocks.left_out, blocks.stale, done(name).figures.typed_over) == ([], [], [], [])


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_what_the_clerk_wrote_and_put_in_and_moved_stands_to_the_byte(name: str) -> None:
    before, after = opened(saved(INNOCENT_FILE)), opened(done(name).data)
    own = list(clerks_own(before))
    assert len(own) == 6
    assert list(clerks_own(after)) == own
    assert picture(after) == picture(before)
    there = [heading for heading in chapters(after) if heading in chapters(before)]
    assert there == [heading for heading in chapters(before) if heading in there]
    assert there.index("信息披露") < there.index("资金管理与主管部门责任")
    assert all(text in text_of(after.body) for text in (RATIO, WHOLE))


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_a_second_refresh_changes_nothing(name: str) -> None:
    again = refreshed(NAME, done(name).data, changed(name))
    assert (again.figures.changed, again.blocks.renewed) == (0, [])
    assert again.data == done(name).data


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_pages_are_turned_and_captions_counted_as_in_a_new_filing(name: str) -> None:
    after, fresh = opened(done(name).data), opened(made_anew(changed(name))[0])
    assert turns_of(after) == turns_of(fresh)
    # More columns, and figures of four decimals, want the long side of the page.
    assert any(section.turned for section in sections_in(after)) is ("more years" in name or "smallest unit" in name)
    assert [section.turned for section in sections_in(after)][1:] == [section.turned for section in sections_in(fresh)][
        2:
    ]
    for label in ("表", "图"):
        shown = [text for text in captions(after) if text.startswith(label)]
        assert [text.partition("\u3000")[0] for text in shown] == [f"{label}{at}" for at in range(1, len(shown) + 1)]
        assert sorted(shown) == sorted(text for text in captions(fresh) if text.startswith(label))


def captions(package: WordPackage) -> list[str]:
    return [text_of(block.element) for block in blocks_of(package).values() if block.kind == "caption"]


@pytest.mark.slow
def test_there_and_back_is_where_it_began() -> None:
    """Tables that went to turned pages come back upright, and no section is left behind."""
    base = ProjectFile("project.toml", carried_in(opened(saved(INNOCENT_FILE)))["project.toml"])
    begun, back = refreshed(NAME, saved(INNOCENT_FILE), base), refreshed(NAME, done(SLOW[0]).data, base)
    words = [{name: block.words for name, block in blocks_of(opened(one.data)).items()} for one in (begun, back)]
    assert words[0] == words[1]
    assert [one.turned for one in sections_in(opened(back.data))] == [
        one.turned for one in sections_in(opened(begun.data))
    ]
    assert captions(opened(back.data)) == captions(opened(begun.data))


def heads(package: WordPackage) -> set[str]:
    return {"".join(text_of(package.tree(part)).split()) for part in header_parts(package)}


@pytest.mark.slow
def test_name_and_mark_over_every_page_are_those_of_the_new_project() -> None:
    other = project(("清河县城西片区2025年度", "清河县城东片区2026年度"), ("example = true", "example = false"))
    now, back = opened(refreshed(NAME, saved(INNOCENT_FILE), other).data), project()
    mark = shown_mark(opened(made_anew(other)[0]))
    assert "示例" not in mark
    assert heads(now) == {mark, f"清河县城东片区2026年度土地储备项目{mark}"}
    properties = "".join(now.tree("docProps/core.xml").itertext())
    assert ("清河县城东片区2026年度" in properties, "城西片区" in properties) == (True, False)
    again = opened(refreshed(NAME, now.packed_again(), back).data)
    mark = "".join(shown_mark(opened(made_anew(back)[0])).split())
    assert "示例" in mark
    assert heads(again) == {mark, f"清河县城西片区2025年度土地储备项目{mark}"}


@pytest.mark.slow
def test_a_validator_finds_nothing_in_pages_that_were_turned(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "turned.docx"
    path.write_bytes(refreshed(NAME, at_work(word_of(SAMPLE)), changed(SLOW[0])).data)
    assert [str(finding) for finding in audit.OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.slow
def test_the_commands_say_the_same(tmp_path: Path) -> None:
    """`refresh`, then `audit` of what it wrote with the new project file beside it: the clerk's stale sentence, exit code 5."""
    name = SLOW[0]
    edited, source, out = (tmp_path / place for place in ("改过.docx", "project.toml", "新.docx"))
    edited.write_bytes(saved(INNOCENT_FILE))
    source.write_bytes(changed(name).data)
    assert bondcalc("refresh", edited, source, "--out", out).returncode == 0
    assert out.read_bytes() == done(name).data
    told = bondcalc("audit", out, source, "--json")
    assert told.returncode == 5
    (subject,) = json.loads(told.stdout)["subjects"]
    assert [one["filed"] for one in subject["differences"]] == [STALE_RATIO]


PLANTED = {
    (Cause.TEXT, "66,000.00"),
    (Cause.MISSING, ""),
    (Cause.CHART, "99999"),
    (Cause.HEADS, "利润"),
    (Cause.CONTRADICTS, "25,181.20万元"),
    (Cause.CONTRADICTS, "4.6亿元"),
    (Cause.CONTRADICTS, "6.6亿元"),
    (Cause.CONTRADICTS, "4.4亿元"),
    (Cause.CONTRADICTS, "六亿三千万元"),
    (Cause.CONTRADICTS, "1.56倍"),
    (Cause.CONTRADICTS, "1.99倍"),
}


@pytest.mark.slow
def test_what_is_wrong_in_a_file_that_writer_saved_is_told() -> None:
    """The file was made once: words of the program that moved since are told beside it."""
    found = audited_against(saved(SPOILT_FILE), project())
    assert {(one.cause, one.filed) for one in found.differences} >= PLANTED
    assert Cause.MOVED in {one.cause for one in found.differences}
    assert any("修订" in note for note in found.notes)
    assert any("隐藏" in warning for warning in found.warnings)
