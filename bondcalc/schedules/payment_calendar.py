"""还本付息日历: what every bond and loan pays on each day, in yuan and fen, and by when the county and the city pay it in."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Axis, Key, payments_axis
from bondcalc.algebra.line import Leaf, Line, add, money, on_day, ratio, rounded
from bondcalc.algebra.table import Table
from bondcalc.dates import serial, working_day_from, working_days_before
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.region import Region
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.calendar_lines import AS_BANKS, FEN, Owed, in_yuan
from bondcalc.schedules.issue_terms import coupon, payments_a_year
from bondcalc.schedules.loan_days import fixes_days, loan_days, loan_owed
from bondcalc.schedules.tranche import Tranche

NUMBER = 46
SHEET = "还本付息日历"


class PaymentCalendar(NamedTuple):
    """The calendar: totals by day, each debt, and the days by which the levels below the payer pay in.

    `due` is what all debts take on a day by the schedules, in their unit; `invested` what of it construction money pays.
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
    invested: Line


def schedule(book: Book) -> PaymentCalendar:
    """Build the calendar over all days on which anything may be paid.

    By hand in tests/schedules/test_payment_calendar.py: test_days_of_all_bonds_to_the_fen.
    """
    tranches, axis = book.use(bonds.schedule).tranches, days_of_debts(book, book.rows(Loan))
    table = book.table("payment_calendar", "还本付息日历（元）", "Payment calendar in yuan", NUMBER, axis, sheet=SHEET)
    parts = book.table(
        "payment_calendar_debts", "还本付息日历：各笔债务", "Payment calendar by debt", NUMBER, axis, sheet=SHEET
    )
    yuan = book.form(Settings).cell(Settings.yuan_per_unit)
    owed = (
        *(_bond(book, parts, tranche, yuan) for tranche in tranches),
        *(loan_owed(book, parts, row, yuan) for row in book.rows(Loan)),
    )
    remitted = _days(book, table)
    interest, principal, fees, payment = _in_yuan(table, owed)
    scheduled = _scheduled(table, owed)
    difference = in_yuan(
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
        invested=_invested(book, table, scheduled, owed),
    )


def _in_yuan(table: Table, owed: Sequence[Owed]) -> tuple[Line, Line, Line, Line]:
    """All debts by day: interest, principal, fees, and what is paid in all."""
    charged = [debt.fee for debt in owed if debt.fee]
    interest = in_yuan(table, "interest", add([debt.interest for debt in owed]), "应付利息", "Interest", AS_BANKS)
    principal = in_yuan(table, "principal", add([debt.principal for debt in owed]), "应还本金", "Principal", "各笔债务")
    fees = in_yuan(table, "fees", add(charged), "兑付手续费", "Payment fees", "应付本息×兑付手续费率，算到分")
    payment = in_yuan(table, "payment", interest + principal + fees, "应付合计", "Payment", "利息＋本金＋手续费")
    payment.strong = True
    return interest, principal, fees, payment


def _scheduled(table: Table, owed: Sequence[Owed]) -> Line:
    """Interest and fees as the schedules have them, which round to the quantum: the calendar shows the difference."""
    return table.line(
        "scheduled",
        add([part for debt in owed for part in debt.scheduled]),
        "测算表的利息和手续费",
        "Interest and fees of the schedules",
        "各还本付息表，按“金额保留到”的位数",
        total=True,
    )


