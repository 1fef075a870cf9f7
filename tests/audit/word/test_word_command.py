"""`bondcalc audit X.docx [PROJECT]`: where the input comes from, exit codes, files that nobody can read, a Word file in a folder."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from tests.audit.word.edits import WordFile, edited, paragraph
from tests.audit.word.word_case import word_of
from tests.commands import bondcalc
from tests.samples import SAMPLES

PLACE = "land-reserve"
PROJECT = SAMPLES / PLACE / "project.toml"


def put(folder: Path, data: bytes, name: str = "方案（修改稿）.docx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def without_input(data: bytes) -> bytes:
    """Drop the part that holds the input, as an editor does."""
    file = WordFile(data)
    file.parts[file.named(b"<input xmlns")] = b"<gone/>"
    return file.saved()


def lying(data: bytes) -> bytes:
    file = WordFile(data)
    file.body.insert(30, paragraph("本息覆盖倍数达到3.3倍。"))
    return file.saved()


@pytest.mark.slow
def test_a_file_as_written_is_the_same_to_the_byte_under_any_name(tmp_path: Path) -> None:
    done = bondcalc("audit", put(tmp_path, word_of(PLACE)))
    assert done.returncode == 0
    assert "逐字节一致" in done.stdout


@pytest.mark.slow
def test_a_file_saved_again_has_the_same_content(tmp_path: Path) -> None:
    done = bondcalc("audit", put(tmp_path, WordFile(word_of(PLACE)).saved()))
    assert done.returncode == 0
    assert "内容一致" in done.stdout


@pytest.mark.slow
def test_a_lie_ends_with_exit_code_5_and_stands_in_the_json(tmp_path: Path) -> None:
    done = bondcalc("audit", put(tmp_path, lying(word_of(PLACE))), "--json")
    assert done.returncode == 5
    (told,) = [one for one in json.loads(done.stdout)["subjects"][0]["differences"] if one["cause"] == "contradicts"]
    assert told["filed"] == "3.3倍"


@pytest.mark.slow
def test_a_file_that_lost_its_input_asks_for_the_project(tmp_path: Path) -> None:
    path = put(tmp_path, without_input(word_of(PLACE)))
    assert bondcalc("audit", path).returncode not in {0, 5}
    assert bondcalc("audit", path, PROJECT).returncode == 0


@pytest.mark.slow
def test_a_project_beside_is_what_a_file_is_held_against(tmp_path: Path) -> None:
    done = bondcalc("audit", put(tmp_path, word_of(PLACE)), SAMPLES / "anping-water" / "project.toml")
    assert done.returncode == 5
    assert "另一份录入文件" in done.stdout


@pytest.mark.slow
def test_a_word_file_in_a_folder_is_audited_with_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert bondcalc("run", PROJECT, "--out", out, "--docx", "--filing", "evaluation").returncode == 0
    assert bondcalc("audit", out).returncode == 0
    (word,) = out.glob("*.docx")
    word.write_bytes(lying(word.read_bytes()))
    done = bondcalc("audit", out)
    assert done.returncode == 5
    assert "3.3倍" in done.stdout


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def bombed(data: bytes) -> bytes:
    """An entity that grows without end in the text."""
    file = WordFile(data)
    inside = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as package:
        for name, part in file.parts.items():
            package.writestr(name, inside.encode() if name == "word/document.xml" else part)
    return saved.getvalue()


def bare(data: bytes) -> bytes:
    """A package without its text."""
    return packed(word__other_xml=data[:10])


def astray(data: bytes) -> bytes:
    """A part whose name leads out of the package."""
    del data
    return packed(**{"..__..__etc_xml": b"<x/>"})


@pytest.mark.parametrize(
    "spoil", [bombed, bare, astray, lambda data: data[:200], lambda data: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data]
)
def test_what_nobody_can_read_is_one_message(tmp_path: Path, spoil) -> None:
    done = bondcalc("audit", put(tmp_path, spoil(word_of(PLACE)), "plan.docx"))
    assert done.returncode not in {0, 5}
    assert len(done.stderr.strip().splitlines()) <= 2
    assert "Traceback" not in done.stderr + done.stdout


def test_somebody_elses_document_is_told_as_such(tmp_path: Path) -> None:
    file = WordFile(edited("bookmarks_stripped", word_of(PLACE)))
    for node in [*file.tree.iter("{*}sdt"), *file.tree.iter("{*}drawing")]:
        node.getparent().remove(node)
    for name in [name for name in file.parts if name.startswith("customXml/item")]:
        file.parts[name] = b"<gone/>"
    done = bondcalc("audit", put(tmp_path, file.saved()))
    assert done.returncode not in {0, 5}
    assert "不是本程序生成的Word文件" in done.stderr + done.stdout
