"""付款日资金核对表: the cash there is on each day on which a bond pays, beside all that is due by then."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, in_year, smallest, to_date
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.schedules import bonds, cash, funding, loans, others_money, payment_calendar, surplus, working_capital
from bondcalc.schedules.book import Book
from bondcalc.schedules.earned_by_day import earned_by_day, from_month
from bondcalc.schedules.issue_terms import face
from bondcalc.schedules.refinanced_days import DATED, refinanced_days
from bondcalc.schedules.tranche import Tranche

JULY = 7
"""Month from which a loan drawn within the year is there: it bears interest for half of the year."""


class DatedCheck(NamedTuple):
    """One bond's payments with the cash there is on the day, in units of money; principal above `limit` is a large payment."""

    tranche: Tranche
    margin: Line
    limit: Line


def schedule(book: Book) -> tuple[DatedCheck, ...]:
    """Build the table of each bond (付款日资金核对表; decision 0097).

    By hand in tests/schedules/test_dated_check.py: test_loans_and_fees_are_paid_too,
    test_a_day_bears_what_every_debt_has_taken_of_its_year.
    By hand in tests/schedules/test_payment_days_of_construction.py: test_interest_of_construction_is_met_by_construction_money.
    """
    return tuple(_dated_check(book, tranche) for tranche in book.use(bonds.schedule).tranches)


def _dated_check(book: Book, tranche: Tranche) -> DatedCheck:
    """Opening cash of the year and revenue up to the day must carry all payments of the year up to and on that day, loans too."""
    id_ = tranche.row.data.id
    zh, en = f"付款日资金核对表（{id_}）", f"Cash on payment days, {id_}"
    table = book.table(f"dated_check_{id_}", zh, en, 51, tranche.table.axis, sheet=DATED)
    free = _free_at_the_start(book, table)
    earned = earned_by_day(book, table, tranche)
    paid = _paid_to_date(book, table)
    came = [*_rolled_to_date(book, table), *_borrowed_to_date(book, table, tranche), *_by_others(book, table, paid)]
    margin = table.line(
        "margin",
        free + earned + add(came) + _by_construction_money(book, table) - add([paid, *_taken_in_the_year(book, table)]),
        "付款后余额",
        "Left after payment",
        "期初资金（不含留待以后建设的）＋截至付款日收益＋再融资－截至该日应付本息（建设期利息由建设资金支付）",
        strong=True,
    )
    return DatedCheck(tranche, margin, _large_from(book, table, tranche))


def _free_at_the_start(book: Book, table: Table) -> Expression:
    """Opening cash of the year without what waits for works: bond money above all pays no interest, on any day."""
    opening, waiting = book.use(cash.schedule).opening, book.use(surplus.schedule).waiting
    zh, en, source = "当年期初资金", "Opening cash of the year", "资金测算平衡表"
    there = table.line("opening_cash", in_year(opening), zh, en, source)
    zh, en, source = "其中：留待以后建设的资金", "Of which held for works", surplus.SHEET
    return there - table.line("waiting", in_year(waiting), zh, en, source)


def _by_construction_money(book: Book, table: Table) -> Expression:
    """Interest and fees in the investment up to the day, which the money raised for it pays, less what the year lacks of that money.

    On which day of the year capital comes and works are paid nobody states: the plan of the year is held to, as F01 does.
    """
    calendar, raised = book.use(payment_calendar.schedule), book.use(funding.schedule)
    zh, en, source = "截至该日建设资金支付的利息和手续费", "Of it paid by construction money", "还本付息日历"
    met = table.line("invested", to_date(calendar.invested), zh, en, source)
    zh, en, source = "当年建设资金缺口", "Construction money lacking, the year", "项目总投资使用计划与资金筹措表"
    return met - table.line("gap", in_year(raised.shortfall), zh, en, source)


def _rolled_to_date(book: Book, table: Table) -> list[Line]:
    rolled = book.use(refinanced_days).money
    zh, en = "当年截至该日到账的再融资", "Refinancing of the year up to the day"
    return [] if rolled is None else [table.line("rolled", to_date(rolled), zh, en, "再融资债券资金到账表")]


def _borrowed_to_date(book: Book, table: Table, tranche: Tranche) -> list[Expression]:
    """Loans for operation: from the first day of the year, or its middle, as they bear interest."""
    rows = [row for row in book.rows(Loan) if row.data.purpose == "working_capital"]
    made = [(row, book.use(loans.schedule).table[f"drawn.{row.data.id}"]) for row in rows]
    dated = [
        from_month(table, tranche, 1 if row.data.drawn_at == "year_start" else JULY, line, "借款时间")
        for row, line in made
    ]
    return [borrowed * flag for borrowed, flag in dated]


def _by_others(book: Book, table: Table, paid: Line) -> list[Expression]:
    """What others paid of the service, no more than has fallen due; what they had back is gone from the first day."""
    others = book.use(others_money.schedule).amount
    if others is None:
        return []
    return [smallest(table.line("others", in_year(others), f"当年{others.zh}", others.en, "他方代付表"), paid)]


def _taken_in_the_year(book: Book, table: Table) -> list[Line]:
    """What the year takes on a day that nobody states, and so before any payment: working capital, fees of issues in operation."""
    more, yearly = book.use(working_capital.schedule).more, book.use(bonds.schedule).table
    lines = [] if more is None else [more]
    lines += [
        yearly[f"issue_fee.{row.data.id}"]
        for row in (tranche.row for tranche in book.use(bonds.schedule).tranches)
        if row.data.refinances is None and not bonds.fee_invested(book, row.data)
    ]
    return [
        table.line(f"taken_{line.id}", in_year(line), f"当年{line.zh}", f"{line.en}, the year", "资金测算平衡表")
        for line in lines
    ]


def _large_from(book: Book, table: Table, tranche: Tranche) -> Line:
    return table.line(
        "large",
        book.rule("large_payment_share") * face(book, tranche.row),
        "大额偿付界限",
        "Large from",
        "发行额×大额支付比例",
        unit="accrued",
    )


def _paid_to_date(book: Book, table: Table) -> Line:
    """What all debts take of the year up to and on the day: one line, so that bonds do not read one another in pairs."""
    zh, en = "当年截至该日应付本息和手续费", "Due this year up to the day"
    source = "各期债券和市场化融资同一年内不晚于该日的应付本息和手续费（还本付息日历）"
    return table.line("paid", to_date(book.use(payment_calendar.schedule).due), zh, en, source)
