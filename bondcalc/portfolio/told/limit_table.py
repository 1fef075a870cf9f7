"""地区限额: limits and balances by county, held against this list (L01, L02), and adding up to city and province."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from bondcalc.portfolio.store_reader import StoredLimit
from bondcalc.portfolio.told.bond_rows import PLANNED, bond_rows
from bondcalc.portfolio.told.store_page import StorePage, StorePart, money_column, text_column
from bondcalc.portfolio.told.store_view import COUNTY, StoreView, level_of, lies_in, money, stated, units
from bondcalc.wording.report import Listing, Note, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

COLUMNS = (
    text_column("region", "地区", "region", 1.8),
    money_column("limit", "专项债务限额", "limit"),
    money_column("balance", "发行前余额", "balance"),
    ReportColumn(
        "room", Words("尚可发行空间", "room"), Unit.MONEY, width=1.3, total=True, made=("-", "limit", "balance")
    ),
    money_column("planned", "清单拟发行", "planned by the list"),
    money_column("repaid", "本年已还本金", "repaid this year"),
    money_column("after", "发行后余额", "balance after issue"),
    ReportColumn("over", Words("发行后超出限额", "over the limit"), Unit.MONEY, width=1.3, total=True),
    ReportColumn("L01", Words("余额不超限额（L01）", "L01"), width=1.1, align="c"),
    ReportColumn("L02", Words("拟发行不超空间（L02）", "L02"), width=1.1, align="c"),
)
ADDED = (
    text_column("region", "上级地区", "outer region", 1.8),
    text_column("what", "项目", "what", 1.4),
    money_column("outer", "上级填报全辖", "as the outer region states", total=False),
    money_column("inner", "下级合计", "sum of those in it", total=False),
    ReportColumn("gap", Words("差额", "difference"), Unit.MONEY, width=1.3, made=("-", "outer", "inner")),
    ReportColumn("agrees", Words("结论", "verdict"), width=1.0, align="c"),
)
NOTE = Words(
    "发行后余额＝发行前余额＋清单拟发行－本年已还本金，不应超过限额（财预〔2017〕89号、财预〔2016〕155号）。"
    "拟发行为清单项目起息日在该年及以前的计划债券本金，与限额减发行前余额比较。清单分配与项目文件金额不一致的，按较大的计；"
    "没有结果的项目、清单未填地区的项目不计入，有这类项目的，未超出的也只列待补充。市、省填报数为全辖合计，差额包含本级和未列入清单的县（区）。",
    "Balance + planned - repaid must stay inside the limit; outer regions state the whole of what lies in them. "
    "A region with a project that is in no count passes nothing.",
)
WHAT = (("limit_fen", "限额", "limit"), ("balance_fen", "余额", "balance"))


def limit_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell every county of which a limit is stated, then how they add up."""
    known = [
        row for row in view.limits if row.year <= view.day.year and (row.limit_fen, row.balance_fen) != (None, None)
    ]
    if not known:
        return [Note("no_limits", Words("清单没有填列地区限额。", "The list states no limits."))]
    year = max(row.year for row in known)
    latest = [row for row in known if row.year == year]
    planned = planned_by_region(view, year)
    rows = [
        _row(view, row, planned.get(row.region, Decimal(0)), whole=counted_whole(view, planned, row.region))
        for row in latest
        if level_of(row.region) == COUNTY
    ]
    title = Words(f"{year}年县（区）限额表", f"Limits of {year}")
    return [Note("limit_note", NOTE), Listing("limits", title, COLUMNS, rows, money=True), *_added(view, latest)]


def planned_by_region(view: StoreView, year: int) -> dict[str, Decimal]:
    """Give planned bonds by region code, in 万元: those of the year, and earlier ones, which are still to be issued.

    Where list and project file differ, the larger amount counts: a wrong share makes no room under a limit.
    """
    planned: dict[str, Decimal] = {}
    for row in bond_rows(view):
        if row.kept is not None and row.kept.status == PLANNED and int(row.kept.value_date[:4]) <= year:
            larger = max(row.amount, units(row.kept.face))
            code = row.member.stored.region_code or ""
            planned[code] = planned.get(code, Decimal(0)) + larger
    return planned


def counted_whole(view: StoreView, planned: Mapping[str, Decimal], region: str) -> bool:
    """Tell whether all that a region plans is counted: a project without a result may plan anything, one without a region anywhere."""
    uncounted = {member.stored.region_code or "" for member in view.members if not member.done}
    return not planned.get("") and uncounted.isdisjoint({region, ""})


def _row(view: StoreView, row: StoredLimit, planned: Decimal, *, whole: bool) -> ReportRow:
    limit, balance, repaid = stated(row.limit_fen), stated(row.balance_fen), stated(row.repaid_fen)
    row_of: dict[str, ReportCell] = {
        "region": view.region(row.region),
        "limit": money(limit),
        "balance": money(balance),
        "planned": money(planned),
        "repaid": money(repaid),
    }
    if limit is None or balance is None:
        return row_of | {id_: Words(Verdict.NEEDS_INPUT.zh, Verdict.NEEDS_INPUT.en) for id_ in ("L01", "L02")}
    after = balance + planned - (repaid or Decimal(0))
    return row_of | {
        "room": money(limit - balance),
        "after": money(after),
        "over": money(max(Decimal(0), after - limit)),
        "L01": _verdict(after <= limit, whole=whole),
        "L02": _verdict(planned <= max(Decimal(0), limit - balance), whole=whole),
    }


def _verdict(holds: bool, *, whole: bool) -> Words:
    """What is counted may fail alone; it passes only where it is all there is."""
    verdict = Verdict.FAIL if not holds else Verdict.PASS if whole else Verdict.NEEDS_INPUT
    return Words(verdict.zh, verdict.en)


def _added(view: StoreView, limits: Sequence[StoredLimit]) -> list[Listing]:
    """Hold each outer region against the next ones in it."""
    rows = [
        row_of
        for outer in limits
        if level_of(outer.region) != COUNTY
        for inner in [list(_next(limits, outer))]
        if inner
        for field, zh, en in WHAT
        if (row_of := _compared(view, outer, inner, field, Words(zh, en))) is not None
    ]
    return (
        [Listing("limits_added", Words("限额上下级核对表", "Limits added up"), ADDED, rows, money=True)] if rows else []
    )


def _next(limits: Iterable[StoredLimit], outer: StoredLimit) -> list[StoredLimit]:
    """Give the regions next below one: cities of a province where there are any, else counties."""
    inside = [row for row in limits if row.region != outer.region and lies_in(row.region, outer.region)]
    highest = min((level_of(row.region) for row in inside), default=0)
    return [row for row in inside if level_of(row.region) == highest]


def _compared(
    view: StoreView, outer: StoredLimit, inner: Sequence[StoredLimit], field: str, what: Words
) -> ReportRow | None:
    whole, parts = stated(getattr(outer, field)), [stated(getattr(row, field)) for row in inner]
    if whole is None:
        return None
    added = sum((part for part in parts if part is not None), Decimal(0))
    agrees = (
        Words("一致", "agrees")
        if added == whole
        else Words("超出上级", "over")
        if added > whole
        else Words("有差额", "differs")
    )
    return {
        "region": view.region(outer.region),
        "what": what,
        "outer": money(whole),
        "inner": money(added),
        "gap": money(whole - added),
        "agrees": agrees,
    }


LIMIT_PAGE = StorePage("limits", Words("地区限额", "Limits"), limit_parts)
