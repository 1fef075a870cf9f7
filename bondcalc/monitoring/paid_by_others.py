"""他方代付 by year: debt service told as paid by the treasury, or with a refinancing bond that the project file has not, less what was given back."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.monitoring.advances import advance_rows
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.state_sheets import ServicePayment, payment_calendar
from bondcalc.schedules.actual_amounts import LineActuals, LineOfKind
from bondcalc.schedules.others_money import OTHERS
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Department


def others_layer(project: Project, actuals: Actuals) -> dict[LineOfKind, LineActuals]:
    """Give what schedules take for it, by bond and the year in which the payments are due; empty where nothing is told.

    `project` is the one with what happened. What a payment has on a day that no bond pays on is no payment of the model.
    """
    calendar = payment_calendar(project)
    advanced, rolled = advance_rows(actuals, actuals.as_of), refinanced_elsewhere(project, actuals)
    by_bond: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in (*advanced.paid, *rolled):
        if row.owing in calendar:
            by_bond[row.bond][row.due_on.year] += row.amount
    for listed in advanced.listed_by_due():
        by_bond[listed.bond or ""][listed.due.year] += listed.amount
    for back in advanced.returned:
        by_bond[back.bond or ""][back.day.year] -= back.amount
    return {(OTHERS, bond): LineActuals(by_year) for bond, by_year in by_bond.items()}


def refinanced_elsewhere(project: Project, actuals: Actuals) -> list[ServicePayment]:
    """Give the payments made with a refinancing bond while no bond of the project refinances theirs: the model has no such money."""
    known = {bond.refinances for bond in project.rows(Bond)}
    return [row for row in actuals.paid_with("refinancing", actuals.as_of) if row.bond not in known]


def refinancing_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Ask for the refinancing bond of which the project file knows nothing: what it costs stands in no figure."""
    rows = refinanced_elsewhere(case.current.project, case.actuals)
    if rows:
        paid = sum((row.amount for row in rows), Decimal(0))
        names = in_turn(dict.fromkeys(row.bond for row in rows))
        yield Matter(
            id="payment.refinanced",
            domain=Domain.PAYMENT,
            kind="再融资债券未列入申报文件",
            level=AlarmColour.YELLOW,
            text=f"债券{names}的本息{case.money(paid)}由再融资债券偿付，申报文件没有相应的再融资债券，其本息没有计入重新测算",
            action="在下一年度申报文件“专项债券”表列入再融资债券，注明所偿还的原债券",
            owner=Department.FINANCE,
            weight=paid,
        )
