"""A generated table as it stands now: heads, rows, cells, and the figures in each (表头、行、单元格)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from bondcalc.audit.difference import Cause
from bondcalc.audit.word.reading_order import WordPlace, seen_cells
from bondcalc.audit.word.word_findings import WordFindings
from bondcalc.audit.word.word_pair import WordPair, WordReading
from bondcalc.typeset.word.read_blocks import ReadBlock, W, rows_in

if TYPE_CHECKING:
    from lxml.etree import _Element


_FIGURES = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True)
class WordRow:
    """A row: the words of its cells with figures as {KEY}, and what is seen in them."""

    cells: tuple[str, ...]
    seen: tuple[str, ...]
    head: bool = False

    @property
    def label(self) -> str:
        """What the row is called: its first cell that says something, and the words right after it."""
        words = [seen for cell, seen in zip(self.cells, self.seen, strict=False) if _FIGURES.sub("", cell).strip(" %")]
        return " ".join(words[:2]) if words else next((cell for cell in self.seen if cell), "")


def rows_of(block: ReadBlock) -> list[WordRow]:
    """Read the rows of a table; where no row says that it is a heading the first one is."""
    rows = list(rows_in(block.element))
    words = [tuple(line.split("\t")) for line in block.words.split("\n")]
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    if not any(heads):
        heads = [True] + [False] * (len(rows) - 1)
    seen = [tuple(seen_cells(row)) for row in rows]
    return [WordRow(cells, shown, head) for cells, shown, head in zip(words, seen, heads, strict=False)]


class ComparedTable:
    """Compares one table with the one made again."""

    def __init__(self, pair: WordPair, findings: WordFindings, filed: ReadBlock, fresh: ReadBlock) -> None:
        self._pair, self._found = pair, findings
        self._here, self._there = rows_of(filed), rows_of(fresh)
        title = pair.fresh.order.titles.get(fresh.element, "")
        self._place = WordPlace(pair.filed.order.chapters.get(filed.element, ""), title)

    def compare(self) -> None:
        """Tell heads that changed, columns and rows that are gone or came in, cells that say something else."""
        heads = [[row for row in rows if row.head] for rows in (self._here, self._there)]
        columns = self._columns(heads[0][-1].cells if heads[0] else (), heads[1][-1].cells)
        for filed, fresh in zip(*heads, strict=False):
            self._cells(filed, fresh, columns, Cause.HEADS)
        self._body(columns)

    def _columns(self, filed: tuple[str, ...], fresh: tuple[str, ...]) -> dict[int, int]:
        """Pair the columns, of as many by their place; tell those that are gone or came in."""
        if len(filed) == len(fresh):
            return {at: at for at in range(len(fresh))}
        pairs: dict[int, int] = {}
        for kind, a, b, c, d in SequenceMatcher(None, filed, fresh, autojunk=False).get_opcodes():
            pairs |= dict(zip(range(c, d), range(a, b), strict=False))
            if kind == "delete":
                for at in range(a, b):
                    self._differs("", filed[at], filed[at], "", Cause.HEADS)
            for at in range(c + (b - a), d):
                self._differs("", fresh[at], "", fresh[at], Cause.HEADS)
        return pairs

    def _body(self, columns: dict[int, int]) -> None:
        here, there = ([row for row in rows if not row.head] for rows in (self._here, self._there))
        pairs = self._rows(here, there)
        for at, fresh in enumerate(there):
            if at in pairs:
                self._cells(here[pairs[at]], fresh, columns, Cause.TEXT)
            elif not any("{" in cell for cell in fresh.cells):
                # Figures that are gone with a row are told by their controls.
                self._differs(fresh.label, "", "", " ".join(fresh.seen), Cause.MISSING)
        for at, filed in enumerate(here):
            if at not in pairs.values() and any(filed.seen):
                numbers = any(sign.isdigit() for sign in "".join(filed.seen))
                text = " ".join(filed.seen)
                if numbers:
                    self._differs(filed.label, "", text, "", Cause.ADDED)
                else:
                    self._found.warn(f"{self._found.name}：{self._place.table}多出一行“{text}”")

    def _rows(self, here: list[WordRow], there: list[WordRow]) -> dict[int, int]:
        """Pair the rows: those that say the same, then those of one name, then those that lie between."""
        pairs: dict[int, int] = {}
        for same in (_cells_of, _label_of, _words_of, _figures_of, _first_of):
            left = [at for at in range(len(here)) if at not in pairs.values()]
            for at, fresh in enumerate(there):
                wanted = same(fresh)
                match = next((other for other in left if wanted and same(here[other]) == wanted), None)
                if at not in pairs and match is not None:
                    pairs[at] = match
                    left.remove(match)
        return pairs

    def _cells(self, filed: WordRow, fresh: WordRow, columns: dict[int, int], cause: Cause) -> None:
        for at, words in enumerate(fresh.cells):
            other = columns.get(at)
            if other is None:
                continue
            mine = filed.cells[other] if other < len(filed.cells) else ""
            if mine != words:
                self._cell(filed, fresh, (mine, words), (other, at), cause)

    def _cell(self, filed: WordRow, fresh: WordRow, words: tuple[str, str], at: tuple[int, int], cause: Cause) -> None:
        seen = filed.seen[at[0]] if at[0] < len(filed.seen) else ""
        right = fresh.seen[at[1]] if at[1] < len(fresh.seen) else ""
        heads = next((row.seen for row in reversed(self._there) if row.head), ())
        head = heads[at[1]] if at[1] < len(heads) and not fresh.head else ""
        keys = [set(_keys(cell)) for cell in words]
        if keys[0] and keys[0] != keys[1]:
            names = "、".join(self._pair.label(key) for key in sorted(keys[1] or keys[0]))
            wrong = "、".join(self._pair.label(key) for key in sorted(keys[0]))
            self._differs(
                fresh.label, head, f"{seen}（{wrong}）", f"{right}（{names}）" if keys[1] else right, Cause.MOVED
            )
        elif keys[1] and not keys[0]:
            if seen:
                self._differs(fresh.label, head, seen, right, Cause.REPLACED)
        else:
            self._differs(fresh.label if not fresh.head else "", head, seen, right, cause)

    def _differs(self, row: str, column: str, filed: str, fresh: str, cause: Cause) -> None:
        at = WordPlace(self._place.chapter, self._place.table, row, column)
        self._found.differs(at, "", filed, fresh, cause)


def _cells_of(row: WordRow) -> object:
    return row.cells


def _label_of(row: WordRow) -> object:
    return row.label


def _words_of(row: WordRow) -> object:
    return tuple(cell for cell in row.cells if "{" not in cell)


def _figures_of(row: WordRow) -> object:
    return tuple(cell for cell in row.cells if "{" in cell)


def _first_of(row: WordRow) -> object:
    return row.cells[0] if row.cells else ""


def _keys(words: str) -> Iterator[str]:
    """Give the keys in the words of a cell."""
    yield from (piece.partition("}")[0] for piece in words.split("{")[1:])


def in_our_table(reading: WordReading, element: "_Element") -> bool:
    """Tell whether a paragraph stands in a generated table."""
    return any(table in reading.elements for table in element.iterancestors(f"{W}tbl"))
