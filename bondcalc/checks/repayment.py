"""Group D: who repays, what is repaid early, what is laid by (国办发〔2024〕52号; 财会〔2025〕17号)."""

from decimal import Decimal

from bondcalc.analysis.early_repayment import early_repayment
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.inputs.sheets.repayment_duties import Duties
from bondcalc.schedules import coverage, repayment_reserve
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn, spans
from bondcalc.wording.terms import Unit, Verdict


@check("D14", unit=Unit.MONEY)
def early_repayment_is_borne(case: Case) -> Outcome:
    """Principal repaid early: interest saved beside the same bonds repaid as agreed, and no year-end without cash because of it."""
    early = early_repayment(case.book, case.figures)
    if early is None:
        return Outcome(Verdict.NOT_APPLICABLE, "没有计划提前偿还", "nothing is repaid early")
    good = early.lowest >= 0
    return Outcome(
        Verdict.PASS if good else Verdict.WARN,
        f"提前偿还本金{case.said(early.principal)}，少付利息{case.said(early.saved)}；"
        f"至原到期前年末资金最低为{early.lowest_year}年{case.said(early.lowest)}"
        + ("" if good else "，资金不足以提前偿还"),
        f"{case.money(early.principal)} early, interest saved {case.money(early.saved)}, lowest cash {case.money(early.lowest)}",
        case.money(early.lowest),
        case.money(Decimal(0)),
    )


@check("D15")
def reserve_out_of_cash(case: Case) -> Outcome:
    """The repayment reserve is never overdrawn and never more than the closing cash; no ratio reads it."""
    verdict, lines = case.verdict("D15"), case.use(repayment_reserve.schedule)
    if lines.balance is None or lines.free is None:
        return Outcome(verdict, "没有设置偿债备付金", "no repayment reserve")
    years = case.book.years.years
    held, free = case.figures.amounts(lines.balance), case.figures.amounts(lines.free)
    over = [str(year) for year, amount in zip(years, held, strict=True) if amount < 0]
    short = [str(year) for year, laid_by, left in zip(years, held, free, strict=True) if laid_by > 0 and left < 0]
    remarks = [f"{in_turn(spans(over))}年动用超过余额"] if over else []
    remarks += [f"{in_turn(spans(short))}年备付金大于期末资金"] if short else []
    return Outcome(
        verdict,
        f"偿债备付金最高余额{case.said(max(held))}"
        + ("，" + "；".join(remarks) if remarks else "，各年均由期末资金承担"),
        f"reserve up to {case.money(max(held))}, {len(remarks)} remark(s)",
        str(len(over) + len(short)),
        "0",
    )


@check("D16", (Duties, Duties.unit_share), (Duties, Duties.fund_share))
def who_repays(case: Case) -> Outcome:
    """The parts of the unit and of the fund budget are stated and make up the whole; a subsidy is no part of either."""
    form = case.project.form(Duties)
    unit, fund = form.unit_share or 0, form.fund_share or 0
    good = unit + fund == 1
    return Outcome(
        Verdict.PASS if good else Verdict.FAIL,
        f"专项债券本息由项目单位偿还{number.share(unit)}，由政府性基金预算偿还{number.share(fund)}"
        + ("" if good else f"，合计{number.share(unit + fund)}，应为100%"),
        f"unit {number.share(unit)}, fund budget {number.share(fund)}",
        number.share(unit + fund),
        "100%",
    )


@check("D17", unit=Unit.MONEY)
def help_only_for_a_shortfall(case: Case) -> Outcome:
    """Subsidies and other projects' revenue (E/F does not read them) are planned only where the project's own falls short of its service."""
    verdict, basis = case.verdict("D17"), case.use(coverage.schedule).basis
    more, own, due = (case.figures.amount(line) for line in (basis.overlay, basis.revenue, basis.service))
    if not more:
        return Outcome(verdict, "没有安排财政补助和其他项目收入", "no subsidy, no other project's revenue")
    short = due - own
    remarks = f"财政补助和其他项目收入{case.said(more)}，不计入覆盖倍数"
    if short <= 0:
        return Outcome(
            verdict,
            f"{remarks}；本项目收益已足以偿还本息，不存在应弥补的不足，应说明安排的理由",
            f"help of {case.money(more)} without a shortfall",
            case.money(more),
            case.money(max(short, Decimal(0))),
        )
    return Outcome(
        verdict,
        f"{remarks}；本项目收益不足{case.said(short)}" + ("，安排超过不足部分" if more > short else ""),
        f"help of {case.money(more)} for a shortfall of {case.money(short)}",
        case.money(more),
        case.money(short),
    )
