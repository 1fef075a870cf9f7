"""目录: a link to every sheet, in two columns."""

from typing import TYPE_CHECKING

from bondcalc.workbook.live_tables import write
from bondcalc.workbook.tabs.desk import A4, Desk

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "目录"


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the contents; every other sheet must be there already."""
    write(sheet, 0, 0, TITLE, desk.formats("title"))
    tabs = desk.book.worksheets()
    half = (len(tabs) + 1) // 2
    for place, tab in enumerate(tabs):
        row, column = 2 + place % half, place // half
        if sheet.write_url(row, column, f"internal:'{tab.get_name()}'!A1", string=tab.get_name()) < 0:
            raise RuntimeError(tab.get_name())
    sheet.set_column(0, 1, 44)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
