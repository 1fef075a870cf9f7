"""Group C: does the project's own revenue cover its debt."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import Case, Outcome, check
from bondcalc.checks.left_over import cash_without, cover_without
from bondcalc.checks.short_days import days_said, days_told, short_days
from bondcalc.inputs.sheets.enterprise_taxes import TaxRevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import cash, coverage, late_costs, refinancing, service_order, told_years
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_english, in_turn, spans
from bondcalc.wording.terms import Unit


def quotient(case: Case, above: Line, below: Line) -> Fraction | None:
    """Give the exact ratio of two amounts; None without debt."""
    denominator = case.figures.amount(below)
    return Fraction(case.figures.amount(above)) / Fraction(denominator) if denominator else None


class _Tested(NamedTuple):
    """What one of the three rules tests: its ratio, what E is held to, its names."""

    rule: str
    live: str
    threshold: Decimal
    zh: str
    en: str
    standard: str = ""

    @property
    def special(self) -> bool:
        """Whether special bonds alone stand below E."""
        return self.live == "coverage_special_bond"


def _covers(case: Case, tested: _Tested) -> Outcome:
    stated = case.use(coverage.schedule)
    below = stated.basis.bond_service if tested.special else stated.basis.service
    verdict, value = case.verdict(tested.rule), quotient(case, stated.basis.revenue, below)
    if value is None:
        return Outcome(verdict, "没有债务本息", "no debt service")
    limit = Fraction(tested.threshold)
    shown, least = number.against(value, limit), number.limit(tested.threshold)
    outcome = Outcome(
        verdict=verdict,
        zh=f"{tested.zh}{shown}倍，{'低于' if value < limit else '达到'}{tested.standard}{least}倍",
        en=f"{tested.en} {shown} {'is below' if value < limit else 'reaches'} {least}",
        figure=shown,
        threshold=least,
        live=stated.ratios[tested.live],
    )
    if value < limit:
        return _without_tax(case, outcome)
    with_late = late_multiple(case, below)
    if with_late is not None and with_late < limit:
        outcome = _with_late_costs(case, tested, outcome, number.against(with_late, limit))
    return _with_actuals(case, below, limit, _without_refinancing(case, tested, outcome))


def _without_tax(case: Case, outcome: Outcome) -> Outcome:
    """Say of a project that falls short why tax it claims does not help."""
    if not any(tax.claimed for tax in case.project.rows(TaxRevenueLine)):
        return outcome
    return _and(
        outcome,
        "列为偿债资金来源的税收属一般公共预算收入，是一般债券的偿债资金来源，未计入",
        "claimed tax is general-budget revenue, which repays general bonds, and is not counted",
    )


def _and(outcome: Outcome, zh: str, en: str) -> Outcome:
    """Say more in the same sentence."""
    return replace(outcome, zh=f"{outcome.zh}；{zh}", en=f"{outcome.en}; {en}")


def _with_late_costs(case: Case, tested: _Tested, outcome: Outcome, shown: str) -> Outcome:
    """Say that E reaches the limit only without costs that are paid after the last maturity."""
    late = case.use(late_costs.schedule).late
    if late is None:
        return outcome
    own, whole = case.figures.amount(late.own), case.figures.amount(late.total)
    whose = "属于存续期内收入的成本" if own == whole else "是否属于存续期内收入的成本，须说明依据"
    if 0 < own < whole:
        whose = f"其中{case.said(own)}属于存续期内收入的成本"
    outcome = _and(
        outcome,
        f"但未计入{late_named(case)}（{whose}），计入后为{shown}倍，低于{outcome.threshold}倍",
        f"{shown} with costs paid after the last maturity",
    )
    return replace(outcome, figure=shown, live=late.ratios[f"{tested.live}_with_late_costs"])


def _without_refinancing(case: Case, tested: _Tested, outcome: Outcome) -> Outcome:
    """Say where E reaches the limit only with refinancing."""
    lines, limit = case.use(refinancing.schedule), Fraction(tested.threshold)
    below = lines.bond_service if tested.special else lines.service
    without = None if lines.revenue is None or below is None else quotient(case, lines.revenue, below)
    if without is None or without >= limit:
        return outcome
    alone = number.against(without, limit)
    return _and(outcome, f"但不含再融资为{alone}倍，依赖再融资才达到", f"only with refinancing: {alone} without")


def _with_actuals(case: Case, below: Line, limit: Fraction, outcome: Outcome) -> Outcome:
    """Say where E reaches the limit only by what was planned of years whose 收益 is known by now."""
    earned = revenue_with_actuals(case)
    if earned is None or (multiple := Fraction(earned) / Fraction(case.figures.amount(below))) >= limit:
        return outcome
    shown = number.against(multiple, limit)
    return _and(
        outcome,
        f"但已有执行情况的年度按实际收益计算为{shown}倍，低于{outcome.threshold}倍",
        f"{shown} with what years that are told earned",
    )


def revenue_with_actuals(case: Case) -> Decimal | None:
    """Give E with what was earned in the place of the plan of every year that 执行情况 tells; None where it tells none."""
    revenue = case.use(told_years.schedule).revenue
    return None if revenue is None else case.figures.amount(revenue)


def late_multiple(case: Case, below: Line) -> Fraction | None:
    """Give the exact ratio with costs that are paid after the last maturity; None where there are none, or no debt."""
    late = case.use(late_costs.schedule).late
    if late is None or not case.figures.amount(late.total):
        return None
    return quotient(case, late.revenue, below)


def late_named(case: Case) -> str:
    """Name the costs that are paid after the last maturity with their amount; empty where there are none."""
    late = case.use(late_costs.schedule).late
    return "" if late is None else f"末期债券到期后支付的成本{case.said(case.figures.amount(late.total))}"


@check("C01", unit=Unit.RATIO)
def special_bond_covered(case: Case) -> Outcome:
    """收益 covers special-bond principal and interest in full: E/H >= 1.00 (财预〔2017〕89号).

    Costs paid after the last maturity are taken off too: those of income that E counts fail it, others make it warn (C01 to C03). It warns too where E
    reaches its limit only by the plan of years whose 收益 is known by now.
    """
    floor = case.rules.value("coverage_floor").number
    return _covers(
        case, _Tested("C01", "coverage_special_bond", floor, "专项债券本息覆盖倍数", "special-bond coverage")
    )


@check("C02", unit=Unit.RATIO)
def all_debt_covered(case: Case) -> Outcome:
    """收益 covers all debt of the project: E/F >= 1.00 (厅字〔2019〕33号; disclosure template), also with costs paid later."""
    floor = case.rules.value("coverage_floor").number
    return _covers(case, _Tested("C02", "coverage_total_debt", floor, "全部债务本息覆盖倍数", "total-debt coverage"))


@check("C03", (Settings, Settings.coverage_threshold), unit=Unit.RATIO)
def local_threshold(case: Case) -> Outcome:
    """E/F reaches the province's own threshold, which has no default, also with costs paid later."""
    threshold = case.project.form(Settings).coverage_threshold or Decimal(0)
    names = ("全部债务本息覆盖倍数", "total-debt coverage", "本省标准")
    return _covers(case, _Tested("C03", "coverage_total_debt", threshold, *names))


