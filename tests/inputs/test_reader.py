"""Workbooks as people and programs leave them: read alike, or refused; nothing typed is passed over in silence."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.raw import Unread
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import FileError, ProjectError
from bondcalc.result.result import Result
from tests.inputs.filled import SAMPLE, Filled
from tests.samples import drawn_sample

GOOD = (SAMPLE / "project.xlsx").read_bytes()
SETTINGS, REGION, BONDS = "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml", "xl/worksheets/sheet7.xml"
BLANK_LIMIT = rb'<c r="B4"( s="\d+")/>'
"""The first value on the sheet of limits, which the sample leaves blank."""


def rezipped(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The sample's workbook with one part changed, or every sheet when `part` is a folder."""
    buffer, touched = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(GOOD)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in given.namelist():
            old = given.read(name)
            new = change(old) if name.startswith(part) else old
            touched += new != old
            taken.writestr(name, new)
    assert touched, part
    return buffer.getvalue()


def problems(data: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", data)
    return [(one.sheet, one.cell, one.code) for one in caught.value.problems]


@pytest.fixture(scope="module")
def given() -> Project:
    return read_bytes("project.xlsx", GOOD)


def columns_in_forms(filled: Filled) -> None:
    """Blank columns between label and value, and before the labels."""
    for number, sheet in enumerate(sheets()):
        if sheet.form:
            filled.page(sheet.zh).insert_cols(2, 1 + number)
            filled.page(sheet.zh).insert_cols(1, 7)


def columns_in_lists(filled: Filled) -> None:
    for sheet in sheets():
        if not sheet.form:
            filled.page(sheet.zh).insert_cols(2, 2)


def headings_without_units(filled: Filled) -> None:
    for sheet in sheets():
        for cell in filled.page(sheet.zh)[4]:
            if not sheet.form and isinstance(cell.value, str):
                cell.value = re.sub("（[^（）]*）$", "", cell.value)


def headings_in_wide_letters(filled: Filled) -> None:
    wide = {ord(char): ord(char) + 0xFEE0 for char in "0123456789n()%/"}
    for sheet in sheets():
        page = filled.page(sheet.zh)
        for row in page.iter_rows(min_row=4, max_col=1) if sheet.form else [page[4]]:
            for cell in row:
                cell.value = cell.value and " " + str(cell.value).translate(wide)


def headings_in_english(filled: Filled) -> None:
    for sheet in sheets():
        page, names = filled.page(sheet.zh), {cell.zh: cell.en for cell in sheet.cells}
        for row in page.iter_rows(min_row=4, max_col=1) if sheet.form else [page[4]]:
            for cell in row:
                words = str(cell.value or "")
                cell.value = names.get(words) or names.get(re.sub("（[^（）]*）$", "", words)) or cell.value
        page.title = sheet.en


def years_of(change: Callable[[int], object]) -> Callable[[Filled], None]:
    def turned(filled: Filled) -> None:
        for cell in filled.page("土地出让")[4]:
            if re.fullmatch(r"\d{4}年", str(cell.value)):
                cell.value = change(int(cell.value[:4]))

    return turned


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        columns_in_forms,
        columns_in_lists,
        headings_without_units,
        headings_in_wide_letters,
        headings_in_english,
        years_of(lambda year: year),
        years_of(str),
        years_of(lambda year: f"{year}年度"),
    ],
)
def test_layout_does_not_matter(given: Project, change: Callable[[Filled], None]) -> None:
    filled = Filled()
    change(filled)
    data = filled.data()
    assert data != Filled().data()
    project = read_bytes("project.xlsx", data)
    assert project.tables == given.tables
    assert not project.notices
    assert project.unread == Unread()


@pytest.mark.slow
def test_schedules_give_the_project_back(sample: Result) -> None:
    project = read_bytes("schedules.xlsx", drawn_sample("hengyang-park"))
    assert project.tables == sample.project.tables
    assert not project.notices
    assert project.unread == Unread()


