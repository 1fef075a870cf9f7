"""年度工作日程: what falls due in a year of a bond's life, as dated data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from bondcalc.data import own_toml
from bondcalc.dates import add_months

FILE = Path(__file__).with_name("tasks.toml")
MONTHS = {"month": 1, "quarter": 3}
"""Months between two days of a task that comes more than once a year."""


@dataclass(frozen=True)
class YearTask:
    """A task (工作事项) as stated from a day on; `custom`: its day is a custom, no rule states it. Days are month-day, or the day of a month."""

    id: str
    from_: date
    every: Literal["month", "quarter", "year"]
    last: str
    zh: str
    who: str
    basis: str
    custom: bool
    first: str = ""
    ended: bool = False

    @property
    def recurring(self) -> str:
        """How often a task comes that comes more than once a year: 每月10日前; blank for once a year."""
        said = {"month": f"每月{self.last}日前", "quarter": f"每季首月{self.last}日前"}
        return said.get(self.every, "")

    def spans(self, year: int) -> Iterator[tuple[date | None, date]]:
        """Give first and last day of each time the task falls due in a year; the first is None where only the last is stated."""
        if self.every == "year":
            yield _day(year, self.first) if self.first else None, _day(year, self.last)
            return
        for month in range(1, 13, MONTHS[self.every]):
            yield None, date(year, month, int(self.last))


@dataclass(frozen=True)
class DatedTask:
    """A task on its day."""

    task: YearTask
    first: date | None
    last: date


def _day(year: int, text: str) -> date:
    month, _, day = text.partition("-")
    return date(year, int(month), int(day))


@cache
def _stated() -> tuple[YearTask, ...]:
    stated = own_toml(FILE)["tasks"]
    return tuple(_task(row) for row in stated)


def _task(row: Mapping[str, object]) -> YearTask:
    every: Literal["month", "quarter", "year"]
    match row["every"]:
        case "month":
            every = "month"
        case "quarter":
            every = "quarter"
        case _:
            every = "year"
    begins = row["from"]
    if not isinstance(begins, date):
        raise TypeError(row["id"])
    return YearTask(
        id=str(row["id"]),
        from_=begins,
        every=every,
        last=str(row["last"]),
        zh=str(row["zh"]),
        who=str(row["who"]),
        basis=str(row["basis"]),
        custom=bool(row["custom"]),
        first=str(row.get("first", "")),
        ended=bool(row.get("ended", False)),
    )


def tasks_on(day: date, stated: tuple[YearTask, ...] | None = None) -> list[YearTask]:
    """Give the tasks in force on a day: of each id the block that began last; none that has ended."""
    in_force: dict[str, YearTask] = {}
    for task in sorted(stated or _stated(), key=lambda task: task.from_):
        if task.from_ <= day:
            in_force[task.id] = task
    return [task for task in in_force.values() if not task.ended]


def due_within(first: date, months: int = 12) -> list[DatedTask]:
    """Give what falls due from a day on within some months, each in force on its own last day, in the order of days."""
    end = add_months(first, months)
    dated = [
        DatedTask(task, begins, ends)
        for year in range(first.year, end.year + 1)
        for task in _stated()
        for begins, ends in task.spans(year)
        if first < ends <= end and task in tasks_on(ends)
    ]
    return sorted(dated, key=lambda due: (due.last, due.task.id))
