"""Answers to alarms beside those of the day: overdue, closed of what still stands, of none that stands."""

import pytest

from bondcalc.in_life.answers_told import answers_told
from tests.monitoring.every_field import monitored_with, stated

ANSWER = 'alarm = "payment.advanced"\nowner = "丙"\naction = "已归还"\ndue_on = 2022-12-31\nstatus = "closed"\n'


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (ANSWER.replace("closed", "handling"), []),
        (ANSWER, ["answers_closed"]),
        (ANSWER.replace("closed", "open").replace("12-31", "12-30"), ["answers_overdue"]),
        (ANSWER.replace("advanced", "advance"), ["answers_unknown"]),
    ],
)
def test_what_does_not_go_with_the_alarms_of_the_day_is_said(now: str, said: list[str]) -> None:
    notes = list(answers_told(monitored_with(stated().replace(ANSWER, now))))
    assert [note.id for note in notes] == said
    assert all("（丙，2022-12-3" in note.words.zh for note in notes)


def test_the_last_answer_to_an_alarm_counts() -> None:
    """An answer is history: the row below says how it went on."""
    later = stated() + '[[alarm_answers]]\nalarm = "payment.advanced"\nowner = "丁"\n'
    (alarm,) = monitored_with(later).alarms
    assert (alarm.owner, alarm.status.zh) == ("丁", "待核实")


@pytest.mark.parametrize("before", ["closed", "open"])
def test_an_answer_with_a_later_one_below_it_is_not_told_of(before: str) -> None:
    """It was closed too early, or its day has passed: the row below it says that it is being handled, with another day."""
    now = ANSWER.replace("closed", "handling").replace("2022-12-31", "2023-06-30")
    text = stated().replace(ANSWER, ANSWER.replace("closed", before).replace("12-31", "12-30"))
    assert [note.id for note in answers_told(monitored_with(text))] == [
        "answers_closed" if before == "closed" else "answers_overdue"
    ]
    assert not list(answers_told(monitored_with(f"{text}[[alarm_answers]]\n{now}")))