@pytest.mark.slow
@pytest.mark.parametrize("heading", [date(2021, 1, 1), 2021.5, 21, "第3年末", "12021年"])
def test_a_heading_that_may_be_a_year_is_never_passed_over(heading: object) -> None:
    filled = Filled()
    page = filled.page("市场化融资")
    column = next(cell.column_letter for cell in page[4] if cell.value == "2021年")
    page[f"{column}4"].value = heading
    assert problems(filled.data()) == [("市场化融资", f"{column}4", "unknown_year")]


def test_a_form_without_known_labels_is_refused() -> None:
    filled = Filled()
    for (cell,) in filled.page("计算设置").iter_rows(min_row=4, max_col=1):
        cell.value = f"某{cell.value}"
    assert problems(filled.data()) == [("计算设置", "A1", "no_heading")]


def test_error_in_a_heading_is_refused() -> None:
    filled = Filled()
    cell = filled.page("市场化融资")["J4"]
    cell.value, cell.data_type = "#REF!", "e"
    assert problems(filled.data()) == [("市场化融资", "J4", "error_cell")]


@pytest.mark.parametrize(
    "formula",
    [
        b"<f>1+1</f>",
        b"<f>1+1</f><v></v>",
        b'<f t="array" ref="B4">SUM(1,2)</f>',
        b'<f t="shared" ref="B4:B5" si="0">1+1</f>',
    ],
)
def test_formula_without_a_result_is_refused_whatever_its_kind(formula: bytes) -> None:
    data = rezipped(REGION, lambda xml: re.sub(BLANK_LIMIT, rb'<c r="B4"\1>' + formula + b"</c>", xml))
    assert problems(data) == [("地区限额", "B4", "formula_without_value")]


@pytest.mark.slow
def test_array_formula_of_another_program_is_refused() -> None:
    filled = Filled()
    filled.page("地区限额")["B4"] = ArrayFormula("B4", "=SUM(1,2)")
    assert problems(filled.data()) == [("地区限额", "B4", "formula_without_value")]


def test_results_of_formulas_are_read_and_an_empty_text_is_blank(given: Project) -> None:
    seven = rezipped(REGION, lambda xml: re.sub(BLANK_LIMIT, rb'<c r="B4"\1><f>3+4</f><v>7</v></c>', xml))
    assert read_bytes("project.xlsx", seven).tables["region"][0].debt_limit == 7
    empty = rezipped(REGION, lambda xml: re.sub(BLANK_LIMIT, rb'<c r="B4"\1 t="str"><f>""</f><v></v></c>', xml))
    assert read_bytes("project.xlsx", empty).tables == given.tables


def prefixed(xml: bytes) -> bytes:
    """Write every element with a prefix, as some programs do."""
    named = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml.decode())
    return named.replace("xmlns=", "xmlns:x=", 1).encode()


def merged(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B5:B6"/></mergeCells>')


def test_prefixed_elements_are_read_the_same(given: Project) -> None:
    assert read_bytes("project.xlsx", rezipped("xl/worksheets/", prefixed)).tables == given.tables
    assert problems(rezipped(BONDS, lambda xml: prefixed(merged(xml)))) == [("专项债券", "B5", "merged_cells")]


@pytest.mark.parametrize("size", [b"A1", b"A1:XFD1048576"])
def test_the_size_a_sheet_states_is_not_believed(given: Project, size: bytes) -> None:
    stated = b'<dimension ref="' + size + b'"/>'
    data = rezipped("xl/worksheets/", lambda xml: re.sub(rb'<dimension ref="[^"]*"/>', stated, xml))
    started = time.monotonic()
    assert read_bytes("project.xlsx", data).tables == given.tables
    assert time.monotonic() - started < 10


def test_a_last_row_without_cells_is_no_long_sheet(given: Project) -> None:
    data = rezipped(SETTINGS, lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"/></sheetData>'))
    assert read_bytes("project.xlsx", data).tables == given.tables


def rows(count: int, cell: str) -> Callable[[bytes], bytes]:
    more = "".join(f'<row r="{row}">{cell.format(row)}</row>' for row in range(1000, 1000 + count))
    return lambda xml: xml.replace(b"</sheetData>", more.encode() + b"</sheetData>")


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["", '<c r="A{0}" s="1"/><c r="B{0}" s="2"/>'])
def test_blank_formatted_rows_are_passed_over(given: Project, cell: str) -> None:
    started = time.process_time()
    assert read_bytes("project.xlsx", rezipped(BONDS, rows(150_000, cell))).tables == given.tables
    assert time.process_time() - started < 10


@pytest.mark.parametrize("cell", ['<c r="A{}"><v>1</v></c>', '<c r="XFD{}"><v>1</v></c>'])
def test_too_many_rows_are_refused_quickly(cell: str) -> None:
    data = rezipped(BONDS, rows(150_000, cell))
    started = time.process_time()
    with pytest.raises(FileError, match="“专项债券”表超过"):
        read_bytes("project.xlsx", data)
    assert time.process_time() - started < 10


def test_wide_rows_and_many_merged_blocks_are_read_quickly(given: Project) -> None:
    blocks = b"".join(b'<mergeCell ref="BA%d:BB%d"/>' % (row, row) for row in range(1, 20_000))
    data = rezipped(
        SETTINGS,
        lambda xml: rows(5000, '<c r="XFD{}"><v>1</v></c>')(xml).replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + blocks + b"</mergeCells>"
        ),
    )
    started = time.monotonic()
    assert read_bytes("project.xlsx", data).tables == given.tables
    assert time.monotonic() - started < 10


