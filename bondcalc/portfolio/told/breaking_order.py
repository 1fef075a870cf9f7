"""断裂次序: how far revenue may fall before a project no longer covers its debt, the weakest first, with what is reached by then."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.portfolio.told.member_list import cover_of
from bondcalc.portfolio.told.store_page import (
    StorePage,
    StorePart,
    money_column,
    ratio_column,
    share_column,
    text_column,
)
from bondcalc.portfolio.told.store_view import StoreMember, StoreView, count, money, share, summed
from bondcalc.portfolio.told.uncounted import left_out_note
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

STEPS = tuple(Decimal(step) for step in ("0", "0.05", "0.10", "0.20", "0.30"))
COLUMNS = (
    ReportColumn("rank", Words("序号", "rank"), Unit.COUNT, width=0.5, align="c"),
    text_column("project", "项目", "project", 2.4),
    text_column("region", "地区", "region", 1.6),
    ratio_column("cover", "E/F", "E/F"),
    ReportColumn("fall", Words("临界下降幅度", "break-even fall"), Unit.FRACTION, width=1.1),
    money_column("special_bonds", "C 专项债券", "C", total=False),
    money_column("so_far", "累计债券", "so far", total=False),
    share_column("of_all", "累计占比", "share so far"),
)
BY_STEP = (
    text_column("step", "全部收入下降", "fall of revenue", 1.4),
    ReportColumn("projects", Words("不能覆盖的项目", "projects"), Unit.COUNT, width=1.2),
    money_column("special_bonds", "其债券", "their bonds", total=False),
    share_column("of_all", "占C合计", "of all C"),
)
NOTE = Words(
    "临界下降幅度为该项目全部收入（经营收入和土地单价）同时下降到收益不足本息（E/F低于1.00）的最小幅度，由各项目压力测试算出；"
    "0为现已不足，按覆盖倍数从低到高；“—”为下降到零仍能覆盖。成本、税费随之重算。"
    "变动作用于项目文件的全部年度，已经过去的年度也在内（申报口径）。",
    "The smallest fall of all revenue at which E < F, as each project's stress test has it.",
)


def breaking_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell how much falls at each step, then every project."""
    ordered = sorted(view.done, key=lambda member: (_fall(member), _cover(member), member.key))
    whole, so_far, rows = summed(view.done, "special_bonds"), Decimal(0), list[ReportRow]()
    for rank, member in enumerate(ordered, 1):
        so_far += member.amount("special_bonds")
        rows.append(_row(view, rank, member, so_far, whole))
    steps = [_step(step, [member for member in ordered if _fall(member) <= step], whole) for step in STEPS]
    return [
        Note("breaking_note", NOTE),
        *left_out_note(view),
        Listing("steps", Words("收入下降影响表", "By fall of revenue"), BY_STEP, steps, money=True),
        Listing("order", Words("断裂次序表", "Order of breaking"), COLUMNS, rows, money=True),
    ]


def _fall(member: StoreMember) -> Decimal:
    """Give the fall at which a project breaks; more than all of it where none does."""
    return Decimal(2) if member.stored.break_even is None else Decimal(member.stored.break_even)


def _cover(member: StoreMember) -> Fraction:
    """Give what tells apart projects of one fall: of those short already the one that covers least is the weakest."""
    return Fraction(0) if member.cover is None else member.cover


def _row(view: StoreView, rank: int, member: StoreMember, so_far: Decimal, whole: Decimal) -> ReportRow:
    fall = member.stored.break_even
    return {
        "rank": count(rank),
        "project": member.name,
        "region": view.region(member.region),
        "cover": cover_of(member),
        "fall": Words("—") if fall is None else Datum(Decimal(fall), Unit.FRACTION, places=2),
        "special_bonds": money(member.amount("special_bonds")),
        "so_far": money(so_far),
        "of_all": share(so_far, whole),
    }


def _step(step: Decimal, members: Sequence[StoreMember], whole: Decimal) -> ReportRow:
    bonds = summed(members, "special_bonds")
    shown = number.share(step)
    return {
        "step": Words(f"不超过{shown}", f"up to {shown}") if step else Words("现已不足", "short already"),
        "projects": count(len(members)),
        "special_bonds": money(bonds),
        "of_all": share(bonds, whole),
    }


BREAKING_PAGE = StorePage("breaking", Words("断裂次序", "Order of breaking"), breaking_parts)
