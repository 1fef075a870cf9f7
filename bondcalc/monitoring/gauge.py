"""监测参数: filter, charts and alarm levels as leaves of the dated rule values."""

from dataclasses import dataclass

from bondcalc.algebra.line import Leaf
from bondcalc.schedules.book import Book


@dataclass(frozen=True)
class Gauge:
    """What deviations are measured with; every figure a customary value of the rule data, none of them statutory.

    `newest` is the weight of the newest deviation in the filter; `weight`, `limit` those of the moving average (EWMA);
    `allowance`, `decision` those of the cumulative sum (CUSUM); `multiple` the standard deviations no level falls below.
    Levels run 黄, 橙, 红; the trend has no red one.
    """

    newest: Leaf
    weight: Leaf
    limit: Leaf
    allowance: Leaf
    decision: Leaf
    multiple: Leaf
    period: tuple[Leaf, ...]
    cumulated: tuple[Leaf, ...]
    trend: tuple[Leaf, ...]


def gauge_of(book: Book) -> Gauge:
    """Read the values in force on the day of the book's rules."""

    def levels(id_: str) -> tuple[Leaf, ...]:
        """Give the levels of a list, the mildest first."""
        return tuple(book.rule_at(id_, number) for number in range(1, len(book.rules.value(id_).numbers) + 1))

    weight, limit = levels("monitoring_ewma")
    allowance, decision = levels("monitoring_cusum")
    return Gauge(
        newest=book.rule("monitoring_filter"),
        weight=weight,
        limit=limit,
        allowance=allowance,
        decision=decision,
        multiple=book.rule("monitoring_multiple"),
        period=levels("monitoring_period_levels"),
        cumulated=levels("monitoring_cumulative_levels"),
        trend=levels("monitoring_trend_levels"),
    )
