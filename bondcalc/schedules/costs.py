"""运营成本与税费: cash costs, replacement outlay and taxes paid, by year."""

from collections.abc import Sequence
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.operating_costs import CostLine, Outlay, TaxLine
from bondcalc.inputs.sheets.revenue_lines import ALL_LINES
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules import revenue, timing, volume_price
from bondcalc.schedules.actual_amounts import with_actuals
from bondcalc.schedules.book import Book, Row

Stated = tuple[Row[CostLine] | Row[TaxLine], Line]
"""A row and its amount by year."""
REPLACEMENT = "replacement"
"""The kind of a cost that renews the plant (维持运营投资)."""


class Outlays(NamedTuple):
    """What operation costs, by year; `by_year` are the lines that state an amount for each calendar year."""

    costs: Line
    replacement: Line
    taxes: Line
    income_tax: Line
    has_lines: bool
    renews: bool
    amounts: dict[str, Line]
    tax_amounts: dict[str, Line]
    by_year: list[Stated]


def schedule(book: Book) -> Outlays:
    """Build the cost and tax tables (成本测算表、税费测算表)."""
    table = book.table("costs", "运营成本测算表", "Operating costs", 24)
    spent: list[Stated] = [(row, _line(book, table, row)) for row in book.rows(CostLine)]
    costs, replacement = _spent_in_all(book, table, spent)
    duties = book.table("taxes", "相关税费测算表", "Taxes paid", 25)
    levied: list[Stated] = [(row, _line(book, duties, row)) for row in book.rows(TaxLine)]
    income_tax, taxes = _levied_in_all(book, duties, levied)
    return Outlays(
        costs=costs,
        replacement=replacement,
        taxes=taxes,
        income_tax=income_tax,
        has_lines=any(row.data.kind != REPLACEMENT for row, _ in spent),
        renews=any(row.data.kind == REPLACEMENT for row, _ in spent),
        amounts={row.data.id: line for row, line in spent},
        tax_amounts={row.data.id: line for row, line in levied},
        by_year=[(row, line) for row, line in (*spent, *levied) if row.data.basis == "by_year"],
    )


def _spent_in_all(book: Book, table: Table, spent: Sequence[Stated]) -> tuple[Line, Line]:
    """Running costs and what renews the plant, apart: only the former recur with every month of operation."""
    table.heading("合计", "Totals")
    kinds = book.keys(CostLine, CostLine.kind)
    running = [line for row, line in spent if row.data.kind != REPLACEMENT]
    renewed = [line for row, line in spent if row.data.kind == REPLACEMENT]
    costs = table.line(
        "total",
        add(running),
        "运营成本合计",
        "Cash costs",
        "经营成本，不含利息、折旧、摊销",
        total=True,
        strong=True,
        rests_on=kinds,
    )
    replacement = table.line(
        "replacement", add(renewed), "维持运营投资", "Replacement outlay", "按计划年度", total=True, rests_on=kinds
    )
    return costs, replacement


def _levied_in_all(book: Book, table: Table, levied: Sequence[Stated]) -> tuple[Line, Line]:
    """Income tax as entered, which the computed one takes the place of, and all taxes entered."""
    income_tax = table.line(
        "income_tax",
        add([line for row, line in levied if row.data.kind == "income_tax"]),
        "其中：企业所得税",
        "Of which income tax",
        "录入的企业所得税",
        total=True,
        rests_on=book.keys(TaxLine, TaxLine.kind),
    )
    taxes = table.line(
        "total",
        add([line for _, line in levied]),
        "税费表合计",
        "Taxes paid",
        "各税种",
        total=True,
        strong=True,
        rests_on=book.empty(TaxLine),
    )
    return income_tax, taxes


def _line(book: Book, table: Table, row: Row[CostLine] | Row[TaxLine]) -> Line:
    table.heading(row.data.name, row.data.name)
    by_year = row.data.basis == "by_year"
    amount = book.use(timing.schedule).by_year(row) if by_year else _amount(book, table, row)
    amount *= book.form(StressFactors).cell(
        StressFactors.costs if isinstance(row.data, CostLine) else StressFactors.tax_rates
    )
    kind = "cost" if isinstance(row.data, CostLine) else "tax"
    named = row.data.name, f"{row.data.kind}, {row.data.id}"
    return table.line(
        f"amount.{row.data.id}",
        with_actuals(book.actual, table, (kind, row.data.id), money(amount), *named),
        *named,
        row.data.evidence or row.sheet.cell(Outlay.basis).choices[row.data.basis],
        total=True,
    )


def _amount(book: Book, table: Table, row: Row[CostLine] | Row[TaxLine]) -> Expression:
    """A rate that grows by operating year, times what the line is counted on."""
    index, rate = volume_price.price_index(book, table, row), row.cell(Outlay.rate) * row.cell(Outlay.quantity)
    data, earned = row.data, book.use(revenue.schedule)
    months = volume_price.loads(book, None).months(index)
    if data.basis == "fixed":
        return volume_price.in_money(book, row, rate * months, 12)
    if data.basis == "share_of_investment":
        items = {item.data.id: item for item in book.rows(InvestmentItem)}
        worth = items[data.of or ""].cell(InvestmentItem.amount) * book.form(StressFactors).cell(
            StressFactors.investment
        )
        return rate * worth * months / 12
    if data.basis == "per_quantity":
        volume, parts = earned.volumes[data.of or ""].of(index)
        return volume_price.in_money(book, row, rate * volume, parts)
    # 全部收入 is what repays: an unclaimed subsidy bears no cost and no tax of the project's lines.
    base = earned.claimed if data.of == ALL_LINES else earned.amounts[data.of or ""]
    return rate * volume_price.blended(book, index) * base / (row.cell(Outlay.vat_rate) + 1)
