"""How workbooks to fill in look, and how every workbook is opened: colours, number formats, the unit of each heading."""

import re
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from bondcalc.inputs.cell import Cell
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

REQUIRED_FILL, OPTIONAL_FILL = "#FFF2CC", "#FFFDF2"
REQUIRED_TAB = "#ED7D31"
GUIDE = "填表说明"
"""The tab that tells how to fill in a blank workbook."""
VALUE_HEADING = "填写内容"
"""Heads the column of a form in which values stand; the reader knows it by these words."""
UNIT_HEADING = "单位"
"""Heads the column of a form in which the unit of each value stands; the reader knows it by this word."""
INPUT_FONT = "#0000FF"
"""What a person typed is blue on yellow everywhere; what the program computed is neither."""

_FONT: dict[str, object] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_BOX: dict[str, object] = {**_FONT, "border": 1, "border_color": "#BFBFBF"}
_HEAD: dict[str, object] = {**_BOX, "bold": True, "text_wrap": True, "align": "center"}
_ROLES: dict[str, dict[str, object]] = {
    "title": {**_FONT, "font_size": 16, "bold": True},
    "help": {**_FONT, "font_color": "#595959"},
    "line": {**_FONT, "font_size": 11, "text_wrap": True},
    "heading": {**_HEAD, "bg_color": "#D9E1F2"},
    "required_heading": {**_HEAD, "bg_color": "#F8CBAD"},
    "label": {**_BOX, "bg_color": "#D9E1F2"},
    "required_label": {**_BOX, "bold": True, "bg_color": "#F8CBAD"},
    "unit": {**_BOX, "align": "center", "font_color": "#595959"},
    "note": {**_BOX, "font_size": 9, "font_color": "#595959", "text_wrap": True},
    "required": {**_BOX, "font_color": INPUT_FONT, "bg_color": REQUIRED_FILL},
    "optional": {**_BOX, "font_color": INPUT_FONT, "bg_color": OPTIONAL_FILL},
}
for _role in ("required", "optional"):
    _ROLES[_role] |= {"locked": False}
_ROLES |= {
    "free": {**_FONT, "locked": False},
    "example": {**_FONT, "font_size": 9, "italic": True, "font_color": "#7F7F7F"},
}
_ROLES |= {f"{role}_text": {**_ROLES[role], "text_wrap": True} for role in ("required", "optional")}


def opened(buffer: BytesIO) -> "Workbook":
    """Open a workbook to write, in which a text stays a text: no formula, link or number is made of it."""
    from xlsxwriter import Workbook

    from bondcalc.inputs.quick_sheet import QuickSheet

    book = Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.worksheet_class = QuickSheet
    return book


def closed(book: "Workbook", buffer: BytesIO, mark: str = "") -> bytes:
    """Close a workbook and give it as a file: the same on every system; `mark` stands at the head of every page."""
    from bondcalc.disk.zip_bytes import of_any_system

    if mark:
        for page in book.worksheets():
            page.set_header(f"&R{mark}")
    book.close()
    return of_any_system(buffer.getvalue())


def print_only(page: "Worksheet", bottom: int, right: int) -> None:
    """Print a sheet down to a row and a column, counted from zero; a hidden one gets no area: LibreOffice prints whatever has one."""
    if not page.hidden and page.print_area(0, 0, bottom, right) < 0:
        raise RuntimeError(page.get_name())


class Look:
    """Cell formats by role and kind of value, made once a workbook."""

    def __init__(self, book: "Workbook", money_unit: str, quantum: Decimal) -> None:
        self._book = book
        self._made: dict[tuple[str, str], Format] = {}
        self._notation = Notation(quantum, money_unit)

    def role(self, role: str, pattern: str = "") -> "Format":
        """Give the format of a role, with a number format if there is one."""
        if (role, pattern) not in self._made:
            more = {"num_format": pattern} if pattern else {}
            self._made[role, pattern] = self._book.add_format(_ROLES[role] | more)
        return self._made[role, pattern]

    def cell(self, cell: Cell, *, wrap: bool = False) -> "Format":
        """Give the format of a cell to fill in; `wrap` lets a long text run over several lines."""
        wrapped = "_text" if wrap and cell.kind == "text" else ""
        return self.role(("required" if cell.required else "optional") + wrapped, self._pattern(cell))

    def example(self, cell: Cell) -> "Format":
        """Give the format of an example."""
        return self.role("example", self._pattern(cell))

    def unit(self, cell: Cell) -> str:
        """Give the unit people read."""
        return unit_of(cell, self._notation.money_unit)

    def heading(self, cell: Cell) -> str:
        """Give the heading of a column, with its unit."""
        unit = self.unit(cell)
        return f"{cell.zh}（{unit}）" if unit else cell.zh

    def _pattern(self, cell: Cell) -> str:
        if cell.kind in {"text", "choice", "flag"}:
            return "@"
        if cell.kind == "date":
            return "yyyy-mm-dd"
        if cell.kind == "whole":
            return "0"
        if cell.unit in {Unit.MONEY, Unit.FRACTION}:
            return self._notation.number_format(cell.unit)
        return "0.00##" if cell.unit == Unit.RATIO else "#,##0.00####"


def unit_of(cell: Cell, money_unit: str) -> str:
    """Give the unit people read: the money unit for money, % for a fraction."""
    return cell.unit.zh if cell.unit == Unit.FRACTION else Notation(money_unit=money_unit).unit(cell.unit)


def index_heading(cell: Cell, index: int) -> str:
    """Head the column of one year; the reader knows it by these words."""
    return {"calendar": f"{index}年", "bond_year": f"第{index}年末", "operating_year": f"运营第{index}年"}[
        cell.index or "calendar"
    ]


HIGHEST_ROW = 409
"""Points that a row can be high."""
LINE_HEIGHT = 13.5
"""Points a line of ten-point text takes."""


CLAUSE = re.compile(r"[^，。；、]*[，。；、]+|[^，。；、]+")
"""A clause with the signs that end it."""


def row_height(cells: Sequence[tuple[str, float]]) -> float:
    """Height of a row of wrapped texts, each with the width of its column; no program fits rows it did not write."""
    lines = [sum(ceil(max(1, places_taken(part)) / (width - 1)) for part in text.split("\n")) for text, width in cells]
    return min(HIGHEST_ROW, LINE_HEIGHT * max(1, *lines) + 2)


def broken_into(text: str, width: float) -> list[str]:
    """Break a text into lines of a width, where a clause ends; a clause that is wider stands alone."""
    lines = [""]
    for clause in CLAUSE.findall(text):
        if lines[-1] and places_taken(lines[-1] + clause) > width:
            lines.append("")
        lines[-1] += clause
    return lines


def places_taken(text: str) -> float:
    """Width of a text in digits; a Chinese character takes two."""
    return sum(2 if ord(sign) > 0x2000 else 1.05 for sign in text)
