"""收入未缴库: revenue that is booked and has not reached the treasury, and for how many days."""

from datetime import date
from decimal import Decimal

from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import TreasuryGap
from bondcalc.monitoring.months import ByMonth, until
from bondcalc.monitoring.period_sheets import TreasuryPayment
from bondcalc.monitoring.yearly_view import revenue_by_month


def treasury_gap(case: MonitoringCase) -> TreasuryGap | None:
    """Hold what claimed lines earned against what was paid in, the oldest month first; None where no revenue is told.

    Days run from the end of the month that earned the oldest part that is left.
    By hand in tests/monitoring/test_treasury_gap.py: test_days_run_from_the_oldest_month_left.
    """
    booked = until(revenue_by_month(case.filed.project, case.actuals), case.as_of)
    if not booked:
        return None
    earned = sum(booked.values(), Decimal(0))
    paid = sum((row.amount for row in case.actuals.rows(TreasuryPayment)), Decimal(0))
    oldest = _oldest(booked, paid)
    return TreasuryGap(earned, paid, oldest, (case.as_of - oldest).days if oldest else 0)


def _oldest(booked: ByMonth, paid: Decimal) -> date | None:
    """Give the end of the first month that the payments do not reach."""
    reached = Decimal(0)
    for month, amount in sorted(booked.items()):
        reached += amount
        if reached > paid:
            return month.last_day
    return None
