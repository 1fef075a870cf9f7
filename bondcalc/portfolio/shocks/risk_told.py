"""共同风险 as a report: percentiles of how many fail and how much is lacking, by year and region, and who breaks first."""

from collections.abc import Iterator, Sequence

from bondcalc.portfolio.shocks.common_risk import PERCENTS, CommonRisk, percentiles
from bondcalc.portfolio.shocks.factor_model import FactorModel
from bondcalc.portfolio.shocks.shock_words import amount, assumed, days_told, idle_rows, left_out, limits_note, unplaced
from bondcalc.portfolio.shocks.shortfall import MemberTally
from bondcalc.portfolio.told.store_page import TOTAL_NAME, StorePart
from bondcalc.portfolio.told.store_view import NOTATION, StoreMember, StoreView, count
from bondcalc.probability.normal import Array
from bondcalc.wording import number
from bondcalc.wording.report import Datum, Listing, Medium, Note, Report, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

COMMON_RISK_TITLE = Words("共同风险", "Common risk")
FIRST = 20
"""Projects that break first, as a terminal shows them; workbook and programs have all."""
ALL = "projects"
HEADS = (
    ReportColumn("mean", Words("平均", "mean"), Unit.MONEY, width=1.2, mixed=True),
    *(
        ReportColumn(f"p{percent}", Words(f"{percent}%分位", f"{percent}%"), Unit.MONEY, width=1.2, mixed=True)
        for percent in PERCENTS
    ),
    ReportColumn("worst", Words("最大", "worst"), Unit.MONEY, width=1.2, mixed=True),
)
NOTE = Words(
    "各项目分别判定：有余的项目不弥补不足的项目。分位数为各情景合计的分位数，95%分位即二十个情景中有一个更差；"
    "各行分位数不是同一情景，不能相加；平均数逐行四舍五入，相加可有尾差。",
    "Each project is judged alone; percentiles of different rows are not of one scenario and do not add up.",
)
BY_PROJECT = (
    ReportColumn("project", Words("项目", "project"), align="l", width=2.6),
    ReportColumn("region", Words("地区", "region"), align="l", width=1.4),
    ReportColumn("bonds", Words("专项债券", "special bonds"), Unit.MONEY, width=1.2),
    ReportColumn("failing", Words("低于1.00概率", "below 1.00"), Unit.FRACTION),
    ReportColumn("below_own", Words("低于本项目标准概率", "below own threshold"), Unit.FRACTION),
    ReportColumn("without_cash", Words("资金缺口概率", "without cash"), Unit.FRACTION),
    ReportColumn("gap", Words("平均不足本息", "mean shortfall"), Unit.MONEY, width=1.2),
    ReportColumn("advanced", Words("平均垫付", "mean advance"), Unit.MONEY, width=1.2),
)


def common_risk_report(view: StoreView, model: FactorModel, risk: CommonRisk) -> Report:
    """Tell what was drawn."""
    parts: list[StorePart] = [
        Note("risk_drawn", _drawn(risk)),
        *days_told(view),
        *left_out(view, len(risk.tallies)),
        *idle_rows(view, model),
        *unplaced(view, model),
        Note("risk_note", NOTE),
        Note("risk_limits", limits_note(model)),
        Listing("totals", Words("全部项目分位数表", "All projects"), _columns("指标"), _totals(risk), money=True),
        *_projects(view, risk),
        *_by_region_and_year(view, risk),
        *assumed(model),
    ]
    return Report(
        f"{TOTAL_NAME}（{len(risk.tallies)}个项目）",
        NOTATION,
        parts,
        widths=(34, *[16] * 10),
        order={
            Medium.SCREEN: [part.id for part in parts if part.id != ALL],
            Medium.BOOK: [part.id for part in parts if part.id != "first"],
        },
    )


def _by_region_and_year(view: StoreView, risk: CommonRisk) -> Iterator[Listing]:
    sums, regions = risk.sums, [view.region(code) for code in risk.sums.regions]
    failing, advances = _counted(regions, sums.failing_by_region), _moneyed(regions, sums.by_region)
    by_year = _moneyed([str(year) for year in sums.years], sums.by_year)
    yield Listing("regions_failing", Words("分地区低于1.00个数表", "Below 1.00 by region"), _columns("地区"), failing)
    yield Listing("regions", Words("分地区垫付表", "Advances by region"), _columns("地区"), advances, money=True)
    yield Listing("years", Words("分年垫付表", "Advances by year"), _columns("年份"), by_year, money=True)
    yield _region_year(risk, regions)


