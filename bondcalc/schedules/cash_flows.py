"""项目投资现金流量表、项目资本金现金流量表: what IRR, NPV and payback are read from; memos, in no verdict."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, expression, money, previous, running, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import (
    bonds,
    costs,
    debt,
    depreciation,
    funding,
    income_tax,
    investment,
    loans,
    repayable,
    taxes,
    vat,
    working_capital,
)
from bondcalc.schedules.book import Book, ends_with
from bondcalc.schedules.horizon import calculation_end


class NetFlows(NamedTuple):
    """Net flows by year, and what of them is the value left at the end; `npv` only where a discount rate is stated."""

    before_tax: Line
    after_tax: Line
    returned: Line
    capital: Line
    npv: Line | None


def schedule(book: Book) -> NetFlows:
    """Build both tables; net assets and working capital come back in the last year."""
    table = book.table("project_cash_flow", "项目投资现金流量表", "Project cash flow", 47)
    before, returned = _before_income_tax(book, table)
    after = _after_income_tax(book, table, before)
    table.line("so_far_before_tax", running(before), "累计所得税前净现金流量", "Running, before tax", "逐年累加")
    table.line("so_far_after_tax", running(after), "累计所得税后净现金流量", "Running, after tax", "逐年累加")
    return NetFlows(before, after, returned, _capital(book), _present(book, table, after))


def _returned(book: Book, table: Table) -> Line:
    """Net value of the assets and working capital, in the last year of the calculation (回收固定资产余值)."""
    end = calculation_end(book.project)
    last = table.structure(
        "last_year",
        [Decimal(int(year == end)) for year in book.years.years],
        "计算期末年标志",
        "Last year",
        "计算期",
        unit="count",
        rests_on=ends_with(book),
    )
    computed = book.use(working_capital.schedule).most
    tied_up = book.form(Settings).cell(Settings.working_capital) if computed is None else computed
    both: Expression = book.use(depreciation.schedule).net + tied_up
    return table.line(
        "returned",
        both * last,
        "回收固定资产余值和流动资金",
        "Net assets and working capital",
        "期末净值＋铺底流动资金，仅供参考，不计入覆盖倍数",
        total=True,
    )


def _beside(book: Book, table: Table, returned: Line) -> tuple[Expression, str]:
    """Add credit of value-added tax paid back, and take off working capital beside the base: cash of their year, where there is any.

    The words say what stands beside what is returned.
    """
    flow, words = expression(returned), ""
    refund, more = vat.paid_back(book), book.use(working_capital.schedule).more
    if refund is not None:
        flow, words = flow + _copy(table, "tax_refund", refund, "留抵退税", "Credit paid back"), "＋留抵退税"
    if more is not None:
        zh, en = "铺底以外增加的流动资金", "Working capital beside the base"
        flow, words = flow - _copy(table, "flowing_funds", more, zh, en), f"{words}－{zh}"
    return flow, words


def _before_income_tax(book: Book, table: Table) -> tuple[Line, Line]:
    invested, spent = book.use(investment.schedule), book.use(costs.schedule)
    earned = _copy(table, "revenue", book.use(repayable.schedule).revenue, "可用于偿债的收入", "Revenue")
    returned = _returned(book, table)
    back, _ = _beside(book, table, returned)
    built = table.line(
        "investment",
        invested.total - invested.construction_interest - invested.fees,
        investment.OUTLAY,
        "Investment",
        "总投资－建设期利息－发行及兑付费用",
        total=True,
    )
    levied = book.use(taxes.schedule).without_income_tax
    cash, replaced, levies = (
        _copy(table, id_, line, zh, en)
        for id_, line, zh, en in (
            ("costs", spent.costs, "运营成本", "Cash costs"),
            ("replacement", spent.replacement, "维持运营投资", "Replacement"),
            ("levies", levied, "所得税前税费", "Taxes before income tax"),
        )
    )
    net = table.line(
        "before_tax",
        earned + back - built - cash - replaced - levies,
        "所得税前净现金流量",
        "Net flow before income tax",
        "流入－流出",
        total=True,
        strong=True,
    )
    return net, returned


def _after_income_tax(book: Book, table: Table, before: Line) -> Line:
    adjusted = _copy(table, "income_tax", book.use(income_tax.schedule).adjusted, "调整所得税", "Income tax on EBIT")
    return table.line(
        "after_tax",
        before - adjusted,
        "所得税后净现金流量",
        "Net flow after income tax",
        "所得税前净现金流量－调整所得税",
        total=True,
        strong=True,
    )


def _capital(book: Book) -> Line:
    table = book.table("capital_cash_flow", "项目资本金现金流量表", "Capital cash flow", 48)
    owed, bond = book.use(debt.schedule), book.use(bonds.schedule)
    income = _copy(table, "repayable", book.use(repayable.schedule).amount, "项目收益", "Repayable revenue")
    back, beside = _beside(book, table, _returned(book, table))
    put_in = _copy(table, "capital", book.use(funding.schedule).capital, "项目资本金", "Capital")
    served = _copy(table, "service", owed.from_revenue, "由收益偿还的本息", "Service paid from revenue")
    fees = table.line(
        "fees",
        bond.payment_fees + bond.issue_fees - bond.construction_fees,
        "发行及兑付费用",
        "Fees",
        "不计入总投资的费用",
        total=True,
    )
    kept = [*_refinancing_kept(book, table), *_borrowed_for_operation(book, table)]
    net = table.line(
        "net",
        add([income + back - put_in - served - fees, *kept]),
        "资本金净现金流量",
        "Net flow to capital",
        f"项目收益＋回收{beside}－资本金－本息－费用{''.join(f'＋{line.zh}' for line in kept)}",
        total=True,
        strong=True,
    )
    table.line("so_far", running(net), "累计资本金净现金流量", "Running", "逐年累加")
    return net


def _borrowed_for_operation(book: Book, table: Table) -> list[Line]:
    """Working-capital loans, whose repayment is in the service; no line where there are none."""
    working = book.use(loans.schedule).working
    return [] if working is None else [_copy(table, "working_loans", working, "流动资金贷款", "Working-capital loans")]


def _refinancing_kept(book: Book, table: Table) -> list[Line]:
    """Money of refinancing bonds that repays nothing in its year; what it repays later leaves again."""
    if not any(bond.refinances for bond in book.project.rows(Bond)):
        return []
    debt = book.use(bonds.schedule)
    zh, source = "再融资资金结余变动", "再融资债券发行收入－再融资偿还的到期本金"
    kept = debt.refinanced - debt.rolled
    return [table.line("refinancing_kept", kept, zh, "Change of refinancing money held", source, total=True)]


def _present(book: Book, table: Table, flow: Line) -> Line | None:
    """Net present value at the end of the year before the first, each flow at its year's end."""
    form = book.form(Taxation)
    if form.data.discount_rate is None:
        return None
    factor = table.declare("discount_factor", "折现系数", "Discount factor", "年末折现", unit="ratio", opening=1)
    table.define(factor, previous(factor) / (form.cell(Taxation.discount_rate) + 1))
    scalars = book.scalars("returns", "财务内部收益指标表", "Returns", 49)
    return scalars.line(
        "npv",
        money(total(flow, factor)),
        "财务净现值（所得税后）",
        "NPV after tax",
        "各年净现金流量×折现系数之和，仅供参考",
    )


def _copy(table: Table, id_: str, line: Line, zh: str, en: str) -> Line:
    return table.copy(id_, line, zh, en, "相应测算表", total=True)
