"""目录: a link to every sheet."""

from typing import TYPE_CHECKING

from bondcalc.workbook.live_tables import write
from bondcalc.workbook.tabs.desk import A4, Desk

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "目录"


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the contents; every other sheet must be there already."""
    write(sheet, 0, 0, TITLE, desk.formats("title"))
    for row, tab in enumerate(desk.book.worksheets(), 2):
        if sheet.write_url(row, 0, f"internal:'{tab.get_name()}'!A1", string=tab.get_name()) < 0:
            raise RuntimeError(tab.get_name())
    sheet.set_column(0, 0, 50)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
