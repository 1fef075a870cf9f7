"""偏离: plan, actual, deviation, P, I, J, the filtered deviation and its trend D of one series, as lines.

P says how far off now, I how far off in all, D whether it gets worse. Negative is bad everywhere: a cost deviates by plan
less actual. A period without a plan has no P, and leaves filter and charts where they were.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, if_, largest, previous, ratio, running
from bondcalc.algebra.table import Table
from bondcalc.monitoring.gauge import Gauge
from bondcalc.wording.notation import PERCENT_POINTS
from bondcalc.wording.terms import Unit


@dataclass(frozen=True)
class Periods:
    """What all series of a table share: the length of each period in years, and how much wider its levels are."""

    span: Line
    wider: Line


@dataclass(frozen=True)
class PlainSeries:
    """One series as it is known: amounts by period, the share its plan usually misses by, and which way is bad.

    `usual` is the standard deviation of each period's figure over its plan; `rests_on` the cells the amounts stand in.
    """

    id: str
    zh: str
    en: str
    plan: Sequence[Decimal]
    actual: Sequence[Decimal]
    usual: Sequence[Decimal]
    cost: bool = False
    rests_on: tuple[Key, ...] = ()


@dataclass(frozen=True)
class Deviation:
    """The lines of one series: deviation in money, P, plan and actual to date, J (`gap`), I, the filtered f, D a year (in percentage points, as its levels).

    `stated` is 1 where there is a plan, `counted` the number of such periods; `usual` the standard deviation of one
    period's share.
    """

    plan: Line
    actual: Line
    off: Line
    period: Line
    planned: Line
    done: Line
    gap: Line
    cumulated: Line
    stated: Line
    counted: Line
    usual: Line
    filtered: Line
    trend: Line


def periods(
    table: Table, spans: Sequence[Decimal], wider: Sequence[Decimal], rests_on: tuple[Key, ...] = ()
) -> Periods:
    """Lay out the periods of a table."""
    table.heading("期间", "Periods")
    stated = (
        ("span", spans, "期间长度（年）", "Length in years", "当年已监测的月数÷12"),
        ("wider", wider, "界限放宽倍数", "Levels are wider by", "投入运营初期放宽，其余为1"),
    )
    return Periods(
        *(
            table.structure(id_, [*values], zh, en, source, unit="quantity", rests_on=rests_on)
            for id_, values, zh, en, source in stated
        )
    )


class SeriesLines:
    """Adds lines of one series to a table; its id and name stand before theirs."""

    def __init__(self, table: Table, series: PlainSeries, gauge: Gauge, shared: Periods) -> None:
        self.table, self.series, self.gauge, self.shared = table, series, gauge, shared
        table.heading(series.zh, series.en)
        self.plan = self._given("plan", series.plan, "计划数", "plan", "申报文件，监测日以前的部分")
        self.actual = self._given("actual", series.actual, "实际数", "actual", "实际执行数据")
        self.usual = self._given(
            "usual", series.usual, "常见偏离（标准差）", "usual deviation", "风险模拟或假定", "fraction"
        )
        self.stated = self.line(
            "stated", if_(self.plan > 0, 1, 0), "有计划数标志", "has a plan", "计划数大于零", "count"
        )
        self.counted = self.line("counted", running(self.stated), "有计划数的期数", "periods", "逐期累加", "count")

    def line(self, id_: str, formula: Expression, zh: str, en: str, source: str, unit: str = "money") -> Line:
        """Add a line of this series."""
        series = self.series
        return self.table.line(
            f"{series.id}.{id_}", formula, f"{series.zh}{zh}", f"{series.en}, {en}", source, unit=unit
        )

    def kept(
        self, id_: str, formula: Callable[[Expression], Expression], zh: str, en: str, source: str, unit: str
    ) -> Line:
        """Add a line that stays as it was in a period without a plan; `formula` makes its value of the one before."""
        series = self.series
        line = self.table.declare(f"{series.id}.{id_}", f"{series.zh}{zh}", f"{series.en}, {en}", source, unit=unit)
        before = previous(line)
        return self.table.define(line, if_(self.stated > 0, formula(before), before))

    def held(
        self,
        id_: str,
        first: Expression,
        moved: Callable[[Expression], Expression],
        zh: str,
        en: str,
        source: str,
        unit: str = "fraction",
    ) -> Line:
        """Add a line that begins with the first period with a plan and moves with each later one."""
        return self.kept(id_, lambda before: if_(self.counted > 1, moved(before), first), zh, en, source, unit)

    def deviation(self) -> Deviation:
        """Add P, I, J, f and D.

        By hand in tests/monitoring/test_deviation_lines.py: test_the_published_vector_digit_for_digit.
        """
        plan, actual = self.plan, self.actual
        less, said = (
            (plan - actual, "计划数－实际数，超支为负") if self.series.cost else (actual - plan, "实际数－计划数")
        )
        off = self.line("off", less, "偏差", "deviation", said)
        share = ratio(off, largest(plan, 0))
        period = self.line("period", share, "当期偏离率P", "period deviation P", "偏差÷计划数", "fraction")
        planned = self.line("planned", running(plan), "累计计划数", "plan to date", "逐期累加")
        done = self.line("done", running(actual), "累计实际数", "actual to date", "逐期累加")
        gap = self.line("gap", running(off), "累计偏差J", "cumulated deviation J", "逐期累加")
        share = ratio(gap, largest(planned, 0))
        cumulated = self.line(
            "cumulated", share, "累计偏离率I", "cumulated deviation I", "累计偏差÷累计计划数", "fraction"
        )
        filtered, trend = self._filtered(off)
        return Deviation(
            plan=plan,
            actual=actual,
            off=off,
            period=period,
            planned=planned,
            done=done,
            gap=gap,
            cumulated=cumulated,
            stated=self.stated,
            counted=self.counted,
            usual=self.usual,
            filtered=filtered,
            trend=trend,
        )

    def _filtered(self, off: Line) -> tuple[Line, Line]:
        """Smooth: f = α e + (1 - α) f before, beginning with e; D is how much f moved, a year."""
        newest, share = self.gauge.newest, off / self.plan
        filtered = self.held(
            "filtered",
            share,
            lambda before: newest * share + (1 - newest) * before,
            "滤波偏离率f",
            "filtered deviation f",
            "滤波系数×当期偏离率＋（1－滤波系数）×上期值",
        )
        moved = filtered - previous(filtered)
        # No trend in the first period, and none where there is no plan: a step of no length gives no quotient.
        step = if_(self.counted > 1, self.shared.span * self.stated, 0)
        span = self.line("step", step, "趋势计算期（年）", "years between", "首期和没有计划数的期间为0", "quantity")
        points, said = ratio(moved * PERCENT_POINTS, span), "f的变动×100÷期间长度"
        return filtered, self.line("trend", points, "偏离趋势D（每年）", "trend D a year", said, Unit.SHARE_POINTS)

    def _given(self, id_: str, values: Sequence[Decimal], zh: str, en: str, source: str, unit: str = "money") -> Line:
        series = self.series
        return self.table.structure(
            f"{series.id}.{id_}",
            [*values],
            f"{series.zh}{zh}",
            f"{series.en}, {en}",
            source,
            unit=unit,
            rests_on=series.rests_on,
        )