def flipped() -> bytes:
    """Spoil some bytes inside the packed settings sheet."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as parts:
        entry = parts.getinfo(SETTINGS)
    end = entry.header_offset + 30 + len(entry.filename) + entry.compress_size
    return GOOD[: end - 30] + bytes(byte ^ 0x5A for byte in GOOD[end - 30 : end - 10]) + GOOD[end - 10 :]


DAMAGED = {
    "flipped bytes": flipped,
    "cut off": lambda: rezipped(SETTINGS, lambda xml: xml[: len(xml) // 2]),
    "text that is not there": lambda: rezipped(SETTINGS, lambda xml: xml.replace(b't="s"><v>', b't="s"><v>99')),
    "no such cell": lambda: rezipped(SETTINGS, lambda xml: xml.replace(b'r="B4"', b'r="?"')),
    "part that is not there": lambda: rezipped(
        "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"worksheets/sheet3.xml", b"worksheets/none.xml")
    ),
    "styles cut off": lambda: rezipped("xl/styles.xml", lambda xml: xml[: len(xml) // 2]),
}


@pytest.mark.parametrize("kind", list(DAMAGED))
def test_damage_inside_is_refused_in_one_sentence(kind: str) -> None:
    with pytest.raises(FileError, match="损坏") as caught:
        read_bytes("project.xlsx", DAMAGED[kind]())
    assert str(caught.value).count("。") == 1


def test_entities_late_in_a_part_are_refused() -> None:
    """A document type may stand after a long comment, where the first look does not reach."""
    late = b"<!--" + b"x" * 5000 + b'--><!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet'
    data = rezipped(SETTINGS, lambda xml: xml.replace(b"<worksheet", late, 1))
    with pytest.raises(FileError):
        read_bytes("project.xlsx", data)


@pytest.mark.slow
def test_links_are_remarked_and_not_followed() -> None:
    filled = Filled()
    buffer = io.BytesIO(filled.data())
    with zipfile.ZipFile(buffer, "a") as parts:
        parts.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    (told,) = read_bytes("project.xlsx", buffer.getvalue()).notices
    assert "外部链接" in told


def test_names_of_fields_differ_within_a_sheet() -> None:
    from bondcalc.inputs.files.grid import field_of

    for sheet in sheets():
        for cell in sheet.cells:
            for words in (cell.id, cell.zh, cell.en):
                assert field_of(sheet, words) is cell, (sheet.id, words)
    titles = [words.casefold() for sheet in sheets() for words in {sheet.id, sheet.zh, sheet.en.casefold()}]
    assert len(titles) == len(set(titles))


def test_filled_workbook_is_the_sample(given: Project) -> None:
    """What the changes above start from has no problem and no notice of its own."""
    project = read_bytes("project.xlsx", Filled().data())
    assert project.tables == given.tables
    assert not project.notices
    assert openpyxl.load_workbook(io.BytesIO(GOOD)).properties.description == "bondcalc"