def thresholds(case: Case) -> list[Fraction]:
    """Every threshold a ratio is tested on: the floor, and the province's own where one is stated."""
    local = case.project.form(Settings).coverage_threshold
    return sorted({Fraction(case.rules.value("coverage_floor").number), *([] if local is None else [Fraction(local)])})


def floor_alone(case: Case) -> str:
    """Say that a ratio was held to the floor alone; empty where the province's own threshold is stated."""
    floor = number.limit(case.rules.value("coverage_floor").number)
    return f"；本省标准未填写，只与{floor}倍比较" if case.project.form(Settings).coverage_threshold is None else ""


@check("C06", unit=Unit.RATIO)
def rounding_hides_nothing(case: Case) -> Outcome:
    """Test the raw ratio; say so where two printed decimals would show another verdict (1.195 is not 1.20)."""
    basis = case.use(coverage.schedule).basis
    verdict, value = case.verdict("C06"), quotient(case, basis.revenue, basis.service)
    if value is None:
        return Outcome(verdict, "没有债务本息", "no debt service")
    two_decimals = number.ratio(value)
    for limit in thresholds(case):
        if (Fraction(two_decimals) >= limit) != (value >= limit):
            text, reached = number.against(value, limit), "达到" if value >= limit else "未达到"
            return Outcome(
                verdict,
                f"保留两位小数为{two_decimals}倍，但未四舍五入的比值{text}倍{reached}{number.limit(limit)}倍，按后者判定",
                f"two decimals would show {two_decimals}; the exact ratio {text} decides",
                text,
                number.limit(limit),
            )
    return Outcome(
        verdict,
        f"未四舍五入的比值为{number.ratio(value, 4)}倍，与保留两位小数的结论一致{floor_alone(case)}",
        "two decimals show the verdict of the exact ratio",
        number.ratio(value, 4),
        left_open=bool(floor_alone(case)),
    )


