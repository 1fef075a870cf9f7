"""Where every line and leaf stands in the workbook, and the cell formats; knows nothing of any particular schedule."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from bondcalc.algebra.inspection import leaves_of, references
from bondcalc.algebra.line import Leaf, Line, Series
from bondcalc.algebra.table import UNITS, Table
from bondcalc.wording.notation import PERCENT, Notation
from bondcalc.wording.terms import Unit, Verdict

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FIRST = 4
"""Column of the first year on every sheet (E): label, unit, total and opening stand before it."""

Address = tuple[str, int, int]
"""Sheet, row, column, from zero."""


def cell_name(row: int, column: int, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """Name a cell as Excel does: (0, 4) is E1."""
    return f"{'$' if fixed_column else ''}{_letters(column)}{'$' if fixed_row else ''}{row + 1}"


@cache
def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class LineSpot(NamedTuple):
    """Where a line stands: its sheet, the address of its opening cell, and whether its columns run down."""

    sheet: str
    row: int
    column: int
    down: bool
    years_row: int
    years_column: int

    def at(self, column: int) -> tuple[int, int]:
        """Row and column of one value; 0 is the opening."""
        return (self.row + column, self.column) if self.down else (self.row, self.column + column)


class Places:
    """Addresses of lines and leaves, as seen from the sheet being written."""

    def __init__(self) -> None:
        self.lines: dict[Line, LineSpot] = {}
        self.leaves: dict[tuple[str, ...], Address] = {}
        self.tops: dict[str, int] = {}
        self.sheet = ""

    def place(self, table: Table, top: int) -> int:
        """Fix where every line of a table stands; `top` is the row of its title. Returns the first free row."""
        self.tops[table.id] = top
        kind, row = table.axis.kind, top + 3
        if kind == "payments":
            for number, line in enumerate(table.lines):
                self.lines[line] = LineSpot(
                    sheet=table.sheet, row=row, column=3 + number, down=True, years_row=row, years_column=2
                )
            # Beside the payments stands a list with a row a line, which may be the longer one.
            return row + max(table.axis.size + 2, len(table.lines)) + 2
        for line in table.lines:
            row += line in table.headings
            column = FIRST - 1 if kind == "years" else 2
            self.lines[line] = LineSpot(
                sheet=table.sheet, row=row, column=column, down=False, years_row=top + 2, years_column=FIRST - 1
            )
            row += 1
        return row + 2

    def cell(self, line: Line, column: int) -> str:
        """Address of one value; 0 is the opening. Scalars are absolute, so that they can stand in any row formula."""
        spot = self.lines[line]
        if line.axis.kind == "scalar":
            return self._on(spot.sheet, cell_name(spot.row, spot.column, fixed_row=True, fixed_column=True))
        return self._on(spot.sheet, cell_name(*spot.at(column)))

    def along(self, line: Line, ahead: int) -> Callable[[int], str]:
        """Addresses of the values of a line with columns, `ahead` of the column asked for; as seen from the sheet being written."""
        spot, on = self.lines[line], self._on(self.lines[line].sheet, "")
        if spot.down:
            start, row = on + _letters(spot.column), spot.row + ahead + 1
            return lambda column: f"{start}{row + column}"
        first, end = spot.column + ahead, spot.row + 1
        return lambda column: f"{on}{_letters(first + column)}{end}"

    def span(self, line: Line) -> str:
        """Address of all columns of a line, opening not included."""
        spot, size = self.lines[line], line.axis.size
        return self._on(spot.sheet, self._range(spot, spot.row, spot.column, size))

    def years(self, line: Line) -> str:
        """Address of the calendar years of a line's columns."""
        spot, size = self.lines[line], line.axis.size
        return self._on(spot.sheet, self._range(spot, spot.years_row, spot.years_column, size))

    def dates(self, line: Line) -> str:
        """Address of the payment dates of a line, which stand left of their years."""
        spot = self.lines[line]
        return self._on(spot.sheet, self._range(spot, spot.years_row, spot.years_column - 1, line.axis.size))

    def date(self, line: Line, column: int) -> str:
        """Address of one payment date of a line."""
        spot = self.lines[line]
        return cell_name(spot.years_row + column, spot.years_column - 1, fixed_column=True)

    def year(self, line: Line, column: int) -> str:
        """Address of the calendar year of one column of a line."""
        spot = self.lines[line]
        if spot.down:
            return cell_name(spot.years_row + column, spot.years_column, fixed_column=True)
        return cell_name(spot.years_row, spot.years_column + column, fixed_row=True)

    def leaf(self, leaf: Leaf) -> str:
        """Absolute address of an input or rule value."""
        sheet, row, column = self.leaves[leaf.key]
        return self._on(sheet, cell_name(row, column, fixed_row=True, fixed_column=True))

    def moving(self, series: Series, column: int) -> str:
        """Relative address of an input in a row of years."""
        sheet, row, column = self.leaves[series.leaves[column - 1].key]
        return self._on(sheet, cell_name(row, column))

    def upstream(self, line: Line) -> str:
        """Address of what a line rests on first: an input or rule value it reads, else a line; empty for structure."""
        leaf = next((leaf for leaf in leaves_of(line.definition) if leaf.key in self.leaves), None)
        other = next((read for read, _ in references(line.definition) if read is not line), None)
        if leaf is not None:
            sheet, row, column = self.leaves[leaf.key]
        elif other is not None:
            spot = self.lines[other]
            sheet, (row, column) = spot.sheet, spot.at(0 if other.axis.kind == "scalar" else 1)
        else:
            return ""
        return f"{_quoted(sheet)}!{cell_name(row, column)}"

    def _range(self, spot: LineSpot, row: int, column: int, size: int) -> str:
        last = (row + size, column) if spot.down else (row, column + size)
        first = (row + 1, column) if spot.down else (row, column + 1)
        return ":".join(cell_name(*corner, fixed_row=True, fixed_column=True) for corner in (first, last))

    def _on(self, sheet: str, address: str) -> str:
        return address if sheet == self.sheet else f"{_quoted(sheet)}!{address}"


