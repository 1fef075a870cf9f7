"""Group L: debt limits of a year. Bonds issued are in the balance; those planned in the year of the application are tested."""

from decimal import Decimal

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.region import Region
from bondcalc.wording.terms import Unit, Verdict


def _within(case: Case, rule: str, figure: Decimal, limit: Decimal, zh: str, en: str) -> Outcome:
    verdict = case.verdict(rule)
    fits = verdict is Verdict.PASS
    return Outcome(
        verdict,
        f"{zh}{case.said(figure)}，{'不超过' if fits else '超过'}限额{case.said(limit)}{case.planned_later()}",
        f"{en} {case.money(figure)} {'is within' if fits else 'exceeds'} {case.money(limit)}",
        case.money(figure),
        case.money(limit),
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
    after = (region.debt_balance or 0) + case.planned() - (region.repaid_this_year or 0)
    return _within(
        case, "L01", Decimal(after), region.debt_limit or Decimal(0), "发行后专项债务余额", "balance after issue"
    )


@check("L02", (Region, Region.new_limit), (Region, Region.prior_limit), (Region, Region.prior_balance), unit=Unit.MONEY)
def room_for_issue(case: Case) -> Outcome:
    """The issue fits this year's new limit plus last year's unused room (财预〔2017〕89号)."""
    region = case.project.form(Region)
    unused = max(Decimal(0), (region.prior_limit or Decimal(0)) - (region.prior_balance or Decimal(0)))
    planned, approved = case.planned(), case.project.form(Compliance).prior_room_approved
    if planned > (region.new_limit or Decimal(0)) and unused and not approved:
        zh = "本次发行使用上年结存限额"
        if approved is None:
            return needs_input([Asked(Compliance, (Compliance.prior_room_approved,))], zh)
        return Outcome(Verdict.FAIL, f"{zh}，未经批准", "prior room is used without approval")
    return _within(case, "L02", planned, (region.new_limit or Decimal(0)) + unused, "拟发行专项债券", "planned issue")
