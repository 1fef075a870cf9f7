"""The edges of the coverage window: what counts of its first and last year, and whether costs paid after it decide."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.checks.coverage import floor_alone, late_multiple, late_named, quotient, thresholds
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.verdicts.life_readings import to_maturities
from bondcalc.checks.verdicts.part_year_reading import readings
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import coverage, late_costs, timing
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_english, in_turn, spans
from bondcalc.wording.terms import Unit, Verdict

TOTAL = "coverage_total_debt"
READINGS = (
    ("按收款月份计入为", "每年固定月份收取的收入改按末年月数折算为"),
    ("按录入的分年数计入为", "运营不满一年的年份的分年数改按运营月数占相邻年度的比例计入为"),
    ("起息当年的分年支出按月数计入为", "其中超过下一年110%的部分改按全额计入为"),
)
"""How C14 says each of `readings`: as it is counted, and as it is read beside."""


@check("C14", unit=Unit.RATIO)
def horizon_is_bond_life(case: Case) -> Outcome:
    """Only 收益 inside the bond's life counts; both readings of the edge years must agree, and that with costs paid later (disclosure template)."""
    verdict = case.verdict("C14")
    return _owed_after_maturity(case, verdict) or _forecast_too_short(case, verdict) or _both_readings(case, verdict)


def _owed_after_maturity(case: Case, verdict: Verdict) -> Outcome | None:
    left = case.figures.amount(case.use(coverage.schedule).outstanding_after)
    if left <= 0:
        return None
    return Outcome(
        verdict, f"存续期末仍有未偿还本金{case.said(left)}", f"{case.said(left)} outstanding after the window"
    )


def _forecast_too_short(case: Case, verdict: Verdict) -> Outcome | None:
    """Name the years up to the last maturity of which the forecast says nothing."""
    end, last = case.project.form(Particulars).forecast_end, case.use(timing.schedule).window.last.year
    untold = [] if end is None else [str(year) for year in range(end + 1, last + 1)]
    if not untold:
        return None
    return Outcome(
        verdict,
        f"预测期末年早于末期债券到期年：{in_turn(spans(untold))}年没有预测，既无收入也无支出，应预测到末期到期年",
        f"the forecast ends before the last maturity: nothing in {in_english(spans(untold, '–'))}",
        f"{end}年",
        f"{last}年",
    )


class _CountedSo(NamedTuple):
    """E/F counted one way, what it is called, and its line."""

    zh: str
    en: str
    value: Fraction
    line: Line


def _both_readings(case: Case, verdict: Verdict) -> Outcome:
    """Hold E/F by months and by whole years against every threshold, and with costs paid after the maturity: the edges must not decide."""
    basis, ratios = case.use(coverage.schedule).basis, case.use(coverage.schedule).ratios
    live, live_whole = ratios["coverage_total_debt_prorated"], ratios["coverage_total_debt_whole_years"]
    months, whole, counted = (
        quotient(case, earned, basis.service) for earned in (basis.revenue_prorated, basis.revenue_whole, basis.revenue)
    )
    if months is None or whole is None or counted is None:
        return Outcome(verdict, "没有债务本息", "no debt service")
    edges = (
        _CountedSo("首末年按月折算为", "prorated", months, live),
        _CountedSo("整年计入为", "whole years", whole, live_whole),
    )
    late = late_multiple(case, basis.service)
    for limit in thresholds(case):
        if (months >= limit) != (whole >= limit):
            return _apart(verdict, limit, edges)
    for limit in thresholds(case):
        for reading, beside in _stricter(case, counted):
            if reading.value >= limit > beside.value:
                return _apart(verdict, limit, (reading, beside))
    by_months, by_years = number.ratio(months), number.ratio(whole)
    with_late = "" if late is None else f"；计入{late_named(case)}为{number.ratio(late)}倍"
    return Outcome(
        verdict=verdict,
        zh=f"仅计存续期内收益；按月折算为{by_months}倍，整年计入为{by_years}倍，结论一致{with_late}{floor_alone(case)}",
        en=f"prorated {by_months}, whole years {by_years}",
        figure=by_months,
        live=live,
        left_open=bool(floor_alone(case)),
    )


def _stricter(case: Case, counted: Fraction) -> Iterator[tuple[_CountedSo, _CountedSo]]:
    """E/F as it is counted, beside readings that leave out what only a date brings into it."""
    yield from _with_late_costs(case, counted)
    line, service = case.use(coverage.schedule).ratios[TOTAL], case.use(coverage.schedule).basis.service
    for earned, (zh, beside) in zip(case.use(readings), READINGS, strict=True):
        if earned is not None:
            value = _fraction(case, earned) / Fraction(case.figures.amount(service))
            yield _CountedSo(zh, "as stated", counted, line), _CountedSo(beside, "by months", value, line)
    for until in case.use(to_maturities):
        owed = _fraction(case, until.owed)
        if owed:
            zh = f"计至{spelt(until.day)}（债券{in_turn(until.bonds)}到期）的收益为同期由收益偿还的本息的"
            yield (
                _CountedSo("计至末期债券到期为", "to the last maturity", counted, line),
                _CountedSo(zh, f"to {until.day}", _fraction(case, until.earned) / owed, line),
            )


def _fraction(case: Case, line: Line) -> Fraction:
    return Fraction(case.amounts(line)[-1])


def _with_late_costs(case: Case, counted: Fraction) -> Iterator[tuple[_CountedSo, _CountedSo]]:
    """E/F as it is counted, and with costs that are paid after the last maturity; empty where there are none."""
    stated, costs = case.use(coverage.schedule), case.use(late_costs.schedule).late
    late = late_multiple(case, stated.basis.service)
    if costs is not None and late is not None:
        yield (
            _CountedSo(
                f"未计入{late_named(case)}为", "without costs after the maturity", counted, stated.ratios[TOTAL]
            ),
            _CountedSo("计入后为", "with them", late, costs.ratios[f"{TOTAL}_with_late_costs"]),
        )


def _apart(verdict: Verdict, limit: Fraction, readings: tuple[_CountedSo, _CountedSo]) -> Outcome:
    """Say which two readings lead to different verdicts; the first is what the figure shows."""
    reading, beside = readings
    shown, otherwise = number.against(reading.value, limit), number.against(beside.value, limit)
    return Outcome(
        verdict=verdict,
        zh=f"{reading.zh}{shown}倍，{beside.zh}{otherwise}倍，与标准{number.limit(limit)}倍比较，结论不一致",
        en=f"{reading.en} {shown}, {beside.en} {otherwise}: the verdict differs",
        figure=shown,
        threshold=number.limit(limit),
        live=reading.line,
    )
