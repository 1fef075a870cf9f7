"""Schedules of other dates over the same lines: what a delay of operation changes in rows and leaves.

Each whole month of delay is one rebuilt book. As long as its lines are the same formulas, a scenario with that delay differs
from one without in rows fixed by dates and in leaves that moved; both become figures that vary from lane to lane. Delays
that change a formula (a year more in which capital fills the gap) make a family of their own, with a program of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from bondcalc.algebra.axis import Key
from bondcalc.algebra.inspection import leaves_of
from bondcalc.algebra.lanes.calls import Flags
from bondcalc.algebra.line import Line, Structure
from bondcalc.algebra.variant import Variant, variant
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.risk.tally import RowNumbers
from bondcalc.probability.normal import Array
from bondcalc.schedules.book import Book, build


@dataclass
class Family:
    """Delays whose books share all formulas with `book`, that of the first of them: by months, what each changes."""

    book: Book
    variants: dict[int, Variant] = field(default_factory=dict)

    def rows(self) -> dict[Line, Array]:
        """Give the rows that any delay changes, one delay after the other: (delays, columns)."""
        lines = dict.fromkeys(line for difference in self.variants.values() for line in difference.structures)
        return {
            line: np.array(
                [difference.structures.get(line) or _stated(line) for difference in self.variants.values()], dtype=float
            )
            for line in lines
        }

    def leaves(self) -> dict[Key, Array]:
        """Give the leaves that any delay changes: (delays)."""
        keys = dict.fromkeys(key for difference in self.variants.values() for key in difference.leaves)
        base = _values(self.book) if keys else {}
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


def families(book: Book, delays: Sequence[int]) -> list[Family]:
    """Build the books of all delays in months, rising, and put each to the family it belongs to."""
    known = [Family(book, {0: Variant({}, {})})]
    for months in delays:
        if months:
            _join(known, book, months)
    return known


def _join(known: list[Family], book: Book, months: int) -> None:
    late = rebuilt(book.project, {"operation_delay": Decimal(months)})
    other = build(late, book.rules, book.ends, like=book)
    for family in known:
        # Each family costs a compilation, each delay in it only numbers: a delay joins the first family that takes it.
        difference = variant(family.book.tables, other.tables)
        if difference is not None:
            family.variants[months] = difference
            return
    known.append(Family(other, {months: Variant({}, {})}))


def _stated(line: Line) -> tuple[Decimal, ...]:
    assert isinstance(line.definition, Structure)  # noqa: S101 - only rows of structure are noted
    return line.definition.values


def _values(book: Book) -> dict[Key, Decimal]:
    return {
        leaf.key: leaf.value
        for table in book.tables
        for line in table.lines
        for part in (line.definition, line.opening)
        for leaf in leaves_of(part)
    }
