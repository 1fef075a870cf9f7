"""A system without memory is no damaged file: what has a number of the system goes on, what a decompressor says does not."""

import errno
import io
import zipfile
from collections.abc import Callable
from functools import cache
from lzma import LZMAError
from pathlib import Path

import pytest

from bondcalc.audit.xlsx.cells import read_cells
from bondcalc.inputs.files.package import Package
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import FileError
from bondcalc.typeset.word.opened import open_package
from tests.commands import bondcalc
from tests.inputs.workbook_bytes import low_template

READERS: dict[str, Callable[[bytes], object]] = {
    "input": lambda data: read_bytes("project.xlsx", data),
    "audit": lambda data: read_cells("project.xlsx", data),
}
SYSTEM = [errno.ENOMEM, errno.EIO, errno.ENOSPC]


@cache
def blank() -> bytes:
    return low_template(None, range(2026, 2028))


def failing(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("place", [(zipfile.ZipFile, "infolist"), (Package, "open"), (zipfile.ZipFile, "open")])
@pytest.mark.parametrize("number", SYSTEM)
def test_what_the_system_says_is_not_laid_on_the_file(
    reader: str, place: tuple[type, str], number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = blank()
    read_cells.cache_clear()
    monkeypatch.setattr(*place, failing(OSError(number, "Cannot allocate memory")))
    with pytest.raises(OSError, match="memory") as raised:
        READERS[reader](data)
    assert raised.value.errno == number


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "error",
    [
        OSError("Invalid data stream"),
        EOFError(),
        zipfile.BadZipFile("x"),
        StopIteration(),
        LZMAError("Corrupt input data"),
    ],
)
def test_what_a_library_says_of_the_data_is_damage(
    reader: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = blank()
    read_cells.cache_clear()
    monkeypatch.setattr(zipfile.ZipFile, "open", failing(error))
    with pytest.raises(FileError, match="损坏"):
        READERS[reader](data)


def of_lzma(part: str) -> bytes:
    """An archive of one part, whose packed bytes are damaged."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr(part, bytes(range(256)) * 40)
        start = archive.infolist()[0].header_offset + 30 + len(part) + 9
    packed = bytearray(stream.getvalue())
    packed[start : start + 40] = b"\xff" * 40
    return bytes(packed)


def test_damage_in_an_archive_of_another_packing_is_told() -> None:
    with zipfile.ZipFile(io.BytesIO(of_lzma("xl/workbook.xml"))) as archive, pytest.raises(LZMAError):
        archive.read("xl/workbook.xml")
    for reader in READERS.values():
        with pytest.raises(FileError, match="损坏"):
            reader(of_lzma("xl/workbook.xml"))
    with pytest.raises(FileError, match="不是完整的Word文件"):
        open_package("plan.docx", of_lzma("word/document.xml"))


@pytest.mark.parametrize("number", SYSTEM)
def test_a_word_file_is_not_called_broken_for_want_of_memory(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "open", failing(OSError(number, "Cannot allocate memory")))
    with pytest.raises(OSError, match="memory"):
        open_package("plan.docx", of_lzma("word/document.xml"))


def test_the_command_says_memory_and_not_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(blank())
    monkeypatch.setattr(zipfile.ZipFile, "open", failing(OSError(errno.ENOMEM, "Cannot allocate memory")))
    done = bondcalc("check", source)
    assert done.returncode == 4
    assert "损坏" not in done.stderr
