"""An item typed over the example, above the headings, is told as not read; the example itself and words there are not."""

import pytest

from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.files.above_headings import typed_above
from bondcalc.inputs.files.grid import columns_of
from bondcalc.inputs.files.headings import CellGrid
from bondcalc.inputs.read import read_bytes, read_project
from tests.inputs.filled import SAMPLE, Filled
from tests.inputs.workbook_bytes import low_template

HEADINGS = ("编号", "费用类别", "项目或费用名称", "金额（含税）（万元）", "2026年")


def told(*above: object) -> bool:
    cells = {(2, column): value for column, value in enumerate(HEADINGS, 1)}
    cells |= {(1, column): value for column, value in enumerate(above, 1) if value is not None}
    grid = CellGrid("投资估算", cells, ())
    return typed_above(grid, *columns_of(SHEETS["investment"], grid)) is not None


@pytest.mark.parametrize(
    ("above", "tells"),
    [
        ((None, None, None, None, "分年投资比例（%）"), False),
        (("例：building", "建筑工程费", "厂房", 26600), False),
        (("例：building", "建筑工程费", "厂房", 26600, 1), True),
        (("building", "建筑工程费", "厂房", 26600), True),
        ((None, None, "厂房", 26600), True),
        (("金额一律填含税价",), False),
        ((), False),
    ],
)
def test_figures_of_an_item_are_told(above: tuple[object, ...], tells: bool) -> None:
    assert told(*above) is tells


def test_a_blank_workbook_with_examples_is_quiet_and_says_so_of_a_row_typed_over_one() -> None:
    filled = Filled()
    page = filled.page("运营成本")
    for column, value in enumerate(("", "保安", "数量×单价", 6, 4), 1):
        page.cell(3, column).value = value
    (notice,) = [one for one in read_bytes("project.xlsx", filled.data()).notices if "标题行以上" in one]
    assert "[运营成本] 第3行" in notice


def test_no_sheet_of_a_workbook_that_shows_examples_is_told_of() -> None:
    project = read_project(SAMPLE / "project.toml")
    drawn = low_template(project, range(2020, 2042), examples=project)
    assert [one for one in read_bytes("project.xlsx", drawn).notices if "标题行以上" in one] == []
