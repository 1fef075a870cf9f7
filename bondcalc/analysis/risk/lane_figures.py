"""The figures of a project in lanes: compiled for what an outlook draws, a program for each family of delays."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from threading import Lock

import numpy as np

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Program, needed, reached
from bondcalc.algebra.lanes.program import NUDGE, LaneProgram
from bondcalc.algebra.line import Line
from bondcalc.analysis.drivers import DRIVERS, leaves
from bondcalc.analysis.ends import Ends
from bondcalc.analysis.risk.families import Family, LinesRead, families
from bondcalc.analysis.risk.sale_draws import NEVER, sale_ids
from bondcalc.analysis.risk.sampling import DELAY, Outlook
from bondcalc.analysis.risk.tally import RowNumbers
from bondcalc.probability.normal import Array
from bondcalc.schedules import cash, coverage, late_costs
from bondcalc.schedules.book import Book, build
from bondcalc.schedules.other_multiples import JUDGED

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


def lines_with_late(book: Book) -> dict[str, Line]:
    """Give these lines, and E and the ratios with costs paid after the last maturity: the same where other dates leave none."""
    lines, late = lines_of(book), book.use(late_costs.schedule).late
    if late is None:
        inside = {id_: lines[judged] for id_, judged in zip(late_costs.COUNTED.ids, JUDGED, strict=True)}
        return {**lines, "late_revenue": lines["revenue"], **inside}
    return {**lines, "late_revenue": late.revenue, **late.ratios}


class FamilyProgram:
    """One family of delays, compiled; several threads may run it at a time. `read` says which lines are wanted."""

    def __init__(self, family: Family, outlook: Outlook, read: LinesRead = lines_of) -> None:
        self.family, self._lines = family, read(family.book)
        book, outputs = family.book, list(self._lines.values())
        drawn, sales = [driver for driver in outlook.drivers if not DRIVERS[driver].structural], sale_ids(book)
        self._moving, self._leaves = [*drawn, *sales], family.leaves()
        keys = _varying(book, self._moving, NEVER if sales else outlook.latest("sale_delay"))
        # What hangs on the delay alone has one value a delay: the exact one, whatever it takes to compute it.
        late = {*self._leaves, *family.rows()}
        self._rows = family.figures(_only_late(book.program(), outputs, keys, late))
        spans = {line: _span(values) for line, values in self._rows.items()}
        self._program = LaneProgram(book.program(), outputs, varying=keys | self._leaves.keys(), rows=spans)

    def run(self, changes: Mapping[str, Array], months: Array, nudge: Array | None = None) -> dict[str, Array]:
        """Compute scenarios whose delays are of this family: (rows, lanes) by id."""
        program = self._program if nudge is None else self._program.nudged
        numbers = self.family.places(months)
        rows = {line: self._rows[line].T[slice(*span)][:, numbers] for line, span in self._program.given.items()}
        moved = {key: values[numbers] for key, values in self._leaves.items()}
        # A parcel whose sale nobody drew is sold as planned.
        still = np.zeros(len(months))
        moved |= leaves(self.family.book, {id_: changes.get(id_, still) for id_ in self._moving})
        lanes = program.run(moved if nudge is None else {**moved, NUDGE: 1 + nudge}, rows)
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

    def run(self, changes: Mapping[str, Array], size: int, nudge: Array | None = None) -> dict[str, Array]:
        """Compute so many scenarios, each by the program of its dates; `nudge` moves what is rounded by a share first."""
        months = changes.get(DELAY, np.zeros(size))
        ends = self._grouped(changes, size)
        if list(ends) == [()] and len(self._compiled(())) == 1:
            return self._compiled(())[0].run(changes, months, nudge)
        found: dict[str, Array] = {}
        for part, of_ends in [(part, lanes) for days, lanes in ends.items() for part in self._compiled(days)]:
            lanes = of_ends[part.family.holds(months[of_ends])]
            if lanes.size:
                beside = None if nudge is None else nudge[lanes]
                some = part.run({id_: values[lanes] for id_, values in changes.items()}, months[lanes], beside)
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
                made = families(book, self._outlook.delays, self._read)
                self._parts[days] = [FamilyProgram(family, self._outlook, self._read) for family in made]
            return self._parts[days]


def _varying(book: Book, moving: Sequence[str], latest: float) -> set[Key]:
    """Name the leaves that drivers move: of land sold later, those of years that the latest sale reaches."""
    # Half a year by half a year, so that every year that a delay of sales may reach is reached by one of them.
    tried = np.arange(2 * ceil(latest) + 2) / 2
    moved = leaves(book, dict.fromkeys(moving, tried))
    return {key for key, values in moved.items() if (values != values[0]).any()}


def _only_late(
    program: Program, outputs: Sequence[Line], drawn: Collection[Key], late: Collection[object]
) -> list[Line]:
    """Lines that delays reach and nothing drawn does, where an output or a line that is drawn reads them."""
    asked = {program.number(line) for line in outputs}
    steps = needed(program.steps, asked)
    moving, later = (reached(steps, program.numbers(changed)) for changed in (drawn, late))
    asked.update(number for step in moving for number in step.read)
    driven = {number for step in moving for number in step.results}
    return [
        program.lines[number] for step in later for number in step.results if number in asked and number not in driven
    ]


def _span(values: Array) -> tuple[int, int]:
    """The columns in which any delay differs."""
    differing = np.flatnonzero(~((values == values[0]) | (np.isnan(values) & np.isnan(values[0]))).all(axis=0))
    return (int(differing[0]), int(differing[-1]) + 1) if differing.size else (0, 0)


def _wide(values: Array, size: int) -> Array:
    """Figures that no driver reaches are one a line; give them one a scenario."""
    return values if values.shape[1] == size else np.broadcast_to(values[:, :1], (len(values), size))
