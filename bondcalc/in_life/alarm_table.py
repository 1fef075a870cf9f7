"""预警清单: alarms in the columns supervisors use, for the report, the workbook, CSV and JSON; inside the bureau only."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bondcalc.monitoring.alarm import Alarm, AlarmColour
from bondcalc.wording.notation import Notation
from bondcalc.wording.plain_listing import csv_of
from bondcalc.wording.report import Datum, Listing, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

VERDICTS = {
    AlarmColour.GREEN: Verdict.PASS,
    AlarmColour.YELLOW: Verdict.WARN,
    AlarmColour.ORANGE: Verdict.WARN,
    AlarmColour.RED: Verdict.FAIL,
}
"""Which verdict colours a cell of the workbook; the word of the level stands in it."""
COLUMNS = (
    ReportColumn("id", Words("编号", "id"), align="l", width=1.4),
    ReportColumn("domain", Words("领域", "domain"), align="l", width=0.8),
    ReportColumn("kind", Words("事项", "kind"), align="l", width=1.2),
    ReportColumn("level", Words("级别", "level"), align="c", width=0.5),
    ReportColumn("text", Words("内容", "text"), align="l", width=3.6),
    ReportColumn("owner", Words("责任", "owner"), align="l", width=0.8),
    ReportColumn("action", Words("措施", "action"), align="l", width=1.9),
    ReportColumn("day", Words("监测日", "day"), align="c", width=0.9),
    ReportColumn("due_on", Words("办理期限", "due on"), align="c", width=0.9),
    ReportColumn("status", Words("状态", "status"), align="c", width=0.7),
    ReportColumn("opinion", Words("处置意见", "opinion"), align="l", width=1.2),
)
ON_PAPER = ("level", "domain", "text", "action", "owner", "due_on", "status")
"""Columns of the printed report; the list has them all."""
NONE = Words("没有预警。", "No alarms.")
FILE = "alarms.csv"


def alarm_listing(alarms: Iterable[Alarm], columns: Sequence[ReportColumn] = COLUMNS) -> Listing:
    """List alarms in the order of the report."""
    return Listing("alarms", Words("预警清单", "Alarms"), columns, [alarm_row(alarm) for alarm in alarms], empty=NONE)


def on_paper(alarms: Sequence[Alarm], most: int) -> Listing:
    """List the first alarms in the columns that a page has room for."""
    columns = {column.id: column for column in COLUMNS}
    return alarm_listing(alarms[:most], [columns[id_] for id_ in ON_PAPER])


def alarm_row(alarm: Alarm) -> ReportRow:
    """Give an alarm; an owner named in the answer stands in place of the bureau."""
    return {
        "id": alarm.id,
        "domain": Words(alarm.domain.zh, alarm.domain.en),
        "kind": alarm.kind,
        "level": level_cell(alarm.level),
        "text": alarm.text,
        "owner": alarm.owner,
        "action": alarm.action,
        "day": alarm.day.isoformat(),
        "due_on": alarm.due_on.isoformat() if alarm.due_on else None,
        "status": Words(alarm.status.zh, alarm.status.en),
        "opinion": alarm.opinion or None,
    }


def level_cell(level: AlarmColour) -> Datum:
    """Give a level as its word, coloured in a workbook; programs read its order, 0 to 3."""
    return Datum(Decimal(level.order), Unit.COUNT, words=Words(level.zh, level.en), verdict=VERDICTS[level])


def counted(alarms: Iterable[Alarm]) -> str:
    """Say how many alarms of each level there are, the worst first: 红2条、黄1条."""
    count = Counter(alarm.level for alarm in alarms)
    return "、".join(f"{level.zh}{count[level]}条" for level in reversed(AlarmColour) if count[level])


def alarms_csv(alarms: Iterable[Alarm], notation: Notation) -> bytes:
    """Write the list as CSV, with the mark by which Excel knows Chinese."""
    rows = [{**row, "level": Words(alarm.level.zh)} for alarm in alarms for row in [alarm_row(alarm)]]
    return csv_of(Listing("alarms", None, COLUMNS, rows), notation)
