"""收入未缴库: revenue that is booked and has not reached the treasury, and for how many days."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import TreasuryGap
from bondcalc.monitoring.months import ByMonth, Month, until
from bondcalc.monitoring.period_sheets import TreasuryPayment, months_of
from bondcalc.monitoring.yearly_view import earned_payments, revenue_by_month


def treasury_gap(case: MonitoringCase) -> TreasuryGap | None:
    """Hold what claimed lines earned against what was paid in, the oldest month first; None where no revenue is told.

    Days run from the end of the month that earned the oldest part that is left.
    By hand in tests/monitoring/test_treasury_gap.py: test_days_run_from_the_oldest_month_left.
    """
    booked = until(revenue_by_month(case.filed.project, case.actuals), case.as_of)
    if not booked:
        return None
    earned, payments = sum(booked.values(), Decimal(0)), earned_payments(case.filed.project, case.actuals)
    if not payments:
        return TreasuryGap(earned, None, None, 0)
    paid = sum((row.amount for row in payments), Decimal(0))
    oldest = _oldest(booked, payments)
    return TreasuryGap(earned, paid, oldest, (case.as_of - oldest).days if oldest else 0)


def _oldest(booked: ByMonth, payments: Sequence[TreasuryPayment]) -> date | None:
    """Give the end of the first month with revenue left: a payment is for the period it names, what is over for the oldest left."""
    left = dict(sorted(booked.items()))
    over = sum((_paid_off(left, row.amount, _months(row)) for row in payments), Decimal(0))
    _paid_off(left, over, list(left))
    return next((month.last_day for month, amount in left.items() if amount > 0), None)


def _months(row: TreasuryPayment) -> list[Month]:
    return [Month(row.year, month) for month in months_of(row.period)]


def _paid_off(left: ByMonth, amount: Decimal, months: Sequence[Month]) -> Decimal:
    """Take a payment from what is left of months, the oldest first; give what is over."""
    for month in months:
        used = max(min(left.get(month, Decimal(0)), amount), Decimal(0))
        if used:
            left[month] -= used
            amount -= used
    return amount
