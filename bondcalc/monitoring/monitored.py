"""The one call of monitoring: `monitored(filed, actuals)` gives the MonitoringResult of a day.

`filed` is the result of the project file as handed in (`run.compute`), `actuals` the layer read beside it
(`actuals_file.read_actuals`), the day that of the actuals. Nothing is written and the project is not touched; command,
workbook, report and audit all start here. Same input, same result.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

from bondcalc.algebra.exact import Figures
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.monitoring.alarm import Alarm, Matter, answered, in_order
from bondcalc.monitoring.balance_check import balance_check
from bondcalc.monitoring.blanks import blanks
from bondcalc.monitoring.bond_money import bond_money, money_alarms
from bondcalc.monitoring.capital_money import capital_alarms, capital_money
from bondcalc.monitoring.disclosures import disclosure_alarms
from bondcalc.monitoring.earned_value import earned_value, value_alarms
from bondcalc.monitoring.error_rates import error_rates
from bondcalc.monitoring.execution_alarms import execution_alarms
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import MonitoredSeries, MonitoringResult, UsualDeviation
from bondcalc.monitoring.next_payment import next_payment, payment_alarms
from bondcalc.monitoring.reforecast import forecast_alarms, rebuilt_with, reforecasts
from bondcalc.monitoring.retold import retold_targets
from bondcalc.monitoring.series_table import REPAYABLE, SeriesTable, series_alarms, series_ids
from bondcalc.monitoring.target_readings import target_alarms, targets_reached
from bondcalc.monitoring.treasury_gap import treasury_gap
from bondcalc.monitoring.two_sides import Sides
from bondcalc.monitoring.usual_deviation import usual_deviation
from bondcalc.monitoring.year_matters import year_alarms
from bondcalc.monitoring.yearly_view import layered
from bondcalc.result.result import Result
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book


def monitored(filed: Result, actuals: Actuals) -> MonitoringResult:
    """Hold what happened against what was filed."""
    project = layered(filed, actuals)
    case = monitoring_case(filed, actuals, project)
    usual = usual_deviation(filed, series_ids(case.sides), case.rules)
    series = SeriesTable(case.table_book, case.sides, usual, case.as_of.year).build()
    return _result(case, project, usual, series)


def _result(
    case: MonitoringCase, project: Project, usual: UsualDeviation, series: tuple[MonitoredSeries, ...]
) -> MonitoringResult:
    """Read everything there is to read, and put the alarms in their order."""
    tables, figures = case.table_book, case.table_book.program().run()
    payment, treasury = next_payment(case, _filtered(series, figures)), treasury_gap(case)
    money, capital, targets, earned = bond_money(case), capital_money(case), targets_reached(case), earned_value(case)
    runs = reforecasts(case, project, series, figures)
    matters = chain(
        payment_alarms(case, payment),
        chain(money_alarms(case, money), capital_alarms(case, capital)),
        series_alarms(case, series, figures),
        forecast_alarms(case, runs),
        chain(value_alarms(case, earned), target_alarms(targets)),
        _told_alarms(case),
    )
    tables.tables.sort(key=lambda table: table.number)
    return MonitoringResult(
        as_of=case.as_of,
        filed=case.filed,
        actuals=case.actuals,
        layered=project,
        book=tables,
        figures=tables.program().run(),
        series=series,
        usual=usual,
        payment=payment,
        money=money,
        capital=capital,
        balance=balance_check(case),
        treasury=treasury,
        targets=targets,
        earned=earned,
        reforecasts=runs,
        alarms=in_order(_answered(case, matter) for matter in matters),
        rates=error_rates(tables),
        untold=tuple(untold(case)),
        blank=tuple(blanks(case, payment, money, capital, treasury)),
    )


def _told_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Find what the actuals tell by themselves, whatever the readings of the plan are."""
    for look in (year_alarms, disclosure_alarms, retold_targets, execution_alarms):
        yield from look(case)


def monitoring_case(filed: Result, actuals: Actuals, project: Project) -> MonitoringCase:
    """Put plan and actuals side by side and run the model with what happened, the rest as planned."""
    sides, rules = Sides(filed, actuals).every(), rules_on(actuals.as_of)
    current, figures = rebuilt_with(filed, project, sides, {}, actuals)
    return MonitoringCase(
        filed=filed,
        actuals=actuals,
        rules=rules,
        sides=sides,
        current=current,
        current_figures=figures,
        table_book=Book(filed.project, rules),
    )


def _filtered(series: Sequence[MonitoredSeries], figures: Figures) -> Decimal:
    """Give the last f of 项目收益; 0 where nothing is told of it."""
    for watched in series:
        if watched.kind == REPAYABLE:
            return figures.amounts(watched.lines.deviation.filtered)[-1]
    return Decimal(0)


def _answered(case: MonitoringCase, matter: Matter) -> Alarm:
    """Make the alarm of a matter, with the last answer that the actuals bring to it."""
    alarm = matter.alarm(case.as_of)
    last = case.actuals.answers.get(alarm.id)
    if last is None:
        return alarm
    return answered(alarm, last.owner, last.action, last.due_on, last.status, last.opinion)


def untold(case: MonitoringCase) -> Iterator[str]:
    """Name each line with the closed years of which months are missing, from the first year told or operated."""
    this_year, start = case.as_of.year, case.filed.project.form(Particulars).operation_start
    years = [year for side in case.sides for year in side.months] + ([] if start is None else [start.year])
    for side in case.sides:
        missing = [f"{year}年" for year in range(min(years, default=this_year), this_year) if not side.told_whole(year)]
        if missing:
            yield f"{side.line.name}（{'、'.join(missing)}）"
