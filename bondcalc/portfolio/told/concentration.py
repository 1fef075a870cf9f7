"""集中度: the ten largest projects, the share of land, and (annex) the Herfindahl index of debt service."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from bondcalc.portfolio.told.bond_rows import bond_rows, repaid_note
from bondcalc.portfolio.told.region_codes import code_told
from bondcalc.portfolio.told.store_page import (
    StorePage,
    StorePart,
    code_column,
    money_column,
    share_column,
    text_column,
)
from bondcalc.portfolio.told.store_view import StoreMember, StoreView, count, money, share, summed
from bondcalc.portfolio.told.uncounted import UNCOUNTED, left_out_note, marked, total_head, uncounted
from bondcalc.wording.report import Datum, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

TOP = 10
TOP_COLUMNS = (
    ReportColumn("rank", Words("序号", "rank"), Unit.COUNT, width=0.5, align="c"),
    text_column("project", "项目", "project", 2.4),
    text_column("region", "地区", "region", 1.6),
    money_column("special_bonds", "C 专项债券", "C"),
    share_column("of_all", "占比", "share"),
    share_column("so_far", "累计占比", "so far"),
)
LAND_COLUMNS = (
    text_column("region", "地区", "region", 1.8),
    code_column(),
    money_column("revenue", "E 项目收益", "E"),
    money_column("land", "其中：土地净收益", "of which land"),
    share_column("of_revenue", "土地占E", "land of E"),
    ReportColumn("projects", Words("土地占E一半以上的项目", "projects over a half"), Unit.COUNT, width=1.2, total=True),
    UNCOUNTED,
)
INDEX_COLUMNS = (
    text_column("what", "分组", "groups", 2.0),
    text_column("of", "按什么计", "share of", 1.6),
    ReportColumn("groups", Words("组数", "number"), Unit.COUNT, width=0.8),
    ReportColumn("index", Words("赫芬达尔指数", "HHI"), Unit.RATIO, width=1.2),
    ReportColumn("even", Words("平均分布时", "if even"), Unit.RATIO, width=1.2),
)
HALVES = 2
INDEX_NOTE = Words(
    "附：赫芬达尔指数为各组占比的平方和，越接近1越集中。按项目、地区、投向领域的为债务本息（F）占比；"
    "按收益来源的为项目收益（E）占比，土地净收益与上表同口径，其余为E减土地净收益。",
    "Annex: HHI is the sum of the squared shares of F, by kind of revenue of E; 1 is one group alone.",
)
SERVICE = Words("F 债务本息", "F")
REVENUE = Words("E 项目收益", "E")


def concentration_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell the largest, land, then the index."""
    return [
        *left_out_note(view),
        *repaid_note(bond_rows(view)),
        _top(view),
        _land(view),
        Note("index_note", INDEX_NOTE, apart=True),
        Listing("index", Words("集中度指数表", "Annex: index"), INDEX_COLUMNS, _index(view)),
    ]


def _top(view: StoreView) -> Listing:
    whole, so_far, rows = summed(view.done, "special_bonds"), Decimal(0), list[ReportRow]()
    largest = sorted(view.done, key=lambda member: (-member.amount("special_bonds"), member.key))[:TOP]
    for rank, member in enumerate(largest, 1):
        bonds = member.amount("special_bonds")
        so_far += bonds
        rows.append(
            {
                "rank": count(rank),
                "project": member.name,
                "region": view.region(member.region),
                "special_bonds": money(bonds),
                "of_all": share(bonds, whole),
                "so_far": share(so_far, whole),
            }
        )
    return Listing("top", Words("债券最多的十个项目表", "Top ten"), TOP_COLUMNS, rows, money=True)


def _land(view: StoreView) -> Listing:
    regions = sorted({member.region for member in view.done})
    left_out = Counter(member.region for member in uncounted(view))
    rows: list[ReportRow] = [
        {
            "region": marked(view.names.own(code), left_out[code]),
            "code": code_told(code),
            **_land_cells([member for member in view.by_region[code] if member.done]),
            "uncounted": count(left_out[code]),
        }
        for code in regions
    ]
    title = Words("土地收益占比表", "Land")
    return Listing("land", title, LAND_COLUMNS, rows, money=True, total_head=total_head(view))


def _land_cells(members: Sequence[StoreMember]) -> ReportRow:
    revenue, land = summed(members, "revenue_counted"), summed(members, "land")
    heavy = [member for member in members if member.amount("land") * HALVES > member.amount("revenue_counted")]
    return {
        "revenue": money(revenue),
        "land": money(land),
        "of_revenue": share(land, revenue) if revenue > 0 else None,
        "projects": count(len(heavy)),
    }


def _index(view: StoreView) -> list[ReportRow]:
    by: tuple[tuple[Words, Callable[[StoreMember], str]], ...] = (
        (Words("按项目", "by project"), lambda member: member.key),
        (Words("按地区", "by region"), lambda member: member.region),
        (Words("按投向领域", "by sector"), lambda member: member.sector),
    )
    rows = []
    for what, key in by:
        sums: dict[str, Decimal] = {}
        for member in view.done:
            sums[key(member)] = sums.get(key(member), Decimal(0)) + member.amount("service")
        rows.append(_index_row(what, SERVICE, sums))
    land = summed(view.done, "land")
    kinds = {"land": land, "other": summed(view.done, "revenue_counted") - land}
    return [*rows, _index_row(Words("按收益来源（经营、土地）", "by kind of revenue"), REVENUE, kinds)]


def _index_row(what: Words, of: Words, sums: Mapping[str, Decimal]) -> ReportRow:
    parts = {name: Fraction(amount) for name, amount in sums.items() if amount > 0}
    whole = sum(parts.values(), Fraction(0))
    index = sum(((part / whole) ** 2 for part in parts.values()), Fraction(0)) if whole else None
    even = Fraction(1, len(parts)) if parts else None
    return {
        "what": what,
        "of": of,
        "groups": count(len(parts)),
        "index": None if index is None else Datum(index, Unit.RATIO),
        "even": None if even is None else Datum(even, Unit.RATIO),
    }


CONCENTRATION_PAGE = StorePage("concentration", Words("集中度", "Concentration"), concentration_parts)
