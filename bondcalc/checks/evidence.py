"""Groups R and W: what auditors look for behind the lines that are to repay a bond."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median

from bondcalc.analysis.returns import payback
from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.let_and_sold import let_and_sold
from bondcalc.checks.line_statements import NONE_CLAIMED, NOTHING_CLAIMED, claimed
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.revenue_verdicts import KINDS, first_own_year, left_out
from bondcalc.dates import add_months
from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.comparables import Comparable
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.operating_costs import TaxLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.inputs.sheets.source_notes import SourceNote
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import bonds, cash_flows, costs, revenue
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.terms import Verdict


def _named(found: list[str], zh: str, good: str) -> Outcome:
    return _told(Verdict.WARN if found else Verdict.PASS, found, zh, good)


def _told(verdict: Verdict, found: list[str], zh: str, good: str) -> Outcome:
    return Outcome(
        verdict,
        f"{in_turn(found)}：{zh}" if found else good,
        f"{len(found)} found: {in_english(found)}",
        str(len(found)),
        "0",
    )


@check("R12")
def one_tax_basis(case: Case) -> Outcome:
    """Prices are tax-inclusive throughout, so VAT is deducted: computed line by line, or entered once.

    A rate of 0 that was typed is one (免税、不征税), a blank is none.
    """
    lines = claimed(case)
    if not lines:
        return NONE_CLAIMED
    if case.project.form(Taxation).method == "computed":
        untaxed = in_turn(line.name for line in lines if line.output_vat_rate == 0)
        return _named(
            [line.name for line in lines if line.output_vat_rate is None],
            "税费按税率计算，但未填写增值税税率",
            "收入、成本均为含税口径，增值税按税率计算"
            + (f"；{untaxed}按0计，应有免税或不征税的依据" if untaxed else ""),
        )
    entered = any(tax.kind == "value_added_tax" for tax in case.project.rows(TaxLine))
    return _named(
        [] if entered else ["税费"], "收入为含税口径，未列增值税", "收入、成本均为含税口径，增值税按所列金额计列"
    )


@check("W08")
def prices_compared(case: Case) -> Outcome:
    """Each claimed price has two dated comparables and is not far above their median (虚增收益)."""
    rows: list[tuple[str, str, Decimal]] = [(line.id, line.name, line.price) for line in claimed(case)]
    rows += [(parcel.id, f"地块{parcel.id}", parcel.price) for parcel in case.project.rows(Parcel) if parcel.claimed]
    if not rows:
        return NOTHING_CLAIMED
    above, months = (
        Fraction(case.rules.value("price_above_market").number),
        int(case.rules.value("comparable_months").number),
    )
    form = case.project.form(Particulars)
    since, until = add_months(form.rule_date, -months), form.written_on
    known = [comparable for comparable in case.project.rows(Comparable) if since <= comparable.day <= until]
    few, high = [], []
    for id_, name, price in rows:
        prices = [Fraction(comparable.price) for comparable in known if comparable.line == id_]
        if len(prices) < 2:
            few.append(name)
        elif Fraction(price) > above * median(prices):
            high.append(name)
    texts = ([f"{in_turn(few)}：近{months}个月可比价格不足两个"] if few else []) + (
        [f"{in_turn(high)}：单价高于可比价格中位数的{number.limit(above)}倍"] if high else []
    )
    return Outcome(
        Verdict.WARN if texts else Verdict.PASS,
        "；".join(texts) or "单价均有可比价格支持",
        f"{len(few)} without comparables, {len(high)} too high",
        str(len(few) + len(high)),
        "0",
    )


@check("W09")
def costs_complete(case: Case) -> Outcome:
    """Cash cost against revenue, and kinds of line that are missing (低估成本)."""
    verdict = case.verdict("W09")
    if verdict is Verdict.NOT_APPLICABLE:
        return NONE_CLAIMED
    earned = sum(case.figures.amounts(case.use(revenue.schedule).total), Decimal(0))
    spent, least = (
        sum(case.figures.amounts(case.use(costs.schedule).costs), Decimal(0)),
        case.rules.value("cost_share_floor").number,
    )
    share = Fraction(spent) / Fraction(earned)
    shown, bound = number.percent_beside(share, least)
    missing = left_out(case.project)
    low = [f"成本占收入{shown}，低于{bound}"] if share < Fraction(least) else []
    # The figure is that of the sign told first: beside kinds that are missing alone, a share above its floor would be none.
    figure, standard = (str(len(missing)), "0") if missing and not low else (shown, bound)
    zh = "；".join((*low, *missing)) or "成本占比和种类没有低估迹象"
    return Outcome(verdict, zh, f"{len(low) + len(missing)} sign(s) of low cost", figure, standard)


@check("W10")
def counted_once(case: Case) -> Outcome:
    """No asset or contract stands behind two claimed lines (重复计算)."""
    lines = claimed(case)
    if not lines:
        return NONE_CLAIMED
    twice = [asset for asset, count in Counter(line.asset for line in lines).items() if asset and count > 1]
    if not twice and (both := let_and_sold(lines)):
        return _named(both, "同一建设内容既出租又出售，出售后的面积不得再计租金，应核实", "")
    if len(lines) > 1 and not twice and not all(line.asset for line in lines):
        blank = {
            kind: tuple(row.name for row in case.project.rows(kind) if row.claimed and not row.asset) for kind in KINDS
        }
        return needs_input([Asked(kind, (Drivers.asset,), names) for kind, names in blank.items() if names])
    only = "列为偿债资金来源的经营收入只有一项，没有重复计算"
    return _named(twice, "同一资产或合同计入两行收入", only if len(lines) == 1 else "没有资产或合同重复计算")


@check("W11", (Particulars, Particulars.construction_start))
def earned_by_what_is_built(case: Case) -> Outcome:
    """Claimed revenue before construction even starts is of assets there already (存量资产收益); before operation it is to be explained."""
    verdict, begins = case.verdict("W11"), _first_earned(case)
    built, opened = first_own_year(case.project) or 0, case.project.form(Particulars).operation_start
    there = [id_ for id_, year in begins.items() if year < built]
    if there or opened is None:
        return _told(verdict, there, "在本项目开工之前已有收入，应为存量资产收益", "没有开工前的收入")
    early = [id_ for id_, year in begins.items() if year < opened.year]
    return _told(verdict, early, f"在投入运营的{opened.year}年之前已有收入，应说明来源", "没有开工前的收入")


def _first_earned(case: Case) -> dict[str, int]:
    """Give the first year in which each claimed line earns, by id; none for a line that earns nothing."""
    years, lines = case.book.years.years, case.use(revenue.schedule).claimed_lines
    earned = {row.data.id: zip(years, case.figures.amounts(line), strict=True) for row, line in lines}
    begins = {id_: min((year for year, amount in flows if amount > 0), default=None) for id_, flows in earned.items()}
    return {id_: year for id_, year in begins.items() if year is not None}


@check("W12")
def term_against_payback(case: Case) -> Outcome:
    """The last bond matures no earlier than the project pays back (期限错配)."""
    flows = case.figures.amounts(case.use(cash_flows.schedule).after_tax)
    years = payback(flows)
    last = max(tranche.last_day.year for tranche in case.use(bonds.schedule).tranches)
    verdict = case.verdict("W12")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "没有投资现金流出", "no outlay")
    when = None if years is None else case.book.years.years[0] + int(years)
    shown = "计算期内不能回收" if when is None else f"{when}年"
    return Outcome(
        verdict,
        f"投资回收{shown}，最后到期{last}年{_by_what_is_left(case, paid_back=when is not None)}",
        f"paid back {when}, last maturity {last}",
        shown,
        f"{last}年",
    )


def _by_what_is_left(case: Case, *, paid_back: bool) -> str:
    """Say so where only the value left at the end pays the project back: nobody pays that out."""
    lines = case.use(cash_flows.schedule)
    left, whole = (sum(case.figures.amounts(line), Decimal(0)) for line in (lines.returned, lines.after_tax))
    if not paid_back or whole - left >= 0:
        return ""
    return (
        f"；其中计算期末回收固定资产余值和流动资金{case.said(left)}，"
        f"不计该项则计算期内不能回收，累计净现金流量为{case.said(whole - left)}"
    )


@check(
    "W15",
    (Particulars, Particulars.feasibility_approved),
    (Particulars, Particulars.land_approved),
    (Particulars, Particulars.environment_approved),
)
def procedures_first(case: Case) -> Outcome:
    """Approvals come before the first issue; no less is built than was approved (手续滞后、批大建小)."""
    form, first = case.project.form(Particulars), min(bond.value_date for bond in case.project.rows(Bond))
    days = {
        "可研批复": form.feasibility_approved,
        "用地批复": form.land_approved,
        "环评批复": form.environment_approved,
    }
    late = [
        f"{zh}（{spelt(day)}）晚于首期起息日{spelt(first)}"
        for zh, day in days.items()
        if day is not None and day > first
    ]
    works = case.project.rows(InvestmentItem)
    compared = [item for item in works if item.scale is not None and item.approved_scale is not None]
    small = [f"{item.name}建设规模小于批复规模" for item in compared if (item.scale or 0) < (item.approved_scale or 0)]
    if not late and not small and (asked := _scales_to_state(works)):
        return needs_input(asked, "手续在发行前办结")
    return Outcome(
        Verdict.WARN if late or small else Verdict.PASS,
        "；".join([*late, *small]) or f"手续在发行前办结{_scales_compared(works, len(compared))}",
        f"{len(late)} late, {len(small)} smaller of {len(compared)} compared",
        str(len(late) + len(small)),
        "0",
        left_open=bool(compared) and _untold(works) > 0,
    )


def _built(works: Sequence[InvestmentItem]) -> list[InvestmentItem]:
    return [item for item in works if item.category == "construction" and item.amount]


def _scales_to_state(works: Sequence[InvestmentItem]) -> list[Asked]:
    """Ask for the other half where one of the two volumes is stated, and for those of all works where none is."""
    halves = [item for item in works if (item.scale is None) != (item.approved_scale is None)]
    stated = any(item.scale is not None for item in works)
    open_ = halves or ([] if stated else _built(works))
    both: tuple[FieldId[Decimal | None], ...] = (InvestmentItem.scale, InvestmentItem.approved_scale)
    fields = tuple(field for field in both if any(field.of(item) is None for item in open_))
    return [Asked(InvestmentItem, fields, tuple(item.name for item in open_))] if open_ else []


def _untold(works: Sequence[InvestmentItem]) -> int:
    """Count the works whose volume nobody stated."""
    return sum(1 for item in _built(works) if item.scale is None)


def _scales_compared(works: Sequence[InvestmentItem], compared: int) -> str:
    """Say of how many works the volumes were compared: the others state none."""
    if not compared:
        return "；没有建筑工程，不比较规模"
    untold = _untold(works)
    return f"，{compared}项的建设规模不小于批复规模" + (f"；另有{untold}项未填规模，未比较" if untold else "")


@check("W18")
def base_case_filed(case: Case) -> Outcome:
    """A filing shows the base case: every stress factor is neutral."""
    neutral = case.project.form(StressFactors).neutral
    return Outcome(
        Verdict.PASS if neutral else Verdict.FAIL,
        "压力系数均为基准值" if neutral else "压力系数不是基准值，本文件为压力情形，不得作为申报文件",
        "base case" if neutral else "a stressed case, not for filing",
        "基准" if neutral else "压力",
        "基准",
    )


@check("W30")
def sources_reliable(case: Case) -> Outcome:
    """Every source that is stated can be relied on; an estimate still to be confirmed is named."""
    notes = case.project.rows(SourceNote)
    if not notes:
        return Outcome(Verdict.NOT_APPLICABLE, "没有填写资料来源", "no sources stated")
    low = [note.about() for note in notes if note.confidence == "low"]
    blank = tuple(note.about() for note in notes if note.confidence is None)
    if blank and not low:
        return needs_input([Asked(SourceNote, (SourceNote.confidence,), blank)])
    return Outcome(
        Verdict.WARN if low else Verdict.PASS,
        f"可信度低，尚待落实：{in_turn(low)}" if low else "资料来源可信度均为高",
        f"{len(low)} of {len(notes)} sources are low",
        str(len(low)),
        "0",
    )
