"""专款: bond money that the statement shows in the accounts from which debts are paid; it is bound for construction and pays none."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.monitoring.layer import DEBT, SPENT_FOR, Actuals
from bondcalc.monitoring.money_sheets import Transaction

CONSTRUCTION = SPENT_FOR.difference(DEBT)
"""Spending that may be of bond money: the accounts are for debts, and what went out of them for these was not the money of the bonds."""


def bound_money(actuals: Actuals, day: date) -> Decimal:
    """Give what arrived of bond money in the repayment accounts, or was moved there, and is not spent or moved on; never below 0.

    Of each account by the day of its last balance on or before a day: what came later is not in it.
    By hand in tests/monitoring/test_bound_money.py: test_bond_money_in_the_account_pays_no_debt.
    """
    return max(actuals.money(sum(_came(actuals, day), Decimal(0))), Decimal(0))


def _came(actuals: Actuals, day: date) -> Iterator[Decimal]:
    """Give the movements of bond money in the repayment accounts, in yuan: below 0 what went out.

    A transfer is one where an account of bond money has the other side. What comes in is bond money only where its purpose
    says so, since a source left blank stands for it and proves nothing, or where as much had gone out for that purpose.
    """
    seen = {row.account: row.day for row in actuals.balances_on(day, "repayment")}
    of_bonds = actuals.accounts("bond")
    rows = sorted(actuals.transactions, key=lambda row: (row.day, -row.paid_out))
    others = Counter((row.day, -row.paid_out) for row in rows if _moved(row) and row.account in of_bonds)
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row.account not in seen or row.day > seen[row.account]:
            continue
        if _moved(row):
            if others[row.day, row.paid_out]:
                others[row.day, row.paid_out] -= 1
                yield -row.paid_out
        elif row.moved_for == "bond":
            yield -row.paid_out
        elif row.source == "bond" and row.moved_for in CONSTRUCTION:
            out = max(row.paid_out, -spent[row.moved_for])
            spent[row.moved_for] += out
            yield -out


def _moved(row: Transaction) -> bool:
    return row.moved_for == "transfer"
