"""压力测试: the same lines run again with other factors, and the change at which the debt is no longer covered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from bondcalc.algebra.axis import Key
from bondcalc.algebra.inspection import upstream
from bondcalc.algebra.line import Line
from bondcalc.algebra.part_program import PartProgram
from bondcalc.algebra.variant import Variant, variant_of
from bondcalc.analysis.delay import rebuilt
from bondcalc.analysis.drivers import DRIVERS, Driver, leaves, structural
from bondcalc.analysis.ends import Ends
from bondcalc.analysis.stress.stress_point import (
    CashRead,
    CoverRead,
    Read,
    StressPoint,
    closing_lowest,
    coverage_inside,
)
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.rules.load import Rules
from bondcalc.schedules.book import Book
from bondcalc.wording.terms import Unit

Dates = tuple[int, tuple[tuple[str, date], ...]]
"""What fixes the dates of schedules: months of delay, and the last days of bonds where they are not those of the book."""
MOST_GUESSES = 3
"""Guesses of a break-even that may leave more than half of where it can lie."""
YEAR_OF_MONTHS = 12
"""Delays looked at before one that leaves no cash: as many months as hold every day on which a bond pays."""
LED = {"anchor": "stress_anchor_falls", "anchor_delay": "stress_anchor_delays"}
"""Drivers of the leading firm, with the rule value that has their steps: it is never more than planned, and never early."""


def steps(rules: Rules, driver: str) -> list[Decimal]:
    """Steps of a driver from the rule data, falls before rises; nothing is ever early, so delays only rise."""
    stated = {
        Unit.SHARE: rules.value("stress_steps"),
        Unit.POINTS: rules.value("stress_rate_rises"),
        Unit.YEARS: rules.value("stress_sale_delays"),
        Unit.MONTHS: rules.value("stress_operation_delays"),
    }
    if driver in LED:
        return [number * DRIVERS[driver].adverse for number in rules.value(LED[driver]).numbers]
    unit = DRIVERS[driver].unit
    sizes = list(stated[unit].numbers)
    return sizes if unit in {Unit.YEARS, Unit.MONTHS} else [*(-size for size in reversed(sizes)), *sizes]


@dataclass(frozen=True)
class Model:
    """Schedules of one set of dates: what a stressed run reads of them, and how they differ from those they share lines with.

    `lines` are read; `book` says which cells drivers move.
    """

    book: Book
    lines: Read
    part: PartProgram
    moved: Variant

    @staticmethod
    def of(book: Book) -> "Model":
        """Take what E, F, the overlay, DSCR and cash depend on: less than half of all lines."""
        lines = Read.of(book)
        return Model(book, lines, PartProgram(book.program(), lines.all), Variant({}, {}))

    @cached_property
    def _needed(self) -> set[Line]:
        """The lines that those read rest on."""
        return upstream(*self.lines.all)

    def later(self, book: Book) -> "Model":
        """Take the schedules of other dates: by these same lines as long as each needed one has the same formula there."""
        same = len(Read.of(book).all) == len(self.lines.all)
        moved = variant_of(self._needed, self.book.tables, book.tables) if same else None
        return Model.of(book) if moved is None else replace(self, book=book, moved=moved)

    def point(self, changed: Mapping[Key, Decimal]) -> StressPoint:
        """Run with other leaf values."""
        return self.lines.point(self.part.run({**self.moved.leaves, **changed}, self.moved.structures))


class Stress:
    """Runs of one project under other factors; each is computed once."""

    def __init__(self, book: Book, under: Mapping[Key, Decimal] | None = None) -> None:
        self.book, self._under = book, under or {}
        self._ends, self._models = Ends(book), dict[Dates, Model]()
        self._known: dict[tuple[tuple[str, Decimal], ...], StressPoint] = {}

    def under(self, changed: Mapping[Key, Decimal]) -> "Stress":
        """Give runs of the same schedules with other figures in input cells that no driver moves."""
        other = Stress(self.book, changed)
        other._ends, other._models = self._ends, self._models
        return other

    def at(self, changes: Mapping[str, Decimal]) -> StressPoint:
        """Run with changes by driver id, in the unit of each: -0.1 is ten per cent less, 0.005 is 50 basis points more."""
        # A change of 0 is no change: the base case is one run that computes nothing again, whatever it is asked as.
        changes = {id_: change for id_, change in changes.items() if change}
        key = tuple(sorted(changes.items()))
        if key not in self._known:
            moved = {id_: change for id_, change in changes.items() if structural(id_)}
            rest = {id_: change for id_, change in changes.items() if id_ not in moved}
            changed = {**self._under, **leaves(self.book, rest)}
            # A coupon or size moves the day on which early redemption has repaid a bond, and with it the coverage window.
            self._known[key] = self._model(moved, self._ends.at(changed)).point(changed)
        return self._known[key]

    def break_even(self, driver: str, threshold: Decimal, cover: CoverRead = coverage_inside) -> Decimal | None:
        """Return the smallest adverse change at which E < threshold x F, 0 when that is so already; None when none does.

        `cover` says whose E.
        """
        limit = Fraction(threshold)
        way = DRIVERS[driver].adverse, DRIVERS[driver].furthest
        return self._crossing(
            driver, lambda point: Fraction(0) if (ratio := cover(point)) is None else ratio - limit, way
        )

    def break_even_of_cash(self, driver: str, cash: CashRead = closing_lowest) -> Decimal | None:
        """Return the smallest change at which a year ends without cash, 0 when that is so already; None when none does.

        `cash` says which. Adverse, but for a driver that leaves cash short both ways (a smaller bond does not pay for the works): the nearer.
        """
        stated = DRIVERS[driver]
        ways = [(stated.adverse, stated.furthest)]
        if stated.cash_back is not None:
            ways.append((-stated.adverse, stated.cash_back))
        crossings = [self._crossing(driver, lambda point: Fraction(cash(point)), way) for way in ways]
        nearest = min((change for change in crossings if change is not None), key=abs, default=None)
        filled = driver == "operation_delay" and self.book.project.form(Settings).capital == "plug"
        return self._first_short(nearest, cash) if nearest and filled else nearest

    def _first_short(self, delay: Decimal, cash: CashRead) -> Decimal:
        """Walk back from a delay of operation until a year of shorter ones leaves cash.

        Where capital fills the gap of construction, an opening that passes a coupon's day lets capital pay it: cash rises
        there, and a shorter delay may be short. A year holds every coupon, so what lies further back is no worse.
        """
        first = month = delay
        while month > 1 and first - month < YEAR_OF_MONTHS:
            month -= 1
            if cash(self.at({"operation_delay": month})) < 0:
                first = month
        return first

    def _model(self, moved: Mapping[str, Decimal], ends: tuple[tuple[str, date], ...]) -> Model:
        dates = months, _ = int(moved.get("operation_delay", 0)), ends
        if dates not in self._models:
            self._models[dates] = self._of_dates(moved, ends) if months or ends else Model.of(self.book)
        return self._models[dates]

    def _of_dates(self, moved: Mapping[str, Decimal], ends: tuple[tuple[str, date], ...]) -> Model:
        """Build what coverage and cash need for other dates."""
        return self._model({}, ()).later(
            Book(rebuilt(self.book.project, moved), self.book.rules, dict(ends), like=self.book)
        )

    def _crossing(
        self, driver: str, excess: Callable[[StressPoint], Fraction], way: tuple[int, Decimal]
    ) -> Decimal | None:
        """Find where the excess first falls below zero, between two neighbouring steps that were both run.

        `way` is the sign of the changes and how far they go. By the steps of the rule data, which a stress test runs anyway, and
        by strides that the driver states (its whole range where it states none), then by false position.
        """
        stated, (sign, furthest) = DRIVERS[driver], way

        def at(place: int) -> Fraction:
            """Run with a change of so many steps."""
            return excess(self.at({driver: place * stated.step * sign}))

        if at(0) < 0:
            return Decimal(0)
        usual = [change / stated.step * sign for change in steps(self.book.rules, driver)]
        last = int(furthest / stated.step)
        low = 0
        for place in _walked(at, sorted(int(place) for place in usual if 0 < place < last), stated, last):
            if at(place) < 0:
                return _narrowed(at, low, place) * stated.step * sign
            low = place
        return None


def _walked(at: Callable[[int], Fraction], usual: list[int], driver: Driver, last: int) -> Iterator[int]:
    """Give the places at which a break-even is first looked for, the nearest first, for as long as the excess is not below zero.

    A driver that need not hurt more the further it goes (a smaller bond) is walked in strides, so that no dip is missed. Before
    a place that no stress test runs comes the one at which the line through the last two places ends, where that is nearer.
    """
    stride = last if driver.coarse is None else int(driver.coarse / driver.step)
    passed = [0]
    for number in sorted({*usual, *range(stride, last + 1, stride)}):
        ahead = _ahead(at, *passed[-2:]) if len(passed) > 1 and number not in usual else None
        if ahead is not None and ahead < number:
            yield ahead
        yield number
        passed.append(number)


def _ahead(at: Callable[[int], Fraction], before: int, low: int) -> int | None:
    """Give the first place at which the line through two places is below zero; None where it does not fall."""
    fall = at(before) - at(low)
    return low + int(at(low) * (low - before) / fall) + 1 if fall > 0 else None


def _narrowed(at: Callable[[int], Fraction], low: int, high: int) -> int:
    """Return the place above which the neighbour below still holds; the excess is zero or more at low, less at high.

    By false position. An end that stays twice running counts half (the Illinois rule), since the curve bends; where
    three guesses have not halved what is left, or one end is exactly at the limit, the next one does, which bounds the runs.
    """
    left, right, stays = at(low), at(high), 0
    wide, tries = high - low, 0
    while high - low > 1:
        if 2 * (high - low) <= wide:
            wide, tries = high - low, 0
        tries += 1
        halve = tries > MOST_GUESSES or not left
        guess = (low + high) // 2 if halve else low + int((high - low) * left / (left - right))
        index = min(max(guess, low + 1), high - 1)
        excess = at(index)
        if excess >= 0:
            low, left, right, stays = index, excess, right / 2 if stays > 0 else right, 1
        else:
            high, right, left, stays = index, excess, left / 2 if stays < 0 else left, -1
    return high
