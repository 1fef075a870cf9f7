"""提前偿还: what repaying early saves in interest, by running the bonds once more without it."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.exact import Figures, Program
from bondcalc.algebra.line import Line
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.schedules import bonds, cash
from bondcalc.schedules.book import Book, settings


class EarlyRepayment(NamedTuple):
    """Principal repaid ahead of its day, interest saved by it, and the lowest closing cash while it leaves the project with less than repaying as agreed would.

    What falls due later on the bonds as agreed is no consequence of repaying early: it is left to C07.
    """

    principal: Decimal
    saved: Decimal
    lowest: Decimal
    lowest_year: int


def early_repayment(book: Book, figures: Figures) -> EarlyRepayment | None:
    """Compare with the same bonds repaid as agreed; None where nothing is repaid early."""
    rows = book.project.rows(PrincipalPayment)
    early = [row for row in rows if row.kind == "early"]
    if not early:
        return None
    kept = tuple(row for row in rows if row.kind != "early")
    tables = {**book.project.tables, sheet_of(PrincipalPayment).id: kept}
    agreed = Book(replace(book.project, tables=tables), book.rules)
    plain, agreed_cash = agreed.use(bonds.schedule), agreed.use(cash.schedule).closing
    without = Program([line for table in agreed.tables for line in table.lines], settings(book).quantum).run()
    closing = zip(
        figures.amounts(book.use(cash.schedule).closing), without.amounts(agreed_cash), book.years.years, strict=True
    )
    amount, year = _lowest(list(closing), {row.day.year for row in early})
    return EarlyRepayment(
        principal=_ahead(book, figures, agreed, without),
        saved=_sum(without, plain.interest) - _sum(figures, book.use(bonds.schedule).interest),
        lowest=amount,
        lowest_year=year,
    )


def _lowest(closing: list[tuple[Decimal, Decimal, int]], early: set[int]) -> tuple[Decimal, int]:
    """Give the lowest closing cash and its year among those that hold less than as agreed; of the year itself where none does."""
    lessened = [(left, year) for left, agreed, year in closing if left < agreed]
    return min(lessened or [(left, year) for left, _, year in closing if year in early])


def _sum(figures: Figures, line: Line) -> Decimal:
    return sum(figures.amounts(line), Decimal(0))


def _ahead(book: Book, figures: Figures, agreed: Book, without: Figures) -> Decimal:
    """The most principal of each bond that is repaid before it would have been, added over the bonds."""
    ahead = Decimal(0)
    for now, plain in zip(book.use(bonds.schedule).tranches, agreed.use(bonds.schedule).tranches, strict=True):
        left = dict(zip(now.dates, figures.amounts(now.closing), strict=True))
        there = dict(zip(plain.dates, without.amounts(plain.closing), strict=True))
        ahead += max(there[day] - left.get(day, Decimal(0)) for day in there)
    return ahead
