"""Group C: several projects that share one bond."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.coverage import late_multiple, quotient
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.stress import WITH_LATE
from bondcalc.inputs.sheets.pool_members import Member
from bondcalc.schedules import coverage, late_costs
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit


@check("C13", unit=Unit.RATIO)
def every_member_covers(case: Case) -> Outcome:
    """Each member covers its own debt, and so does the pool; none lives on another's revenue (财预〔2017〕89号).

    Of the project itself and of the pool it is told with costs paid after the last maturity too.
    """
    members, basis = case.project.rows(Member), case.use(coverage.schedule).basis
    own = quotient(case, basis.revenue, basis.service)
    verdict = case.verdict("C13")
    if not members or own is None:
        return Outcome(verdict, "单独发行", "issued alone")
    floor = case.rules.value("coverage_floor").number
    ratios = [
        ("本项目", own),
        *((member.name, Fraction(member.revenue) / Fraction(member.service)) for member in members if member.service),
    ]
    revenue = case.figures.amount(basis.revenue) + sum(member.revenue for member in members)
    service = case.figures.amount(basis.service) + sum(member.service for member in members)
    whole = Fraction(revenue) / Fraction(service)
    short = [
        f"{name} {number.against(value, Fraction(floor))}"
        for name, value in [*ratios, ("合计", whole)]
        if value < floor
    ]
    short += [f"{member.name}由其他项目收益弥补" for member in members if member.supported]
    late = _with_late_costs(case, revenue, service)
    typed = in_turn(member.name for member in members if not member.computed)
    unheld = (
        (f"；{typed}的收益和本息未核对，应由其录入文件算出", f"; typed, not computed: {typed}") if typed else ("", "")
    )
    return Outcome(
        verdict,
        (f"未能各自覆盖：{in_turn(short)}" if short else f"各项目和合计均能覆盖，合计为{number.ratio(whole)}倍")
        + late
        + unheld[0],
        f"short: {len(short)}; pool {number.ratio(whole)}{unheld[1]}",
        number.ratio(whole),
        number.limit(floor),
    )


def _with_late_costs(case: Case, revenue: Decimal, service: Decimal) -> str:
    """Say what the project's own multiple and that of the pool are with costs paid after the last maturity; empty where there are none."""
    own, late = late_multiple(case, case.use(coverage.schedule).basis.service), case.use(late_costs.schedule).late
    if own is None or late is None:
        return ""
    floor, whole = Fraction(case.rules.value("coverage_floor").number), revenue - case.figures.amount(late.total)
    named = (("本项目", own), ("合计", Fraction(whole) / Fraction(service)))
    return f"；{WITH_LATE}，{'，'.join(f'{name}为{number.against(value, floor)}倍' for name, value in named)}"
