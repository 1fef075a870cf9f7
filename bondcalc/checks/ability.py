"""What each year earns against what it owes, opening cash left out: told, never a verdict on coverage."""

from collections.abc import Sequence

from bondcalc.algebra.line import Constant, Expression, both
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.verdicts.debt_verdicts import interest_short, service_short
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.schedules import cash, surplus
from bondcalc.wording.in_turn import in_english, in_turn, spans
from bondcalc.wording.terms import Verdict


def _told(case: Case, rule: str, short: Expression, zh: str, en: str, good: str) -> Outcome:
    verdict = case.verdict(rule)
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有由收益偿还的本息", "no service paid from revenue")
    if verdict is Verdict.PASS:
        return Outcome(verdict, good, f"no year: {en}", "0", "0")
    years = case.years(short)
    words, also = _made_up(case, years, short)
    return Outcome(
        verdict,
        f"{in_turn(spans(years))}年{zh}，{words}",
        f"{en}: {in_english(spans(years, '–'))}{also}",
        str(len(years)),
        "0",
    )


def _made_up(case: Case, years: Sequence[str], short: Expression) -> tuple[str, str]:
    """Say what makes up for the short years: what earlier ones left, or not even that where closing cash is negative."""
    lacking = case.years(both(short, Constant(0) > case.use(cash.schedule).closing))
    if not lacking:
        hang = case.years(both(short, Constant(0) > case.use(surplus.schedule).closing))
        also = f"; {in_english(spans(hang, '–'))} with construction money left over" if hang else ""
        too = f"，其中{in_turn(spans(hang))}年还依靠建设资金结余" if hang else ""
        return f"依靠以前年度结余{too}", also
    also = f"; cash negative in {in_english(spans(lacking, '–'))}"
    if len(lacking) == len(years):
        return "以前年度结余也不足以补足，各该年末资金均为负", also
    return f"先由以前年度结余补足，其中{in_turn(spans(lacking))}年仍不足，年末资金为负", also


@check("C15")
def interest_earned(case: Case) -> Outcome:
    """收益 of each year covers its interest, opening cash left out."""
    return _told(
        case,
        "C15",
        interest_short(case.book),
        "的收益不足以支付当年利息",
        "revenue below the year's interest",
        "由收益支付利息的各年，收益均不低于当年利息",
    )


@check("C16")
def service_earned(case: Case) -> Outcome:
    """DSCR without opening cash is 1 or more in each year but those in which a bond is repaid at once.

    That is the last year of a bullet, also where part of it was repaid early, and of any bond that is repaid in one payment;
    not where other bonds repay all of it.
    """
    refinanced = any(bond.refinances for bond in case.project.rows(Bond))
    none = "无由收益偿还的一次还本" if refinanced else "无一次还本到期"
    zh = f"{none}，但不含期初资金的偿债备付率低于1.00倍"
    return _told(
        case,
        "C16",
        service_short(case.book),
        zh,
        "DSCR below 1 without a bullet",
        "没有一次还本到期的各年，偿债备付率均不低于1.00倍",
    )
