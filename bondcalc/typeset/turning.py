"""Which blocks of a document stand on landscape pages: wide tables, and what leads to them; never a table that leaves the page empty."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bondcalc.typeset.document import Heading, PageBlock, PageTable, Paragraph
from bondcalc.typeset.fonts import Widths
from bondcalc.typeset.paging import LANDSCAPE
from bondcalc.typeset.pdf_tables import reads_upright, table_pieces

WORTH = 0.5
"""Wide tables in a row that take less than this share of a landscape page do not turn it if they can be read upright."""


def turned(blocks: Sequence[PageBlock], faces: Widths) -> frozenset[int]:
    """Give the numbers of the blocks that stand on landscape pages.

    A heading goes with the table it leads to, and so does a single paragraph between a heading or a turned table and
    the next: a page that turns never leaves a heading behind.
    """
    turning = {number for run in _runs(blocks) if _worth([blocks[index] for index in run], faces) for number in run}
    for number in sorted(turning):
        before = _before(blocks, number)
        if before and (isinstance(blocks[before[0]], Heading) or before[0] - 1 in turning):
            turning.update(before)
    return frozenset(turning)


def _runs(blocks: Sequence[PageBlock]) -> Iterator[list[int]]:
    """Group wide tables that follow one another."""
    wide = [isinstance(block, PageTable) and block.landscape for block in blocks]
    for is_wide, numbers in groupby(range(len(blocks)), key=wide.__getitem__):
        if is_wide:
            yield list(numbers)


def _worth(run: Sequence[PageBlock], faces: Widths) -> bool:
    """Say whether tables are worth a turned page: they fill half of one, or cannot be read upright."""
    tables = [block for block in run if isinstance(block, PageTable)]
    if not all(reads_upright(table, faces) for table in tables):
        return True
    return sum(piece.height for table in tables for piece in table_pieces(table, faces)) >= WORTH * LANDSCAPE.depth


def _before(blocks: Sequence[PageBlock], number: int) -> list[int]:
    """Give the numbers of the headings, and of one paragraph under them, that stand directly before a block."""
    start = number
    if start and isinstance(blocks[start - 1], Paragraph):
        start -= 1
    while start and isinstance(blocks[start - 1], Heading):
        start -= 1
    return list(range(start, number))
