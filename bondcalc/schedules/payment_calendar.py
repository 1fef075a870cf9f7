"""还本付息日历: what every bond and loan pays on each day, in yuan and fen, and by when the county and the city pay it in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import Axis, Key, payments_axis
from bondcalc.algebra.line import Expression, Leaf, Line, add, in_year, on_day, rounded
from bondcalc.algebra.table import Table
from bondcalc.dates import serial, working_day_from, working_days_before
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.region import Region
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, loans
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.issue_terms import coupon, payments_a_year
from bondcalc.schedules.tranche import Tranche

FEN = 2
"""Decimals of yuan."""
NUMBER = 46
SHEET = "还本付息日历"
AS_BANKS = "与债券登记机构、银行计算一致：余额×利率，算到分；测算表按“金额保留到”的位数计算"


@dataclass(frozen=True)
class Owed:
    """One debt on the calendar: interest and fee to the fen, principal; `scheduled` and `repaid` as the schedules have them."""

    name: str
    interest: Line
    principal: Line
    fee: Line | None
    payment: Line
    scheduled: tuple[Line, ...]
    repaid: Expression


@dataclass(frozen=True)
class PaymentCalendar:
    """The calendar: totals by day, each debt, and the days by which the levels below the payer pay in.

    `due` is what all debts take on a day by the schedules, in their unit.
    """

    axis: Axis
    owed: tuple[Owed, ...]
    remitted: dict[str, Line]
    interest: Line
    principal: Line
    fees: Line
    payment: Line
    difference: Line
    due: Line


def schedule(book: Book) -> PaymentCalendar:
    """Build the calendar over all days on which anything may be paid.

    By hand in tests/schedules/test_payment_calendar.py: test_days_of_all_bonds_to_the_fen.
    """
    tranches, axis = book.use(bonds.schedule).tranches, _axis(book)
    table = book.table("payment_calendar", "还本付息日历（元）", "Payment calendar in yuan", NUMBER, axis, sheet=SHEET)
    parts = book.table(
        "payment_calendar_debts", "还本付息日历：各笔债务", "Payment calendar by debt", NUMBER, axis, sheet=SHEET
    )
    yuan = book.form(Settings).cell(Settings.yuan_per_unit)
    owed = (
        *(_bond(book, parts, tranche, yuan) for tranche in tranches),
        *(_loan(book, parts, row, yuan) for row in book.rows(Loan)),
    )
    remitted = _days(book, table)
    interest, principal, fees, payment = _in_yuan(table, owed)
    scheduled = _scheduled(table, owed)
    difference = _yuan(
        table,
        "difference",
        rounded(interest + fees - scheduled * yuan, FEN),
        "与测算表之差",
        "Difference to the schedules",
        "利息和手续费算到分与按“金额保留到”的位数计算之差，不影响覆盖倍数",
    )
    return PaymentCalendar(
        axis=axis,
        owed=owed,
        remitted=remitted,
        interest=interest,
        principal=principal,
        fees=fees,
        payment=payment,
        difference=difference,
        due=_due(table, owed, scheduled),
    )


def _in_yuan(table: Table, owed: Sequence[Owed]) -> tuple[Line, Line, Line, Line]:
    """All debts by day: interest, principal, fees, and what is paid in all."""
    charged = [one.fee for one in owed if one.fee]
    interest = _yuan(table, "interest", add([one.interest for one in owed]), "应付利息", "Interest", AS_BANKS)
    principal = _yuan(table, "principal", add([one.principal for one in owed]), "应还本金", "Principal", "各笔债务")
    fees = _yuan(table, "fees", add(charged), "兑付手续费", "Payment fees", "应付本息×兑付手续费率，算到分")
    payment = _yuan(table, "payment", interest + principal + fees, "应付合计", "Payment", "利息＋本金＋手续费")
    payment.strong = True
    return interest, principal, fees, payment


def _scheduled(table: Table, owed: Sequence[Owed]) -> Line:
    """Interest and fees as the schedules have them, which round to the quantum: the calendar shows the difference."""
    return table.line(
        "scheduled",
        add([part for one in owed for part in one.scheduled]),
        "测算表的利息和手续费",
        "Interest and fees of the schedules",
        "各还本付息表，按“金额保留到”的位数",
        total=True,
    )


def _due(table: Table, owed: Sequence[Owed], scheduled: Line) -> Line:
    """Principal, interest and fees of all debts as the schedules have them: what a check of a day's cash reads."""
    repaid = table.line(
        "scheduled_principal",
        add([one.repaid for one in owed]),
        "测算表的还本",
        "Principal of the schedules",
        "各还本付息表，按“金额保留到”的位数",
        total=True,
    )
    return table.line(
        "due",
        scheduled + repaid,
        "测算表的应付合计",
        "Due by the schedules",
        "利息、手续费＋还本，按“金额保留到”的位数",
        total=True,
    )


def _axis(book: Book) -> Axis:
    """Every payment day of a bond, and one day a year of a loan from its first draw to its last repayment."""
    tranches = book.use(bonds.schedule).tranches
    days = {day for tranche in tranches for day in tranche.dates}
    for row in book.rows(Loan):
        days |= {row.data.payment_day(year) for year in _loan_years(book, row.data)}
    fixed = [key for tranche in tranches for key in tranche.table.axis.rests_on]
    fixed += [
        key
        for row in book.rows(Loan)
        for key in (*row.indexes(Loan.by_year), *row.keys(Loan.last_repayment, Loan.first_repayment_day))
    ]
    return payments_axis(
        min(tranche.row.data.value_date for tranche in tranches), sorted(days), tuple(dict.fromkeys(fixed))
    )


