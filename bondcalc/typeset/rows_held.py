"""Which rows of a table stay with the row after them, so that none is left alone where it breaks."""

from collections.abc import Sequence

from bondcalc.typeset.paging import PORTRAIT, Piece

FEWEST_ROWS = 3
"""A table that breaks leaves and takes on at least so many rows; two where the three are high."""
HIGH_ROWS = 0.25
"""Rows are high when the fewest take more than this share of a page."""


def held(rows: Sequence[Piece], *, whole: bool) -> list[Piece]:
    """Hold rows to the row after them: all of a low table, of others the first and the last few."""
    last = len(rows) - 1
    first, end = fewest(rows), last - fewest(rows[::-1])
    return [
        row._replace(hold=True) if index < last and (whole or not first <= index < end) else row
        for index, row in enumerate(rows)
    ]


def fewest(rows: Sequence[Piece]) -> int:
    """Give how many rows hold the next one at the end where a table begins or ends; high ones are fewer."""
    high = sum(row.height for row in rows[:FEWEST_ROWS]) > HIGH_ROWS * PORTRAIT.depth
    return (2 if high else FEWEST_ROWS) - 1
