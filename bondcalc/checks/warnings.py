"""Group W: what auditors find."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.coverage import floor_alone
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.left_over import not_counted
from bondcalc.checks.line_statements import NONE_CLAIMED, claimed
from bondcalc.checks.verdicts.debt_verdicts import own_opening
from bondcalc.checks.verdicts.revenue_verdicts import odd_prices
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.volume_lines import Ramp
from bondcalc.inputs.unstated_class import public_words
from bondcalc.schedules import approval, bonds, coverage, funding, investment, repayable
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Unit, Verdict

PLUGGED = "；资本金按缺口补足，总投资采用测算数，批复数只作对照"
"""What is said where the approved total is not the one that is filed."""


@check("W01", (Particulars, Particulars.approved_total), unit=Unit.MONEY)
def approved_total(case: Case) -> Outcome:
    """Computed total against the approved: how much higher that is, or by how much it is exceeded (超概), is named; above the tolerance it fails."""
    lines, given = case.use(approval.schedule), case.project.form(Particulars).approved_total or Decimal(0)
    verdict, total = case.verdict("W01"), case.figures.amount(lines.computed)
    if not total:
        return Outcome(verdict, "没有投资计划", "no investment plan")
    gap = total - given
    zh, en = ("超概", "above the approval") if gap > 0 else ("批复高于测算", "below the approval by")
    return Outcome(
        verdict=verdict,
        zh=f"测算总投资{case.said(total)}，批复总投资{case.said(given)}"
        + (f"，{zh}{case.said(abs(gap))}" if gap else "，两者一致")
        + _parts(case)
        + (PLUGGED if gap and case.project.form(Settings).capital == "plug" else ""),
        en=f"computed {case.money(total)}, approved {case.money(given)}"
        + (f", {en} {case.money(abs(gap))}" if gap else ""),
        figure=case.money(total),
        threshold=case.money(given),
        live=lines.computed,
    )


def _parts(case: Case) -> str:
    """Say of construction interest and fees what the approval has and what is computed, where the approval states them."""
    form, lines = case.project.form(Particulars), case.use(investment.schedule)
    pairs = (
        ("建设期利息", form.approved_construction_interest, lines.construction_interest),
        ("发行及兑付费用", form.approved_fees, lines.fees),
    )
    return "".join(
        f"；其中{zh}批复{case.said(given)}，测算{case.said(sum(case.figures.amounts(line), Decimal(0)))}"
        for zh, given, line in pairs
        if given is not None
    )


@check("W02")
def plausible_loads(case: Case) -> Outcome:
    """First year above the limit, steady load above the limit, or no ramp at all."""
    first, steady = (case.rules.value("ramp_first_year_limit").number, case.rules.value("ramp_steady_limit").number)
    ramps = {row.id: row for row in case.project.rows(Ramp)}
    loaded = [line for line in claimed(case) if not line.by_year]
    if not loaded:
        return Outcome(Verdict.NOT_APPLICABLE, "没有按负荷率测算的经营收入", "no revenue by load")
    found = []
    for line in loaded:
        if line.ramp is None:
            found.append(f"{line.name}（各年负荷率相同）")
            continue
        loads = ramps[line.ramp].by_operating_year
        if loads[1] > first or max(loads.values()) > steady:
            early, late = number.percent_beside(loads[1], first), number.percent_beside(max(loads.values()), steady)
            found.append(f"{line.name}（首年{early[0]}，最高{late[0]}；关注界限{early[1]}、{late[1]}）")
    if found:
        return Outcome(
            Verdict.WARN,
            f"{in_turn(found)}，应说明依据",
            f"{len(found)} line(s) without a plausible ramp",
            str(len(found)),
            "0",
        )
    return Outcome(Verdict.PASS, "各项收入的负荷率逐年上升，未超过关注界限", "every line ramps up plausibly", "0", "0")


@check("W03")
def land_dependence(case: Case) -> Outcome:
    """Net land income as a share of 收益 within the window; of land reserve it is all."""
    verdict = case.verdict("W03")
    if case.project.form(Particulars).sector == "land_reserve":
        return Outcome(verdict, "土地储备项目的收益即为土地收益", "all that land reserve earns is land")
    stated = case.use(coverage.schedule)
    revenue, limit = case.figures.amount(stated.basis.revenue), Fraction(case.rules.value("land_share_warning").number)
    if revenue <= 0:
        return Outcome(verdict, "存续期内没有收益", "no revenue in the window")
    share = Fraction(case.figures.amount(stated.memos.land)) / Fraction(revenue)
    shown, bound = number.percent_beside(share, limit)
    return Outcome(
        verdict,
        f"土地净收益占收益{shown}，{'超过' if verdict is Verdict.WARN else '未超过'}{bound}的关注界限",
        f"land is {shown} of revenue",
        shown,
        bound,
    )


@check("W04")
def fitted_revenue(case: Case) -> Outcome:
    """Coverage just above the standard, one year or the last fifth with too much of it, prices to odd decimals (倒算)."""
    basis = case.use(coverage.schedule).basis
    revenue, service = Fraction(case.figures.amount(basis.revenue)), Fraction(case.figures.amount(basis.service))
    verdict = case.verdict("W04")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有债务本息或收益", "no debt service or revenue")
    standard = Fraction(max(case.project.form(Settings).coverage_threshold or Decimal(1), Decimal(1)))
    near = standard <= revenue / service <= standard + Fraction(case.rules.value("reverse_margin").number)
    yearly = dict(zip(case.book.years.years, case.figures.amounts(case.use(repayable.schedule).counted), strict=True))
    limit = Fraction(case.rules.value("one_year_share").number)
    signs = [f"覆盖倍数仅略高于标准{number.limit(standard)}"] if near else []
    signs += _concentrated(yearly, revenue, limit) + _odd_prices(case)
    return Outcome(
        verdict,
        "；".join(signs) or f"覆盖倍数和分年收益没有倒算迹象{floor_alone(case)}",
        f"{len(signs)} sign(s)",
        str(len(signs)),
        "0",
    )


def _concentrated(yearly: dict[int, Decimal], revenue: Fraction, limit: Fraction) -> list[str]:
    """One year, or the last fifth of the window, that carries more than the limit; a fifth of even years would not."""
    inside = [year for year, amount in yearly.items() if amount]
    best, late = max(yearly, key=lambda year: yearly[year]), inside[-(len(inside) // 5 or 1) :]
    last = Fraction(sum((yearly[year] for year in late), Decimal(0)))
    found = (
        [f"{best}年收益占{number.percent_beside(Fraction(yearly[best]) / revenue, limit)[0]}"]
        if Fraction(yearly[best]) / revenue > limit
        else []
    )
    if last / revenue > limit and late != [best]:
        found.append(f"存续期最后五分之一年份收益占{number.percent_beside(last / revenue, limit)[0]}")
    return found


def _odd_prices(case: Case) -> list[str]:
    """Prices that a sum seems to have been divided into: finer than a fen, or of more digits than a market quotes."""
    odd = odd_prices(case.project)
    return [f"{in_turn(odd)}单价小数位数异常"] if odd else []


@check("W05")
def bullet_finds_its_money(case: Case) -> Outcome:
    """Principal of a bullet against 收益 of its year and opening cash, without what construction leaves over."""
    verdict, years = case.verdict("W05"), case.book.years.years
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有由项目偿还的到期一次还本债券", "no bullet that the project repays")
    opening = dict(zip(years, case.amounts(own_opening(case.book)), strict=True))
    earned = dict(zip(years, case.figures.amounts(case.use(repayable.schedule).amount), strict=True))
    rolled = {bond.refinances for bond in case.project.rows(Bond)}
    found = []
    for tranche in case.use(bonds.schedule).tranches:
        bond, year = tranche.row.data, tranche.dates[-1].year
        last = case.figures.amounts(tranche.principal)[-1]
        if bond.repayment == "bullet" and bond.id not in rolled and last > opening[year] + earned[year]:
            found.append(f"{bond.id}（{year}年还本{case.said(last)}）")
    if found:
        return Outcome(
            verdict,
            f"{in_turn(found)}大于当年期初资金{not_counted(case)}与收益之和",
            f"{len(found)} bullet(s) short in their year",
            str(len(found)),
            "0",
        )
    return Outcome(verdict, "到期一次还本的债券当年资金充足", "bullets find their money", "0", "0")


@check("W06")
def words_of_tax(case: Case) -> Outcome:
    """Names of claimed lines that speak of tax, refunds, rewards or matching funds."""
    if not claimed(case):
        return NONE_CLAIMED
    words = case.rules.value("suspicious_words").texts
    doubtful = [line.name for line in claimed(case) if public_words(line.name, words)]
    if doubtful:
        return Outcome(
            Verdict.WARN,
            f"{in_turn(doubtful)}：名称含有{in_turn(words)}等用词，应核实收入性质",
            f"{len(doubtful)} suspicious name(s)",
            str(len(doubtful)),
            "0",
        )
    return Outcome(Verdict.PASS, "列为偿债资金来源的收入名称没有税收、补贴用词", "no suspicious names", "0", "0")


@check("W07", unit=Unit.MONEY)
def idle_bond_money(case: Case) -> Outcome:
    """Bond money is used up, and is not left over at as many year-ends in a row as the limit has years (D07 asks what it pays)."""
    years, held = case.book.years.years, case.figures.amounts(case.use(funding.schedule).bond_cash)
    verdict, months = case.verdict("W07"), int(case.rules.value("idle_months_limit").number)
    if held[-1] > 0:
        return Outcome(
            verdict,
            f"债券资金最终结余{case.said(held[-1])}，没有可由其支付的建设支出",
            f"bond money of {case.money(held[-1])} is never used",
            case.money(held[-1]),
            case.money(Decimal(0)),
        )
    ends = max(1, months // 12)
    idle = [index for index in range(ends, len(years)) if all(amount > 0 for amount in held[index - ends : index + 1])]
    left = [(year, amount) for year, amount in zip(years, held, strict=True) if amount > 0]
    if idle:
        span = range(idle[0] - ends, idle[0] + 1)
        zh = in_turn(f"{years[place]}年末{case.said(held[place])}" for place in span)
        return Outcome(
            verdict,
            f"债券资金连续{len(span)}个年末有结余：{zh}，应说明有无闲置超过{months}个月",
            f"bond money is left over at {len(span)} year-ends in a row, the last with {case.money(held[idle[0]])}",
            case.money(held[idle[0]]),
            case.money(Decimal(0)),
        )
    zh = in_turn(f"{year}年末{case.said(amount)}" for year, amount in left)
    return Outcome(
        verdict,
        f"债券资金年末结余：{zh}，未连续闲置超过{months}个月" if left else "债券资金当年用完，没有结余",
        f"{len(left)} year-end(s) with bond money left, none for more than {months} months",
        case.money(held[-1]),
        case.money(Decimal(0)),
    )
