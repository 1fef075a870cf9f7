"""Files that are no filings, are damaged or would do harm: one sentence and exit code 4, never a traceback."""

import io
import json
import random
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest

from bondcalc.audit.difference import Cause
from bondcalc.audit.examine import audit
from bondcalc.audit.outcome import Status
from bondcalc.problem import FileError
from bondcalc.screen.audit import audit_text
from bondcalc.typeset import pdf_attachments
from tests.audit.tamper import SAMPLE, Ground
from tests.audit.workbooks import Parts
from tests.commands import bondcalc
from tests.filed_names import PLAN


def pdf_with(**files: bytes) -> bytes:
    pdf, stream = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    for name, data in files.items():
        pdf.attachments[name.replace("_dot_", ".")] = pikepdf.AttachedFileSpec(pdf, data)
    pdf.save(stream)
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 300_000_000)
    return buffer.getvalue()


def entity(data: bytes) -> bytes:
    parts = Parts(data)
    text = parts.text("xl/workbook.xml")
    return parts.with_part("xl/workbook.xml", text.replace("<workbook", '<!DOCTYPE x [<!ENTITY e "e">]><workbook', 1))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"", "PDF"),
        ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9, "PDF"),
        ("a.pdf", pdf_with(), "没有附带录入文件"),
        ("a.pdf", pdf_with(project_dot_toml=b"[project]\nname = 1"), "处问题"),
        ("a.pdf", locked(pdf_with()), "已加密"),
        ("a.xlsx", b"not a workbook", "xlsx"),
        ("a.xlsx", SAMPLE.read_bytes(), "不是本程序生成的测算表"),
        ("a.txt", b"x", "没有申报文件"),
        ("manifest.json", b"[1, 2", "不能重算|没有|不是"),
    ],
    ids=["empty", "bytes", "nothing attached", "problems", "locked", "words", "input", "text", "manifest"],
)
def test_what_is_no_filing_is_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(FileError, match=said):
        audit([tmp_path / name])


@pytest.mark.slow
def test_harmful_workbooks_are_refused(ground: Ground, tmp_path: Path) -> None:
    for data in (bomb(), entity((ground.out / "schedules.xlsx").read_bytes())):
        (tmp_path / "schedules.xlsx").write_bytes(data)
        with pytest.raises(FileError):
            audit([tmp_path / "schedules.xlsx"])


def coverage(data: bytes) -> tuple[Parts, str, str, str, str]:
    """The parts, where the sheet of the coverage stands, its text, that text with another multiple, and the multiple's cell."""
    parts = Parts(data)
    cell = parts.cell_of("coverage_total_debt")
    part = parts.sheets()["本息覆盖倍数表"]
    text = parts.text(part)
    changed = re.sub(rf'(<c r="{cell}"[^>]*><f>.*?</f><v>)[^<]*<', r"\g<1>9.99<", text)
    assert changed != text
    return parts, part, text, changed, cell


@pytest.mark.slow
def test_a_cell_of_another_kind_hides_no_change(ground: Ground, tmp_path: Path) -> None:
    parts, part, text, changed, where = coverage((ground.out / "schedules.xlsx").read_bytes())
    cell = re.search(rf'<c r="{where}".*?</c>', text)
    assert cell
    foreign = re.sub(r"<(/?)(?=[cfv]\b)", r"<\1q:", cell[0])
    decoy = f'<extLst><ext uri="{{0}}" xmlns:q="urn:q">{foreign}</ext></extLst></worksheet>'
    (tmp_path / "schedules.xlsx").write_bytes(parts.with_part(part, changed.replace("</worksheet>", decoy)))
    assert where in {one.place for one in audit([tmp_path / "schedules.xlsx"]).subjects[0].content}
    twice = changed.replace("</sheetData>", f"</sheetData><sheetData><row>{cell[0]}</row></sheetData>")
    (tmp_path / "schedules.xlsx").write_bytes(parts.with_part(part, twice))
    with pytest.raises(FileError):
        audit([tmp_path / "schedules.xlsx"])


