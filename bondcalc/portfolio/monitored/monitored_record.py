"""What is kept of a project that was monitored (监测结果): plain data, made by one process and told by another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bondcalc.in_life.unreported import unreported
from bondcalc.inputs.read import ProjectFile, read_bytes
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.actuals_file import actuals_of
from bondcalc.monitoring.alarm import Alarm, AlarmColour
from bondcalc.monitoring.monitored import monitored
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.retold import Retold, retold_since
from bondcalc.portfolio.kept_record import Measured
from bondcalc.portfolio.measure import kept_of
from bondcalc.portfolio.monitored.member_execution import execution_of
from bondcalc.portfolio.told.executed import told_amount
from bondcalc.portfolio.told.executions import ProjectExecution
from bondcalc.portfolio.work import Work
from bondcalc.run import compute
from bondcalc.wording.report import DASH, UNTOLD, Datum, ReportRow
from bondcalc.wording.terms import Unit

IDLE = (6, 12)


@dataclass(frozen=True)
class MonitoredRecord:
    """One project monitored on a day: its level, its alarms, the worst first, its cells of the ranking, the weekly tables'.

    `told` is the day up to which its actuals are told, `retold` what the file before told differently; `ratio` is E/F of the statutory reforecast, None without debt.
    """

    as_of: date
    told: date
    worst: AlarmColour
    alarms: Sequence[Alarm]
    ratio: Fraction | None
    cells: ReportRow
    execution: ProjectExecution
    retold: Sequence[Retold] = ()


@dataclass(frozen=True)
class MonitorWork(Work[MonitoredRecord]):
    """A project file to monitor with a file of actuals, looked at on a day (统计日), the same for all projects; `before` is the file before."""

    actuals: ProjectFile = field(kw_only=True)
    day: date = field(kw_only=True)
    before: ProjectFile | None = field(default=None, kw_only=True)

    def measured(self) -> Measured[MonitoredRecord]:
        """Compute the project, then monitor it."""

        def made() -> MonitoredRecord:
            """Keep little, and leave no garbage."""
            project = read_bytes(self.name, self.data)
            result = compute(project)
            filed = ProjectFile(self.name, self.data)
            actuals = actuals_of(self.actuals, project, filed)
            others = () if self.before is None else retold_since(self.before, project, filed, actuals)
            kept = monitored_record(monitored(result, actuals.told_on(self.day)), actuals.as_of, others)
            result.book.take_apart()
            return kept

        return kept_of(made)


def monitored_record(made: MonitoringResult, data_day: date, retold: Sequence[Retold] = ()) -> MonitoredRecord:
    """Take what is kept out of a monitoring of actuals that are told up to a day, with what the file before told differently."""
    return MonitoredRecord(
        as_of=made.as_of,
        told=data_day,
        worst=made.worst,
        alarms=tuple(made.alarms),
        ratio=made.statutory.point.ratio,
        cells={
            "told": data_day.isoformat(),
            **_payment(made),
            **_figures(made),
            "blank": "、".join(unreported(made)) or None,
        },
        execution=execution_of(made, data_day),
        retold=tuple(retold),
    )


def _payment(made: MonitoringResult) -> ReportRow:
    if made.payment is None:
        return {"due_on": DASH}
    scale = made.filed.project.form(Settings).yuan_per_unit / 10000
    return {
        "due_on": made.payment.paid_on.isoformat(),
        "cover": Datum(made.payment.cover, Unit.RATIO, none=UNTOLD),
        "short": _scaled(made.payment.short, scale),
    }


def _figures(made: MonitoringResult) -> ReportRow:
    scale = made.filed.project.form(Settings).yuan_per_unit / 10000
    by_id = {run.id: run.point for run in made.reforecasts}
    watched = [series for series in made.series if series.id == "repayable"]
    # Of a year that is over nobody told a line of the plan: what rests on revenue is asked for.
    open_revenue = UNTOLD if made.untold else DASH
    share = made.figures.columns(watched[0].lines.deviation.cumulated)[-1] if watched else None
    cells: dict[str, Datum | None] = {
        "cumulated": Datum(None if share is None else Fraction(share), Unit.FRACTION, none=open_revenue, places=2),
        "plan": Datum(by_id["plan"].ratio, Unit.RATIO, none=DASH),
        "adjusted": Datum(by_id["cumulated"].ratio, Unit.RATIO, none=DASH) if "cumulated" in by_id else None,
        "short_year": Datum(made.statutory.point.short, Unit.YEAR, none=DASH),
    }
    if made.money is not None:
        none = UNTOLD if made.money.spent is None else DASH
        cells["spent"] = Datum(made.money.progress, Unit.FRACTION, none=none, places=2)
        for months in IDLE:
            left = sum((part.left for part in made.money.idle if part.months >= months), Decimal(0))
            cells[f"idle_{months}"] = _scaled(None if made.money.spent is None else left, scale)
    unpaid = made.treasury
    cells["unpaid"] = Datum(None, Unit.MONEY, none=open_revenue) if unpaid is None else _scaled(unpaid.left, scale)
    return cells


def _scaled(amount: Decimal | None, scale: Decimal) -> Datum:
    return told_amount(None if amount is None else amount * scale)
