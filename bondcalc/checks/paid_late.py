"""Costs put behind the last maturity, where they lower no E."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bondcalc.checks.coverage import late_multiple, late_named, quotient, thresholds
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.schedules import coverage, late_costs
from bondcalc.schedules.costs import Stated
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
    later = [] if late is None else list(_by_year(case, late.later))
    if verdict is Verdict.PASS or late is None:
        renewals = f"；{in_turn(later)}在到期一年以后，由到期后的收入支付" if later else ""
        said = f"末期债券到期后没有推迟支付的成本、税费{renewals}"
        return Outcome(verdict, said, "no cost is put behind the last maturity", "0", "0")
    named = [*_by_year(case, late.outlays), *_land(case, late), *_losses(case, late), *later]
    return Outcome(
        verdict,
        f"{in_turn(named)}未计入存续期内支出，应说明时点依据{_multiples(case, late)}",
        f"{len(named)} cost(s) paid after the last maturity, in no E",
        str(len(named)),
        "0",
    )


def _by_year(case: Case, stated: Sequence[Stated]) -> Iterator[str]:
    """Name costs and taxes with year, month and amount."""
    for row, line in stated:
        month = "" if row.data.month is None else f"{row.data.month}月"
        by_year = zip(case.book.years.years, case.figures.amounts(line), strict=True)
        yield from (
            f"{row.data.name}（{year}年{month}，{case.said(amount)}）" for year, amount in by_year if amount > 0
        )


def _losses(case: Case, late: LateCosts) -> list[str]:
    """Name what is sold after the maturity at a loss."""
    lost = [(name, case.figures.amount(line)) for name, line in late.losses]
    return [f"{name}（末期债券到期后出让、销售，亏损{case.said(amount)}）" for name, amount in lost if amount > 0]


def _land(case: Case, late: LateCosts) -> list[str]:
    """Name parcels with what is unpaid of their cost."""
    left = {id_: case.figures.amount(line) for id_, line in late.land.items()}
    return [
        f"土地成本{id_}（出让收入计入存续期，末期债券到期后支付{case.said(amount)}）"
        for id_, amount in left.items()
        if amount > 0
    ]


def _multiples(case: Case, late: LateCosts) -> str:
    """Say E/F with these costs beside E/F without, and which limits it falls below; empty without debt."""
    basis = case.use(coverage.schedule).basis
    counted = quotient(case, basis.revenue, basis.service)
    if counted is None:
        return ""
    by_income, parts = case.figures.amount(late.by_income), list[str]()
    with_them, owed = late_multiple(case, basis.service), Fraction(case.figures.amount(basis.service))
    if with_them is not None:
        parts.append(f"计入{late_named(case)}后，{_change(case, counted, with_them)}")
    if by_income:
        without = (Fraction(case.figures.amount(late.revenue)) - Fraction(by_income)) / owed
        named = f"到期一年以后列支、由到期后的收入支付的{case.said(by_income)}"
        parts.append(f"{'再计入' if parts else '计入'}{named}，{_change(case, counted, without)}")
    return "".join(f"；{part}" for part in parts)


def _change(case: Case, counted: Fraction, with_them: Fraction) -> str:
    """Say E/F as it is counted and otherwise, and which limits the latter falls below."""
    limits = thresholds(case)
    before, after = (max((number.against(value, limit) for limit in limits), key=len) for value in (counted, with_them))
    missed = in_turn(f"{number.limit(limit)}倍" for limit in limits if with_them < limit)
    return f"全部债务本息覆盖倍数由{before}倍变为{after}倍{f'，低于{missed}' if missed else ''}"
