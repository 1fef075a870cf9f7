"""增值税及附加: output less input less credit carried forward, and the surcharges on what is due."""

from collections.abc import Sequence
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Leaf, Line, add, largest, money, previous, running, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.credit_refunds import CreditRefund
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.operating_costs import CostLine, Outlay
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import costs, investment, revenue
from bondcalc.schedules.book import Book, Row


class Refund(NamedTuple):
    """Credit paid back by year (留抵退税), what of it the surcharges have still to spare, and the tax it costs later."""

    amount: Line
    spared: Line
    dearer: Line


class ValueAddedTax(NamedTuple):
    """Value-added tax by year, where the program computes it; `built` is creditable tax by cost item, of which `construction_input` is the sum.

    `refund` is None where nothing is paid back.
    """

    output: Line
    operating_input: Line
    construction_input: Line
    built: dict[str, Line]
    credit: Line
    due: Line
    paid: Line
    surcharges: Line
    refund: Refund | None = None


def computed(book: Book) -> bool:
    """Tell whether the program computes value-added, surcharge and income tax."""
    return book.project.form(Taxation).method == "computed"


def paid_back(book: Book) -> Line | None:
    """Give the credit paid back by year; None where taxes are entered or nothing is."""
    tax = book.use(schedule)
    return tax.refund.amount if isinstance(tax, ValueAddedTax) and tax.refund is not None else None


def contained(amount: Expression, rate: Leaf) -> Expression:
    """Return the tax inside a tax-inclusive amount."""
    return money(amount * rate / (rate + 1))


def schedule(book: Book) -> ValueAddedTax | bool:
    """Build the table (增值税及附加测算表), or False when taxes are entered.

    By hand in tests/schedules/test_taxes.py: test_credit_is_used_before_tax_is_due.
    """
    # Taxes entered by hand are what the bureau knows; computing them beside would tax the project twice.
    if not computed(book):
        return False
    table = book.table("value_added_tax", "增值税及附加测算表", "Value-added tax", 26)
    invested, spent, earned = book.use(investment.schedule), book.use(costs.schedule), book.use(revenue.schedule)
    output = _output(book, table, earned.claimed_lines)
    operating = _operating_input(book, table, spent.amounts)
    built, construction = _construction_input(book, table, invested.items)
    owed, gained = output - operating - construction, (operating, construction, output)
    credit, due, refunded = _credit_and_due(book, table, owed, gained)
    spared = None if refunded is None else _spared(table, due, refunded)
    paid, surcharges = _paid(book, table, due, spared)
    refund = None
    if refunded is not None and spared is not None:
        refund = Refund(refunded, spared, _dearer(book, table, owed, paid + surcharges))
    return ValueAddedTax(
        output=output,
        operating_input=operating,
        construction_input=construction,
        built=built,
        credit=credit,
        due=due,
        paid=paid,
        surcharges=surcharges,
        refund=refund,
    )


def _total(
    table: Table, id_: str, parts: Sequence[Expression], zh: str, en: str, source: str, taxed: tuple[Key, ...]
) -> Line:
    """Add up; a sum of none rests on the cells whose rates are blank or 0."""
    return table.line(id_, add(parts), zh, en, source, total=True, rests_on=() if parts else taxed)


def _output(book: Book, table: Table, sold: Sequence[revenue.ClaimedLine]) -> Line:
    """Tax contained in what the claimed lines sell."""
    source = "含税收入÷（1＋税率）×税率"
    parts = [
        table.line(
            f"output.{row.data.id}",
            contained(amount, row.cell(Drivers.output_vat_rate)),
            f"销项税额：{row.data.name}",
            f"Output tax, {row.data.id}",
            source,
            total=True,
        )
        for row, amount in sold
        if row.data.output_vat_rate
    ]
    taxed = tuple(key for statement in (RevenueLine, NodeLine) for key in book.keys(statement, Drivers.output_vat_rate))
    return _total(table, "output", parts, "销项税额", "Output tax", source, taxed)


def _operating_input(book: Book, table: Table, spent: dict[str, Line]) -> Line:
    """Tax contained in what operation costs."""
    parts = [
        table.line(
            f"input.{row.data.id}",
            contained(spent[row.data.id], row.cell(Outlay.input_vat_rate)),
            f"进项税额：{row.data.name}",
            f"Input tax, {row.data.id}",
            "含税成本÷（1＋税率）×税率",
            total=True,
        )
        for row in book.rows(CostLine)
        if row.data.input_vat_rate
    ]
    taxed = book.keys(CostLine, Outlay.input_vat_rate)
    return _total(table, "operating_input", parts, "运营期进项税额", "Operating input tax", "各项成本", taxed)


def _construction_input(book: Book, table: Table, spent: dict[str, Line]) -> tuple[dict[str, Line], Line]:
    """Creditable tax contained in what was built: by cost item, and in all."""
    built = {
        row.data.id: _built(table, row, spent[row.data.id])
        for row in book.rows(InvestmentItem)
        if row.data.vat_rate and row.data.creditable_share
    }
    zh, en = "建设期可抵扣进项税额", "Creditable construction input tax"
    taxed = book.keys(InvestmentItem, InvestmentItem.vat_rate, InvestmentItem.creditable_share)
    return built, _total(table, "construction_input", [*built.values()], zh, en, "各项投资", taxed)


