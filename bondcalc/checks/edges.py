"""The edges of the coverage window: what counts of its first and last year, and what is put just behind it."""

from decimal import Decimal

from bondcalc.checks.coverage import quotient, thresholds
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.dates import add_months, month_days
from bondcalc.inputs.sheets.parcels import LandCostPayment, Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import costs, coverage, land, timing
from bondcalc.wording import number
from bondcalc.wording.terms import Verdict

AFTER = 12
"""Months after the last maturity in which an outlay is looked at twice."""


@check("C14")
def horizon_is_bond_life(case: Case) -> Outcome:
    """Only 收益 inside the bond's life counts; both readings of the edge years must agree (disclosure template)."""
    return _owed_after_maturity(case) or _forecast_too_short(case) or _both_readings(case)


def _owed_after_maturity(case: Case) -> Outcome | None:
    left = case.figures.amount(case.use(coverage.schedule).outstanding_after)
    if left <= 0:
        return None
    return Outcome(
        Verdict.FAIL, f"存续期末仍有未偿还本金{case.said(left)}", f"{case.said(left)} outstanding after the window"
    )


def _forecast_too_short(case: Case) -> Outcome | None:
    """Name the years up to the last maturity of which the forecast says nothing."""
    end, last = case.project.form(Particulars).forecast_end, case.use(timing.schedule).window.last.year
    untold = [] if end is None else [str(year) for year in range(end + 1, last + 1)]
    if not untold:
        return None
    return Outcome(
        Verdict.FAIL,
        f"预测期末年早于末期债券到期年：{'、'.join(untold)}年没有预测，既无收入也无支出，应预测到末期到期年",
        f"the forecast ends before the last maturity: nothing in {', '.join(untold)}",
        str(end),
        str(last),
    )


def _both_readings(case: Case) -> Outcome:
    """Hold E/F by months and by whole years against every threshold: the edge years must not decide."""
    lines = case.use(coverage.schedule)
    basis, live = lines.basis, lines.ratios["coverage_total_debt_prorated"]
    months, whole = (quotient(case, earned, basis.service) for earned in (basis.revenue_prorated, basis.revenue_whole))
    if months is None or whole is None:
        return Outcome(Verdict.NOT_APPLICABLE, "没有债务本息", "no debt service")
    for limit in thresholds(case):
        if (months >= limit) != (whole >= limit):
            by_months, by_years = number.against(months, limit), number.against(whole, limit)
            return Outcome(
                verdict=Verdict.WARN,
                zh=f"首末年按月折算为{by_months}倍，整年计入为{by_years}倍，与标准{number.limit(limit)}倍比较，结论不一致",
                en=f"prorated {by_months}, whole years {by_years}: the verdict differs",
                figure=by_months,
                threshold=by_years,
                live=live,
            )
    by_months, by_years = number.ratio(months), number.ratio(whole)
    return Outcome(
        verdict=Verdict.PASS,
        zh=f"仅计存续期内收益；按月折算为{by_months}倍，整年计入为{by_years}倍，结论一致",
        en=f"prorated {by_months}, whole years {by_years}",
        figure=by_months,
        threshold=by_years,
        live=live,
    )


@check("W23")
def outlay_just_after_maturity(case: Case) -> Outcome:
    """An outlay within twelve months after the last maturity does not lower E: was it put there for that."""
    stated = [(name, year, month, amount) for name, year, month, amount in _outlays(case) if amount > 0]
    if not stated:
        return Outcome(Verdict.NOT_APPLICABLE, "没有按年份填写的支出", "no outlay by year")
    found = [
        f"{name}（{year}年{'' if month is None else f'{month}月'}，{case.said(amount)}）"
        for name, year, month, amount in stated
        if _just_after(case, year, month)
    ]
    if found:
        return Outcome(
            Verdict.WARN,
            f"{'、'.join(found)}在末期债券到期后十二个月内，未计入存续期内支出，应说明时点依据",
            f"{len(found)} outlay(s) within twelve months after the last maturity",
            str(len(found)),
            "0",
        )
    return Outcome(
        Verdict.PASS, "末期债券到期后十二个月内没有按年份填写的支出", "no outlay just after the last maturity", "0", "0"
    )


def _outlays(case: Case) -> list[tuple[str, int, int | None, Decimal]]:
    """Name, year, month and amount of every outlay stated by calendar year."""
    rows = [(row.data.name, row.data.month, line) for row, line in case.use(costs.schedule).by_year]
    months = {plan.parcel: plan.month for plan in case.project.rows(LandCostPayment)}
    accounts = case.use(land.schedule).accounts
    rows += [
        (f"土地成本{parcel.id}", months.get(parcel.id, parcel.month), paid)
        for parcel in case.project.rows(Parcel)
        if parcel.claimed and (paid := accounts[parcel.id].paid) is not None
    ]
    years = case.book.years.years
    return [
        (name, year, month, amount)
        for name, month, line in rows
        for year, amount in zip(years, case.figures.amounts(line), strict=True)
    ]


def _just_after(case: Case, year: int, month: int | None) -> bool:
    """Tell whether an outlay is outside the window and may lie in the twelve months behind it."""
    last = case.use(timing.schedule).window.last
    first, end = month_days(year, month)
    counted = year <= last.year if month is None else first <= last
    return not counted and first <= add_months(last, AFTER) and end > last
