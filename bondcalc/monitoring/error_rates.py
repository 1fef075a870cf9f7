"""误报率: how often the alarms tell of a shift that is there, and of one that is not, drawn by the very lines they are made of."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np

from bondcalc.algebra.axis import years_axis
from bondcalc.algebra.exact import Program
from bondcalc.algebra.lanes.program import LaneProgram, whole
from bondcalc.algebra.table import Table
from bondcalc.monitoring.alarm_lines import AlarmLines, alarm_lines
from bondcalc.monitoring.deviation_lines import PlainSeries, SeriesLines, periods
from bondcalc.monitoring.gauge import gauge_of
from bondcalc.monitoring.monitoring_result import ErrorRates
from bondcalc.probability.normal import Array
from bondcalc.schedules.book import Book

SEEDS = 3000
PERIODS = 20
"""Years a clean plan is watched for."""
WITHIN = 12
"""Periods within which a shift is to be told of, counted from its first."""
SIXTH = 6
PLAN, FIRST_YEAR, QUANTUM = Decimal(1000), 2001, Decimal("0.000001")


def error_rates(book: Book, seeds: int = SEEDS, seed: int = 1) -> ErrorRates:
    """Draw normal deviations of the assumed size around an even plan, independent from year to year.

    A shift is one standard deviation, from period 1 or 6 on, told of within twelve periods. The same seed gives the same shares.
    """
    usual = book.rules.value("monitoring_deviation_assumed").number
    table, lines = _series(book, usual)
    program = LaneProgram(
        Program(table.lines, QUANTUM),
        [*lines.levels.values(), lines.level],
        varying=(),
        rows=whole([lines.deviation.actual]),
    )
    noise = np.random.Generator(np.random.PCG64(seed)).standard_normal((PERIODS, seeds))

    def levels(first: int | None) -> Mapping[str, Array]:
        """Run all plans, each short by one standard deviation from a period on; None for clean ones."""
        shift = np.array([[1.0 if first is not None and period >= first else 0.0] for period in range(1, PERIODS + 1)])
        actual = float(PLAN) * (1 + float(usual) * (noise - shift))
        computed = program.run({}, {lines.deviation.actual: actual})
        return {"any": computed[lines.level][1:], **{id_: computed[line][1:] for id_, line in lines.levels.items()}}

    def share(values: Array, first: int, last: int) -> Fraction:
        """Give the share of the plans told of between two periods."""
        return Fraction(int((values[first - 1 : last] > 0).any(axis=0).sum()), seeds)

    clean = levels(None)
    return ErrorRates(
        seeds=seeds,
        periods=PERIODS,
        shift_first=share(levels(1)["average"], 1, WITHIN),
        shift_sixth=share(levels(SIXTH)["average"], SIXTH, SIXTH + WITHIN - 1),
        clean_average=share(clean["average"], 1, PERIODS),
        clean=share(clean["any"], 1, PERIODS),
        clean_by={id_: share(clean[id_], 1, PERIODS) for id_ in lines.levels},
    )


def _series(book: Book, usual: Decimal) -> tuple[Table, AlarmLines]:
    """Lay out an even plan."""
    axis = years_axis(FIRST_YEAR, FIRST_YEAR + PERIODS - 1)
    table, even = Table("rates", "误报率", "Error rates", axis), [Decimal(1)] * PERIODS
    plan = [PLAN] * PERIODS
    plain = PlainSeries(id="even", zh="等额计划", en="Even plan", plan=plan, actual=plan, usual=[usual] * PERIODS)
    return table, alarm_lines(SeriesLines(table, plain, gauge_of(book), periods(table, even, even)))
