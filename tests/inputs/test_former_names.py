"""Workbooks that bear former names of sheets, fields and choices are read as before; the list holds nothing that is not one."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from bondcalc.inputs.cell import Cell
from bondcalc.inputs.files.headings import field_of
from bondcalc.inputs.former import FORMER
from bondcalc.inputs.project import Project, sheet_of, sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.values import plain
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.problem import ProjectError
from tests.inputs.filled import Filled
from tests.inputs.test_round_trip import RICH
from tests.inputs.workbook_bytes import low_template, saved

KNOWN = {sheet.id: sheet for sheet in sheets()}
FIELDS = {f"{sheet.id}.{cell.id}": cell for sheet in sheets() for cell in sheet.cells}


def old(project: Project, number: int) -> bytes:
    """The workbook of a project as it was drawn when everything bore its former name, the `number`th where it had several."""
    book = openpyxl.load_workbook(io.BytesIO(low_template(project, range(2020, 2032))))
    for sheet in sheets():
        page = book[sheet.zh]
        names = {cell.zh: _before(f"{sheet.id}.{cell.id}", cell.zh, number) for cell in sheet.cells}
        words = {
            zh: _before(f"{sheet.id}.{cell.id}={id_}", zh, number)
            for cell in sheet.cells
            for id_, zh in cell.choices.items()
        }
        for row in page.iter_rows():
            for spot in row:
                text = str(spot.value)
                name, bracket, unit = text.rpartition("（")
                if text in names or text in words:
                    spot.value = names.get(text) or words[text]
                elif name in names and unit.endswith("）"):
                    spot.value = f"{names[name]}{bracket}{unit}"
        page.title = _before(sheet.id, sheet.zh, number)
    return saved(book)


def _before(key: str, now: str, number: int) -> str:
    former = FORMER.get(key, (now,))
    return former[min(number, len(former) - 1)]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(max(map(len, FORMER.values()))))
def test_a_workbook_with_former_names_gives_the_same_project(number: int) -> None:
    rich = read_bytes("project.toml", RICH.encode())
    given = old(rich, number)
    assert any(name in openpyxl.load_workbook(io.BytesIO(given)).sheetnames for name in FORMER["ramps"])
    assert read_bytes("project.xlsx", given).tables == rich.tables


def test_every_key_is_a_sheet_a_field_or_a_choice() -> None:
    told = (sheet_of(statement) for statement in STATEMENTS_OF_ACTUALS)
    fields = FIELDS | {f"{sheet.id}.{cell.id}": cell for sheet in told for cell in sheet.cells}
    choices = {f"{name}={choice}" for name, cell in fields.items() for choice in cell.choices}
    assert FORMER.keys() <= {*KNOWN, *fields, *choices}


@pytest.mark.parametrize("key", [key for key in FORMER if key in FIELDS])
def test_every_former_heading_means_its_field(key: str) -> None:
    sheet = KNOWN[key.partition(".")[0]]
    for name in FORMER[key]:
        for heading in (name, f"{name}（万元）", f" {name} "):
            assert field_of(sheet, heading) is FIELDS[key], heading


def test_no_former_name_is_the_name_of_something_else_today() -> None:
    told: list[str] = []
    for sheet in sheets():
        told += _taken(sheet.cells, lambda cell, sheet=sheet: f"{sheet.id}.{cell.id}")
    titles = {plain(sheet.zh) for sheet in sheets()}
    told += [name for sheet in sheets() for name in FORMER.get(sheet.id, ()) if plain(name) in titles]
    assert not told


def _taken(cells: tuple[Cell, ...], key: Callable[[Cell], str]) -> list[str]:
    today = {plain(cell.zh): cell.id for cell in cells}
    found = [(name, cell.id) for cell in cells for name in FORMER.get(key(cell), ())]
    assert len({plain(name) for name, _ in found}) == len(found), "one former name of two fields"
    return [f"{key(cells[0])}: {name}" for name, id_ in found if today.get(plain(name), id_) != id_]


@pytest.mark.slow
def test_a_slip_in_a_former_name_is_asked_about_by_the_name_of_today() -> None:
    """涨价幅渡 is as near to a field as it was when the field bore that name."""
    filled, cell = Filled(), KNOWN["revenue"].cell("growth_rate")
    [heading] = [
        spot
        for row in filled.page("经营收入").iter_rows(max_row=5)
        for spot in row
        if str(spot.value).startswith(cell.zh)
    ]
    heading.value = "涨价幅渡"
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", filled.data())
    assert [(one.code, cell.zh in str(one)) for one in caught.value.problems] == [("near_heading", True)]
