"""Other readings of E by which C14 tests whether dates decide: up to an earlier maturity, and without months of receipt."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, if_, money, total
from bondcalc.algebra.table import Table
from bondcalc.checks.verdicts.verdict_case import aside, value_in
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.schedules import bonds, coverage, debt, inside, lifetime, loans, receipts, repayable, revenue, timing
from bondcalc.schedules.book import Book, settings


class ToMaturity(NamedTuple):
    """What is earned, and what revenue has to pay, up to a day on which bonds fall due, others later; in units of money."""

    day: date
    bonds: tuple[str, ...]
    earned: Line
    owed: Line


def to_maturities(book: Book) -> list[ToMaturity]:
    """Give the days on which bonds fall due for good before the last one, one a year: the last of it.

    One bond more, however small, makes the life longer: E counts its time for every bond. What is refinanced goes by C01 to C03.
    """
    falling, rolled = dict[date, list[str]](), _rolled(book)
    for tranche in book.use(bonds.schedule).tranches:
        if tranche.row.data.id not in rolled:
            falling.setdefault(tranche.last_day, []).append(tranche.row.data.id)
    last_of_years = {day.year: day for day in sorted(falling)[:-1]}
    return [_to_day(book, day, tuple(falling[day])) for day in last_of_years.values()]


def _rolled(book: Book) -> set[str | None]:
    """Bonds that others refinance."""
    return {tranche.row.data.refinances for tranche in book.use(bonds.schedule).tranches}


def _to_day(book: Book, day: date, ids: tuple[str, ...]) -> ToMaturity:
    until = {column for column in book.years.years if column <= day.year}
    service = value_in(book.use(coverage.schedule).able.service, until)
    if settings(book).edge_years == "whole":
        return ToMaturity(day, ids, value_in(book.use(repayable.schedule).whole, until), service)
    # A window of its own beside the schedules: whoever reads them has no use for the lines of every maturity.
    table, window = Table("to_maturity", "", "", book.years), book.use(timing.schedule).window
    life = lifetime.window(book, table, (window.first, day, window.keys), timing.operation(book), "")
    # Interest of construction is none of the service: nothing is taken off it in a year of construction.
    built = value_in(book.use(debt.schedule).construction_interest, {day.year}) > 0
    owed = aside(SCALAR, service - if_(built, 0, add([*_due_after(book, day)])))
    return ToMaturity(day, ids, value_in(inside.counted(book, table, life).total, until), owed)


def _due_after(book: Book, day: date) -> Iterator[Expression]:
    """What falls due behind a day in its year: payments of bonds, and of loans that pay nothing of that year before."""
    rolled = _rolled(book)
    for tranche in book.use(bonds.schedule).tranches:
        later = {paid for paid in tranche.dates if paid > day and paid.year == day.year}
        if later:
            yield value_in(tranche.interest if tranche.row.data.id in rolled else tranche.payment, later)
    for row in book.rows(Loan):
        if min(row.data.payment_days(day.year)) > day:
            made = book.use(loans.schedule).table
            yield from (value_in(made[f"{what}.{row.data.id}"], {day.year}) for what in ("interest", "principal"))


def without_months(book: Book) -> Line | None:
    """E with what is received every year in a stated month by the months of the last one, as other revenue; None where nothing is.

    A month early in the last year counts the whole of that year, and its costs in part. What is sold once is sold on its day.
    """
    if settings(book).edge_years != "prorated":
        return None
    window, shares = book.use(timing.schedule).window, book.use(inside.schedule).shares
    last, apart = window.last.year, list[Expression]()
    for row, amount in book.use(revenue.schedule).dated:
        if row.data.by_year.get(last - 1) and row.data.by_year.get(last):
            net = aside(book.years, receipts.net(book, row, amount))
            apart.append((shares[amount].of(net) - money(net * window.months / window.of)) * window.end)
    return (
        aside(SCALAR, book.use(coverage.schedule).basis.revenue - total(aside(book.years, add(apart))))
        if apart
        else None
    )
