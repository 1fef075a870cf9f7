"""Long listings as data: each row once, in both languages only where these differ, texts that recur once."""

from collections.abc import Sequence
from dataclasses import replace

from bondcalc.page.bilingual import both, words
from bondcalc.portfolio.told.store_view import NOTATION
from bondcalc.wording.report import Datum, Listing, Medium, ReportCell, ReportColumn, ReportRow, Words, read

MOST = 300
"""Rows of a list that stands in a page; the folder of `portfolio report` has all."""
WHOLE = frozenset({"projects"})
"""Lists of which every row stands there: a page of ten thousand projects has room for one row of each."""
ENGLISH = replace(NOTATION, language="en")


class LongLists:
    """Collects listings; a cell is a text, or the number of a pair of texts in both languages."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], int] = {}
        self._lists: list[dict[str, object]] = []

    def markup(self, listing: Listing) -> str:
        """Leave room for a listing and keep its rows."""
        columns = listing.shown(Medium.BOOK)
        number = len(self._lists)
        lines = listing.lines(Medium.BOOK)
        shown = lines if listing.id in WHOLE else lines[:MOST]
        rows = [[self._cell(row, column) for column in columns] for row in shown]
        heads = [self._text(_said(column.head)) for column in columns]
        right = [int(column.align == "r" and not column.centred) for column in columns]
        self._lists.append({"heads": heads, "right": right, "rows": rows, "total": self._total(listing, columns)})
        left = len(lines) - len(shown)
        more = both(
            f"另有{left}行，这里不列，见portfolio report的portfolio.xlsx。",
            f"{left} more rows stand in portfolio.xlsx of portfolio report.",
        )
        title = f"<h3>{words(listing.title)}</h3>" if listing.title else ""
        return f'{title}<div class="list" data-list="{number}"></div>{f"<p>{more}</p>" if left else ""}\n'

    def data(self) -> dict[str, object]:
        """Give the data for JSON."""
        return {"pairs": [list(pair) for pair in self._pairs], "lists": self._lists}

    def _total(self, listing: Listing, columns: Sequence[ReportColumn]) -> "list[str | int]":
        total = listing.total()
        return [] if total is None else [self._cell(total, column) for column in columns]

    def _cell(self, row: ReportRow, column: ReportColumn) -> str | int:
        return self._text(_both(row.get(column.id)))

    def _text(self, pair: tuple[str, str]) -> str | int:
        if pair[0] == pair[1]:
            return pair[0]
        return self._pairs.setdefault(pair, len(self._pairs))


def _said(text: Words | str) -> tuple[str, str]:
    return read(text, NOTATION, Medium.BOOK), read(text, ENGLISH, Medium.BOOK)


def _both(cell: ReportCell) -> tuple[str, str]:
    if isinstance(cell, Datum) and cell.value is not None and cell.words is None and not cell.points:
        text = cell.text(NOTATION, Medium.BOOK)
        return text, text
    return read(cell, NOTATION, Medium.BOOK), read(cell, ENGLISH, Medium.BOOK)
