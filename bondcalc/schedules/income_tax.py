"""企业所得税: profit after depreciation and interest, losses of earlier years oldest first, holiday years."""

from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.line import Expression, Line, add, largest, money, previous, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import bonds, costs, debt, depreciation, revenue, vat
from bondcalc.schedules.book import Book


@dataclass(frozen=True)
class IncomeTax:
    """Profit before tax by year, what it is made of, and the tax; `adjusted` is tax on EBIT (调整所得税).

    `interest` is all finance cost (财务费用), `interest_paid` the interest in it: fees are not interest.
    """

    sales: Line
    cash_costs: Line
    levies: Line
    depreciation: Line
    interest: Line
    interest_paid: Line
    before_tax: Line
    tax: Line
    adjusted: Line


def schedule(book: Book) -> IncomeTax:
    """Build the profit and income-tax table (所得税测算表); land income and fiscal lines are not the unit's."""
    table = book.table("income_tax", "企业所得税测算表", "Income tax", 29)
    earned, spent, owed, bond = (
        book.use(revenue.schedule),
        book.use(costs.schedule),
        book.use(debt.schedule),
        book.use(bonds.schedule),
    )
    tax = book.use(vat.schedule)
    value_added = tax if isinstance(tax, vat.ValueAddedTax) else None
    sales = _line(
        table,
        "sales",
        earned.claimed - value_added.output if value_added else earned.claimed + 0,
        "营业收入（不含税）",
        "Sales without tax",
        "列为偿债来源的经营收入－销项税额",
    )
    outlay: Expression = spent.costs + spent.replacement
    cash_costs = _line(
        table,
        "cash_costs",
        outlay - value_added.operating_input if value_added else outlay,
        "付现成本（不含税）",
        "Cash costs without tax",
        "运营成本＋维持运营投资－进项税额",
    )
    entered = spent.taxes - spent.income_tax
    # Value-added tax above what the credits leave due is borne by the project, as prices include the tax.
    borne = entered + value_added.surcharges + (value_added.paid - value_added.due) if value_added else entered
    levies = _line(
        table,
        "levies",
        borne,
        "税金及附加",
        "Levies",
        "税费表各项（不含企业所得税）＋附加＋税费系数多出的增值税" if value_added else "税费表各项（不含企业所得税）",
    )
    charge = _line(
        table,
        "depreciation",
        book.use(depreciation.schedule).charge + 0,
        "折旧及摊销",
        "Depreciation and amortisation",
        "折旧及摊销估算表",
    )
    # Construction interest and fees are in the assets; what is paid later is the year's finance cost.
    paid = _line(
        table,
        "interest_paid",
        owed.interest_from_revenue + 0,
        "其中：利息支出",
        "Of which interest",
        "全部债务还本付息表",
    )
    interest = _line(
        table,
        "interest",
        paid + bond.payment_fees + bond.issue_fees - bond.construction_fees,
        "财务费用",
        "Finance cost",
        "利息支出＋兑付手续费＋不计入总投资的发行费用",
    )
    before = table.line(
        "before_tax",
        sales - cash_costs - levies - charge - interest,
        "利润总额",
        "Profit before tax",
        "收入－付现成本－税金及附加－折旧摊销－财务费用",
        total=True,
        strong=True,
    )
    due = _due(book, table, before, spent.income_tax)
    apart = book.table("adjusted_tax", "调整所得税测算表", "Income tax on EBIT", 29, sheet="企业所得税测算表")
    ebit = _line(apart, "before_tax", before + paid, "息税前利润", "EBIT", "利润总额＋利息支出，手续费不是利息")
    return IncomeTax(
        sales, cash_costs, levies, charge, interest, paid, before, due, _due(book, apart, ebit, spent.income_tax)
    )


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str, source: str) -> Line:
    return table.line(id_, formula, zh, en, source, total=True)


def _due(book: Book, table: Table, before: Line, entered: Line) -> Line:
    """Tax on what is left of a profit after earlier losses; nothing where taxes are entered or the unit pays none."""
    form = book.form(Taxation)
    if form.data.method != "computed" or form.data.taxpayer != "company":
        return _line(table, "tax", entered + 0, "企业所得税", "Income tax", "按录入，没有录入即不征税")
    used = _losses(book, table, before)
    taxable = _line(
        table, "taxable", largest(0, before) - used, "应纳税所得额", "Taxable profit", "利润总额－弥补以前年度亏损"
    )
    start = form.data.holiday_start
    exempt = int(book.rules.value("tax_holiday_exempt_years").number)
    half = int(book.rules.value("tax_holiday_half_years").number)
    ages = [None if start is None else year - start for year in book.years.years]
    relief = [_relief(age, exempt, half) for age in ages]
    line = table.structure(
        "relief",
        relief,
        "减免比例",
        "Relief",
        "三免三减半：自首笔收入年度起",
        rests_on=(
            *form.keys("holiday_start"),
            ("rules", "tax_holiday_exempt_years"),
            ("rules", "tax_holiday_half_years"),
        ),
    )
    factor = book.form(StressFactors).cell("tax_rates")
    return table.line(
        "tax",
        money(taxable * book.rule("income_tax_rate") * (1 - form.cell("holiday_share") * line) * factor),
        "企业所得税",
        "Income tax",
        "应纳税所得额×税率×（1－优惠占比×减免比例）×税费系数",
        total=True,
        strong=True,
    )


def _relief(age: int | None, exempt: int, half: int) -> Decimal:
    if age is None or age < 0 or age >= exempt + half:
        return Decimal(0)
    return Decimal(1) if age < exempt else Decimal("0.5")


def _losses(book: Book, table: Table, before: Line) -> Line:
    """Losses by age: each year the oldest is used first, what is too old is lost."""
    years = book.project.form(Taxation).loss_years or int(book.rules.value("loss_carry_forward_years").number)
    kept = [
        table.declare(f"loss_{age}", f"结转{age}年的亏损", f"Loss {age} year(s) old", "未弥补的亏损，逐年结转")
        for age in range(1, years + 1)
    ]
    left: Expression = largest(0, before)
    used: list[Line] = []
    for age in range(years, 0, -1):
        part = table.line(
            f"used_{age}",
            smallest(left, previous(kept[age - 1])),
            f"弥补第{age}年前的亏损",
            f"Used, {age} year(s) old",
            "最早的亏损先弥补",
        )
        used.append(part)
        left = left - part
    by_age = dict(zip(range(years, 0, -1), used, strict=True))
    table.define(kept[0], largest(0, 0 - before))
    for age in range(2, years + 1):
        table.define(kept[age - 1], previous(kept[age - 2]) - by_age[age - 1])
    return _line(table, "losses_used", add(used), "弥补以前年度亏损", "Losses used", "不超过结转年限")
