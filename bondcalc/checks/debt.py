"""Group D: debt service."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, Verdict, check
from bondcalc.dates import months_between
from bondcalc.inputs.settings import Settings
from bondcalc.inputs.stress import StressFactors
from bondcalc.money import grouped, half_up_fraction, places_of
from bondcalc.schedules import bonds, funding


@check("D01")
def principal_repaid(case: Case) -> Outcome:
    """Principal repaid equals principal issued (debt-management system)."""
    wrong, issued, repaid = [], Decimal(0), Decimal(0)
    for tranche in case.use(bonds.schedule).tranches:
        paid = sum(case.figures.amounts(tranche.principal), Decimal(0))
        issued, repaid = issued + tranche.row.data.face, repaid + paid
        if paid != tranche.row.data.face:
            wrong.append(tranche.row.data.id)
    same = not wrong
    return Outcome("pass" if same else "fail", f"各期还本合计{grouped(repaid, 2)}，发行合计{grouped(issued, 2)}"
                   + ("" if same else f"，不一致：{'、'.join(wrong)}"),
                   f"repaid {grouped(repaid, 2)}, issued {grouped(issued, 2)}", grouped(repaid, 2), grouped(issued, 2))  # fmt: skip


@check("D03")
def interest_recomputed(case: Case) -> Outcome:
    """Interest = balance x coupon / payments a year, recomputed here on its own with exact fractions."""
    places = places_of(case.project.form(Settings).quantum)
    worst = Decimal(0)
    for tranche in case.use(bonds.schedule).tranches:
        bond, times = tranche.row.data, tranche.row.data.times()
        rise = case.project.form(StressFactors).rate_rise if bond.status == "planned" else 0
        balance, rate = bond.face, Fraction(bond.coupon) + Fraction(rise)
        for interest, principal in zip(case.figures.amounts(tranche.interest), case.figures.amounts(tranche.principal),
                                       strict=True):  # fmt: skip
            due = half_up_fraction(Fraction(balance) * rate / times, places)
            worst = max(worst, abs(due - interest))
            balance -= principal
    return Outcome("pass" if worst == 0 else "fail", f"逐笔重算利息，最大差异{worst}", f"largest difference {worst}",
                   str(worst), "0.01")  # fmt: skip


@check("D04")
def coupon_frequency(case: Case) -> Outcome:
    """Terms below ten years pay once a year, from ten years on twice (issue notices)."""
    limit = case.rules.value("annual_coupon_below_years").number
    wrong = []
    for tranche in case.use(bonds.schedule).tranches:
        bond, times = tranche.row.data, tranche.row.data.times()
        expected = 1 if months_between(bond.value_date, bond.due()) < 12 * limit else 2
        if times != expected:
            wrong.append(f"{bond.id}每年{times}次（惯例{expected}次）")
    if wrong:
        return Outcome(
            "warn", "、".join(wrong), "frequency differs from the custom: " + ", ".join(wrong), str(len(wrong)), "0"
        )
    return Outcome("pass", "各期付息频率符合发行惯例", "frequencies follow the custom", "0", "0")


@check("D07")
def bond_money_pays_no_interest(case: Case) -> Outcome:
    """Bond money pays construction only; what it cannot pay yet is named as idle (财预〔2016〕155号第六条)."""
    lines = case.use(funding.schedule)
    idle = [(year, amount) for year, amount in zip(case.book.years.years, case.figures.amounts(lines.bond_cash),
                                                   strict=True) if amount > 0]  # fmt: skip
    drawn = sum(case.figures.amounts(lines.drawn), Decimal(0))
    if not drawn or not any(case.figures.amounts(lines.uses)):
        return Outcome("not_applicable", "没有投资计划", "no investment plan")
    if not idle:
        return Outcome(
            "pass",
            "债券资金当年用于可支付的建设支出，无结余",
            "bond money is spent in its year on payable works",
            "0.00",
            "0.00",
        )
    year, amount = idle[0]
    final = case.figures.amounts(lines.bond_cash)[-1]
    verdict: Verdict = "fail" if final > 0 else "warn"
    return Outcome(verdict, f"{year}年末债券资金结余{grouped(amount, 2)}，不得用于利息、费用和其他支出"
                   + ("，且最终未用完" if final > 0 else ""),
                   f"bond money idle at the end of {year}: {grouped(amount, 2)}", grouped(amount, 2), "0.00")  # fmt: skip
