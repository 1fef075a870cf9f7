"""资金测算平衡表 and the dated check of large payments."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, copied, expression, in_year, money, previous, to_date
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import (
    bonds,
    costs,
    funding,
    investment,
    loans,
    others_money,
    payment_calendar,
    receipts,
    repayable,
    taxes,
    timing,
    vat,
    working_capital,
)
from bondcalc.schedules.book import Book
from bondcalc.schedules.issue_terms import face
from bondcalc.schedules.refinanced_days import DATED, refinanced_days
from bondcalc.schedules.tranche import Tranche


class DatedCheck(NamedTuple):
    """One tranche's payments against the cash there is on the day; principal above `limit` is a large payment."""

    tranche: Tranche
    margin: Line
    limit: Line


class Cash(NamedTuple):
    """The cash table by year and the dated checks."""

    opening: Line
    interest: Line
    principal: Line
    inflow: Line
    outflow: Line
    closing: Line
    checks: tuple[DatedCheck, ...]


def schedule(book: Book) -> Cash:
    """Build the cash table: opening + money in - money out = closing, which must never be negative (C07)."""
    table = book.table("cash", "资金测算平衡表", "Cash", 50)
    closing = table.declare("closing", "期末资金余额", "Closing cash", "期初＋流入－流出，各年不得为负")
    opening = table.line("opening", previous(closing), "期初资金余额", "Opening cash", "上年期末")
    inflow = _money_in(book, table)
    interest, principal, outflow = _money_out(book, table)
    closing.strong = True
    table.define(closing, opening + inflow - outflow)
    revenue = book.use(repayable.schedule).amount
    return Cash(
        opening=opening,
        interest=interest,
        principal=principal,
        inflow=inflow,
        outflow=outflow,
        closing=closing,
        checks=tuple(_dated(book, tranche, opening, revenue) for tranche in book.use(bonds.schedule).tranches),
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
    construction = "建设投资（不含利息和费用）"
    stated = (
        ("works", uncapitalised, construction, "Investment without interest and fees", plan),
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


def _dated(book: Book, tranche: Tranche, opening: Line, revenue: Line) -> DatedCheck:
    """Opening cash of the year + revenue up to the day must carry all payments of the year up to and on that day, loans too.

    By hand in tests/schedules/test_dated_check.py: test_loans_and_fees_are_paid_too,
    test_a_day_bears_what_every_debt_has_taken_of_its_year.
    """
    id_ = tranche.row.data.id
    table = book.table(
        f"dated_check_{id_}",
        f"大额偿付当日资金核对表（{id_}）",
        f"Cash on payment days, {id_}",
        51,
        tranche.table.axis,
        sheet=DATED,
    )
    passed = _months(book, table, tranche)
    cash = table.line("opening_cash", in_year(opening), "当年期初资金", "Opening cash of the year", "资金测算平衡表")
    earned = table.line("revenue", in_year(revenue), "当年项目收益", "Revenue of the year", "项目收益测算表")
    rolled, paid = book.use(refinanced_days).money, _paid_to_date(book, table)
    there = [] if rolled is None else [_rolled_to_date(table, rolled)]
    margin = table.line(
        "margin",
        cash + _earned_by(book, table, tranche, earned, passed) + add(there) - paid,
        "付款后余额",
        "Left after payment",
        "期初资金＋截至付款日收益＋再融资－当年截至该日各期债券和市场化融资应付本息",
        strong=True,
    )
    return DatedCheck(tranche, margin, _large_from(book, table, tranche))


def _earned_by(book: Book, table: Table, tranche: Tranche, earned: Line, passed: list[Line]) -> Expression:
    """收益 of the year up to the day: by months, and what comes by the quarter, half-year or year once that is over.

    By hand in tests/schedules/test_receipts.py: test_a_quarter_counts_once_it_is_over.
    """
    elapsed, of = passed
    lumps = book.use(receipts.schedule).by_months
    parts, evenly = [], expression(earned)
    for months, line in lumps.items():
        whole, _ = _earned_months(book, tranche, months)
        keys = (*table.axis.rests_on, *book.keys(Particulars, Particulars.operation_start))
        zh, en = f"截至付款日已满的收款期月数（每{months}个月收款）", f"Months of whole periods of {months}"
        over = table.structure(
            f"elapsed_{months}", whole, zh, en, "付款日之前已满的收款期", unit="count", rests_on=keys
        )
        lump = table.line(
            f"received_{months}", in_year(line), f"当年{line.zh}", f"{line.en}, the year", "按期收取的收入表"
        )
        evenly = evenly - lump
        parts.append(money(lump * over / of))
    return add([money(evenly * elapsed / of), *parts])


def _large_from(book: Book, table: Table, tranche: Tranche) -> Line:
    return table.line(
        "large",
        book.rule("large_payment_share") * face(book, tranche.row),
        "大额偿付界限",
        "Large from",
        "发行额×大额支付比例",
        unit="accrued",
    )


def _months(book: Book, table: Table, tranche: Tranche) -> list[Line]:
    """Months of the year earned by each payment day, and months of its year."""
    passed, months = _earned_months(book, tranche)
    fixed = (
        *table.axis.rests_on,
        *book.keys(Particulars, Particulars.operation_start, Particulars.operation_end, Particulars.forecast_end),
    )
    short = "投入运营当年和运营结束当年不足12个月"
    stated = (
        ("elapsed", passed, "截至付款日的运营月数", "Months of the year earned", "付款日之前的整月"),
        ("months", months, "当年运营月数", "Months of the year", short),
    )
    return [
        table.structure(id_, values, zh, en, source, unit="count", rests_on=fixed)
        for id_, values, zh, en, source in stated
    ]


def _earned_months(book: Book, tranche: Tranche, every: int = 1) -> tuple[list[Decimal], list[Decimal]]:
    """Whole months of operation before each payment day, and of its year; of the calendar year where nothing operates.

    `every` counts only whole periods of so many months of the calendar year.
    """
    passed, months = [], []
    for day in tranche.dates:
        first, last = timing.operation(book) or (date.min, date.max)
        if not months_inside(day.year, first, last):
            first, last = date.min, date.max
        # Whole months before the day only: what the month of payment itself brings may come after it.
        month = day.month - (day.month - 1) % every
        passed.append(Decimal(months_inside(day.year, first, min(last, date(day.year, month, 1) - timedelta(days=1)))))
        months.append(Decimal(months_inside(day.year, first, last)))
    return passed, months


def _rolled_to_date(table: Table, rolled: Line) -> Line:
    zh, en = "当年截至该日到账的再融资", "Refinancing of the year up to the day"
    return table.line("rolled", to_date(rolled), zh, en, "再融资债券资金到账表")


def _paid_to_date(book: Book, table: Table) -> Line:
    """What all debts take of the year up to and on the day: one line, so that bonds do not read one another in pairs."""
    zh, en = "当年截至该日应付本息和手续费", "Due this year up to the day"
    source = "各期债券和市场化融资同一年内不晚于该日的应付本息和手续费（还本付息日历）"
    return table.line("paid", to_date(book.use(payment_calendar.schedule).due), zh, en, source)
