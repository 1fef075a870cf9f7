"""亿元: what the official form counts in."""

from bondcalc.algebra.line import Expression, rounded
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules.book import Book

PLACES = 4
"""Decimals of the form."""


def hundred_million(book: Book, amount: Expression) -> Expression:
    """An amount of the project's unit in 亿元, rounded as the form is."""
    return rounded(
        amount * book.form(Settings).cell(Settings.yuan_per_unit) / book.rule("yuan_a_hundred_million"), PLACES
    )
