"""付息日以外的还本: principal told for a day that is no payment day of its bond, which no schedule can take."""

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
        if row.principal and row.paid_on is not None and row.owing not in asked:
            yield Matter(
                id=f"payment.off_calendar.{row.bond}.{row.due_on}",
                domain=Domain.PAYMENT,
                kind="还本日不是付息日",
                level=AlarmColour.YELLOW,
                text=f"债券{row.bond}，{spelt(row.due_on)}还本{case.money(row.principal)}，不是该债券的付息日，以后应付本息仍按未还计算",
                action="在执行数据“还本付息”表核对应付日期；按付息日还本的填付息日",
                owner=Department.FINANCE,
                weight=row.principal,
                happened=row.due_on,
            )
