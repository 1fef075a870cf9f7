"""Groups P, N and W: what happened once a bond is out; nothing to test before the first issue."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.coverage import floor_alone, revenue_with_actuals
from bondcalc.checks.judge import Case, Need, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.inputs.batches import issued_before, next_in_line
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.actuals import Actual
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import coverage, funding, investment
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_english, in_turn, spans
from bondcalc.wording.terms import Unit, Verdict

Test = Callable[[Case, tuple[Actual, ...]], Outcome]


def once_issued(rule: str, *needs: Need, unit: Unit = Unit.COUNT) -> Callable[[Test], Test]:
    """Register a check of the sheet 执行情况; not applicable while it is empty, whatever else it needs."""

    def register(test: Test) -> Test:
        """Put the question whether the bond is issued before the test."""

        def on_actuals(case: Case) -> Outcome:
            rows = tuple(sorted(case.project.rows(Actual), key=lambda row: row.year))
            return test(case, rows) if rows else Outcome(Verdict.NOT_APPLICABLE, "尚无执行情况", "no actuals yet")

        on_actuals.__doc__ = test.__doc__
        check(rule, *needs, unit=unit)(on_actuals)
        return test

    return register


def _years(rows: list[Actual]) -> str:
    return in_turn(spans(row.year for row in rows))


def _listed(found: list[Actual], zh: str, good: str, bad: Verdict = Verdict.FAIL) -> Outcome:
    return _told(bad if found else Verdict.PASS, found, zh, good)


YearState = bool | tuple[FieldId[object], ...]
"""What a year says: a fault or none, or which cells have to say it and are blank."""


def _by_year(rows: Sequence[Actual], state: Callable[[Actual], YearState], zh: str, good: str) -> Outcome:
    """Fail for the years with a fault; with none, ask for what is blank: it says neither yes nor no."""
    states = [(row, state(row)) for row in rows]
    if faulty := [row for row, said in states if said is True]:
        return _listed(faulty, zh, good)
    blank: dict[tuple[FieldId[object], ...], list[Actual]] = {}
    for row, said in states:
        if not isinstance(said, bool) and said:
            blank.setdefault(said, []).append(row)
    return (
        needs_input([_to_state(fields, asked) for fields, asked in blank.items()]) if blank else _listed([], zh, good)
    )


def _to_state(fields: Sequence[FieldId[object]], rows: Sequence[Actual]) -> Asked:
    """Ask for what is blank of some years."""
    return Asked(Actual, tuple(fields), tuple(f"{row.year}年" for row in rows))


def _told(verdict: Verdict, found: list[Actual], zh: str, good: str) -> Outcome:
    return Outcome(
        verdict, f"{_years(found)}年{zh}" if found else good, f"years: {_years(found) or 'none'}", str(len(found)), "0"
    )


@once_issued("P03")
def monitored_twice(_: Case, rows: tuple[Actual, ...]) -> Outcome:
    """Execution and targets are monitored, both, in every year (财预〔2021〕61号)."""
    fields: tuple[FieldId[object], ...] = (Actual.execution_monitored, Actual.targets_monitored)

    def state(row: Actual) -> YearState:
        """A year in which either was not done, or the ones nobody speaks of."""
        answers = {field: field.of(row) for field in fields}
        return False in answers.values() or tuple(field for field, answer in answers.items() if answer is None)

    return _by_year(rows, state, "未同时开展预算执行监控和绩效目标实现程度监控", "各年均已开展双监控")


@once_issued("P04")
def deviation_stops_payment(case: Case, rows: tuple[Actual, ...]) -> Outcome:
    """Payment stops where targets are missed seriously; the province says what serious is (财预〔2021〕61号)."""
    limit = case.project.form(Compliance).deviation_limit
    if limit is None:
        return needs_input([Asked(Compliance, (Compliance.deviation_limit,))])

    def state(row: Actual) -> YearState:
        """A serious deviation while payments go on; where payments stopped it may be any."""
        if row.deviation is not None and row.deviation <= limit:
            return False
        if row.deviation is None:
            return False if row.payment_stopped else (Actual.deviation,)
        return (Actual.payment_stopped,) if row.payment_stopped is None else not row.payment_stopped

    return _by_year(rows, state, "绩效目标严重偏离而未暂停拨款", "应暂停的拨款均已暂停")


@once_issued("P05", unit=Unit.RATIO)
def coverage_forecast_again(case: Case, _: tuple[Actual, ...]) -> Outcome:
    """(收益 earned + 收益 still forecast) / F: a warning below the province's threshold, a failure below 1.00."""
    basis = case.use(coverage.schedule).basis
    earned, service = revenue_with_actuals(case), case.figures.amount(basis.service)
    verdict = case.verdict("P05")
    if not service:
        return Outcome(verdict, "没有债务本息", "no debt service")
    total = case.figures.amount(basis.revenue) if earned is None else earned
    value, floor = Fraction(total) / Fraction(service), case.rules.value("coverage_floor").number
    wanted = max(floor, case.project.form(Settings).coverage_threshold or floor)
    shown = number.against(value, Fraction(wanted))
    return Outcome(
        verdict,
        f"按实际与剩余预测重新测算的覆盖倍数为{shown}{floor_alone(case)}",
        f"coverage with actuals {shown}",
        shown,
        number.limit(wanted),
    )


@once_issued("P06")
def revenue_paid_in(_: Case, rows: tuple[Actual, ...]) -> Outcome:
    """Revenue earned is paid into the treasury (财预〔2017〕89号; 财预〔2016〕155号)."""
    return _listed(
        [row for row in rows if row.paid_in < row.revenue], "收入未足额缴入国库", "实现的收入均已缴入国库", Verdict.WARN
    )


