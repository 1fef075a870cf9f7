"""`check --mark`: the wrong cells coloured and commented in a copy, the file itself left as it was."""

import io
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.form.mark import COLOUR, marked
from bondcalc.inputs.read import ProjectFile, load, read_bytes
from bondcalc.problem import Exit, FileError, ProjectError
from tests.commands import bondcalc
from tests.inputs.filled import SAMPLE
from tests.inputs.workbook_bytes import saved

WORKBOOK = SAMPLE / "project.xlsx"


def spoiled() -> tuple[ProjectFile, dict[tuple[str, str], str]]:
    """The sample with a word for a coupon and a share above one; where they stand."""
    book = openpyxl.load_workbook(WORKBOOK)
    bonds = book["专项债券"]
    head = next(row for row in bonds.iter_rows() if any(cell.value and "票面利率" in str(cell.value) for cell in row))
    column = next(cell.column_letter for cell in head if cell.value and "票面利率" in str(cell.value))
    place = next(cell for cell in bonds[column] if isinstance(cell.value, float))
    place.value = "很高"
    return ProjectFile("project.xlsx", saved(book)), {("专项债券", place.coordinate): "很高"}


def problems(file: ProjectFile) -> list[object]:
    with pytest.raises(ProjectError) as caught:
        read_bytes(file.name, file.data)
    return list(caught.value.problems)


@pytest.mark.slow
def test_every_wrong_cell_is_coloured_and_says_what_to_do() -> None:
    file, places = spoiled()
    found = problems(file)
    copy = openpyxl.load_workbook(io.BytesIO(marked(file, found)))  # type: ignore[arg-type]
    for (sheet, cell), typed in places.items():
        place = copy[sheet][cell]
        assert place.value == typed
        assert place.fill.start_color.rgb.endswith(COLOUR)
        assert str(found[0]) in place.comment.text
    marks = [
        cell.coordinate
        for sheet in copy
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.comment.author == "bondcalc"
    ]
    assert len(marks) == len({(one.sheet, one.cell) for one in found})  # type: ignore[attr-defined]


@pytest.mark.slow
def test_the_command_writes_the_copy_and_still_says_everything(tmp_path: Path) -> None:
    file, _ = spoiled()
    source, target = tmp_path / "project.xlsx", tmp_path / "marked.xlsx"
    source.write_bytes(file.data)
    done = bondcalc("check", str(source), "--mark", str(target))
    assert done.returncode == 2
    assert "很高" in done.stderr
    assert source.read_bytes() == file.data
    assert openpyxl.load_workbook(target).sheetnames == openpyxl.load_workbook(source).sheetnames


@pytest.mark.slow
def test_nothing_is_overwritten_and_only_workbooks_are_marked(tmp_path: Path) -> None:
    source, there = tmp_path / "project.xlsx", tmp_path / "there.xlsx"
    source.write_bytes(spoiled()[0].data)
    there.write_bytes(b"x")
    for target in (there, source):
        before = target.read_bytes()
        done = bondcalc("check", source.name, "--mark", target.name, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (int(Exit.FILES), "")
        assert done.stderr == f"{target.name}已存在，不会覆盖：请换一个文件名。\n"
        assert target.read_bytes() == before
    with pytest.raises(FileError, match="不能标注"):
        marked(load(SAMPLE / "project.toml"), [])


def test_a_sound_workbook_is_not_copied(tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    assert bondcalc("check", str(WORKBOOK), "--mark", str(target)).returncode == 0
    assert not target.exists()
