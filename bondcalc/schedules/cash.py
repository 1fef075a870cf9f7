"""资金测算平衡表: cash by year."""

from typing import NamedTuple

from bondcalc.algebra.line import Line, add, copied, previous
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


class Cash(NamedTuple):
    """The cash table by year."""

    opening: Line
    interest: Line
    principal: Line
    inflow: Line
    outflow: Line
    closing: Line


def schedule(book: Book) -> Cash:
    """Build the cash table: opening + money in - money out = closing, which must never be negative (C07)."""
    table = book.table("cash", "资金测算平衡表", "Cash", 50)
    closing = table.declare("closing", "期末资金余额", "Closing cash", "期初＋流入－流出，各年不得为负")
    opening = table.line("opening", previous(closing), "期初资金余额", "Opening cash", "上年期末")
    inflow = _money_in(book, table)
    interest, principal, outflow = _money_out(book, table)
    closing.strong = True
    table.define(closing, opening + inflow - outflow)
    return Cash(
        opening=opening, interest=interest, principal=principal, inflow=inflow, outflow=outflow, closing=closing
    )


def _money_in(book: Book, table: Table) -> Line:
    raised, debt = book.use(funding.schedule), book.use(bonds.schedule)
    # Interest that a bank adds to the principal is drawn, but no money arrives.
    in_cash = raised.loans - book.use(loans.schedule).capitalised
    income = book.use(repayable.schedule).revenue
    stated = (
        ("capital", copied(raised.capital), "项目资本金", "Capital", "项目总投资使用计划与资金筹措表"),
        ("drawn", copied(debt.drawn), "专项债券资金", "Special bonds", "专项债券还本付息汇总表"),
        ("refinanced", copied(debt.refinanced), "再融资债券资金", "Refinancing bonds", "只用于偿还到期本金"),
        ("loans", in_cash, "市场化融资", "Market loans", "市场化融资还本付息表，不含计入本金的利息"),
        ("revenue", copied(income), "可用于偿债的收入", "Revenue for repayment", "项目收益测算表"),
    )
    table.heading("资金流入", "Money in")
    capital, drawn, refinanced, borrowed, earned = (
        table.line(id_, formula, zh, en, source, total=True) for id_, formula, zh, en, source in stated
    )
    received, words = capital + drawn + refinanced + borrowed + earned, "资本金＋债券＋再融资＋市场化融资＋收入"
    working = book.use(loans.schedule).working
    if working is not None:
        zh, en, source = "流动资金贷款", "Working-capital loans", "市场化融资还本付息表"
        received += table.copy("working_loans", working, zh, en, source, total=True)
        words += "＋流动资金贷款"
    refund = vat.paid_back(book)
    if refund is not None:
        source = "增值税及附加测算表，不作为项目收益"
        received += table.copy("tax_refund", refund, "留抵退税", "Credit paid back", source, total=True)
        words += "＋留抵退税"
    others = book.use(others_money.schedule).amount
    if others is not None:
        received += table.copy("others", others, others.zh, others.en, "他方代付表", total=True)
        words += "＋他方代付"
    return table.line("inflow", received, "资金流入合计", "Money in", words, total=True, strong=True)


def _money_out(book: Book, table: Table) -> tuple[Line, Line, Line]:
    """Interest and principal of the bonds, and all money out."""
    built, spent = book.use(investment.schedule), book.use(costs.schedule)
    debt, loan = book.use(bonds.schedule), book.use(loans.schedule)
    plan, yearly, lent, run = (
        "项目总投资及分年计划表",
        "专项债券还本付息汇总表",
        "市场化融资还本付息表",
        "运营成本测算表",
    )
    uncapitalised = built.total - built.construction_interest - built.fees
    stated = (
        ("works", uncapitalised, investment.OUTLAY, "Investment without interest and fees", plan),
        ("loan_interest", copied(loan.interest), "市场化融资付息", "Loan interest", lent),
        (
            "interest",
            copied(debt.interest),
            "债券付息（含建设期）",
            "Interest, construction included",
            "每笔利息只计一次",
        ),
        ("fees", debt.issue_fees + debt.payment_fees, "发行及兑付费用", "Issue and payment fees", yearly),
        ("costs", copied(spent.costs), "运营成本", "Cash costs", run),
        ("replacement", copied(spent.replacement), "维持运营投资", "Replacement outlay", run),
        ("taxes", copied(book.use(taxes.schedule).total), "相关税费", "Taxes", "相关税费汇总表"),
        ("principal", copied(debt.principal), "债券还本", "Principal", yearly),
        ("loan_principal", copied(loan.principal), "市场化融资还本", "Loan principal", lent),
    )
    table.heading("资金流出", "Money out")
    works, loan_interest, interest, fees, running, replaced, levied, principal, loan_principal = (
        table.line(id_, formula, zh, en, source, total=True) for id_, formula, zh, en, source in stated
    )
    parts = [works, interest, loan_interest, fees, running, replaced, levied, principal, loan_principal]
    paid = add([*parts, *_tied_up(book, table)])
    return (
        interest,
        principal,
        table.line("outflow", paid, "资金流出合计", "Money out", "各项流出", total=True, strong=True),
    )


def _tied_up(book: Book, table: Table) -> list[Line]:
    """Working capital beside the base, which is in the investment; no line where none is estimated."""
    more = book.use(working_capital.schedule).more
    zh, en, source = "铺底以外增加的流动资金", "Working capital beside the base", "流动资金估算表"
    return [] if more is None else [table.copy("working_capital", more, zh, en, source, total=True)]
