"""周报（省）: a row a county, with limits, what is owed in twelve months against fund revenue, and this batch."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from bondcalc.dates import add_months
from bondcalc.portfolio.kept_record import PaymentKept
from bondcalc.portfolio.told.bond_rows import BondRow, bond_rows
from bondcalc.portfolio.told.executed import all_of, has_arrived, sum_told, told_amount
from bondcalc.portfolio.told.region_codes import code_told
from bondcalc.portfolio.told.region_limits import OwnLimit, RegionLimits
from bondcalc.portfolio.told.return_reasons import first_reasons
from bondcalc.portfolio.told.store_page import (
    NOT_ON_PAPER,
    StorePage,
    StorePart,
    blank_columns,
    code_column,
    count_column,
    money_column,
    share_column,
    spare,
    text_column,
)
from bondcalc.portfolio.told.store_view import StoreMember, StoreView, count, money, share, summed, units
from bondcalc.portfolio.told.uncounted import UNCOUNTED, marked, total_head
from bondcalc.wording import number
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import UNTOLD, Datum, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

EXECUTED, NOT_EXECUTED = "执行栏为执行数据合计，没有数据的空白，没有填的为“未填报”。", "没有执行数据。"
HALF_YEAR, MONTHS = 6, 12
MEAN_YEARS = 3


class OwedSoon(NamedTuple):
    """What falls due in twelve months, in 万元; `rolled` is what of the principal refinancing bonds repay."""

    principal: Decimal = Decimal(0)
    rolled: Decimal = Decimal(0)
    interest: Decimal = Decimal(0)


COLUMNS = (
    text_column("region", "地区", "region", 1.8),
    replace(code_column(), on=NOT_ON_PAPER),
    ReportColumn("limit_year", Words("限额年份", "year of limits"), Unit.YEAR, width=0.8, align="c", on=NOT_ON_PAPER),
    money_column("limit", "限额", "limit"),
    money_column("balance", "余额", "balance"),
    ReportColumn("room", Words("空间", "room"), Unit.MONEY, width=1.3, total=True, made=("-", "limit", "balance")),
    money_column("issued", "已发行", "issued"),
    *blank_columns((("on_lent", "已转贷", "on-lent"),)),
    spare(share_column("spent_share", "支出%", "spent %")),
    *blank_columns(
        (("left_6", "结存超6个月", "left over 6 months"), ("left_12", "结存超12个月", "left over 12 months"))
    ),
    money_column("principal", "未来12个月本金", "principal in 12 months"),
    money_column("rolled", "其中：再融资偿还", "of which refinanced"),
    money_column("interest", "未来12个月利息", "interest in 12 months"),
    spare(money_column("fund_revenue", "近三年基金收入平均", "mean fund revenue of 3 years", total=False)),
    spare(share_column("burden", "本息占比", "share")),
    count_column("short", "低于1.00个数", "below 1.00"),
    money_column("short_amount", "低于1.00债券", "bonds below 1.00"),
    *blank_columns((("advanced", "垫付", "advanced"),)),
    ReportColumn("undisclosed", Words("6.30未公开", "not disclosed by 30 June"), Unit.COUNT, width=0.8, spare=True),
    count_column("handed_in", "本批申报", "handed in"),
    count_column("passed", "通过", "passed"),
    count_column("explained", "需说明", "to be explained"),
    count_column("open", "待补充", "open"),
    count_column("returned", "退回", "returned"),
    text_column("reason", "首个退回原因", "first reason", 2.6),
    UNCOUNTED,
)


def province_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell every county that has a project or a limit."""
    bonds, reasons, limits = bond_rows(view), first_reasons(view), RegionLimits(view)
    owed = owed_soon(view)
    by_region = {code: list(mine) for code, mine in groupby(bonds, key=lambda row: row.member.region)}
    rows = [_row(view, limits, code, by_region.get(code, ()), owed, reasons) for code in limits.codes]
    of_year = "" if limits.year is None else f"，限额、余额为{limits.year}年"
    title = Words(f"省级周报表（{view.said_day}{of_year}）", "Counties")
    listing = Listing("province", title, COLUMNS, rows, money=True, filtered=True, total_head=total_head(view))
    notes = [*limits.notes(), *_unissued(view, bonds), *_undisclosed(view)]
    return [Note("province_note", _note(view, bonds)), *notes, listing]


