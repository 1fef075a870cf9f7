"""The figures of a project in lanes: compiled for what an outlook draws, a program for each family of delays."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from threading import Lock

import numpy as np

from bondcalc.algebra.inspection import upstream
from bondcalc.algebra.lanes.program import LaneProgram
from bondcalc.algebra.line import Line
from bondcalc.analysis.drivers import DRIVERS, leaves
from bondcalc.analysis.ends import Ends
from bondcalc.analysis.risk.families import Family, families
from bondcalc.analysis.risk.sale_draws import sale_ids
from bondcalc.analysis.risk.sampling import DELAY, Outlook
from bondcalc.analysis.risk.tally import RowNumbers
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.probability.normal import Array
from bondcalc.schedules import cash, coverage
from bondcalc.schedules.book import Book, build

LastDays = tuple[tuple[str, date], ...]
"""Last days of bonds by id; empty where they are those of the book."""

YEARLY = ("closing", "cash_cover", "dscr")
"""Figures by year: closing cash, DSCR with opening cash, DSCR."""


def lines_of(book: Book) -> dict[str, Line]:
    """Give the lines that a simulation reads: E, F, every ratio, the lowest cash, and what is told by year."""
    made = book.use(coverage.schedule)
    return {
        "revenue": made.basis.revenue,
        "service": made.basis.service,
        **made.ratios,
        "cash_min": made.closing_lowest,
        "closing": book.use(cash.schedule).closing,
        "cash_cover": made.cash_cover,
        "dscr": made.dscr,
    }


LinesRead = Callable[[Book], Mapping[str, Line]]
"""What is read of a book in lanes, by id."""


class FamilyProgram:
    """One family of delays, compiled; several threads may run it at a time. `read` says which lines are wanted."""

    def __init__(self, family: Family, outlook: Outlook, read: LinesRead = lines_of) -> None:
        self.family, self._lines = family, read(family.book)
        drawn = [driver for driver in outlook.drivers if not DRIVERS[driver].structural]
        self._moving = [*drawn, *sale_ids(family.book)]
        self._leaves = family.leaves()
        keys = [*leaves(family.book, dict.fromkeys(self._moving, np.zeros(1))), *self._leaves]
        wanted = upstream(*self._lines.values())
        self._rows = {line: values for line, values in family.rows().items() if line in wanted}
        lines = [line for table in family.book.tables for line in table.lines if line in wanted]
        quantum = family.book.project.form(Settings).quantum
        self._program = LaneProgram(
            lines,
            list(self._lines.values()),
            quantum,
            varying=dict.fromkeys(keys),
            structures=list(self._rows),
            figures=family.book.program().run(),
        )

    def run(self, changes: Mapping[str, Array], months: Array, nudge: float = 0.0) -> dict[str, Array]:
        """Compute scenarios whose delays are of this family: (rows, lanes) by id."""
        program = self._program.nudged(nudge) if nudge else self._program
        numbers = self.family.places(months)
        rows = {line: values[numbers].T for line, values in self._rows.items()}
        moved = {key: values[numbers] for key, values in self._leaves.items()}
        # A parcel whose sale nobody drew is sold as planned.
        still = np.zeros(len(months))
        lanes = program.run(
            {**moved, **leaves(self.family.book, {id_: changes.get(id_, still) for id_ in self._moving})}, rows
        )
        return {id_: _wide(lanes[line][1:], len(months)) for id_, line in self._lines.items()}


class Compiled:
    """All families of a project, for each set of last days that a bond repaid early may come to; by threads."""

    def __init__(self, book: Book, outlook: Outlook, read: LinesRead = lines_of) -> None:
        self._book, self._outlook, self._read = book, outlook, read
        self._ends, self._lock = Ends(book), Lock()
        drawn = [driver for driver in outlook.drivers if not DRIVERS[driver].structural]
        self._ending = [driver for driver in drawn if self._ends.reads(leaves(book, {driver: Decimal(0)}))]
        self._parts: dict[LastDays, list[FamilyProgram]] = {}
        self._compiled(())

    def run(self, changes: Mapping[str, Array], size: int, nudge: float = 0.0) -> dict[str, Array]:
        """Compute so many scenarios, each by the program of its dates; `nudge` moves what is rounded by a share first."""
        months = changes.get(DELAY, np.zeros(size))
        ends = self._grouped(changes, size)
        if list(ends) == [()] and len(self._compiled(())) == 1:
            return self._compiled(())[0].run(changes, months, nudge)
        found: dict[str, Array] = {}
        for part, of_ends in [(part, lanes) for days, lanes in ends.items() for part in self._compiled(days)]:
            lanes = of_ends[part.family.holds(months[of_ends])]
            if lanes.size:
                some = part.run({id_: values[lanes] for id_, values in changes.items()}, months[lanes], nudge)
                for id_, values in some.items():
                    found.setdefault(id_, np.empty((len(values), size)))[:, lanes] = values
        return found

    def _grouped(self, changes: Mapping[str, Array], size: int) -> dict[LastDays, RowNumbers]:
        """Group scenarios by the last days of bonds, which the exact reading finds for each."""
        if not self._ending:
            return {(): np.arange(size)}
        groups: dict[LastDays, list[int]] = {}
        for lane in range(size):
            moved = {driver: Decimal(float(changes[driver][lane])) for driver in self._ending}
            groups.setdefault(self._ends.at(leaves(self._book, moved)), []).append(lane)
        return {days: np.array(lanes, dtype=np.int64) for days, lanes in groups.items()}

    def _compiled(self, days: LastDays) -> list[FamilyProgram]:
        # Compiled under the lock, once: threads that need the same dates wait for it instead of building them again.
        with self._lock:
            if days not in self._parts:
                book = build(self._book.project, self._book.rules, dict(days)) if days else self._book
                made = families(book, self._outlook.delays)
                self._parts[days] = [FamilyProgram(family, self._outlook, self._read) for family in made]
            return self._parts[days]


def _wide(values: Array, size: int) -> Array:
    """Figures that no driver reaches are one a line; give them one a scenario."""
    return values if values.shape[1] == size else np.broadcast_to(values[:, :1], (len(values), size))
