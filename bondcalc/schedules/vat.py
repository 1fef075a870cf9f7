"""增值税及附加: output less input less credit carried forward, and the surcharges on what is due."""

from dataclasses import dataclass

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Leaf, Line, add, largest, money, previous, running
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.operating_costs import CostLine
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import costs, investment, revenue
from bondcalc.schedules.book import Book, Row


@dataclass(frozen=True)
class ValueAddedTax:
    """Value-added tax by year; None of it when taxes are entered."""

    output: Line
    operating_input: Line
    construction_input: Line
    built: dict[str, Line]
    credit: Line
    due: Line
    paid: Line
    surcharges: Line


def computed(book: Book) -> bool:
    """Tell whether the program computes value-added, surcharge and income tax."""
    return book.project.form(Taxation).method == "computed"


def contained(amount: Expression, rate: Leaf) -> Expression:
    """Return the tax inside a tax-inclusive amount."""
    return money(amount * rate / (rate + 1))


def schedule(book: Book) -> ValueAddedTax | bool:
    """Build the table (增值税及附加测算表), or nothing (False) when taxes are entered."""
    if not computed(book):
        return False
    table = book.table("value_added_tax", "增值税及附加测算表", "Value-added tax", 26)
    invested, spent, earned = book.use(investment.schedule), book.use(costs.schedule), book.use(revenue.schedule)

    def total(id_: str, parts: list[Expression], zh: str, en: str, source: str, taxed: tuple[Key, ...]) -> Line:
        return table.line(id_, add(parts), zh, en, source, total=True, rests_on=() if parts else taxed)

    output = total(
        "output",
        _lines(book, table, "output", earned.claimed_lines),
        "销项税额",
        "Output tax",
        "含税收入÷（1＋税率）×税率",
        tuple(key for one in (RevenueLine, NodeLine) for key in book.keys(one, "output_vat_rate")),
    )
    inputs = total(
        "operating_input",
        [
            table.line(
                f"input.{row.data.id}",
                contained(spent.amounts[row.data.id], row.cell("input_vat_rate")),
                f"进项税额：{row.data.name}",
                f"Input tax, {row.data.id}",
                "含税成本÷（1＋税率）×税率",
                total=True,
            )
            for row in book.rows(CostLine)
            if row.data.input_vat_rate
        ],
        "运营期进项税额",
        "Operating input tax",
        "各项成本",
        book.keys(CostLine, "input_vat_rate"),
    )
    credited = {
        row.data.id: _built(table, row, invested.items[row.data.id])
        for row in book.rows(InvestmentItem)
        if row.data.vat_rate and row.data.creditable_share
    }
    built = total(
        "construction_input",
        [*credited.values()],
        "建设期可抵扣进项税额",
        "Creditable construction input tax",
        "各项投资",
        book.keys(InvestmentItem, "vat_rate", "creditable_share"),
    )
    credit = table.declare("credit", "期末留抵税额", "Credit carried forward", "上期留抵＋进项－销项，不为负")
    due = table.line(
        "due",
        largest(0, output - inputs - built - previous(credit)),
        "应纳增值税",
        "Value-added tax due",
        "销项－进项－上期留抵，不为负",
        total=True,
        strong=True,
    )
    table.define(credit, previous(credit) + inputs + built - output + due)
    factor = book.form(StressFactors).cell("tax_rates")
    paid = table.line(
        "paid", money(due * factor), "实缴增值税", "Value-added tax paid", "应纳增值税×税费系数", total=True
    )
    form = book.form(Taxation)
    rate = (
        form.cell("urban_construction_rate")
        + book.rule("education_surcharge_rate")
        + book.rule("local_education_surcharge_rate")
    )
    surcharges = table.line(
        "surcharges",
        money(due * rate * factor),
        "城建税及教育费附加",
        "Surcharges",
        "应纳增值税×（城建税率＋教育费附加率＋地方教育附加率）×税费系数",
        total=True,
        strong=True,
    )
    return ValueAddedTax(output, inputs, built, credited, credit, due, paid, surcharges)


def _built(table: Table, row: Row[InvestmentItem], spent: Line) -> Line:
    """Creditable tax of one cost item, by running totals: the years add up to the tax in the whole item."""
    id_, name = row.data.id, row.data.name
    so_far = table.line(f"spent.{id_}", running(spent), f"累计投资：{name}", f"Spent to date, {id_}", "逐年累加")
    due = table.line(
        f"built_to_date.{id_}",
        money(so_far * row.cell("vat_rate") / (row.cell("vat_rate") + 1) * row.cell("creditable_share")),
        f"累计进项税额：{name}",
        f"Input tax to date, {id_}",
        "累计含税投资÷（1＋税率）×税率×可抵扣比例",
    )
    return table.line(
        f"built.{id_}",
        due - previous(due),
        f"进项税额：{name}",
        f"Input tax, {id_}",
        "累计进项税额的本年增量",
        total=True,
    )


def _lines(book: Book, table: Table, what: str, amounts: dict[str, Line]) -> list[Expression]:
    rows: list[Row[Drivers]] = [*book.rows(RevenueLine), *book.rows(NodeLine)]  # type: ignore[list-item]
    return [
        table.line(
            f"{what}.{row.data.id}",
            contained(amounts[row.data.id], row.cell("output_vat_rate")),
            f"销项税额：{row.data.name}",
            f"Output tax, {row.data.id}",
            "含税收入÷（1＋税率）×税率",
            total=True,
        )
        for row in rows
        if row.data.id in amounts and row.data.output_vat_rate
    ]
