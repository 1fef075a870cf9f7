"""Other readings of E by which C14 tests whether dates decide: up to an earlier maturity, and without months of receipt."""

from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, add, money, total
from bondcalc.checks.verdicts.verdict_case import aside, value_in
from bondcalc.schedules import bonds, coverage, inside, receipts, repayable, revenue, timing
from bondcalc.schedules.book import Book, settings


class ToMaturity(NamedTuple):
    """What is earned, and what revenue has to pay, up to the end of the year in which some bonds fall due, others later; in units of money."""

    year: int
    bonds: tuple[str, ...]
    earned: Line
    owed: Line


def to_maturities(book: Book) -> list[ToMaturity]:
    """Give the years in which bonds fall due for good before the last one.

    One bond more, however small, makes the life longer: E counts its years for every bond. What is refinanced goes by C01 to C03.
    """
    rolled = {tranche.row.data.refinances for tranche in book.use(bonds.schedule).tranches}
    falling: dict[int, list[str]] = {}
    for tranche in book.use(bonds.schedule).tranches:
        if tranche.row.data.id not in rolled:
            falling.setdefault(tranche.last_day.year, []).append(tranche.row.data.id)
    return [_to_year(book, year, tuple(falling[year])) for year in sorted(falling)[:-1]]


def _to_year(book: Book, year: int, ids: tuple[str, ...]) -> ToMaturity:
    until = {column for column in book.years.years if column <= year}
    earned, owed = book.use(repayable.schedule).counted, book.use(coverage.schedule).able.service
    return ToMaturity(year, ids, value_in(earned, until), value_in(owed, until))


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
