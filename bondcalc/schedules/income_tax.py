"""企业所得税: profit after depreciation and interest, losses of earlier years oldest first, holiday years."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, copied, largest, money, previous, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import bonds, costs, debt, depreciation, property_tax, revenue, vat
from bondcalc.schedules.book import Book


class IncomeTax(NamedTuple):
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
    """Build the profit and income-tax table (所得税测算表); land income and fiscal lines are not the unit's.

    By hand in tests/schedules/test_taxes.py: test_income_tax_of_a_year_by_hand,
    test_losses_expire_after_five_years_oldest_first.
    """
    table = book.table("income_tax", "企业所得税测算表", "Income tax", 29)
    tax = _value_added_tax(book)
    sales, cash_costs, levies = _sales(book, table, tax), _cash_costs(book, table, tax), _levies(book, table, tax)
    charge = table.copy(
        "depreciation",
        book.use(depreciation.schedule).charge,
        "折旧及摊销",
        "Depreciation and amortisation",
        "折旧及摊销估算表",
        total=True,
    )
    paid, interest = _finance_cost(book, table)
    before = table.line(
        "before_tax",
        sales - cash_costs - levies - charge - interest,
        "利润总额",
        "Profit before tax",
        "收入－经营成本－税金及附加－折旧摊销－财务费用",
        total=True,
        strong=True,
    )
    due = _due(book, table, before, "企业所得税")
    return IncomeTax(
        sales=sales,
        cash_costs=cash_costs,
        levies=levies,
        depreciation=charge,
        interest=interest,
        interest_paid=paid,
        before_tax=before,
        tax=due,
        adjusted=_adjusted(book, before, paid),
    )


def _value_added_tax(book: Book) -> vat.ValueAddedTax | None:
    """Value-added tax where the program computes it: the unit's accounts are without it, the inputs are with it."""
    tax = book.use(vat.schedule)
    return tax if isinstance(tax, vat.ValueAddedTax) else None


def _held(tax: vat.ValueAddedTax | None) -> tuple[str, str]:
    """Say whether an amount holds value-added tax: what is entered does, and stays so where no tax is computed."""
    return ("（不含增值税）", "without value-added tax") if tax else ("（含增值税）", "with value-added tax")


def _sales(book: Book, table: Table, tax: vat.ValueAddedTax | None) -> Line:
    claimed = book.use(revenue.schedule).claimed
    return _line(
        table,
        "sales",
        claimed - tax.output if tax else copied(claimed),
        f"营业收入{_held(tax)[0]}",
        f"Sales {_held(tax)[1]}",
        f"列为偿债资金来源的经营收入{'－销项税额' if tax else ''}",
    )


def _cash_costs(book: Book, table: Table, tax: vat.ValueAddedTax | None) -> Line:
    spent = book.use(costs.schedule)
    outlay = spent.costs + spent.replacement
    return _line(
        table,
        "cash_costs",
        outlay - tax.operating_input if tax else outlay,
        f"经营成本（含维持运营投资，{_held(tax)[0][1:]}" if spent.renews else f"经营成本{_held(tax)[0]}",
        f"Cash costs {_held(tax)[1]}",
        f"运营成本＋维持运营投资{'－进项税额' if tax else ''}",
    )


def _levies(book: Book, table: Table, tax: vat.ValueAddedTax | None) -> Line:
    spent, words = book.use(costs.schedule), "税费表各项（不含企业所得税）"
    levied: Expression = spent.taxes - spent.income_tax
    building = book.use(property_tax.schedule).total
    if building is not None:
        levied, words = levied + building, f"{words}＋房产税"
    if tax:
        # Value-added tax above what the credits leave due is borne by the project, as prices include the tax.
        levied, words = levied + tax.surcharges + (tax.paid - tax.due), f"{words}＋附加＋税费系数多出的增值税"
    return _line(table, "levies", levied, "税金及附加", "Levies", words)


def _finance_cost(book: Book, table: Table) -> tuple[Line, Line]:
    """The interest, and all finance cost: construction interest and fees are in the assets, what is paid later is the year's."""
    owed, bond = book.use(debt.schedule), book.use(bonds.schedule)
    paid = table.copy(
        "interest_paid",
        owed.interest_from_revenue,
        "其中：利息支出",
        "Of which interest",
        "全部债务还本付息表",
        total=True,
    )
    interest = _line(
        table,
        "interest",
        paid + bond.payment_fees + bond.issue_fees - bond.construction_fees,
        "财务费用",
        "Finance cost",
        "利息支出＋兑付手续费＋不计入总投资的发行费用",
    )
    return paid, interest


