"""`show --json`, the workbook and the twins say the same."""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from bondcalc.inputs.read import read_project
from bondcalc.result.contract import RATIOS, contract
from bondcalc.result.result import Result
from bondcalc.workbook.assemble import draw_workbook
from bondcalc.workbook.live_tables import shown_name
from tests.parted import compute
from tests.samples import drawn_sample

if TYPE_CHECKING:
    from openpyxl.cell import Cell

SAMPLE = Path(__file__).parent.parent / "samples" / "hengyang-park"


def test_every_listed_key_is_present(sample: Result) -> None:
    told = json.loads(json.dumps(contract(sample)))
    assert set(told) == {"contract", "project", "unit", "years", "ratios", "schedules", "findings"}
    assert tuple(told["ratios"]) == RATIOS
    assert told["contract"] == 1
    for schedule in told["schedules"].values():
        assert set(schedule) == {"label", "columns", "lines"}
        for line in schedule["lines"].values():
            wanted = {"label", "unit", "value"} if not schedule["columns"] else {"label", "unit", "opening", "values"}
            assert set(line) == wanted
            assert len(line.get("values", [])) == len(schedule["columns"])
    for found in told["findings"]:
        assert set(found) == {"rule", "severity", "verdict", "figure", "threshold", "article", "reason"}


def test_toml_and_workbook_twins_agree(sample: Result) -> None:
    twin = compute(read_project(SAMPLE / "project.xlsx"))
    assert contract(twin) == contract(sample)


@pytest.mark.slow
def test_the_workbook_holds_the_same_figures(sample: Result) -> None:
    """Found by label, as a person would: every years line of the contract stands in its sheet with its figures."""
    book = openpyxl.load_workbook(BytesIO(drawn_sample("hengyang-park")), data_only=True)
    told = contract(sample)["schedules"]
    seen = 0
    for table in sample.book.tables:
        if table.axis.kind != "years":
            continue
        sheet = book[table.sheet]
        rows: dict[object, tuple[Cell, ...]] = {}
        for row in sheet.iter_rows(min_col=1, max_col=4 + len(table.axis.columns)):
            # A single figure that is called like a row of years stands below it, with nothing in those columns.
            if row[0].value not in rows or any(cell.value is not None for cell in row[4:]):
                rows[row[0].value] = row
        for line in table.lines:
            values = told[table.id]["lines"][line.id]["values"]
            cells = [cell.value for cell in rows[shown_name(line)][4:]]
            for cell, value in zip(cells, values, strict=True):
                if value is None:
                    assert cell in {None, ""}
                else:
                    assert abs(Decimal(repr(float(cell))) - Decimal(value)) <= Decimal("0.000001"), (table.id, line.id)
                seen += 1
    assert seen > 2000


@pytest.mark.slow
def test_schedules_given_back_reproduce_themselves(sample: Result, tmp_path: Path) -> None:
    path = tmp_path / "schedules.xlsx"
    path.write_bytes(drawn_sample("hengyang-park"))
    again = compute(read_project(path))
    assert contract(again) == contract(sample)
    assert draw_workbook(again) == path.read_bytes()
