"""The last day of bonds that are repaid early: it follows coupon and size, and the coverage window follows it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Program
from bondcalc.algebra.inspection import upstream
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.tranche import Tranche, repaid_in_parts, repaid_on


class Ends:
    """Finds the last days under other leaf values by the exact reading of each such bond's own table."""

    def __init__(self, book: Book) -> None:
        quantum = settings(book).quantum
        self._programs = [
            (tranche, _program(tranche, quantum))
            for tranche in book.use(bonds.schedule).tranches
            if repaid_in_parts(book, tranche.row.data)
        ]

    def reads(self, keys: Iterable[Key]) -> bool:
        """Tell whether a last day may move with any of these leaves."""
        wanted = set(keys)
        return any(wanted & program.leaves.keys() for _, program in self._programs)

    def at(self, values: Mapping[Key, Decimal]) -> tuple[tuple[str, date], ...]:
        """Give every bond's last day by id under other leaf values; empty where all days are those of the book."""
        if not self.reads(values):
            return ()
        repaid = [
            (tranche, repaid_on(tranche.table, tranche.row.data, program.run(values).amounts(tranche.closing)))
            for tranche, program in self._programs
        ]
        # Most scenarios move no day: they share the schedules of the book, and nothing is built again.
        moved = any(day != tranche.last_day for tranche, day in repaid)
        return tuple((tranche.row.data.id, day) for tranche, day in repaid) if moved else ()


def _program(tranche: Tranche, quantum: Decimal) -> Program:
    wanted = upstream(tranche.closing)
    return Program([line for line in tranche.table.lines if line in wanted], quantum)
