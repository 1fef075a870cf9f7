"""Group W: what auditors find."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, Verdict, check
from bondcalc.inputs.particulars import Particulars
from bondcalc.money import grouped
from bondcalc.schedules import coverage


@check("W01", (Particulars, "approved_total"))
def approved_total(case: Case) -> Outcome:
    """Total investment against the approved total: any difference is named, above the tolerance it fails."""
    approved = case.project.form(Particulars).approved_total or Decimal(0)
    total = case.figures.amount(case.use(coverage.schedule).basis.investment)
    if not total:
        return Outcome("not_applicable", "没有投资计划", "no investment plan")
    gap = total - approved
    tolerance = Fraction(case.rules.value("approved_total_tolerance").number)
    far = approved == 0 or abs(Fraction(gap)) > tolerance * Fraction(approved)
    verdict: Verdict = "pass" if gap == 0 else "fail" if far else "warn"
    return Outcome(verdict, f"总投资{grouped(total, 2)}，批复总投资{grouped(approved, 2)}，相差{grouped(gap, 2)}",
                   f"total {grouped(total, 2)}, approved {grouped(approved, 2)}, difference {grouped(gap, 2)}",
                   grouped(total, 2), grouped(approved, 2))  # fmt: skip