@check("C07", unit=Unit.MONEY)
def cash_never_negative(case: Case) -> Outcome:
    """Closing cash is never negative, and every payment finds its money on the day, also without what construction leaves over."""
    lines, years, lowest = case.use(cash.schedule), case.book.years.years, case.use(coverage.schedule).closing_lowest
    closing, floor = case.figures.amounts(lines.closing), f"≥ {case.money(Decimal(0))}"
    verdict = case.verdict("C07")
    short = [(year, amount) for year, amount in zip(years, closing, strict=True) if amount < 0]
    if short:
        year, amount = short[0]
        return Outcome(
            verdict=verdict,
            zh=f"{year}年末资金为负，缺口{case.said(-amount)}，共{len(short)}个年度为负{_who_is_short(case, year)}",
            en=f"cash runs out in {year}: {case.money(amount)}; {len(short)} year(s) negative",
            figure=case.money(min(closing)),
            threshold=floor,
            live=lowest,
        )
    days, without = short_days(case.book, case.figures), cash_without(case)
    if days:
        return Outcome(
            verdict=verdict,
            zh=f"各年末资金不为负，但付款当日资金不足：{days_said(days, case.notation)}{without.zh}",
            en=f"year-ends hold, but payments are short on the day: {days_told(days, case.notation)}{without.en}",
            figure=case.money(min(closing)),
            threshold=floor,
            live=lowest,
        )
    return Outcome(
        verdict,
        f"各年末资金不为负，最低{case.said(min(closing))}{without.zh}",
        f"closing cash is never negative{without.en}",
        case.money(min(closing)),
        floor,
    )


def _who_is_short(case: Case, year: int) -> str:
    """Say which debt goes without in a year, where the bonds are served first from one account."""
    order, at = case.use(service_order.schedule), case.book.years.years.index(year)
    if order.bonds_unpaid is None or order.loans_unpaid is None:
        return ""
    bond, loan = (case.figures.amounts(line)[at] for line in (order.bonds_unpaid, order.loans_unpaid))
    return f"；专项债券优先偿付后，{year}年专项债券本息不足{case.said(bond)}，市场化融资本息不足{case.said(loan)}"


@check("C09", unit=Unit.RATIO)
def yearly_service_covered(case: Case) -> Outcome:
    """(Opening cash + 收益) / (P + I) > 1 in each year; the plain DSCR is shown beside it (方法与参数).

    It warns where that holds only with what construction leaves over.
    """
    lines, years = case.use(coverage.schedule), case.book.years.years
    values = [
        (year, value)
        for year, value in zip(years, case.figures.columns(lines.cash_cover), strict=True)
        if value is not None
    ]
    verdict = case.verdict("C09")
    if not values:
        return Outcome(verdict, "没有由收益偿还的本息", "no service paid from revenue")
    low = min(values, key=lambda pair: pair[1])
    plain = [
        str(year)
        for year, value in zip(years, case.figures.columns(lines.dscr), strict=True)
        if value is not None and value < 1
    ]
    shown = number.against(Fraction(low[1]), Fraction(1))
    also = f"；不含期初资金的偿债备付率低于1.00倍的年度：{in_turn(spans(plain))}年" if plain else ""
    without = cover_without(case)
    return Outcome(
        verdict,
        f"含期初资金的偿债备付率{low[0]}年最低，为{shown}倍{without.zh}{also}",
        f"lowest in {low[0]}: {shown}{without.en}"
        + (f"; plain DSCR below 1 in {in_english(spans(plain, '–'))}" if plain else ""),
        shown,
        "1.00",
    )
