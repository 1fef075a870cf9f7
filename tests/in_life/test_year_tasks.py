"""The calendar of a year: what falls due, a change from its own day on, payment days of the project among them."""

from dataclasses import replace
from datetime import date

from bondcalc.in_life import year_listing
from bondcalc.in_life.life_plan import LifePlan
from bondcalc.in_life.life_record import LifeRecord
from bondcalc.in_life.year_tasks import YearTask, due_within, tasks_on
from tests.samples import computed_sample

BASE = YearTask(
    id="a",
    from_=date(2021, 1, 1),
    every="year",
    last="06-30",
    zh="公开",
    who="财政部门",
    basis="财库〔2020〕36号",
    custom=False,
)


def test_the_year_after_a_december_in_order() -> None:
    due = due_within(date(2024, 12, 31))
    once = {one.task.id: (one.first, one.last) for one in due if not one.task.recurring}
    assert once == {
        "self_evaluation": (date(2025, 2, 1), date(2025, 3, 31)),
        "in_life_disclosure": (None, date(2025, 6, 30)),
        "payment_budget": (date(2025, 10, 1), date(2025, 10, 31)),
        "cut_off": (None, date(2025, 12, 20)),
    }
    assert [one.last.month for one in due if one.task.id == "monthly_return"] == [*range(1, 13)]
    assert [one.last for one in due if one.task.id == "quarterly_notice"] == [
        date(2025, month, 15) for month in (1, 4, 7, 10)
    ]
    assert [one.last for one in due] == sorted(one.last for one in due)


def test_only_the_day_of_30_june_is_one_that_a_document_states() -> None:
    assert {task.id for task in tasks_on(date(2025, 1, 1)) if not task.custom} == {"in_life_disclosure"}
    assert "self_evaluation" not in {task.id for task in tasks_on(date(2021, 6, 30))}


def test_a_change_is_one_more_block_with_its_own_day() -> None:
    earlier = replace(BASE, from_=date(2026, 1, 1), last="05-31")
    gone = replace(BASE, from_=date(2028, 1, 1), ended=True)
    stated = (gone, BASE, earlier)
    assert [task.last for task in tasks_on(date(2025, 6, 1), stated)] == ["06-30"]
    assert [task.last for task in tasks_on(date(2026, 6, 1), stated)] == ["05-31"]
    assert tasks_on(date(2028, 6, 1), stated) == []
    assert tasks_on(date(2020, 6, 1), stated) == []


def test_payment_days_of_the_project_stand_among_the_tasks() -> None:
    """Bond A pays on 15 March, a Saturday in 2025, so on the 17th; B on 25 June and 25 December."""
    plan = LifePlan(computed_sample("hengyang-park"))
    listing = year_listing.told(plan, LifeRecord(date(2024, 12, 31), [])).parts[0]
    rows = [(row["last"], row["task"]) for row in listing.rows]  # type: ignore[union-attr]
    paid = ("2025-03-17", "2020年湖南省政府专项债券（十期）付息（应付日3月15日周六顺延）")
    assert paid in rows
    assert [last for last, task in rows if "九期" in str(task)] == ["2025-06-25", "2025-12-25"]
    assert rows[0][0] == "每月10日前"
    assert [last for last, _ in rows[2:]] == sorted(str(last) for last, _ in rows[2:])


def test_a_payment_put_off_over_a_weekend_is_to_come_until_its_working_day() -> None:
    plan = LifePlan(computed_sample("hengyang-park"))
    first = {day: plan.payments_to_come(date(2025, 3, day))[0].paid_on for day in (14, 15, 16, 17)}
    assert first == {14: date(2025, 3, 17), 15: date(2025, 3, 17), 16: date(2025, 3, 17), 17: date(2025, 6, 25)}
