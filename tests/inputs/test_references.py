"""A field that names a row of another sheet names one that is there: every such field of every sheet."""

import tomllib
from decimal import Decimal

import pytest

from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.project import sheets
from bondcalc.inputs.read import read_bytes
from bondcalc.problem import ProjectError
from tests.faults import written
from tests.inputs.test_round_trip import RICH

NAMING = [
    (sheet.id, cell.id, "、".join(SHEETS[one].zh for one in cell.refers[: 1 if cell.own_check else None]))
    for sheet in sheets()
    for cell in sheet.cells
    if cell.refers
]


@pytest.mark.parametrize(("sheet", "field", "named"), NAMING)
def test_a_reference_to_no_row_is_a_problem_that_names_the_sheet(sheet: str, field: str, named: str) -> None:
    tables = tomllib.loads(RICH, parse_float=Decimal)
    tables[sheet][-1] |= {field: "没有的一行"} | ({"basis": "share_of_revenue"} if field == "of" else {})
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", written(tables).encode())
    found = [
        (one.sheet, one.cell.split()[-1], one.found.partition("，")[2])
        for one in caught.value.problems
        if one.code in {"unknown_reference", "unknown_base"}
    ]
    assert found == [(f"[{sheet}]", field, f"“{named}”表没有这个编号或名称")]


def test_every_kind_of_reference_is_asked() -> None:
    assert {("bonds", "refinances"), ("assets", "item"), ("comparables", "line"), ("costs", "of")} <= {
        (sheet, field) for sheet, field, _ in NAMING
    }


@pytest.mark.parametrize(
    ("sheet", "field", "required"), [("bonds", "refinances", False), ("comparables", "line", True)]
)
@pytest.mark.parametrize("typed", ["无", "/", "——"])
def test_a_word_for_nothing_is_to_be_left_blank(sheet: str, field: str, required: bool, typed: str) -> None:
    tables = tomllib.loads(RICH, parse_float=Decimal)
    tables[sheet][-1] |= {field: typed}
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", written(tables).encode())
    assert [one.code for one in caught.value.problems] == ["unknown_reference" if required else "reference_to_nothing"]


def test_a_base_of_several_lines_is_told_how_to_be_typed() -> None:
    tables = tomllib.loads(RICH, parse_float=Decimal)
    tables["costs"][-1] |= {"of": "甲、乙", "basis": "share_of_revenue"}
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", written(tables).encode())
    (one,) = caught.value.problems
    assert "填all" in one.remedy
