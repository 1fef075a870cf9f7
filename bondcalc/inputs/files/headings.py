"""The cells of a sheet, and which of them are headings of ours, wherever they stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from bondcalc.inputs.cell import SHEETS, Cell, Sheet
from bondcalc.inputs.files.stored import MergedBlock
from bondcalc.inputs.values import plain
from bondcalc.problem import Place

DEEPEST_HEADING = 15
"""Rows in which headings are looked for."""
_BRACKET = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class CellGrid:
    """The cells of a sheet that hold something, by row and column from 1, and its merged blocks."""

    title: str
    cells: Mapping[tuple[int, int], object]
    merged: Sequence[MergedBlock]
    told: set[str] = field(default_factory=set)

    def place(self, row: int, column: int) -> Place:
        """Name a cell as the user sees it."""
        return Place(self.title, row, column, f"{letters(column)}{row}")

    @cached_property
    def columns(self) -> Mapping[int, Sequence[int]]:
        """The columns of each row that hold something."""
        rows: dict[int, list[int]] = {}
        for row, column in sorted(self.cells):
            rows.setdefault(row, []).append(column)
        return rows

    @cached_property
    def last_row(self) -> int:
        """Last row that holds something."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """Last column that holds something."""
        return max((column for _, column in self.cells), default=0)


@lru_cache(maxsize=20_000)
def letters(column: int) -> str:
    """Name a column: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def field_of(sheet: Sheet, text: object) -> Cell | None:
    """Find the field a heading names, with or without its unit in brackets; in Chinese, English or as in TOML."""
    if not isinstance(text, str):
        return None
    names, folded = _names(sheet.id), plain(text)
    return names.get(folded) or (names.get(_BRACKET.sub("", folded)) if folded.endswith(")") else None)


@cache
def _names(sheet: str) -> dict[str, Cell]:
    known = {plain(words): cell for cell in SHEETS[sheet].cells for words in (cell.id, *reversed(cell.names))}
    return {_BRACKET.sub("", words): cell for words, cell in known.items()} | known


def heading_row(sheet: Sheet, grid: CellGrid) -> int:
    """Find the row that holds the headings of a list: the one with most of them; 0 where there is none."""
    top = max(range(1, DEEPEST_HEADING + 1), key=lambda row: len(headed(sheet, grid, row)))
    return top if headed(sheet, grid, top) else 0


def headed(sheet: Sheet, grid: CellGrid, row: int) -> dict[str, int]:
    """Tell which column of a row is headed by which field; the caption that stands over the years is none."""
    found = {column: field_of(sheet, grid.cells[row, column]) for column in grid.columns.get(row, ())}
    return {cell.id: column for column, cell in found.items() if cell is not None and cell.kind != "indexed"}
