"""他方代付: debt service that was paid with money of others, which the cash of the project has to bear no part of until it is given back."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.schedules.actual_amounts import LineOfKind
from bondcalc.schedules.book import Book

OTHERS: LineOfKind = ("others", "")
"""What actuals tell of it (`Book.actual`); a filing knows none."""


class OthersMoney(NamedTuple):
    """What others paid less what they had back, by year; None where nothing is told of it."""

    amount: Line | None = None


def schedule(book: Book) -> OthersMoney:
    """Build the table (他方代付表), only where actuals tell of such money.

    By hand in tests/monitoring/test_paid_by_others.py: test_what_others_paid_is_no_cash_of_the_project.
    """
    if OTHERS not in book.actual:
        return OthersMoney()
    amounts = book.actual[OTHERS].amounts
    table = book.table("others_money", "他方代付表", "Paid by others", 49)
    by_year = [amounts.get(year, Decimal(0)) for year in book.years.years]
    zh, en = "他方代付本息（扣除归还）", "Service paid by others, less what they had back"
    return OthersMoney(table.structure("amount", by_year, zh, en, "执行数据", unit="money"))
