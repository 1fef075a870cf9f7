"""A table with more columns than a page holds: cut into parts by columns, each with the columns that name its rows."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bondcalc.typeset.document import Document, PageTable, TableCell, printed
from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT
from bondcalc.wording.numbers_apart import is_number

SIZE = 8.0
"""Points at which a part must fit; the page sets it larger where it can."""
PADDING = 0.56
"""White beside the words of a column, in characters."""
NAME, HEAD = 13, 5
"""Characters that words take at most before they break, in a column that names the rows and in one of figures."""
NUMBERS = "一二三四五六七八九十"


def cut(document: Document) -> Document:
    """Cut the tables of a document that are too wide; the others stand as they are."""
    blocks = [
        part for block in document.blocks for part in (column_parts(block) if isinstance(block, PageTable) else [block])
    ]
    return replace(document, blocks=blocks)


def column_parts(table: PageTable) -> list[PageTable]:
    """Cut a table by columns: upright where it fits, else on landscape pages, in parts of like width.

    Only a table with columns to repeat is cut. The sums of a part are those down its columns; what is added along the
    rows, and what is carried on from column to column, holds of the whole table and was checked there.
    """
    if not table.repeat:
        return [table]
    needs = [
        _need([row[at] for row in (*table.heading, *table.rows)], NAME if at < table.repeat else HEAD)
        for at in range(len(table.widths))
    ]
    if sum(needs) <= PORTRAIT.measure:
        return [replace(table, landscape=False)]
    if sum(needs) <= LANDSCAPE.measure:
        return [replace(table, landscape=True)]
    groups = _groups(needs[: table.repeat], needs[table.repeat :], LANDSCAPE.measure)
    return [
        _part(table, [*range(table.repeat), *(table.repeat + at for at in group)], NUMBERS[index], len(groups))
        for index, group in enumerate(groups)
    ]


def _need(column: Sequence[TableCell], words: float) -> float:
    """Give the width of a column in points; a Latin character is half as wide as a Chinese one, only words break."""
    widest = 0.0
    for text in map(printed, column):
        width = _width(text)
        widest = max(widest, width if width <= words or is_number(text) else words)
    return (widest + PADDING) * SIZE


@lru_cache(maxsize=20_000)
def _width(text: str) -> float:
    return sum(1.0 if char > "\u2000" else 0.52 for char in text)


def _groups(names: Sequence[float], needs: Sequence[float], width: float) -> list[range]:
    """Group columns into as few parts as hold them, of as many columns each as can be."""
    for parts in range(2, len(needs) + 1):
        size = -(-len(needs) // parts)
        groups = [range(start, min(start + size, len(needs))) for start in range(0, len(needs), size)]
        if all(sum(names) + sum(needs[at] for at in group) <= width for group in groups):
            return groups
    return [range(at, at + 1) for at in range(len(needs))]


def _part(table: PageTable, columns: Sequence[int], number: str, parts: int) -> PageTable:
    return replace(
        table,
        title=f"{table.title}（{number}）",
        heading=[[row[at] for at in columns] for row in table.heading],
        rows=[[row[at] for at in columns] for row in table.rows],
        align="".join(table.align[at] for at in columns),
        widths=[table.widths[at] for at in columns],
        landscape=True,
        repeat=0,
        parts=parts,
        sums=tuple(sum_ for sum_ in table.sums if sum_.axis == "row" and sum_.carried is None),
    )
