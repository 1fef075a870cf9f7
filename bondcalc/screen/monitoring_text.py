"""What `monitor` says: the level, the next payment, the reforecasts, every alarm, and where the files are."""

from collections.abc import Iterator
from fractions import Fraction

from bondcalc.in_life.alarm_table import FILE, counted
from bondcalc.in_life.monitor_run import MonitoringRun
from bondcalc.in_life.unreported import unreported
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.monitoring_result import MonitoringResult, Reforecast
from bondcalc.wording import number
from bondcalc.wording.day import due_day, spelt
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long, word
from bondcalc.wording.report import UNTOLD
from bondcalc.wording.terms import Language, Unit

STRICT = frozenset({AlarmColour.ORANGE, AlarmColour.RED})
"""Levels at which `--strict` ends with another exit code."""
MOST = 20
"""Alarms that a screen shows, the worst; the list in the folder has them all."""
WHOLE = Fraction(1)
"""Cover of all that is due: what a ratio a little below it is never rounded to."""


def monitoring_text(run: MonitoringRun, folder: str, language: Language, *, whole: bool = False) -> str:
    """Tell a monitoring on the terminal; the sentences of alarms are those of the report, in Chinese.

    `whole`: all that the file before told differently, which stands in no file, and not the first alone.
    """
    return "\n".join(_lines(run, folder, language, len(run.retold) if whole else MOST))


def _lines(run: MonitoringRun, folder: str, language: Language, most: int) -> Iterator[str]:
    made = run.result
    yield word("monitored", day=spelt(made.as_of), level=made.worst.said(language), count=len(made.alarms))
    yield from _payment(made)
    for forecast in made.reforecasts:
        yield _forecast(forecast)
    for alarm in made.alarms[:MOST]:
        yield f"[{alarm.level.said(language)}] {alarm.id} {alarm.text}"
    if len(made.alarms) > MOST:
        yield word("monitored_more", count=len(made.alarms) - MOST, levels=Long(counted(made.alarms[MOST:])), file=FILE)
    if names := unreported(made):
        yield word("monitored_blank", names=Long(in_turn(names)))
    for other in run.retold[:most]:
        yield word("monitored_retold", said=Long(other.sentence))
    if len(run.retold) > most:
        yield word("monitored_retold_more", count=len(run.retold) - most)
    for name, why in run.drafts.items():
        yield word("monitored_draft", name=Long(name), why=Long(why))
    yield word("monitored_written", folder=Long(folder))


def _payment(made: MonitoringResult) -> Iterator[str]:
    payment = made.payment
    if payment is None:
        return
    notation = made.filed.project.form(Settings).notation()
    money = f"{notation.money(payment.due)}{notation.unit(Unit.MONEY)}"
    cover = UNTOLD.zh if payment.cover is None else number.against(payment.cover, WHOLE)
    yield word("monitored_payment", day=due_day(payment.day), days=payment.days, due=Long(money), cover=cover)


def _ratio(forecast: Reforecast) -> str:
    ratio = forecast.point.ratio
    return "—" if ratio is None else number.against(ratio, WHOLE)


def _forecast(forecast: Reforecast) -> str:
    facts, year = {"rule": Long(forecast.name), "ratio": _ratio(forecast)}, forecast.point.short
    return word("monitored_enough", **facts) if year is None else word("monitored_forecast", **facts, year=year)
