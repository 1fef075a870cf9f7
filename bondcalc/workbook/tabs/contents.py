"""目录: a link to every sheet that is shown, in two columns."""

from typing import TYPE_CHECKING

from bondcalc.inputs.form.template import unfilled
from bondcalc.wording.report import Words
from bondcalc.workbook.live_tables import write
from bondcalc.workbook.tabs.desk import A4, Desk, by_sheet, nil_tabs

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "目录"
HEAD = Words(TITLE, "Contents")
BLANK = "另有{}张表没有填写内容或者各项均为零，已隐藏，不打印；需要时右键单击任一标签，选“取消隐藏”。"
BLANK_EN = "{} sheets with nothing filled in, or with nothing but zeros, are hidden and not printed; right-click any tab and choose Unhide to see them."


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the contents; every other sheet must be there already."""
    write(sheet, 0, 0, desk.said(HEAD), desk.formats("title"))
    blank = unfilled(desk.result.project) | nil_tabs(desk.result)
    tabs = [tab for tab in desk.book.worksheets() if tab.get_name() not in blank]
    english = {name: tables[0].en for name, tables in by_sheet(desk.result).items()}
    half = (len(tabs) + 1) // 2
    for number, tab in enumerate(tabs):
        row, column = 2 + number % half, number // half
        name = tab.get_name()
        shown = desk.said(Words(name, f"{name}　{english[name]}" if name in english else None))
        if sheet.write_url(row, column, f"internal:'{name}'!A1", string=shown) < 0:
            raise RuntimeError(name)
    if blank:
        said = Words(BLANK.format(len(blank)), BLANK_EN.format(len(blank)))
        write(sheet, 3 + half, 0, desk.said(said), desk.formats("subtitle"))
    sheet.set_column(0, 1, 44)
    sheet.hide_gridlines(2)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
