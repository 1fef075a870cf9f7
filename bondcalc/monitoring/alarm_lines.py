"""预警级别: control charts and levels of one series, each the greater of its band and its usual noise, with hysteresis.

Levels are 0 绿, 1 黄, 2 橙, 3 红. A chart says "departs from the plan" and not "out of control": deviations of years hang
together, so that it signals early, which is wanted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from bondcalc.algebra.line import (
    Constant,
    Expression,
    Line,
    both,
    expression,
    if_,
    largest,
    previous,
    running,
    smallest,
)
from bondcalc.monitoring.alarm import COLOURS
from bondcalc.monitoring.deviation_lines import Deviation, SeriesLines
from bondcalc.wording.notation import PERCENT_POINTS
from bondcalc.wording.terms import Unit

HALF = Constant(1) / 2
"""The power that is a square root."""


@dataclass(frozen=True)
class AlarmLines:
    """Charts and levels of one series, by period.

    `average` is the moving average (EWMA) in standard deviations, `bound` its exact early limit, `summed` the cumulative sum
    (CUSUM). `levels` are by channel (period, cumulated, trend, average), an alarm of each closed only after two periods
    inside; `level` is the worst of them. `bounds` are the levels of a channel, 黄 first, `wider` by how much they are wider.
    """

    deviation: Deviation
    average: Line
    bound: Line
    summed: Line
    levels: dict[str, Line]
    level: Line
    bounds: dict[str, list[Line]]
    wider: Line


def alarm_lines(lines: SeriesLines) -> AlarmLines:
    """Add the deviation of a series, its charts and its levels.

    By hand in tests/monitoring/test_alarm_lines.py: test_levels_by_hand, test_the_charts_by_hand.
    """
    deviation = lines.deviation()
    average, bound, summed = _charts(lines, deviation)
    beyond = if_(expression(0) > average + bound, 1, 0)
    stated = {
        "period": _period(lines, deviation),
        "cumulated": _cumulated(lines, deviation),
        "trend": _trend(lines, deviation),
    }
    raw = {
        **{channel: now for channel, (_, now) in stated.items()},
        "average": lines.line("average_now", beyond, "移动平均越限", "average beyond", "低于负的界限", "count"),
    }
    names = ("当期偏离级别", "累计偏离级别", "偏离趋势级别", "移动平均级别")
    levels = {
        channel: lines.line(
            f"{channel}_level", largest(now, previous(now)), zh, f"{channel} level", "连续两期回到界限内才解除", "count"
        )
        for (channel, now), zh in zip(raw.items(), names, strict=True)
    }
    worst = lines.line("level", largest(*levels.values()), "预警级别", "level", "各项中最重的", "count")
    return AlarmLines(
        deviation=deviation,
        average=average,
        bound=bound,
        summed=summed,
        levels=levels,
        level=worst,
        bounds={channel: bounds for channel, (bounds, _) in stated.items()},
        wider=lines.shared.wider,
    )


def _charts(lines: SeriesLines, deviation: Deviation) -> tuple[Line, Line, Line]:
    """EWMA: w = λ z + (1 - λ) w before, beginning at 0; limit L √(λ / (2 - λ) (1 - (1 - λ)^2t)); C = max(0, C before - z - k).

    z is the deviation in standard deviations. NIST/SEMATECH e-Handbook 6.3.2.3 and 6.3.2.4.
    """
    gauge, apart = lines.gauge, deviation.off / deviation.plan / deviation.usual
    weight, allowance = gauge.weight, gauge.allowance
    average = lines.held(
        "average",
        weight * apart,
        lambda before: weight * apart + (1 - weight) * before,
        "移动平均（标准差的倍数）",
        "moving average",
        "权重×标准化偏离＋（1－权重）×上期值",
        "quantity",
    )
    narrow = weight / (2 - weight) * (1 - (1 - weight) ** (2 * deviation.counted))
    bound = lines.line(
        "bound", gauge.limit * narrow**HALF, "移动平均界限", "limit of the average", "期数少时的精确界限", "quantity"
    )
    summed = lines.held(
        "summed",
        largest(0, 0 - apart - allowance),
        lambda before: largest(0, before - apart - allowance),
        "累积和（标准差的倍数）",
        "cumulative sum",
        "上期值－标准化偏离－容许偏移，不为负",
        "quantity",
    )
    return average, bound, summed


def _period(lines: SeriesLines, deviation: Deviation) -> tuple[list[Line], Line]:
    levels = _levels(lines, "period", lines.gauge.period, deviation.usual, "当期")
    return levels, lines.kept(
        "period_now",
        lambda _: _reached([deviation.off + level * deviation.plan for level in levels]),
        "当期偏离（本期）",
        "period deviation now",
        "偏差达到界限×计划数",
        "count",
    )


def _cumulated(lines: SeriesLines, deviation: Deviation) -> tuple[list[Line], Line]:
    """Deviations of periods as if independent: the standard deviation of J is the root of the sum of their variances."""
    planned, gap = deviation.planned, deviation.gap
    squared = (deviation.plan * deviation.usual) ** 2
    spread = lines.line("spread", squared, "偏差方差", "variance", "（计划数×标准差）²", "quantity")
    to_date = lines.line("spread_to_date", running(spread), "累计偏差方差", "variance to date", "逐期累加", "quantity")
    share = if_(planned > 0, to_date**HALF / planned, 0)
    usual = lines.line(
        "cumulated_usual", share, "累计偏离率标准差", "usual I", "累计偏差方差的平方根÷累计计划数", "fraction"
    )
    levels = _levels(lines, "cumulated", lines.gauge.cumulated, usual, "累计")
    formula = if_(planned > 0, _reached([gap + level * planned for level in levels]), 0)
    return levels, lines.line(
        "cumulated_now", formula, "累计偏离（本期）", "cumulated now", "累计偏差达到界限×累计计划数", "count"
    )


def _trend(lines: SeriesLines, deviation: Deviation) -> tuple[list[Line], Line]:
    """A filtered deviation that falls while money is missing in all; its noise by the exact variance of a few periods."""
    newest, variance, span = lines.gauge.newest, deviation.usual**2, lines.shared.span
    noise = lines.held(
        "noise",
        variance,
        lambda before: newest**2 * variance + (1 - newest) ** 2 * before,
        "滤波偏离率方差",
        "variance of f",
        "滤波系数²×方差＋（1－滤波系数）²×上期值",
        "quantity",
    )
    points = newest * (variance + previous(noise)) ** HALF / span * PERCENT_POINTS
    said = "滤波系数×（方差＋上期滤波偏离率方差）的平方根÷期间长度×100"
    usual = lines.line("trend_usual", points, "偏离趋势标准差", "usual D", said, Unit.SHARE_POINTS)
    bands = [band * PERCENT_POINTS for band in lines.gauge.trend]
    levels = _levels(lines, "trend", bands, usual, "趋势", Unit.SHARE_POINTS)
    moved = (deviation.filtered - previous(deviation.filtered)) * PERCENT_POINTS
    worse = _reached([moved + level * span for level in levels])
    missing = both(deviation.counted > 1, expression(0) > deviation.gap)
    return levels, lines.kept(
        "trend_now",
        lambda _: if_(missing, worse, 0),
        "偏离趋势（本期）",
        "trend now",
        "趋势达到界限且累计短收",
        "count",
    )


def _levels(
    lines: SeriesLines, channel: str, bands: Sequence[Expression], usual: Line, zh: str, unit: str = Unit.FRACTION
) -> list[Line]:
    """Give each level of a channel: its band, wider in the first years, but never within the usual noise.

    Where a channel has a band for each colour, the mildest level is no further than the band of the last one: what custom calls 红 is never 绿,
    however much the figure usually moves (decision 0083).
    """
    noise, last = lines.gauge.multiple * usual, bands[-1] * lines.shared.wider
    made = []
    for number, (band, colour) in enumerate(zip(bands, COLOURS[1:], strict=False)):
        bound, said = largest(band * lines.shared.wider, noise), "界限×放宽倍数与标准差倍数中较大的"
        if number == 0 and bounded(bands):
            bound, said = smallest(bound, last), f"{said}，不超过红色界限×放宽倍数"
        names = f"{zh}{colour.zh}色界限", f"{colour.en} {channel} level"
        made.append(lines.line(f"{channel}_{colour}", bound, *names, said, unit))
    return made


def bounded(bands: Sequence[object]) -> bool:
    """Tell whether a channel has a band for each colour, so that its last one is 红 and bounds the mildest level."""
    return len(bands) == len(COLOURS) - 1


def _reached(left: Sequence[Expression]) -> Expression:
    """Give the worst level that is reached: what is left to each level is zero or less."""

    def worse(below: Expression, step: tuple[int, Expression]) -> Expression:
        """Put the next level over those below."""
        number, margin = step
        return if_(expression(0) >= margin, number, below)

    return reduce(worse, enumerate(left, 1), expression(0))
