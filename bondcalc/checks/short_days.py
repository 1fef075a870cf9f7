"""付款日资金不足: the days on which a bond pays and the money is not there, found once for the finding and the filings."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.schedules import payment_day_cash
from bondcalc.schedules.book import Book
from bondcalc.schedules.payment_day_cash import DatedCheck
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
        paying = "大额偿付" if self.large else "付款"
        return f"{spelt(self.day)}债券{in_turn(self.bonds)}{paying}缺{notation.amount(self.missing)}"


def short_days(book: Book, figures: Figures, taken_off: Line | None = None) -> list[ShortDay]:
    """Give the days on which the money is not there, the first one first.

    `taken_off` is a yearly line that the cash of each day is told without.
    """
    by_day: dict[date, ShortDay] = {}
    for dated in book.use(payment_day_cash.schedule):
        for short in _of_bond(book, figures, dated, taken_off):
            before = by_day.get(short.day)
            by_day[short.day] = short if before is None else _together(before, short)
    return [by_day[day] for day in sorted(by_day)]


def _of_bond(book: Book, figures: Figures, dated: DatedCheck, taken_off: Line | None) -> list[ShortDay]:
    off = {} if taken_off is None else dict(zip(book.years.years, figures.amounts(taken_off), strict=True))
    lines = (dated.margin, dated.tranche.principal, dated.limit)
    amounts = zip(dated.tranche.dates, *map(figures.amounts, lines), strict=True)
    left = ((day, margin - off.get(day.year, Decimal(0)), repaid > limit) for day, margin, repaid, limit in amounts)
    return [ShortDay(day, (dated.tranche.row.data.id,), -margin, large) for day, margin, large in left if margin < 0]


def _together(first: ShortDay, second: ShortDay) -> ShortDay:
    """Name all bonds of a day; what is missing is the same, as each has all payments of the day taken off."""
    return first._replace(bonds=(*first.bonds, *second.bonds), large=first.large or second.large)


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
