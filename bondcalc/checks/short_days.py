"""付款日资金不足: the days on which a bond pays and the money is not there, found once for the finding and the filings."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.exact import Figures, decimal
from bondcalc.algebra.line import Line
from bondcalc.schedules import bonds, payment_day_cash
from bondcalc.schedules.book import Book
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.notation import Notation

NAMED = 4
"""Days that are named one by one; of more the first of them, with their number and the worst."""


class ShortDay(NamedTuple):
    """A day on which bonds pay and how much is missing then, in units of money; `large` where one repays more than the limit."""

    day: date
    bonds: tuple[str, ...]
    missing: Decimal
    large: bool

    def said(self, notation: Notation) -> str:
        """Say day, bonds, and what is missing."""
        large = "，大额偿付" if self.large else ""
        return f"{spelt(self.day)}（债券{in_turn(self.bonds)}{large}）缺{notation.amount(self.missing)}"


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
    """Name the bonds that pay on a day, and tell whether one of them repays more than the share of it that is called large."""
    paying = [tranche for tranche in book.use(bonds.schedule).tranches if day in tranche.dates]
    share = book.rules.value("large_payment_share").number
    large = any(
        figures.amounts(tranche.principal)[tranche.dates.index(day)] > share * decimal(figures[tranche.closing][0])
        for tranche in paying
    )
    return ShortDay(day, tuple(tranche.row.data.id for tranche in paying), missing, large)


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
        f"{short.day} ({', '.join(short.bonds)}) by {notation.money(short.missing)}" for short in days[:NAMED]
    )
    return named if len(days) <= NAMED else f"{named} and on {len(days) - NAMED} more day(s)"