def _quoted(sheet: str) -> str:
    """Name a sheet in an address."""
    return "'" + sheet.replace("'", "''") + "'"


class Formats:
    """Cell formats by role and unit, made once a workbook."""

    def __init__(self, book: "Workbook", notation: Notation) -> None:
        self._book, self._notation = book, notation
        self._made: dict[tuple[str, str, int], Format] = {}

    def __call__(self, role: str, unit: str = "", fine: int = 0) -> "Format":
        """Give the format of a role (title, heading, label, figure, strong, structure, said: words in its place, note) in a unit.

        `fine` are the decimals of a share that states its own, or of a ratio that would show as its limit with those of its unit.
        """
        if (role, unit, fine) not in self._made:
            self._made[role, unit, fine] = self._book.add_format(_ROLES[role] | self._number(unit, fine))
        return self._made[role, unit, fine]

    def _number(self, unit: str, fine: int) -> dict[str, object]:
        if unit not in UNITS:
            return {}
        pattern = self._notation.number_format(unit, fine)
        red = "#" in pattern or unit in {*PERCENT, Unit.SHARE_POINTS}
        return {"num_format": f"{pattern};[Red]-{pattern}" if red else pattern, "align": "right"}


_FONT: dict[str, object] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_BOX: dict[str, object] = {**_FONT, "border": 1, "border_color": "#BFBFBF"}
_NOTE: dict[str, object] = {**_FONT, "font_size": 9, "font_color": "#595959", "border": 1, "border_color": "#D9D9D9"}
_ROLES: dict[str, dict[str, object]] = {
    "title": {**_FONT, "font_size": 16, "bold": True},
    "subtitle": {**_FONT, "font_color": "#595959"},
    "warning": {**_FONT, "font_size": 12, "bold": True, "font_color": "#C00000"},
    "title_wrapped": {**_FONT, "font_size": 16, "bold": True, "text_wrap": True},
    "subtitle_wrapped": {**_FONT, "font_color": "#595959", "text_wrap": True},
    "warning_wrapped": {**_FONT, "font_size": 12, "bold": True, "font_color": "#C00000", "text_wrap": True},
    "heading": {**_BOX, "bold": True, "bg_color": "#D9E1F2", "align": "center", "text_wrap": True},
    "year": {**_BOX, "bold": True, "bg_color": "#EDEDED", "align": "center", "num_format": "0"},
    "group": {**_BOX, "bold": True, "bg_color": "#F2F2F2"},
    "label": {**_BOX, "text_wrap": True},
    "label_strong": {**_BOX, "bold": True, "text_wrap": True},
    "unit": {**_BOX, "align": "center", "font_color": "#595959"},
    "figure": _BOX,
    "strong": {**_BOX, "bold": True, "top": 2},
    "structure": {**_BOX, "bg_color": "#EDEDED", "font_color": "#7F6000"},
    "said": {**_BOX, "bg_color": "#EDEDED", "font_color": "#7F6000", "text_wrap": True},
    "rule": {**_BOX, "font_color": "#0000FF", "bg_color": "#FFF9E5"},
    "date": {**_BOX, "num_format": "yyyy-mm-dd", "align": "center", "bg_color": "#EDEDED"},
    "note": {**_NOTE, "text_wrap": True},
    "note_line": _NOTE,
    "link": {**_NOTE, "font_color": "#0563C1", "underline": 1},
    "text": {**_BOX, "text_wrap": True},
    Verdict.FAIL: {**_BOX, "bold": True, "font_color": "#C00000", "bg_color": "#FCE4E4", "align": "center"},
    Verdict.WARN: {**_BOX, "bold": True, "font_color": "#9C5700", "bg_color": "#FFF2CC", "align": "center"},
    Verdict.NEEDS_INPUT: {**_BOX, "font_color": "#1F4E79", "bg_color": "#DDEBF7", "align": "center"},
    Verdict.PASS: {**_BOX, "font_color": "#375623", "bg_color": "#E2EFDA", "align": "center"},
    Verdict.NOT_APPLICABLE: {**_BOX, "font_color": "#7F7F7F", "align": "center"},
}


def cell_value(value: Decimal | bool | None, nothing: str) -> float | bool | str:
    """Give a figure as a workbook stores it: the nearest double, or a text where there is no figure."""
    if value is None:
        return nothing
    return value if isinstance(value, bool) else float(value)
