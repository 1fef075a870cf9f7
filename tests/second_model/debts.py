"""Bonds by payment and loans by year, from model.md's chapters on special bonds and market loans."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan, LoanRate, LoanRepayment
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.inputs.sheets.settings import Settings
from tests.second_model.plain import add_months, added, money, yearly

PER_PAYMENT = Fraction(5, 100_000)
REGISTRATION = Fraction(64, 1_000_000)


class Payment(NamedTuple):
    """One payment of a bond."""

    day: date
    interest: Fraction
    principal: Fraction
    fee: Fraction


class Terms(NamedTuple):
    """What of a bond its payments follow from, worked out once."""

    bond: Bond
    months: int
    apart: int
    coupon: Fraction
    level: Fraction
    instalment: Fraction


def terms_of(bond: Bond) -> Terms:
    """Work out months, months between payments and regular amounts."""
    begins = bond.first_value_date or bond.value_date
    months = 12 * (bond.term_years or 0)
    while bond.maturity_date is not None and add_months(begins, months) < bond.maturity_date:
        months += 1
    times = bond.payments_a_year or (1 if months < 120 else 2)
    face, coupon = Fraction(bond.face), Fraction(bond.coupon) / times
    count = months * times // 12 - bond.grace_years * times
    level = face * coupon / (1 - 1 / (1 + coupon) ** count) if coupon else face / count
    return Terms(bond, months, 12 // times, coupon, money(level), money(face / max(1, months // 12 - bond.grace_years)))


def payments(project: Project, bond: Bond) -> list[Payment]:
    """Lay out the payments of a bond to its last."""
    terms, paid = terms_of(bond), []
    rate = PER_PAYMENT if bond.payment_fee_rate is None else Fraction(bond.payment_fee_rate)
    stated = [row for row in project.rows(PrincipalPayment) if row.bond == bond.id]
    balance = Fraction(bond.face)
    for number in range(1, terms.months // terms.apart + 1):
        day = add_months(bond.first_value_date or bond.value_date, terms.apart * number)
        if day <= bond.value_date or not balance:
            continue
        interest = money(balance * terms.coupon)
        due = regular(terms, number * terms.apart, interest, stated, day)
        ends = number == terms.months // terms.apart or (bond.option == "redeemed" and day == bond.option_date)
        principal = balance if ends else min(balance, due)
        for row in stated:
            if row.kind == "early" and row.day == day:
                principal = balance if row.amount is None else min(balance, principal + Fraction(row.amount))
        paid.append(Payment(day, interest, principal, money((interest + principal) * rate)))
        balance -= principal
    return paid


def regular(terms: Terms, month: int, interest: Fraction, stated: list[PrincipalPayment], day: date) -> Fraction:
    """Principal as the way of repayment asks, before the balance limits it."""
    bond, year = terms.bond, month // 12
    if bond.repayment == "level":
        return terms.level - interest if month > 12 * bond.grace_years else Fraction(0)
    if bond.repayment == "custom":
        return sum(
            (Fraction(row.amount or 0) for row in stated if row.kind == "agreed" and row.day == day), Fraction(0)
        )
    if month % 12 or bond.repayment == "bullet":
        return Fraction(0)
    if bond.repayment == "equal_principal":
        return terms.instalment if year > bond.grace_years else Fraction(0)
    return money(Fraction(bond.face * bond.by_bond_year.get(year, Decimal(0))))


def issue_fee(bond: Bond) -> Fraction:
    """The fee of issue with registration, lower up to three years."""
    rate = Fraction(4 if terms_of(bond).months <= 36 else 8, 10_000) + REGISTRATION
    return money(Fraction(bond.face) * (rate if bond.issue_fee_rate is None else Fraction(bond.issue_fee_rate)))


class Bonds:
    """All bonds by year; what is paid before the opening is part of the investment."""

    def __init__(self, project: Project) -> None:
        rows = project.rows(Bond)
        self.payments = {bond.id: payments(project, bond) for bond in rows}
        self.first = min(bond.value_date for bond in rows)
        self.last = max(paid[-1].day for paid in self.payments.values())
        flows = [payment for paid in self.payments.values() for payment in paid]
        start = project.form(Particulars).operation_start
        capital = project.form(Settings).construction_interest == "in_investment"
        early = [payment for payment in flows if capital and start is not None and payment.day < start]
        self.interest = added({flow.day.year: flow.interest} for flow in flows)
        self.principal = added({flow.day.year: flow.principal} for flow in flows)
        self.payment_fees = added({flow.day.year: flow.fee} for flow in flows)
        self.construction_interest = added({flow.day.year: flow.interest} for flow in early)
        self.issue_fees = added({bond.value_date.year: issue_fee(bond)} for bond in rows)
        built = added({bond.value_date.year: issue_fee(bond)} for bond in rows if fee_is_built(project, bond))
        self.construction_fees = added([built, *({flow.day.year: flow.fee} for flow in early)])
        self.drawn = added({bond.value_date.year: Fraction(bond.face)} for bond in rows if not bond.refinances)
        self.refinanced = added({bond.value_date.year: Fraction(bond.face)} for bond in rows if bond.refinances)
        self.rolled, self.rolled_late = yearly(), yearly()
        for bond in rows:
            self._roll(bond)

    def _roll(self, bond: Bond) -> None:
        """A refinancing bond repays principal of the one it names that falls due from its own value date on."""
        left = Fraction(bond.face)
        for due in self.payments[bond.refinances] if bond.refinances else ():
            if due.day >= bond.value_date:
                repaid = min(left, due.principal)
                left -= repaid
                self.rolled[due.day.year] += repaid
                self.rolled_late[due.day.year] += repaid if due.day.year > bond.value_date.year else 0


def fee_is_built(project: Project, bond: Bond) -> bool:
    """Before the opening every fee of issue is investment, up to the completion those of first issues."""
    form = project.form(Particulars)
    if form.operation_start is not None and bond.value_date < form.operation_start:
        return True
    return form.construction_end is not None and bond.value_date <= form.construction_end and not bond.refinances


class LoanYears:
    """One loan, or all of them, by year; `drawn` has interest that is added to principal."""

    def __init__(self) -> None:
        self.drawn, self.capitalised, self.interest = yearly(), yearly(), yearly()
        self.construction_interest, self.principal, self.working = yearly(), yearly(), yearly()


class Loans(LoanYears):
    """All loans by year."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        for loan in project.rows(Loan):
            for name, amounts in vars(loan_years(project, loan)).items():
                setattr(self, name, added([getattr(self, name), amounts]))