def _loan_years(book: Book, loan: Loan) -> list[int]:
    return [year for year in book.years.years if min(loan.by_year) <= year <= loan.last_repayment]


def _days(book: Book, table: Table) -> dict[str, Line]:
    """The working day of the payment, and those by which county and city have paid in, where their lead is stated."""
    region, days = book.form(Region), table.axis.days

    def line(id_: str, found: Sequence[date], zh: str, en: str, source: str, keys: tuple[Key, ...] = ()) -> Line:
        """Add a row of days."""
        serials = [serial(day) for day in found]
        return table.structure(id_, serials, zh, en, source, unit="day", rests_on=(*table.axis.rests_on, *keys))

    leads = (
        (Region.county_remits_before, "county_day", "县级缴款日", "County pays in by"),
        (Region.city_remits_before, "city_day", "市级缴款日", "City pays in by"),
    )
    made = {}
    for field, id_, zh, en in leads:
        lead = field.of(region.data)
        if lead is not None:
            remitted = [working_days_before(day, lead) for day in days]
            source = f"还本付息日前{lead}个工作日，法定节假日以公布为准"
            made[id_] = line(id_, remitted, zh, en, source, region.keys(field))
    source = "周六、周日顺延至下一工作日，不另计息；法定节假日以公布为准"
    made["paid_on"] = line("paid_on", [working_day_from(day) for day in days], "实际支付日", "Paid on", source)
    return made


def _bond(book: Book, table: Table, one: Tranche, yuan: Leaf) -> Owed:
    """A bond: interest on the balance of the day, to the fen."""
    id_, row = one.row.data.id, one.row
    kind, zh, en = f"bond.{id_}", f"（{id_}）", f" of {id_}"
    table.heading(f"债券{id_}", f"Bond {id_}")

    def that_day(what: str, of: Line) -> Line:
        """Read a line of the bond on the days of the calendar."""
        return table.line(
            f"{what}.{kind}", on_day(of), of.zh + zh, of.en + en, "专项债券还本付息表", total=what != "balance"
        )

    balance, repaid = that_day("balance", one.table["opening_balance"]), that_day("repaid", one.principal)
    due = balance * coupon(book, row) * yuan / payments_a_year(row)
    interest = _yuan(table, f"interest.{kind}", rounded(due, FEN), f"利息{zh}", f"Interest{en}", AS_BANKS)
    principal = _yuan(table, f"principal.{kind}", repaid * yuan, f"本金{zh}", f"Principal{en}", "应还本金×每单位折合元")
    rate = bonds.payment_fee_rate(book, row)
    fee = _yuan(
        table,
        f"fee.{kind}",
        rounded((interest + principal) * rate, FEN),
        f"手续费{zh}",
        f"Fee{en}",
        "应付本息×兑付手续费率",
    )
    payment = _yuan(
        table, f"payment.{kind}", interest + principal + fee, f"应付合计{zh}", f"Payment{en}", "利息＋本金＋手续费"
    )
    scheduled = that_day("scheduled", one.interest), that_day("scheduled_fee", one.table["payment_fee"])
    return Owed(
        name=f"债券{id_}",
        interest=interest,
        principal=principal,
        fee=fee,
        payment=payment,
        scheduled=scheduled,
        repaid=repaid,
    )


def _loan(book: Book, table: Table, row: Row[Loan], yuan: Leaf) -> Owed:
    """A loan: what its year pays, on its day."""
    id_ = row.data.id
    kind, zh, en = f"loan.{id_}", f"（{id_}）", f" of {id_}"
    table.heading(row.data.called(), f"Loan {id_}")
    falls = _falls(book, table, row)
    due, repaid, paid = (
        _of_year(book, table, row, what) * falls for what in ("interest_yuan", "principal", "interest")
    )
    interest = _yuan(table, f"interest.{kind}", due, f"利息{zh}", f"Interest{en}", AS_BANKS)
    principal = _yuan(table, f"principal.{kind}", repaid * yuan, f"本金{zh}", f"Principal{en}", "还本×每单位折合元")
    payment = _yuan(table, f"payment.{kind}", interest + principal, f"应付合计{zh}", f"Payment{en}", "利息＋本金")
    scheduled = table.line(
        f"scheduled.{kind}",
        paid,
        f"测算表付息{zh}",
        f"Interest of the schedules{en}",
        "市场化融资还本付息表",
        total=True,
    )
    return Owed(
        name=row.data.called(),
        interest=interest,
        principal=principal,
        fee=None,
        payment=payment,
        scheduled=(scheduled,),
        repaid=repaid * falls,
    )


def _falls(book: Book, table: Table, row: Row[Loan]) -> Line:
    """Flag the one day of each year on which the loan pays."""
    id_, days = row.data.id, {row.data.payment_day(year) for year in _loan_years(book, row.data)}
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


def _yuan(table: Table, id_: str, formula: Expression, zh: str, en: str, source: str) -> Line:
    return table.line(id_, formula, zh, en, source, unit="yuan", total=True)
