"""Folders as people hand them in: a letter among the filings, files missing, a hash edited, a filing named otherwise."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.result.result import Options
from bondcalc.run import run
from tests.audit.filings import overtyped
from tests.audit.tamper import ROOT, SAMPLE, Ground
from tests.filed_names import EVALUATION, PLAN, REVIEW
from tests.typeset.specimen import own_face

SMALLEST = ROOT / "samples" / "land-reserve" / "project.xlsx"


@pytest.fixture
def folder(ground: Ground, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ground.out, tmp_path / "out"))


@pytest.mark.slow
def test_another_document_among_the_filings_is_said_and_left_alone(folder: Path) -> None:
    letter = pikepdf.new()
    letter.add_blank_page()
    letter.save(folder / "律师函.pdf")
    subject = audit([folder]).subjects[0]
    assert subject.status is Status.BYTES
    assert any("律师函.pdf" in note for note in subject.notes)


def test_files_not_handed_in_are_said(folder: Path) -> None:
    for name in (REVIEW, "schedules.xlsx"):
        (folder / name).unlink()
    subject = audit([folder]).subjects[0]
    assert subject.status is Status.BYTES
    assert any(REVIEW in note and "schedules.xlsx" in note for note in subject.notes)


def test_a_hash_edited_in_the_list_of_hashes_is_found(folder: Path) -> None:
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = [f"{'0' * 64}  {PLAN}" if row.endswith(PLAN) else row for row in sums]
    (folder / "SHA256SUMS").write_text("\n".join(sums) + "\n", encoding="utf-8")
    (found,) = audit([folder]).subjects[0].content
    assert (found.document, found.place, found.cause) == ("SHA256SUMS", PLAN, Cause.MANIFEST)


def test_a_manifest_stands_for_the_folder_it_is_in(folder: Path) -> None:
    assert audit([folder / "manifest.json"]).status is Status.BYTES


@pytest.mark.slow
def test_several_filings_at_once(ground: Ground) -> None:
    found = audit([ground.out / PLAN, ground.out / "schedules.xlsx"])
    assert [subject.name for subject in found.subjects] == [PLAN, "schedules.xlsx"]
    assert found.status is Status.BYTES


def test_attachments_of_one_filing_that_are_missing_are_named(folder: Path) -> None:
    with pikepdf.open(folder / PLAN, allow_overwriting_input=True) as pdf:
        for name in list(pdf.attachments):
            del pdf.attachments[name]
        pdf.save(folder / PLAN)
    content = audit([folder]).subjects[0].content
    assert {one.document for one in content} == {PLAN}
    assert {"manifest.json", "project.xlsx", "schedules.xlsx"} <= {
        one.place for one in content if one.cause is Cause.ATTACHMENT
    }


def test_a_stranger_in_a_pdf_is_named(folder: Path) -> None:
    with pikepdf.open(folder / PLAN, allow_overwriting_input=True) as pdf:
        pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(pdf, b"more")
        pdf.save(folder / PLAN)
    assert (PLAN, "more.txt", Cause.ATTACHMENT) in {
        (one.document, one.place, one.cause) for one in audit([folder]).subjects[0].content
    }


def test_a_filing_under_the_name_of_another_is_known_by_its_title(ground: Ground, tmp_path: Path) -> None:
    shutil.copy(ground.out / REVIEW, tmp_path / PLAN)
    assert audit([tmp_path / PLAN]).status is Status.BYTES


@pytest.mark.slow
def test_other_fonts_are_said_and_with_them_it_is_identical(tmp_path: Path) -> None:
    faces = tmp_path / "fonts"
    faces.mkdir()
    own_face(faces / "a.ttf", "仿宋_GB2312")
    run(SMALLEST, tmp_path / "out", Options(filings=("review",), fonts=faces))
    subject = audit([tmp_path / "out"]).subjects[0]
    assert {one.name.split(".")[0] for one in subject.versions} == {"fonts"}
    assert any("--fonts" in note for note in subject.notes)
    assert audit([tmp_path / "out"], faces).status is Status.BYTES


@pytest.mark.slow
def test_a_workbook_under_a_name_in_another_case_is_audited_and_another_is_said(folder: Path) -> None:
    (folder / "schedules.xlsx").rename(folder / "Schedules.XLSX")
    shutil.copy(SAMPLE, folder / "other.xlsx")
    assert audit([folder]).status is Status.BYTES
    change = overtyped(folder / "Schedules.XLSX")
    subject = audit([folder]).subjects[0]
    assert change.places[0] in {one.place for one in subject.content}
    assert any("other.xlsx" in note for note in subject.notes)


def test_hashes_as_other_tools_write_them_are_read(folder: Path) -> None:
    rows = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    rows = [f"{row[:64].upper()} *./{row[66:]}" for row in rows]
    (folder / "SHA256SUMS").write_text("\n".join(rows) + "\n", encoding="utf-8")
    subject = audit([folder]).subjects[0]
    assert subject.content == ()
    (folder / "SHA256SUMS").write_text("\n".join([f"{'0' * 64} *./{PLAN}"]) + "\n", encoding="utf-8")
    assert [one.place for one in audit([folder]).subjects[0].content] == [PLAN]


def test_a_folder_named_like_a_filing_is_passed_over(folder: Path) -> None:
    (folder / "x.pdf").mkdir()
    assert audit([folder]).status is Status.BYTES


def test_a_filing_with_another_name_and_title_is_known_by_what_is_left(folder: Path) -> None:
    with pikepdf.open(folder / PLAN) as pdf:
        pdf.docinfo["/Subject"] = "x"
        pdf.save(folder / "renamed.pdf")
    (folder / PLAN).unlink()
    content = audit([folder]).subjects[0].content
    assert {(one.document, one.place, one.cause) for one in content} == {("renamed.pdf", "文件信息 主题", Cause.TEXT)}


def test_dot_files_and_strangers_are_passed_over_and_the_rest_is_audited(folder: Path) -> None:
    for name in ("._plan.pdf", ".DS_Store", ".review.pdf", "~$schedules.xlsx", "扫描件.pdf"):
        (folder / name).write_bytes(b"\0\5\x16\7 no such file")
    subject = audit([folder]).subjects[0]
    assert subject.status is Status.BYTES
    assert any("扫描件.pdf" in note for note in subject.notes)
    assert not any("._plan.pdf" in note or "~$" in note for note in subject.notes)


def test_a_folder_of_filings_with_strangers_beside_them(folder: Path) -> None:
    above = folder.parent
    (above / "会议纪要.pdf").write_bytes(b"not a pdf")
    for name in (".git", "__MACOSX", "网站"):
        (above / name).mkdir()
        (above / name / "manifest.json").write_text('{"name": "another program"}', encoding="utf-8")
    found = audit([above])
    assert [Path(subject.name).name for subject in found.subjects] == ["out"]
    assert found.status is Status.BYTES


@pytest.mark.slow
def test_a_filing_made_from_its_own_workbook(folder: Path, tmp_path: Path) -> None:
    """The input is attached under a name of its own, whatever the case its name is written in."""
    source = folder / "Schedules.XLSX"
    (folder / "schedules.xlsx").rename(source)
    run(source, tmp_path / "again", Options(filings=("review",)))
    with pikepdf.open(tmp_path / "again" / REVIEW) as pdf:
        assert sorted(pdf.attachments) == ["input-Schedules.XLSX", "manifest.json", "schedules.xlsx"]
    found = audit([tmp_path / "again", tmp_path / "again" / REVIEW])
    assert [subject.status for subject in found.subjects] == [Status.BYTES, Status.BYTES]


def rewritten(folder: Path, change: Callable[[str], bytes]) -> None:
    path = folder / "manifest.json"
    path.write_bytes(change(path.read_text(encoding="utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("gb18030"),
        lambda text: json.dumps(json.loads(text), sort_keys=True).encode(),
    ],
    ids=["crlf", "mark", "utf-16", "gb18030", "sorted"],
)
def test_a_manifest_saved_by_an_editor_is_form_and_no_filing_is_blamed(
    folder: Path, change: Callable[[str], bytes]
) -> None:
    rewritten(folder, change)
    subject = audit([folder]).subjects[0]
    assert subject.status is Status.CONTENT
    assert {one.document for one in subject.differences} == {"manifest.json"}
    assert {one.name for one in subject.documents if one.status is not Status.BYTES} == {"manifest.json"}


@pytest.mark.parametrize(
    "change",
    [lambda text: text.replace("\n", "\r\n").encode(), lambda text: text.encode("gb18030")],
    ids=["crlf", "gb18030"],
)
def test_nor_is_the_disclosure_when_no_other_manifest_is_at_hand(folder: Path, change: Callable[[str], bytes]) -> None:
    rewritten(folder, change)
    for name in (PLAN, EVALUATION, REVIEW):
        (folder / name).unlink()
    (folder / "project.xlsx").write_bytes(SAMPLE.read_bytes())
    subject = audit([folder]).subjects[0]
    assert {one.document for one in subject.differences} == {"manifest.json"}
    assert subject.content == ()


def said(folder: Path) -> str:
    subject = audit([folder]).subjects[0]
    assert subject.content == ()
    return "\n".join(subject.notes)


@pytest.mark.slow
def test_a_list_of_hashes_that_is_missing_empty_recoded_doubled_or_silent_says_so(folder: Path) -> None:
    path = folder / "SHA256SUMS"
    text = path.read_text(encoding="utf-8")
    assert "SHA256SUMS" not in said(folder)
    path.write_bytes(text.encode("utf-16"))
    assert "UTF-16" in said(folder)
    assert "不能与" not in said(folder)
    path.write_text(text + text.splitlines()[1] + "\nabc\n", encoding="utf-8")
    assert f"重复列有：{text.splitlines()[1][66:]}" in said(folder)
    assert "有1行不是校验值" in said(folder)
    path.write_text("".join(row for row in text.splitlines(keepends=True) if "review" not in row), encoding="utf-8")
    assert f"没有列出：{REVIEW}" in said(folder)
    path.write_text("", encoding="utf-8")
    assert "没有校验值" in said(folder)
    path.unlink()
    assert "没有SHA256SUMS" in said(folder)


def test_hashes_in_utf_16_are_held_against_the_files(folder: Path) -> None:
    path = folder / "SHA256SUMS"
    rows = path.read_text(encoding="utf-8").splitlines()
    rows = [f"{'1' * 64}  {row[66:]}" if row.endswith(EVALUATION) else row for row in rows]
    path.write_bytes("\r\n".join(rows).encode("utf-16"))
    assert [(one.document, one.place) for one in audit([folder]).subjects[0].content] == [("SHA256SUMS", EVALUATION)]


@pytest.mark.slow
def test_two_hashes_of_one_file_are_a_difference(folder: Path) -> None:
    path = folder / "SHA256SUMS"
    path.write_text(path.read_text(encoding="utf-8") + f"{'2' * 64}  {PLAN}\n", encoding="utf-8")
    assert [(one.document, one.place) for one in audit([folder]).subjects[0].content] == [("SHA256SUMS", PLAN)]


def test_copies_inside_and_other_project_files_are_named_as_not_audited(folder: Path) -> None:
    (folder / "旧稿" / "一稿").mkdir(parents=True)
    shutil.copy(folder / PLAN, folder / "旧稿" / "一稿" / PLAN)
    (folder / "project.toml").write_text("[project]\nname = 'other'\n", encoding="utf-8")
    shutil.copy(SAMPLE, folder / "录入.xlsm")
    notes = said(folder)
    assert f"旧稿/一稿/{PLAN}" in notes
    assert "project.toml" in notes
    assert "录入.xlsm" in notes


@pytest.mark.slow
@pytest.mark.parametrize("name", ["PLAN.pdf", "plan(2).pdf", "schedules.xlsm"])
def test_what_bears_a_filing_s_own_name_is_never_passed_over(folder: Path, name: str) -> None:
    letter = pikepdf.new()
    letter.add_blank_page()
    letter.save(folder / name)
    subject = audit([folder]).subjects[0]
    assert name in {one.document for one in subject.content}
