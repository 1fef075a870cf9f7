"""A sheet of XlsxWriter that writes the same bytes in half the time.

The library searches every formula for thirty functions that are newer than the file format, and makes every cell of a
list of attributes. Ours are of a few functions, and nearly all cells are numbers, texts, blanks and formulas with a format.
Whatever is anything else goes the library's own way. What is overridden here is private to the library, so its versions
are bounded, and tests/inputs/test_quick_sheet.py holds the bytes to those of the plain sheet.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from xlsxwriter.format import Format
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
    xl_col_to_name,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import _Cell

FUNCTIONS = frozenset(
    {"SUM", "ROUND", "IF", "MIN", "MAX", "AND", "INDEX", "SUMIF", "SUMIFS", "COUNT", "COUNTA", "SUMPRODUCT"}
)
"""Functions of our formulas; the library has nothing to prepare in a formula of these."""
CALLED = re.compile(r"([A-Z][A-Z0-9.]*)\(")
"""A function called, or anything that might be taken for one."""
ROWS_OF_A_SPAN = 16


class QuickSheet(Worksheet):
    """A sheet whose cells are named by row and column, never as `A1`."""

    # The same without looking for names of cells; the library names the blank differently there.
    write_blank = Worksheet._write_blank  # type: ignore[assignment]  # noqa: SLF001
    write_number = Worksheet._write_number  # noqa: SLF001
    write_string = Worksheet._write_string  # noqa: SLF001

    def write_formula(
        self, row: int, col: int, formula: str, cell_format: Format | None = None, value: float | bool | str = 0
    ) -> int:
        """Write a formula; one of other functions than ours is prepared by the library."""
        if not _ours(formula):
            return super().write_formula(row, col, formula, cell_format, value)
        if self._check_dimensions(row, col):
            return -1
        self.table[row][col] = CellFormulaTuple(formula[1:], cell_format, value)
        return 0

    def _calculate_spans(self) -> None:
        """Find the first and last column of every sixteen rows."""
        if self.comments:
            super()._calculate_spans()
            return
        ends: dict[int, tuple[int, int]] = {}
        for row, cells in self.table.items():
            if cells:
                low, high = ends.get(row // ROWS_OF_A_SPAN, (self.dim_colmax, 0))
                ends[row // ROWS_OF_A_SPAN] = min(low, *cells), max(high, *cells)
        self.row_spans = {block: f"{low + 1}:{high + 1}" for block, (low, high) in ends.items()}

    def _write_rows(self) -> None:
        """Write all rows, those without cells as the library does."""
        if self.comments:
            super()._write_rows()
            return
        self._calculate_spans()
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, info = self.table.get(row), self.row_info.get(row)
            if cells:
                self._write_row(row, self.row_spans.get(row // ROWS_OF_A_SPAN), info)
                self._write_cells(row, cells)
                self._xml_end_tag("row")
            elif info is not None:
                self._write_empty_row(row, self.row_spans.get(row // ROWS_OF_A_SPAN), info)

    def _write_cells(self, row: int, cells: Mapping[int, "_Cell"]) -> None:
        texts: list[str] = []
        for column in sorted(cells):
            cell = cells[column]
            text = _text(cell, cell.format, f'<c r="{_letters(column)}{row + 1}" s="') if cell.format else None
            if text is None:
                self.fh.write("".join(texts))
                texts.clear()
                self._write_cell(row, column, cell)
            else:
                texts.append(text)
        self.fh.write("".join(texts))


def _ours(formula: str) -> bool:
    """Tell whether a formula is of functions that the library leaves as they are."""
    plain = formula.startswith("=") and not formula.endswith("}") and "_xlfn." not in formula
    return plain and ("(" not in formula or FUNCTIONS.issuperset(CALLED.findall(formula)))


def _text(cell: "_Cell", style: Format, begun: str) -> str | None:
    """Write a cell with a format; None for one of a kind that is rare."""
    start = f'{begun}{style._get_xf_index()}"'  # noqa: SLF001 - the number is given on first use
    if isinstance(cell, CellBlankTuple):
        return f"{start}/>"
    if isinstance(cell, CellFormulaTuple):
        return _formula_text(cell, start)
    if isinstance(cell, CellNumberTuple):
        return f"{start}><v>{cell.number:.16G}</v></c>"
    if isinstance(cell, CellStringTuple):
        return f'{start} t="s"><v>{cell.string}</v></c>'
    return None


def _formula_text(cell: CellFormulaTuple, start: str) -> str | None:
    value = cell.value
    if isinstance(value, bool) or (isinstance(value, str) and value.startswith("#")):
        return None
    kind, stored = (' t="str"', _escaped(value)) if isinstance(value, str) and value else ("", value)
    return f"{start}{kind}><f>{_escaped(cell.formula)}</f><v>{stored}</v></c>"


def _escaped(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


@cache
def _letters(column: int) -> str:
    return xl_col_to_name(column)
