"""Draws schedules as live tables: years across, payments down, single figures in a list."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.excel import NOT_APPLICABLE, FormulaWriter
from bondcalc.algebra.line import Line, Structure
from bondcalc.algebra.table import Table, is_blank
from bondcalc.algebra.words import FLAG, ORDER, sentence
from bondcalc.inputs.look import row_height
from bondcalc.wording.messages import file_error
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import TOTAL, Medium, Words
from bondcalc.wording.terms import Language, Unit
from bondcalc.workbook.places import FIRST, Formats, Places, cell_value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

WIDTHS = (34, 90, 50, 30)
"""Columns of label, method, source and link on a sheet of years, where method and source stay on one line."""
SCALAR_WIDTHS = (38, 60, 44, 30)
SINGLE = 3
"""Column of the words on a sheet of single figures only."""
DOWN_WIDTH = 15
"""Columns of a sheet whose payments run down."""
BOLD = 0.9
"""Share of a column that bold words may fill: they are wider."""
LONGEST_FORMULA = 8192
"""Characters of a formula that spreadsheets read."""
TAIL = (Words("计算方法", "how it is computed"), Words("依据或来源", "source"), Words("来源单元格", "rests on"))
"""Headings of what stands behind the figures of every row."""
YEARS_HEADS = (Words("项目", "item"), Words("单位", "unit"), TOTAL, Words("期初", "opening"))
SCALAR_HEADS = (*YEARS_HEADS[:2], Words("数值", "figure"))
DOWN_HEADS = (Words("期次", "no."), Words("付息日", "payment day"), Words("年份", "year"))
ISSUE, BY_DATES = Words("发行", "issue"), Words("按日期和期限确定", "from dates and terms")


class TableWriter:
    """Writes tables whose lines have their places already, so that any formula can point anywhere."""

    def __init__(
        self,
        places: Places,
        formats: Formats,
        figures: Figures,
        notation: Notation,
        tables: Mapping[Line, str] | None = None,
        fixed: Words = BY_DATES,
    ) -> None:
        """Prepare; `fixed` stands where a figure rests on no cell."""
        self._places, self._formats, self._figures, self._tables = places, formats, figures, tables
        self._fixed = fixed
        self._reading, self._notation = FormulaWriter(places, notation.places), notation
        self._language = notation.language

    def draw(self, sheet: "Worksheet", table: Table, subtitle: str, tail: int) -> None:
        """Write one table with its title, headings, formulas, stored figures and, from column `tail` on, its words."""
        self._places.sheet, top = table.sheet, self._places.tops[table.id]
        write(sheet, top, 0, table.zh if self._language == "zh" else table.en, self._formats("title"))
        write(sheet, top + 1, 0, subtitle, self._formats("subtitle"))
        if table.axis.kind == "payments":
            self._draw_down(sheet, table, top + 2, tail)
            return
        heads = YEARS_HEADS if table.axis.kind == "years" else SCALAR_HEADS
        years = table.axis.columns if table.axis.kind == "years" else ()
        for column, text in enumerate(heads):
            write(sheet, top + 2, column, self._said(text), self._formats("heading"))
        for index, year in enumerate(years):
            write(sheet, top + 2, FIRST + index, year, self._formats("year"))
        for column, text in enumerate(TAIL, tail):
            write(sheet, top + 2, column, self._said(text), self._formats("heading"))
        for line in table.lines:
            self._draw_across(sheet, table, line, tail)

    def _draw_across(self, sheet: "Worksheet", table: Table, line: Line, tail: int) -> None:
        spot = self._places.lines[line]
        if line in table.headings:
            for column in range(tail + len(TAIL)):
                named = table.headings[line][self._language != "zh"] if column == 0 else ""
                write(sheet, spot.row - 1, column, named, self._formats("group"))
        write(sheet, spot.row, 0, self._name(line), self._formats("label_strong" if line.strong else "label"))
        write(sheet, spot.row, 1, self._notation.heading(line.unit), self._formats("unit"))
        if line.axis.kind == "scalar":
            self._cells(sheet, line, [(spot.row, 2)])
        else:
            self._total(sheet, line, spot.row, 2)
            self._opening(sheet, line, spot.row, 3)
            self._cells(sheet, line, [(spot.row, FIRST + column) for column in range(line.axis.size)])
        # Single figures below years have their words beyond the years too: a year's column holds none.
        years = tail > SINGLE
        self._behind(sheet, line, spot.row, tail, self._formats("note_line" if years else "note"))
        label, method, source, _ = WIDTHS if years else SCALAR_WIDTHS
        wrapped = [] if years else [(self._words(line), method * 1.1), (line.source, source * 1.1)]
        sheet.set_row(spot.row, row_height([(self._name(line), label), *wrapped]))

    def _draw_down(self, sheet: "Worksheet", table: Table, head: int, tail: int) -> None:
        """Payments run down: number, date, year, then one column a line; the issue stands in the opening row."""
        size, last = table.axis.size, head + 1 + table.axis.size + 1
        heads = [*map(self._said, DOWN_HEADS), *map(self._headed, table.lines)]
        for column, text in enumerate(heads):
            write(sheet, head, column, text, self._formats("heading"))
        sheet.set_row(head, row_height([(text, DOWN_WIDTH * BOLD) for text in heads]))
        days: Sequence[date | None] = [table.axis.opening, *table.axis.days]
        for number, day in enumerate(days):
            row = head + 1 + number
            write(sheet, row, 0, self._said(ISSUE) if number == 0 else number, self._formats("structure", "count"))
            write_date(sheet, row, 1, day, self._formats("date"))
            year = table.axis.years[number - 1] if number else getattr(table.axis.opening, "year", 0)
            write(sheet, row, 2, year, self._formats("year"))
        for column, line in enumerate(table.lines, 3):
            self._opening(sheet, line, head + 1, column)
            self._cells(sheet, line, [(head + 1 + number, column) for number in range(1, size + 1)])
        if any(line.total for line in table.lines):
            self._totals_down(sheet, table, last)
        self._list_words(sheet, table, head, tail)

    def _totals_down(self, sheet: "Worksheet", table: Table, row: int) -> None:
        for column, text in enumerate((self._said(TOTAL), "", "")):
            write(sheet, row, column, text, self._formats("label_strong" if text else "label"))
        for column, line in enumerate(table.lines, 3):
            self._total(sheet, line, row, column)

    def _list_words(self, sheet: "Worksheet", table: Table, head: int, tail: int) -> None:
        """Say beside a table whose lines are columns how each is computed: a list, one row a line."""
        for column, text in enumerate((YEARS_HEADS[0], *TAIL), tail):
            write(sheet, head, column, self._said(text), self._formats("heading"))
        for row, line in enumerate(table.lines, head + 1):
            write(sheet, row, tail, self._name(line), self._formats("note_line"))
            self._behind(sheet, line, row, tail + 1, self._formats("note_line"))

    def _behind(self, sheet: "Worksheet", line: Line, row: int, column: int, style: "Format") -> None:
        """Write what stands behind the figures of a line: its words, its source, a link to what it rests on."""
        write(sheet, row, column, self._words(line), style)
        write(sheet, row, column + 1, line.source, style)
        self._link(sheet, line, row, column + 2)

    def _words(self, line: Line) -> str:
        """State the line; of a copy the table it is taken from."""
        return sentence(line, self._language, self._tables)

    def _name(self, line: Line) -> str:
        return shown_name(line, self._language)

    def _headed(self, line: Line) -> str:
        """Name a line over its column, with its unit where it has one."""
        unit = "" if line.unit == Unit.COUNT else self._notation.heading(line.unit)
        return f"{self._name(line)}\n（{unit}）" if unit else self._name(line)

    def _said(self, words: Words) -> str:
        return words.said(self._language, Medium.BOOK)

    def _link(self, sheet: "Worksheet", line: Line, row: int, column: int) -> None:
        """A link to what the line rests on first; clicking on leads to an input cell."""
        target = self._places.upstream(line)
        if not target:
            write(sheet, row, column, self._said(self._fixed), self._formats("note_line"))
            return
        _done(sheet.write_url(row, column, f"internal:{target}", self._formats("link"), string=target), row, column)

    def _cells(self, sheet: "Worksheet", line: Line, spots: Iterable[tuple[int, int]]) -> None:
        """Write the figures of a line with their formulas; `spots` are the row and column of each."""
        nothing = NOT_APPLICABLE if line.axis.kind == "scalar" else ""
        stored = [cell_value(value, nothing) for value in self._figures.columns(line)]
        if isinstance(line.definition, Structure):
            style = self._formats("structure", line.unit)
            for (row, column), value in zip(spots, stored, strict=True):
                write(sheet, row, column, value, style)
            return
        style = self._formats("strong" if line.strong else "figure", line.unit)
        for (row, column), text, value in zip(spots, self._reading.row(line), stored, strict=True):
            formula(sheet, row, column, text, style, value)

    def _opening(self, sheet: "Worksheet", line: Line, row: int, sheet_column: int) -> None:
        if is_blank(line.opening):
            write(sheet, row, sheet_column, None, self._formats("figure"))
        elif isinstance(self._figures[line][0], Decimal):
            style = self._formats("figure", line.unit)
            formula(
                sheet, row, sheet_column, self._reading.formula(line, 0), style, cell_value(self._figures[line][0], "")
            )

    def _total(self, sheet: "Worksheet", line: Line, row: int, sheet_column: int) -> None:
        if not line.total:
            write(sheet, row, sheet_column, None, self._formats("figure"))
            return
        style = self._formats("strong" if line.strong else "figure", line.unit)
        amount = sum(self._figures.amounts(line), Decimal(0))
        formula(sheet, row, sheet_column, self._reading.total(line), style, cell_value(amount, ""))


def shown_name(line: Line, language: Language = "zh") -> str:
    """Name a line as a table shows it; an auxiliary one says that it is, for whoever checks the formulas."""
    if FLAG in line.zh:
        return f"{line.zh}（计算用，1为是）" if language == "zh" else f"{line.en} (auxiliary, 1 is yes)"
    if ORDER in line.zh:
        return f"{line.zh}（计算用）" if language == "zh" else f"{line.en} (auxiliary)"
    return line.zh if language == "zh" else line.en


def write(sheet: "Worksheet", row: int, column: int, value: object, style: "Format") -> None:
    """Write a value; RuntimeError when the library refuses it (it only returns a number)."""
    _done(
        sheet.write_blank(row, column, None, style)
        if value is None or value == ""
        else sheet.write_string(row, column, value, style)
        if isinstance(value, str)
        else sheet.write_boolean(row, column, value, style)
        if isinstance(value, bool)
        else sheet.write_number(row, column, float(str(value)), style),
        row,
        column,
    )


def write_date(sheet: "Worksheet", row: int, column: int, day: date | None, style: "Format") -> None:
    """Write a date; a blank cell for None."""
    _done(
        sheet.write_blank(row, column, None, style) if day is None else sheet.write_datetime(row, column, day, style),
        row,
        column,
    )


def formula(sheet: "Worksheet", row: int, column: int, text: str, style: "Format", stored: float | bool | str) -> None:
    """Write a formula with its figure as the stored answer; FileError for one that no spreadsheet would open."""
    if len(text) > LONGEST_FORMULA:
        raise file_error("formula_too_long", name=sheet.get_name(), size=len(text), limit=LONGEST_FORMULA)
    _done(sheet.write_formula(row, column, text, style, stored), row, column)


def _done(answer: int, row: int, column: int) -> None:
    if answer < 0:
        raise RuntimeError(f"the workbook library refused row {row + 1}, column {column + 1}: {answer}")
