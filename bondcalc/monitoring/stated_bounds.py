"""对照: the levels a deviation is held against in words, with what each comes from: custom, first years of operation, σ."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.algebra.exact import Figures
from bondcalc.monitoring.alarm import COLOURS, AlarmColour
from bondcalc.monitoring.alarm_lines import AlarmLines, bounded
from bondcalc.rules.load import Rules
from bondcalc.wording import number
from bondcalc.wording.notation import PERCENT_POINTS

BANDS = {
    "period": "monitoring_period_levels",
    "cumulated": "monitoring_cumulative_levels",
    "trend": "monitoring_trend_levels",
}
"""Rule values behind the levels of a channel."""

PARTS = {"period": 1, "cumulated": 1, "trend": PERCENT_POINTS}
"""What the lines of a channel count in one: the trend and its levels are in percentage points."""


def level_text(rule: str, written: str) -> str:
    """Give a level as it reads: that of the trend, the change of a deviation in a year, in percentage points."""
    return number.in_points(written) if rule == BANDS["trend"] else written


def bounds_said(lines: AlarmLines, channel: str, figures: Figures, rules: Rules) -> str:
    """Say each level of the last period with its reason, and that a milder level waits for two periods inside."""
    said = "、".join(_each(lines, channel, figures, rules))
    level = COLOURS[int(figures.amounts(lines.levels[channel])[-1])]
    waits = (
        "；已回到界限内，连续两期后解除"
        if level is not AlarmColour.GREEN and not reached(lines, channel, figures, level)
        else ""
    )
    return f"界限{said}{waits}"


def _each(lines: AlarmLines, channel: str, figures: Figures, rules: Rules) -> Iterator[str]:
    """Give each level with its reason; levels that are the same stand together."""
    wider = figures.amounts(lines.wider)[_judged(lines, channel, figures)]
    multiple = number.trimmed(rules.value("monitoring_multiple").number)
    bands, said = rules.value(BANDS[channel]).numbers, dict[str, list[str]]()
    worst = _bound(lines, channel, figures, COLOURS[len(bands)])
    for band, colour in zip(bands, COLOURS[1:], strict=False):
        level = _bound(lines, channel, figures, colour)
        if level == band * wider:
            usual = level_text(BANDS[channel], number.share(band))
            why = f"惯例{usual}×{number.trimmed(wider)}" if wider > 1 else "惯例"
            written = number.share(level)
        elif bounded(bands) and level == bands[-1] * wider and level < worst:
            why, written = f"{multiple}σ，不超过红色惯例", number.share(level)
        else:
            why, written = f"{multiple}σ", number.percent(level)
        said.setdefault(f"{level_text(BANDS[channel], written)}（{why}）", []).append(colour.zh)
    yield from (f"{'、'.join(colours)}{bound}" for bound, colours in said.items())


def bound_reached(lines: AlarmLines, channel: str, figures: Figures, level: AlarmColour) -> str:
    """Say the level of an alarm beside its figure; a channel without one, such as the moving average, says nothing."""
    if channel not in lines.bounds:
        return ""
    written = level_text(BANDS[channel], number.percent(_bound(lines, channel, figures, level)))
    bound = f"{level.zh}色界限{written}"
    return f"（{bound}）" if reached(lines, channel, figures, level) else f"（已回到{bound}以内，连续两期后解除）"


def reached(lines: AlarmLines, channel: str, figures: Figures, level: AlarmColour) -> bool:
    """Tell whether the last figure is at a level or beyond it; negative is bad."""
    deviation = lines.deviation
    line = {"period": deviation.period, "cumulated": deviation.cumulated, "trend": deviation.trend}[channel]
    value = figures.columns(line)[_judged(lines, channel, figures)]
    return value is not None and -Decimal(value) / PARTS[channel] >= _bound(lines, channel, figures, level)


def last_planned(lines: AlarmLines, figures: Figures) -> int:
    """Find the column of the last period that has a plan; the last one where none has."""
    stated = figures.amounts(lines.deviation.stated)
    return max((index for index, planned in enumerate(stated) if planned), default=-1)


def _judged(lines: AlarmLines, channel: str, figures: Figures) -> int:
    """Find the column a channel is judged in: what is cumulated always in the last, the others where a plan is."""
    return -1 if channel == "cumulated" else last_planned(lines, figures)


def _bound(lines: AlarmLines, channel: str, figures: Figures, level: AlarmColour) -> Decimal:
    line = lines.bounds[channel][COLOURS.index(level) - 1]
    return Decimal(figures.columns(line)[_judged(lines, channel, figures)] or 0) / PARTS[channel]
