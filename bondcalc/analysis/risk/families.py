"""Schedules of other dates over the same lines: what a delay of operation changes in rows and leaves.

Each whole month of delay is one rebuilt book. As long as its lines are the same formulas, a scenario with that delay differs
from one without in rows fixed by dates and in leaves that moved; both become figures that vary from lane to lane. Delays
that change a formula (a year more in which capital fills the gap) make a family of their own, with a program of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from bondcalc.algebra.axis import Key
from bondcalc.algebra.inspection import upstream
from bondcalc.algebra.lanes.calls import Flags
from bondcalc.algebra.line import Line
from bondcalc.algebra.part_program import PartProgram
from bondcalc.algebra.variant import Variant, variant_of
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.risk.sampling import DELAY
from bondcalc.analysis.risk.tally import RowNumbers
from bondcalc.probability.normal import Array
from bondcalc.schedules.book import Book

LinesRead = Callable[[Book], Mapping[str, Line]]
"""What is read of a book in lanes, by id."""


@dataclass
class Family:
    """Delays whose books share all formulas of `lines` with `book`, that of the first of them: by months, what each changes."""

    book: Book
    lines: set[Line]
    variants: dict[int, Variant] = field(default_factory=dict)

    def rows(self) -> set[Line]:
        """Collect the rows fixed by dates that any delay changes."""
        return {line for difference in self.variants.values() for line in difference.structures}

    def figures(self, lines: Sequence[Line]) -> dict[Line, Array]:
        """Give lines that no driver reaches, exactly, one delay after the other: (delays, opening and columns)."""
        part = PartProgram(self.book.program(), lines)
        late = [part.run(difference.leaves, difference.structures) for difference in self.variants.values()]
        return {line: np.array([figures[line] for figures in late], dtype=float) for line in lines}

    def leaves(self) -> dict[Key, Array]:
        """Give the leaves that any delay changes: (delays)."""
        keys = dict.fromkeys(key for difference in self.variants.values() for key in difference.leaves)
        base = self.book.program().leaves if keys else {}
        return {
            key: np.array([float(difference.leaves.get(key, base[key])) for difference in self.variants.values()])
            for key in keys
        }

    def holds(self, months: Array) -> Flags:
        """Tell which scenarios have a delay of this family."""
        return np.isin(months, list(self.variants))

    def places(self, months: Array) -> RowNumbers:
        """Give the place of each scenario's delay among those of the family."""
        return np.asarray(np.searchsorted(np.array(list(self.variants), dtype=float), months), dtype=np.int64)


def families(book: Book, delays: Sequence[int], read: LinesRead) -> list[Family]:
    """Build what is read of the books of all delays in months, rising, and put each to the family it belongs to."""
    known = [Family(book, upstream(*read(book).values()), {0: Variant({}, {})})]
    for months in filter(None, delays):
        other = Book(rebuilt(book.project, {DELAY: Decimal(months)}), book.rules, book.ends, like=book)
        lines = read(other)
        # Each family costs a compilation, each delay in it only numbers: a delay joins the first family that takes it.
        if not any(_joined(family, other, months) for family in known):
            known.append(Family(other, upstream(*lines.values()), {months: Variant({}, {})}))
    return known


def _joined(family: Family, other: Book, months: int) -> bool:
    difference = variant_of(family.lines, family.book.tables, other.tables)
    if difference is not None:
        family.variants[months] = difference
    return difference is not None
