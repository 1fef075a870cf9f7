"""Costs put behind the last maturity, where they lower no E."""

from bondcalc.checks.coverage import late_multiple, late_named, quotient, thresholds
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.schedules import coverage, late_costs
from bondcalc.schedules.late_costs import LateCosts
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict


@check("W23")
def paid_after_maturity(case: Case) -> Outcome:
    """A cost that is paid after the last maturity does not lower E: it is told with the multiple that counts it."""
    verdict, late = case.verdict("W23"), case.use(late_costs.schedule).late
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有按年份填写的支出", "no outlay by year")
    if verdict is Verdict.PASS or late is None:
        said = "末期债券到期后没有推迟支付的成本、税费"
        return Outcome(verdict, said, "no cost is put behind the last maturity", "0", "0")
    named = [*_outlays(case, late), *_land(case, late)]
    return Outcome(
        verdict,
        f"{in_turn(named)}未计入存续期内支出，应说明时点依据{_multiples(case)}",
        f"{len(named)} cost(s) paid after the last maturity, in no E",
        str(len(named)),
        "0",
    )


def _outlays(case: Case, late: LateCosts) -> list[str]:
    """Name costs and taxes with year, month and amount."""
    named = []
    for row, line in late.outlays:
        month = "" if row.data.month is None else f"{row.data.month}月"
        by_year = zip(case.book.years.years, case.figures.amounts(line), strict=True)
        named += [f"{row.data.name}（{year}年{month}，{case.said(amount)}）" for year, amount in by_year if amount > 0]
    return named


def _land(case: Case, late: LateCosts) -> list[str]:
    """Name parcels with what is unpaid of their cost."""
    left = {id_: case.figures.amount(line) for id_, line in late.land.items()}
    return [
        f"土地成本{id_}（出让收入计入存续期，末期债券到期后支付{case.said(amount)}）"
        for id_, amount in left.items()
        if amount > 0
    ]


def _multiples(case: Case) -> str:
    """Say E/F with these costs beside E/F without, and which limits it falls below; empty without debt."""
    basis = case.use(coverage.schedule).basis
    counted, late = quotient(case, basis.revenue, basis.service), late_multiple(case, basis.service)
    if counted is None or late is None:
        return ""
    limits = thresholds(case)
    without, with_them = (max((number.against(value, limit) for limit in limits), key=len) for value in (counted, late))
    missed = in_turn(f"{number.limit(limit)}倍" for limit in limits if late < limit)
    return f"；计入{late_named(case)}后，全部债务本息覆盖倍数由{without}倍变为{with_them}倍{f'，低于{missed}' if missed else ''}"
