"""计入存续期的税费: which part of the computed taxes, and of what is a share of all revenue, counts where not all of it comes evenly."""

from collections.abc import Sequence
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, if_
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.revenue_lines import ALL_LINES
from bondcalc.schedules import income_tax, revenue, vat
from bondcalc.schedules.book import Book
from bondcalc.schedules.counting import Apart, CountedLine, Share, followed, outlays_of
from bondcalc.schedules.lifetime import Window


class TaxedReceipts(NamedTuple):
    """The share of value-added tax with surcharges, and of income tax as of all claimed revenue, that counts of each year."""

    value_added: Share
    income: Share


def computed(book: Book) -> list[Line]:
    """Value-added tax, surcharges and income tax where the program computes them; entered ones go by the months."""
    tax = book.use(vat.schedule)
    return [tax.paid, tax.surcharges, book.use(income_tax.schedule).tax] if isinstance(tax, vat.ValueAddedTax) else []


def shares(book: Book, table: Table, window: Window, apart: Sequence[Apart], prefix: str) -> TaxedReceipts:
    """By what the receipts that count are of those of the year: value-added tax by output tax, income tax by revenue.

    A sale in a month inside the life bears all of its tax, one outside none; by the months alone a sale of the last
    year would be counted whole and its tax in part.
    """
    receipts, tax = book.use(revenue.schedule), book.use(vat.schedule)
    by_months = Share(window.months, window.of)
    if not apart:
        return TaxedReceipts(by_months, by_months)
    if not vat.computed(book) and all(followed(book, row) != ALL_LINES for row, _ in outlays_of(book)):
        return TaxedReceipts(by_months, by_months)
    claimed = [line.counted for line in apart]
    of_all = _share(table, window, receipts.claimed, claimed, f"{prefix}claimed", "经营收入")
    if not isinstance(tax, vat.ValueAddedTax):
        return TaxedReceipts(by_months, of_all)
    made = book.find("value_added_tax")
    taxed = [
        CountedLine(made[f"output.{line.row.data.id}"], line.share) for line in apart if line.row.data.output_vat_rate
    ]
    return TaxedReceipts(_share(table, window, tax.output, taxed, f"{prefix}output", "销项税额"), of_all)


def counted(book: Book, share: TaxedReceipts) -> Expression:
    """The computed taxes that count."""
    value_added, surcharges, income = computed(book)
    return share.value_added.of(value_added + surcharges) + share.income.of(income)


def _share(table: Table, window: Window, whole: Line, apart: Sequence[CountedLine], id_: str, zh: str) -> Share:
    counts: Expression = whole * window.months
    if apart:
        running = whole - add([line.amount for line in apart])
        counts = running * window.months + add([_weighed(window, line) for line in apart])
    stated = (
        ("above", if_(whole > 0, counts, window.months), f"计入的{zh}×月数"),
        ("below", if_(whole > 0, whole * window.of, window.of), f"全年{zh}×月数"),
    )
    source = f"按税率、按收入比例计算的成本和税费随{zh}计入；没有{zh}的年度按月份"
    above, below = (
        table.line(f"{id_}_{end}", formula, name, f"{id_} by months, {end}", source, unit="quantity")
        for end, formula, name in stated
    )
    return Share(above, below)


def _weighed(window: Window, line: CountedLine) -> Expression:
    """Count a line in months of its year: those of periods that are over, or all of them where its month is inside."""
    counts = line.amount * line.share.above
    return counts * window.of if line.share.below is None else counts
