"""付息日以外的还本付息: service told for a day that is no payment day of its bond, which no schedule can take."""

from collections.abc import Iterator

from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.due_payments import asked_by_day
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.wording.day import spelt
from bondcalc.wording.terms import Department


def off_calendar_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Ask about each: what is due later still rests on the balance without it (`repaid_early` takes payment days only)."""
    asked = asked_by_day(case)
    for row in case.actuals.service():
        if row.amount and row.paid_on is not None and row.owing not in asked:
            what, later = ("还本", "，以后应付本息仍按未还计算") if row.principal else ("付息", "")
            yield Matter(
                id=f"payment.off_calendar.{row.bond}.{row.due_on}",
                domain=Domain.PAYMENT,
                kind=f"{what}日不是付息日",
                level=AlarmColour.YELLOW,
                text=f"债券{row.bond}，{spelt(row.due_on)}{what}{case.money(row.amount)}，不是该债券的付息日{later}",
                action="在执行数据“还本付息”表核对应付日期；应付日期填付息日",
                owner=Department.FINANCE,
                weight=row.amount,
                happened=row.due_on,
            )
