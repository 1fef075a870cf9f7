"""Which blocks of a document stand on landscape pages: wide tables, and what leads to them; never a table that leaves the page empty."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from math import ceil

from bondcalc.typeset.document import Heading, PageBlock, PageTable, Paragraph
from bondcalc.typeset.paging import BODY, LANDSCAPE, LEADING, PORTRAIT
from bondcalc.typeset.pdf_tables import LOWEST_ROW, reads_upright, table_pieces
from bondcalc.typeset.printed_texts import words_of
from bondcalc.typeset.widths import Widths

WORTH = 0.5
"""Wide tables in a row that take less than this share of a landscape page do not turn it if they can be read upright."""

FULL = 0.95
"""Share of a page that is filled by estimate: the faces of whoever opens the file are not known."""
SHORT = 120
"""Characters of a paragraph of a few lines."""

HeightOf = Callable[[Sequence[int], bool], float]
"""Gives the height of tables one below the other, by their numbers, set turned (True) or upright."""


def turned(blocks: Sequence[PageBlock], faces: Widths, height: HeightOf | None = None) -> frozenset[int]:
    """Give the numbers of the blocks that stand on landscape pages; `height` where somebody keeps what is set.

    A heading goes with the table it leads to, and so does a single paragraph between a heading or a turned table and
    the next: a page that turns never leaves a heading behind. Nor does it leave a few lines alone on the page before it:
    a short paragraph goes with the table whatever stands before.
    """
    height = height or partial(_height, blocks, faces)
    turning = {number for run in _runs(blocks) if _worth(run, blocks, faces, height) for number in run}
    for number in sorted(turning):
        before = _before(blocks, number)
        if before and (
            isinstance(blocks[before[0]], Heading) or before[0] - 1 in turning or _is_short(blocks[before[-1]])
        ):
            turning.update(before)
    return frozenset(turning)


def with_low_tables(blocks: Sequence[PageBlock], turning: frozenset[int], faces: Widths) -> frozenset[int]:
    """Add tables that stand right before turned ones where the page that turns has room for them.

    For a file that has no pages before somebody opens it: an upright page may hold such a table alone.
    """
    added = {
        number - 1
        for number in turning
        if number and number - 1 not in turning and _has_room(blocks, number - 1, turning, faces)
    }
    return turning | added


def _has_room(blocks: Sequence[PageBlock], number: int, turning: frozenset[int], faces: Widths) -> bool:
    """Tell whether a turned page holds a table, the first turned one behind it and the text between them."""
    low, text = blocks[number], 0.0
    if not isinstance(low, PageTable):
        return False
    for following in range(number + 1, len(blocks)):
        block = blocks[following]
        if following not in turning:
            return False
        if isinstance(block, PageTable):
            return _height(blocks, faces, [number, following], True) + text <= LANDSCAPE.depth * FULL
        if isinstance(block, Heading | Paragraph):
            signs = len(block.text if isinstance(block, Heading) else words_of(block.text))
            text += ceil((signs + 2) * BODY / LANDSCAPE.measure) * LEADING
    return False


def _runs(blocks: Sequence[PageBlock]) -> Iterator[list[int]]:
    """Group wide tables that follow one another."""
    wide = [isinstance(block, PageTable) and block.landscape for block in blocks]
    for is_wide, numbers in groupby(range(len(blocks)), key=wide.__getitem__):
        if is_wide:
            yield list(numbers)


def _worth(run: Sequence[int], blocks: Sequence[PageBlock], faces: Widths, height: HeightOf) -> bool:
    """Say whether tables are worth a turned page: they cannot be read upright, or they fill half of one.

    What runs over a turned page while one upright page holds it stands upright.
    """
    tables = [block for block in map(blocks.__getitem__, run) if isinstance(block, PageTable)]
    # So many rows run over a page either way: they need not be set to see that.
    if sum(len(table.rows) for table in tables) * LOWEST_ROW > PORTRAIT.depth:
        return True
    if not all(reads_upright(table, faces) for table in tables):
        return True
    across = height(run, True)
    if across > LANDSCAPE.depth:
        return height(run, False) > PORTRAIT.depth
    return across >= WORTH * LANDSCAPE.depth


def _height(blocks: Sequence[PageBlock], faces: Widths, numbers: Sequence[int], landscape: bool) -> float:
    tables = [block for block in map(blocks.__getitem__, numbers) if isinstance(block, PageTable)]
    turned_so = (replace(table, landscape=landscape) for table in tables)
    return sum(piece.height for table in turned_so for piece in table_pieces(table, faces))


def _is_short(block: PageBlock) -> bool:
    return isinstance(block, Paragraph) and len(words_of(block.text)) <= SHORT


def _before(blocks: Sequence[PageBlock], number: int) -> list[int]:
    """Give the numbers of the headings, and of one paragraph under them, that stand directly before a block."""
    start = number
    if start and isinstance(blocks[start - 1], Paragraph):
        start -= 1
    while start and isinstance(blocks[start - 1], Heading):
        start -= 1
    return list(range(start, number))