@pytest.mark.slow
def test_the_sheet_that_programs_open_is_the_one_read(ground: Ground, tmp_path: Path) -> None:
    """The links lead to another workbook, beside which the honest one stays."""
    parts, part, _, changed, where = coverage((ground.out / "schedules.xlsx").read_bytes())
    links, own = parts.text("_rels/.rels"), parts.text("xl/_rels/workbook.xml.rels")
    parts.names += ["xl/wb2.xml", "xl/_rels/wb2.xml.rels", "xl/worksheets/other.xml"]
    parts.texts |= {
        "xl/wb2.xml": parts.texts["xl/workbook.xml"],
        "xl/worksheets/other.xml": changed.encode(),
        "xl/_rels/wb2.xml.rels": own.replace(f'"{part[3:]}"', '"worksheets/other.xml"').encode(),
    }
    (tmp_path / "schedules.xlsx").write_bytes(
        parts.with_part("_rels/.rels", links.replace("xl/workbook.xml", "xl/wb2.xml"))
    )
    assert where in {one.place for one in audit([tmp_path / "schedules.xlsx"]).subjects[0].content}


@pytest.mark.slow
def test_columns_below_the_first_and_formulas_that_are_none(ground: Ground, tmp_path: Path) -> None:
    parts, part, text, _, where = coverage((ground.out / "schedules.xlsx").read_bytes())
    (tmp_path / "schedules.xlsx").write_bytes(
        parts.with_part(part, text.replace("<cols>", '<cols><col min="-30000000000" max="1" hidden="1"/>', 1))
    )
    assert ("A:A", Cause.HIDDEN) in {
        (one.place, one.cause) for one in audit([tmp_path / "schedules.xlsx"]).subjects[0].content
    }
    below = f"{where[0]}{int(where[1:]) + 1}"
    shared = re.sub(
        rf'(<c r="({where}|{below})"[^>]*>)<f>.*?</f>',
        lambda found: f'{found[1]}<f t="shared" si="0">{"&quot;abc" if found[2] == where else ""}</f>',
        text,
    )
    (tmp_path / "schedules.xlsx").write_bytes(parts.with_part(part, shared))
    with pytest.raises(FileError):
        audit([tmp_path / "schedules.xlsx"])


def test_an_attachment_never_unpacks_without_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf_attachments, "LARGEST_ATTACHMENT", 1000)
    (tmp_path / "a.pdf").write_bytes(pdf_with(project_dot_toml=b"#" * 100_000))
    with pytest.raises(FileError, match="PDF"):
        audit([tmp_path / "a.pdf"])


def test_bytes_changed_at_random_never_give_a_traceback(ground: Ground, tmp_path: Path, count: int) -> None:
    draw = random.Random(11)
    for number in range(count):
        name = (PLAN, "schedules.xlsx")[number % 2]
        data = bytearray((ground.out / name).read_bytes())
        for _ in range(draw.choice([1, 20, 400])):
            data[draw.randrange(len(data))] = draw.randrange(256)
        (tmp_path / name).write_bytes(bytes(data))
        assert outcome(tmp_path / name) not in {"", Status.BYTES}


def outcome(path: Path) -> str:
    """What an audit says in one word, or the sentence with which it refuses."""
    try:
        return audit([path]).status
    except FileError as error:
        return str(error)


@pytest.mark.slow
def test_the_command_ends_with_four_and_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = bondcalc("audit", "a.pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("a.pdf不是完整的PDF文件")


@pytest.mark.slow
def test_the_command_ends_with_five_and_tells_it_as_text_and_json(ground: Ground, tmp_path: Path) -> None:
    parts = Parts((ground.out / "schedules.xlsx").read_bytes())
    part = parts.sheets()["专项债券"]
    (tmp_path / "schedules.xlsx").write_bytes(
        parts.with_part(part, parts.text(part).replace("<v>16000</v>", "<v>16001</v>", 1))
    )
    done = bondcalc("audit", "schedules.xlsx", "--json", cwd=tmp_path)
    assert done.returncode == 5
    told = json.loads(done.stdout)
    one = told["subjects"][0]["differences"][0]
    assert (told["audit"], told["status"], one["filed"], one["recomputed"], one["cause"]) == (
        1,
        "different",
        "16001",
        "16000",
        "input",
    )
    found = audit([tmp_path / "schedules.xlsx"])
    assert "[测算后录入有改动] schedules.xlsx 专项债券" in audit_text(found, "zh")
    assert "[input changed after the run] schedules.xlsx 专项债券" in audit_text(found, "en")
