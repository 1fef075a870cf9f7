"""Group F: sources, uses and identities."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import approval, coverage, funding, sources_and_uses
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
    """Every year's uses have a source; in total sources are the uses, or the whole investment that was approved, the rest left over (结余)."""
    lines, balance = case.use(funding.schedule), case.use(sources_and_uses.schedule)
    verdict, uses, sources = (
        case.verdict("F01"),
        case.figures.amount(balance.computed),
        case.figures.amount(balance.sources),
    )
    if not uses:
        return Outcome(verdict, "没有投资计划", "no investment plan")
    cents = CENTS if verdict is Verdict.WARN else ""
    zh, en = _beside_the_investment(case, balance, cents)
    short = [
        (year, amount)
        for year, amount in zip(case.book.years.years, case.figures.amounts(lines.shortfall), strict=True)
        if amount > 0
    ]
    if short:
        year, amount = short[0]
        zh = f"{year}年资金缺口{case.said(amount)}{cents}；{zh}"
        en = f"short of {case.money(amount)} in {year}; {en}"
    if verdict is Verdict.NEEDS_INPUT:
        return needs_input([Asked(InvestmentItem)], zh, case.money(sources), case.money(uses))
    return Outcome(verdict, zh, en, case.money(sources), case.money(uses))


def _beside_the_investment(case: Case, balance: sources_and_uses.SourcesAndUses, cents: str) -> tuple[str, str]:
    """Say what is raised and spent, what is left over, and how far what is raised is from the total investment."""
    sources, uses, left, missing, beyond, whole = (
        case.figures.amount(line)
        for line in (
            balance.sources,
            balance.computed,
            balance.left,
            balance.missing,
            balance.beyond,
            case.use(approval.schedule).investment,
        )
    )
    zh = f"资金来源合计{case.said(sources)}，测算总投资{case.said(uses)}"
    en = f"sources {case.money(sources)}, computed investment {case.money(uses)}"
    if left:
        zh, en = f"{zh}，建设资金结余{case.said(left)}", f"{en}, {case.money(left)} left over"
    if missing:
        zh = f"{zh}；比总投资{case.said(whole)}少{case.said(missing)}{cents or '，尚未落实来源'}"
        en = f"{en}; {case.money(missing)} short of the investment of {case.money(whole)}"
    if beyond:
        zh = f"{zh}；比总投资{case.said(whole)}多{case.said(beyond)}{cents}"
        en = f"{en}; {case.money(beyond)} beyond the investment of {case.money(whole)}"
    return zh, en


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
        f"总投资{case.said(a)}，资本金、专项债券和其他融资合计{case.said(b + c + d)}，相差{case.said(abs(gap))}"
        + (CENTS if verdict == Verdict.WARN else LEFT if gap < 0 and not _approved(case) else ""),
        f"A {case.money(a)}, B+C+D {case.money(b + c + d)}, difference {case.money(gap)}",
        case.money(a),
        case.money(b + c + d),
    )
