"""预警处置 beside the alarms of the day: answers without an alarm, those whose day has passed, those told as closed of what still stands."""

from collections.abc import Callable, Iterator

from bondcalc.in_life.life_words import said
from bondcalc.monitoring.alarm import AlarmStatus
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.monitoring.state_sheets import AlarmAnswer
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import Note, Words

OPEN = (AlarmStatus.OPEN, AlarmStatus.HANDLING)
"""Statuses of what is not handled yet."""
NAMED = 2
"""Answers that paper names; the workbook names all."""


def answers_told(made: MonitoringResult) -> Iterator[Note]:
    """Say what of the answers does not go with the alarms of the day; an alarm's level stays that of the figures."""
    standing = {alarm.id for alarm in made.alarms}

    def overdue(row: AlarmAnswer) -> bool:
        """Whether the day by which it was to be handled has passed."""
        return (
            row.alarm in standing and AlarmStatus(row.status) in OPEN and bool(row.due_on and row.due_on < made.as_of)
        )

    tests: dict[str, Callable[[AlarmAnswer], bool]] = {
        "answers_overdue": overdue,
        "answers_closed": lambda row: row.alarm in standing and AlarmStatus(row.status) not in OPEN,
        "answers_unknown": lambda row: row.alarm not in standing,
    }
    for id_, test in tests.items():
        rows = [row for row in made.actuals.answers.values() if test(row)]
        if rows:
            names = [_named(row) for row in rows]
            short = names if len(names) <= NAMED else [*names[:NAMED], f"等{len(names)}条"]
            whole, printed = (said(id_, count=str(len(rows)), names=in_turn(listed)) for listed in (names, short))
            yield Note(id_, Words(whole, paper=printed))


def _named(row: AlarmAnswer) -> str:
    """Name an answer by its alarm, with who and by when."""
    facts = [row.owner or "", row.due_on.isoformat() if row.due_on else "", AlarmStatus(row.status).zh]
    return f"{row.alarm}（{'，'.join(filter(None, facts))}）"
