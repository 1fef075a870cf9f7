"""What stands right above the headings of a list, where the example (例) of a blank workbook stands: an item typed over it is not read."""

from collections.abc import Mapping

from bondcalc.inputs.files.headings import CellGrid
from bondcalc.inputs.values import is_blank, plain
from bondcalc.problem import Place

EXAMPLE = "例"
"""Begins the row that a blank workbook shows as an example; none of its figures stands under a year."""


def typed_above(grid: CellGrid, top: int, columns: Mapping[tuple[str, int | None], int]) -> Place | None:
    """Give the first cell of the row above the headings where it holds figures of an item; None where it holds none.

    Under a year any figure is one of an item; under other headings it may be the example's, unless the row is not marked as that.
    """
    row = top - 1
    filled = {
        column: value for column in grid.columns.get(row, ()) if not is_blank(value := grid.cells.get((row, column)))
    }
    if not filled:
        return None
    first = min(filled)
    shown = plain(str(filled[first])).startswith(EXAMPLE)
    counted = {column for (_, year), column in columns.items() if year is not None or not shown}
    typed = any(column in counted and not isinstance(value, str) for column, value in filled.items())
    return grid.place(row, first) if typed else None
