"""付款日资金不足: the days on which a debt pays and the money is not there, found once for the finding and the filings."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.exact import Figures, decimal
from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.schedules import bonds, payment_calendar, payment_day_cash
from bondcalc.schedules.book import Book
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.notation import Notation

NAMED = 4
"""Days that are named one by one; of more the first of them, with their number and the worst."""


class ShortDay(NamedTuple):
    """A day on which debts pay and how much is missing then, in units of money; `large` where a bond repays more than the limit."""

    day: date
    bonds: tuple[str, ...]
    loans: tuple[str, ...]
    missing: Decimal
    large: bool

    @property
    def debts(self) -> str:
        """Name what pays on the day."""
        of_bonds = [f"债券{in_turn(self.bonds)}"] if self.bonds else []
        return "，".join([*of_bonds, *([f"市场化融资{in_turn(self.loans)}"] if self.loans else [])])

    def said(self, notation: Notation) -> str:
        """Say day, debts, and what is missing."""
        large = "，大额偿付" if self.large else ""
        return f"{spelt(self.day)}（{self.debts}{large}）缺{notation.amount(self.missing)}"


def short_days(book: Book, figures: Figures, taken_off: Line | None = None) -> list[ShortDay]:
    """Give the days on which the money is not there, the first one first.

    `taken_off` is a yearly line that the cash of each day is told without.
    """
    margin = book.use(payment_day_cash.schedule).margin
    off = {} if taken_off is None else dict(zip(book.years.years, figures.amounts(taken_off), strict=True))
    days = zip(margin.axis.days, figures.amounts(margin), strict=True)
    left = ((day, amount - off.get(day.year, Decimal(0))) for day, amount in days)
    return [_short(book, figures, day, -amount) for day, amount in left if amount < 0]


def _short(book: Book, figures: Figures, day: date, missing: Decimal) -> ShortDay:
    """Name the debts that pay on a day, and tell whether a bond of them repays more than the share of it that is called large."""
    paying = [tranche for tranche in book.use(bonds.schedule).tranches if day in tranche.dates]
    share = book.rules.value("large_payment_share").number
    large = any(
        figures.amounts(tranche.principal)[tranche.dates.index(day)] > share * decimal(figures[tranche.closing][0])
        for tranche in paying
    )
    return ShortDay(
        day=day,
        bonds=tuple(tranche.row.data.id for tranche in paying),
        loans=_paying_loans(book, figures, day),
        missing=missing,
        large=large,
    )


def _paying_loans(book: Book, figures: Figures, day: date) -> tuple[str, ...]:
    """Name the loans that pay something on a day."""
    calendar = book.use(payment_calendar.schedule)
    at = calendar.axis.days.index(day)
    lent = zip(book.rows(Loan), [owed for owed in calendar.owed if not owed.remitted], strict=True)
    return tuple(row.data.id for row, owed in lent if figures.amounts(owed.payment)[at])


def days_said(days: Sequence[ShortDay], notation: Notation) -> str:
    """Say which payments lack how much; of many the first ones, their number and the worst."""
    named = "，".join(short.said(notation) for short in days[:NAMED])
    if len(days) <= NAMED:
        return named
    worst = max(days, key=lambda short: short.missing)
    return f"{named}，等共{len(days)}个付款日，最多{spelt(worst.day)}缺{notation.amount(worst.missing)}"


def days_told(days: Sequence[ShortDay], notation: Notation) -> str:
    """Say the same in English."""
    named = ", ".join(
        f"{short.day} ({in_english([*short.bonds, *short.loans])}) by {notation.money(short.missing)}"
        for short in days[:NAMED]
    )
    return named if len(days) <= NAMED else f"{named} and on {len(days) - NAMED} more day(s)"
