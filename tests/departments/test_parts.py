"""Handed out and taken back: nothing changed gives the base, any change arrives, two of one cell are a conflict."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bondcalc.departments.base import InputBook, opened_workbook, said
from bondcalc.departments.gathered import Gathered, gathered
from bondcalc.departments.handed_out import KEY, SLIP, parts_of, still_out
from bondcalc.departments.owners import owners_of
from bondcalc.departments.returned import returned
from bondcalc.departments.written_in import merged
from bondcalc.inputs.form.project_kinds import KINDS
from bondcalc.inputs.form.template import template
from bondcalc.inputs.project import sheets
from bondcalc.inputs.read import ProjectFile
from bondcalc.problem import FileError, Place, ProjectError
from tests.commands import bondcalc
from tests.conftest import SAMPLE
from tests.inputs.filled import drawn_input
from tests.inputs.workbook_bytes import saved
from tests.outside import converted
from tests.workbook_bytes import without_print_titles

Edit = Callable[[Any], None]
"""What somebody does to a workbook."""
BLANK_LISTS = ("逐笔还本", "资产台账")


@cache
def base() -> InputBook:
    """The sample, with the codes of two sheets blank as a clerk leaves them, and one row given to another department."""
    return changed_file("base.xlsx", drawn_input(), _clerk)


def _clerk(book: Any) -> None:
    # Two blank lists stand for all sixteen, which every test would open and save.
    for title in [sheet.zh for sheet in sheets() if not sheet.form and sheet.zh not in BLANK_LISTS]:
        if book[title].cell(5, 2).value is None and title != "责任分工":
            book.remove(book[title])
    for title in ("投资估算", "资本金"):
        for row in range(5, 30):
            book[title].cell(row, 1).value = None
    names = [book["运营成本"].cell(row, 2).value for row in (5, 6)]
    for column, text in enumerate(("运营成本", names[1], "县水务局"), 1):
        book["责任分工"].cell(5, column).value = text
    for column, text in enumerate(("土地出让", None, "县自然资源局"), 1):
        book["责任分工"].cell(6, column).value = text


def changed_file(name: str, data: bytes, edit: Edit) -> InputBook:
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    return opened_workbook(ProjectFile(name, saved(book)))


@cache
def handed() -> dict[str, bytes]:
    return {part.department: part.data for part in parts_of(base())}


def part(department: str, edit: Edit = lambda _: None, name: str = "") -> ProjectFile:
    return changed_file(name or f"{department}.xlsx", handed()[department], edit).file


def back(*files: ProjectFile) -> Gathered:
    owners = owners_of(base())
    return gathered(base(), [returned(base(), owners, file) for file in files])


def taken(*files: ProjectFile) -> InputBook:
    found = back(*files)
    assert found.clashes == ()
    return opened_workbook(ProjectFile("merged.xlsx", merged(base(), found)))


def content(book: InputBook) -> dict[str, list[dict[Any, str]]]:
    return {
        id_: [
            {name: said(known.sheet.cell(name[0]), cell.value) for name, cell in known.filled.items()} for known in rows
        ]
        for id_, rows in book.rows.items()
    }


@pytest.mark.slow
def test_every_sheet_has_a_department_and_a_row_may_have_another() -> None:
    owners = owners_of(base())
    assert set(owners.whole) == {sheet.id for sheet in sheets()}
    assert owners.whole["land"] == "县自然资源局"
    assert owners.whole["bonds"] == "财政部门"
    first, second = base().rows["costs"][:2]
    assert (owners.of(first), owners.of(second)) == ("项目单位", "县水务局")


@pytest.mark.slow
def test_unchanged_parts_give_the_base() -> None:
    merged_book = taken(*(part(department) for department in handed()))
    assert content(merged_book) == content(base())
    assert merged_book.hash == base().hash


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sewage", "parking", "park"])
def test_parts_of_a_file_by_kind_come_back_though_forms_are_hidden(kind: str) -> None:
    """A form nobody filled in and nobody was handed is not asked back; one with a word in it is."""
    blank = opened_workbook(ProjectFile("b.xlsx", _by_kind(kind)))
    made = parts_of(blank)
    owners = owners_of(blank)
    back = [returned(blank, owners, ProjectFile(f"{one.department}.xlsx", one.data)) for one in made]
    assert gathered(blank, back).clashes == ()
    assert still_out(blank, owners, (one.department for one in back)) == []
    assert still_out(blank, owners, [made[0].department]) == [one.department for one in made[1:]]


def _by_kind(kind: str) -> bytes:
    return template(None, range(2026, 2030), kind=KINDS[kind])


@pytest.mark.slow
@pytest.mark.parametrize("title", ["地区限额", "计算设置", "偿还责任"])
def test_a_sheet_that_was_handed_out_and_taken_out_of_the_part_is_missed(title: str) -> None:
    """Filled in or blank: nobody knows what was typed there since."""
    sheet = next(sheet for sheet in sheets() if sheet.zh == title)
    file = part(owners_of(base()).whole[sheet.id], lambda book: book.remove(book[title]))
    with pytest.raises(FileError, match=f"缺少“{title}”表"):
        returned(base(), owners_of(base()), file)


def test_a_part_holds_its_sheets_and_locks_the_rest() -> None:
    book = openpyxl.load_workbook(io.BytesIO(handed()["县水务局"]))
    assert set(book.sheetnames) == {"填表说明", "项目概况", "计算设置", "运营成本", SLIP}
    costs = book["运营成本"]
    assert costs.protection.sheet
    assert [costs.cell(row, 3).protection.locked for row in (5, 6)] == [True, False]
    assert book["项目概况"].cell(4, 2).protection.locked
    heads = [cell.value for cell in costs[4]]
    assert costs.column_dimensions[costs.cell(4, heads.index(KEY) + 1).column_letter].hidden
    assert book[SLIP].sheet_state != "visible"


@pytest.mark.slow
def test_any_one_change_arrives_and_nothing_else(count: int) -> None:
    """A cell of any sheet, blank or filled, form or list, gets another value of its kind."""
    draw = random.Random(17)
    owners = owners_of(base())
    spots = [
        (known, name, cell) for rows in base().rows.values() for known in rows for name, cell in known.filled.items()
    ]
    for known, name, cell in draw.sample(spots, min(count // 2, 12)):
        new = _other(cell.value)

        found = content(taken(part(owners.of(known), _typing(known.sheet.zh, cell.place, new))))
        expected = content(base())
        [row] = [at for at, one in enumerate(base().rows[known.sheet.id]) if one.number == known.number]
        expected[known.sheet.id][row][name] = said(known.sheet.cell(name[0]), new)
        assert found == expected, (known.sheet.zh, name, cell.value, new)


def _typing(title: str, place: Place, value: object) -> Edit:
    def edit(book: Any) -> None:
        book[title].cell(place.row, place.column).value = value

    return edit


def _other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return datetime(2031, 3, 1)  # noqa: DTZ001 - a workbook holds days without a zone
    return value + 1 if isinstance(value, int) else value / 2 + 0.25 if isinstance(value, float) else f"{value}甲"


@pytest.mark.slow
@pytest.mark.parametrize(("title", "department"), [("投资估算", "项目单位"), ("专项债券", "财政部门")])
def test_rows_with_and_without_codes_follow_their_rows_when_moved(title: str, department: str) -> None:
    """The rows turned about, key and all, as sorting does: the same rows, none added, none lost."""

    def turned(book: Any) -> None:
        page, last = book[title], max(known.number for known in base().rows[_id(title)])
        rows = [[cell.value for cell in page[row]] for row in range(5, last + 1)]
        for row, values in zip(range(5, last + 1), reversed(rows), strict=True):
            for column, value in enumerate(values, 1):
                page.cell(row, column).value = value

    found = back(part(department, turned))
    assert (found.cells, found.new, found.gone, found.clashes) == ((), (), (), ())


def _id(title: str) -> str:
    return next(sheet.id for sheet in sheets() if sheet.zh == title)


@pytest.mark.slow
def test_rows_added_and_deleted_arrive() -> None:
    last = max(known.number for known in base().rows["revenue"])

    def edit(book: Any) -> None:
        page = book["经营收入"]
        width = page.max_column
        for column in range(1, width + 1):
            if page.cell(4, column).value != KEY:
                page.cell(last + 1, column).value = page.cell(last, column).value
        page.cell(last + 1, 1).value, page.cell(last + 1, 2).value = None, "新增的一项"
        for column in range(1, width + 1):
            page.cell(5, column).value = None

    found = back(part("项目单位", edit))
    assert [(row.known.number, row.gone) for row in (*found.new, *found.gone)] == [(last + 1, False), (5, True)]
    names = [row[("name", None)] for row in content(taken(part("项目单位", edit)))["revenue"]]
    before = [row[("name", None)] for row in content(base())["revenue"]]
    assert names == [*before[1:], "新增的一项"]


@pytest.mark.slow
def test_a_year_that_the_base_has_no_column_for_arrives() -> None:
    at = max(column for (row, column), _ in base().grids["costs"].cells.items() if row == 4)

    def edit(book: Any) -> None:
        book["运营成本"].cell(4, at + 5).value = "2061年"
        book["运营成本"].cell(5, at + 5).value = 12.5

    found = content(taken(part("项目单位", edit)))
    assert found["costs"][0][("by_year", 2061)] == "12.5"


@pytest.mark.slow
def test_two_changes_of_one_cell_are_a_conflict_and_the_same_change_is_none() -> None:
    def edit(value: float) -> Edit:
        def typed(book: Any) -> None:
            book["经营收入"].cell(6, 4).value = value

        return typed

    one, other = part("项目单位", edit(3), "甲.xlsx"), part("项目单位", edit(4), "乙.xlsx")
    [clash] = back(one, other).clashes
    assert clash.code == "clash_cell"
    assert {change.file for change in clash.changes} == {"甲.xlsx", "乙.xlsx"}
    assert {change.place.cell for change in clash.changes if hasattr(change, "place")} == {"D6"}
    assert back(one, part("项目单位", edit(3), "丙.xlsx")).clashes == ()


def test_a_row_of_somebody_else_is_a_conflict() -> None:
    def edit(book: Any) -> None:
        book["运营成本"].cell(5, 2).value = "改了别人的名称"

    assert [clash.code for clash in back(part("县水务局", edit)).clashes] == ["clash_foreign"]


@pytest.mark.slow
def test_a_row_deleted_here_and_changed_there_is_a_conflict() -> None:
    def deleted(book: Any) -> None:
        for column in range(1, book["经营收入"].max_column + 1):
            book["经营收入"].cell(6, column).value = None

    def changed(book: Any) -> None:
        book["经营收入"].cell(6, 2).value = "另一个名称"

    codes = [
        clash.code for clash in back(part("项目单位", deleted, "甲.xlsx"), part("项目单位", changed, "乙.xlsx")).clashes
    ]
    assert codes == ["clash_gone"]


@pytest.mark.slow
def test_new_rows_of_two_copies_are_never_counted_twice_silently() -> None:
    last = max(known.number for known in base().rows["funding"])

    def edit(code: str | None, name: str) -> Edit:
        def typed(book: Any) -> None:
            book["资本金"].cell(last + 1, 1).value = code
            book["资本金"].cell(last + 1, 2).value = name

        return typed

    def both(*edits: Edit) -> list[str]:
        files = [part("财政部门", one, f"{number}.xlsx") for number, one in enumerate(edits)]
        return [clash.code for clash in back(*files).clashes]

    assert both(edit(None, "县财政"), edit(None, "县财政")) == ["clash_new"]
    assert both(edit("x", "县财政"), edit("x", "县财政")) == []
    assert both(edit("x", "县财政"), edit("x", "市财政")) == ["clash_code"]
    assert both(edit(None, "县财政"), edit(None, "市财政")) == []


@pytest.mark.slow
def test_a_part_of_another_base_is_refused() -> None:
    other = changed_file(
        "other.xlsx", base().file.data, lambda book: book["项目概况"].cell(4, 2).__setattr__("value", "别的项目")
    )
    owners = owners_of(other)
    for department in handed():
        with pytest.raises(FileError, match="不是从这份"):
            returned(other, owners, ProjectFile(f"{department}.xlsx", handed()[department]))
    with pytest.raises(FileError, match="不是bondcalc split分发的文件"):
        returned(base(), owners_of(base()), base().file)


@pytest.mark.slow
def test_formulas_stay_in_the_base_and_parts_show_their_values() -> None:
    """A base with a formula that was worked out keeps it where nobody changed the cell."""
    spot = next(cell.place for cell in [base().rows["investment"][0].filled[("amount", None)]])
    with_formula = _worked_out(spot.row, spot.column)
    data = next(one.data for one in parts_of(with_formula) if one.department == "项目单位")
    shown = openpyxl.load_workbook(io.BytesIO(data))["投资估算"].cell(spot.row, spot.column)
    assert shown.value == pytest.approx(1234.5)
    file = changed_file("a.xlsx", data, lambda book: book["项目概况"].cell(4, 2).__setattr__("value", "改名")).file
    found = gathered(with_formula, [returned(with_formula, owners_of(with_formula), file)])
    assert len(found.cells) == 1
    book = openpyxl.load_workbook(io.BytesIO(merged(with_formula, found)))
    assert book["投资估算"].cell(spot.row, spot.column).value == "=1000+234.5"
    assert book["项目概况"].cell(4, 2).value == "改名"


def _worked_out(row: int, column: int) -> InputBook:
    """Put a formula with its result into the sheet, as a spreadsheet program stores it."""
    book = openpyxl.load_workbook(io.BytesIO(base().file.data))
    place = book["投资估算"].cell(row, column)
    place.value = "=1000+234.5"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            text = given.read(name)
            made.writestr(
                name,
                re.sub(
                    rb"(<f>1000\+234\.5</f>)<v\s*/>|(<f>1000\+234\.5</f>)<v></v>",
                    rb"<f>1000+234.5</f><v>1234.5</v>",
                    text,
                ),
            )
    return opened_workbook(ProjectFile("base.xlsx", out.getvalue()))


@pytest.mark.outside
@pytest.mark.slow
def test_parts_saved_by_another_program_come_back_as_they_went(tmp_path: Path) -> None:
    for number, department in enumerate(("项目单位", "县水务局")):
        data = handed()[department]
        (tmp_path / f"p{number}.xlsx").write_bytes(without_print_titles(data))
    names = sorted(tmp_path.glob("p*.xlsx"))
    converted("xlsx", tmp_path / "saved", *names)
    files = [ProjectFile(name.name, (tmp_path / "saved" / name.name).read_bytes()) for name in names]
    found = back(*files)
    assert (found.cells, found.new, found.gone, found.clashes) == ((), (), (), ())


@pytest.mark.slow
def test_commands_write_new_files_only_and_a_conflict_ends_with_5(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(base().file.data)

    def command(*words: str | Path) -> tuple[int, str]:
        done = bondcalc(*words)
        return done.returncode, done.stdout + done.stderr

    assert command("split", tmp_path / "b.xlsx")[0] == 0
    code, text = command("split", tmp_path / "b.xlsx", "--out", tmp_path / "parts")
    assert code == 0
    assert "县水务局（b-县水务局.xlsx）：运营成本" in text
    assert command("split", tmp_path / "b.xlsx", "--out", tmp_path / "parts")[0] == 4
    files = sorted((tmp_path / "parts").iterdir())
    assert len(files) == len(handed())
    code, text = command("merge", tmp_path / "b.xlsx", *files, "--out", tmp_path / "m.xlsx")
    assert code == 0, text
    written = opened_workbook(ProjectFile("m.xlsx", (tmp_path / "m.xlsx").read_bytes()))
    assert content(written) == content(base())
    assert command("merge", tmp_path / "b.xlsx", *files, "--out", tmp_path / "m.xlsx")[0] == 4
    book = openpyxl.load_workbook(files[0])
    for value, name in ((1, "x.xlsx"), (2, "y.xlsx")):
        title = next(sheet for sheet in book.sheetnames if sheet in {"合规事项", "经营收入", "运营成本", "税收测算"})
        book[title].cell(5, 2).value = value
        book.save(tmp_path / name)
    code, text = command(
        "merge", tmp_path / "b.xlsx", tmp_path / "x.xlsx", tmp_path / "y.xlsx", "--out", tmp_path / "n.xlsx"
    )
    assert code == 5
    assert "B5" in text
    assert "有冲突，未生成文件" in text
    assert not (tmp_path / "n.xlsx").exists()


def test_what_is_no_workbook_and_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(FileError, match="不能分发或合并"):
        opened_workbook(ProjectFile("p.toml", SAMPLE.read_bytes()))
    with pytest.raises(ProjectError):
        changed_file("f.xlsx", base().file.data, lambda book: book["经营收入"].cell(5, 4).__setattr__("value", "=1+1"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("收入", None, "某局"), "unknown_sheet_named"),
        (("经营收入", "没有这行", "某局"), "unknown_row_named"),
        (("土地出让", None, "某局"), "duty_twice"),
        (("税费", None, None), "missing_required"),
    ],
)
def test_a_division_that_names_what_is_not_there_is_a_problem(row: tuple[str | None, ...], code: str) -> None:
    def edit(book: Any) -> None:
        for column, text in enumerate(row, 1):
            book["责任分工"].cell(7, column).value = text

    with pytest.raises(ProjectError) as caught:
        owners_of(changed_file("base.xlsx", base().file.data, edit))
    assert [one.code for one in caught.value.problems] == [code]
    assert caught.value.problems[0].cell[1:] == "7"