@check("N05")
def earlier_bonds(case: Case) -> Outcome:
    """Bonds of earlier years are spent as far as the province asks, and audit findings are closed (津财债务〔2022〕86号).

    Whoever applies again after an issue of the years before is asked, whether or not 合规事项 says that there was one.
    """
    form = case.project.form(Compliance)
    bonds, year = case.project.rows(Bond), case.project.form(Particulars).rule_date.year
    told = issued_before(bonds, year) if next_in_line(bonds) else []
    if not form.earlier_issued and not told:
        return Outcome(Verdict.NOT_APPLICABLE, "没有以前年度发行的债券", "no bonds of earlier years")
    asked: tuple[FieldId[object], ...] = (Compliance.earlier_spent, Compliance.spending_floor, Compliance.audit_closed)
    # 0 is no answer either where the bonds say otherwise.
    blank = [field for field in asked if field.of(form) is None]
    if not form.earlier_issued or blank:
        issued = () if form.earlier_issued else (Compliance.earlier_issued,)
        return needs_input([Asked(Compliance, (*issued, *blank))])
    progress = Fraction(form.earlier_spent or 0) / Fraction(form.earlier_issued)
    good = progress >= Fraction(form.spending_floor or 0) and form.audit_closed is True
    shown, floor = number.percent_beside(progress, form.spending_floor or Decimal(0))
    return Outcome(
        Verdict.PASS if good else Verdict.FAIL,
        f"以前债券支出进度{shown}，审计问题{'已' if form.audit_closed else '未'}整改",
        f"spent {shown}, audit findings {'closed' if form.audit_closed else 'open'}",
        shown,
        floor,
    )


@once_issued("W13")
def paid_ahead_of_progress(case: Case, rows: tuple[Actual, ...]) -> Outcome:
    """Money paid for works runs ahead of what stands there (虚列进度、以拨代支)."""
    whole, limit = (
        Fraction(sum(case.figures.amounts(case.use(investment.schedule).works), Decimal(0))),
        case.rules.value("payment_ahead").number,
    )
    verdict = case.verdict("W13")
    if verdict is Verdict.NOT_APPLICABLE:
        planned = "尚未支付工程款" if whole else "没有投资计划"
        return Outcome(verdict, planned, "nothing is paid for works yet" if whole else "no investment plan")
    if verdict is Verdict.NEEDS_INPUT:
        return needs_input([_to_state([Actual.progress], [row for row in rows if row.progress is None])])
    paid, found = Decimal(0), []
    for row in rows:
        paid += row.works_paid
        if row.progress is not None and Fraction(paid) / whole - Fraction(row.progress) > Fraction(limit):
            found.append(row)
    zh = f"工程款累计支付占建设投资（不含利息和费用）的比例超前形象进度{number.trimmed(limit * 100)}个百分点以上"
    return _told(verdict, found, zh, "支付进度与形象进度相符")


@check("W14")
def capital_in_place(case: Case) -> Outcome:
    """Capital is no debt in disguise and arrives as planned (资本金不到位、债务性资金)."""
    verdict = case.verdict("W14")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有填写资本金", "no capital is stated")
    borrowed = [source.id for source in case.project.rows(CapitalSource) if source.debt_like]
    if borrowed:
        return Outcome(
            verdict,
            f"资本金{in_turn(borrowed)}为借款或明股实债，不得作为项目资本金",
            f"debt as capital: {in_english(borrowed)}",
            str(len(borrowed)),
            "0",
        )
    planned = dict(zip(case.book.years.years, case.figures.amounts(case.use(funding.schedule).capital), strict=True))
    arrived, behind = Decimal(0), []
    arrivals = sorted(case.project.rows(Actual), key=lambda row: row.year)
    for row in arrivals:
        arrived += row.capital
        due = sum((amount for year, amount in planned.items() if year <= row.year), Decimal(0))
        if arrived < due:
            behind.append(f"{row.year}年末累计到位{case.said(arrived)}，计划{case.said(due)}")
    return Outcome(
        verdict,
        f"资本金未按计划到位：{'；'.join(behind)}"
        if behind
        else f"按填报，资本金不是债务性资金，{'未见逾期到位' if arrivals else '尚无执行情况，到位情况未核对'}",
        f"years behind: {len(behind)}",
        str(len(behind)),
        "0",
        left_open=not arrivals,
    )


@once_issued("W16")
def used_as_planned(_: Case, rows: tuple[Actual, ...]) -> Outcome:
    """Bond money is spent on what the plan lists; a change of use is approved (财预〔2021〕110号)."""

    def state(row: Actual) -> YearState:
        """Money outside the plan without an approval."""
        if row.outside_plan == 0:
            return False
        if row.outside_plan is None:
            return (Actual.outside_plan,)
        return (Actual.adjustment_approved,) if row.adjustment_approved is None else not row.adjustment_approved

    return _by_year(rows, state, "债券资金用于计划外事项，未经批准调整", "债券资金用途与计划一致，或已批准调整")


@once_issued("W17", (Particulars, Particulars.operation_start))
def assets_in_use(case: Case, rows: tuple[Actual, ...]) -> Outcome:
    """Completed assets earn something in every full year (资产闲置)."""
    start = case.project.form(Particulars).operation_start
    full = [row for row in rows if start is not None and row.year > start.year]
    if not full:
        return Outcome(Verdict.NOT_APPLICABLE, "尚无完整的运营年度", "no full year of operation yet")
    return _listed(
        [row for row in full if row.revenue == 0], "投入运营后全年没有收入", "投入运营后各年均有收入", Verdict.WARN
    )
