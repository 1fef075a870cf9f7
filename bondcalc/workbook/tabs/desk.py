"""What every sheet of schedules.xlsx is drawn from and with."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.wording.notation import Notation
from bondcalc.workbook.live_tables import TableWriter
from bondcalc.workbook.places import Formats, Places

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9


@dataclass
class Desk:
    """The workbook being written, the result it shows, where everything stands and how it looks."""

    book: "Workbook"
    result: Result
    formats: Formats
    places: Places
    writer: TableWriter

    @property
    def particulars(self) -> Particulars:
        """Name and dates of the project."""
        return self.result.project.form(Particulars)

    @property
    def notation(self) -> Notation:
        """How the figures of the project are written."""
        return self.result.project.form(Settings).notation()

    @property
    def money_unit(self) -> str:
        """Unit of money, e.g. 万元."""
        return self.result.project.form(Settings).money_unit

    @property
    def subtitle(self) -> str:
        """The line under every title: example mark, project, rule date, unit."""
        mark = f"{EXAMPLE_MARK}　" if self.particulars.example else ""
        return f"{mark}{self.particulars.name}　适用规定日期：{self.particulars.rule_date}　单位：{self.money_unit}"


def by_sheet(result: Result) -> dict[str, list[Table]]:
    """Give the schedules by the tab they stand on, in printing order."""
    found: dict[str, list[Table]] = {}
    for table in result.book.tables:
        found.setdefault(table.sheet, []).append(table)
    return found


def landscape(sheet: "Worksheet", *, wide: int = 1) -> None:
    """Set A4 landscape, so many pages wide and as many long as it takes, with page numbers."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(wide, 0)
    sheet.set_footer("&C第&P页 共&N页&R&A")


def set_widths(sheet: "Worksheet", widths: tuple[int, ...]) -> None:
    """Set the widths of the first columns."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
