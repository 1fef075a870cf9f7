"""Where a step finds what it reads: lines and givens by number, payments by the years and days of others."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import Axis
from bondcalc.algebra.line import Gather, Line


class Numbering:
    """Numbering of lines and of givens: leaves by key, rows of structure by line. `values` has each given by its number."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = {line: number for number, line in enumerate(lines)}
        self.givens: dict[object, int] = {}
        self.values: list[object] = []

    def given(self, key: object, value: object) -> int:
        """Give the number of a given, new on first use."""
        number = self.givens.get(key)
        if number is None:
            number = self.givens[key] = len(self.values)
            self.values.append(value)
        return number


def columns_read(part: Gather, axis: Axis) -> list[int] | list[list[int]]:
    """Give which columns of its line a reading takes: `by_year` gives the place of each in the axis, -1 where it has none.

    `in_year` gives for each column of the axis the one it reads, `to_date` and `on_day` those it sums. The opening is column 0.
    """
    of = part.line.axis
    if part.name == "by_year":
        columns = {year: index for index, year in enumerate(axis.columns)}
        return [columns.get(year, -1) for year in of.years]
    if part.name == "in_year":
        return [of.columns.index(year) + 1 for year in axis.years]
    rows = (inside if part.name == "to_date" else alike)(of, axis)
    return [[index + 1 for index in row] for row in rows]


def inside(of: Axis, axis: Axis) -> list[list[int]]:
    """Give for each payment of an axis the places of those of another that fall in its year and not after it."""
    by_year: dict[int, list[int]] = {}
    for index, year in enumerate(of.years):
        by_year.setdefault(year, []).append(index)
    days = of.days
    return [
        [index for index in by_year.get(year, ()) if days[index] <= day]
        for day, year in zip(axis.days, axis.years, strict=True)
    ]


def alike(of: Axis, axis: Axis) -> list[list[int]]:
    """Give for each payment of an axis the places of those of another that fall on its day."""
    by_day: dict[date, list[int]] = {}
    for index, day in enumerate(of.days):
        by_day.setdefault(day, []).append(index)
    return [by_day.get(day, []) for day in axis.days]


def by_year(values: Sequence[Decimal], places: Sequence[int], size: int) -> list[Decimal]:
    """Sum the columns of payments into the places of their years; -1 is a year outside."""
    sums = [Decimal(0)] * size
    for value, index in zip(values[1:], places, strict=True):
        if index >= 0:
            sums[index] += value
    return sums


def running(values: Sequence[Decimal]) -> list[Decimal]:
    """Sum up to and including each column."""
    sums, so_far = [], Decimal(0)
    for value in values[1:]:
        so_far += value
        sums.append(so_far)
    return sums
