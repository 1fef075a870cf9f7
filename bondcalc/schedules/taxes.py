"""相关税费合计: entered and computed taxes together, as 收益 bears them."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add
from bondcalc.schedules import costs, income_tax, property_tax, vat
from bondcalc.schedules.actual_amounts import with_actuals
from bondcalc.schedules.book import Book


class Taxes(NamedTuple):
    """Every tax the project pays, by year."""

    total: Line
    without_income_tax: Line


def schedule(book: Book) -> Taxes:
    """Build the table of all taxes (相关税费汇总表)."""
    table = book.table("all_taxes", "相关税费汇总表", "All taxes", 29, sheet="相关税费测算表")
    tax, spent = book.use(vat.schedule), book.use(costs.schedule)
    income = income_tax.charged(book)

    def copy(id_: str, line: Line, zh: str, en: str) -> Line:
        """Show a total of one of the tax tables."""
        return table.copy(id_, line, zh, en, "各税费表", total=True)

    parts: list[Expression] = [
        table.line(
            "entered",
            spent.taxes - spent.income_tax,
            "税费表各项（不含企业所得税）",
            "Taxes entered",
            "各税费表",
            total=True,
        )
    ]
    building = book.use(property_tax.schedule).total
    if building is not None:
        parts.append(copy("property_tax", building, "房产税", "Property tax"))
    if isinstance(tax, vat.ValueAddedTax):
        parts += [
            copy("value_added_tax", tax.paid, "增值税", "Value-added tax"),
            copy("surcharges", tax.surcharges, "城建税及教育费附加", "Surcharges"),
        ]
    before = table.copy(
        "without_income_tax", add(parts), "所得税前税费", "Taxes before income tax", "各项合计", total=True
    )
    paid = copy("income_tax", income, "企业所得税", "Income tax")
    borne = with_actuals(book.actual, table, ("tax", ""), before + paid, "相关税费合计", "All taxes")
    total = table.line("total", borne, "相关税费合计", "All taxes", "所得税前税费＋企业所得税", total=True, strong=True)
    return Taxes(total, before)
