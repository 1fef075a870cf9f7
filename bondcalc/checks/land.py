"""Groups C and W: land that is to repay a bond."""

from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.checks.verdicts.funding_verdicts import spent_beyond_raised
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region import Region
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.rules.instrument import UNVERIFIED
from bondcalc.rules.load import Rules
from bondcalc.schedules import coverage, investment, land
from bondcalc.schedules.asset_values import LAND, asset_class
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn, spans
from bondcalc.wording.terms import Unit, Verdict

TOGETHER = "L11"
"""A rule of the document by which the plots of one land-reserve project are balanced together."""
BUSINESS = ("工业", "仓储", "物流", "商", "住", "旅游", "娱乐", "办公")
ASSURED = ("保障", "安置", "公租", "廉租", "经济适用", "回迁", "共有产权")
"""Words of uses (用途): land for business is sold by bids; housing that is assured may go by agreement."""
NO_LAND = Outcome(Verdict.NOT_APPLICABLE, "没有列为偿债资金来源的地块", "no claimed parcel")


def _claimed(case: Case) -> list[Parcel]:
    return [parcel for parcel in case.project.rows(Parcel) if parcel.claimed]


@check("C08", (Particulars, Particulars.sector), unit=Unit.MONEY)
def land_reserve_balances(case: Case) -> Outcome:
    """Land reserve: land income covers all spending, and each year's funds what is spent until then (debt-management system)."""
    verdict = case.verdict("C08")
    if verdict is Verdict.NOT_APPLICABLE:
        return Outcome(verdict, "不是土地储备项目", "not land reserve")
    lines, invested = case.use(land.schedule), case.use(investment.schedule).total
    income, beside, spent = (
        sum(case.figures.amounts(line), Decimal(0)) for line in (lines.claimed_gross, lines.claimed_paid, invested)
    )
    spent += beside
    short = case.years(spent_beyond_raised(case.book)) if verdict is Verdict.FAIL else []
    return Outcome(
        verdict,
        f"土地收入{case.said(income)}，支出{case.said(spent)}"
        + (f"（含未计入总投资的土地成本{case.said(beside)}）" if beside else "")
        + (f"；{in_turn(spans(short))}年资金不足" if short else "")
        + _together(case),
        f"land income {case.money(income)}, spending {case.money(spent)}, short years {len(short)}",
        case.money(income),
        case.money(spent),
    )


def _together(case: Case) -> str:
    """Say that the plots that repay are balanced together, once the document that says so is in force."""
    plots = len(_claimed(case))
    rule = case.rules.rule(TOGETHER)
    doubt = "" if rule.citation_verified else f"，{UNVERIFIED}"
    return f"；{plots}宗地块按项目整体平衡（{rule.instrument.bare}{doubt}）" if rule.in_force and plots > 1 else ""


@check("W19")
def price_floors(case: Case) -> Outcome:
    """No parcel below its own floor or sold by agreement, no industrial one below the minimum of its grade (国土资发〔2006〕307号)."""
    parcels, grade = _claimed(case), case.project.form(Region).land_grade
    if not parcels:
        return NO_LAND
    industrial = [parcel for parcel in parcels if "工业" in parcel.use]
    if industrial and grade is None:
        return needs_input([Asked(Region, (Region.land_grade,))])
    bare = tuple(parcel.id for parcel in parcels if parcel.floor_price is None)
    if len(bare) == len(parcels) and not industrial:
        return needs_input([Asked(Parcel, (Parcel.floor_price,), bare)])
    least = Fraction(case.rules.value("industrial_floor_prices").numbers[(grade or 1) - 1]) * Fraction(
        case.rules.value("priority_industry_share").number
    )
    yuan = Fraction(case.project.form(Settings).yuan_per_unit)
    low = [f"{parcel.id}（低于评估价或起始价）" for parcel in parcels if parcel.price < (parcel.floor_price or 0)]
    low += [f"{parcel.id}（协议出让，经营性用地应招标、拍卖、挂牌）" for parcel in parcels if _unbid(parcel)]
    low += [
        f"{parcel.id}（{number.against(_a_metre(case.rules, parcel, yuan), least)}元/平方米）"
        for parcel in industrial
        if _a_metre(case.rules, parcel, yuan) < least
    ]
    return Outcome(
        Verdict.WARN if low else Verdict.PASS,
        in_turn(low) + (f"，{grade}等工业用地最低{number.limit(least)}元/平方米" if industrial else "")
        if low
        else "地块单价不低于评估价或起始价和最低价标准"
        + (f"；{in_turn(bare)}未填评估价或起始价，未与其比较" if bare else ""),
        f"{len(low)} parcel(s) below the floor",
        str(len(low)),
        "0",
        left_open=bool(bare),
    )


