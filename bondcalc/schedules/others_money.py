"""他方代付: debt service that was paid with money of others, which the cash of the project has to bear no part of until it is given back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Line, add
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules.book import Book

OTHERS = "others"
"""Kind of what actuals tell of it (`Book.actual`), by bond, blank for what names none; a filing knows none."""


class OthersMoney(NamedTuple):
    """What others paid less what they had back, by year and in parts by bond (blank: none named); None where nothing is told of it."""

    amount: Line | None
    by_bond: Mapping[str, Line]


def schedule(book: Book) -> OthersMoney:
    """Build the table (他方代付表), only where actuals tell of such money.

    By hand in tests/monitoring/test_paid_by_others.py: test_what_others_paid_is_no_cash_of_the_project.
    """
    bonds = [id_ for id_ in (*(row.data.id for row in book.rows(Bond)), "") if (OTHERS, id_) in book.actual]
    if not bonds:
        return OthersMoney(None, {})
    table = book.table("others_money", "他方代付表", "Paid by others", 49)
    parts = {}
    for id_ in bonds:
        amounts = book.actual[OTHERS, id_].amounts
        by_year = [amounts.get(year, Decimal(0)) for year in book.years.years]
        zh, en = (f"其中：债券{id_}", f"Of which {id_}") if id_ else ("其中：未写明债券", "Of which of no bond named")
        parts[id_] = table.structure(f"of.{id_ or 'none'}", by_year, zh, en, "执行数据", unit="money")
    zh, en = "他方代付本息（扣除归还）", "Service paid by others, less what they had back"
    return OthersMoney(table.line("amount", add([*parts.values()]), zh, en, "各债券合计", total=True), parts)
