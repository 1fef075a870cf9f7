"""A file of another kind is called by its kind, with the command that takes it, instead of a page of problems."""

from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

from bondcalc.inputs.other_form import MARKS
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.read import raw_of, read_bytes
from bondcalc.inputs.validate import validate_rows
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.monitoring.new_actuals import WantedActuals, new_actuals
from bondcalc.portfolio.project_list import STATEMENTS, list_workbook
from bondcalc.problem import FileError, ProjectError
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
