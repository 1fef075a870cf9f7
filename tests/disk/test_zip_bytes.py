"""Workbooks are the same bytes whatever system packs them."""

import io
import sys
import zipfile

import openpyxl
import pytest

from bondcalc.disk.zip_bytes import UNIX, of_any_system
from bondcalc.inputs.files.workbook_copy import bytes_of
from bondcalc.inputs.form.template import template
from bondcalc.receiving.received_layout import layout_of
from bondcalc.receiving.rows import received
from bondcalc.receiving.sheet import written_sheet
from bondcalc.reports.analyses import analyses
from bondcalc.result.result import Result
from bondcalc.workbook.alone import report_book
from bondcalc.workbook.assemble import draw_workbook

LAYOUT = "2023"


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Python's packer take this system for Windows."""
    monkeypatch.setattr(zipfile, "sys", type("Windows", (), {**vars(sys), "platform": "win32"}))


def packed(comment: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in (("一/甲.xml", b"PK\x01\x02"), ("二.xml", b"x" * 70_000)):
            entry = zipfile.ZipInfo(name)
            entry.comment = comment
            entry.extra = b"\x99\x99\x02\x00ab"
            archive.writestr(entry, data)
    return buffer.getvalue()


def test_only_the_system_changes() -> None:
    elsewhere, here = b"PK\x01\x02\x14\x03", b"PK\x01\x02\x14\x00"
    before = packed(b"PK\x01\x02 \x00").replace(here, elsewhere)
    after = of_any_system(before.replace(elsewhere, here))
    assert after == before
    with zipfile.ZipFile(io.BytesIO(after)) as archive:
        assert archive.testzip() is None


@pytest.mark.usefixtures("windows")
def test_python_writes_another_byte_on_windows() -> None:
    assert packed(b"") != of_any_system(packed(b""))


@pytest.mark.slow
@pytest.mark.usefixtures("windows")
def test_no_workbook_tells_where_it_was_made(sample: Result) -> None:
    told = next(iter(analyses()))
    made = [
        draw_workbook(sample),
        template(sample.project, range(2020, 2041)),
        bytes_of(openpyxl.Workbook()),
        report_book(told.tell(sample), told.title),
        written_sheet(received(sample, layout_of(LAYOUT))),
    ]
    for data in made:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {entry.create_system for entry in archive.infolist()} == {UNIX}
