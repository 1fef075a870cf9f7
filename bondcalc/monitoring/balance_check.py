"""债券资金账户余额核对: what the accounts of bond money hold beside what arrived and is not spent."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.bond_money import arrivals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import BalanceCheck
from bondcalc.wording import day as days_in_text


def balance_check(case: MonitoringCase) -> BalanceCheck | None:
    """Compare on the day of the last balance told; None where balance, arrival or spending is not told.

    By hand in tests/monitoring/test_balance_check.py: test_the_balance_beside_what_is_left.
    """
    balances = case.actuals.balances_on(case.as_of, "bond")
    if not balances:
        return None
    day = max(row.day for row in balances)
    arrived = [step.amount for step in arrivals(case.actuals) if step.day <= day]
    spent = [payment for payment in case.actuals.spent() if payment.source == "bond"]
    if not arrived or not spent:
        return None
    held = sum((row.balance for row in balances), Decimal(0))
    gone = sum((payment.amount for payment in spent if payment.day <= day), Decimal(0))
    return BalanceCheck(day, held, sum(arrived, Decimal(0)) - gone)


def balance_alarms(case: MonitoringCase, check: BalanceCheck | None) -> Iterator[Matter]:
    """Tell of a balance that is not what is left, either way; what differs by less than a quantum is rounding."""
    if check is None or abs(check.difference) < case.actuals.quantum:
        return
    yield Matter(
        id="money.balance",
        domain=Domain.MONEY,
        kind="债券资金账户余额与结存不符",
        level=AlarmColour.YELLOW,
        text=f"{days_in_text.spelt(check.day)}债券资金账户余额{case.money(check.held)}，"
        f"按到账和支出计算结存{case.money(check.left)}，余额{'少' if check.difference < 0 else '多'}{case.money(abs(check.difference))}",
        action="核对银行对账单、支出台账和账户间划转，说明差额（如未入账的支出、利息收入、其他资金）",
    )
