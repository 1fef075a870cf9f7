"""还本付息日历中的市场化融资: on which days a loan pays, and what of its year falls on each."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Constant, Expression, Leaf, Line, if_, in_year, money, rounded, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.schedules import loans
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.calendar_lines import AS_BANKS, FEN, Owed, in_yuan
from bondcalc.schedules.loan_interest import payments_a_year

MILLIONTH = 6
"""Decimals of a yuan to which a payment is brought before it is rounded to the fen."""


def loan_days(book: Book, loan: Loan) -> list[date]:
    """Give every day on which a loan is served, from its first draw to its last repayment."""
    years = [year for year in book.years.years if min(loan.drawn_years) <= year <= loan.last_repayment]
    return [day for year in years for day in loan.payment_days(year)]


def fixes_days(loan: Loan) -> tuple[FieldId[object], ...]:
    """Fields that fix the days of a loan; a count of 1 is what nobody typed."""
    several: tuple[FieldId[object], ...] = (Loan.payments_a_year,) if loan.payments_a_year > 1 else ()
    return (Loan.last_repayment, Loan.first_repayment_day, *several)


def loan_owed(book: Book, table: Table, row: Row[Loan], yuan: Leaf) -> Owed:
    """A loan: what its year pays, on its day or days."""
    id_ = row.data.id
    kind, zh, en = f"loan.{id_}", f"（{id_}）", f" of {id_}"
    table.heading(row.data.called(), f"Loan {id_}")
    falls = _falls(book, table, row)
    day = _on_its_days(book, table, row, falls)
    interest = in_yuan(table, f"interest.{kind}", day.due, f"利息{zh}", f"Interest{en}", AS_BANKS)
    principal = in_yuan(
        table, f"principal.{kind}", day.repaid * yuan, f"本金{zh}", f"Principal{en}", "还本×每单位折合元"
    )
    payment = in_yuan(table, f"payment.{kind}", interest + principal, f"应付合计{zh}", f"Payment{en}", "利息＋本金")
    scheduled = table.line(
        f"scheduled.{kind}",
        day.paid,
        f"测算表付息{zh}",
        f"Interest of the schedules{en}",
        "市场化融资还本付息表",
        total=True,
    )
    return Owed(
        name=row.data.called(),
        remitted=False,
        interest=interest,
        principal=principal,
        fee=None,
        payment=payment,
        scheduled=(scheduled,),
        repaid=day.repaid,
        invested=day.invested,
    )


class LoanDay(NamedTuple):
    """What falls on each day: interest in yuan, principal, interest of the schedules and what construction money pays of it."""

    due: Expression
    repaid: Expression
    paid: Expression
    invested: Expression


def _on_its_days(book: Book, table: Table, row: Row[Loan], falls: Line) -> LoanDay:
    """The year's, or the parts of it that fall on each day.

    Parts of principal are what is repaid up to each payment; each payment bears interest on what those before have left.
    """
    year = {what: _of_year(book, table, row, what) for what in ("interest_yuan", "principal", "interest")}
    invested = _of_year(book, table, row, "construction_interest") if _invests_cash(book, row.data) else Constant(0)
    if row.data.payments_a_year == 1:
        due, repaid, paid = (line * falls for line in year.values())
        return LoanDay(due, repaid, paid, invested * falls)
    many, nth = payments_a_year(row), _nth(table, row)
    each, less = (_of_year(book, table, row, what) for what in ("instalment", "falls_by"))
    part = (year["interest_yuan"] / many + less * ((many + 1) / 2 - nth)) * falls
    # First far below the fen: what a quotient without end, or a binary sum in a workbook, lacks to half a fen.
    due = rounded(rounded(part, MILLIONTH), FEN)
    to_date = if_(nth >= many, year["principal"], smallest(year["principal"], each * nth))
    repaid = (to_date - smallest(year["principal"], each * (nth - 1))) * falls

    def evenly(amount: Expression) -> Expression:
        """The same part of a year's amount at each payment."""
        return (money(amount * nth / many) - money(amount * (nth - 1) / many)) * falls

    return LoanDay(due, repaid, evenly(year["interest"]), evenly(invested))


def _invests_cash(book: Book, loan: Loan) -> bool:
    """Tell whether interest is part of the investment and paid, not added to the principal."""
    in_investment = settings(book).construction_interest == "in_investment"
    return in_investment and loan.construction_interest != "capitalised"


def _nth(table: Table, row: Row[Loan]) -> Line:
    """Which payment of its year each day is, for days of the loan; 1 on others."""
    id_, days = row.data.id, table.axis.days
    numbers = {
        day: number for year in {day.year for day in days} for number, day in enumerate(row.data.payment_days(year), 1)
    }
    return table.structure(
        f"nth.loan.{id_}",
        [Decimal(numbers.get(day, 1)) for day in days],
        f"当年第几次还本付息（{id_}）",
        f"Payment of the year, {id_}",
        "首次还本日和每年还本付息次数",
        unit="count",
        rests_on=table.axis.rests_on,
    )


def _falls(book: Book, table: Table, row: Row[Loan]) -> Line:
    """Flag the one day of each year on which the loan pays."""
    id_, days = row.data.id, set(loan_days(book, row.data))
    return table.structure(
        f"falls.loan.{id_}",
        [Decimal(int(day in days)) for day in table.axis.days],
        f"还本付息日标志（{id_}）",
        f"Day of {id_}",
        "首次还本日，未填按12月31日",
        unit="count",
        rests_on=table.axis.rests_on,
    )


def _of_year(book: Book, table: Table, row: Row[Loan], what: str) -> Line:
    """What the loan table has for the calendar year of each day."""
    line = book.use(loans.schedule).table[f"{what}.{row.data.id}"]
    return table.line(
        f"year.{what}.loan.{row.data.id}",
        in_year(line),
        f"当年{line.zh}",
        f"{line.en} of the year",
        "市场化融资还本付息表",
        unit=line.unit,
    )
