"""What programs store in a cell: days in Chinese formats, results of formulas, parts under other names and namespaces."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.form.mark import marked
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.problem import FileError, Problem, ProjectError
from tests.inputs.filled import SAMPLE, Filled
from tests.inputs.test_reader import BONDS, rezipped
from tests.trials.trial import CASES

GOOD = (SAMPLE / "project.xlsx").read_bytes()
STYLES, INVESTMENT = "xl/styles.xml", "xl/worksheets/sheet5.xml"


@pytest.fixture(scope="module")
def given() -> Project:
    return read_bytes("project.xlsx", GOOD)


def problems(data: bytes) -> list[Problem]:
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", data)
    return caught.value.problems


def renamed(change: Callable[[str], str]) -> bytes:
    """The sample with every part under another name; what links to it stays."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as parts, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as taken:
        for name in parts.namelist():
            taken.writestr(zipfile.ZipInfo(change(name)), parts.read(name))
    return buffer.getvalue()


def strict(xml: bytes) -> bytes:
    return re.sub(
        rb"http://schemas.openxmlformats.org/(officeDocument|spreadsheetml|drawingml)/2006/",
        rb"http://purl.oclc.org/ooxml/\1/",
        xml,
    )


def inline(xml: bytes) -> bytes:
    """Every text in its cell, as programs write that keep no shared texts."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as parts:
        texts = re.findall(rb"<si>(.*?)</si>", parts.read("xl/sharedStrings.xml"), re.DOTALL)
    return re.sub(rb't="s"><v>(\d+)</v>', lambda one: b't="inlineStr"><is>' + texts[int(one[1])] + b"</is>", xml)


def without_texts() -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(rezipped("xl/worksheets/", inline))) as parts,
        zipfile.ZipFile(buffer, "w") as taken,
    ):
        for name in parts.namelist():
            if name != "xl/sharedStrings.xml":
                taken.writestr(name, parts.read(name))
    return buffer.getvalue()


def coloured(colour: bytes) -> Callable[[], bytes]:
    return lambda: rezipped(STYLES, lambda xml: xml.replace(b'rgb="FFD9E1F2"', b'rgb="' + colour + b'"'))


ODD: dict[str, Callable[[], bytes]] = {
    "upper case": lambda: renamed(str.upper),
    "lower case": lambda: renamed(str.lower),
    "sheets in another case": lambda: renamed(lambda name: name.replace("worksheets/sheet", "Worksheets/SHEET")),
    "backslashes": lambda: renamed(lambda name: name.replace("/", "\\")),
    "strict": lambda: rezipped("", strict),
    "no shared texts": without_texts,
    "colour with a number sign": coloured(b"#D9E1F2"),
    "colour that is none": coloured(b"lightblue"),
    "links from the root": lambda: rezipped(
        "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b'Target="worksheets/', b'Target="/xl/worksheets/')
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", list(ODD))
def test_what_excel_opens_is_read_and_can_be_marked(given: Project, kind: str) -> None:
    data = ODD[kind]()
    assert data != GOOD
    assert read_bytes("project.xlsx", data).tables == given.tables
    told = Problem("专项债券", 5, 5, "E5", "x", "有误", "", "")
    assert read_bytes("project.xlsx", marked(ProjectFile("project.xlsx", data), [told])).tables == given.tables


@pytest.mark.parametrize(
    "number", [14, 31, 58, *(pytest.param(more, marks=pytest.mark.slow) for more in (27, 30, 36, 50, 57))]
)
def test_formats_that_are_dates_in_chinese_programs(given: Project, number: int) -> None:
    data = rezipped(STYLES, lambda xml: dated(xml, str(number).encode()))
    assert read_bytes("project.xlsx", data).tables == given.tables


def dated(xml: bytes, number: bytes) -> bytes:
    """Give the cells of dates another number format."""
    (own,) = re.findall(rb'numFmtId="(\d+)" formatCode="yyyy-mm-dd"', xml)
    return xml.replace(b'<xf numFmtId="' + own + b'"', b'<xf numFmtId="' + number + b'"')


def test_a_file_may_spell_out_its_own_format_under_such_a_number() -> None:
    """Format 31 as a plain number: what stands there is a number and no day."""

    def change(xml: bytes) -> bytes:
        formats = re.sub(rb'<numFmts count="\d+">', rb'\g<0><numFmt numFmtId="31" formatCode="0.00"/>', xml)
        return dated(formats, b"31")

    assert {one.code for one in problems(rezipped(STYLES, change))} == {"day_as_number"}


def in_cell(cell: str, new: str) -> bytes:
    """The sample with another content of one cell on the sheet of bonds."""
    return rezipped(
        BONDS, lambda xml: re.sub(rb'(<c r="%s"[^>]*>).*?</c>' % cell.encode(), rb"\g<1>%s</c>" % new.encode(), xml)
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stored", "code", "said"),
    [
        ("2024.11", "date_shown", ("2024.11", "1905-07-16")),
        ("2024", "date_shown", ("2024", "1905-07-16")),
        ("2958466", "date_not_shown", ("2958466",)),
        ("1e308", "date_not_shown", ()),
        ("NaN", "date_not_shown", ()),
        ("-5", "date_not_shown", ("-5",)),
    ],
)
def test_a_number_in_a_cell_of_dates_is_told_as_what_the_cell_shows(
    stored: str, code: str, said: tuple[str, ...]
) -> None:
    (found,) = problems(in_cell("C5", f"<v>{stored}</v>"))
    assert (found.sheet, found.cell, found.code) == ("专项债券", "C5", code)
    assert all(word in found.found for word in said), found.found


@pytest.mark.slow
@pytest.mark.parametrize("stored", ["44089.5", "44089.999"])
def test_the_time_behind_a_day_is_left_out(stored: str) -> None:
    """15 September 2020, at noon, late: banks print when money moved."""
    project = read_bytes("项目.xlsx", in_cell("C5", f"<v>{stored}</v>"))
    assert project.rows(Bond)[0].value_date == date(2020, 9, 15)


@pytest.mark.slow
@pytest.mark.parametrize("stored", ["1e308", "-1e308", "NaN", "INF", "1E+999999", "9" * 400, "1e15", "0x10", "12a"])
@pytest.mark.parametrize("cell", ["D5", "E5", "F5"])
def test_a_number_beyond_measure_is_a_problem_of_its_cell(stored: str, cell: str) -> None:
    (found,) = problems(in_cell(cell, f"<v>{stored}</v>"))
    assert (found.sheet, found.cell) == ("专项债券", cell)


NUMBERS = [
    "1e999999999999999999",
    "1e9999999999999999999",
    "-1e400",
    "9" * 4000,
    "9" * 5000,
    "0x" + "f" * 4000,
    "0b" + "1" * 15_000,
    "nan",
    "inf",
    "0." + "3" * 5000,
    "1e-999999999999999999",
]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:12])
@pytest.mark.parametrize("key", ["face", "coupon", "grace_years", "value_date", "name", "refinances"])
def test_a_number_beyond_measure_in_toml_is_a_problem_of_its_key(number: str, key: str) -> None:
    text = (SAMPLE.parent / "land-reserve" / "project.toml").read_text(encoding="utf-8")
    head, _, rest = text.partition("[[bonds]]\n")
    lines = (
        [line for line in rest.split("\n") if not line.startswith(f"{key} =")]
        if key in rest.split("[[", 1)[0]
        else rest.split("\n")
    )
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", (head + f"[[bonds]]\n{key} = {number}\n" + "\n".join(lines)).encode())
    found = next(one for one in caught.value.problems if one.cell == f"第1项 {key}")
    assert len(str(found)) < 300


@pytest.mark.parametrize(
    "number", [*NUMBERS, "[0x" + "f" * 4000 + "]", "{a = [0x" + "f" * 4000 + "]}"], ids=lambda it: it[:12]
)
def test_a_number_beyond_measure_in_any_field_of_any_sheet_ends_in_problems(number: str) -> None:
    """All sheets stand in one file, but a dozen where the number is so long that the file would be too large."""
    known, told = sheets(), set()
    size = 12 if len(number) > 10_000 else len(known)
    for start in range(0, len(known), size):
        lot = known[start : start + size]
        with pytest.raises(ProjectError) as caught:
            read_bytes("project.toml", "".join(filled_with(number, sheet) for sheet in lot).encode())
        told |= {found.sheet.strip("[]") for found in caught.value.problems}
        assert all(len(str(found)) < 400 for found in caught.value.problems)
    assert told >= {sheet.id for sheet in known}


def filled_with(number: str, sheet: Sheet) -> str:
    """A sheet with the number in every field."""
    head = f"[{sheet.id}]" if sheet.form else f"[[{sheet.id}]]"
    return "\n".join([head, *(f"{field.id} = {number}" for field in sheet.cells), ""])


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["2024年11月", "2024-11", "2024/11", "2024.11", "2024年11月份", 2024.11])
def test_a_month_lacks_its_day(typed: object) -> None:
    filled = Filled()
    where = filled.where("专项债券", "起息日", "A")
    page = filled.page("专项债券")
    page[where].value, page[where].number_format = typed, "General"
    (found,) = problems(filled.data())
    assert (found.cell, found.code) == (where, "day_missing")
    assert "缺少日" in found.found


def computed(cell: str, formula: str, result: str) -> bytes:
    return rezipped(
        INVESTMENT,
        lambda xml: re.sub(
            rb'(<c r="%s"[^>]*?)(?: t="\w+")?>.*?</c>' % cell.encode(),
            rb"\g<1>><f>%s</f><v>%s</v></c>" % (formula.encode(), result.encode()),
            xml,
        ),
    )


@pytest.mark.slow
def test_amounts_of_formulas_are_rounded_half_up_with_one_notice_a_column(given: Project) -> None:
    """1234.565 is half a fen: 1234.57; 1234.5649999 is below it: 1234.56; noise behind the thirteenth decimal is none."""
    where = [Filled().where("投资估算", "金额", item) for item in ("roads", "pipes", "node_room")]
    data = GOOD
    for cell, result in zip(where, ("1234.565", "1234.5649999", "300.00000000000006"), strict=True):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            xml = parts.read(INVESTMENT)
        new = re.sub(
            rb'(<c r="%s"[^>]*)>.*?</c>' % cell.encode(), rb"\g<1>><f>1*1</f><v>%s</v></c>" % result.encode(), xml
        )
        data = rezipped(INVESTMENT, lambda _, new=new: new)
    project = read_bytes("project.xlsx", data)
    amounts = {row.id: row.amount for row in project.tables["investment"]}
    assert (amounts["roads"], amounts["pipes"], amounts["node_room"]) == (
        Decimal("1234.57"),
        Decimal("1234.56"),
        Decimal(300),
    )
    (told,) = [text for text in project.notices if "四舍五入" in text]
    assert "“投资估算”表“金额（含税）”栏有2个公式结果" in told
    assert "0.01" in told
    assert given.tables["investment"] != project.tables["investment"]


def test_what_is_typed_is_never_rounded() -> None:
    filled = Filled()
    where = filled.set(1234.565, "投资估算", "金额", "roads")
    assert [(one.sheet, one.cell, one.code) for one in problems(filled.data())] == [(*where, "finer_than_quantum")]


def test_two_cells_of_one_address_are_damage() -> None:
    data = rezipped(BONDS, lambda xml: xml.replace(b'<c r="D5"', b'<c r="C5"', 1))
    with pytest.raises(FileError, match="损坏"):
        read_bytes("project.xlsx", data)


def test_dates_of_strict_files_are_read(given: Project) -> None:
    """They may be stored as text of ISO 8601."""
    day = next(row.value_date for row in given.tables["bonds"])
    assert isinstance(day, date)
    data = rezipped(
        BONDS,
        lambda xml: re.sub(
            rb'<c r="C5"( s="\d+")?>.*?</c>',
            rb'<c r="C5"\1 t="d"><v>%sT00:00:00</v></c>' % day.isoformat().encode(),
            xml,
        ),
    )
    assert read_bytes("project.xlsx", data).tables == given.tables


@pytest.mark.slow
def test_one_project_kept_in_six_odd_ways_is_one_project() -> None:
    """The same workbook saved with Chinese dates, strict, with renamed parts, an odd colour, blank rows, an invisible sign."""
    odd = ("datefmt31", "strict", "case-sheet-parts", "style-bad-color", "wps-blank-rows", "zwsp-id")
    first, *others = (
        read_bytes(f"{name}.xlsx", (CASES / "files" / f"{name}.xlsx").read_bytes()).tables for name in odd
    )
    assert all(other == first for other in others)
    assert len(first["bonds"]) == 2
    assert first["bonds"][0].value_date == date(2020, 9, 15)
