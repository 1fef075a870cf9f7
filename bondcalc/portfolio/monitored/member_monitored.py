"""A member of a store after the issue: monitored as a project alone, or why it could not be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path, PureWindowsPath

from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.monitoring_folder import issued_plan
from bondcalc.in_life.recorded import advanced, recorded
from bondcalc.inputs.read import load, read_bytes
from bondcalc.monitoring.actuals_file import actuals_of
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.months import by_year
from bondcalc.monitoring.yearly_view import claimed_lines, revenue_by_month, whole_progress
from bondcalc.portfolio.monitored.found_actuals import ActualsOfOne, newest_of
from bondcalc.portfolio.told.executions import BondExecution, ProjectExecution
from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.problem import FileError, ProjectError
from bondcalc.run import compute

NO_ACTUALS = "没有执行数据"
JUNE = (6, 30)
"""Last day of the in-life disclosure (财库〔2020〕36号)."""


@dataclass(frozen=True)
class MemberMonitored:
    """A project of the store with its monitoring; without one `reason` says why."""

    member: StoreMember
    made: MonitoringResult | None = None
    reason: str = ""

    @property
    def worst(self) -> int:
        """Its level, 0 to 3; -1 without a monitoring."""
        return self.made.worst.order if self.made else -1

    def count(self, level: AlarmColour) -> int:
        """How many alarms of a level it has."""
        return sum(alarm.level is level for alarm in self.made.alarms) if self.made else 0


def monitored_members(view: StoreView, files: Sequence[ActualsOfOne], folder: Path) -> Iterator[MemberMonitored]:
    """Monitor every project that has a result and actuals; what is wrong with one stops no other."""
    for member in view.members:
        newest = newest_of(member.stored, files)
        if not member.done or newest is None:
            yield MemberMonitored(member, None, NO_ACTUALS if member.done else member.stored.reason)
            continue
        try:
            yield MemberMonitored(member, _monitored(member, newest, folder))
        except ProjectError as error:
            yield MemberMonitored(member, None, f"{newest.path}：{error.problems[0]}")
        except FileError as error:
            yield MemberMonitored(member, None, str(error))


def _monitored(member: StoreMember, actuals: ActualsOfOne, folder: Path) -> MonitoringResult:
    filed = load(folder / PureWindowsPath(member.stored.path).as_posix())
    project = read_bytes(filed.name, filed.data)
    return monitored(compute(project), actuals_of(actuals.file, project, filed))


def execution_of(made: MonitoringResult) -> ProjectExecution:
    """Give what the weekly tables show of a project, in 万元."""
    plan, record = issued_plan(made), recorded(made.filed, made.actuals)
    year, scale = record.year(record.as_of.year), plan.ten_thousand
    balances = made.actuals.balances_on(record.as_of, "repayment")
    alarm = made.alarms[0] if made.alarms else None
    return ProjectExecution(
        as_of=record.as_of,
        bonds={id_: _bond(plan, record, id_) for id_ in record.bonds},
        built=whole_progress(made.filed.project, made.actuals, record.as_of),
        earned=_scaled(_earned(made), scale),
        paid_in=_scaled(year.paid_in if year else None, scale),
        ready=_scaled(sum((row.balance for row in balances), Decimal(0)) if balances else None, scale),
        advanced=_scaled(advanced(made.actuals, record.as_of), scale),
        undisclosed=undisclosed(made, record.as_of),
        owner=alarm.owner if alarm else "",
        measure=f"{alarm.action}{f'（{alarm.due_on}前）' if alarm.due_on else ''}" if alarm else "",
    )


def _earned(made: MonitoringResult) -> Decimal | None:
    """Give what was told of the running year's revenue, land less its cost as the plan has it; None where nothing was."""
    project, actuals, year = made.filed.project, made.actuals, made.as_of.year
    sold = by_year(revenue_by_month(project, actuals)).get(year)
    spent = by_year(actuals.by_month("land_cost", claimed_lines(project, "land_cost")))
    return None if sold is None else sold - spent.get(year, Decimal(0))


def _scaled(amount: Decimal | None, scale: Decimal) -> Decimal | None:
    return None if amount is None else amount * scale


def _bond(plan: LifePlan, record: LifeRecord, id_: str) -> BondExecution:
    bond, scale = record.bonds[id_], plan.ten_thousand
    next_ones = [payment for payment in plan.payments_to_come(record.as_of) if payment.bond.id == id_]
    return BondExecution(
        arrived_on=bond.arrived_on,
        arrived=_scaled(bond.arrived, scale),
        appropriated=_scaled(bond.appropriated, scale),
        spent=_scaled(bond.spent, scale),
        hand_over=next_ones[0].hand_over if next_ones else None,
    )


def undisclosed(made: MonitoringResult, day: date) -> bool | None:
    """Tell whether the last year whose day of disclosure has passed was not disclosed by then; None where no bond was out."""
    year = day.year - 1 if day > date(day.year, *JUNE) else day.year - 2
    issued = issued_plan(made).issued(day)
    if not any(bond.value_date.year <= year <= bond.last_day().year for bond in issued):
        return None
    matter = made.actuals.matter(year)
    return matter is None or matter.disclosed_on is None or matter.disclosed_on > date(year + 1, *JUNE)
