"""The edges of the coverage window: what counts of its first and last year, and what is put just behind it."""

from decimal import Decimal

from bondcalc.checks.coverage import floor_alone, quotient, thresholds
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.verdicts.revenue_verdicts import just_after, outlays
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import coverage, timing
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit, Verdict


@check("C14", unit=Unit.RATIO)
def horizon_is_bond_life(case: Case) -> Outcome:
    """Only 收益 inside the bond's life counts; both readings of the edge years must agree (disclosure template)."""
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
        f"预测期末年早于末期债券到期年：{in_turn(untold)}年没有预测，既无收入也无支出，应预测到末期到期年",
        f"the forecast ends before the last maturity: nothing in {', '.join(untold)}",
        f"{end}年",
        f"{last}年",
    )


def _both_readings(case: Case, verdict: Verdict) -> Outcome:
    """Hold E/F by months and by whole years against every threshold: the edge years must not decide."""
    lines = case.use(coverage.schedule)
    basis, live = lines.basis, lines.ratios["coverage_total_debt_prorated"]
    months, whole = (quotient(case, earned, basis.service) for earned in (basis.revenue_prorated, basis.revenue_whole))
    if months is None or whole is None:
        return Outcome(verdict, "没有债务本息", "no debt service")
    for limit in thresholds(case):
        if (months >= limit) != (whole >= limit):
            by_months, by_years = number.against(months, limit), number.against(whole, limit)
            return Outcome(
                verdict=verdict,
                zh=f"首末年按月折算为{by_months}倍，整年计入为{by_years}倍，与标准{number.limit(limit)}倍比较，结论不一致",
                en=f"prorated {by_months}, whole years {by_years}: the verdict differs",
                figure=by_months,
                threshold=number.limit(limit),
                live=live,
            )
    by_months, by_years = number.ratio(months), number.ratio(whole)
    return Outcome(
        verdict=verdict,
        zh=f"仅计存续期内收益；按月折算为{by_months}倍，整年计入为{by_years}倍，结论一致{floor_alone(case)}",
        en=f"prorated {by_months}, whole years {by_years}",
        figure=by_months,
        live=live,
    )


@check("W23")
def outlay_just_after_maturity(case: Case) -> Outcome:
    """An outlay within twelve months after the last maturity does not lower E: was it put there for that."""
    stated = [(name, year, month, amount) for name, year, month, amount in _outlays(case) if amount > 0]
    verdict = case.verdict("W23")
    if not stated:
        return Outcome(verdict, "没有按年份填写的支出", "no outlay by year")
    found = [
        f"{name}（{year}年{'' if month is None else f'{month}月'}，{case.said(amount)}）"
        for name, year, month, amount in stated
        if just_after(case.book, year, month)
    ]
    if found:
        return Outcome(
            verdict,
            f"{in_turn(found)}在末期债券到期后十二个月内，未计入存续期内支出，应说明时点依据",
            f"{len(found)} outlay(s) within twelve months after the last maturity",
            str(len(found)),
            "0",
        )
    return Outcome(
        verdict, "末期债券到期后十二个月内没有按年份填写的支出", "no outlay just after the last maturity", "0", "0"
    )


def _outlays(case: Case) -> list[tuple[str, int, int | None, Decimal]]:
    """Name, year, month and amount of every outlay stated by calendar year."""
    years = case.book.years.years
    return [
        (name, year, month, amount)
        for name, month, line in outlays(case.book)
        for year, amount in zip(years, case.figures.amounts(line), strict=True)
    ]
