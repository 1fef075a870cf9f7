"""付息日以外的还本付息: service told for a day that is no payment day of its bond, which no schedule can take."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.due_payments import asked_by_day
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.state_sheets import Owing, ServicePayment
from bondcalc.wording.day import spelt
from bondcalc.wording.terms import Department


def off_calendar_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Ask about each: what is due later still rests on the balance without it (`repaid_early` takes payment days only)."""
    asked = asked_by_day(case)
    payments = defaultdict[Owing, list[ServicePayment]](list)
    for row in case.actuals.service():
        if row.service and row.paid_on is not None and row.owing not in asked:
            payments[row.owing].append(row)
    for (bond, due_on), rows in payments.items():
        principal = sum((row.principal or Decimal(0) for row in rows), Decimal(0))
        interest = sum((row.interest or Decimal(0) for row in rows), Decimal(0))
        parts = [f"{what}{case.money(amount)}" for what, amount in (("还本", principal), ("付息", interest)) if amount]
        later = "，以后应付本息仍按未还计算" if principal else ""
        yield Matter(
            id=f"payment.off_calendar.{bond}.{due_on}",
            domain=Domain.PAYMENT,
            kind="还本日不是付息日" if principal else "付息的日期不是付息日",
            level=AlarmColour.YELLOW,
            text=f"债券{bond}，{spelt(due_on)}{'、'.join(parts)}，不是该债券的付息日{later}",
            action="在执行数据“还本付息”表核对应付日期；应付日期填付息日",
            owner=Department.FINANCE,
            weight=principal + interest,
            happened=due_on,
        )
