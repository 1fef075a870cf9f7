"""付款日资金核对表: the cash there is on each day on which a debt pays, beside all that is due by then."""

from typing import NamedTuple

from bondcalc.algebra.axis import Axis
from bondcalc.algebra.line import Expression, Line, add, in_year, money, smallest, to_date
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.schedules import cash, funding, others_money, payment_calendar, surplus
from bondcalc.schedules.book import Book
from bondcalc.schedules.earned_by_day import calendar_months, earned_by_day
from bondcalc.schedules.lifetime import YEAR
from bondcalc.schedules.refinanced_days import DATED, refinanced_days
from bondcalc.schedules.undated_cash import UNDATED, undated


class PaymentDayCash(NamedTuple):
    """What is left after all payments of each day on which a debt pays, in units of money."""

    margin: Line


def schedule(book: Book) -> PaymentDayCash:
    """Build the table (付款日资金核对表; decision 0097).

    Opening cash of the year and revenue up to the day must carry all payments of the year up to and on that day, loans too.
    By hand in tests/schedules/test_dated_check.py: test_loans_and_fees_are_paid_too,
    test_a_day_bears_what_every_debt_has_taken_of_its_year.
    By hand in tests/schedules/test_payment_days_of_construction.py: test_interest_of_construction_is_met_by_construction_money.
    """
    zh, en = "付款日资金核对表", "Cash on payment days"
    table = book.table("payment_days", zh, en, 51, _days(book), sheet=DATED)
    free, earned = _free_at_the_start(book, table), earned_by_day(book, table)
    paid = _paid_to_date(book, table)
    came = [*_rolled_to_date(book, table), *_borrowed_to_date(book, table), *_by_others(book, table, paid)]
    margin = table.line(
        "margin",
        free + earned + add(came) + _by_construction_money(book, table) - add([paid, *_taken_in_the_year(book, table)]),
        "付款后余额",
        "Left after payment",
        "期初资金（不含留待以后建设的）＋截至付款日收益＋再融资－截至该日应付本息（建设期利息由建设资金支付）",
        strong=True,
    )
    return PaymentDayCash(margin)


def _days(book: Book) -> Axis:
    """Every day on which a bond pays, or a loan whose day is stated: the cash of a day is the same for all of them.

    A loan without a day stands on the last of its period in the calendar; the year holds it.
    """
    return payment_calendar.days_of_debts(
        book, [row for row in book.rows(Loan) if row.data.first_repayment_day is not None]
    )


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


def _borrowed_to_date(book: Book, table: Table) -> list[Expression]:
    """Loans for operation: whole where they are drawn at the start of the year, else by the months of the year that are over."""
    lent = book.use(undated).borrowed
    drawn = {
        way: table.line(f"borrowed_{way}", in_year(line), f"当年{line.zh}", f"{line.en}, the year", UNDATED)
        for way, line in lent.items()
    }
    return [line if way == "year_start" else money(line * calendar_months(table) / YEAR) for way, line in drawn.items()]


def _by_others(book: Book, table: Table, paid: Line) -> list[Expression]:
    """What others paid of the service, no more than has fallen due; what they had back is gone from the first day."""
    others = book.use(others_money.schedule).amount
    if others is None:
        return []
    return [smallest(table.line("others", in_year(others), f"当年{others.zh}", others.en, "他方代付表"), paid)]


def _taken_in_the_year(book: Book, table: Table) -> list[Line]:
    taken = book.use(undated).taken
    return [] if taken is None else [table.line("taken", in_year(taken), f"当年{taken.zh}", taken.en, UNDATED)]


def _paid_to_date(book: Book, table: Table) -> Line:
    """What all debts take of the year up to and on the day: one line, so that bonds do not read one another in pairs."""
    zh, en = "当年截至该日应付本息和手续费", "Due this year up to the day"
    source = "各期债券和市场化融资同一年内不晚于该日的应付本息和手续费（还本付息日历）"
    return table.line("paid", to_date(book.use(payment_calendar.schedule).due), zh, en, source)
