"""措施: what is to be looked at and done by whom, the worst first, and the next days that bring something due."""

from collections.abc import Iterator

from bondcalc.dates import add_months
from bondcalc.in_life.alarm_table import counted, on_paper
from bondcalc.in_life.answers_told import answers_told
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_words import noted, said
from bondcalc.in_life.year_tasks import due_within
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.wording.day import put_off
from bondcalc.wording.report import Listing, Note, Report, ReportColumn, ReportRow, Words

MOST, NEXT_MONTHS, NEXT_DAYS = 8, 6, 4
"""Alarms on paper; how far ahead days are told, and how many of them."""
COLUMNS = (
    ReportColumn("day", Words("日期"), align="c", width=1.0),
    ReportColumn("task", Words("事项"), align="l", width=3.0),
    ReportColumn("who", Words("责任单位"), align="l", width=1.4),
)


def measures_report(made: MonitoringResult, plan: LifePlan, most: int = MOST) -> Report:
    """Tell what is to be done."""
    form, notation = made.filed.project.form(Particulars), made.filed.project.form(Settings).notation()
    asked = [noted("measures_note", said("measures_note"))] if made.alarms else []
    parts: list[Note | Listing] = [*asked, on_paper(made.alarms, most)]
    if len(made.alarms) > most:
        left = counted(made.alarms[most:])
        parts.append(noted("measures_more", said("measures_more", count=str(len(made.alarms) - most), left=left)))
    parts += [*answers_told(made), *_stated(made), Listing("next_days", Words("近期日程"), COLUMNS, _days(made, plan))]
    return Report(form.name, notation, parts)


def _stated(made: MonitoringResult) -> Iterator[Note]:
    """Print the measures of the unit for the last two years."""
    for year in (made.as_of.year - 1, made.as_of.year):
        matter = made.actuals.matter(year)
        if matter is not None and matter.measures:
            words = matter.measures.rstrip("。")
            yield noted(f"measures_stated_{year}", said("measures_stated", year=str(year), measures=words))


def _days(made: MonitoringResult, plan: LifePlan) -> list[ReportRow]:
    last = add_months(made.as_of, NEXT_MONTHS)
    tasks = [
        (due.last, due.task.zh, due.task.who) for due in due_within(made.as_of, NEXT_MONTHS) if not due.task.recurring
    ]
    payments = [
        (payment.paid_on, payment.what + put_off(payment.nominal), "财政部门")
        for payment in plan.payments_to_come(made.as_of, last)
    ]
    days = sorted([*tasks, *payments])[:NEXT_DAYS]
    return [{"day": day.isoformat(), "task": task, "who": who} for day, task, who in days]
