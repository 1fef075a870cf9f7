"""E where what is stated by year for an edge year is held against the year beside it (decision 0103)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Constant, Expression, Line, add, largest
from bondcalc.checks.verdicts.life_readings import without_months
from bondcalc.checks.verdicts.verdict_case import aside, value_in
from bondcalc.inputs.sheets.revenue_lines import RECEIVED_EVERY
from bondcalc.schedules import costs, counting, coverage, receipts, revenue, timing
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.counting import RevenueRow
from bondcalc.schedules.late_outlays import USUAL, runs


def readings(book: Book) -> tuple[Line | None, ...]:
    """E by the months of the last year, by those of part years, and without early leaps; None where that changes nothing."""
    return without_months(book), by_operating_months(book), with_early_leaps(book)


def with_early_leaps(book: Book) -> Line | None:
    """E less all that a running outlay is in the year of the first issue above the next one, a tenth more allowed; None without such a row.

    Of running outlays E counts the months after the issue: a single one put into such a row would be cut to them. Of the year
    of the last maturity late costs count what is cut off so.
    """
    if settings(book).edge_years != "prorated":
        return None
    window = book.use(timing.schedule).window
    first, left = window.first.year, list[Expression]()
    for spent, amount in book.use(costs.schedule).by_year:
        stated = spent.data.by_year.get(first, 0), spent.data.by_year.get(first + 1, 0)
        if {first, first + 1} <= window.operating and runs(book, spent) and stated[0] > stated[1] * USUAL / 100:
            above = largest(0, value_in(amount, {first}) - value_in(amount, {first + 1}) * USUAL / 100)
            of, counted = (value_in(line, {first}) for line in (window.of, window.outlays))
            left.append(above * (of - counted) / of)
    return aside(SCALAR, book.use(coverage.schedule).basis.revenue - add(left)) if left else None


class PartYear(NamedTuple):
    """A year of the life with less than twelve months of operation, and the year beside it whose months are more."""

    year: int
    months: int
    beside: int
    months_beside: int


def by_operating_months(book: Book) -> Line | None:
    """E with what is stated by year for a part year cut to its months; None where nothing is.

    Other quantities are cut to the months of operation by the program, these are as they are stated: those of a whole year in
    two months of operation before the maturity would count whole.
    """
    if settings(book).edge_years != "prorated":
        return None
    above = [above for part in part_years(book) for above in _above(book, part)]
    return aside(SCALAR, book.use(coverage.schedule).basis.revenue - add(above)) if above else None


def part_years(book: Book) -> list[PartYear]:
    """Give the first and the last year of operation where these are part years inside the life."""
    laid, parts = book.use(timing.schedule), list[PartYear]()
    months = {year: each.months for year, each in zip(book.years.years, laid.operated, strict=True) if each.months}
    for year, beside in ((min(months), min(months) + 1), (max(months), max(months) - 1)) if months else ():
        if year in laid.window.operating and months[year] < months.get(beside, 0):
            parts.append(PartYear(year, months[year], beside, months[beside]))
    return parts


def _above(book: Book, part: PartYear) -> Iterator[Expression]:
    """What E counts of each row above the months' part: of revenue, and less of running costs."""
    window = book.use(timing.schedule).window
    for sold, amount in book.use(revenue.schedule).claimed_lines:
        if sold.data.month is None and _states_both(sold.data.by_year, part):
            every = RECEIVED_EVERY.get(sold.data.received)
            net = aside(book.years, _net(book, sold, amount))
            yield _counted(net, part, window.months if every is None else window.by_periods[every])
    for spent, amount in book.use(costs.schedule).by_year:
        if runs(book, spent) and _states_both(spent.data.by_year, part):
            yield Constant(0) - _counted(amount, part, window.outlays)


def _states_both(by_year: dict[int, Decimal], part: PartYear) -> bool:
    return bool(by_year.get(part.year) and by_year.get(part.beside))


def _counted(amount: Line, part: PartYear, inside: Line) -> Expression:
    """Of what a part year states above its months of the year beside it, and a tenth more, what its months inside count."""
    usual = value_in(amount, {part.beside}) * (part.months * USUAL) / (part.months_beside * 100)
    return largest(0, value_in(amount, {part.year}) - usual) * value_in(inside, {part.year}) / part.months


def _net(book: Book, sold: RevenueRow, amount: Line) -> Expression:
    """Revenue less its part of computed taxes and the outlays that are counted on it."""
    own = [
        line
        for spent, line in counting.outlays_of(book)
        if spent.data.of == sold.data.id
        and spent.data.basis in counting.OF_REVENUE
        and not counting.followed(book, spent)
    ]
    return receipts.net(book, sold, amount) - add(own)