def months_before(project: Project, year: int) -> int:
    """Months of a year before the month of opening."""
    start = project.form(Particulars).operation_start
    return 0 if start is None else min(12, max(0, 12 * (start.year - year) + start.month - 1))


def loan_years(project: Project, loan: Loan) -> LoanYears:
    """Draw, interest and principal of a loan year by year; the last year repays the rest."""
    years, balance, instalment, rate = LoanYears(), Fraction(0), Fraction(0), Fraction(loan.rate)
    changes = {year: new for row in project.rows(LoanRate) if row.loan == loan.id for year, new in row.by_year.items()}
    agreed = {
        year: sum_ for row in project.rows(LoanRepayment) if row.loan == loan.id for year, sum_ in row.by_year.items()
    }
    built = project.form(Settings).construction_interest == "in_investment"
    working, times = loan.purpose == "working_capital", loan.payments_a_year
    for year in range(min(loan.by_year), loan.last_repayment + 1):
        rate = Fraction(changes[year]) if year in changes else rate
        draw, left = Fraction(loan.by_year.get(year, 0)), loan.last_repayment - year + 1
        repays = loan.first_repayment <= year
        if repays and (year == loan.first_repayment or (loan.repayment == "level" and year in changes)):
            instalment = money(first_instalment(loan.repayment, balance, rate, left, times))
        bearing = balance + (draw if loan.drawn_at == "year_start" else draw / 2)
        spared = min(instalment, balance) * (times - 1) / 2 if repays and times > 1 else Fraction(0)
        interest = money((bearing - spared) * rate)
        before = Fraction(0) if working else money(interest * months_before(project, year) / 12)
        added_on = before if loan.construction_interest == "capitalised" else Fraction(0)
        due = {"level": instalment - interest + added_on, "as_given": Fraction(agreed.get(year, 0))}
        principal = min(balance + draw + added_on, due.get(loan.repayment, instalment * times))
        principal = Fraction(0) if not repays else balance + draw + added_on if left == 1 else principal
        balance += draw + added_on - principal
        years.drawn[year], years.capitalised[year] = draw + added_on, added_on
        years.interest[year], years.principal[year] = interest - added_on, principal
        years.construction_interest[year] = before if built else added_on
        years.working[year] = draw if working else Fraction(0)
    return years


def first_instalment(mode: str, balance: Fraction, rate: Fraction, years: int, times: int) -> Fraction:
    """The amount of a contract: equal principal a payment, or the level payment a year."""
    if mode == "level" and rate:
        return balance * rate / (1 - 1 / (1 + rate) ** years)
    return balance / (years * times)
