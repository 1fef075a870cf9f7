"""Header and multiple of an export beside its amounts: what differs is named by cell, what is not there is said."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bondcalc.inputs.read import ProjectFile
from bondcalc.receiving.export import read_back
from bondcalc.receiving.sheet import written_sheet
from bondcalc.screen.debt_system_text import differences_text
from tests.receiving.test_receiving import filled, saved

LAYOUT = "OLD"


def page() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(written_sheet(filled(LAYOUT))))
    return book, book.worksheets[0]


def cell_of(sheet: Worksheet, name: str) -> openpyxl.cell.cell.Cell:
    """The third cell of the row that begins with a name or code."""
    (row,) = (cells[0].row for cells in sheet.iter_rows(max_col=1) if cells[0].value == name)
    return sheet.cell(row, 3)


def said(book: openpyxl.Workbook) -> str:
    return differences_text(*read_back(filled(LAYOUT), ProjectFile("x.xlsx", saved(book))))


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("项目预计总收入", 2001, "（项目预计总收入）：系统2001，项目2000"),
        ("项目预计总收入", "约2000", "（项目预计总收入）：系统约2000，项目2000"),
        ("项目投入使用日期", "2029-07-01", "（项目投入使用日期）：系统2029-07-01，项目"),
        ("项目期限", 7, "（项目期限）：系统7，项目6"),
        ("项目期限", None, "（项目期限）：系统—，项目6"),
    ],
)
def test_a_field_of_the_header_that_differs_is_named(name: str, typed: object, told: str) -> None:
    """Revenue 2,000 in five years of 400, six years from 2026 on."""
    book, sheet = page()
    cell = cell_of(sheet, name)
    cell.value = typed
    where = cell.coordinate if typed is not None else f"B{cell.row}"
    assert f"{where}{told}" in said(book)


@pytest.mark.parametrize(("name", "typed"), [("项目期限", "6年"), ("项目预计总收入", "2,000.00")])
def test_the_same_written_otherwise_is_no_difference(name: str, typed: object) -> None:
    book, sheet = page()
    cell_of(sheet, name).value = typed
    assert said(book) == "各编码的分年数，以及表中有的表头、倍数与项目一致。"


@pytest.mark.parametrize(
    ("typed", "differs"),
    [
        (1.65, False),
        ("1.65倍", False),
        (1.652, False),
        (1.7, False),
        (1.66, True),
        (1.64, True),
        ("—", True),
        (None, True),
    ],
)
def test_the_multiple_is_compared_as_it_is_shown(typed: object, differs: bool) -> None:
    """(2,000 - 100) / (150 + 1,000) is 1.652173...: 1.65 with two decimals, 1.7 with one."""
    book, sheet = page()
    cell_of(sheet, "09").value = typed
    assert ("本息覆盖倍数" in said(book)) == differs
    assert ("项目1.652174" in said(book)) == differs


def test_what_an_export_does_not_have_is_said() -> None:
    book, sheet = page()
    for name in ("项目期限", "09"):
        sheet.delete_rows(cell_of(sheet, name).row)
    text = said(book)
    assert text.startswith("各编码的分年数")
    assert "导出表中没有项目期限、本息覆盖倍数，没有核对" in text


def test_fields_that_stand_beside_each_other_are_not_mixed_up() -> None:
    """A blank field is blank, though the name of the next follows it."""
    book, sheet = page()
    first, second = cell_of(sheet, "项目预计总收入"), cell_of(sheet, "项目期限")
    first.value, first.offset(0, 1).value, first.offset(0, 2).value = None, "项目期限：", 6
    second.offset(0, -2).value = second.value = None
    text = said(book)
    assert "（项目预计总收入）：系统—，项目2000" in text
    assert "项目期限" not in text
