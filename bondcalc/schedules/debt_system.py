"""债务管理系统填报数据: the rows and codes that the debt-management system asks for, so that nobody types them again."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, copied
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.schedules import bonds, cash, costs, funding, investment, land, loans, repayable, taxes, working_capital
from bondcalc.schedules.book import Book

SYSTEM = "地方政府债务管理系统录入项"


class DebtSystem(NamedTuple):
    """The table of codes by year."""

    table: Table


def schedule(book: Book) -> DebtSystem:
    """Build the table; a code stands in front of each label."""
    table = book.table("debt_system", "债务管理系统填报数据", "Import for the debt system", 68)
    bond, loan, invested = book.use(bonds.schedule), book.use(loans.schedule), book.use(investment.schedule)
    income, held, spent = book.use(repayable.schedule), book.use(cash.schedule), book.use(costs.schedule)

    def row(code: str, formula: Expression, zh: str, en: str) -> Line:
        """Add the row of a code of the system."""
        return table.line(f"row_{code}", formula, f"{code} {zh}", f"{code} {en}", SYSTEM, total=True)

    table.heading("收入和资金来源", "Money in")
    money = book.use(funding.schedule)
    row("01", copied(income.revenue), "项目预期收入", "Expected revenue")
    if book.project.rows(Parcel):
        row("0102", copied(book.use(land.schedule).claimed_net), "其中：土地出让收入（净额）", "Of which land, net")
    drawn = _drawn(loan)
    row("02", money.capital + bond.drawn + bond.refinanced + drawn, "建设资金来源", "Sources of funds")
    row("0202", bond.drawn + bond.refinanced, "地方政府专项债券", "Special bonds")
    row("020201", copied(money.bond_as_capital), "其中：用于资本金", "Of which as capital")
    row("0203", drawn if loan.working else copied(drawn), "市场化融资", "Market loans")
    table.heading("支出", "Money out")
    row("03", copied(invested.total), "建设支出", "Construction")
    row("0301", copied(bond.construction_interest), "其中：专项债券利息", "Of which bond interest")
    row("0302", copied(loan.construction_interest), "其中：市场化融资利息", "Of which loan interest")
    paid, later = book.use(taxes.schedule).total, bond.interest - bond.construction_interest
    loan_later = loan.interest - loan.construction_interest + loan.capitalised
    fees = bond.issue_fees + bond.payment_fees - bond.construction_fees
    outlay = _with_working_capital(book, spent.costs + spent.replacement + paid + later + loan_later + fees)
    row("04", outlay, "运营支出（含税费、运营期利息和兑付费用）", "Operation")
    row("0402", later, "其中：专项债券利息", "Of which bond interest")
    row("0403", loan_later, "其中：市场化融资利息", "Of which loan interest")
    row("06", copied(bond.principal), "专项债券还本", "Bond principal")
    row("07", copied(loan.principal), "市场化融资还本", "Loan principal")
    table.heading("结果", "Result")
    row("08", copied(held.closing), "期末资金余额", "Closing cash")
    return DebtSystem(table)


def _drawn(loan: loans.Loans) -> Expression:
    """What all loans draw: the system has one place for them and asks that what is drawn there is repaid, for operation too."""
    return loan.drawn if loan.working is None else loan.drawn + loan.working


def _with_working_capital(book: Book, outlay: Expression) -> Expression:
    """Add to the outlay of operation the working capital beside the base, where that is estimated."""
    more = book.use(working_capital.schedule).more
    return outlay if more is None else outlay + more
