"""财务计划现金流量表: the cash of the project by operation, investment and financing; it ends where the cash table ends."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, copied, running
from bondcalc.algebra.table import Table
from bondcalc.schedules import (
    bonds,
    costs,
    funding,
    investment,
    loans,
    others_money,
    repayable,
    taxes,
    vat,
    working_capital,
)
from bondcalc.schedules.book import Book


class FinancialPlan(NamedTuple):
    """Net flow by year and its running total."""

    net: Line
    closing: Line


def schedule(book: Book) -> FinancialPlan:
    """Build the financial-plan cash flow (《建设项目经济评价方法与参数》第三版)."""
    table = book.table("financial_plan", "财务计划现金流量表", "Financial plan cash flow", 49)
    operating, investing, financing = _operation(book, table), _investment(book, table), _financing(book, table)
    net = _line(table, "net", operating + investing + financing, "净现金流量", "Net flow", strong=True)
    closing = table.line(
        "closing",
        running(net),
        "累计盈余资金",
        "Surplus to date",
        "逐年累加，与资金测算平衡表期末余额一致",
        strong=True,
    )
    return FinancialPlan(net, closing)


def _operation(book: Book, table: Table) -> Line:
    spent = book.use(costs.schedule).costs + book.use(taxes.schedule).total
    table.heading("经营活动", "Operation")
    earned = _line(table, "revenue", copied(book.use(repayable.schedule).revenue), "可用于偿债的收入", "Revenue")
    paid = _line(table, "costs", spent, "运营成本和税费", "Costs and taxes")
    refund = vat.paid_back(book)
    back = None if refund is None else _line(table, "tax_refund", copied(refund), "留抵退税", "Credit paid back")
    net = earned - paid if back is None else earned + back - paid
    return _line(table, "operating", net, "经营活动净现金流量", "Net flow of operation", strong=True)


def _investment(book: Book, table: Table) -> Line:
    """Interest and fees of construction are financing here, though they are part of the total investment."""
    spent, renewed = book.use(investment.schedule), book.use(costs.schedule).replacement
    works = spent.total - spent.construction_interest - spent.fees
    table.heading("投资活动", "Investment")
    built = _line(table, "investment", works, investment.OUTLAY, "Investment")
    replaced = _line(table, "replacement", copied(renewed), "维持运营投资", "Replacement")
    net, words, more = -built - replaced, "－投资支出－维持运营投资", book.use(working_capital.schedule).more
    if more is not None:
        zh, en = "铺底以外增加的流动资金", "Working capital beside the base"
        net, words = net - _line(table, "working_capital", copied(more), zh, en), f"{words}－流动资金"
    return table.line("investing", net, "投资活动净现金流量", "Net flow of investment", words, total=True, strong=True)


def _financing(book: Book, table: Table) -> Line:
    """Interest added to the principal of a loan is a draw without cash."""
    money_in, bond, loan = book.use(funding.schedule), book.use(bonds.schedule), book.use(loans.schedule)
    inflow = money_in.capital + bond.drawn + bond.refinanced + money_in.loans - loan.capitalised
    if loan.working is not None:
        inflow += loan.working
    owed = bond.interest + bond.principal + loan.interest + loan.principal
    table.heading("筹资活动", "Financing")
    raised = _line(table, "raised", inflow, "资本金、债券和借款", "Capital, bonds and loans")
    served = _line(table, "service", owed, "付息和还本", "Interest and principal")
    fees = _line(table, "fees", bond.issue_fees + bond.payment_fees, "发行及兑付费用", "Fees")
    others = book.use(others_money.schedule).amount
    net = raised - served - fees
    if others is not None:
        net += _line(table, "others", copied(others), others.zh, others.en)
    return _line(table, "financing", net, "筹资活动净现金流量", "Net flow of financing", strong=True)


def _line(table: Table, id_: str, formula: Expression, zh: str, en: str, *, strong: bool = False) -> Line:
    return table.line(id_, formula, zh, en, "相应测算表", total=True, strong=strong)
