"""重复和拆分: one parcel or asset in two projects, parcels alike, projects of one unit at one site, projects of one name."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from bondcalc.portfolio.told.store_page import StorePage, StorePart, money_column, text_column
from bondcalc.portfolio.told.store_view import StoreMember, StoreView, count, money, summed
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.report import Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

SMALL = Decimal(3000)
"""万元 of investment under which projects of one unit and site are looked at as a split."""
COLUMNS = (
    text_column("kind", "情形", "case", 1.6),
    text_column("what", "编号或名称", "number or name", 2.2),
    ReportColumn("number", Words("项目数", "projects"), Unit.COUNT, width=0.7),
    text_column("projects", "项目", "projects", 4.0),
    money_column("investment", "总投资", "investment", total=False),
    money_column("special_bonds", "专项债券", "special bonds", total=False),
)
NOTE = Words(
    "按清单的宗地不动产单元号、资产登记号、建设地点和项目文件的项目单位、地块查找，供核实：同一宗地、同一资产的收入不得在两个项目重复计算；"
    "同一单位同一地点的多个项目应说明是否拆分申报。各项目总投资均低于3,000万元的另行标明。",
    "To be looked into: one parcel or asset in two projects, several projects of one unit at one site.",
)
NONE_FOUND = Words("没有查到同一宗地、资产、单位和地点的项目。", "Nothing found.")


def double_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell every group of projects that share something they should not."""
    rows = [
        *_registered(view, "parcel", Words("同一宗地", "one parcel")),
        *_registered(view, "asset", Words("同一资产", "one asset")),
        *_alike_parcels(view),
        *_split(view),
        *_shared(view, Words("同名项目", "one name"), lambda member: member.stored.name),
    ]
    return [
        Note("double_note", NOTE),
        Listing("doubles", Words("重复和拆分核查表", "Doubles"), COLUMNS, rows, empty=NONE_FOUND, money=True),
    ]


def _registered(view: StoreView, kind: str, words: Words) -> Iterator[ReportRow]:
    groups: dict[str, list[StoreMember]] = {}
    for number, key in view.store.registered(kind):
        groups.setdefault(number, []).append(view.by_key[key])
    yield from (_row(words, number, members) for number, members in groups.items() if len(members) > 1)


def _alike_parcels(view: StoreView) -> Iterator[ReportRow]:
    """Find parcels of one use and area in files of one region: one parcel, perhaps, under two ids or in no register."""
    groups: dict[tuple[str, str, str], set[str]] = {}
    for key, parcel in view.store.parcels():
        if (member := view.by_key.get(key)) is not None and member.stored.region:
            groups.setdefault((member.stored.region, parcel.use, parcel.area), set()).add(key)
    alike: dict[tuple[str, ...], list[str]] = {}
    for (_, use, area), members in sorted(groups.items()):
        if len(members) > 1:
            alike.setdefault(tuple(sorted(members)), []).append(f"{use}{area}亩")
    for keys, parcels in sorted(alike.items()):
        words = Words("用途和面积相同的地块", "parcels of one use and area")
        yield _row(words, in_turn(parcels), [view.by_key[key] for key in keys])


def _split(view: StoreView) -> Iterator[ReportRow]:
    """Find projects of one unit at one site; a group of small ones is called so."""
    groups: dict[tuple[str, str], list[StoreMember]] = {}
    for member in view.members:
        unit, site = member.stored.unit, member.stored.site
        if unit and site:
            groups.setdefault((unit, site), []).append(member)
    for (unit, site), members in sorted(groups.items()):
        if len(members) > 1:
            small = all(member.amount("investment") < SMALL for member in members)
            words = (
                Words("同一单位同一地点，均低于3,000万元", "one unit and site, all small")
                if small
                else Words("同一单位同一地点", "one unit and site")
            )
            yield _row(words, f"{unit}，{site}", members)


def _shared(view: StoreView, words: Words, what: Callable[[StoreMember], str | None]) -> Iterator[ReportRow]:
    groups: dict[str, list[StoreMember]] = {}
    for member in view.members:
        named = what(member)
        if named:
            groups.setdefault(named, []).append(member)
    yield from (_row(words, named, members) for named, members in sorted(groups.items()) if len(members) > 1)


def _row(kind: Words, what: str, members: Sequence[StoreMember]) -> ReportRow:
    return {
        "kind": kind,
        "what": what,
        "number": count(len(members)),
        "projects": "；".join(f"{member.name}（{member.stored.path}）" for member in members),
        "investment": money(summed(members, "investment")),
        "special_bonds": money(summed(members, "special_bonds")),
    }


DOUBLE_PAGE = StorePage("doubles", Words("重复和拆分", "Doubles and splits"), double_parts)
