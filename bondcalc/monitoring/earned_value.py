"""挣值: planned, earned and actual cost of the works on a day, what is left to earn, and the time that was earned (ES)."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Expression, Line, if_, largest, previous, ratio, running, smallest, total
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.monitoring_case import MonitoringCase, above
from bondcalc.monitoring.monitoring_result import EarnedValue
from bondcalc.monitoring.planned_by_day import elapsed_months, months_of_works
from bondcalc.monitoring.yearly_view import WORKS, whole_progress
from bondcalc.schedules import investment
from bondcalc.schedules.book import settings
from bondcalc.wording import number
from bondcalc.wording.notation import PERCENT_POINTS
from bondcalc.wording.terms import Unit

INDICES = ("bac", "pv", "ev", "ac", "sv", "cv", "spi", "cpi", "eac", "tcpi", "ahead", "es", "at", "spi_t")
"""Figures of the day by id; those that rest on what was paid have none where nobody told of any spending."""


def earned_value(case: MonitoringCase) -> EarnedValue | None:
    """Build the lines and compute them; None where no progress is read.

    The year of completion is spread over the months up to 竣工, and lasts as long in earned time.
    EAC = AC + (BAC - EV) ÷ CPI; ES counts whole plan years earned and the part of the next (earned schedule, W. Lipke 2003).
    By hand in tests/monitoring/test_earned_value.py: test_every_index_by_hand, test_earned_time_by_hand.
    """
    progress = whole_progress(case.filed.project, case.actuals, case.as_of)
    if progress is None:
        return None
    spent = case.actuals.spent_by_month(spent_on=WORKS).values()
    lines = _Lines(case, progress, sum(spent, Decimal(0)) if case.actuals.spent() else None)
    tables = [lines.yearly, lines.single]
    figures = Program([line for table in tables for line in table.lines], settings(case.filed.book).quantum).run()
    values = {id_: figures.scalar(line) for id_, line in lines.indices.items()}
    known = {id_: Decimal(value) for id_, value in values.items() if value is not None}
    return EarnedValue(lines.indices, {id_: known.get(id_) for id_ in INDICES})


class _Lines:
    """The two tables: the plan of the works by year, and the single figures of the day."""

    def __init__(self, case: MonitoringCase, progress: Decimal, paid: Decimal | None) -> None:
        book = case.filed.book
        self._case, axis = case, book.years
        self.yearly = case.table_book.table("planned_value", "工程计划价值表", "Planned value by year", 4, axis)
        self.single = case.table_book.scalars("earned_value", "挣值分析表", "Earned value", 5)
        self.indices: dict[str, Line] = {}
        works = case.filed.figures.amounts(book.use(investment.schedule).works)
        first = next((year for year, amount in zip(axis.years, works, strict=True) if amount), axis.years[0])
        self._plan = self.yearly.structure(
            "works", [*works], "建设投资计划", "Planned works", "项目总投资及分年计划表", unit="money"
        )
        self._cumulated = self.yearly.line(
            "planned", running(self._plan), "累计计划价值", "Planned to year-end", "逐年累加"
        )
        self._months, self._spread = self._month_lines(first)
        self._add(progress, paid)

    def _add(self, progress: Decimal, paid: Decimal | None) -> None:
        bac = self._line("bac", total(self._plan), "完工预算BAC", "Budget at completion", "建设投资计划合计")
        pv = self._line(
            "pv", total(self._by_day()), "计划价值PV", "Planned value", "截至数据截至日，当年按月均摊至竣工当月"
        )
        share = self.single.structure("progress", [progress], "形象进度", "Physical progress", "形象进度表")
        ev = self._line("ev", bac * share, "挣值EV", "Earned value", "形象进度×完工预算")
        self._line("sv", ev - pv, "进度偏差SV", "Schedule variance", "挣值－计划价值")
        self._line("spi", ratio(ev, pv), "进度绩效指数SPI", "SPI", "挣值÷计划价值", "ratio")
        if paid is not None:
            self._paid(bac, ev, paid)
        self._time(ev)

    def _paid(self, bac: Line, ev: Line, paid: Decimal) -> None:
        ac = self.single.structure("ac", [paid], "实际费用AC", "Actual cost", "工程及征地支出", unit="money")
        self.indices["ac"] = ac
        self._line("cv", ev - ac, "费用偏差CV", "Cost variance", "挣值－实际费用")
        self._line("cpi", ratio(ev, ac), "费用绩效指数CPI", "CPI", "挣值÷实际费用", "ratio")
        # AC + (BAC - EV) ÷ CPI over one denominator: a quotient without a value stands alone on its line.
        self._line(
            "eac",
            ratio(ac * bac, ev),
            "完工估算EAC",
            "Estimate at completion",
            "实际费用＋（完工预算－挣值）÷CPI",
            "accrued",
        )
        self._line(
            "tcpi",
            ratio(bac - ev, bac - ac),
            "完工尚需绩效指数TCPI",
            "TCPI",
            "（完工预算－挣值）÷（完工预算－实际费用）",
            "ratio",
        )
        self._line(
            "ahead",
            ratio((ac - ev) * PERCENT_POINTS, bac),
            "支付超前形象进度",
            "Paid ahead of progress",
            "（实际费用÷完工预算－形象进度）×100",
            Unit.SHARE_POINTS,
        )

    def _time(self, ev: Line) -> None:
        earned = self._line(
            "es", total(self._earned_part(ev)), "挣得时间ES（年）", "Earned schedule", "各年挣得部分之和", "quantity"
        )
        months = self.yearly.line(
            "passed",
            self._months / 12,
            "已过的部分",
            "Part passed",
            "当年已过的月数÷12，没有计划的年度不计",
            unit="quantity",
        )
        at = self._line(
            "at", total(months), "实际时间AT（年）", "Actual time", "首个计划年度起至数据截至日", "quantity"
        )
        self._line("spi_t", ratio(earned, at), "时间绩效指数SPI(t)", "SPI(t)", "挣得时间÷实际时间", "ratio")

    def _line(self, id_: str, formula: Expression, zh: str, en: str, source: str, unit: str = "money") -> Line:
        self.indices[id_] = self.single.line(id_, formula, zh, en, source, unit=unit)
        return self.indices[id_]

    def _month_lines(self, first: int) -> tuple[Line, Line]:
        """Lay out the months of each year that are over, from the first with a plan on, and those over which its plan is spread."""
        years, day = self.yearly.axis.years, self._case.actuals.told_to
        passed = [Decimal(elapsed_months(year, day) if year >= first else 0) for year in years]
        spread = [Decimal(months_of_works(self._case, year)) for year in years]
        return (
            self.yearly.structure("months", passed, "已过的月数", "Months passed", "截至数据截至日", unit="count"),
            self.yearly.structure(
                "spread", spread, "当年施工月数", "Months of works", "12，竣工年度至竣工当月", unit="count"
            ),
        )

    def _by_day(self) -> Line:
        return self.yearly.line(
            "by_day",
            self._plan * smallest(self._months, self._spread) / self._spread,
            "截至数据截至日计划价值",
            "Planned by the day",
            "当年计划×已过的月数÷当年施工月数，不超过当年计划",
            unit="accrued",
        )

    def _earned_part(self, ev: Line) -> Line:
        """Give the part of each plan year that is earned: all of its months of works, none, or the share of its plan."""
        before = previous(self._cumulated)
        part = if_(self._plan > 0, smallest(1, largest(0, (ev - before) / self._plan)), 0)
        return self.yearly.line(
            "earned",
            part * self._spread / 12,
            "挣得部分（年）",
            "Part earned",
            "（挣值－上年累计计划）÷当年计划，限于0至1，×当年施工月数÷12",
            unit="quantity",
        )


def value_alarms(case: MonitoringCase, earned: EarnedValue | None) -> Iterator[Matter]:
    """Tell of works behind their plan or above their cost."""
    if earned is None:
        return
    limits = case.levels("monitoring_value_levels")
    for id_, kind, said in (("spi", "工程进度滞后", "进度绩效指数SPI"), ("cpi", "工程费用超支", "费用绩效指数CPI")):
        value = earned.values[id_]
        if value is None:
            continue
        level = above(1 - value, limits)
        if level is not AlarmColour.GREEN:
            values = earned.values
            planned, paid = values["pv"] or Decimal(0), values["ac"]
            cost = "未填报" if paid is None else case.money(paid)
            yield Matter(
                id=f"progress.{id_}",
                domain=Domain.PROGRESS,
                kind=kind,
                level=level,
                text=f"{said}为{number.ratio(value)}：计划价值{case.money(planned)}，挣值{case.money(values['ev'] or Decimal(0))}，实际费用{cost}",
                action="核实形象进度和工程量，调整施工计划或报告概算调整",
            )
