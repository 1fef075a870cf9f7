"""What the weekly tables show of a project after the issue, taken from its monitoring."""

from datetime import date, timedelta
from decimal import Decimal

from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.monitoring_folder import issued_plan
from bondcalc.in_life.recorded import recorded
from bondcalc.inputs.sheets.actuals import last_day_of_disclosure
from bondcalc.monitoring.advances import advanced
from bondcalc.monitoring.disclosures import disclosures
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.months import by_year
from bondcalc.monitoring.yearly_view import claimed_lines, revenue_by_month, whole_progress
from bondcalc.portfolio.measure import kept_bonds, kept_payments
from bondcalc.portfolio.told.executions import BondExecution, IssuedBonds, ProjectExecution

DAY = timedelta(days=1)
"""What falls due on the day itself is the next payment, as in the ranking and in the row of the bond."""


def execution_of(made: MonitoringResult, data_day: date) -> ProjectExecution:
    """Give what the weekly tables show of a project whose actuals are told up to a day, in 万元."""
    plan, record = issued_plan(made), recorded(made.filed, made.actuals)
    year, scale = record.year(record.as_of.year), plan.ten_thousand
    alarm = made.alarms[0] if made.alarms else None
    return ProjectExecution(
        as_of=record.as_of,
        told=data_day,
        bonds={id_: _bond(plan, record, id_) for id_ in record.bonds},
        built=whole_progress(made.filed.project, made.actuals, record.as_of),
        earned=_scaled(_earned(made), scale),
        paid_in=_scaled(year.paid_in if year else None, scale),
        ready=_scaled(None if made.payment is None else made.payment.ready, scale),
        unplaced=_scaled(_unplaced(made), scale),
        advanced=_scaled(advanced(made.actuals, record.as_of), scale),
        undisclosed=undisclosed(plan, made.actuals, record.as_of),
        owner=alarm.owner if alarm else "",
        issued=None if plan.after is None else IssuedBonds(kept_bonds(plan.paid), kept_payments(plan.paid)),
        measure=f"{alarm.action}{f'（{alarm.due_on}前）' if alarm.due_on else ''}" if alarm else "",
    )


def _earned(made: MonitoringResult) -> Decimal | None:
    """Give what was told of the running year's revenue, land less its cost as the plan has it; None where nothing was."""
    project, actuals, year = made.filed.project, made.actuals, made.as_of.year
    sold = by_year(revenue_by_month(project, actuals)).get(year)
    spent = by_year(actuals.by_month("land_cost", claimed_lines(project, "land_cost")))
    return None if sold is None else sold - spent.get(year, Decimal(0))


def _unplaced(made: MonitoringResult) -> Decimal | None:
    """Give the unspent bond money that lies in no account of its own as told: it may lie in the repayment account. None where there is none."""
    money, payment = made.money, made.payment
    if money is None or money.spent is None or payment is None or not payment.ready:
        return None
    held = made.actuals.held_on(made.as_of, "bond")
    left = money.arrived - money.spent - payment.bound - (Decimal(0) if held is None else held.amount)
    return left if left >= made.actuals.quantum else None


def _scaled(amount: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if amount is None else amount * scale


def _bond(plan: LifePlan, record: LifeRecord, id_: str) -> BondExecution:
    bond, scale = record.bonds[id_], plan.ten_thousand
    next_ones = [payment for payment in plan.payments_to_come(record.as_of - DAY) if payment.bond.id == id_]
    return BondExecution(
        arrived_on=bond.arrived_on,
        arrived=_scaled(bond.arrived, scale),
        appropriated=_scaled(bond.appropriated, scale),
        spent=_scaled(bond.spent, scale),
        hand_over=next_ones[0].hand_over if next_ones else None,
    )


def undisclosed(plan: LifePlan, actuals: Actuals, day: date) -> bool | None:
    """Tell whether the last year whose day of disclosure has passed was not disclosed by then; None where nobody told of the year.

    Where no bond was out in that year there is nothing to disclose, and nothing is late.
    """
    year = day.year - 1 if day > last_day_of_disclosure(day.year - 1) else day.year - 2
    last = next(
        (disclosed for disclosed in disclosures(plan.paid.project, actuals, day) if disclosed.year == year), None
    )
    if last is None:
        return False
    return last.late if last.told else None
