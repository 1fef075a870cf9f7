"""A list of projects: the same from workbook and TOML, and every fault told at its cell."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.bounds import LISTED, ROWS
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.fault import UNCLEAR, UnclearError, checks_of
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.read import raw_of
from bondcalc.inputs.repeated import says_again, stands_before
from bondcalc.inputs.validate import validate_rows
from bondcalc.portfolio.list_sheets import MONEY_UNIT, ListedProject
from bondcalc.portfolio.project_list import STATEMENTS, list_workbook
from bondcalc.portfolio.shocks.factor_model import OWN
from bondcalc.portfolio.shocks.factor_sheets import FactorDriver, FactorLoading, FactorStress
from bondcalc.problem import FileError, ProjectError
from tests.commands import bondcalc
from tests.portfolio.listing import TEXT, read, spoilt, workbook
from tests.samples import SAMPLES

LIST = SAMPLES / "county-list" / "list.toml"


def test_workbook_and_toml_say_the_same(tmp_path: Path) -> None:
    toml, book = read(tmp_path, "清单.toml", TEXT.encode()), read(tmp_path, "清单.xlsx", workbook())
    assert replace(book, name=toml.name, sha256=toml.sha256) == toml
    assert [one.code for one in toml.projects] == ["2101-430426-04-01-000001", None]
    assert toml.projects[0].sector == "sewage_waste"
    assert [one.amount for one in toml.allocations] == [Decimal("16000.5"), Decimal(4000)]
    assert toml.limits[0].balance == 180000


def test_a_path_typed_on_windows_is_found_everywhere(tmp_path: Path) -> None:
    listed = read(tmp_path, "清单.toml", TEXT.encode())
    assert listed.file_of(listed.projects[1]) == tmp_path / "项目" / "二.xlsx"


WRONG = {
    "code twice": ("项目", "A6", "2101-430426-04-01-000001", "listed_twice"),
    "file twice": ("项目", "B6", "项目/一.toml", "listed_twice"),
    "no file": ("项目", "B5", None, "missing_required"),
    "region": ("项目", "C5", "43042", "region_code"),
    "sector": ("项目", "D5", "养鱼", "unknown_choice"),
    "priority": ("项目", "F5", 0, "out_of_range"),
    "project": ("债券分配", "B5", "没有的项目", "project_unlisted"),
    "amount": ("债券分配", "C5", -1, "out_of_range"),
    "end": ("债券分配", "E6", "2027-01-01", "allocation_order"),
    "region in wide digits": ("项目", "C5", "４３０４２６", "region_code"),
    "limit of nowhere": ("地区限额", "B5", None, "missing_required"),
    "limit of a region": ("地区限额", "B5", "祁东县", "region_code"),
    "unit": ("债券分配", "C4", "分配金额（亿元）", "unit_in_heading"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_cell(case: str, tmp_path: Path) -> None:
    sheet, cell, value, code = WRONG[case]
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, "清单.xlsx", spoilt(sheet, cell, value))
    assert (sheet, cell, code) in {(one.sheet, one.cell, one.code) for one in caught.value.problems}


@pytest.mark.parametrize(
    ("again", "code"),
    [
        ('[[limits]]\nyear = 2026\nregion = "430426"\n', "limit_twice"),
        ('[[allocations]]\nbond = "2105001"\nproject = "2101-430426-04-01-000001"\namount = 1\n', "allocated_twice"),
        ('[[allocations]]\nbond = "2105001"\nproject = "项目/一.toml"\namount = 1\n', "allocated_twice"),
        ("[[project]]\n", "unknown_table"),
        ('[[members]]\npath = "三.toml"\nfile = "x"\n', "unknown_key"),
    ],
)
def test_a_row_too_many_is_told(again: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, "清单.toml", (TEXT + again).encode())
    assert [one.code for one in caught.value.problems] == [code]


def test_a_value_that_cannot_be_read_breaks_no_check() -> None:
    """Whatever stands in a cell of a list or of a file of factors, the checks of all rows come to their end."""
    for path, statements in ((LIST, STATEMENTS), (OWN, (FactorDriver, FactorLoading, FactorStress))):
        known = [sheet_of(statement) for statement in statements]
        stated = validate_rows(raw_of(path.name, path.read_bytes(), known), MONEY_UNIT)
        for sheet, cell in ((one, cell) for one in known for cell in one.cells):
            first, *others = stated.tables[sheet.id]
            spoiled = (replace(first, **{cell.id: UNCLEAR}), *others)
            assert set(checked(known, Project({**stated.tables, sheet.id: spoiled}, (), ()))) <= {"stress_parts"}


def checked(known: list[Sheet], project: Project) -> list[str]:
    """The codes of what the checks of all rows find."""
    found: list[str] = []
    for row, check in (
        (row, check) for one in known for row in project.tables[one.id] for check in checks_of(one.statement)
    ):
        with suppress(UnclearError):
            found += [fault.code for fault in check(row, project)]
    return found


def test_a_value_that_cannot_be_read_hides_no_double_below_it(tmp_path: Path) -> None:
    row = '[[limits]]\nyear = {}\nregion = "430426"\n'
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, "清单.toml", (row.format('"今年"') + TEXT + row.format(2026)).encode())
    assert {one.code for one in caught.value.problems} == {"bad_number", "limit_twice"}


def test_a_file_alone_is_a_row_and_a_total_is_none(tmp_path: Path) -> None:
    """A numbered file name is no remark; a line of totals is."""
    alone = b'[[members]]\npath = "1.\xe5\x8d\x97\xe7\x89\x87\xe5\x8c\xba.xlsx"\n'
    assert len(read(tmp_path, "a.toml", alone).projects) == 1
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, "b.toml", alone + '[[members]]\npath = "合计"\n'.encode())
    assert [one.code for one in caught.value.problems] == ["total_row"]


def test_a_renamed_sheet_is_told(tmp_path: Path) -> None:
    book, out = openpyxl.load_workbook(BytesIO(workbook())), BytesIO()
    book["债券分配"].title = "债券分配 (2)"
    book.save(out)
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, "清单.xlsx", out.getvalue())
    assert [one.code for one in caught.value.problems] == ["near_sheet"]


def test_the_command_makes_a_blank_list(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    done = bondcalc("new", str(path), "--portfolio")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == list_workbook()
    sheet = openpyxl.load_workbook(path)["项目"]
    assert sheet["B4"].value == "项目文件"
    assert sheet.column_dimensions["A"].width > len("0000-430426-04-01-000001")
    assert [cell.value for cell in sheet[5]][:3] == [None] * 3
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, "空.xlsx", path.read_bytes())
    assert [one.code for one in caught.value.problems] == ["no_rows"]
    assert bondcalc("new", str(tmp_path / "b.xlsx"), "--portfolio", "--kind", "park").returncode == 1


def test_a_list_is_no_project() -> None:
    """Sheets of a list are none of a project: neither kind of file takes the other's."""
    from bondcalc.inputs.project import sheets
    from bondcalc.inputs.read import read_bytes

    assert ListedProject not in {sheet.statement for sheet in sheets()}
    with pytest.raises(FileError, match="多个项目的清单"):
        read_bytes("清单.xlsx", workbook())