def _note(view: StoreView, bonds: Iterable[BondRow]) -> Words:
    batch, years = f"本批为{view.batch}" if view.batch else "本批为清单全部项目", mean_years(view)
    repaid = sum((row.amount for row in bonds if row.over), Decimal(0))
    over = f"（已到期还清{number.fixed(repaid, 2, grouped=True)}万元）" if repaid else ""
    return Words(
        "限额、余额、基金收入按清单“地区限额”表，余额为本年发行前，市（省）本级和未列县（区）为全辖合计减已列地区。"
        f"已发行为有发行结果的债券本金{over}，都没有的空白；未来12个月本息含拟发行债券和再融资偿还的本金。"
        f"近三年为{years[0]}—{years[-1]}年，收入不齐的不计占比。未能测算的项目不计入金额。"
        f"{batch}，没有结果或不通过的为退回，其余有法定事项待补充的为待补充，再其余有需说明事项的为需说明，都没有的为通过。"
        f"{EXECUTED if view.executions else NOT_EXECUTED}",
        "Limits and fund revenue as the list states them; execution is that of projects with actuals.",
    )


def issued_of(view: StoreView, row: BondRow) -> Decimal | None:
    """Give what a bond of a project brought: 0 before its value date, None where that has passed and nobody told the result."""
    if row.kept is None:
        return None
    if not row.kept.planned:
        return row.amount
    return Decimal(0) if row.kept.value_date > view.day.isoformat() else None


def _unissued(view: StoreView, bonds: Sequence[BondRow]) -> Iterator[Note]:
    """Say how many bonds are past their value date without a result, and so are in no sum of what is issued."""
    untold = [row for row in bonds if row.kept and issued_of(view, row) is None]
    if untold:
        amount = number.fixed(sum((row.amount for row in untold), Decimal(0)), 2, grouped=True)
        arrived = [row for row in untold if has_arrived(row, view.executions.get(row.member.key))]
        also = f"，其中{len(arrived)}只已有转贷到账，请在执行数据“资金流转”表补填债券发行" if arrived else ""
        yield Note(
            "province_unissued",
            Words(
                f"已到起息日而没有发行结果的债券{len(untold)}只，计划金额{amount}万元，不计入已发行{also}。",
                f"{len(untold)} bond(s) of {amount} are past their value date without a result, and not counted as issued.",
            ),
        )


def _undisclosed(view: StoreView) -> Iterator[Note]:
    """Name the projects of which nobody told whether the year was disclosed: they are in no count."""
    silent = sorted(key for key, done in view.executions.items() if done.undisclosed is None and key in view.by_key)
    if silent:
        names = in_turn(view.by_key[key].name for key in silent)
        yield Note(
            "province_undisclosed",
            Words(
                f"6.30未公开只计填了年度事项的项目；未填报{len(silent)}个，不在其中：{names}。",
                f"{len(silent)} project(s) do not say whether the year was disclosed, and are not counted.",
            ),
        )


def _row(
    view: StoreView,
    limits: RegionLimits,
    code: str,
    bonds: Sequence[BondRow],
    owed: dict[str, OwedSoon],
    reasons: dict[str, str],
) -> ReportRow:
    members = view.by_region.get(code, [])
    done = [member for member in members if member.done]
    mean, left_out = mean_fund_revenue(view, code), len(members) - len(done)
    issued = sum_told(issued_of(view, row) for row in bonds) if bonds else Decimal(0)
    # Of a county of which no project has a result nothing is known: 0 would say that it owes nothing.
    known = (
        {"issued": money(issued), **_owed(owed.get(code, OwedSoon()), mean), **_below(done)}
        if done or not members
        else {}
    )
    return {
        "region": marked(limits.name(code), left_out),
        "code": code_told(code),
        **_limits(limits, code),
        "fund_revenue": money(mean),
        **known,
        **_executed(view, members),
        **_batch(view, members, reasons),
        "uncounted": count(left_out),
    }


