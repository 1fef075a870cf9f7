"""Groups C, F and W: the sub-projects of a bundled project, each beside the whole."""

from fractions import Fraction

from bondcalc.checks.coverage import late_multiple, late_named, quotient
from bondcalc.checks.funding import below_the_form
from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.coverage_verdicts import cash_of_part
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.sub_projects import SubProject
from bondcalc.schedules import bundle, coverage, sub_project_flows
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit, Verdict

SINGLE = Outcome(Verdict.NOT_APPLICABLE, "不是打包项目", "not bundled")


def _single(case: Case) -> Outcome | None:
    return None if case.project.rows(SubProject) else SINGLE


@check("C17", unless=_single, unit=Unit.RATIO)
def each_covers(case: Case) -> Outcome:
    """Each sub-project's E covers its F; the whole is judged by C01 and C02, what others make up for is named.

    Costs paid after the last maturity are not parted by sub-project: they are named with their sum.
    """
    parts = case.use(bundle.schedule).parts
    floor = Fraction(case.rules.value("coverage_floor").number)
    ratios = [(part.row.data.name, quotient(case, part.basis["revenue"], part.basis["service"])) for part in parts]
    owing = [(name, ratio) for name, ratio in ratios if ratio is not None]
    short = [f"{name}{number.against(ratio, floor)}倍" for name, ratio in owing if ratio < floor]
    verdict, late = case.verdict("C17"), late_multiple(case, case.use(coverage.schedule).basis.service) is not None
    if not owing:
        return Outcome(verdict, "没有债务本息", "no debt service")
    return Outcome(
        verdict,
        (
            f"{in_turn(short)}低于{number.limit(floor)}倍，由其他子项目弥补，应说明"
            if short
            else f"{len(owing)}个子项目收益均能覆盖本息"
        )
        + (f"；各子项目收益未计入{late_named(case)}" if late else ""),
        f"{len(short)} of {len(owing)} sub-projects do not cover their debt",
        number.against(min(ratio for _, ratio in owing), floor),
        number.limit(floor),
        left_open=late,
    )


@check("C18", unless=_single, unit=Unit.MONEY)
def each_has_cash(case: Case) -> Outcome:
    """No sub-project's cash is negative at the end of a year, also without what its construction leaves over: others would have to lend to it."""
    parts = case.use(bundle.schedule).parts
    lowest = [
        (part.row.data.name, case.figures.amount(part.cash_min), min(case.amounts(cash_of_part(case.book, part))))
        for part in parts
    ]
    short = [f"{name}年末资金最低为{case.said(amount)}" for name, amount, _ in lowest if amount < 0]
    hang = [f"{name}年末资金最低为{case.said(without)}" for name, amount, without in lowest if without < 0 <= amount]
    also = f"；扣除建设资金结余后{in_turn(hang)}，依靠该项结余" if hang else ""
    return Outcome(
        case.verdict("C18"),
        (f"{in_turn(short)}，由其他子项目垫付，应说明" if short else "各子项目各年末资金不为负") + also,
        f"{len(short)} sub-project(s) run out of cash"
        + (f", {len(hang)} more without construction money left over" if hang else ""),
        case.money(min(amount for _, amount, _ in lowest)),
        "0.00",
    )


@check("F10", unless=_single, unit=Unit.MONEY)
def each_is_funded(case: Case) -> Outcome:
    """Each sub-project's A is its B, C and D: what is missing in one is not hidden by what is over in another."""
    parts = case.use(bundle.schedule).parts
    gaps = [(part.row.data.name, case.figures.amount(part.gap)) for part in parts]
    open_ = [
        f"{name}{'缺' if gap > 0 else '多'}{case.said(abs(gap))}" for name, gap in gaps if not below_the_form(case, gap)
    ]
    return Outcome(
        case.verdict("F10"),
        f"资金来源与总投资不等：{in_turn(open_)}" if open_ else "各子项目资金来源等于总投资",
        f"{len(open_)} sub-project(s) whose sources are not their investment",
        case.money(max(abs(gap) for _, gap in gaps)),
        "0.00",
    )


@check("W31", unless=_single)
def each_has_income(case: Case) -> Outcome:
    """A sub-project without income of its own is named."""
    parts = case.use(bundle.schedule).parts
    earning = sub_project_flows.earning(case.book)
    without = [part.row.data.name for part in parts if part.row.data.id not in earning]
    return Outcome(
        Verdict.WARN if without else Verdict.PASS,
        f"{in_turn(without)}没有偿债收入，应说明打包理由" if without else "各子项目都有偿债收入",
        f"{len(without)} sub-project(s) without income",
        str(len(without)),
        "0",
    )


@check("W32", unless=_single)
def approval_stated(case: Case) -> Outcome:
    """It is stated whether one approval covers all or each has its own, and the documents fit that."""
    rows, way = case.project.rows(SubProject), case.project.form(Particulars).approval_way
    if way is None:
        return needs_input([Asked(Particulars, (Particulars.approval_way,))])
    blank = tuple(row.name for row in rows if row.approval is None)
    # One approval of all is stated once; where each has its own, each is stated.
    if blank and (way == "several" or len(blank) == len(rows)):
        return needs_input([Asked(SubProject, (SubProject.approval,), blank)])
    documents = {row.approval for row in rows if row.approval is not None}
    apart = way == "one" and len(documents) > 1
    return Outcome(
        Verdict.WARN if apart else Verdict.PASS,
        f"填的是合并立项，但各子项目的批复文号有{len(documents)}个，应核实"
        if apart
        else f"{'合并立项' if way == 'one' else '分别立项'}，{len(rows)}个子项目"
        + (f"；{in_turn(blank)}未填批复文号，视为同一批复" if blank else ""),
        f"{len(rows)} sub-projects, approved {way}",
        str(len(documents)),
        None,
    )
