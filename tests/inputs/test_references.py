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

NAMING = [(sheet.id, cell.id, SHEETS[cell.refers[0]].zh) for sheet in sheets() for cell in sheet.cells if cell.refers]


@pytest.mark.parametrize(("sheet", "field", "named"), NAMING)
def test_a_reference_to_no_row_is_a_problem_that_names_the_sheet(sheet: str, field: str, named: str) -> None:
    tables = tomllib.loads(RICH, parse_float=Decimal)
    tables[sheet][-1] |= {field: "没有的一行"} | ({"basis": "share_of_revenue"} if field == "of" else {})
    with pytest.raises(ProjectError) as caught:
        read_bytes("project.toml", written(tables).encode())
    found = [
        (one.sheet, one.cell.split()[-1], one.found.partition("，")[2])
        for one in caught.value.problems
        if one.code == "unknown_reference"
    ]
    assert found == [(f"[{sheet}]", field, f"“{named}”表没有这个编号或名称")]


def test_every_kind_of_reference_is_asked() -> None:
    assert {("bonds", "refinances"), ("assets", "item"), ("comparables", "line"), ("costs", "of")} <= {
        (sheet, field) for sheet, field, _ in NAMING
    }
