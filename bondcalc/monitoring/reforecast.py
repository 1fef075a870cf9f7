"""重新测算: actuals to date and the plan for the rest under three rules, through the whole model each time.

The filed project is read and never written: what happened is put beside it when its schedules are built.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from bondcalc.algebra.exact import Figures
from bondcalc.analysis.stress.stress_point import Read, StressPoint
from bondcalc.inputs.project import Project
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.layer import Actuals
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import MonitoredSeries, Reforecast
from bondcalc.monitoring.paid_by_others import others_layer
from bondcalc.monitoring.two_sides import SIGNS, TwoSides, layer_of
from bondcalc.result.result import Result
from bondcalc.schedules import coverage
from bondcalc.schedules.book import Book, build
from bondcalc.wording import number
from bondcalc.wording.terms import Department

RULES = (
    ("plan", "其余期间按原计划"),
    ("cumulated", "其余期间按累计偏离率I调整"),
    ("filtered", "其余期间按滤波偏离率f调整"),
)
"""The three rules: id and name; the statutory line is the first."""
ADJUSTED = ("revenue", "land", "cost")
"""Kinds whose rest is adjusted; cost of land and taxes follow from the others."""


def rebuilt_with(
    filed: Result, layered: Project, sides: tuple[TwoSides, ...], factors: Mapping[str, Decimal], actuals: Actuals
) -> tuple[Book, Figures]:
    """Build all schedules with what happened, the rest of each line from this year on times its factor, and compute them."""
    happened = {**layer_of(sides, factors, actuals.as_of.year), **others_layer(layered, actuals)}
    book = build(layered, filed.rules, None, happened)
    return book, book.program().run()


def reforecasts(
    case: MonitoringCase, layered: Project, series: tuple[MonitoredSeries, ...], figures: Figures
) -> tuple[Reforecast, ...]:
    """Run the model under each rule.

    By hand in tests/monitoring/test_reforecast.py: test_the_rest_by_each_rule, test_actuals_as_planned_give_the_filed_ratio.
    """
    runs: list[Reforecast] = []
    for id_, name in RULES:
        factors = {} if id_ == "plan" else _factors(case.sides, series, figures, id_)
        book, computed = (
            (case.current, case.current_figures)
            if id_ == "plan"
            else rebuilt_with(case.filed, layered, case.sides, factors, case.actuals)
        )
        point, cover = Read.of(book).point(computed), computed.columns(book.use(coverage.schedule).dscr)
        dscr = {
            year: None if value is None else Fraction(Decimal(value))
            for year, value in zip(book.years.years, cover, strict=True)
        }
        runs.append(
            Reforecast(
                id=id_, name=name, factors=factors, point=point, dscr=dscr, level=_level(case, point.ratio, point.short)
            )
        )
    return tuple(runs)


def _factors(
    sides: tuple[TwoSides, ...], series: tuple[MonitoredSeries, ...], figures: Figures, rule: str
) -> dict[str, Decimal]:
    """Give what the rest of each line is taken times: its own deviation where it has one, else that of its kind.

    A cost above its plan deviates below zero and its rest grows; one that follows revenue by itself is left to do so.
    """
    known = {watched.id: _last(watched, figures, rule) for watched in series}
    factors = {}
    for side in sides:
        line = side.line
        if line.kind in ADJUSTED and not line.follows:
            off = known.get(f"{line.kind}.{line.id}")
            off = known.get(line.kind) if off is None else off
            factors[f"{line.kind}.{line.id}"] = max(1 + (off or Decimal(0)) * SIGNS[line.kind], Decimal(0))
    return factors


def _last(series: MonitoredSeries, figures: Figures, rule: str) -> Decimal | None:
    """Give the last I or f of a series; None before its first plan."""
    deviation = series.lines.deviation
    if not figures.amounts(deviation.counted)[-1]:
        return None
    value = figures.columns(deviation.cumulated if rule == "cumulated" else deviation.filtered)[-1]
    return None if value is None else Decimal(value)


def _level(case: MonitoringCase, value: Fraction | None, short: int | None) -> AlarmColour:
    """Grade a reforecast: 红 below 1.00 (the floor), 橙 below the threshold of the province or short of cash, else 绿."""
    floor, wanted = case.coverage_limits()
    if value is not None and value < Fraction(floor):
        return AlarmColour.RED
    if (value is not None and value < Fraction(wanted)) or short is not None:
        return AlarmColour.ORANGE
    return AlarmColour.GREEN


def forecast_alarms(case: MonitoringCase, runs: tuple[Reforecast, ...]) -> Iterator[Matter]:
    """Tell of reforecasts that fall short where the filing did not; the rules after the first warn by one level less."""
    filed = Read.of(case.filed.book).point(case.filed.figures)
    for run in runs:
        if run.level is AlarmColour.GREEN or not _fallen(case, run, filed):
            continue
        shown = "—" if run.point.ratio is None else number.ratio(run.point.ratio, 4)
        was = "—" if filed.ratio is None else number.ratio(filed.ratio, 4)
        short = "" if run.point.short is None else f"，{run.point.short}年起资金不足"
        yield Matter(
            id=f"forecast.{run.id}",
            domain=Domain.FORECAST,
            kind="重新测算的偿债能力下降",
            level=run.level if run.id == "plan" else _milder(run.level),
            text=f"{run.name}，全部债务本息覆盖倍数{shown}，申报时{was}{short}",
            action="分析收益下降原因，提前安排偿债资金来源",
            owner=Department.FINANCE,
        )


def _fallen(case: MonitoringCase, run: Reforecast, filed: StressPoint) -> bool:
    """Tell whether a run is worse than the filing: of a worse level, short of cash sooner, or lower by the first level of I.

    A filing that stood below the threshold of its province is no alarm by itself.
    """
    if run.level.order > _level(case, filed.ratio, filed.short).order:
        return True
    if run.point.short is not None and (filed.short is None or run.point.short < filed.short):
        return True
    first = case.levels("monitoring_cumulative_levels")[0]
    return (
        run.point.ratio is not None
        and filed.ratio is not None
        and run.point.ratio <= filed.ratio * (1 - Fraction(first))
    )


def _milder(level: AlarmColour) -> AlarmColour:
    return AlarmColour.ORANGE if level is AlarmColour.RED else AlarmColour.YELLOW
