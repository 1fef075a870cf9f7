"""Files that harm: what unpacks to too much, what goes on without end, what ends its process, what cannot be read at all."""

import io
import zipfile
from collections.abc import Callable
from functools import cache

import openpyxl


@cache
def bomb() -> bytes:
    """A workbook of some kilobytes that unpacks to a thousand times as much."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/workbook.xml", "w") as part:
            for _ in range(40):
                part.write(b" " * 1_000_000)
    return buffer.getvalue()


@cache
def endless() -> bytes:
    """A workbook with a formula that goes on for megabytes."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "项目概况"
    book.active["B4"] = "=" + "1+" * 900_000 + "1"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _another(workbook: bytes, text: str) -> bytes:
    """The same with a part more, so that no two are copies."""
    buffer = io.BytesIO(workbook)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("docProps/note.txt", text)
    return buffer.getvalue()


POISON: tuple[tuple[str, Callable[[str], bytes]], ...] = (
    (".xlsx", lambda text: _another(bomb(), text)),
    (".xlsx", lambda text: _another(endless(), text)),
    (".toml", lambda text: b"# abort\n" + text.encode()),
    (".toml", lambda text: b"\xff\xfe" + text.encode()),
    (".toml", lambda text: text.replace("[[bonds]]", "[[bond]]").encode()),
)
"""Endings, and what makes the bytes of each kind out of a project: the third asks the worker of tests to end its process."""
