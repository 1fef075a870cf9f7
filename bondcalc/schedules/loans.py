"""市场化融资还本付息: loans by year, interest in construction by the half-year rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import (
    Constant,
    Expression,
    Line,
    add,
    copied,
    if_,
    largest,
    money,
    previous,
    rounded,
    smallest,
)
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.loan import Loan, LoanRepayment
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.calendar_lines import FEN
from bondcalc.schedules.loan_interest import LoanInterest, agreed_rows, interest_of, payments_a_year, rate_of, repriced


@dataclass(frozen=True)
class LoanService:
    """What loans draw and pay by year. `drawn` includes interest added to principal, which is a draw without cash.

    Of all loans together it is what finances the investment: what is drawn for operation stands apart.
    """

    drawn: Line
    capitalised: Line
    interest: Line
    construction_interest: Line
    principal: Line
    closing: Line


@dataclass(frozen=True)
class Loans(LoanService):
    """All loans by year, and the table in which each stands; `working` is drawn for operation (流动资金贷款), None without such loans."""

    table: Table
    working: Line | None = None


class LoanFlows(NamedTuple):
    """What a repayment mode looks at: the opening balance, what is drawn or added to it, and the interest paid in cash."""

    opening: Line
    drawn: Expression
    paid: Expression


def schedule(book: Book) -> Loans:
    """Build the loan table (市场化融资还本付息表).

    By hand in tests/schedules/test_loans.py: test_loans_enter_every_total_once, test_equal_principal_is_fixed_once.
    """
    table = book.table("loans", "市场化融资还本付息表", "Market loans", 42, sheet="全部债务还本付息表")
    each = [_Loan(book, table, row).service() for row in book.rows(Loan)]
    building, running = (_drawn_for(book, each, purpose) for purpose in ("construction", "working_capital"))
    if each:
        table.heading("合计", "Totals")
    stated = (
        ("drawn", "借款合计（含计入本金的利息）", "Drawn, capitalised interest included", "各笔借款"),
        ("capitalised", "其中：计入本金的利息", "Of which interest added to principal", "各笔借款"),
        ("interest", "付息合计", "Interest paid", "应付利息－计入本金的利息"),
        ("construction_interest", "建设期利息合计", "Construction interest", "投入运营前各月的应付利息"),
        ("principal", "还本合计", "Principal", "各笔借款"),
        ("closing", "期末余额合计", "Closing balance", "各笔借款"),
    )
    none = book.empty(Loan)
    sums = {
        id_: table.line(
            id_,
            add(building if id_ == "drawn" else [getattr(loan_service, id_) for loan_service in each]),
            zh,
            en,
            source,
            total=id_ != "closing",
            rests_on=none,
        )
        for id_, zh, en, source in stated
    }
    zh, en = "流动资金贷款合计", "Drawn for working capital"
    working = table.line("working", add(running), zh, en, "不是总投资的资金来源", total=True) if running else None
    return Loans(table=table, working=working, **sums)


def _drawn_for(book: Book, each: Sequence[LoanService], purpose: str) -> list[Line]:
    """What loans of a purpose draw, a line a loan."""
    rows = zip(book.rows(Loan), each, strict=True)
    return [served.drawn for row, served in rows if row.data.purpose == purpose]


class _Loan:
    """One loan by year."""

    def __init__(self, book: Book, table: Table, row: Row[Loan]) -> None:
        self._book, self._table, self._row = book, table, row
        self._capitalises = row.data.construction_interest == "capitalised"

    def service(self) -> LoanService:
        """Lay out draw, interest, principal and balance, in the order in which each follows from those before."""
        id_, row = self._row.data.id, self._row
        self._table.heading(row.data.called(), f"Loan {id_}")
        closing = self._table.declare(f"closing.{id_}", f"期末余额（{id_}）", f"Closing of {id_}", "期初＋借款－还本")
        opening = self._line("opening", previous(closing), "期初余额", "Opening", "上年期末余额")
        cash = self._line("draw", row.yearly(Loan.by_year), "本年借款", "Draw", "录入值")
        early = self._several_payments(opening) if row.data.payments_a_year > 1 else None
        owed = interest_of(self._book, self._table, row, opening, cash, early)
        interest = self._line("due", money(owed.due), "应付利息", "Interest due", owed.source)
        before_operation = self._months_of_construction()
        invested, capitalised = self._construction_interest(interest, before_operation)
        drawn = self._line("drawn", cash + capitalised, "借款（含计入本金的利息）", "Drawn", "本年借款＋计入本金的利息")
        paid = self._line("interest", interest - capitalised, "付息", "Interest paid", "应付利息－计入本金的利息")
        self._interest_in_yuan(owed, before_operation)
        flows = LoanFlows(opening, drawn, paid)
        principal = early or self._repaid(_principal(self._book, self._table, row, flows))
        self._table.define(closing, opening + drawn - principal)
        return LoanService(
            drawn=drawn,
            capitalised=capitalised,
            interest=paid,
            construction_interest=invested,
            principal=principal,
            closing=closing,
        )

    def _line(
        self, what: str, formula: Expression, zh: str, en: str, source: str, chosen: tuple[Key, ...] = ()
    ) -> Line:
        id_, total = self._row.data.id, what != "opening"
        return self._table.line(
            f"{what}.{id_}", formula, f"{zh}（{id_}）", f"{en} of {id_}", source, total=total, rests_on=chosen
        )

    def _repaid(self, amount: Expression) -> Line:
        return self._line("principal", amount, "还本", "Principal", "约定还本方式")

    def _several_payments(self, opening: Line) -> Line:
        """Principal of a year in several payments, ahead of interest, which each of them lowers; nothing is drawn by then."""
        return self._repaid(
            _principal(self._book, self._table, self._row, LoanFlows(opening, Constant(0), Constant(0)))
        )

    def _months_of_construction(self) -> Line:
        id_, start = self._row.data.id, self._book.project.form(Particulars).operation_start
        working = self._row.data.purpose == "working_capital"
        return self._table.structure(
            f"construction.{id_}",
            [Decimal(0 if working else _months_before(year, start)) for year in self._book.years.years],
            f"投入运营前月数（{id_}）",
            f"Months of construction of {id_}",
            "投入运营日期",
            unit="count",
            rests_on=self._book.keys(Particulars, Particulars.operation_start),
        )

    def _construction_interest(self, interest: Line, months: Line) -> tuple[Line, Line]:
        """Interest that is part of the investment, and what of it is added to the loan.

        Where the settings let revenue pay construction interest, only what the loan itself finances is in the investment.
        Proved by tests/worked/test_printed.py: cn-textbook-construction-interest-a,
        cn-textbook-construction-interest-b, cn-textbook-construction-interest-c.
        """
        chosen = self._row.keys(Loan.construction_interest)
        invested = self._line(
            "construction_interest",
            money(interest * months / 12),
            "建设期利息",
            "Construction interest",
            interest.source,
        )
        added: Expression = copied(invested) if self._capitalises else Constant(0)
        if settings(self._book).construction_interest == "from_revenue":
            zh, source = "计入总投资的利息", "计入本金的利息；其余由收益支付"
            invested = self._line("invested_interest", copied(added), zh, "Interest in the investment", source, chosen)
        return invested, self._line(
            "capitalised", added, "计入本金的利息", "Interest added to principal", "约定", chosen
        )

    def _interest_in_yuan(self, owed: LoanInterest, months: Line) -> None:
        """Interest paid in cash to the fen, as the bank computes it, for the calendar of payments; no total reads it.

        Of a year with several payments the calendar rounds each, so that the year here is not rounded.
        """
        worth, id_ = self._book.form(Settings).cell(Settings.yuan_per_unit), self._row.data.id
        yuan = owed.due * worth
        paid = yuan * (12 - months) / 12 if self._capitalises else yuan
        self._table.line(
            f"interest_yuan.{id_}",
            rounded(paid, FEN) if owed.falls_by is None else paid,
            f"付息，算到分（{id_}）",
            f"Interest paid to the fen, {id_}",
            "应付利息×每单位折合元",
            unit="yuan",
            total=True,
        )
        if owed.falls_by is not None:
            zh, en = f"每次付息比上次减少（{id_}）", f"Each payment bears less by, {id_}"
            self._table.line(
                f"falls_by.{id_}", owed.falls_by * worth, zh, en, "每次还本额×年利率÷每年次数", unit="yuan"
            )


def _months_before(year: int, start: date | None) -> int:
    """Whole months of a year before operation starts."""
    return 0 if start is None or year > start.year else 12 if year < start.year else start.month - 1


def _principal(book: Book, table: Table, row: Row[Loan], flows: LoanFlows) -> Expression:
    """Principal by mode, never more than is owed; the last year repays the rest."""
    first, last, id_ = row.data.first_repayment, row.data.last_repayment, row.data.id
    left = [Decimal(last - year + 1 if first <= year <= last else 0) for year in book.years.years]
    years = table.structure(
        f"years_left.{id_}",
        left,
        f"剩余还本年数（{id_}）",
        f"Years left of {id_}",
        "首次和末次还本年份",
        unit="count",
        rests_on=row.keys(Loan.first_repayment, Loan.last_repayment),
    )
    owed = flows.opening + flows.drawn
    due = smallest(owed, MODES[row.data.repayment](book, table, row, years, flows))
    return if_(years >= 2, due, if_(years >= 1, owed, 0))


def _as_given(book: Book, table: Table, row: Row[Loan], _years: Line, _flows: LoanFlows) -> Expression:
    """Principal as agreed year by year (按合同逐年还本)."""
    id_ = row.data.id
    given = agreed_rows(book, row, "principal")[0].yearly(LoanRepayment.by_year)
    return table.line(f"stated.{id_}", given, f"约定还本（{id_}）", f"Agreed principal of {id_}", "录入值", total=True)


def _equal_principal(book: Book, table: Table, row: Row[Loan], years: Line, flows: LoanFlows) -> Expression:
    """The same principal every year, or at every payment of it (等额本金)."""
    if row.data.payments_a_year == 1:
        return _fixed(book, table, row, years, flows.opening / largest(years, 1), "每年还本额", "Yearly principal")
    many = payments_a_year(row)
    each = _fixed(
        book, table, row, years, flows.opening / (largest(years, 1) * many), "每次还本额", "Principal a payment"
    )
    return each * many


def _level(book: Book, table: Table, row: Row[Loan], years: Line, flows: LoanFlows) -> Expression:
    """The same payment every year (等额本息); what is not interest repays principal.

    Proved by tests/worked/test_printed.py: cn-textbook-level-payment-1731.
    Proved by tests/functions/test_functions.py: test_level_bonds_and_loans_pay_what_the_library_says.
    """
    rate, many = rate_of(book, table, row), largest(years, 1)
    level = if_(rate > 0, flows.opening * rate / (1 - (rate + 1) ** -many), flows.opening / many)
    return _fixed(book, table, row, years, level, "每年还本付息额", "Yearly payment") - flows.paid


def _fixed(book: Book, table: Table, row: Row[Loan], years: Line, amount: Expression, zh: str, en: str) -> Line:
    """Round an instalment in the first year of repayment and keep it: a contract states one amount, not one a year.

    A level payment is fixed again in a year whose rate is stated anew (重定价).
    """
    id_ = row.data.id
    anew = repriced(book, row) if row.data.repayment == "level" else frozenset()
    flags = [Decimal(int(year == row.data.first_repayment or year in anew)) for year in years.axis.years]
    begins = table.structure(
        f"first_repayment.{id_}",
        flags,
        f"首次还本年标志（{id_}）",
        f"First year of repayment of {id_}",
        "首次还本年份",
        unit="count",
        rests_on=row.keys(Loan.first_repayment),
    )
    fixed = table.declare(
        f"instalment.{id_}",
        f"{zh}（{id_}）",
        f"{en} of {id_}",
        "首次还本年按期初余额定额，以后各年不变，末年还清余额" + ("；利率调整年重新定额" if anew else ""),
    )
    return table.define(fixed, if_(begins > 0, money(amount), previous(fixed)))


MODES: dict[str, Callable[[Book, Table, Row[Loan], Line, LoanFlows], Expression]] = {
    "as_given": _as_given,
    "equal_principal": _equal_principal,
    "level": _level,
}
