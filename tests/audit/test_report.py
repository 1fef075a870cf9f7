"""The audit report: says what it must, comes out the same again, and takes whatever a filing may hold."""

import json
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from bondcalc import __version__
from bondcalc.audit.audit_report import MOST, MOST_FORM, report_pdf
from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.outcome import Audit, ExaminedFile, Status, Subject, Version
from bondcalc.typeset.fonts import FontSet
from bondcalc.typeset.pdf_attachments import attachments_of
from tests.outside import ran, tool

JSON = json.dumps({"audit": 1}).encode()


def difference(number: int, cause: Cause = Cause.TYPED, filed: str = "") -> Difference:
    return Difference(
        "schedules.xlsx", "资金测算平衡表", f"D{number}", "closing", filed or f"4{number:03d}.00", "466.31", cause
    )


def audit(content: int, form: int = 0, versions: tuple[Version, ...] = (), notes: tuple[str, ...] = ()) -> Audit:
    found = (
        *(difference(number) for number in range(content)),
        *(difference(number, Cause.FORM) for number in range(form)),
    )
    status = Status.DIFFERENT if content else Status.CONTENT if form else Status.BYTES
    documents = (ExaminedFile("plan.pdf", status, "ab" * 32), ExaminedFile("schedules.xlsx", Status.BYTES))
    return Audit((Subject("plan.pdf", "某园区项目", "2021-05-01", "2021-05-02", documents, versions, found, notes),))


@pytest.fixture(scope="module")
def fonts() -> FontSet:
    return FontSet.load()


def words(data: bytes, folder: Path) -> str:
    path = folder / "report.pdf"
    path.write_bytes(data)
    # In the order it was drawn, in which a text that takes two lines of a cell stays together.
    return unicodedata.normalize(
        "NFKC", "".join(ran(tool("pdftotext"), "-raw", "-enc", "UTF-8", str(path), "-").split())
    )


@pytest.mark.outside
def test_nothing_found_is_said_in_one_line(fonts: FontSet, tmp_path: Path) -> None:
    data = report_pdf(audit(0), fonts, JSON)
    text = words(data, tmp_path)
    for said in (
        "逐字节一致",
        "某园区项目",
        f"bondcalc{__version__}",
        "2021-05-01",
        "2021-05-02",
        "没有内容上的差异",
        "abababab",
        "与申报时记录的版本一致",
        "未作密码学验证",
        "录入数据是否真实",
        "核验人:",
        "年月日",
    ):
        assert said in text, said
    assert attachments_of(data) == {"audit.json": JSON}


@pytest.mark.outside
def test_differences_are_listed_with_place_and_cause(fonts: FontSet, tmp_path: Path) -> None:
    version = Version("reportlab", "4.4.0", "5.1.0")
    text = words(report_pdf(audit(3, 2, (version,), ("没有交来清单。",)), fonts, JSON), tmp_path)
    for said in (
        "有差异(3处)",
        "3处不同",
        "资金测算平衡表D2",
        "4002.00",
        "466.31",
        "数值替换公式",
        "4.4.0",
        "与申报时不同的版本",
        "仅形式不同表",
        "没有交来清单。",
    ):
        assert said in text, said
    assert "audit.json" not in text


@pytest.mark.outside
def test_many_are_cut_and_the_number_of_all_is_said(fonts: FontSet, tmp_path: Path) -> None:
    text = words(report_pdf(audit(200, 50), fonts, JSON), tmp_path)
    assert f"共200处,下表列出前{MOST}处" in text
    assert "audit.json" in text
    assert f"共50处,下表列出前{MOST_FORM}处" in text
    assert f"D{MOST - 1}" in text
    assert "D199" not in text


@pytest.mark.outside
def test_form_alone_is_no_difference(fonts: FontSet, tmp_path: Path) -> None:
    text = words(report_pdf(audit(0, 1), fonts), tmp_path)
    assert "内容一致" in text
    assert "有差异" not in text.replace("版本有差异", "")


def test_the_same_audit_gives_the_same_bytes(fonts: FontSet) -> None:
    assert report_pdf(audit(5, 5), fonts, JSON) == report_pdf(audit(5, 5), FontSet.load(), JSON)


def test_an_audit_of_nothing_and_one_without_dates_can_be_set(fonts: FontSet) -> None:
    bare = Subject("x.pdf", "", "", "", (), (), ())
    for made in (Audit((bare,)), Audit((bare, bare))):
        with pikepdf.open(BytesIO(report_pdf(made, fonts))) as pdf:
            assert len(pdf.pages) >= 3


@pytest.mark.parametrize(
    "text", ["\u0000\u202e\U0001f600控制\r\n\t字符", "x" * 5000, "《" * 400, "=" * 64, "<b>&amp;{name}", "a" * 64]
)
def test_whatever_a_filing_holds_can_be_printed(text: str, fonts: FontSet) -> None:
    one = Difference(text, text, text, text, text, text, Cause.UNKNOWN)
    subject = Subject(
        text,
        text,
        text[:20],
        "",
        (ExaminedFile(text, Status.DIFFERENT),),
        (Version(text, text, ""),),
        (one, one),
        (text,),
    )
    with pikepdf.open(BytesIO(report_pdf(Audit((subject,)), fonts, JSON))) as pdf:
        assert len(pdf.pages) >= 3
