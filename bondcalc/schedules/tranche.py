"""One special bond: its dated payments, whatever way its principal is repaid."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key, payments_axis
from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Line, money, previous
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.issue_terms import PAYMENT_DAYS, coupon, face, payments_a_year
from bondcalc.schedules.repayment_modes import Terms, principal_due


class Tranche(NamedTuple):
    """One bond with its dated lines; `last_day` is when nothing is owed any more, early redemption included."""

    row: Row[Bond]
    table: Table
    dates: tuple[date, ...]
    interest: Line
    principal: Line
    payment: Line
    closing: Line
    last_day: date


def tranche(book: Book, row: Row[Bond]) -> Tranche:
    """Build the table of one bond (还本付息表): interest on the balance, principal by its mode, the last one the rest.

    Proved by tests/worked/test_printed.py: cn-shenzhen-2022q4-payments.
    Proved by tests/worked/test_desoto.py: test_every_payment_is_as_printed.
    Proved by tests/schedules/test_quantlib.py: test_every_payment_is_quantlibs.
    """
    table = _table(book, row)
    dates = table.axis.days
    closing = table.declare(
        "closing_balance", "期末余额", "Closing balance", "期初余额－本期偿还本金", opening=face(book, row)
    )
    opening = table.line("opening_balance", previous(closing), "期初余额", "Opening balance", "上期期末余额")
    interest = _interest(book, table, row, opening)
    terms = Terms(
        book=book, table=table, row=row, times=row.data.times(), dates=dates, opening=opening, interest=interest
    )
    principal = table.line(
        "principal",
        principal_due(terms),
        "应还本金",
        "Principal due",
        "财库〔2020〕36号：到期、提前或分年还本",
        total=True,
    )
    payment = table.line(
        "payment", interest + principal, "应付本息", "Payment due", "应付利息＋应还本金", total=True, strong=True
    )
    table.define(closing, opening - principal)
    return Tranche(
        row=row,
        table=table,
        dates=dates,
        interest=interest,
        principal=principal,
        payment=payment,
        closing=closing,
        last_day=_last_day(book, row, table, closing),
    )


def _interest(book: Book, table: Table, row: Row[Bond], opening: Line) -> Line:
    """Interest of one period: a year's share by their number, whatever its days, as the registrar pays it."""
    return table.line(
        "interest",
        money(opening * coupon(book, row) / payments_a_year(row)),
        "应付利息",
        "Interest due",
        "按付息日，余额×票面利率÷每年付息次数",
        total=True,
    )


def _table(book: Book, row: Row[Bond]) -> Table:
    id_, days = row.data.id, row.data.payment_days()
    return book.table(
        f"bond_{id_}",
        f"专项债券还本付息表（{id_}）",
        f"Debt service of bond {id_}",
        40,
        payments_axis(row.data.value_date, days, _fixed_by(book, row)),
        sheet="债券还本付息明细",
    )


def _fixed_by(book: Book, row: Row[Bond]) -> tuple[Key, ...]:
    """Name the cells that fix the payment dates: terms, and payments of principal that may end the bond earlier."""
    ends = [
        key
        for payment in book.rows(PrincipalPayment)
        if payment.data.bond == row.data.id
        for key in payment.keys(PrincipalPayment.day, PrincipalPayment.amount)
    ]
    return (*row.keys(*PAYMENT_DAYS), *ends)


def _last_day(book: Book, row: Row[Bond], table: Table, closing: Line) -> date:
    """The maturity or option date; where principal is paid by agreement or early, the first day that leaves nothing."""
    if row.data.id in book.ends:
        return book.ends[row.data.id]
    if not repaid_in_parts(book, row.data):
        return row.data.last_day()
    return repaid_on(table, row.data, Program(table.lines, settings(book).quantum).run().amounts(closing))


def repaid_in_parts(book: Book, bond: Bond) -> bool:
    """Tell whether principal is paid by agreement or early, so that the figures tell when nothing is owed any more."""
    return any(payment.bond == bond.id for payment in book.project.rows(PrincipalPayment))


def repaid_on(table: Table, bond: Bond, balances: Sequence[Decimal]) -> date:
    """Give the first day whose closing balance is zero."""
    days = zip(table.axis.days, balances, strict=True)
    return min((day for day, left in days if left == 0), default=bond.last_day())
