"""What is posted: the disclosure carries no file, public copies carry nothing and name nobody, and both are audited with the folder."""

import io
import json
import shutil
from pathlib import Path

import pikepdf
import pytest

from bondcalc import publish as publishing
from bondcalc.audit import examine
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Audit, ExaminedFile, Status, Subject
from bondcalc.audit.pdf.pages import compare_pdf
from bondcalc.data import digest
from bondcalc.problem import Exit, FileError
from bondcalc.publish import publish
from bondcalc.result.result import Options
from bondcalc.run import run
from bondcalc.seal.public import public_copy
from tests.audit.tamper import OTHER, SAMPLE, Ground
from tests.commands import bondcalc
from tests.filed_names import DISCLOSURE, EVALUATION, PLAN, REVIEW
from tests.shared import Shared

MINE = "张三 C:\\Users\\zhangsan"


@pytest.fixture(scope="module")
def public(ground: Ground, shared: Shared) -> Path:
    out = shared.folder("audit-public", lambda folder: publish(ground.out, folder / "copies")) / "copies"
    assert len(list(out.glob("*.pdf"))) == 4
    return out


def test_the_disclosure_carries_only_the_hash_of_the_manifest(ground: Ground) -> None:
    with pikepdf.open(ground.out / DISCLOSURE) as pdf:
        assert list(pdf.attachments) == []
        assert "/AF" not in pdf.Root
        stated = str(pdf.docinfo["/Keywords"])
    assert stated.endswith(digest((ground.out / "manifest.json").read_bytes()))


def test_alone_it_says_what_it_needs(ground: Ground) -> None:
    with pytest.raises(FileError, match=r"disclosure-draft\.pdf没有附带录入文件，.*连同项目文件或输出文件夹"):
        audit([ground.out / DISCLOSURE])


def test_a_copy_has_the_same_bytes_whatever_the_process_wrote_before() -> None:
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pdf.make_stream(b"".join(b"%d %d m\n" % (number, number**2 % 97) for number in range(2000)))
        pdf.save(stream, compress_streams=False)
    copies = set()
    for level in (1, 9):
        pikepdf.settings.set_flate_compression_level(level)
        copies.add(public_copy(stream.getvalue(), "0" * 64))
    assert len(copies) == 1


