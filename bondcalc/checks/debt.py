"""Group D: debt service."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.debt_verdicts import interest_beyond_outlay, interest_from_bonds
from bondcalc.dates import months_between
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.money import half_up_fraction, places_of
from bondcalc.schedules import bonds, cash, loans
from bondcalc.wording.in_turn import in_english, in_turn, spans
from bondcalc.wording.terms import Unit, Verdict

SATURDAY = 5


@check("D01", unit=Unit.MONEY)
def principal_repaid(case: Case) -> Outcome:
    """Principal repaid equals principal issued (debt-management system)."""
    wrong, issued, repaid = [], Decimal(0), Decimal(0)
    for tranche in case.use(bonds.schedule).tranches:
        paid = sum(case.figures.amounts(tranche.principal), Decimal(0))
        face = case.issued(tranche)
        issued, repaid = issued + face, repaid + paid
        if paid != face:
            wrong.append(tranche.row.data.id)
    verdict = case.verdict("D01")
    return Outcome(
        verdict,
        f"各期还本合计{case.said(repaid)}，发行合计{case.said(issued)}"
        + ("" if verdict is Verdict.PASS else f"，不一致：{in_turn(wrong)}"),
        f"repaid {case.money(repaid)}, issued {case.money(issued)}",
        case.money(repaid),
        case.money(issued),
    )


@check("D03", unit=Unit.MONEY)
def interest_recomputed(case: Case) -> Outcome:
    """Interest = balance x coupon / payments a year, recomputed here on its own with exact fractions."""
    places = places_of(case.project.form(Settings).quantum)
    worst = Decimal(0)
    for tranche in case.use(bonds.schedule).tranches:
        bond, times = tranche.row.data, tranche.row.data.times()
        rise = case.project.form(StressFactors).rate_rise if bond.status == "planned" else 0
        # No holder pays for lending: a rate that is lowered ends at zero.
        balance, each = case.issued(tranche), max(Fraction(bond.coupon) + Fraction(rise), Fraction(0)) / times
        for interest, principal in zip(
            case.figures.amounts(tranche.interest), case.figures.amounts(tranche.principal), strict=True
        ):
            due = half_up_fraction(Fraction(balance) * each, places)
            worst = max(worst, abs(due - interest))
            balance -= principal
    return Outcome(
        Verdict.PASS if worst == 0 else Verdict.FAIL,
        f"逐笔重算利息，最大差异{case.said(worst)}",
        f"largest difference {case.money(worst)}",
        case.money(worst),
        case.money(Decimal(0)),
    )


@check("D04")
def coupon_frequency(case: Case) -> Outcome:
    """Terms below ten years pay once a year, from ten years on twice (issue notices)."""
    limit = case.rules.value("annual_coupon_below_years").number
    wrong = []
    for tranche in case.use(bonds.schedule).tranches:
        bond, times = tranche.row.data, tranche.row.data.times()
        expected = 1 if months_between(bond.begins(), bond.due()) < 12 * limit else 2
        if times != expected:
            wrong.append(f"{bond.id}每年{times}次（惯例{expected}次）")
    if wrong:
        return Outcome(
            Verdict.WARN,
            in_turn(wrong),
            "frequency differs from the custom: " + in_english(wrong),
            str(len(wrong)),
            "0",
        )
    return Outcome(Verdict.PASS, "各期付息频率符合发行惯例", "frequencies follow the custom", "0", "0")


@check("D07", unit=Unit.MONEY)
def bond_money_pays_no_interest(case: Case) -> Outcome:
    """In no year is interest paid out of bond money: cash without it carries the interest (财预〔2016〕155号第六条)."""
    verdict = case.verdict("D07")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有投资计划", "no investment plan")
    interest = case.figures.amounts(case.use(cash.schedule).interest)
    if verdict is Verdict.PASS:
        whole = sum(interest, Decimal(0))
        return Outcome(
            verdict,
            f"各年债券利息合计{case.said(whole)}均由债券资金以外的资金支付",
            f"interest of {case.money(whole)} is paid without bond money",
            case.money(Decimal(0)),
            case.money(Decimal(0)),
        )
    taken = zip(case.book.years.years, interest, case.amounts(interest_from_bonds(case.book)), strict=True)
    year, paid, short = next(row for row in taken if row[2] > 0)
    return Outcome(
        verdict,
        f"{year}年应付利息{case.said(paid)}，债券资金以外的资金不足{case.said(short)}，须动用债券资金",
        f"interest of {case.money(paid)} in {year} takes {case.money(short)} of bond money",
        case.money(short),
        case.money(Decimal(0)),
    )


@check("D05", unit=Unit.MONEY)
def interest_not_negative(case: Case) -> Outcome:
    """No payment of interest is negative (debt-management system); years in which a debt bears none are no payments."""
    lines = [tranche.interest for tranche in case.use(bonds.schedule).tranches] + [case.use(loans.schedule).interest]
    low = min((due for line in lines for due in case.figures.amounts(line) if due), default=Decimal(0))
    return Outcome(
        case.verdict("D05"),
        f"各笔债务有利息的年度中，最低为{case.said(low)}",
        f"lowest interest of a debt in a year that bears any {case.money(low)}",
        case.money(low),
        f"≥ {case.money(Decimal(0))}",
    )


@check("D08")
def interest_inside_outlay(case: Case) -> Outcome:
    """Interest in construction is within the construction outlay of its year: 0301 + 0302 <= 03 (debt-management system)."""
    verdict = case.verdict("D08")
    years = case.years(interest_beyond_outlay(case.book)) if verdict is Verdict.FAIL else []
    return Outcome(
        verdict,
        f"{in_turn(spans(years))}年建设期利息大于建设支出，应计入总投资" if years else "各年建设期利息在建设支出之内",
        f"years above: {len(years)}",
        str(len(years)),
        "0",
    )


@check("D11")
def issued_coupon(case: Case) -> Outcome:
    """Issued tranches carry the coupon of the issue result."""
    issued = [bond for bond in case.project.rows(Bond) if bond.status == "issued"]
    blank = [bond.id for bond in issued if bond.result_coupon is None]
    wrong = [bond.id for bond in issued if bond.result_coupon is not None and bond.result_coupon != bond.coupon]
    if not issued:
        return Outcome(Verdict.NOT_APPLICABLE, "没有已发行债券", "nothing is issued yet")
    if blank and not wrong:
        return needs_input([Asked(Bond, (Bond.result_coupon,), tuple(blank))])
    return Outcome(
        Verdict.FAIL if wrong else Verdict.PASS,
        f"{in_turn(wrong)}票面利率与发行结果不一致" if wrong else "已发行债券票面利率与发行结果一致",
        f"differs: {len(wrong)}",
        str(len(wrong)),
        "0",
    )


@check("D12", unit=Unit.MONEY)
def fees_budgeted(case: Case) -> Outcome:
    """Issue and payment fees are in the schedules (财预〔2016〕155号第三条)."""
    debt = case.use(bonds.schedule)
    issue, paid = (sum(case.figures.amounts(line), Decimal(0)) for line in (debt.issue_fees, debt.payment_fees))
    waived = [bond.id for bond in case.project.rows(Bond) if 0 in {bond.issue_fee_rate, bond.payment_fee_rate}]
    verdict = case.verdict("D12")
    said = f"；{in_turn(waived)}的费率填为0，应说明由谁承担" if waived else ""
    return Outcome(
        verdict,
        f"发行费用{case.said(issue)}，兑付手续费{case.said(paid)}{said}",
        f"issue {case.money(issue)}, payment {case.money(paid)}"
        + (f"; stated as nothing: {in_english(waived)}" if waived else ""),
        case.money(issue + paid),
        "> 0.00",
    )


@check("D13")
def dated_payments(case: Case) -> Outcome:
    """Debt service is listed by date; a date on a weekend is paid on the next working day, without more interest."""
    days = [day for tranche in case.use(bonds.schedule).tranches for day in tranche.dates]
    weekend = sum(day.weekday() >= SATURDAY for day in days)
    return Outcome(
        Verdict.PASS,
        f"还本付息按日期列示，共{len(days)}笔；其中{weekend}笔付息日为周六、周日，顺延至下一工作日支付，不另计息；法定节假日以公布为准",
        f"{len(days)} payments by date, {weekend} on weekends: paid on the next working day",
        f"{weekend}笔",
    )