def _drawn(risk: CommonRisk) -> Words:
    drawn = number.fixed(risk.scenarios, 0, grouped=True)
    return Words(
        f"{len(risk.tallies)}个项目，{drawn}个情景，随机数种子{risk.seed}，共同因素{len(risk.factors)}个。",
        f"{len(risk.tallies)} projects, {drawn} scenarios, seed {risk.seed}, {len(risk.factors)} common factors.",
    )


def _columns(first: str) -> Sequence[ReportColumn]:
    return (ReportColumn("name", Words(first), align="l", width=2.2), *HEADS)


def _totals(risk: CommonRisk) -> list[ReportRow]:
    sums = risk.sums
    counts = (
        ("低于1.00的项目数", sums.failing),
        ("低于本项目标准的项目数", sums.below_own),
        ("有年度资金缺口的项目数", sums.without_cash),
    )
    amounts = (
        ("低于1.00项目的债券", sums.bonds_failing),
        ("收益不足本息", sums.gap),
        ("各年需垫付合计", sums.by_region.sum(axis=0)),
    )
    return [
        *(_row(name, figures.astype(float), counted=True) for name, figures in counts),
        *(_row(name, figures, counted=False) for name, figures in amounts),
    ]


def _row(name: str, figures: Array, *, counted: bool) -> ReportRow:
    """Give mean, percentiles and the worst scenario of a sum."""
    mean = Datum(number.rounded(float(figures.mean()), 2), Unit.QUANTITY if counted else Unit.MONEY)
    cells: list[ReportCell] = [
        count(int(figure)) if counted else amount(figure) for figure in (*percentiles(figures), float(figures.max()))
    ]
    ids = [*(f"p{percent}" for percent in PERCENTS), "worst"]
    return {"name": name, "mean": mean, **dict(zip(ids, cells, strict=True))}


def _counted(names: Sequence[str], rows: object) -> list[ReportRow]:
    import numpy as np

    return [
        _row(name, figures, counted=True) for name, figures in zip(names, np.asarray(rows, dtype=float), strict=True)
    ]


def _moneyed(names: Sequence[str], rows: Array) -> list[ReportRow]:
    """Give a row a region or year; those in which no scenario lacks anything are left out."""
    return [_row(name, figures, counted=False) for name, figures in zip(names, rows, strict=True) if figures.any()]


def _region_year(risk: CommonRisk, names: Sequence[str]) -> Listing:
    """Tell mean advances by region and year, one a row."""
    columns = (
        ReportColumn("region", Words("地区", "region"), align="l", width=2.2),
        ReportColumn("year", Words("年份", "year"), Unit.YEAR, align="c"),
        ReportColumn("mean", Words("平均垫付", "mean advance"), Unit.MONEY, width=1.2),
    )
    rows: list[ReportRow] = [
        {"region": name, "year": Datum(year, Unit.YEAR), "mean": amount(mean)}
        for name, means in zip(names, risk.sums.region_year, strict=True)
        for year, mean in zip(risk.sums.years, means, strict=True)
        if number.rounded(float(mean), 2)
    ]
    return Listing("region_year", Words("分地区分年平均垫付表", "Mean advances"), columns, rows, money=True)


def _projects(view: StoreView, risk: CommonRisk) -> Iterator[Listing]:
    """Tell who breaks first: most often below 1.00, then most often below its own threshold; people at a terminal a few."""
    ordered = sorted(risk.tallies, key=lambda pair: (-pair[1].failing, -pair[1].below_own, pair[0].key))
    rows = [_project(view, risk, member, tally) for member, tally in ordered]
    first = Words(f"最先断裂的项目表（前{len(rows[:FIRST])}个）", "Who breaks first")
    yield Listing("first", first, BY_PROJECT, rows[:FIRST], money=True)
    yield Listing(ALL, Words("各项目表，最先断裂的在前", "Projects"), BY_PROJECT, rows, money=True, filtered=True)


def _project(view: StoreView, risk: CommonRisk, member: StoreMember, tally: MemberTally) -> ReportRow:
    return {
        "project": member.name,
        "region": view.region(member.region),
        "bonds": Datum(member.amount("special_bonds"), Unit.MONEY),
        "failing": _chance(tally.failing, risk),
        "below_own": _chance(tally.below_own, risk),
        "without_cash": _chance(tally.without_cash, risk),
        "gap": amount(tally.gap),
        "advanced": amount(tally.advanced),
    }


def _chance(times: int, risk: CommonRisk) -> Datum:
    return Datum(times / risk.scenarios, Unit.FRACTION, places=2, digits=6)
