"""Axes: calendar years, dated payments, or a single figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

AxisKind = Literal["years", "payments", "scalar"]
Key = tuple[str, ...]
"""Where something outside stands: (sheet, row, field[, index]), ("rules", id[, place]), or (sheet,) for a whole sheet."""


class AlgebraError(Exception):
    """A line that cannot be stated: mixed axes, a line defined twice or never, a loop without a step back in time."""


@dataclass(frozen=True, eq=False)
class Axis:
    """Where a line has its values: one a calendar year, one a dated payment, or a single one.

    `columns` are the years or payment dates; `years` the calendar year of each; `opening` names what stands before the
    first (a date for payments: the day of issue). `rests_on` are the cells that fix the dates, of years those that fix the first.
    """

    kind: AxisKind
    columns: tuple[int, ...] | tuple[date, ...] = ()
    years: tuple[int, ...] = ()
    opening: date | None = None
    rests_on: tuple[Key, ...] = ()

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The payment dates; none on other axes."""
        return tuple(day for day in self.columns if isinstance(day, date))

    @cached_property
    def places(self) -> dict[int | date, int]:
        """The place of each year or payment date, from 0."""
        columns: Sequence[int | date] = self.columns
        return {column: place for place, column in enumerate(columns)}

    @property
    def size(self) -> int:
        """Number of values of a line, the opening cell not counted."""
        return 1 if self.kind == "scalar" else len(self.columns)


SCALAR = Axis("scalar")


def years_axis(first: int, last: int, rests_on: tuple[Key, ...] = ()) -> Axis:
    """Calendar years from first to last, both included; there is no year before the first."""
    columns = tuple(range(first, last + 1))
    return Axis("years", columns, columns, rests_on=rests_on)


def payments_axis(issue: date, dates: Sequence[date], rests_on: tuple[Key, ...] = ()) -> Axis:
    """Payment dates of one debt, with the day of issue as the opening row."""
    return Axis("payments", tuple(dates), tuple(day.year for day in dates), issue, rests_on)
