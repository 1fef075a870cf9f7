"""分地区、分领域、分年: the same sums by region, by sector and by year."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import groupby

from bondcalc.portfolio.told.region_codes import CITY, PROVINCE, code_of, code_told
from bondcalc.portfolio.told.store_page import (
    NOT_ON_PAPER,
    StorePage,
    StorePart,
    code_column,
    count_column,
    money_column,
    share_column,
    text_column,
)
from bondcalc.portfolio.told.store_view import StoreMember, StoreView, count, money, share, summed
from bondcalc.portfolio.told.uncounted import UNCOUNTED, marked, total_head, uncounted
from bondcalc.wording.report import Datum, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

SUMS = (
    count_column("projects", "项目数", "projects"),
    money_column("investment", "A 总投资", "A", printed=False),
    money_column("special_bonds", "C 专项债券", "C"),
    share_column("of_all", "占C合计", "of all C"),
    money_column("revenue_counted", "E 项目收益", "E"),
    money_column("service", "F 债务本息", "F"),
    count_column("short", "低于1.00个数", "below 1.00"),
    money_column("short_amount", "低于1.00债券", "bonds below 1.00"),
    money_column("shortfall", "收益不足本息", "shortfall"),
    replace(count_column("below_own", "低于本项目标准", "below own threshold"), on=NOT_ON_PAPER),
)
YEARLY = (
    ("drawn", "新增发行", "drawn", "debt_service.drawn"),
    ("refinanced", "再融资发行", "refinancing drawn", "debt_service.refinanced"),
    ("interest", "付息", "interest", "debt_service.interest"),
    ("principal", "还本", "principal", "debt_service.principal"),
    ("rolled", "其中：再融资偿还", "of which refinanced", "debt_service.rolled"),
    ("loans", "市场化融资付息", "interest of loans", "loans.interest"),
    ("loan_principal", "市场化融资还本", "principal of loans", "loans.principal"),
    ("revenue", "存续期内收益", "revenue counted", "repayable.counted"),
    ("land", "其中：土地净收益", "of which land", "coverage_by_year.land_in_window"),
)
NOTE = Words(
    "各项目收益只偿还本项目债务，有余的项目不弥补不足的项目，所以不列合计的覆盖倍数。收益不足本息为各不足项目差额之和。",
    "What one project has left pays for no other.",
)


YEARLY_NOTE = Words(
    "分年表按合同约定的还本付息日分年，与F同口径；“到期分布”按实际支付日分年（遇周末顺延到下一工作日），年末到期的可能列在下一年。"
    "由项目收益偿还的债务本息＝付息＋还本－再融资偿还＋市场化融资付息、还本；再融资偿还的本金由再融资债券的本金接续，不重复计入F。",
    "By the days of the terms, as F is counted; the maturity wall goes by the day of payment. What refinancing repays is no part of F.",
)


def breakdown_parts(view: StoreView) -> Sequence[StorePart]:
    """Tell the sums by county, city and province, by sector, by year."""
    listings = [
        _grouped(view, "by_region", Words("分地区表", "By region"), lambda member: member.region, view.names.own),
        *_outer(view),
        _grouped(view, "by_sector", Words("分领域表", "By sector"), lambda member: member.sector, str),
    ]
    return [Note("breakdown_note", NOTE), *listings, Note("yearly_note", YEARLY_NOTE, apart=True), _by_year(view)]


def _outer(view: StoreView) -> list[Listing]:
    """Tell cities and provinces, where there are several counties to add up."""
    listings = []
    for level, id_, title in ((CITY, "by_city", "分市（州）表"), (PROVINCE, "by_province", "分省表")):
        outer = partial(_outer_code, level=level)
        codes, counties = {outer(member) for member in view.done}, {member.region for member in view.done}
        if 1 < len(codes) < len(counties):
            listings.append(_grouped(view, id_, Words(title, id_), outer, view.region))
    return listings


def _outer_code(member: StoreMember, level: int) -> str:
    return code_of(member.region, level)


def _grouped(
    view: StoreView, id_: str, title: Words, key: Callable[[StoreMember], str], name: Callable[[str], str]
) -> Listing:
    """Tell the sums of the members that have one key, under the name of that key."""
    whole = summed(view.done, "special_bonds")
    sector = id_ == "by_sector"
    groups = [(code, list(group)) for code, group in groupby(sorted(view.done, key=key), key=key)]
    left_out = Counter(key(member) for member in uncounted(view))
    rows: list[ReportRow] = [
        {
            "name": marked(name(code), left_out[code]),
            **({} if sector else {"code": code_told(code)}),
            **_sums(group, whole),
            "uncounted": count(left_out[code]),
        }
        for code, group in groups
    ]
    head = text_column("name", title.zh.removesuffix("表").removeprefix("分"), "name", 1.8)
    columns = (head, *(() if sector else (code_column(),)), *SUMS, UNCOUNTED)
    return Listing(id_, title, columns, rows, money=True, total_head=total_head(view))


def _sums(group: Sequence[StoreMember], whole: Decimal) -> ReportRow:
    short = [member for member in group if member.short]
    lacking = sum((member.amount("service") - member.amount("revenue_counted") for member in short), Decimal(0))
    bonds = summed(group, "special_bonds")
    return {
        "projects": count(len(group)),
        **{line: money(summed(group, line)) for line in ("investment", "special_bonds", "revenue_counted", "service")},
        "of_all": share(bonds, whole),
        "short": count(len(short)),
        "short_amount": money(summed(short, "special_bonds")),
        "shortfall": money(lacking),
        "below_own": count(sum(member.below_own for member in group)),
    }


def _by_year(view: StoreView) -> Listing:
    sums = {id_: view.by_year(line) for id_, _, _, line in YEARLY}
    years = sorted({year for by_year in sums.values() for year in by_year})
    rows: list[ReportRow] = [
        {"year": Datum(year, Unit.YEAR), **{id_: money(by_year.get(year, Decimal(0))) for id_, by_year in sums.items()}}
        for year in years
    ]
    columns = (
        ReportColumn("year", Words("年份", "year"), Unit.YEAR, width=0.8, align="c"),
        *(money_column(id_, zh, en) for id_, zh, en, _ in YEARLY),
    )
    return Listing("by_year", Words("分年表", "By year"), columns, rows, money=True, total_head=total_head(view))


BREAKDOWN_PAGE = StorePage("breakdown", Words("分地区分领域分年", "By region, sector, year"), breakdown_parts)
