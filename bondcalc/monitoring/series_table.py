"""偏离分析: the tables of all series over the years told, and what they tell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Axis, years_axis
from bondcalc.algebra.exact import Figures
from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.monitoring.alarm import COLOURS, AlarmColour, Domain, Matter
from bondcalc.monitoring.alarm_lines import alarm_lines
from bondcalc.monitoring.deviation_lines import PlainSeries, SeriesLines, periods
from bondcalc.monitoring.gauge import gauge_of
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import MonitoredSeries, UsualDeviation
from bondcalc.monitoring.period_sheets import LINE_KINDS
from bondcalc.monitoring.stated_bounds import bound_reached, last_planned
from bondcalc.monitoring.two_sides import SIGNS, TwoSides, of_kind, summed
from bondcalc.schedules.book import Book
from bondcalc.wording import number

BY_LINE = ("revenue", "land", "cost")
"""Kinds whose lines are told one by one; cost of land and taxes only in all."""
REPAYABLE = "repayable"
CHANNELS = {
    "period": ("当期偏离", "说明当期偏离原因"),
    "cumulated": ("累计偏离", "重新测算偿债能力，提前安排偿债资金"),
    "trend": ("偏离趋势恶化", "查找恶化原因，如出租率下降、付款方退出"),
    "average": ("持续偏离计划", "复核计划假设，必要时重新测算"),
}
"""What an alarm of each channel is called, and what it asks for."""


def series_ids(sides: Sequence[TwoSides]) -> list[str]:
    """Name every series of which something is told: the lines, their kinds, and 项目收益."""
    seen = [side for side in sides if side.months]
    lines = [f"{side.line.kind}.{side.line.id}" for side in seen if side.line.kind in BY_LINE]
    return [*lines, *dict.fromkeys(side.line.kind for side in seen), *([REPAYABLE] if seen else [])]


class SeriesTable:
    """Adds the tables of a monitoring to its book: one of all series, in the order of the plan."""

    def __init__(self, book: Book, sides: Sequence[TwoSides], usual: UsualDeviation, as_of_year: int) -> None:
        self._book, self._usual, self._gauge = book, usual, gauge_of(book)
        self._sides = [side for side in sides if side.months]
        first = min((min(side.months) for side in self._sides), default=as_of_year)
        self.axis: Axis = years_axis(first, as_of_year)

    def build(self) -> tuple[MonitoredSeries, ...]:
        """Build every series."""
        table = self._book.table("deviation", "偏离分析表", "Deviation", 2, self.axis)
        shared = periods(table, self._spans(), self._wider())
        return tuple(
            MonitoredSeries(
                kind=kind,
                line=line,
                name=plain.zh,
                lines=alarm_lines(SeriesLines(table, plain, self._gauge, shared)),
                untold=self._untold(sides),
            )
            for kind, line, sides, plain in self._stated()
        )

    def _untold(self, sides: Sequence[TwoSides]) -> frozenset[int]:
        """Give the years that have a plan and of which nobody told anything."""
        reported = {year for side in sides for year, months in side.months.items() if months}
        planned = {year for side in sides for year, amount in side.line.by_year.items() if amount}
        return frozenset(planned & {*self.axis.years} - reported)

    def _stated(self) -> Iterator[tuple[str, str | None, Sequence[TwoSides], PlainSeries]]:
        """Give every series with its kind, its line and what it adds up: lines, then their kind in all, last 项目收益."""
        for kind, zh in LINE_KINDS.items():
            sides, cost = of_kind(self._sides, kind), SIGNS[kind] < 0
            for side in sides if kind in BY_LINE else ():
                plain = self._plain(f"{kind}.{side.line.id}", side.line.name, [side], cost=cost)
                yield kind, side.line.id, [side], plain
            if sides:
                yield kind, None, sides, self._plain(kind, f"{zh}合计", sides, cost=cost)
        if self._sides:
            yield REPAYABLE, None, self._sides, self._plain(REPAYABLE, "项目收益", self._sides, signed=True)

    def _plain(
        self, id_: str, name: str, sides: Sequence[TwoSides], *, cost: bool = False, signed: bool = False
    ) -> PlainSeries:
        plan, actual = (
            summed(sides, lambda side: side.plan, signed=signed),
            summed(sides, lambda side: side.actual, signed=signed),
        )
        years, usual = self.axis.years, self._usual.shares.get(id_, {})
        fallback = self._book.rules.value("monitoring_deviation_assumed").number
        return PlainSeries(
            id=id_,
            zh=name,
            en=id_,
            plan=[plan.get(year, Decimal(0)) for year in years],
            actual=[actual.get(year, Decimal(0)) for year in years],
            usual=[usual.get(year, fallback) for year in years],
            cost=cost,
        )

    def _spans(self) -> list[Decimal]:
        """Give the length of each year in years: whole, but for the last, of which so many months are told."""
        last = self.axis.years[-1]
        months = max((side.months.get(last, 0) for side in self._sides), default=12) or 12
        whole = max((side.whole.get(last, 12) for side in self._sides if side.months.get(last)), default=12)
        return [Decimal(1) for _ in self.axis.years[:-1]] + [Decimal(months) / Decimal(whole)]

    def _wider(self) -> list[Decimal]:
        """Give how much wider the levels of each year are: in the first years of operation."""
        start = self._book.project.form(Particulars).operation_start
        count, factor = (
            self._book.rules.value(id_).number for id_ in ("monitoring_ramp_years", "monitoring_ramp_factor")
        )
        if start is None:
            return [Decimal(1) for _ in self.axis.years]
        return [factor if 0 <= year - start.year < count else Decimal(1) for year in self.axis.years]


def series_alarms(case: MonitoringCase, series: Sequence[MonitoredSeries], figures: Figures) -> Iterator[Matter]:
    """Tell of every channel of every series that stands above 绿 in the last year; a kind of one line is told by its line."""
    lines = Counter(watched.kind for watched in series if watched.line is not None)
    for watched in series:
        if watched.line is None and lines[watched.kind] == 1:
            continue
        for channel, line in watched.lines.levels.items():
            level = COLOURS[int(figures.amounts(line)[-1])]
            if level is AlarmColour.GREEN:
                continue
            kind, action = CHANNELS[channel]
            yield Matter(
                id=f"revenue.{channel}.{watched.id}",
                domain=Domain.REVENUE,
                kind=kind,
                level=level,
                text=_said(case, watched, channel, figures) + bound_reached(watched.lines, channel, figures, level),
                action=action,
                weight=_missing(watched, channel, figures),
            )


def _missing(watched: MonitoredSeries, channel: str, figures: Figures) -> Decimal:
    """Give the money that a channel is about: that of its last year, else J."""
    deviation = watched.lines.deviation
    line = deviation.off if channel == "period" else deviation.gap
    return abs(figures.amounts(line)[last_planned(watched.lines, figures)])


def _said(case: MonitoringCase, watched: MonitoredSeries, channel: str, figures: Figures) -> str:
    """Say what a channel found, with the figures of the last year that has a plan: an alarm stands until two years are inside."""
    deviation, years = watched.lines.deviation, watched.lines.level.axis.years
    column = last_planned(watched.lines, figures)

    def money(line: Line) -> str:
        """Write the figure of that year."""
        return case.money(figures.amounts(line)[column])

    def share(line: Line) -> str:
        """Write the share of that year."""
        value = figures.columns(line)[column]
        return "不适用" if value is None else number.percent(Decimal(value))

    def off(which: str, line: Line) -> str:
        """Say how far off: a cost above its plan deviates below zero, and nobody reads −680% as too much."""
        value = figures.columns(line)[column]
        if value is None or SIGNS.get(watched.kind, 1) > 0:
            return f"{which}偏离率{share(line)}"
        return f"{which}{'超出' if value < 0 else '低于'}计划{number.percent(abs(Decimal(value)))}"

    if channel == "period":
        plan, actual = money(deviation.plan), money(deviation.actual)
        return f"{years[column]}年{watched.name}计划{plan}，实际{actual}，{off('当期', deviation.period)}"
    if channel == "trend":
        points = figures.columns(deviation.trend)[column]
        moved = "不适用" if points is None else number.points(Decimal(points))
        return f"{watched.name}偏离趋势每年{moved}，{off('累计', deviation.cumulated)}"
    sums = f"{watched.name}累计计划{money(deviation.planned)}，累计实际{money(deviation.done)}"
    if channel == "cumulated":
        return f"{sums}，{off('累计', deviation.cumulated)}"
    # A cost deviates below zero where it is above its plan.
    side = "高于" if SIGNS.get(watched.kind, 1) < 0 else "低于"
    return f"{sums}，移动平均超出界限，持续{side}计划"
