"""The tab 投入产出核对 computed by another program: every formula, and a check that tells a solved figure that is wrong."""

from pathlib import Path

import pytest

from bondcalc.input_output.park_sectors import park_sectors
from bondcalc.workbook.assemble import draw_workbook
from bondcalc.workbook.tabs.input_output import TITLE
from tests.input_output.test_table_file import EXAMPLE
from tests.recalculate import by_ironcalc, differences, stored, values_of
from tests.schedules.test_linkage import park
from tests.workbook_bytes import typed_in


@pytest.fixture(scope="module")
def workbook() -> bytes:
    result = park()
    return draw_workbook(result, "zh", park_sectors(result.project, "示例.csv", EXAMPLE))


@pytest.mark.outside
@pytest.mark.slow
def test_another_program_finds_every_figure_of_the_tab(workbook: bytes, tmp_path: Path) -> None:
    expected = {spot: answer for spot, answer in stored(workbook).items() if spot[0] == TITLE}
    assert len(expected) > 42 * 42
    assert not list(differences(expected, by_ironcalc(workbook, tmp_path)))


@pytest.mark.outside
@pytest.mark.slow
def test_a_solved_figure_that_is_wrong_is_told_by_its_check(workbook: bytes, tmp_path: Path) -> None:
    """A hundredth more in one cell of L: its column is off by 0.01 (I − A), whose own cell squared is at least 0.0001 (1 − a)²."""
    values = values_of(workbook)
    check = next(cell for (sheet, cell), value in values.items() if sheet == TITLE and "(I−A)·L" in str(value))
    head = next(cell for (sheet, cell), value in values.items() if sheet == TITLE and "里昂惕夫逆矩阵L" in str(value))
    solved, check = (TITLE, f"C{int(head[1:]) + 2}"), f"C{check[1:]}"
    number = values[solved]
    assert isinstance(number, float)
    assert values[TITLE, check] == 0
    found = by_ironcalc(typed_in(workbook, {solved: number + 0.01}), tmp_path)[TITLE, check]
    assert isinstance(found, float)
    assert found > 1e-5
