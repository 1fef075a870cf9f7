"""地区限额: limits and balances by county, held against this list (L01, L02), and adding up to city and province."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from bondcalc.portfolio.store_reader import StoredLimit
from bondcalc.portfolio.told.bond_rows import bond_rows
from bondcalc.portfolio.told.region_codes import COUNTY, code_told, is_code, level_of
from bondcalc.portfolio.told.region_limits import RegionLimits
from bondcalc.portfolio.told.store_page import StorePage, StorePart, code_column, money_column, text_column
from bondcalc.portfolio.told.store_view import StoreView, money, stated, units
from bondcalc.portfolio.told.uncounted import uncounted
from bondcalc.wording.report import Listing, Note, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

RULES = ("L01", "L02")
COLUMNS = (
    text_column("region", "地区", "region", 1.8),
    code_column(),
    money_column("limit", "专项债务限额", "limit"),
    money_column("balance", "发行前余额", "balance"),
    ReportColumn(
        "room", Words("尚可发行空间", "room"), Unit.MONEY, width=1.3, total=True, made=("-", "limit", "balance")
    ),
    money_column("planned", "清单拟新增发行", "new bonds planned by the list"),
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
    "按清单“地区限额”表核对（“核对结论”按各项目文件填列的核对）。发行后余额＝发行前余额＋清单拟新增发行－本年已还本金，"
    "不应超过限额（财预〔2017〕89号、财预〔2016〕155号）。拟新增发行为起息日在该年及以前的计划债券本金，与限额减发行前余额比较；"
    "再融资债券偿还到期本金，不占新增空间，本年已还本金也不含再融资偿还的。清单分配与项目文件金额不一致的，按较大的计。"
    "没有结果、清单未填地区代码的项目不计入限额核对，有这类项目的、没有填限额的，未超出的只列待补充。"
    "市、省行为全辖合计，市（省）本级和未列县（区）为其减已列地区，只供加总，未超出的只列待补充。",
    "What the list states of limits: balance + new bonds planned - repaid must stay inside the limit; refinancing takes no room. "
    "Outer regions state the whole of what lies in them. A region with a project that is in no count passes nothing.",
)
WHAT = (("limit_fen", "限额", "limit"), ("balance_fen", "余额", "balance"))


def limit_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell every region of a limit or a project, then how they add up."""
    limits = RegionLimits(view)
    if limits.year is None:
        return [Note("no_limits", Words("清单没有填列地区限额。", "The list states no limits."))]
    rows = limit_rows(view, limits)
    title = Words(f"{limits.year}年地区限额表", f"Limits of {limits.year}")
    return [
        Note("limit_note", NOTE),
        *limits.notes(),
        *contradictions(view, limits, rows),
        Listing("limits", title, COLUMNS, rows, money=True),
        *_added(view, limits),
    ]


def limit_rows(view: StoreView, limits: RegionLimits) -> list[ReportRow]:
    """Give a row a region, the limits of the year held against what the list plans."""
    planned = planned_by_region(view, limits.year or view.day.year)
    whole = counted_whole(view, planned, limits.codes)
    return [_row(limits, code, planned.get(code, Decimal(0)), whole=code in whole) for code in limits.codes]


def contradictions(view: StoreView, limits: RegionLimits, rows: Sequence[ReportRow]) -> Iterator[Note]:
    """Name regions where L01 or L02 of the list, which the rows of its table have, and of project files say another thing."""
    judged = _judged(view)
    said = [
        f"{limits.name(code)}{rule}清单{listed}、项目文件{filed.zh}{times}个"
        for code, row in zip(limits.codes, rows, strict=True)
        for rule in RULES
        for listed, filed in ((_zh(row[rule]), Verdict.PASS), (_zh(row[rule]), Verdict.FAIL))
        if {listed, filed.zh} == {Verdict.PASS.zh, Verdict.FAIL.zh}
        if (times := judged.get((code, rule), Counter())[filed])
    ]
    if said:
        zh = f"清单与项目文件核对不一致，请核对两处填列的限额、余额：{'；'.join(said)}。"
        yield Note("limits_differ", Words(zh, "Limits of the list and of project files are judged differently."))


def _judged(view: StoreView) -> dict[tuple[str, str], Counter[str]]:
    """Count the verdicts of project files by region and rule."""
    judged: dict[tuple[str, str], Counter[str]] = {}
    sql = """SELECT key, rule, f.verdict FROM projects JOIN findings f USING (result)
        WHERE rule IN (?, ?) ORDER BY key, rule"""
    for key, rule, verdict in view.store.rows(sql, RULES):
        judged.setdefault((view.by_key[key].region, rule), Counter())[verdict] += 1
    return judged


def _zh(cell: ReportCell) -> str:
    return cell.zh if isinstance(cell, Words) else ""


def planned_by_region(view: StoreView, year: int) -> dict[str, Decimal]:
    """Give planned bonds of new money by region, in 万元: those of the year, and earlier ones, which are still to be issued.

    Where list and project file differ, the larger amount counts: a wrong share makes no room under a limit.
    """
    planned: dict[str, Decimal] = {}
    for row in bond_rows(view):
        bond = row.kept
        if bond and bond.planned and bond.new_money and int(bond.value_date[:4]) <= year:
            larger = max(row.amount, units(bond.face))
            planned[row.member.region] = planned.get(row.member.region, Decimal(0)) + larger
    return planned


def counted_whole(view: StoreView, planned: Mapping[str, Decimal], regions: Iterable[str]) -> set[str]:
    """Give the regions of which all that is planned is counted: a project without a result may plan anything, one without a code anywhere."""
    left_out = {member.region for member in uncounted(view)}
    planning = {*left_out, *(region for region, amount in planned.items() if amount)}
    return set(regions) - left_out if all(map(is_code, planning)) else set()


def _row(limits: RegionLimits, code: str, planned: Decimal, *, whole: bool) -> ReportRow:
    own = limits.own(code)
    row_of: dict[str, ReportCell] = {
        "region": limits.name(code),
        "code": code_told(code),
        "limit": money(own.limit),
        "balance": money(own.balance),
        "planned": money(planned),
        "repaid": money(own.repaid),
    }
    if own.limit is None or own.balance is None or own.room is None:
        return row_of | {id_: Words(Verdict.NEEDS_INPUT.zh, Verdict.NEEDS_INPUT.en) for id_ in RULES}
    after = own.balance + planned - (own.repaid or Decimal(0))
    whole = whole and not own.rest
    return row_of | {
        "room": money(own.room),
        "after": money(after),
        "over": money(max(Decimal(0), after - own.limit)),
        "L01": _verdict(after <= own.limit, whole=whole),
        "L02": _verdict(planned <= max(Decimal(0), own.room), whole=whole),
    }


def _verdict(holds: bool, *, whole: bool) -> Words:
    """What is counted may fail alone; it passes only where it is all there is."""
    verdict = Verdict.FAIL if not holds else Verdict.PASS if whole else Verdict.NEEDS_INPUT
    return Words(verdict.zh, verdict.en)


def _added(view: StoreView, limits: RegionLimits) -> list[Listing]:
    """Hold each outer region against the next ones in it."""
    rows = [
        row_of
        for outer in limits.rows
        if level_of(outer.region) != COUNTY
        for inner in [limits.directly_in(outer)]
        if inner
        for field, zh, en in WHAT
        if (row_of := _compared(view, outer, inner, field, Words(zh, en))) is not None
    ]
    return (
        [Listing("limits_added", Words("限额上下级核对表", "Limits added up"), ADDED, rows, money=True)] if rows else []
    )


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