def _owed(owed: OwedSoon, mean: Decimal | None) -> ReportRow:
    burden = share(owed.principal + owed.interest, mean) if mean else None
    amounts = {id_: money(amount) for id_, amount in owed._asdict().items()}
    return {**amounts, "burden": burden}


def _limits(limits: RegionLimits, code: str) -> ReportRow:
    own = limits.own(code)
    year = limits.year if own != OwnLimit() else None
    amounts = {"limit": money(own.limit), "balance": money(own.balance), "room": money(own.room)}
    return {**amounts, "limit_year": Datum(year, Unit.YEAR) if year else None}


def _executed(view: StoreView, members: Sequence[StoreMember]) -> ReportRow:
    """Add up the money of projects with actuals; blank where none has them.

    What arrived and what was advanced is the sum of what is told; of the rest nobody told where one project does not say.
    """
    done = [view.executions[member.key] for member in members if member.key in view.executions]
    if not done:
        return {}
    bonds = [bond for project in done for bond in project.bonds.values()]
    received = [bond for bond in bonds if bond.arrived is not None]
    arrived, spent = all_of(bond.arrived for bond in bonds), all_of(bond.spent for bond in bonds)
    late = [project.undisclosed for project in done if project.undisclosed is not None]
    return {
        "on_lent": told_amount(sum_told(bond.arrived for bond in bonds)),
        "spent_share": share(spent, arrived) if spent is not None and arrived else None,
        "left_6": told_amount(all_of(bond.idle(view.day, HALF_YEAR) for bond in received)),
        "left_12": told_amount(all_of(bond.idle(view.day, MONTHS) for bond in received)),
        "advanced": told_amount(sum_told(project.advanced for project in done)),
        "undisclosed": count(sum(late)) if late else Datum(None, Unit.COUNT, none=UNTOLD),
    }


def _below(members: Sequence[StoreMember]) -> ReportRow:
    short = [member for member in members if member.short]
    return {"short": count(len(short)), "short_amount": money(summed(short, "special_bonds"))}


def _batch(view: StoreView, members: Sequence[StoreMember], reasons: dict[str, str]) -> ReportRow:
    mine = [member for member in members if view.batch in {None, member.stored.batch}]
    returned = [member for member in mine if member.returned]
    judged = Counter(view.verdict(member) for member in mine)
    left_open, explained = judged[Verdict.NEEDS_INPUT], judged[Verdict.WARN]
    return {
        "handed_in": count(len(mine)),
        "passed": count(len(mine) - len(returned) - left_open - explained),
        "explained": count(explained),
        "open": count(left_open),
        "returned": count(len(returned)),
        "reason": reasons.get(returned[0].key) if returned else None,
    }


def mean_years(view: StoreView) -> range:
    """Give the three years before the day (近三年)."""
    return range(view.day.year - MEAN_YEARS, view.day.year)


def mean_fund_revenue(view: StoreView, code: str) -> Decimal | None:
    """Give the mean fund revenue (政府性基金预算收入) of the three years before the day; None where one is not stated."""
    revenues = [
        units(row.fund_revenue_fen)
        for row in view.limits
        if row.region == code and row.year in mean_years(view) and row.fund_revenue_fen is not None
    ]
    return number.rounded(sum(revenues) / MEAN_YEARS, 2) if len(revenues) == MEAN_YEARS else None


def owed_soon(view: StoreView) -> dict[str, OwedSoon]:
    """Give what falls due from the day on within twelve months, by region: each project rounded, then added."""
    first, last = view.day.isoformat(), add_months(view.day, MONTHS).isoformat()
    by_key: dict[str, list[PaymentKept]] = {}
    for key, payment in view.payments():
        if first <= payment.paid_on < last:
            by_key.setdefault(key, []).append(payment)
    owed: dict[str, OwedSoon] = {}
    for key, payments in by_key.items():
        region = view.by_key[key].region
        mine = (units(sum(getattr(payment, part) for payment in payments)) for part in OwedSoon._fields)
        owed[region] = OwedSoon(
            *(before + more for before, more in zip(owed.get(region, OwedSoon()), mine, strict=True))
        )
    return owed


PROVINCE_PAGE = StorePage("province", Words("省级周报", "Province"), province_parts)
