"""债券资金账户余额核对: what the accounts of bond money hold beside what arrived and is not spent."""

from decimal import Decimal

from bondcalc.monitoring.bond_money import arrivals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import BalanceCheck


def balance_check(case: MonitoringCase) -> BalanceCheck | None:
    """Compare on the day of the last balance told; None where balance, arrival or spending is not told.

    By hand in tests/monitoring/test_balance_check.py: test_the_balance_beside_what_is_left.
    """
    held = case.actuals.held_on(case.as_of, "bond")
    if held is None:
        return None
    arrived = [step.amount for step in arrivals(case.actuals) if step.day <= held.day]
    spent = case.actuals.spent("bond")
    if not arrived or not spent:
        return None
    gone = sum((payment.amount for payment in spent if payment.day <= held.day), Decimal(0))
    return BalanceCheck(held.day, held.amount, sum(arrived, Decimal(0)) - gone)
