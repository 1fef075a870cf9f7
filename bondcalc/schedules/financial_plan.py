"""财务计划现金流量表: the cash of the project by operation, investment and financing; it ends where the cash table ends."""

from dataclasses import dataclass

from bondcalc.algebra.line import Expression, Line, running
from bondcalc.schedules import bonds, costs, funding, investment, loans, repayable, taxes
from bondcalc.schedules.book import Book


@dataclass(frozen=True)
class FinancialPlan:
    """Net flow by year and its running total."""

    net: Line
    closing: Line


def schedule(book: Book) -> FinancialPlan:
    """Build the financial-plan cash flow."""
    table = book.table("financial_plan", "财务计划现金流量表", "Financial plan cash flow", 49)
    spent, invested, owed, loan = (
        book.use(costs.schedule),
        book.use(investment.schedule),
        book.use(bonds.schedule),
        book.use(loans.schedule),
    )
    money_in = book.use(funding.schedule)

    def line(id_: str, formula: Expression, zh: str, en: str, *, strong: bool = False) -> Line:
        return table.line(id_, formula, zh, en, "相应测算表", total=True, strong=strong)

    table.heading("经营活动", "Operation")
    earned = line("revenue", book.use(repayable.schedule).revenue + 0, "可用于偿债的收入", "Revenue")
    paid = line("costs", spent.costs + book.use(taxes.schedule).total, "运营成本和税费", "Costs and taxes")
    operating = line("operating", earned - paid, "经营活动净现金流量", "Net flow of operation", strong=True)
    table.heading("投资活动", "Investment")
    built = line(
        "investment",
        invested.total - invested.construction_interest - invested.fees,
        "建设投资及流动资金",
        "Investment",
    )
    renewed = line("replacement", spent.replacement + 0, "维持运营投资", "Replacement")
    investing = table.line(
        "investing",
        0 - built - renewed,
        "投资活动净现金流量",
        "Net flow of investment",
        "－建设投资－维持运营投资",
        total=True,
        strong=True,
    )
    table.heading("筹资活动", "Financing")
    raised = line(
        "raised",
        money_in.capital + owed.drawn + owed.refinanced + money_in.loans - loan.capitalised,
        "资本金、债券和借款",
        "Capital, bonds and loans",
    )
    served = line(
        "service",
        owed.interest + owed.principal + loan.interest + loan.principal,
        "付息和还本",
        "Interest and principal",
    )
    fees = line("fees", owed.issue_fees + owed.payment_fees, "发行及兑付费用", "Fees")
    financing = line("financing", raised - served - fees, "筹资活动净现金流量", "Net flow of financing", strong=True)
    net = line("net", operating + investing + financing, "净现金流量", "Net flow", strong=True)
    closing = table.line(
        "closing",
        running(net),
        "累计盈余资金",
        "Surplus to date",
        "逐年累加，与资金测算平衡表期末余额一致",
        strong=True,
    )
    return FinancialPlan(net, closing)
