"""Which rows of a table stay with the row after them, so that none is left alone where it breaks."""

from collections.abc import Collection, Sequence

from bondcalc.typeset.document import INDENT
from bondcalc.typeset.paging import PORTRAIT, Piece

FEWEST_ROWS = 3
"""A table that breaks leaves and takes on at least so many rows; two where the three are high."""
HIGH_ROWS = 0.25
"""Rows are high when the fewest take more than this share of a page."""

GROUP = 5
"""Rows of a group that is not broken: one and those under it; of a larger one the first stays with the second."""


def held(rows: Sequence[Piece], *, whole: bool, staying: Collection[int] = ()) -> list[Piece]:
    """Hold rows to the row after them: all of a low table, of others the first and the last few and those that are to stay."""
    last = len(rows) - 1
    first, end = fewest(rows), last - fewest(rows[::-1])
    return [
        row._replace(hold=True) if index < last and (whole or index in staying or not first <= index < end) else row
        for index, row in enumerate(rows)
    ]


def heads(names: Sequence[str]) -> frozenset[int]:
    """Give the rows that stay with the next: those with rows under them, and of a small group all but the last."""
    under = [name.startswith(INDENT) for name in names]
    stay, start = set[int](), 0
    for index in range(1, len(names) + 1):
        if index == len(names) or not under[index]:
            group = range(start, index - 1)
            stay.update(group if index - start <= GROUP else group[:1])
            start = index
    return frozenset(stay)


def fewest(rows: Sequence[Piece]) -> int:
    """Give how many rows hold the next one at the end where a table begins or ends; high ones are fewer."""
    high = sum(row.height for row in rows[:FEWEST_ROWS]) > HIGH_ROWS * PORTRAIT.depth
    return (2 if high else FEWEST_ROWS) - 1
