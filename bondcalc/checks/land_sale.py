"""Group W: the price of land against what a sale would bring, comparables, the floor, the bidders in evidence, refunds."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.checks.judge import Case, Outcome, check, needs_input
from bondcalc.checks.missing_input import Asked
from bondcalc.dates import add_months
from bondcalc.inputs.sheets.land_bids import LandBid
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.region import Region
from bondcalc.schedules import adjusted_deals, land_sales
from bondcalc.schedules.adjusted_deals import Valuation
from bondcalc.schedules.land_sales import FLOORED, Sale
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.terms import Verdict

INSIDE = frozenset({"W34", "W37", "W38"})
"""Rules that speak of bidders and of what a sale would bring: told in the review, in no filing that is handed on."""
NO_SALE = Outcome(Verdict.NOT_APPLICABLE, "没有填写土地竞价", "nothing stated of the sale of parcels")
NO_DEALS = Outcome(Verdict.NOT_APPLICABLE, "地块没有可比案例", "no comparables of parcels")


def _sales(case: Case) -> dict[str, Sale]:
    return case.use(land_sales.schedule)


def _valuations(case: Case) -> dict[str, Valuation]:
    return case.use(adjusted_deals.schedule).parcels


def _no_sale(case: Case) -> Outcome | None:
    return None if _sales(case) else NO_SALE


def _no_deals(case: Case) -> Outcome | None:
    return None if _valuations(case) else NO_DEALS


def _outcome(signs: list[str], good: str, bad: Verdict = Verdict.WARN, filed: str = "") -> Outcome:
    return Outcome(
        bad if signs else Verdict.PASS,
        "；".join(signs) or good,
        f"{len(signs)} remark(s) on the price of land",
        str(len(signs)),
        "0",
        filed=filed if signs else "",
    )


def _higher(case: Case, figure: Decimal, limit: Decimal) -> str:
    """Write a price and what it is above: 每亩142.00万元，高于130.94万元."""
    return f"每亩{case.said(figure)}，高于{case.said(limit)}"


@check("W34", unless=_no_sale)
def within_what_a_sale_brings(case: Case) -> Outcome:
    """The planned price is not above the middle of what the sale would bring, by the bidders that are assumed."""
    signs, without = list[str](), list[str]()
    for id_, sale in _sales(case).items():
        if sale.chances is None:
            without.append(id_)
            continue
        planned, middle = (case.figures.amount(line) for line in (sale.planned, sale.chances.prices[50]))
        if planned > middle:
            signs.append(f"地块{id_}单价{_higher(case, planned, middle)}（竞价测算的中位价）")
    if without:
        signs.append(f"地块{in_turn(without)}没有可比案例，不能测算成交价")
    return _outcome(signs, "地块单价不高于竞价测算的中位价")


@check("W35", unless=_no_deals)
def within_comparables(case: Case) -> Outcome:
    """The planned price is not above the highest adjusted comparable."""
    signs = []
    for account in case.project.tables["land"]:
        valuation = _valuations(case).get(account.id)
        if valuation is not None and (limit := case.figures.amount(valuation.highest)) < account.price:
            signs.append(f"地块{account.id}单价{_higher(case, account.price, limit)}（最高比准价格）")
    return _outcome(signs, "地块单价不高于最高比准价格")


@check("W36", unless=_no_sale)
def floor_for_the_term(case: Case) -> Outcome:
    """Industrial land is neither planned nor offered below the minimum price of its grade, for the term that is sold."""
    floored = {id_: sale for id_, sale in _sales(case).items() if FLOORED in sale.parcel.data.use}
    if not floored:
        return Outcome(Verdict.NOT_APPLICABLE, "没有填写竞价的工业用地", "no industrial parcel with a sale")
    if case.project.form(Region).land_grade is None:
        return needs_input([Asked(Region, (Region.land_grade,))])
    signs = []
    for id_, sale in floored.items():
        least = case.figures.amount(sale.floor) if sale.floor is not None else Decimal(0)
        for line, zh in ((sale.planned, "单价"), (sale.start, "起始价")):
            figure = case.figures.amount(line)
            if figure < least:
                signs.append(f"地块{id_}{zh}每亩{case.said(figure)}，低于{case.said(least)}（最低价标准）")
    return _outcome(signs, "工业用地单价、起始价不低于最低价标准")


@check("W37", unless=_no_sale)
def bidders_in_evidence(case: Case) -> Outcome:
    """No more bidders are assumed than are in evidence, and the region's sales are as competitive as its share unsold says."""
    sales = _sales(case)
    blank = tuple(id_ for id_, sale in sales.items() if sale.bid.data.interested is None)
    if blank:
        return needs_input([Asked(LandBid, (LandBid.interested,), blank)])
    signs = [sign for id_, sale in sales.items() for sign in _beyond(case, id_, sale)]
    return _outcome(signs, "预计竞买人数不超过有依据的人数")


