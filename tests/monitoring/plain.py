"""A series of plain amounts as deviation and alarm lines, without a project's own figures."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import years_axis
from bondcalc.algebra.exact import Figures, Program
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.monitoring.alarm_lines import AlarmLines, alarm_lines
from bondcalc.monitoring.deviation_lines import PlainSeries, SeriesLines, periods
from bondcalc.monitoring.gauge import gauge_of
from bondcalc.rules.load import rules_on
from bondcalc.schedules.book import Book
from tests.samples import computed_sample

QUANTUM = Decimal("0.01")
PLAN = (100, 200, 300, 350, 350, 350)
ACTUAL = (80, 170, 270, 300, 290, 270)
"""The series of the published example."""


def book() -> Book:
    """The rule values of a day, beside some project."""
    return Book(computed_sample("land-reserve").project, rules_on(date(2024, 1, 1)))


def lines(
    plan: Sequence[float], actual: Sequence[float], usual: float = 0.1, *, cost: bool = False, wide: int = 0
) -> tuple[Table, AlarmLines]:
    """A table with one series a year; the first `wide` years have levels twice as wide."""
    axis = years_axis(2021, 2020 + len(plan))
    table = Table("deviation", "偏离分析表", "Deviation", axis, sheet="偏离")
    shared = periods(table, [Decimal(1)] * axis.size, [Decimal(2 if place < wide else 1) for place in range(axis.size)])
    series = PlainSeries(
        id="rent",
        zh="租金",
        en="Rent",
        plan=[Decimal(str(one)) for one in plan],
        actual=[Decimal(str(one)) for one in actual],
        usual=[Decimal(str(usual))] * axis.size,
        cost=cost,
    )
    return table, alarm_lines(SeriesLines(table, series, gauge_of(book()), shared))


def run(table: Table) -> Figures:
    """The exact reading."""
    return Program(table.lines, QUANTUM).run()


def four(figures: Figures, line: Line) -> list[str]:
    """The columns of a line with four decimals; nothing where there is no figure."""
    return ["" if one is None else f"{Decimal(one):.4f}" for one in figures.columns(line)]