def test_a_monitoring_is_internal_and_never_published(tmp_path: Path) -> None:
    """Its reports are filings to an audit as well; what of it is posted stands in a folder of its own."""
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7")
    record = {"program": "bondcalc", "kind": "monitoring"}
    (tmp_path / "chain.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(FileError, match=r"内部资料.*published文件夹"):
        publish(tmp_path, tmp_path / "公开")
    assert not (tmp_path / "公开").exists()


def test_what_differs_is_not_published_and_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command ends with what stands in the way, and with what to do."""
    differing = ExaminedFile(PLAN, Status.DIFFERENT)
    subject = Subject("out", "甲", "2021-05-01", "2021-05-01", (differing,), (), ())
    made = publishing.Published(Audit((subject,)), (), ())
    monkeypatch.setattr(publishing, "publish", lambda *_, **__: made)
    ended = bondcalc("publish", str(tmp_path), "--out", str(tmp_path / "公开"))
    assert ended.returncode == Exit.DIFFERENCE
    assert "没有生成" in ended.stderr
    assert "bondcalc run" in ended.stderr


@pytest.mark.slow
def test_with_the_project_file_or_the_folder_it_is_identical(ground: Ground) -> None:
    for beside in (SAMPLE, ground.out, ground.out / PLAN):
        found = audit([ground.out / DISCLOSURE, beside])
        assert found.subjects[0].name == DISCLOSURE
        assert found.status is Status.BYTES


@pytest.mark.slow
def test_with_the_file_of_another_project_it_differs(ground: Ground) -> None:
    assert audit([ground.out / DISCLOSURE, OTHER]).subjects[0].content


@pytest.mark.slow
def test_made_alone_and_in_english_the_hash_is_still_found(tmp_path: Path) -> None:
    run(SAMPLE, tmp_path / "out", Options(filings=("disclosure",), language="en"))
    assert audit([tmp_path / "out" / DISCLOSURE, SAMPLE]).status is Status.BYTES


@pytest.mark.slow
def test_another_hash_is_told_with_the_folder_and_unconfirmed_without(ground: Ground, tmp_path: Path) -> None:
    with pikepdf.open(ground.out / DISCLOSURE) as pdf:
        words = str(pdf.docinfo["/Keywords"])
        pdf.docinfo["/Keywords"] = words[:-1] + ("0" if words[-1] != "0" else "1")
        pdf.save(tmp_path / DISCLOSURE)
    assert audit([tmp_path / DISCLOSURE, ground.out]).subjects[0].content
    assert audit([tmp_path / DISCLOSURE, SAMPLE]).status is not Status.BYTES


def test_public_copies_carry_nothing_and_show_the_same(ground: Ground, public: Path) -> None:
    for path in sorted(public.glob("*.pdf")):
        original = (ground.out / path.name).read_bytes()
        assert not [one for one in compare_pdf(path.name, path.read_bytes(), original, []) if one.sheet]
        with pikepdf.open(path) as pdf:
            assert list(pdf.attachments) == []
            assert "/Author" not in pdf.docinfo
            assert b"dc:creator" not in pdf.Root.Metadata.read_bytes()


@pytest.mark.slow
def test_public_copies_are_identical_with_the_folder_and_with_the_project_file(ground: Ground, public: Path) -> None:
    assert audit([public, ground.out]).status is Status.BYTES
    assert audit([public / REVIEW, public / PLAN, SAMPLE]).status is Status.BYTES


def test_a_changed_public_copy_is_found(ground: Ground, public: Path, tmp_path: Path) -> None:
    with pikepdf.open(public / EVALUATION) as pdf:
        pdf.pages[2].Contents = pdf.pages[1].Contents
        pdf.save(tmp_path / EVALUATION)
    assert audit([tmp_path / EVALUATION, ground.out]).subjects[0].content


@pytest.mark.slow
def test_what_other_programs_left_in_a_filing_is_not_published(ground: Ground, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ground.out, tmp_path / "out"))
    (folder / "SHA256SUMS").unlink()
    with pikepdf.open(folder / PLAN, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/SourceModified"] = MINE
        pdf.Root.PieceInfo = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=pikepdf.String(MINE)))
        pdf.pages[0].PieceInfo = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=pikepdf.String(MINE)))
        pdf.save(folder / PLAN)
    assert publish(folder, tmp_path / "public").names
    stream = io.BytesIO()
    with pikepdf.open(tmp_path / "public" / PLAN) as pdf:
        pdf.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    assert bytes(pikepdf.String(MINE)) not in stream.getvalue()


@pytest.mark.slow
def test_a_folder_is_rerun_once_and_what_is_kept_is_named(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reruns: list[str] = []
    once = examine.rerun
    monkeypatch.setattr(
        examine, "rerun", lambda file, *more, **named: (reruns.append(file.name), once(file, *more, **named))[1]
    )
    (tmp_path / "公开").mkdir()
    (tmp_path / "公开" / "函.txt").write_text("函", encoding="utf-8")
    done = bondcalc("publish", ground.out, "--out", tmp_path / "公开", "--replace")
    assert done.returncode == 0
    assert len(reruns) == 1
    (kept,) = tmp_path.glob("公开-原有-*")
    assert f"已改名保留：{kept.name}（" in done.stdout
    assert f"注意：{DISCLOSURE}、{EVALUATION}、{PLAN}是草稿，补齐、改正前不应公开。" in done.stdout


def test_a_copy_that_shows_another_page_is_not_published(
    ground: Ground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoiled(data: bytes, stated: str) -> bytes:
        stream = io.BytesIO()
        with pikepdf.open(io.BytesIO(public_copy(data, stated))) as pdf:
            pdf.pages[2].Contents = pdf.pages[1].Contents
            pdf.save(stream)
        return stream.getvalue()

    monkeypatch.setattr(publishing, "public_copy", spoiled)
    with pytest.raises(FileError, match="公开副本和原件不一致"):
        publish(ground.out, tmp_path / "public")
    assert not (tmp_path / "public").exists()


@pytest.mark.slow
def test_a_folder_that_differs_is_not_published(ground: Ground, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ground.out, tmp_path / "out"))
    shutil.copy(folder / REVIEW, folder / PLAN)
    (folder / "schedules.xlsx").write_bytes(ground.other["schedules.xlsx"])
    made = publish(folder, tmp_path / "public")
    assert made.names == ()
    assert made.audit.differs
    assert not (tmp_path / "public").exists()
