"""Files that are not what they seem are refused in one sentence, quickly, and nothing of them is opened."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bondcalc.inputs.read import load, read_bytes
from bondcalc.problem import FileError
from tests.commands import bondcalc
from tests.inputs.filled import SAMPLE, Filled
from tests.twins import with_part_added

ROOT = Path(__file__).parent.parent.parent
GOOD = (SAMPLE / "project.xlsx").read_bytes()


def rezipped(change: Callable[[str, bytes], bytes], extra: dict[str, bytes] | None = None) -> bytes:
    """The sample's workbook with changed or added parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in given.namelist():
            taken.writestr(name, change(name, given.read(name)))
        for name, data in (extra or {}).items():
            taken.writestr(name, data, compresslevel=1)
    return buffer.getvalue()


def same(_: str, data: bytes) -> bytes:
    return data


def entity(name: str, data: bytes) -> bytes:
    if name != "xl/worksheets/sheet2.xml":
        return data
    return data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1)


def endless(name: str, data: bytes) -> bytes:
    """One sheet whose last cell stands in row 10,000,000 or so: rows in between are padded by readers."""
    if name != "xl/worksheets/sheet3.xml":
        return data
    return data.replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def word() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("[Content_Types].xml", b"<Types/>")
        made.writestr("word/document.xml", b"<document/>")
    return buffer.getvalue()


CASES: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "zip bomb": ("project.xlsx", lambda: rezipped(same, {"xl/media/blank.bin": b"\0" * 250_000_000}), "解压"),
    "entities": ("project.xlsx", lambda: rezipped(entity), "实体"),
    "ten million rows": ("project.xlsx", lambda: rezipped(endless), "行"),
    "password": ("project.xlsx", encrypted(), "密码"),
    "old Excel": ("project.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".xls"),
    "CSV": ("project.xlsx", "名称,金额\n道路,5670\n".encode(), "CSV"),
    "PDF": ("project.xlsx", b"%PDF-1.7\n", "PDF"),
    "Word": ("project.xlsx", word, "Word"),
    "truncated": ("project.xlsx", GOOD[: len(GOOD) // 2], "损坏"),
    "empty": ("project.xlsx", b"", "空文件"),
    "picture": ("project.png", b"\x89PNG\r\n\x1a\n", "Excel"),
    "GBK text": ("project.toml", "名称 = '示例'".encode("gbk"), "UTF-8"),
    "not TOML": ("project.toml", b"[project\nname = 1", "TOML"),
}


@pytest.mark.parametrize("kind", list(CASES))
def test_refused_in_one_sentence(kind: str) -> None:
    name, data, said = CASES[kind]
    with pytest.raises(FileError) as caught:
        read_bytes(name, data if isinstance(data, bytes) else data())
    text = str(caught.value)
    assert said in text
    assert name in text
    assert text.count("。") == 1
    assert "\n" not in text


def doubled() -> bytes:
    """The bonds' sheet a second time, with another coupon: some programs take the first, some the last."""
    name = "xl/worksheets/sheet7.xml"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as parts:
        content = parts.read(name).replace(b"<v>0.035</v>", b"<v>0.030</v>")
    return with_part_added(GOOD, name, content)


def doubled_in_another_case() -> bytes:
    return rezipped(same, {"xl/Worksheets\\Sheet7.xml": b"<worksheet/>"})


def before() -> bytes:
    return b"#!/bin/sh\n" + GOOD


def between() -> bytes:
    """Bytes between the first part and the second, all offsets put right."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as parts:
        second, start = sorted(entry.header_offset for entry in parts.infolist())[1], parts.start_dir
    more = b"PK hidden"
    shifted = bytearray(GOOD[:second] + more + GOOD[second:])
    place = start + len(more)
    while shifted[place : place + 4] == b"PK\x01\x02":
        name, extra, comment = struct.unpack_from("<HHH", shifted, place + 28)
        (offset,) = struct.unpack_from("<L", shifted, place + 42)
        struct.pack_into("<L", shifted, place + 42, offset + (len(more) if offset else 0))
        place += 46 + name + extra + comment
    struct.pack_into("<L", shifted, place + 16, start + len(more))
    return bytes(shifted)


def after() -> bytes:
    return GOOD + b"\0" * 7


def other_size() -> bytes:
    """The size before a part is not the one in the directory."""
    changed = bytearray(GOOD)
    struct.pack_into("<L", changed, 22, struct.unpack_from("<L", changed, 22)[0] + 1)
    return bytes(changed)


def other_name() -> bytes:
    changed = bytearray(GOOD)
    changed[30:31] = b"y"
    return bytes(changed)


@pytest.mark.parametrize("made", [doubled, doubled_in_another_case, before, between, after, other_size, other_name])
def test_an_archive_that_may_be_read_in_two_ways_is_refused(made: Callable[[], bytes]) -> None:
    with pytest.raises(FileError, match="压缩包") as caught:
        read_bytes("project.xlsx", made())
    assert str(caught.value).count("。") == 1


def streamed() -> bytes:
    """As programs write that cannot go back: sizes stand behind each part."""

    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.data += data
            return len(data)

    way = OneWay()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as given, zipfile.ZipFile(way, "w", zipfile.ZIP_DEFLATED) as taken:  # type: ignore[call-overload]
        for name in given.namelist():
            taken.writestr(name, given.read(name))
    return bytes(way.data)


def large_fields() -> bytes:
    """Every size in the field of eight bytes, as some writers always do."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in given.namelist():
            with taken.open(name, "w", force_zip64=True) as part:
                part.write(given.read(name))
    return buffer.getvalue()


def commented() -> bytes:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as parts:
        parts.comment = b"saved by an archiver"
    return buffer.getvalue()


@pytest.mark.parametrize("made", [streamed, large_fields, commented])
def test_archives_of_other_writers_are_read(made: Callable[[], bytes]) -> None:
    assert read_bytes("project.xlsx", made()).tables == read_bytes("project.xlsx", GOOD).tables


def test_names_inside_an_archive_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_bytes("project.xlsx", rezipped(same, {"../../evil.txt": b"x", "/evil.txt": b"x"}))
    assert not list(tmp_path.rglob("*"))
    assert not (tmp_path.parent.parent / "evil.txt").exists()


def test_macros_are_remarked_and_not_run() -> None:
    project = read_bytes("project.xlsm", rezipped(same, {"xl/vbaProject.bin": b"\0" * 100}))
    assert any("宏" in text for text in project.notices)


def test_missing_file_and_exit_code(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="找不到"):
        load(tmp_path / "none.xlsx")
    (tmp_path / "project.xlsx").write_bytes(encrypted())
    done = bondcalc("run", tmp_path / "project.xlsx", "--out", tmp_path / "out")
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "project.xlsx"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(FileError, match="50 MB"):
        load(path)


@pytest.mark.slow
def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    filled = Filled()
    where = filled.where("项目概况", "项目单位")
    filled.page("项目概况")[where].value = "@cmd|' /C calc'!A0"
    project = read_bytes("project.xlsx", filled.data())
    from bondcalc.run import compute
    from bondcalc.workbook.assemble import draw_workbook

    (tmp_path / "s.xlsx").write_bytes(draw_workbook(compute(project)))
    with zipfile.ZipFile(tmp_path / "s.xlsx") as parts:
        formulas = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/"))
    assert b"cmd|" not in formulas
