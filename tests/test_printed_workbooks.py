"""Both workbooks as paper: every page drawn by LibreOffice, and nothing cut off, spilt over or left empty."""

from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from bondcalc.samples import write_input
from tests.outside import converted, grey_pages, pages_printed, tool
from tests.shared import Shared
from tests.workbook_bytes import without_print_titles

pytestmark = [pytest.mark.slow, pytest.mark.outside]
DOTS = 50
"""Dots an inch of the drawn pages."""
MARGIN = 0.29
"""Inches of white on each side; headers and footers stand 0.3 inches from the edge."""
LEAST_INK = {"schedules": 0.03, "blank": 0.05}
"""Share of a page, without the titles that may be repeated on it."""
TITLED = 6
"""Sheets whose titles are repeated, among them a form, a list as wide as a page and one of several: all of them take LibreOffice 25 seconds."""
FEW = 8
"""How many seeded cases CI draws; with more of them every sheet has its titles."""
PAPER = 250
"""What is darker than this is ink."""


@pytest.fixture(scope="module", params=LEAST_INK)
def printed(request: pytest.FixtureRequest, schedules: bytes, shared: Shared, count: int) -> Path:
    """A workbook printed to PDF, beside the workbook itself: the forms blank, and filled in among the schedules."""
    tool("soffice")
    return shared.folder("printed", lambda folder: print_all(folder, schedules, count)) / f"{request.param}.pdf"


def print_all(folder: Path, schedules: bytes, count: int) -> None:
    (folder / "schedules.xlsx").write_bytes(schedules)
    write_input(folder / "blank.xlsx", None, range(2020, 2042))
    workbooks = sorted(folder.glob("*.xlsx"))
    if count <= FEW:
        for workbook in workbooks:
            workbook.write_bytes(without_print_titles(workbook.read_bytes(), TITLED))
    converted("pdf", folder, *workbooks)


def test_no_page_is_nearly_empty_and_no_ink_stands_in_the_margin(printed: Path) -> None:
    pages, least = 0, LEAST_INK[printed.stem]
    for number, page in enumerate(grey_pages(printed, DOTS), 1):
        ink = page < PAPER
        rows, columns = np.nonzero(ink.any(1))[0], np.nonzero(ink.any(0))[0]
        white = (rows[0], page.shape[0] - 1 - rows[-1], columns[0], page.shape[1] - 1 - columns[-1])
        assert ink.mean() >= least, f"page {number}: {ink.mean():.1%} ink"
        assert min(white) >= MARGIN * DOTS - 1, f"page {number}: ink in the margin {white}"
        pages += 1
    assert pages == len(pages_printed(printed)) > 20


def test_no_figure_is_too_wide_for_its_cell(printed: Path) -> None:
    assert not [number for number, text in enumerate(pages_printed(printed), 1) if "###" in text]


def test_the_title_of_every_sheet_that_is_shown_is_on_paper(printed: Path) -> None:
    paper = "".join("".join(pages_printed(printed)).split())
    for sheet in openpyxl.load_workbook(printed.with_suffix(".xlsx"), read_only=True).worksheets:
        title = sheet["A1"].value
        assert sheet.sheet_state == "hidden" or "".join(str(title).split()) in paper, sheet.title


def test_what_is_hidden_is_not_on_paper(printed: Path) -> None:
    """LibreOffice prints a hidden sheet that states what of it is printed; every page has the name of its sheet at the foot."""
    feet = {
        line.split()[-1]
        for page in pages_printed(printed)
        for line in page.splitlines()
        if "共" in line and line.split()
    }
    for sheet in openpyxl.load_workbook(printed.with_suffix(".xlsx"), read_only=True).worksheets:
        assert sheet.sheet_state == "visible" or sheet.title not in feet, sheet.title
    assert "资金测算平衡表" in feet or printed.stem == "blank"


def test_no_wrapped_text_is_higher_than_its_row(printed: Path) -> None:
    assert not clipped(openpyxl.load_workbook(printed.with_suffix(".xlsx")))


def clipped(book: openpyxl.Workbook) -> list[str]:
    """Counted in points: ten-point Chinese characters are 10 wide, others about 5.5, lines 12.5 high; a column holds 5.25 a unit."""
    found = []
    for sheet in book.worksheets:
        heights = {row: one.height for row, one in sheet.row_dimensions.items() if one.height}
        for cell in (cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
            if cell.row not in heights or not cell.alignment.wrap_text or cell.value.startswith("="):
                continue
            room = sum(width_of(sheet, column) for column in columns_of(sheet, cell)) * 5.25 + 2
            lines = sum(ceil(points(part, cell.font.sz) / room) for part in cell.value.split("\n"))
            if lines * cell.font.sz * 1.25 > heights[cell.row] + 1:
                found.append(f"{sheet.title}!{cell.coordinate}: {cell.value}")
    return found


def columns_of(sheet: Any, cell: Any) -> range:
    """The columns a text has: its own, or those of the cells merged into it."""
    for area in sheet.merged_cells.ranges:
        if (area.min_row, area.min_col) == (cell.row, cell.column):
            return range(area.min_col, area.max_col + 1)
    return range(cell.column, cell.column + 1)


def width_of(sheet: Any, column: int) -> float:
    for one in sheet.column_dimensions.values():
        if one.min <= column <= one.max:
            return float(one.width) - 0.71
    return 8.43


def points(text: str, size: float) -> float:
    return sum(size if ord(sign) > 0x2000 else size * 0.55 for sign in text)