def _due(table: Table, owed: Sequence[Owed], scheduled: Line) -> Line:
    """Principal, interest and fees of all debts as the schedules have them: what a check of a day's cash reads."""
    repaid = table.line(
        "scheduled_principal",
        add([debt.repaid for debt in owed]),
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


def _invested(book: Book, table: Table, scheduled: Line, owed: Sequence[Owed]) -> Line:
    """Interest and fees that are part of the investment: construction money pays them, not revenue."""
    days, fixed = table.axis.days, (*table.axis.rests_on, *bonds.capitalising(book))
    building = table.structure(
        "in_construction",
        [Decimal(int(bonds.in_construction(book, day))) for day in days],
        "建设期标志",
        "In construction",
        "付息日早于投入运营日期，且建设期利息计入总投资",
        unit="count",
        rests_on=fixed,
    )
    loans = [debt for debt in owed if debt.invested is not None]
    of_bonds = scheduled - add([part for debt in loans for part in debt.scheduled]) if loans else scheduled
    met = [of_bonds * building, *(debt.invested for debt in loans if debt.invested is not None)]
    # Amounts of the quantum times a flag: rounded once more, so that lanes in floats add whole quanta on.
    return table.line(
        "invested",
        money(add(met)),
        "由建设资金支付的利息和手续费",
        "Paid by construction money",
        "投入运营前的利息和兑付手续费，计入总投资",
        total=True,
    )


def days_of_debts(book: Book, lent: Sequence[Row[Loan]]) -> Axis:
    """Every payment day of a bond, and those of some loans in each year from the first draw to the last repayment."""
    tranches = book.use(bonds.schedule).tranches
    days = {day for tranche in tranches for day in tranche.dates}
    for row in lent:
        days |= set(loan_days(book, row.data))
    fixed = [key for tranche in tranches for key in tranche.table.axis.rests_on]
    fixed += [key for row in lent for key in (*row.indexes(Loan.by_year), *row.keys(*fixes_days(row.data)))]
    return payments_axis(
        min(tranche.row.data.value_date for tranche in tranches), sorted(days), tuple(dict.fromkeys(fixed))
    )


def _days(book: Book, table: Table) -> dict[str, Line]:
    """The working day of the payment, and those by which county and city have paid in, where their lead is stated."""
    region, days = book.form(Region), table.axis.days

    def line(id_: str, days: Sequence[date], zh: str, en: str, source: str, keys: tuple[Key, ...] = ()) -> Line:
        """Add a row of days."""
        serials = [serial(day) for day in days]
        return table.structure(id_, serials, zh, en, source, unit="day", rests_on=(*table.axis.rests_on, *keys))

    leads = (
        (Region.county_remits_before, "county_day", "县级缴款日", "County pays in by"),
        (Region.city_remits_before, "city_day", "市级缴款日", "City pays in by"),
    )
    made, due = {}, _bond_days(book, table)
    for field, id_, zh, en in leads:
        lead = field.of(region.data)
        if lead is not None:
            remitted = [working_days_before(day, lead) for day in days]
            source = f"还本付息日前{lead}个工作日，法定节假日以公布为准"
            if due is None:
                made[id_] = line(id_, remitted, zh, en, source, region.keys(field))
                continue
            before = line(f"{id_}_before", remitted, f"{zh}（推算）", f"{en}, any debt", source, region.keys(field))
            words = "专项债券付款日的缴款日；市场化融资直接偿还，没有缴款日"
            made[id_] = table.line(id_, ratio(before, due), zh, en, words, unit="day")
    source = "周六、周日顺延至下一工作日，不另计息；法定节假日以公布为准"
    made["paid_on"] = line("paid_on", [working_day_from(day) for day in days], "实际支付日", "Paid on", source)
    return made


def _bond_days(book: Book, table: Table) -> Line | None:
    """Flag the days on which a bond pays: only then county and city pay in. None without loans, where all days are such."""
    if not book.rows(Loan):
        return None
    days = {day for tranche in book.use(bonds.schedule).tranches for day in tranche.dates}
    flags, source = [Decimal(int(day in days)) for day in table.axis.days], "有专项债券还本付息的日期"
    keys = table.axis.rests_on
    return table.structure("bond_day", flags, "专项债券付款日标志", "A bond pays", source, unit="count", rests_on=keys)


def _bond(book: Book, table: Table, tranche: Tranche, yuan: Leaf) -> Owed:
    """A bond: interest on the balance of the day, to the fen."""
    id_, row = tranche.row.data.id, tranche.row
    kind, zh, en = f"bond.{id_}", f"（{id_}）", f" of {id_}"
    table.heading(f"债券{id_}", f"Bond {id_}")

    def that_day(what: str, of: Line) -> Line:
        """Read a line of the bond on the days of the calendar."""
        return table.line(
            f"{what}.{kind}", on_day(of), of.zh + zh, of.en + en, "专项债券还本付息表", total=what != "balance"
        )

    balance, repaid = that_day("balance", tranche.table["opening_balance"]), that_day("repaid", tranche.principal)
    due = balance * coupon(book, row) * yuan / payments_a_year(row)
    interest = in_yuan(table, f"interest.{kind}", rounded(due, FEN), f"利息{zh}", f"Interest{en}", AS_BANKS)
    principal = in_yuan(
        table, f"principal.{kind}", repaid * yuan, f"本金{zh}", f"Principal{en}", "应还本金×每单位折合元"
    )
    charged = rounded((interest + principal) * bonds.payment_fee_rate(book, row), FEN)
    fee = in_yuan(table, f"fee.{kind}", charged, f"手续费{zh}", f"Fee{en}", "应付本息×兑付手续费率")
    payment = in_yuan(
        table, f"payment.{kind}", interest + principal + fee, f"应付合计{zh}", f"Payment{en}", "利息＋本金＋手续费"
    )
    scheduled = that_day("scheduled", tranche.interest), that_day("scheduled_fee", tranche.table["payment_fee"])
    return Owed(
        name=f"债券{id_}",
        remitted=True,
        interest=interest,
        principal=principal,
        fee=fee,
        payment=payment,
        scheduled=scheduled,
        repaid=repaid,
        invested=None,
    )
