"""Numbers stored as text that a spreadsheet turned to numbers are form; what loses something is not, and no two sides read alike."""

import io
import zipfile

import openpyxl
import pytest

from bondcalc.audit.audit import audit
from bondcalc.audit.difference import Cause
from bondcalc.audit.result import Status
from bondcalc.audit.xlsx.cells import Page, Stored, Workbook
from bondcalc.audit.xlsx.kinds import kinds, number_in
from bondcalc.audit.xlsx.workbook import compare
from tests.audit.tamper import Ground
from tests.audit.workbooks import Parts


def one_cell(value: float | str, shown_as: str = "@") -> Workbook:
    page = Page("表", hidden=False)
    page.cells[5, 2] = Stored(value, None, shown_as)
    return Workbook({"表": page}, {}, False, ())


@pytest.mark.parametrize(("filed", "ours"), [(103109998.0, "103109998"), (1.2, "1.20"), (16000.13, "16,000.13"), (0.6, "60%"), (-3.0, "-3"), ("7", 7.0)])
def test_a_number_is_the_text_that_reads_as_it(filed: float | str, ours: float | str) -> None:
    (found,) = compare("a.xlsx", one_cell(filed), one_cell(ours), 0.01).differences
    assert found.cause is Cause.FORM
    assert found.filed != found.recomputed


@pytest.mark.parametrize(("filed", "ours"), [
    (12.0, "0012"), (100000.0, "1E5"), (103109999.0, "103109998"), (1234567890123456.0, "1234567890123456"), ("厂房", "厂房\u200b"), ("1.2 ", "1.2"), (" 1.2", "1.2\u00a0"),
])  # fmt: skip
def test_what_is_lost_is_content_and_its_sides_read_differently(filed: float | str, ours: float | str) -> None:
    (found,) = compare("a.xlsx", one_cell(filed), one_cell(ours), 0.01).differences
    assert found.cause is not Cause.FORM
    assert found.filed != found.recomputed


def test_signs_that_nobody_sees_are_written_by_number() -> None:
    assert kinds("厂房\u200b") == "“厂房<U+200B>”（文字）"
    assert kinds(1.5) == "1.5（数字）"
    assert number_in("一") is None


def test_a_workbook_whose_texts_became_numbers_is_form_only(ground: Ground, tmp_path) -> None:
    """The budget accounts (预算科目), stored as text, saved as numbers, as spreadsheets offer to do for every such cell."""
    parts = Parts((ground.out / "schedules.xlsx").read_bytes())
    strings = [value for value in openpyxl.load_workbook(io.BytesIO((ground.out / "schedules.xlsx").read_bytes()))["经营收入"].iter_rows(values_only=True)]
    accounts = {value for row in strings for value in row if isinstance(value, str) and value.isdigit()}
    assert accounts
    listed = zipfile.ZipFile(ground.out / "schedules.xlsx").read("xl/sharedStrings.xml").decode()
    texts = [piece.split("</t>")[0] for piece in listed.replace(' xml:space="preserve"', "").split("<t>")[1:]]
    name = parts.sheets()["经营收入"]
    sheet, turned = parts.text(name), 0
    for account in accounts:
        stored = f't="s"><v>{texts.index(account)}</v>'
        turned += sheet.count(stored)
        sheet = sheet.replace(stored, f"><v>{account}</v>")
    assert turned
    target = tmp_path / "schedules.xlsx"
    target.write_bytes(parts.with_part(name, sheet))
    found = audit([target])
    assert not found.differs
    assert found.status is Status.CONTENT
    assert [one.cause for one in found.subjects[0].form] == [Cause.FORM]
