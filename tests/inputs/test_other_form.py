"""A file of another kind is called by its kind, with the command that takes it, instead of a page of problems."""

from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path

import openpyxl
import pytest

from bondcalc.departments.handed_out import SLIP
from bondcalc.inputs.other_form import MARKS, PART, WRITTEN
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import raw_of, read_bytes
from bondcalc.inputs.validate import validate_rows
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.monitoring.new_actuals import WantedActuals, new_actuals
from bondcalc.portfolio.project_list import STATEMENTS, list_workbook
from bondcalc.problem import FileError, ProjectError
from tests.commands import bondcalc
from tests.inputs.workbook_bytes import saved
from tests.samples import SAMPLES

TEXTS = {
    "project": SAMPLES / "land-reserve" / "project.toml",
    "actuals": SAMPLES / "hengyang-park" / "actuals.toml",
    "portfolio": SAMPLES / "county-list" / "list.toml",
}
NEXT = {"project": "bondcalc run f", "actuals": "bondcalc monitor 录入文件 f", "portfolio": "bondcalc portfolio run f"}


@cache
def workbook(kind: str, folder: Path) -> bytes:
    """A workbook of each kind as `new` and the samples have it."""
    if kind == "portfolio":
        return list_workbook()
    source = SAMPLES / "land-reserve" / "project.xlsx"
    if kind == "project":
        return source.read_bytes()
    new_actuals(folder / "a.xlsx", source, WantedActuals(date(2026, 1, 31), "year", None))
    return (folder / "a.xlsx").read_bytes()


def read_as(wanted: str, name: str, data: bytes) -> None:
    """Read a file as the kind that a command wants."""
    if wanted == "project":
        read_bytes(name, data)
        return
    known = [sheet_of(statement) for statement in (STATEMENTS_OF_ACTUALS if wanted == "actuals" else STATEMENTS)]
    validate_rows(raw_of(name, data, known), "万元")


@pytest.mark.parametrize(("kind", "wanted"), list(permutations(MARKS, 2)))
def test_a_file_of_another_kind_is_called_by_it(kind: str, wanted: str, tmp_path: Path) -> None:
    for name, data in (("f.xlsx", workbook(kind, tmp_path)), ("f.toml", TEXTS[kind].read_bytes())):
        with pytest.raises(FileError, match="不是此处要的文件") as caught:
            read_as(wanted, name, data)
        assert f"{NEXT[kind]}.{name.partition('.')[2]}" in str(caught.value)


def test_a_file_with_a_sheet_of_its_own_kind_is_judged_by_it() -> None:
    """A project that keeps a sheet 执行数据说明 beside is one still, and what is missing in it is told at its cells."""
    text = '[project]\nname = "甲"\n[actuals_of]\nas_of = 2024-12-31\n'
    with pytest.raises(ProjectError) as caught:
        read_bytes("p.toml", text.encode())
    assert "missing_sheet" in {problem.code for problem in caught.value.problems}
    with pytest.raises(ProjectError):
        read_bytes("q.toml", b'[projekt]\nname = "a"\n')


def test_each_mark_is_of_one_kind_alone() -> None:
    names = [name for _, *marks in MARKS.values() for words in marks for name in words]
    assert len(names) == len(set(names))


def of_sheets(*titles: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = titles[0]
    for title in titles[1:]:
        book.create_sheet(title)
    return saved(book)


@pytest.mark.parametrize("names", WRITTEN)
def test_a_file_of_a_monitoring_is_called_so_and_sent_to_its_folder(names: tuple[str, ...], tmp_path: Path) -> None:
    """By check, which reads a project, and by audit, which looks for a filing."""
    (tmp_path / "monitoring.xlsx").write_bytes(of_sheets("状态", *names))
    for command in ("check", "run", "audit"):
        words = ("--out", tmp_path / "out") if command == "run" else ()
        done = bondcalc(command, tmp_path / "monitoring.xlsx", *words)
        assert done.returncode == 4
        assert "monitoring.xlsx是监测结果中的一个文件" in done.stderr
        assert "bondcalc audit，写明其所在的文件夹" in done.stderr


def test_a_part_of_one_department_is_sent_to_merge() -> None:
    """Though it has every sheet a project must have: what others fill in is missing in it, and no figure may be made of it."""
    assert PART[1] == (SLIP,)
    with pytest.raises(FileError, match="bondcalc merge"):
        read_bytes("县-财政部门.xlsx", of_sheets("项目概况", "专项债券", SLIP))


def test_actuals_given_to_audit_are_called_so_too(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(of_sheets("填表说明", "执行数据说明"))
    assert "bondcalc monitor" in bondcalc("audit", tmp_path / "a.xlsx").stderr