def _credit_and_due(
    book: Book, table: Table, owed: Expression, gained: tuple[Line, Line, Line]
) -> tuple[Line, Line, Line | None]:
    """What input exceeds output is carried forward (留抵) until output uses it up, or is paid back as stated."""
    credit = table.declare("credit", "期末留抵税额", "Credit carried forward", "上期留抵＋进项－销项，不为负")
    due = table.line(
        "due",
        largest(0, owed - previous(credit)),
        "应纳增值税",
        "Value-added tax due",
        "销项－进项－上期留抵，不为负",
        total=True,
        strong=True,
    )
    operating, construction, output = gained
    unspent = previous(credit) + operating + construction - output + due
    rows = book.rows(CreditRefund)
    if not rows:
        return table.define(credit, unspent), due, None
    stated = add([row.yearly(CreditRefund.by_year) for row in rows])
    words = "上期留抵＋进项－销项，不为负"
    left = table.line("refundable", unspent, "退税前的留抵税额", "Credit before what is paid back", words)
    source = "录入的退税，不超过退税前的留抵税额"
    refund = table.line("refund", smallest(stated, left), "留抵退税", "Credit paid back", source, total=True)
    credit.source = "上期留抵＋进项－销项－留抵退税，不为负"
    return table.define(credit, left - refund), due, refund


def _spared(table: Table, due: Line, refund: Line) -> Line:
    """Tax on which no surcharge is due: as much as was paid back in earlier years, until that is used up (财税〔2018〕80号)."""
    left = table.declare(
        "refund_left", "未抵减附加计税依据的退税", "Refund not yet spared", "上年余额＋本年退税－本年抵减"
    )
    words = "应纳增值税，不超过以前年度退税尚未抵减的余额"
    spared = table.line(
        "spared", smallest(due, previous(left)), "抵减附加计税依据的退税", "Spared surcharges", words, total=True
    )
    table.define(left, previous(left) + refund - spared)
    return spared


def _dearer(book: Book, table: Table, owed: Expression, paid: Expression) -> Line:
    """A memo: how much more tax and surcharges the years bear since the credit was paid back and cannot be used."""
    credit = table.declare(
        "credit_unrefunded", "期末留抵税额（未退税时）", "Credit without refund", "上期留抵＋进项－销项"
    )
    words = "销项－进项－上期留抵，不为负"
    due = table.line(
        "due_unrefunded", largest(0, owed - previous(credit)), "应纳增值税（未退税时）", "Due without refund", words
    )
    table.define(credit, previous(credit) - owed + due)
    factor = book.form(StressFactors).cell(StressFactors.tax_rates)
    return table.line(
        "dearer",
        paid - money(due * factor) - money(due * _surcharge_rate(book) * factor),
        "因退税多缴的增值税及附加（仅供参考）",
        "Tax that the refund costs (memo)",
        "实缴增值税及附加－未退税时应缴数，已从项目收益中扣除",
        total=True,
    )


def _surcharge_rate(book: Book) -> Expression:
    """Rates of all surcharges together."""
    return (
        book.form(Taxation).cell(Taxation.urban_construction_rate)
        + book.rule("education_surcharge_rate")
        + book.rule("local_education_surcharge_rate")
    )


def _paid(book: Book, table: Table, due: Line, spared: Line | None) -> tuple[Line, Line]:
    """The tax paid, and the surcharges on it; the stress factor of taxes raises what is paid, not what is due."""
    factor = book.form(StressFactors).cell(StressFactors.tax_rates)
    paid = table.line(
        "paid", money(due * factor), "实缴增值税", "Value-added tax paid", "应纳增值税×税费系数", total=True
    )
    base, of = (due, "应纳增值税") if spared is None else (due - spared, "（应纳增值税－抵减的退税）")
    surcharges = table.line(
        "surcharges",
        money(base * _surcharge_rate(book) * factor),
        "城建税及教育费附加",
        "Surcharges",
        f"{of}×（城建税税率＋教育费附加征收率＋地方教育附加征收率）×税费系数",
        total=True,
        strong=True,
    )
    return paid, surcharges


def _built(table: Table, row: Row[InvestmentItem], spent: Line) -> Line:
    """Creditable tax of one cost item, by running totals: the years add up to the tax in the whole item."""
    id_, name = row.data.id, row.data.name
    so_far = table.line(f"spent.{id_}", running(spent), f"累计投资：{name}", f"Spent to date, {id_}", "逐年累加")
    due = table.line(
        f"built_to_date.{id_}",
        money(
            so_far
            * row.cell(InvestmentItem.vat_rate)
            / (row.cell(InvestmentItem.vat_rate) + 1)
            * row.cell(InvestmentItem.creditable_share)
        ),
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