def _beyond(case: Case, id_: str, sale: Sale) -> Iterator[str]:
    bid = sale.bid.data
    assumed = Fraction(bid.bidders or bid.bidder_rate or 0)
    if bid.unsold_share is not None and sale.chances is not None:
        assumed = Fraction(case.figures.amount(sale.chances.number))
    if assumed > (bid.interested or 0):
        people = number.trimmed(number.rounded(assumed, 2))
        yield f"地块{id_}按{people}人竞买测算，有依据的只有{bid.interested}人"
    if not bid.evidence:
        yield f"地块{id_}未填写竞买人数依据"
    if bid.reserve_share is None or sale.chances is None or sale.chances.region_at_start is None:
        return
    model = case.figures.amount(sale.chances.region_at_start)
    if bid.reserve_share > model:
        stated, expected = number.percent_beside(bid.reserve_share, model)
        yield f"地块{id_}所在区域起始价成交率{stated}，高于按流拍率推算的{expected}，竞价不充分"


@check("W38", unless=_no_sale)
def one_named_buyer(case: Case) -> Outcome:
    """A parcel that one firm is to have is planned at its start price: a single bidder pays no more."""
    named = {id_: sale for id_, sale in _sales(case).items() if sale.bid.data.named_buyer}
    if not named:
        return Outcome(Verdict.NOT_APPLICABLE, "没有填写意向受让人的地块", "no parcel has a named buyer")
    signs = []
    for id_, sale in named.items():
        planned, start = (case.figures.amount(line) for line in (sale.planned, sale.start))
        if planned > start:
            signs.append(f"地块{id_}只有一家意向受让人，单价{_higher(case, planned, start)}（起始价）")
    return _outcome(signs, "没有按高于起始价的单价测算定向出让的地块")


@check("W39", unless=_no_sale)
def nothing_refunded(case: Case) -> Outcome:
    """No part of the price goes back to the buyer: what is refunded is no income, and has to be put right first."""
    refunded = {id_: sale.bid.data.refund for id_, sale in _sales(case).items() if sale.bid.data.refund}
    signs = [
        f"地块{id_}出让价款的{number.percent(share)}约定返还或奖补，未计入收益，须先整改"
        for id_, share in refunded.items()
    ]
    blank = tuple(id_ for id_, sale in _sales(case).items() if sale.bid.data.refund is None)
    if blank and not signs:
        return needs_input([Asked(LandBid, (LandBid.refund,), blank)])
    return _outcome(
        signs, "没有返还、奖补出让价款的约定", Verdict.FAIL, filed="有地块的出让约定不符合出让收支管理规定，须先整改"
    )


@check("W40", unless=_no_deals)
def adjusted_within_limits(case: Case) -> Outcome:
    """Comparables are enough and recent, adjusted little by each factor and by all, and agree with one another."""
    signs = [sign for id_, valuation in _valuations(case).items() for sign in _stretched(case, id_, valuation)]
    return _outcome(signs, "可比案例的数量、时间和修正幅度在界限之内")


def _stretched(case: Case, id_: str, valuation: Valuation) -> Iterator[str]:
    rules, day = case.rules, case.project.form(Particulars).rule_date
    least, months = rules.value("least_deals").number, int(rules.value("oldest_deal_months").number)
    if len(valuation.deals) < least:
        yield f"地块{id_}可比案例{len(valuation.deals)}个，少于{number.trimmed(least)}个"
    old = [deal for deal in valuation.deals if deal.row.data.day < add_months(day, -months)]
    if old:
        yield f"地块{id_}有{len(old)}个可比案例早于{months}个月"
    single, whole = (rules.value(value).number for value in ("single_adjustment_limit", "all_adjustments_limit"))
    for deal in valuation.deals:
        factors = {line.zh.partition("（")[0]: case.figures.amount(line) for line in deal.factors.values()}
        far = [zh for zh, factor in factors.items() if abs(factor - 1) > single]
        if far:
            yield f"地块{deal.name}的{in_turn(far)}超过{number.percent(single, 0)}"
        if abs(case.figures.amount(deal.factor) - 1) > whole:
            yield f"地块{deal.name}综合修正超过{number.percent(whole, 0)}"
    spread, limit = case.figures.scalar(valuation.spread), rules.value("adjusted_spread_limit").number
    if spread is not None and spread > limit:
        yield f"地块{id_}最高与最低比准价格之比{number.against(Decimal(spread), limit)}，超过{number.limit(Fraction(limit))}"
