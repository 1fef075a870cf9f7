"""Group F: sources, uses and identities."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import approval, coverage, funding
from bondcalc.schedules.hundred_million import PLACES
from bondcalc.wording.terms import Unit, Verdict

CENTS = "，不足披露表最末一位的一半，属尾差"
"""What is said of a gap that the form does not show."""

LEFT = "；多筹的如为利率下降等形成的结余，应填写批复总投资"
"""What is said where more is raised than is spent and no approved total tells what was agreed."""


def _approved(case: Case) -> bool:
    """Tell whether an approved total is stated."""
    return bool(case.project.form(Particulars).approved_total)


def below_the_form(case: Case, gap: Decimal) -> bool:
    """Tell whether a gap is less than half of the form's last digit (0.0001 亿元), so that it cannot show there."""
    yuan = Fraction(case.project.form(Settings).yuan_per_unit)
    share = Fraction(gap) * yuan / Fraction(case.rules.value("yuan_a_hundred_million").number)
    return abs(share) < Fraction(1, 2 * 10**PLACES)


@check("F01", unit=Unit.MONEY)
def sources_cover_uses(case: Case) -> Outcome:
    """Every year's uses have a source; in total sources are the uses and what the approval leaves over (结余), carried forward."""
    lines = case.use(funding.schedule)
    verdict, uses = case.verdict("F01"), sum(case.figures.amounts(lines.uses), Decimal(0))
    if not uses:
        return Outcome(verdict, "没有投资计划", "no investment plan")
    sources = sum(case.figures.amounts(lines.sources), Decimal(0))
    short = [
        (year, amount)
        for year, amount in zip(case.book.years.years, case.figures.amounts(lines.shortfall), strict=True)
        if amount > 0
    ]
    if short:
        year, amount = short[0]
        return Outcome(
            verdict,
            f"{year}年资金缺口{case.said(amount)}{CENTS if verdict is Verdict.WARN else ''}",
            f"short of {case.money(amount)} in {year}",
            case.money(sources),
            case.money(uses),
        )
    left = case.figures.amount(case.use(approval.schedule).left)
    zh = f"资金来源合计{case.said(sources)}，资金使用合计{case.said(uses)}{CENTS if verdict == Verdict.WARN else ''}"
    en = f"sources {case.money(sources)}, uses {case.money(uses)}"
    if left:
        zh, en = (
            f"{zh}，批复总投资内预计结余{case.said(left)}",
            f"{en}, {case.money(left)} of the approved total left over",
        )
    return Outcome(verdict, zh, en, case.money(sources), case.money(uses))


@check("F02", unit=Unit.MONEY)
def investment_identity(case: Case) -> Outcome:
    """A = B + C + D at four decimals of 亿元, the form's own unit (disclosure template)."""
    lines = case.use(coverage.schedule).basis
    a, b, c, d = (
        case.figures.amount(line) for line in (lines.investment, lines.capital, lines.special_bonds, lines.market_loans)
    )
    verdict, gap = case.verdict("F02"), a - b - c - d
    if not a:
        return Outcome(verdict, "没有投资计划", "no investment plan")
    return Outcome(
        verdict,
        f"总投资{case.said(a)}，资本金＋专项债券＋其他融资{case.said(b + c + d)}，相差{case.said(gap)}"
        + (CENTS if verdict == Verdict.WARN else LEFT if gap < 0 and not _approved(case) else ""),
        f"A {case.money(a)}, B+C+D {case.money(b + c + d)}, difference {case.money(gap)}",
        case.money(a),
        case.money(b + c + d),
    )
