"""Group F: sources, uses and identities."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.inputs.settings import Settings
from bondcalc.money import grouped, half_up_fraction
from bondcalc.schedules import coverage, funding
from bondcalc.wording.terms import Verdict


@check("F01")
def sources_cover_uses(case: Case) -> Outcome:
    """Every year's uses have a source, and in total sources equal uses; unspent money is carried forward."""
    lines = case.use(funding.schedule)
    uses = sum(case.figures.amounts(lines.uses), Decimal(0))
    if not uses:
        return Outcome(Verdict.NOT_APPLICABLE, "没有投资计划", "no investment plan")
    sources = sum(case.figures.amounts(lines.sources), Decimal(0))
    short = [(year, amount) for year, amount in zip(case.book.years.years, case.figures.amounts(lines.shortfall),
                                                    strict=True) if amount > 0]  # fmt: skip
    if short:
        year, amount = short[0]
        return Outcome(Verdict.FAIL, f"{year}年资金缺口{grouped(amount, 2)}", f"short of {grouped(amount, 2)} in {year}",
                       grouped(sources, 2), grouped(uses, 2))  # fmt: skip
    verdict: Verdict = Verdict.PASS if sources == uses else Verdict.FAIL
    return Outcome(verdict, f"资金来源合计{grouped(sources, 2)}，资金使用合计{grouped(uses, 2)}",
                   f"sources {grouped(sources, 2)}, uses {grouped(uses, 2)}", grouped(sources, 2), grouped(uses, 2))  # fmt: skip


@check("F02")
def investment_identity(case: Case) -> Outcome:
    """A = B + C + D at four decimals of 亿元, the form's own unit (disclosure template)."""
    lines = case.use(coverage.schedule).basis
    a, b, c, d = (case.figures.amount(line) for line in (lines.investment, lines.capital, lines.special_bonds,
                                                         lines.market_loans))  # fmt: skip
    if not a:
        return Outcome(Verdict.NOT_APPLICABLE, "没有投资计划", "no investment plan")
    per = case.project.form(Settings).yuan_per_unit
    shown = [half_up_fraction(Fraction(amount) * Fraction(per) / 10**8, 4) for amount in (a, b + c + d)]
    gap = a - b - c - d
    verdict: Verdict = Verdict.PASS if gap == 0 and shown[0] == shown[1] else Verdict.FAIL
    return Outcome(verdict, f"总投资{grouped(a, 2)}，资本金＋专项债券＋其他融资{grouped(b + c + d, 2)}，相差{grouped(gap, 2)}",
                   f"A {grouped(a, 2)}, B+C+D {grouped(b + c + d, 2)}, difference {grouped(gap, 2)}",
                   grouped(a, 2), grouped(b + c + d, 2))  # fmt: skip
