"""合并: what all parts change, held against one another; what two say differently is a conflict, and nobody's word counts more."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bondcalc.departments.base import InputBook
from bondcalc.departments.returned import BaseCell, CellChange, Returned, RowChange


@dataclass(frozen=True)
class Clash:
    """A conflict: its message code, and the changes that do not fit together."""

    code: str
    changes: tuple[CellChange | RowChange, ...]


@dataclass(frozen=True)
class Gathered:
    """Everything that is taken over, and everything that cannot be."""

    cells: tuple[CellChange, ...]
    new: tuple[RowChange, ...]
    gone: tuple[RowChange, ...]
    clashes: tuple[Clash, ...]


def gathered(base: InputBook, parts: Sequence[Returned]) -> Gathered:
    """Put the changes of all parts together; a change that two parts share is one change."""
    by_spot: dict[BaseCell, dict[str, CellChange]] = defaultdict(dict)
    for change in (change for part in parts for change in part.cells):
        by_spot[change.spot].setdefault(change.said, change)
    gone = {(row.known.sheet.id, row.known.number): row for part in parts for row in part.rows if row.gone}
    new = [row for part in parts for row in part.rows if not row.gone]
    clashes = [
        *(Clash("clash_foreign", (change,)) for part in parts for change in part.foreign),
        *(Clash("clash_cell", tuple(said.values())) for said in by_spot.values() if len(said) > 1),
        *_of_gone(by_spot, gone),
        *_of_new(new),
        *_of_codes(base, new),
    ]
    cells = tuple(next(iter(said.values())) for spot, said in by_spot.items() if spot[:2] not in gone)
    return Gathered(cells, tuple(_once(new)), tuple(gone.values()), tuple(clashes))


def _of_gone(by_spot: dict[BaseCell, dict[str, CellChange]], gone: dict[tuple[str, int], RowChange]) -> Iterator[Clash]:
    """Find the rows that one part takes out and another changes."""
    for spot, said in by_spot.items():
        if spot[:2] in gone:
            yield Clash("clash_gone", (gone[spot[:2]], *said.values()))


def _of_new(new: Sequence[RowChange]) -> Iterator[Clash]:
    """Find the new rows that may be one: of one code that say different things, or without a code that say the same."""
    by_code: dict[tuple[str, str], list[RowChange]] = defaultdict(list)
    by_words: dict[tuple[str, object], list[RowChange]] = defaultdict(list)
    for row in new:
        if row.known.code:
            by_code[row.known.sheet.id, row.known.code].append(row)
        else:
            by_words[row.known.sheet.id, row.said].append(row)
    for rows in by_code.values():
        if len({row.said for row in rows}) > 1:
            yield Clash("clash_code", tuple(rows))
    for rows in by_words.values():
        if len({row.file for row in rows}) > 1:
            yield Clash("clash_new", tuple(rows))


def _of_codes(base: InputBook, new: Sequence[RowChange]) -> Iterator[Clash]:
    """Find new rows that bear the code of a row of the base: two rows of a sheet may not have one code."""
    for row in new:
        if row.known.code and row.known.code in {known.code for known in base.rows.get(row.known.sheet.id, ())}:
            yield Clash("clash_taken", (row,))


def _once(new: Sequence[RowChange]) -> Iterator[RowChange]:
    """Give each new row once, though two parts have it under one code."""
    seen: set[tuple[str, str]] = set()
    for row in new:
        aim = row.known.sheet.id, row.known.code
        if not row.known.code or aim not in seen:
            yield row
        seen.add(aim)
