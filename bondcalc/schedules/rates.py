"""利率变动: what a stated rate of interest becomes; shared by planned bonds and loans."""

from bondcalc.algebra.line import Expression, largest
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules.book import Book


def raised(book: Book, stated: Expression) -> Expression:
    """Add the change of interest rates (利率变动); never below zero, as no holder or bank pays for lending."""
    return largest(stated + book.form(StressFactors).cell(StressFactors.rate_rise), 0)
