"""What each year earns against what it owes, opening cash left out: told, never a verdict on coverage."""

from collections.abc import Callable
from decimal import Decimal

from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import bonds, coverage
from bondcalc.schedules.tranche import Tranche
from bondcalc.wording.terms import Verdict


def _years(case: Case, short: Callable[[int, Decimal, Decimal, Decimal], bool]) -> list[str]:
    """Name the years for which year, 收益, interest and service are short."""
    able = case.use(coverage.schedule).able
    rows = (case.figures.amounts(line) for line in (able.revenue, able.interest, able.service))
    return [str(year) for year, *amounts in zip(case.book.years.years, *rows, strict=True) if short(year, *amounts)]


def _told(case: Case, years: list[str], zh: str, en: str, good: str) -> Outcome:
    if not any(case.figures.amounts(case.use(coverage.schedule).able.service)):
        return Outcome(Verdict.NOT_APPLICABLE, "没有由收益偿还的本息", "no service paid from revenue")
    if years:
        return Outcome(Verdict.WARN, f"{'、'.join(years)}年{zh}", f"{en}: {', '.join(years)}", str(len(years)), "0")
    return Outcome(Verdict.PASS, good, f"no year: {en}", "0", "0")


@check("C15")
def interest_earned(case: Case) -> Outcome:
    """收益 of each year covers its interest, opening cash left out."""
    short = _years(case, lambda _, income, interest, __: interest > 0 and income < interest)
    return _told(
        case,
        short,
        "的收益不足以支付当年利息，依靠以前年度结余",
        "revenue below the year's interest",
        "由收益支付利息的各年，收益均不低于当年利息",
    )


@check("C16")
def service_earned(case: Case) -> Outcome:
    """DSCR without opening cash is 1 or more in each year but those in which a bond is repaid at once.

    That is the last year of a bullet, also where part of it was repaid early, and of any bond that is repaid in one payment;
    not where other bonds repay all of it.
    """
    debt = case.use(bonds.schedule)
    refinanced = {bond.refinances for bond in case.project.rows(Bond)} - {None}
    bullets = {
        tranche.last_day.year
        for tranche in debt.tranches
        if _at_once(case, tranche) and _borne(case, debt, tranche, rolled=tranche.row.data.id in refinanced)
    }
    short = _years(case, lambda year, income, _, service: service > 0 and income < service and year not in bullets)
    none = "无由收益偿还的一次还本" if refinanced else "无一次还本到期"
    zh = f"{none}，但不含期初资金的偿债备付率低于1.00倍，依靠以前年度结余"
    return _told(case, short, zh, "DSCR below 1 without a bullet", "无一次还本到期的各年，偿债备付率均不低于1.00倍")


def _at_once(case: Case, tranche: Tranche) -> bool:
    """Tell whether a bond is a bullet, or is repaid in one payment whatever it is called."""
    payments = sum(part > 0 for part in case.figures.amounts(tranche.principal))
    return tranche.row.data.repayment == "bullet" or payments == 1


def _borne(case: Case, debt: bonds.DebtService, tranche: Tranche, *, rolled: bool) -> bool:
    """Tell whether the last payment of a bond is not wholly repaid by other bonds."""
    if not rolled:
        return True
    at = case.book.years.years.index(tranche.last_day.year)
    return (
        case.figures.amounts(tranche.principal)[-1]
        > case.figures.amounts(debt.table[f"rolled.{tranche.row.data.id}"])[at]
    )
