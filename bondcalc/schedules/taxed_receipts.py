"""计入存续期的税费: which part of the computed taxes counts where receipts of a stated month stand beside those of the whole year."""

from collections.abc import Sequence
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, if_, money
from bondcalc.algebra.table import Table
from bondcalc.schedules import income_tax, revenue, vat
from bondcalc.schedules.book import Book
from bondcalc.schedules.lifetime import Window

Share = tuple[Line, Line]
"""What is above and what is below the line."""


class TaxedReceipts(NamedTuple):
    """The share of value-added tax with surcharges, and of income tax, that counts of each year."""

    value_added: Share
    income: Share


def computed(book: Book) -> list[Line]:
    """Value-added tax, surcharges and income tax where the program computes them; entered ones go by the months."""
    tax = book.use(vat.schedule)
    return [tax.paid, tax.surcharges, book.use(income_tax.schedule).tax] if isinstance(tax, vat.ValueAddedTax) else []


def shares(book: Book, table: Table, window: Window, sold: Sequence[tuple[Line, Line]], prefix: str) -> TaxedReceipts:
    """By what the receipts that count are of those of the year: value-added tax by output tax, income tax by revenue.

    A sale in a month inside the life bears all of its tax, one outside none; by the months alone a sale of the last
    year would be counted whole and its tax in part.
    """
    receipts, tax = book.use(revenue.schedule), book.use(vat.schedule)
    if not sold or not isinstance(tax, vat.ValueAddedTax):
        months = (window.months, window.of)
        return TaxedReceipts(months, months)
    made, taxed = book.find("value_added_tax"), []
    for (row, _), (_, flag) in zip(receipts.dated, sold, strict=True):
        if row.data.output_vat_rate:
            taxed.append((made[f"output.{row.data.id}"], flag))
    return TaxedReceipts(
        _share(table, window, tax.output, taxed, f"{prefix}output", "销项税额"),
        _share(table, window, receipts.claimed, sold, f"{prefix}claimed", "经营收入"),
    )


def counted(book: Book, share: TaxedReceipts) -> Expression:
    """The computed taxes that count."""
    value_added, surcharges, income = computed(book)
    above, below = share.value_added
    return money((value_added + surcharges) * above / below) + money(income * share.income[0] / share.income[1])


def _share(
    table: Table, window: Window, whole: Line, dated: Sequence[tuple[Line, Line]], id_: str, zh: str
) -> tuple[Line, Line]:
    counts: Expression = whole * window.months
    if dated:
        running = whole - add([amount for amount, _ in dated])
        counts = running * window.months + add([amount * flag for amount, flag in dated]) * window.of
    stated = (
        ("above", if_(whole > 0, counts, window.months), f"计入的{zh}×月数"),
        ("below", if_(whole > 0, whole * window.of, window.of), f"全年{zh}×月数"),
    )
    source = f"按税率计算的税费随{zh}计入；没有{zh}的年度按月份"
    above, below = (
        table.line(f"{id_}_{end}", formula, name, f"{id_} by months, {end}", source, unit="quantity")
        for end, formula, name in stated
    )
    return above, below
