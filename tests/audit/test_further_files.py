"""A run with an input-output table: stated, carried, used again by every kind of audit, told where it is missing or another."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.data import digest
from bondcalc.inputs.further_file import PREFIX
from bondcalc.inputs.read import ProjectFile
from bondcalc.problem import FileError
from bondcalc.refresh import refreshed
from bondcalc.result.result import Options
from bondcalc.run import run
from bondcalc.seal.public_word import public_word
from bondcalc.typeset.pdf_attachments import attachments_of
from bondcalc.typeset.word.opened import open_package
from bondcalc.typeset.word.read_controls import carried_in, record_of
from bondcalc.workbook.tabs.input_output import TITLE
from tests.input_output.test_table_file import EXAMPLE
from tests.reports.test_input_output_report import PARK, table
from tests.shared import Shared

NAME = f"{PREFIX}部门表.csv"
DATA = table()
FLOW = b",200.0,"
"""How the one flow between two sectors is written."""


@pytest.fixture(scope="session")
def with_table(shared: Shared) -> Path:
    """Make the outputs of a small park once, with a table of twenty sectors and Word files."""

    def make(folder: Path) -> None:
        (folder / "部门表.csv").write_bytes(DATA)
        options = Options(("plan", "disclosure"), docx=True, io=folder / "部门表.csv")
        run(PARK, folder / "out", options)

    return shared.folder("table-folder", make) / "out"


def filing(folder: Path, ending: str, name: str = "plan") -> Path:
    return next(path for path in folder.glob(f"{name}*{ending}"))


def test_the_table_is_stated_carried_and_used_again(with_table: Path) -> None:
    assert f'"sha256": "{digest(DATA)}"' in (with_table / "manifest.json").read_text(encoding="utf-8")
    assert attachments_of(filing(with_table, ".pdf").read_bytes())[NAME] == DATA
    assert NAME not in attachments_of(filing(with_table, ".pdf", "disclosure").read_bytes())
    assert carried_in(open_package("p.docx", filing(with_table, ".docx").read_bytes()))[NAME] == DATA
    for handed in (with_table, filing(with_table, ".pdf"), filing(with_table, ".docx")):
        (subject,) = audit([handed]).subjects
        assert {file.status for file in subject.documents} == {Status.BYTES}, handed.name
        assert subject.differences == ()


def test_a_workbook_alone_is_computed_from_the_flows_on_its_tab_and_that_is_said(with_table: Path) -> None:
    (subject,) = audit([with_table / "schedules.xlsx"]).subjects
    assert {file.status for file in subject.documents} == {Status.BYTES}
    assert any(NAME in note and TITLE in note for note in subject.notes)


def test_another_table_and_other_flows_are_told(with_table: Path, tmp_path: Path) -> None:
    import pikepdf

    pdf = filing(with_table, ".pdf")
    with pikepdf.open(pdf) as opened:
        opened.attachments[NAME] = pikepdf.AttachedFileSpec(opened, EXAMPLE, filename=NAME)
        opened.save(tmp_path / pdf.name)
    (subject,) = audit([tmp_path / pdf.name]).subjects
    assert any(digest(EXAMPLE) in str(one) and digest(DATA) in str(one) for one in subject.differences)
    book = load_workbook(with_table / "schedules.xlsx")
    row = next(cell.row for cell in book[TITLE]["A"] if cell.value == "里昂惕夫逆矩阵L（求解）") + 2
    book[TITLE].cell(row, 3).value = 1.25
    book.save(tmp_path / "schedules.xlsx")
    (subject,) = audit([tmp_path / "schedules.xlsx"]).subjects
    assert any(one.content and one.sheet == TITLE and one.place == f"C{row}" for one in subject.differences)


def test_refresh_keeps_the_table_and_a_public_copy_has_none(with_table: Path) -> None:
    path = filing(with_table, ".docx")
    data, source = path.read_bytes(), PARK.read_bytes()
    package = open_package(path.name, refreshed(path.name, data, ProjectFile(PARK.name, source)).data)
    record = record_of(package)
    assert record is not None
    assert [file.stated for file in record.further] == [(NAME, digest(DATA))]
    assert carried_in(package) == {PARK.name: source, NAME: DATA}
    assert carried_in(open_package(path.name, public_word(path.name, data))) == {}


def oversized() -> bytes:
    codes = [f"{number:02d}" for number in range(1, 211)]
    head = ",代码," + ",".join(codes) + ",GO"
    return "\n".join([head, *(f"部门,{code}{',0' * len(codes)},1" for code in codes)]).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "文字,没有表".encode(),
        b"\x00\xff" * 50,
        table(own=1.0),
        DATA.replace(FLOW, b",nan,"),
        DATA.replace(FLOW, b",=1+1,"),
        DATA.replace(FLOW, b",1e999,"),
        oversized(),
    ],
    ids=["empty", "text", "bytes", "singular", "nan", "formula", "infinite", "huge"],
)
def test_a_table_that_is_refused_writes_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "表.csv").write_bytes(data)
    with pytest.raises(FileError, match="表"):
        run(PARK, tmp_path / "out", Options(io=tmp_path / "表.csv"))
    assert not (tmp_path / "out").exists()
