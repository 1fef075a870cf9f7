"""The first page of a workbook to fill in: how it is filled in, a line a row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bondcalc.inputs.form.drawing import A4, WriteError
from bondcalc.inputs.look import GUIDE, row_height

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from bondcalc.inputs.look import Look


GUIDE_WIDTH = 72


def draw_guide(page: "Worksheet", look: "Look", lines: Sequence[str]) -> None:
    """Draw the page; WriteError where a line is not taken."""
    page.set_column(0, 0, GUIDE_WIDTH)
    page.set_paper(A4)
    page.hide_gridlines(2)
    for row, line in enumerate((GUIDE, *lines)):
        if page.write_string(row, 0, line, look.role("line" if row else "title")) != 0:
            raise WriteError(f"line {row} of the guide was not taken")
        page.set_row(row, row_height([(line, GUIDE_WIDTH)]) * 1.1 + 8)