def _adjusted(book: Book, before: Line, paid: Line) -> Line:
    """Tax on profit before interest (调整所得税), which the cash flow of the project, without its debt, bears."""
    table = book.table("adjusted_tax", "调整所得税测算表", "Income tax on EBIT", 29, sheet="企业所得税测算表")
    ebit = _line(table, "before_tax", before + paid, "息税前利润", "EBIT", "利润总额＋利息支出，手续费不是利息")
    return _due(book, table, ebit, "调整所得税")


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str, source: str) -> Line:
    return table.line(id_, formula, zh, en, source, total=True)


def charged(book: Book) -> Line:
    """Give the income tax of each year; where it is entered, that line itself: no profit is worked out for it."""
    return book.use(schedule).tax if _computed(book) else book.use(costs.schedule).income_tax


def _computed(book: Book) -> bool:
    stated = book.project.form(Taxation)
    return stated.method == "computed" and stated.taxpayer == "company"


def _due(book: Book, table: Table, before: Line, zh: str) -> Line:
    """Tax on what is left of a profit after earlier losses; as entered, or 0, where it is entered or the unit pays none."""
    form = book.form(Taxation)
    if not _computed(book):
        entered = book.use(costs.schedule).income_tax
        return table.copy("tax", entered, zh, "Income tax", "按录入数，未录入的不计", total=True)
    used = _losses(book, table, before)
    taxable = _line(
        table, "taxable", largest(0, before) - used, "应纳税所得额", "Taxable profit", "利润总额－弥补以前年度亏损"
    )
    # Only listed infrastructure has the holiday: the share of income from it, not all of the profit.
    kept = 1 - form.cell(Taxation.holiday_share) * _holiday(book, table)
    factor = book.form(StressFactors).cell(StressFactors.tax_rates)
    return table.line(
        "tax",
        money(taxable * book.rule("income_tax_rate") * kept * factor),
        zh,
        "Income tax",
        "应纳税所得额×税率×（1－优惠占比×减免比例）×税费系数",
        total=True,
        strong=True,
    )


HOLIDAY = ("tax_holiday_exempt_years", "tax_holiday_half_years")
"""Rule values (三免三减半): years without tax, then years with half of it."""


def _holiday(book: Book, table: Table) -> Line:
    """What share of the tax each year is let off: all of it for some years from the first sale, half of it for some more."""
    form = book.form(Taxation)
    start, (exempt, half) = form.data.holiday_start, (int(book.rules.value(id_).number) for id_ in HOLIDAY)
    return table.structure(
        "relief",
        [_relief(None if start is None else year - start, exempt, half) for year in book.years.years],
        "减免比例",
        "Relief",
        "三免三减半：自首笔收入年度起",
        rests_on=(*form.keys(Taxation.holiday_start), *(("rules", id_) for id_ in HOLIDAY)),
    )


def _relief(age: int | None, exempt: int, half: int) -> Decimal:
    if age is None or age < 0 or age >= exempt + half:
        return Decimal(0)
    return Decimal(1) if age < exempt else Decimal("0.5")


def _losses(book: Book, table: Table, before: Line) -> Line:
    """Losses by age: each year the oldest is used first, what is too old is lost."""
    years = book.project.form(Taxation).loss_years or int(book.rules.value("loss_carry_forward_years").number)
    ages = range(1, years + 1)
    kept = {
        age: table.declare(f"loss_{age}", f"结转{age}年的亏损", f"Loss {age} year(s) old", "未弥补的亏损，逐年结转")
        for age in ages
    }
    # Oldest first, as the tax law lets a loss lapse: used in any other order more of them would be lost.
    left: Expression = largest(0, before)
    used: dict[int, Line] = {}
    for age in reversed(ages):
        used[age] = table.line(
            f"used_{age}",
            smallest(left, previous(kept[age])),
            f"弥补第{age}年前的亏损",
            f"Used, {age} year(s) old",
            "最早的亏损先弥补",
        )
        left = left - used[age]
    table.define(kept[1], largest(0, -before))
    for age in ages[1:]:
        table.define(kept[age], previous(kept[age - 1]) - used[age - 1])
    return _line(table, "losses_used", add([*used.values()]), "弥补以前年度亏损", "Losses used", "不超过结转年限")
