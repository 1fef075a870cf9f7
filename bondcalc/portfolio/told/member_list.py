"""清单: every project with its figures, ratios and worst finding; those without a result say why."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from bondcalc.portfolio.told.store_page import (
    NOT_ON_PAPER,
    StorePage,
    StorePart,
    money_column,
    ratio_column,
    text_column,
)
from bondcalc.portfolio.told.store_view import StoreMember, StoreView, count, money
from bondcalc.portfolio.told.uncounted import total_head
from bondcalc.portfolio.told.verdict_matrix import open_told
from bondcalc.wording.report import Datum, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

COLUMNS = (
    text_column("project", "项目", "project", 2.2),
    replace(text_column("code", "项目代码", "code", 1.8), on=NOT_ON_PAPER),
    text_column("region", "地区", "region", 1.6),
    text_column("sector", "投向领域", "sector", 1.5),
    replace(text_column("batch", "申报批次", "batch", 1.2), on=NOT_ON_PAPER),
    money_column("investment", "A 总投资", "A"),
    money_column("capital", "B 资本金", "B", printed=False),
    money_column("special_bonds", "C 专项债券", "C"),
    money_column("market_loans", "D 其他债务", "D", printed=False),
    money_column("revenue", "E 项目收益", "E"),
    money_column("service", "F 债务本息", "F"),
    ratio_column("cover", "E/F", "E/F", ("revenue", "service")),
    ReportColumn("own", Words("本项目标准", "own threshold"), Unit.RATIO, width=0.9),
    ReportColumn(
        "dscr", Words("偿债备付率最低（不含期初资金）", "DSCR min, without opening cash"), Unit.RATIO, width=1.0
    ),
    ReportColumn("gap_year", Words("首次资金缺口年份", "first year without cash"), Unit.YEAR, width=0.9, align="c"),
    ReportColumn("asked", Words("法定待补充项数", "statutory, open"), Unit.COUNT, width=0.8),
    ReportColumn("verdict", Words("核对结论", "verdict"), width=0.9, align="c"),
)
FAILED_COLUMNS = (
    text_column("project", "项目", "project", 2.0),
    text_column("region", "地区", "region", 1.4),
    text_column("reason", "原因", "reason", 3.0),
    text_column("details", "录入问题", "problems", 4.0),
)


def list_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell every project that has a result, then every one that has none."""
    dscr = view.store.ratios("dscr_min")
    failed = [member for member in view.members if not member.done]
    total = len(view.members)
    said = Words(
        f"共{total}个项目，有结果{len(view.done)}个，没有结果{len(failed)}个。金额先按项目取到百元，再相加；"
        "E/F按未取整的数判定，接近标准的多列几位。各项目收益只偿还本项目债务。"
        "偿债备付率为当年项目收益÷当年由收益偿还的本息，不含期初资金，与C09核对的含期初资金的偿债备付率不同。"
        f"{open_told(view)}",
        f"{total} projects, {len(view.done)} with a result, {len(failed)} without. Each pays for itself.",
    )
    return [
        Note("list_note", said),
        Listing(
            "projects",
            Words("项目清单表", "Projects"),
            COLUMNS,
            [_row(view, member, dscr.get(member.key)) for member in view.done],
            money=True,
            filtered=True,
            total_head=total_head(view),
        ),
        Listing(
            "failed",
            Words("没有结果的项目表", "Without a result"),
            FAILED_COLUMNS,
            [_failed(view, member) for member in failed],
        ),
    ]


def _row(view: StoreView, member: StoreMember, dscr: str | None) -> ReportRow:
    stored = member.stored
    verdict = view.verdict(member)
    own = None if stored.threshold is None else number_of(stored.threshold)
    return {
        "project": member.name,
        "code": stored.code,
        "region": view.region(member.region),
        "sector": member.sector,
        "batch": stored.batch,
        **{
            id_: money(member.amount(line))
            for id_, line in (
                ("investment", "investment"),
                ("capital", "capital"),
                ("special_bonds", "special_bonds"),
                ("market_loans", "market_loans"),
                ("revenue", "revenue_counted"),
                ("service", "service"),
            )
        },
        "cover": cover_of(member),
        "own": own,
        "dscr": None if dscr is None else number_of(dscr),
        "gap_year": None if stored.short_year is None else Datum(stored.short_year, Unit.YEAR),
        "asked": count(view.asked[member.key]),
        "verdict": None if verdict is None else Words(verdict.zh, verdict.en),
    }


def _failed(view: StoreView, member: StoreMember) -> ReportRow:
    return {
        "project": member.name,
        "region": view.region(member.region),
        "reason": member.stored.reason,
        "details": "；".join(member.stored.details),
    }


def number_of(text: str) -> Datum:
    """Give a stored ratio."""
    return Datum(Decimal(text), Unit.RATIO)


def cover_of(member: StoreMember) -> Datum | None:
    """Give E/F, marked where it is below 1.00; with as many decimals as it takes to lie on its own side of 1.00 and its standard."""
    cover = member.cover
    if cover is None:
        return None
    limits = Fraction(1), Fraction(member.stored.threshold or 1)
    nearest = min(limits, key=lambda limit: abs(limit - cover))
    return Datum(cover, Unit.RATIO, limit=nearest, places=4, verdict=Verdict.FAIL if member.short else None)


LIST_PAGE = StorePage("list", Words("项目清单", "List"), list_parts)