MEMBER = '[[members]]\ncode = "2101-430426-04-01-{0:06d}"\npath = "项目/{0}.toml"\n'


def province(projects: int, *more: str) -> bytes:
    """A list of so many projects, and further rows."""
    return "".join([*map(MEMBER.format, range(projects)), *more]).encode()


def test_a_list_has_more_rows_than_a_project(tmp_path: Path) -> None:
    """What a sheet of a project would refuse, and a double among so many is still found."""
    assert len(read(tmp_path, "清单.toml", province(ROWS.most + 1)).projects) == ROWS.most + 1
    with pytest.raises(ProjectError) as caught:
        read(tmp_path, "清单.toml", province(ROWS.most, MEMBER.format(7)))
    assert [one.code for one in caught.value.problems] == ["listed_twice", "listed_twice"]
    with pytest.raises(FileError, match="15,000"):
        read(tmp_path, "清单.toml", province(LISTED.most + 1))


def test_what_all_rows_say_is_asked_once() -> None:
    """Ten thousand rows that each looked at all others would take minutes."""
    asked: list[ListedProject] = []
    rows = tuple(ListedProject(path=f"{number}.toml") for number in (1, 2, 1, 3))
    project = Project({"members": rows})

    def said(row: ListedProject) -> str:
        asked.append(row)
        return row.path

    assert [says_again(project, row, "path", said) for row in rows] == [False, False, True, False]
    assert len(asked) == len(rows)


def test_a_project_with_other_rows_is_asked_anew() -> None:
    rows = tuple(ListedProject(path=path) for path in ("1.toml", "1.toml"))
    project = Project({"members": rows})
    assert stands_before(project, rows[1], "path")
    others = tuple(replace(row, path=f"{number}.toml") for number, row in enumerate(rows))
    assert not stands_before(replace(project, tables={"members": others}), others[1], "path")
    assert project.asked_once("number of rows", lambda: 2) == 2
    assert replace(project, tables={}).asked_once("number of rows", lambda: 0) == 0