def _with_the_cost(case: Case, missing: Decimal) -> str:
    """Say what E/F is where land cost that stands nowhere lowers E."""
    basis = case.use(coverage.schedule).basis
    earned, owed = case.figures.amount(basis.revenue), case.figures.amount(basis.service)
    if not owed:
        return ""
    with_it = number.ratio(Fraction(earned - missing) / Fraction(owed))
    return f"，差额作为成本从收益中扣除后E/F为{with_it}倍（现为{number.ratio(Fraction(earned) / Fraction(owed))}倍）"


def _unbid(parcel: Parcel) -> bool:
    """Tell whether land for business or housing to be sold is priced by agreement (协议), where bids are to form the price."""
    business = any(word in parcel.use for word in BUSINESS) and not any(word in parcel.use for word in ASSURED)
    return business and parcel.price_formed == "agreed"


def _a_metre(rules: Rules, parcel: Parcel, yuan: Fraction) -> Fraction:
    mu, square_metres = (Fraction(rules.value(id_).number) for id_ in ("mu_a_hectare", "square_metres_a_hectare"))
    return Fraction(parcel.price) * yuan * mu / square_metres


@check("W20")
def own_and_free(case: Case) -> Outcome:
    """Claimed parcels lie inside the project's red line, are unsold and repay no other bond."""
    parcels = _claimed(case)
    if not parcels:
        return NO_LAND
    wrong = [parcel.id for parcel in parcels if parcel.inside_red_line is False or parcel.unencumbered is False]
    blank = [parcel.id for parcel in parcels if parcel.inside_red_line is None or parcel.unencumbered is None]
    if blank and not wrong:
        both = (Parcel.inside_red_line, Parcel.unencumbered)
        fields = tuple(field for field in both if any(field.of(parcel) is None for parcel in parcels))
        return needs_input([Asked(Parcel, fields, tuple(blank))], figure="0", threshold="0")
    return Outcome(
        Verdict.FAIL if wrong else Verdict.PASS,
        f"{in_turn(wrong)}不在项目红线内，或已出让，或已列为其他债券偿债资金来源"
        if wrong
        else "地块均在项目红线内，未出让，未列为其他债券偿债资金来源",
        f"not the project's own: {len(wrong)}",
        str(len(wrong)),
        "0",
    )


@check("W24")
def land_cost_complete(case: Case) -> Outcome:
    """Each parcel states its cost, and what is said to stand in the investment stands there."""
    verdict, parcels = case.verdict("W24"), case.project.rows(Parcel)
    if not parcels:
        return Outcome(verdict, "没有土地出让", "no land is sold")
    bare = [parcel for parcel in parcels if not parcel.compensation + parcel.development + parcel.social_security]
    inside = in_turn(parcel.id for parcel in bare if parcel.cost_in_investment)
    free = in_turn(parcel.id for parcel in bare if not parcel.cost_in_investment)
    items = [
        case.use(investment.schedule).items[item.id]
        for item in case.project.rows(InvestmentItem)
        if asset_class(case.book, item) == LAND
    ]
    held = sum((sum(case.figures.amounts(line), Decimal(0)) for line in items), Decimal(0))
    sold = sum(case.figures.amounts(case.use(land.schedule).transferred), Decimal(0))
    told = [f"{inside}：成本已计入总投资，但未列成本单价，计提基数未扣除成本"] if inside else []
    told += [f"{free}：未列成本单价，净收益未扣除成本"] if free else []
    if held < sold:
        short = f"填报已计入总投资的土地成本{case.said(sold)}，总投资中的土地费用只有{case.said(held)}"
        told.append(short + _with_the_cost(case, sold - held))
    return Outcome(
        verdict,
        "；".join(told) or "地块均已填写成本",
        f"{len(told)} remark(s) on the cost of land",
        str(len(told)),
        "0",
    )
