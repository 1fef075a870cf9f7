"""Word files of an output folder: listed, audited to the byte, published without the input."""

import io
import zipfile
from pathlib import Path

import pytest

from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.publish import publish
from bondcalc.result.result import Options
from bondcalc.run import run
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_blocks import blocks_of
from bondcalc.typeset.word.read_controls import carried_in, controls_of
from tests.samples import SAMPLES
from tests.shared import Shared

SOURCE = SAMPLES / "land-reserve" / "project.toml"


@pytest.fixture(scope="session")
def folder(shared: Shared) -> Path:
    chosen = Options(filings=("plan", "disclosure"), docx=True)
    return shared.folder("word-folder", lambda place: run(SOURCE, place / "out", chosen)) / "out"


def copied(folder: Path, target: Path) -> Path:
    target.mkdir()
    for path in folder.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


def words(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.docx"))


@pytest.mark.slow
def test_word_files_are_listed_audited_and_written_over(folder: Path, tmp_path: Path) -> None:
    assert [path.name.split(".")[0].split("-")[0] for path in words(folder)] == ["disclosure", "plan"]
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    assert all(path.name in sums for path in words(folder))
    (subject,) = audit([folder]).subjects
    status = {file.name: file.status for file in subject.documents}
    assert {status[path.name] for path in words(folder)} == {Status.BYTES}
    again = copied(folder, tmp_path / "again")
    run(SOURCE, again, Options(filings=("plan",)))
    assert not words(again)


@pytest.mark.slow
def test_a_word_file_with_another_figure_is_found(folder: Path, tmp_path: Path) -> None:
    changed = copied(folder, tmp_path / "changed")
    path = words(changed)[-1]
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name,
                data.replace(b'<w:t xml:space="preserve">', b'<w:t xml:space="preserve">9', 1)
                if name == "word/document.xml"
                else data,
            )
    path.write_bytes(stream.getvalue())
    found = audit([changed])
    assert found.differs
    assert any(one.document == path.name for one in found.subjects[0].differences)


@pytest.mark.slow
def test_a_public_copy_has_the_same_text_and_no_input(folder: Path, tmp_path: Path) -> None:
    publish(folder, tmp_path / "public")
    for path in words(folder):
        was = open_package(path.name, path.read_bytes())
        now = open_package(path.name, (tmp_path / "public" / path.name).read_bytes())
        assert bool(carried_in(was)) == path.name.startswith("plan")
        assert carried_in(now) == {}
        assert b"creator" not in now.parts["docProps/core.xml"]
        assert not [part for part in now.parts.values() if SOURCE.read_bytes()[:40] in part]
        assert [(one.key, one.text) for one in controls_of(now)] == [(one.key, one.text) for one in controls_of(was)]
        assert {n: b.sha256 for n, b in blocks_of(now).items()} == {n: b.sha256 for n, b in blocks_of(was).items()}
        linked = {link.part for link in now.links(now.main).values()}
        assert linked <= now.parts.keys()
