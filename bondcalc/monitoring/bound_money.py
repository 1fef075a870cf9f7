"""专款: bond money that the statement shows in the accounts from which debts are paid; it is bound for construction and pays none."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.money_sheets import Transaction
from bondcalc.monitoring.state_sheets import AccountBalance

SERVICE = ("interest", "principal")
"""What the accounts are for: what went out of them for it was not the money of the bonds."""


def bound_money(actuals: Actuals, day: date) -> Decimal:
    """Give what arrived of bond money in the repayment accounts by a day, or was moved there, and is not spent or moved on; never below 0.

    By hand in tests/monitoring/test_bound_money.py: test_bond_money_in_the_account_pays_no_debt.
    """
    moved = sum((row.paid_out for row in _of_bonds(actuals, day)), Decimal(0))
    return max(-actuals.money(moved), Decimal(0))


def _of_bonds(actuals: Actuals, day: date) -> Iterator[Transaction]:
    """Give the movements of bond money in the repayment accounts; a transfer is one where an account of bond money has the other side.

    What comes in is bond money only where its purpose says so: a source left blank stands for it and proves nothing.
    """
    kinds = {row.account: row.kind for row in actuals.rows(AccountBalance)}
    rows = [row for row in actuals.transactions if row.day <= day]
    others = Counter((row.day, -row.paid_out) for row in rows if _moved(row) and kinds.get(row.account) == "bond")
    for row in rows:
        if kinds.get(row.account) != "repayment":
            continue
        if _moved(row):
            if others[row.day, row.paid_out]:
                others[row.day, row.paid_out] -= 1
                yield row
        elif row.moved_for == "bond" or (row.paid_out > 0 and row.source == "bond" and row.moved_for not in SERVICE):
            yield row


def _moved(row: Transaction) -> bool:
    return row.moved_for == "transfer"
