"""Group L: debt limits of a year. Bonds issued are in the balance; those planned in the year of the application are tested."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.region import Region
from bondcalc.wording.terms import Unit, Verdict


class LimitSide(NamedTuple):
    """A side of the comparison, and in both languages what it is the sum of; empty where it is stated as it is."""

    amount: Decimal
    zh: str = ""
    en: str = ""


def _within(case: Case, verdict: Verdict, figure: LimitSide, limit: LimitSide, zh: str, en: str) -> Outcome:
    """Say whether a figure stays within a limit, and what each is made of."""
    fits, later = verdict is Verdict.PASS, case.planned_later()
    said, most = case.said(figure.amount), case.said(limit.amount)
    return Outcome(
        verdict,
        f"{zh}{said}{figure.zh}，{'不超过' if fits else '超过'}限额{most}{limit.zh}{later}",
        f"{en} {case.money(figure.amount)}{figure.en} {'is within' if fits else 'exceeds'} {case.money(limit.amount)}{limit.en}",
        case.money(figure.amount),
        case.money(limit.amount),
    )


@check(
    "L01",
    (Region, Region.debt_limit),
    (Region, Region.debt_balance),
    (Region, Region.repaid_this_year),
    unit=Unit.MONEY,
)
def balance_within_limit(case: Case) -> Outcome:
    """Special-debt balance after the issue stays inside the limit (财预〔2017〕89号; 155号)."""
    region = case.project.form(Region)
    before, repaid = region.debt_balance or Decimal(0), region.repaid_this_year or Decimal(0)
    planned = case.planned()
    after = LimitSide(
        before + planned - repaid,
        f"（发行前{case.said(before)}＋拟发行{case.said(planned)}－本年已还本金{case.said(repaid)}）",
        f" (before {case.money(before)} + planned {case.money(planned)} - repaid this year {case.money(repaid)})",
    )
    limit = LimitSide(region.debt_limit or Decimal(0))
    return _within(case, case.verdict("L01"), after, limit, "发行后专项债务余额", "balance after issue")


@check("L02", (Region, Region.new_limit), (Region, Region.prior_limit), (Region, Region.prior_balance), unit=Unit.MONEY)
def room_for_issue(case: Case) -> Outcome:
    """The issue fits this year's new limit plus last year's unused room (财预〔2017〕89号)."""
    region = case.project.form(Region)
    new = region.new_limit or Decimal(0)
    unused = max(Decimal(0), (region.prior_limit or Decimal(0)) - (region.prior_balance or Decimal(0)))
    verdict, zh = case.verdict("L02"), "本次发行使用上年结存限额"
    if verdict is Verdict.NEEDS_INPUT:
        return needs_input([Asked(Compliance, (Compliance.prior_room_approved,))], zh)
    if verdict is Verdict.FAIL and unused and not case.project.form(Compliance).prior_room_approved:
        return Outcome(verdict, f"{zh}，未经批准", "prior room is used without approval")
    limit = LimitSide(
        new + unused,
        f"（本年新增{case.said(new)}＋上年结存{case.said(unused)}）",
        f" (new this year {case.money(new)} + unused last year {case.money(unused)})",
    )
    return _within(case, verdict, LimitSide(case.planned()), limit, "拟发行专项债券", "planned issue")
