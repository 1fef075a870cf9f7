"""借款计息: what interest a loan owes by year: its rate of the year, how its draws count, payments within the year, or as agreed."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Constant, Expression, Line, if_, previous, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.loan import Loan, LoanRate, LoanRepayment
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.rates import raised

HALF_YEAR = "建设期利息：（期初余额＋本年借款÷2）×年利率，《建设项目经济评价方法与参数》第三版"
YEAR_START = "（期初余额＋本年借款）×年利率，借款在年初支用"
SEVERAL = "，年内每次还本后按余额计息"
AGREED = "；按合同逐年付息的年份取约定数"


class LoanInterest(NamedTuple):
    """Interest of a loan before rounding, and its formula in words; `falls_by` is what each payment within a year bears less than the one before."""

    due: Expression
    source: str
    falls_by: Expression | None = None


def payments_a_year(row: Row[Loan]) -> Constant:
    """Give the payments a year of a loan (每年还本付息次数)."""
    keys = row.keys(Loan.payments_a_year)
    return Constant(row.data.payments_a_year, "每年还本付息次数", "Payments a year", keys)


def rate_of(book: Book, table: Table, row: Row[Loan]) -> Expression:
    """Give the rate of each year: the loan's own until another is stated, which then holds until the next.

    By hand in tests/schedules/test_loan_terms.py: test_a_rate_holds_until_the_next_is_stated.
    """
    stated = next((signed for signed in book.rows(LoanRate) if signed.data.loan == row.data.id), None)
    if stated is None:
        return raised(book, row.cell(Loan.rate))
    id_ = row.data.id
    if f"rate.{id_}" in {line.id for line in table.lines}:
        return raised(book, table[f"rate.{id_}"])
    changes = _stated_years(book, table, stated, "rate_stated", "利率调整年标志", "Rate stated")
    rate = table.declare(
        f"rate.{id_}",
        f"年利率（{id_}）",
        f"Rate of {id_}",
        "分年利率表所列年份取所列利率，其他年份同上年，之前为借款年利率",
        unit="fraction",
        opening=row.cell(Loan.rate),
    )
    table.define(rate, if_(changes > 0, stated.yearly(LoanRate.by_year), previous(rate)))
    return raised(book, rate)


def repriced(book: Book, row: Row[Loan]) -> frozenset[int]:
    """Give the years of repayment after the first in which a rate is stated."""
    stated = (year for signed in book.rows(LoanRate) if signed.data.loan == row.data.id for year in signed.data.by_year)
    return frozenset(year for year in stated if row.data.first_repayment < year <= row.data.last_repayment)


def interest_of(
    book: Book, table: Table, row: Row[Loan], opening: Line, drawn: Line, repaid: Line | None
) -> LoanInterest:
    """State the interest of each year; `repaid` is principal where it is paid several times a year.

    By hand in tests/schedules/test_loan_terms.py: test_draws_at_the_start_of_the_year_bear_a_whole_year,
    test_equal_principal_at_every_payment, test_agreed_interest_takes_the_place_of_computed.
    """
    rate, whole_year = rate_of(book, table, row), row.data.drawn_at == "year_start"
    due: Expression = (opening + (drawn if whole_year else drawn / 2)) * rate
    source, falls_by = YEAR_START if whole_year else HALF_YEAR, None
    if repaid is not None:
        many = payments_a_year(row)
        each = smallest(table[f"instalment.{row.data.id}"], repaid) * rate
        due, source, falls_by = due - each * (many - 1) / 2, source + SEVERAL, each / many
    agreed = agreed_rows(book, row, "interest")
    if agreed:
        stated = _stated_years(book, table, agreed[0], "interest_stated", "约定付息年标志", "Interest stated")
        given = table.line(
            f"agreed_interest.{row.data.id}",
            agreed[0].yearly(LoanRepayment.by_year),
            f"约定付息（{row.data.id}）",
            f"Agreed interest of {row.data.id}",
            "录入值",
            total=True,
        )
        due, source = if_(stated > 0, given, due), source + AGREED
    return LoanInterest(due, source, falls_by)


def agreed_rows(book: Book, row: Row[Loan], kind: str) -> list[Row[LoanRepayment]]:
    """Give the rows that state a loan's principal, or its interest, by year; one at most."""
    return [
        signed for signed in book.rows(LoanRepayment) if signed.data.loan == row.data.id and signed.data.kind == kind
    ]


def _stated_years(
    book: Book, table: Table, stated: Row[LoanRate] | Row[LoanRepayment], what: str, zh: str, en: str
) -> Line:
    """Flag the years that a row states; a blank year is none, a 0 is one."""
    given = stated.data.by_year
    field = LoanRate.by_year if isinstance(stated.data, LoanRate) else LoanRepayment.by_year
    return table.structure(
        f"{what}.{stated.data.loan}",
        [Decimal(int(year in given)) for year in book.years.years],
        f"{zh}（{stated.data.loan}）",
        f"{en}, {stated.data.loan}",
        "录入的年份",
        unit="count",
        rests_on=stated.indexes(field),
    )
