"""Reforecasts: actuals as planned give the filed ratio to the last digit; what is short moves E/F by J/F; the rest by each rule."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from bondcalc.algebra.exact import Figures, Program
from bondcalc.algebra.line import Constant
from bondcalc.analysis.stress.stressed import Read
from bondcalc.money import half_up
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.monitoring_result import MonitoredSeries, Reforecast, UsualDeviation
from bondcalc.monitoring.reforecast import forecast_alarms, rebuilt_with, reforecasts
from bondcalc.monitoring.series_table import REPAYABLE, SeriesTable
from bondcalc.monitoring.two_sides import SIGNS, of_kind, summed
from bondcalc.schedules import costs, coverage, repayable, revenue, ties
from bondcalc.schedules.actual_amounts import LineActuals, with_actuals
from bondcalc.schedules.book import Book, build
from tests.monitoring.as_planned import Change, as_planned, case_of, filed, plan
from tests.monitoring.rows import head, period

RENT = next(line for line in plan() if line.id == "rent")


def rebuilt(case: MonitoringCase, factors: dict[str, Decimal] | None = None) -> tuple[Book, Figures]:
    return rebuilt_with(case.filed, case.filed.project, case.sides, factors or {}, case.actuals)


def ratio(book: Book, figures: Figures) -> Fraction:
    basis = book.use(coverage.schedule).basis
    return Fraction(figures.amount(basis.revenue)) / Fraction(figures.amount(basis.service))


FILED = ratio(filed().book, filed().figures)
BY_PERIOD: dict[str, Callable[[Decimal], dict[str, Decimal]]] = {
    "year": lambda amount: {"year": amount},
    "quarter": lambda amount: {f"q{number}": part for number, part in enumerate(parts(amount, 4), 1)},
    "month": lambda amount: {f"m{number:02d}": part for number, part in enumerate(parts(amount, 12), 1)},
}


def parts(amount: Decimal, count: int) -> list[Decimal]:
    """An amount in uneven parts to the cent, which add up."""
    each = [half_up(amount * number / Decimal(count * (count + 1) // 2), Decimal("0.01")) for number in range(1, count)]
    return [*each, amount - sum(each)]


def test_actuals_as_planned_give_the_filed_ratio() -> None:
    book, figures = rebuilt(case_of(as_planned("2024-12-31", 2021, 2024)))
    assert ratio(book, figures) == FILED
    assert figures.scalar(book.use(coverage.schedule).ratios["coverage_total_debt"]) == filed().figures.scalar(
        filed().book.use(coverage.schedule).ratios["coverage_total_debt"]
    )


def test_half_a_year_as_planned_gives_the_filed_ratio_too() -> None:
    """Months told and months still planned add up to the plan of the year, odd cents and all."""
    half = [
        period(line.kind, line.id, 2024, f"q{quarter}", amount)
        for line in plan()
        if line.kind in {"revenue", "cost", "tax"} and line.by_year.get(2024)
        for quarter, amount in enumerate(_quarters(line.by_year[2024])[:2], 1)
    ]
    assert len(half) > 40
    book, figures = rebuilt(case_of(as_planned("2024-06-30", 2021, 2023) + "".join(half)))
    assert ratio(book, figures) == FILED


def _quarters(amount: Decimal) -> list[Decimal]:
    """Quarters of an even plan: each step of the running sum rounded."""
    ends = [half_up(amount * number / 4, Decimal("0.01")) for number in range(5)]
    return [end - start for start, end in pairwise(ends)]


@pytest.mark.parametrize("way", BY_PERIOD)
def test_one_year_however_it_was_typed(way: str) -> None:
    amount = RENT.by_year[2023] - Decimal("123.45")
    rows = "".join(period("revenue", "rent", 2023, part, value) for part, value in BY_PERIOD[way](amount).items())
    case = case_of(head("2023-12-31") + rows)
    side = next(side for side in case.sides if side.line.id == "rent")
    assert (side.actual, side.months, side.plan) == ({2023: amount}, {2023: 12}, {2023: RENT.by_year[2023]})


def test_a_kind_told_in_all_is_parted_by_the_plan() -> None:
    planned = {line.id: line.by_year[2023] for line in plan() if line.kind == "cost" and line.by_year[2023]}
    text = head("2023-12-31") + '[[period_amounts]]\nyear = 2023\nkind = "cost"\namount = 1000\n'
    case = case_of(text)
    told = {side.line.id: side.actual[2023] for side in case.sides if side.line.kind == "cost"}
    assert sum(told.values()) == 1000
    for id_, amount in planned.items():
        assert abs(told[id_] - amount * 1000 / sum(planned.values())) <= Decimal("0.12")


CHANGED: Change = {
    ("revenue", "rent", 2023): RENT.by_year[2023] - 100,
    ("cost", "staff", 2023): next(line for line in plan() if line.id == "staff").by_year[2023] + Decimal("7.5"),
    ("land", "P2", 2023): next(line for line in plan() if (line.kind, line.id) == ("land", "P2")).by_year[2023] - 50,
    ("tax", "land_use_tax", 2023): next(line for line in plan() if line.id == "land_use_tax").by_year[2023] + 3,
}


@pytest.fixture(scope="module")
def short() -> tuple[MonitoringCase, tuple[MonitoredSeries, ...], Figures, tuple[Reforecast, ...]]:
    """2021 to 2023 as planned but for four lines of 2023, in all 160.5 less."""
    case = case_of(as_planned("2023-12-31", 2021, 2023, CHANGED))
    book, figures = rebuilt(case)
    case = MonitoringCase(**{**vars(case), "current": book, "current_figures": figures})
    series = SeriesTable(case.table_book, case.sides, UsualDeviation({}, (), 0), 2023).build()
    computed = case.table_book.program().run()
    return case, series, computed, reforecasts(case, case.filed.project, series, computed)


Short = tuple[MonitoringCase, tuple[MonitoredSeries, ...], Figures, tuple[Reforecast, ...]]


def test_what_is_short_moves_the_ratio_by_itself_over_f(short: Short) -> None:
    case, series, computed, runs = short
    gap = computed.amounts(next(one for one in series if one.kind == REPAYABLE).lines.deviation.gap)[-1]
    assert gap == Decimal("-160.5")
    service = case.filed.figures.amount(case.filed.book.use(coverage.schedule).basis.service)
    assert runs[0].point.ratio == FILED + Fraction(gap) / Fraction(service)
    assert runs[0].id == "plan"


def forecast(case: MonitoringCase, ratio: str, short_year: int | None, rule: str = "plan") -> str:
    """The colour of the alarm of a run that came to this; none without one."""
    point = replace(Read.of(case.filed.book).point(case.filed.figures), ratio=Fraction(ratio), short=short_year)
    level = AlarmColour.RED if Fraction(ratio) < 1 else AlarmColour.ORANGE
    run = Reforecast(id=rule, name="按原计划", factors={}, point=point, dscr={}, level=level)
    return "".join(alarm.level.zh for alarm in forecast_alarms(case, (run,)))


@pytest.mark.parametrize(
    ("ratio", "short_year", "rule", "colour"),
    [
        ("1.1949", None, "plan", ""),  # the filing itself stood below 1.20
        ("1.14", None, "plan", ""),  # 1.1949 less 5 % is 1.1352
        ("1.13", None, "plan", "橙"),
        ("1.19", 2030, "plan", "橙"),
        ("0.99", None, "plan", "红"),
        ("0.99", None, "filtered", "橙"),
        ("1.13", None, "cumulated", "黄"),
    ],
)
def test_a_run_is_told_where_it_is_worse_than_the_filing(
    short: Short, ratio: str, short_year: int | None, rule: str, colour: str
) -> None:
    assert forecast(short[0], ratio, short_year, rule) == colour


def test_all_schedules_still_tie(short: Short) -> None:
    case = short[0]
    for line in case.current.use(ties.schedule).differences:
        assert not any(case.current_figures.amounts(line)), line.id


def test_the_rest_by_each_rule(short: Short) -> None:
    """The first year of rent is 100 short: I and f are both -100 over its plan; the rest of rent is taken times 1 + I."""
    case, _, _, runs = short
    off = Decimal(-100) / RENT.by_year[2023]
    for run in runs[1:]:
        assert run.factors["revenue.rent"] == pytest.approx(1 + off)
        assert run.factors["cost.staff"] > 1 > run.factors["land.P2"]
        assert "cost.management" not in run.factors
        book, figures = rebuilt(case, dict(run.factors))
        rent = dict(zip(book.years.years, figures.amounts(book.use(revenue.schedule).amounts["rent"]), strict=True))
        for year in (2024, 2030, 2041):
            assert rent[year] == half_up(RENT.by_year[year] * run.factors["revenue.rent"], Decimal("0.01"))
        assert rent[2023] == RENT.by_year[2023] - 100
        assert run.point.ratio == ratio(book, figures)
    assert runs[1].point.ratio < runs[0].point.ratio < FILED  # type: ignore[operator]


def test_a_cost_that_follows_revenue_is_not_adjusted_twice(short: Short) -> None:
    case, _, _, runs = short
    book, figures = rebuilt(case, dict(runs[1].factors))
    amounts = book.use(costs.schedule).amounts["management"]
    filed_amounts = case.filed.figures.amounts(case.filed.book.use(costs.schedule).amounts["management"])
    year = book.years.years.index(2030)
    assert figures.amounts(amounts)[year] < filed_amounts[year]


def test_the_filed_project_is_not_touched(short: Short) -> None:
    assert ratio(filed().book, filed().figures) == FILED
    assert filed().book.actual == {}
    assert short[0].current.actual != {}


def test_months_told_and_the_plan_for_the_rest() -> None:
    """100 planned a year: 30 told of five months, then 0.9 of the 58.33 that the plan has left: 82.50; later years 90."""
    result = filed()
    told = {("revenue", "x"): LineActuals({2024: Decimal(30)}, {2024: Decimal("58.33")}, Decimal("0.9"), 2024)}
    book = build(result.project, result.rules, None, {})
    table = book.table("x", "表", "table", 99)
    line = table.line("amount", with_actuals(told, table, ("revenue", "x"), Constant(100) * 1, "甲", "x"), "甲", "x")
    figures = Program(table.lines, Decimal("0.01")).run()
    by_year = dict(zip(book.years.years, figures.amounts(line), strict=True))
    assert (by_year[2023], by_year[2024], by_year[2025]) == (100, Decimal("82.50"), 90)


def test_a_book_without_actuals_has_no_line_more() -> None:
    result = filed()
    ids = {line.id for table in result.book.tables for line in table.lines}
    assert not {id_ for id_ in ids if id_.startswith(("told.", "months_left."))}


HALF, CENT = Decimal("0.5"), Decimal("0.01")


def _first_half(share: Mapping[str, Decimal]) -> str:
    """2024 up to June as planned, revenue and land times a share, and what follows them with it; earlier years as planned."""
    rows = [
        period(line.kind, line.id, 2024, f"q{quarter}", half_up(amount * share.get(line.kind, Decimal(1)), CENT))
        for line in plan()
        if line.by_year.get(2024)
        for quarter, amount in enumerate(_quarters(line.by_year[2024])[:2], 1)
    ]
    return as_planned("2024-06-30", 2021, 2023) + "".join(rows)


def _repayable(case: MonitoringCase, factors: dict[str, Decimal] | None = None) -> Decimal:
    book, figures = rebuilt(case, factors)
    amounts = figures.amounts(book.use(repayable.schedule).amount)
    return dict(zip(book.years.years, amounts, strict=True))[2024]


@pytest.mark.parametrize("kind", ["revenue", "land", "land_cost", "cost", "tax"])
def test_what_follows_revenue_stays_planned_for_the_months_left(kind: str) -> None:
    """项目收益 of a year told in part is what was told and the filed plan of the rest, whatever was told of any kind."""
    case = case_of(_first_half({kind: HALF}))
    told, left = (
        summed(case.sides, lambda side: side.actual, signed=True)[2024],
        sum((side.left(2024) * SIGNS[side.line.kind] for side in case.sides), Decimal(0)),
    )
    assert {side.line.kind for side in case.sides if side.left(2024)} >= {kind}
    assert _repayable(case) == told + left


def test_a_share_of_revenue_follows_the_rest_of_it_under_a_factor() -> None:
    """Management is a share of all revenue: half of every line's rest, half of its own; told of the first half it stays as told."""
    case = case_of(_first_half({"revenue": HALF}))
    factors = {f"revenue.{side.line.id}": HALF for side in of_kind(case.sides, "revenue")}
    managed = next(side for side in case.sides if side.line.id == "management")
    book, figures = rebuilt(case, factors)
    amounts = figures.amounts(book.use(costs.schedule).amounts["management"])
    by_year = dict(zip(book.years.years, amounts, strict=True))
    assert managed.left(2024) > 0
    assert by_year[2024] == managed.actual[2024] + half_up(managed.left(2024) * HALF, CENT)
    assert abs(by_year[2025] - managed.line.by_year[2025] * HALF) <= CENT
