"""What every sheet of schedules.xlsx is drawn from and with."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK, Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import ties
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Medium, Words
from bondcalc.wording.terms import Language
from bondcalc.workbook.live_tables import TableWriter, write
from bondcalc.workbook.places import Formats, Places

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
PRINTED = (784.0, 509.0)
"""Width and height inside the margins of a landscape page, in points."""
DIGITS = (5.25, 7.25)
"""Width of a column's unit, in points: with the font the file names, and with a wider one that stands for it elsewhere."""
LITTLE = 0.25
"""Share of a page that is not worth a page of its own."""
SMALLEST = 0.6
"""Scale under which ten-point characters are no longer read with ease."""

READABLE = 0.5
"""Scale under which they are not read at all."""


@dataclass
class Desk:
    """The workbook being written, the result it shows, where everything stands and how it looks."""

    book: "Workbook"
    result: Result
    formats: Formats
    places: Places
    writer: TableWriter
    language: Language = "zh"

    @property
    def particulars(self) -> Particulars:
        """Name and dates of the project."""
        return self.result.project.form(Particulars)

    @property
    def notation(self) -> Notation:
        """How the figures of the project are written."""
        return self.result.project.form(Settings).notation(self.language)

    @property
    def money_unit(self) -> str:
        """Unit of money, e.g. 万元."""
        return self.result.project.form(Settings).money_unit

    def subtitle(self, units: Iterable[str] = (), remark: str = "") -> str:
        """Give the line under a title: example mark, project, rule date, a remark, unit of the amounts among figures of these units."""
        mark = EXAMPLE_MARK if self.particulars.example else ""
        day = self.particulars.rule_date
        said = self.said(Words(f"适用规定日期：{day}", f"rules as of {day}"))
        return "　".join(filter(None, (mark, self.particulars.name, said, remark, self.notation.amounts_in(units))))

    def said(self, words: Words) -> str:
        """Give a text in the language of the workbook; tabs keep their Chinese names, which formulas and audits point at."""
        return words.said(self.language, Medium.BOOK)

    def head(self, sheet: "Worksheet", name: Words, heads: Sequence[Words] = (), units: Iterable[str] = ()) -> None:
        """Begin a tab: its title, the line under it, the headings of its columns; `units` are those of its figures."""
        write(sheet, 0, 0, self.said(name), self.formats("title"))
        write(sheet, 1, 0, self.subtitle(units), self.formats("subtitle"))
        for column, text in enumerate(heads):
            write(sheet, 2, column, self.said(text), self.formats("heading"))


def by_sheet(result: Result) -> dict[str, list[Table]]:
    """Give the schedules by the tab they stand on, in printing order."""
    tables: dict[str, list[Table]] = {}
    for table in result.book.tables:
        tables.setdefault(table.sheet, []).append(table)
    return tables


def is_nil(result: Result, table: Table) -> bool:
    """Tell whether no figure of a schedule is other than zero; of one that proves something by zeros it is not asked."""
    return table.id not in ties.TABLES and not any(any(result.figures.columns(line)) for line in table.lines)


def nil_tabs(result: Result) -> set[str]:
    """Name the tabs of schedules without a figure: out of sight and not printed, but live."""
    return {name for name, tables in by_sheet(result).items() if all(is_nil(result, table) for table in tables)}


def pages_long(height: float, widths: Sequence[float]) -> int:
    """Give the pages a list is to be fitted on, 0 for as many as it takes; `height` in points, widths of columns in characters.

    A last page that would hold little is closed up by drawing all rows a little smaller, as long as they can be read.
    """
    for digit in DIGITS:
        scale = min(1.0, PRINTED[0] / (sum(widths) * digit))
        full, rest = divmod(height * scale / PRINTED[1], 1)
        if 0 < rest < LITTLE and full * PRINTED[1] / height >= SMALLEST:
            return int(full)
    return 0


def pages_wide(widths: Sequence[float]) -> int:
    """Give the pages side by side that a list of such columns, in characters, can be read on: two where one has it in letters of less than five points."""
    return 1 if PRINTED[0] / (sum(widths) * DIGITS[1]) >= READABLE else 2


def landscape(sheet: "Worksheet", *, wide: int = 1, long: int = 0) -> None:
    """Set A4 landscape, so many pages wide and long (0: as many as it takes), with page numbers."""
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(wide, long)
    sheet.set_footer("&C第&P页 共&N页&R&A")


def set_widths(sheet: "Worksheet", widths: tuple[int, ...]) -> None:
    """Set the widths of the first columns."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
