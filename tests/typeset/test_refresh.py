"""New figures in Word filings that were edited: the editor's words stay, all else follows, and a second time changes nothing."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from bondcalc.data import digest
from bondcalc.filings.draw import write, written_in_word
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.problem import FileError
from bondcalc.refresh import Refreshed, refresh, refreshed
from bondcalc.run import compute
from bondcalc.typeset.word.docx_names import bookmark
from bondcalc.typeset.word.opened import WordPackage, open_package
from bondcalc.typeset.word.read_blocks import blocks_of
from bondcalc.typeset.word.read_controls import W, carried_in, controls_of, record_of, store_of
from tests.outside import converted
from tests.samples import SAMPLES

TEXT = (SAMPLES / "land-reserve" / "project.toml").read_text(encoding="utf-8")
CLERK = "经办人补充：本项目已列入年度计划。"
Edit = Callable[[etree._Element], None]


def project(*changes: tuple[str, str]) -> ProjectFile:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return ProjectFile("project.toml", text.encode())


def coupon() -> tuple[str, str]:
    line = next(line for line in TEXT.splitlines() if line.startswith("coupon = "))
    return line, 'coupon = "2.9%"'


@cache
def filed(file: ProjectFile, filing: str = "plan") -> bytes:
    result = compute(read_bytes(file.name, file.data))
    origin = Origin({file.name: digest(file.data)}, options={"docx": True})
    return written_in_word(write(result, filing, origin), filing, file, result, origin)


def edited(*edits: Edit) -> bytes:
    package = open_package("plan.docx", filed(project()))
    for edit in edits:
        edit(package.body)
    return package.packed_again()


def words_of(data: bytes) -> dict[str, str]:
    return {name: block.words for name, block in blocks_of(open_package("x.docx", data)).items()}


def figures_of(data: bytes) -> list[tuple[str, str]]:
    return [(control.key, control.text) for control in controls_of(open_package("x.docx", data))]


def marked(body: etree._Element, name: str) -> etree._Element:
    mark = next(mark for mark in body.iter(f"{W}bookmarkStart") if mark.get(f"{W}name") == name)
    return next(mark.iterancestors(f"{W}tbl" if name[4] == "t" else f"{W}p"))


def paragraph(name: str) -> str:
    return bookmark("p", name)


def a_paragraph_with_a_number() -> str:
    return next(name for name, words in words_of(filed(project())).items() if name[4] == "p" and "{" in words)


def append_clerk(body: etree._Element, name: str = "") -> None:
    element = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>{CLERK}</w:t></w:r></w:p>'.encode())
    marked(body, name or a_paragraph_with_a_number()).addnext(element)


def reword(name: str) -> Edit:
    def change(body: etree._Element) -> None:
        text = next(
            text for text in marked(body, name).iter(f"{W}t") if not any(True for _ in text.iterancestors(f"{W}sdt"))
        )
        text.text = "改写：" + (text.text or "")

    return change


def delete(name: str) -> Edit:
    def change(body: etree._Element) -> None:
        element = marked(body, name)
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)

    return change


@pytest.mark.slow
def test_an_untouched_filing_of_the_same_project_is_left_alone() -> None:
    done = refreshed("plan.docx", filed(project()), project())
    assert (done.figures.changed, done.blocks.renewed, done.blocks.added, done.blocks.removed) == (0, [], [], [])
    assert words_of(done.data) == words_of(filed(project()))


@pytest.mark.slow
def test_another_coupon_gives_what_a_run_of_it_writes_and_a_second_time_changes_nothing() -> None:
    other = project(coupon())
    done = refreshed("plan.docx", filed(project()), other)
    assert done.figures.changed > 20
    assert sorted(figures_of(done.data)) == sorted(figures_of(filed(other)))
    assert words_of(done.data) == words_of(filed(other))
    package, fresh = open_package("x.docx", done.data), open_package("x.docx", filed(other))
    assert store_of(package) == store_of(fresh)
    assert carried_in(package) == {"project.toml": other.data}
    again = refreshed("plan.docx", done.data, other)
    assert again.figures.changed == 0
    assert again.data == done.data
    ids = [element.get(f"{W}val") for element in package.body.iter(f"{W}id")]
    assert len(set(ids)) == len(ids)


@pytest.mark.slow
def test_a_validator_finds_nothing_in_what_was_refreshed(tmp_path: Path) -> None:
    audit = pytest.importorskip("openxml_audit")
    path = tmp_path / "y.docx"
    path.write_bytes(refreshed("plan.docx", edited(append_clerk), project(coupon())).data)
    assert [str(finding) for finding in audit.OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.slow
def test_what_the_editor_wrote_and_moved_and_deleted_stays() -> None:
    first = a_paragraph_with_a_number()
    other = project(coupon())
    gone = next(name for name in words_of(filed(project())) if name[4] == "u")
    done = refreshed("plan.docx", edited(append_clerk, reword(first), delete(gone)), other)
    text = "".join(open_package("x.docx", done.data).body.itertext())
    assert CLERK in text
    words = words_of(done.data)
    assert words[first].startswith("改写：")
    assert gone not in words
    assert len(done.blocks.left_out) == 1
    wanted = dict(figures_of(filed(other)))
    assert all(wanted[key] == text for key, text in figures_of(done.data))
    assert refreshed("plan.docx", done.data, other).data == done.data


@pytest.mark.slow
def test_a_sentence_changed_on_both_sides_stands_and_is_told_once() -> None:
    other = project(("清河县城西片区", "清河县城东片区"))
    before, after = words_of(filed(project())), words_of(filed(other))
    name = next(name for name in after if name[4] == "p" and name in before and before[name] != after[name])
    done = refreshed("plan.docx", edited(reword(name)), other)
    assert len(done.blocks.kept) == 1
    assert words_of(done.data)[name].startswith("改写：")
    assert "城西" in words_of(done.data)[name]
    assert {one: text for one, text in words_of(done.data).items() if one != name} == {
        one: text for one, text in after.items() if one != name
    }
    again = refreshed("plan.docx", done.data, other)
    assert (again.blocks.kept, again.data) == ([], done.data)


def type_over(body: etree._Element) -> None:
    control = next(body.iter(f"{W}sdt"))
    control = next(sdt for sdt in body.iter(f"{W}sdt") if sdt.find(f"{W}sdtPr/{W}dataBinding") is not None)
    for text in control.iter(f"{W}t"):
        text.text = "39,000.00"


@pytest.mark.slow
def test_a_figure_typed_over_is_told_and_put_right() -> None:
    done = refreshed("plan.docx", edited(type_over), project())
    assert [text for _, text in done.figures.typed_over] == ["39,000.00"]
    assert figures_of(done.data) == figures_of(filed(project()))


def test_strange_files_are_refused(tmp_path: Path) -> None:
    package = open_package("plan.docx", filed(project()))
    part = package.travelling("record")
    assert part is not None
    package.put(part, b"<x/>")
    with pytest.raises(FileError, match="不是本程序生成"):
        refreshed("plan.docx", package.packed_again(), project())
    there = tmp_path / "plan.docx"
    there.write_bytes(filed(project()))
    with pytest.raises(FileError, match="已存在"):
        refresh(there, SAMPLES / "land-reserve" / "project.toml", there)
    assert there.read_bytes() == filed(project())


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


GIGABYTE = 1 << 30


def with_a_gigabyte(data: bytes, declared: int) -> bytes:
    """Put a part beside the others that unpacks to a gigabyte, whatever it says of its size."""
    part, step = "word/media/large.bin", 1 << 20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(b"0" * step) + packer.flush(zlib.Z_FULL_FLUSH)
    deflated = once * (GIGABYTE // step) + packer.flush()
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as package:
        package.writestr(part, deflated)
    packed = bytearray(stream.getvalue())
    # The method and the unpacked size, in the head of the part and in the list of parts.
    for head, method, size in ((b"PK\x03\x04", 8, 22), (b"PK\x01\x02", 10, 24)):
        at = packed.rindex(head)
        packed[at + method : at + method + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
        packed[at + size : at + size + 4] = struct.pack("<I", declared)
    return bytes(packed)


@pytest.mark.parametrize(
    "declared", [*(pytest.param(size, marks=pytest.mark.slow) for size in (GIGABYTE, 200 * 1024 * 1024)), 1000]
)
def test_a_part_of_a_gigabyte_gives_one_clear_message_whatever_it_says_of_its_size(declared: int) -> None:
    data = with_a_gigabyte(filed(project()), declared)
    assert len(data) < 4 * 1024 * 1024
    tracemalloc.start()
    with pytest.raises(FileError) as refusal:
        refreshed("来文.docx", data, project())
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "来文.docx" in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert most < GIGABYTE // 4


BOMB = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]><x>&b;</x>'
TEXT_PART = "word/document.xml"
HOSTILE: dict[str, Callable[[dict[str, bytes]], dict[str, bytes]]] = {
    "an entity bomb": lambda sound: {**sound, TEXT_PART: BOMB},
    "no text": lambda sound: {name: data for name, data in sound.items() if name != TEXT_PART},
    "a part outside": lambda sound: {**sound, "../x.xml": b"<x/>"},
    "a part of the same name": lambda sound: {**sound, TEXT_PART.upper(): b"<x/>"},
    "a huge part": lambda sound: {**sound, "word/media/x.xml": b" " * (65 * 1024 * 1024)},
    "parts that are huge together": lambda sound: (
        sound | dict.fromkeys((f"word/media/{at}.bin" for at in range(5)), b" " * (60 * 1024 * 1024))
    ),
    "no XML": lambda sound: {**sound, TEXT_PART: b"<w:document"},
    "many parts": lambda sound: {**sound, **{f"x/{at}.xml": b"<x/>" for at in range(2100)}},
}
"""What is made of the parts of a sound file."""


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_gives_one_clear_message(kind: str) -> None:
    data = zipped(HOSTILE[kind](dict(open_package("plan.docx", filed(project())).parts)))
    with pytest.raises(FileError) as refusal:
        open_package("来文.docx", data)
    assert "来文.docx" in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, b"%PDF-1.7"])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    with pytest.raises(FileError):
        open_package("x.docx", data)


def package_of(data: bytes) -> WordPackage:
    return open_package("x.docx", data)


@pytest.mark.slow
@pytest.mark.outside
def test_a_filing_saved_by_another_editor_is_read_and_refreshed(tmp_path: Path) -> None:
    """The review, over which Writer takes half of what it takes over the plan."""
    made = filed(project(), "review")
    package, source = package_of(made), tmp_path / "plan.docx"
    names = [name for name, block in blocks_of(package).items() if block.kind == "paragraph" and "{" in block.words]
    append_clerk(package.body, names[0])
    source.write_bytes(package.packed_again())
    (tmp_path / "saved").mkdir()
    converted("docx:MS Word 2007 XML", tmp_path / "saved", source)
    saved = (tmp_path / "saved" / "plan.docx").read_bytes()
    was = package_of(made)
    record = record_of(package_of(saved))
    assert record is not None
    assert {name: block.sha256 for name, block in blocks_of(package_of(saved)).items()} == {
        name: block.sha256 for name, block in record.blocks.items()
    }
    assert store_of(package_of(saved)) == store_of(was)
    assert figures_of(saved) == figures_of(made)
    other = project(coupon())
    done: Refreshed = refreshed("plan.docx", saved, other)
    assert not done.figures.typed_over
    assert words_of(done.data) == words_of(filed(other, "review"))
    assert CLERK in "".join(package_of(done.data).body.itertext())
    assert refreshed("plan.docx", done.data, other).data == done.data
    locked = [control.element.find(f"{W}sdtPr/{W}lock") for control in controls_of(package_of(done.data))]
    assert all(lock is not None for lock in locked)
