"""应付而未付: what the calendar of each bond asks for by day, what is left of it, of what nobody told, and what still has to come out of a balance seen before."""

from datetime import date
from decimal import Decimal

from bondcalc.dates import working_day_from
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.layer import Actuals, HeldInAccounts
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.state_sheets import Owing
from bondcalc.schedules import bonds

SERVICE = ("interest", "principal")
"""What the accounts are for, as the statement has it."""
OWN = (None, "revenue")
"""Sources of a payment that come out of the repayment accounts."""


def asked_by_day(case: MonitoringCase) -> dict[Owing, Decimal]:
    """Give what each bond pays on each day of its calendar."""
    return {
        (tranche.row.data.id, day): amount
        for tranche in case.current.use(bonds.schedule).tranches
        for day, amount in zip(tranche.dates, case.current_figures.amounts(tranche.payment), strict=True)
    }


def left_of(actuals: Actuals, bond: str, day: date, due: Decimal) -> Decimal:
    """Give what is left of a payment; what rounding to the unit of the sheet explains is no shortfall.

    The amount due and each amount typed are rounded once: 2,359,650 yuan is 235.97 due and 235.96 typed as 136.84 and 99.12.
    By hand in tests/monitoring/test_next_payment.py: test_what_rounding_explains_is_no_shortfall.
    """
    rows = [row for row in actuals.service(bond) if row.due_on == day and row.paid_on is not None]
    typed = sum(bool(amount) for row in rows for amount in (row.principal, row.interest))
    left = due - sum((row.service for row in rows), Decimal(0))
    return left if not typed or left > actuals.quantum * (1 + typed) / 2 else Decimal(0)


def issued_bonds(case: MonitoringCase, *, planned: bool = False) -> frozenset[str]:
    """Give the bonds that are issued; with `planned` those too whose value date is past without a result of issue."""
    rows = case.current.project.rows(Bond)
    return frozenset(row.id for row in rows if row.status == "issued" or (planned and row.value_date <= case.as_of))


def untold_payments(case: MonitoringCase, *, planned: bool = False) -> dict[Owing, Decimal]:
    """Give what fell due before the day, of bonds that are issued (`issued_bonds`), and of which no row of 还本付息 tells anything."""
    told_of = {row.owing for row in case.actuals.service() if row.told}
    issued = issued_bonds(case, planned=planned)
    return {
        (bond, day): amount
        for (bond, day), amount in asked_by_day(case).items()
        if amount and bond in issued and (bond, day) not in told_of and working_day_from(day) < case.as_of
    }


def owed_of(case: MonitoringCase, held: HeldInAccounts) -> Decimal:
    """Add up what left accounts, or was due, since their balances were seen (`owed_since`).

    What left between an older balance and the latest is taken off the older ones, as far as they go, but for what the
    statement shows to have come out of accounts that were seen later: nobody told that it is still there.
    By hand in tests/monitoring/test_due_payments.py: test_what_left_after_an_older_balance_is_taken_off_it.
    """
    since, older = owed_since(case, held.day), [row for row in held.balances if row.day < held.day]
    later = {row.account for row in held.balances} - {row.account for row in older}
    paid_by_later = sum(
        (
            row.paid_out
            for row in case.actuals.transactions
            if row.account in later and row.moved_for in SERVICE and held.first_day < row.day <= held.day
        ),
        Decimal(0),
    )
    between = owed_since(case, held.first_day) - since - case.actuals.money(paid_by_later)
    return since + min(max(between, Decimal(0)), sum((row.balance for row in older), Decimal(0)))


def owed_since(case: MonitoringCase, seen: date) -> Decimal:
    """Add up what left the repayment accounts after their balance was seen, and what fell due since and nobody told of.

    Paid with other money (财政预算资金、垫付、再融资) takes nothing of the balance, nor does interest that capital pays.
    By hand in tests/monitoring/test_due_payments.py: test_what_fell_due_since_is_taken_off.
    """
    paid = [
        row.service
        for row in case.actuals.service()
        if row.paid_on is not None and row.paid_on > seen and row.paid_with in OWN
    ]
    untold = [
        amount
        for (bond, day), amount in untold_payments(case).items()
        if seen < working_day_from(day) and not bonds.in_construction(case.current, day)
    ]
    return sum((*paid, *untold), Decimal(0))


def unpaid_payments(case: MonitoringCase) -> dict[Owing, Decimal]:
    """Give what is told as not paid, or not in full, of payments whose day is over, by bond and day.

    By hand in tests/monitoring/test_arrears.py: test_what_is_owed_is_told_by_bond_and_payee.
    """
    issued, told_of = issued_bonds(case), {row.owing for row in case.actuals.service() if row.told}
    left = {
        (bond, day): left_of(case.actuals, bond, day, amount)
        for (bond, day), amount in asked_by_day(case).items()
        if bond in issued and (bond, day) in told_of and working_day_from(day) < case.as_of
    }
    return {owing: amount for owing, amount in left.items() if amount > 0}


def arrears_of(case: MonitoringCase) -> Decimal:
    """Add up what is not paid (`unpaid_payments`): it is still owed out of what is there.

    Whichever day the balance was seen: what was not paid by then has to come out of it yet. What capital pays takes nothing.
    By hand in tests/monitoring/test_due_payments.py: test_what_is_told_as_not_paid_is_still_owed.
    """
    unpaid = unpaid_payments(case).items()
    return sum((left for (_, day), left in unpaid if not bonds.in_construction(case.current, day)), Decimal(0))
