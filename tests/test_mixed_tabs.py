"""Tabs that hold years and single figures alike: words stand behind the years, none is cut off, and lists end on a full page."""

from io import BytesIO

import openpyxl
import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.result.result import Result
from bondcalc.workbook.assemble import draw_workbook
from bondcalc.workbook.tabs.desk import pages_long
from tests.inputs.test_round_trip import RICH
from tests.parted import compute
from tests.schedules.test_batches import three
from tests.test_printed_workbooks import clipped

WORDS = "计算方法"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["batches", "rich"])
def test_words_of_a_mixed_tab_stand_in_one_column_and_are_whole(name: str) -> None:
    """Bonds of three batches; and sub-projects with working capital by days of turnover."""
    result = three() if name == "batches" else compute(read_bytes("project.toml", RICH.encode()))
    book = openpyxl.load_workbook(BytesIO(draw_workbook(result)))
    mixed = [tab for tab in {table.sheet for table in result.book.tables} if kinds(result, tab) > {"years"}]
    assert mixed
    for tab in mixed:
        heads = [cell for row in book[tab].iter_rows() for cell in row if cell.value == WORDS]
        years = {cell.column for row in book[tab].iter_rows() for cell in row if cell.value in result.book.years.years}
        assert len(heads) > 1, tab
        assert {cell.column for cell in heads} == {max(years) + 1}, tab
    assert not clipped(book)


def kinds(result: Result, tab: str) -> set[str]:
    return {table.axis.kind for table in result.book.tables if table.sheet == tab}


@pytest.mark.parametrize(
    ("height", "pages"),
    [(400, 0), (509, 0), (560, 1), (700, 0), (1018, 0), (1100, 2), (1500, 0)],
    ids=["part of one", "one", "a little more", "a third more", "two", "two and a little", "nearly three"],
)
def test_a_last_page_that_would_hold_little_is_closed_up(height: float, pages: int) -> None:
    """A page holds 509 points; ten columns of ten fit at full size with either font."""
    assert pages_long(height, [10] * 10) == pages


def test_a_list_that_is_small_already_is_not_drawn_smaller() -> None:
    """300 signs at 5.25 points each go on 784 points at 0.50; there 1,100 points are 1.08 pages, one would take 0.46."""
    assert pages_long(1100, [30] * 10) == 0
