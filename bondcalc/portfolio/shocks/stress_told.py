"""共同压力 as a report: what each stress does to all projects, by region and year, and who breaks."""

from collections.abc import Sequence
from fractions import Fraction

from bondcalc.portfolio.shocks.common_stress import CommonStress
from bondcalc.portfolio.shocks.factor_model import FactorModel
from bondcalc.portfolio.shocks.shock_words import (
    PLACES,
    amount,
    assumed,
    days_told,
    idle_rows,
    left_out,
    limits_note,
    unplaced,
)
from bondcalc.portfolio.told.store_page import TOTAL_NAME, StorePart
from bondcalc.portfolio.told.store_view import NOTATION, StoreView, count
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit, Verdict

STRESS_TITLE = Words("共同压力", "Common stress")
COLUMNS = (
    ReportColumn("stress", Words("情形", "stress"), align="l", width=3.0),
    ReportColumn("failing", Words("低于1.00个数", "below 1.00"), Unit.COUNT),
    ReportColumn("more", Words("其中新增", "of which new"), Unit.COUNT),
    ReportColumn("bonds", Words("低于1.00债券", "their bonds"), Unit.MONEY, width=1.4),
    ReportColumn("below_own", Words("低于本项目标准", "below own threshold"), Unit.COUNT),
    ReportColumn("gap", Words("收益不足本息", "shortfall"), Unit.MONEY, width=1.4),
    ReportColumn("without_cash", Words("有年度资金缺口", "without cash"), Unit.COUNT),
    ReportColumn("advanced", Words("各年需垫付合计", "to be advanced"), Unit.MONEY, width=1.4),
    ReportColumn("pooled", Words("合计收益/合计本息（仅供比较）", "pooled (for comparison)"), Unit.RATIO, width=1.3),
)
NOTE = Words(
    "各项目分别判定：有余的项目不弥补不足的项目，合计的比值不作判定。收益不足本息为各不足项目差额之和，各年需垫付为使各项目各年末资金不为负的金额。各项目金额先保留两位小数再相加，分年、分地区之和等于合计。",
    "Each project is judged alone; the pooled ratio heals nobody.",
)


def stress_report(view: StoreView, model: FactorModel, stress: CommonStress) -> Report:
    """Tell the stresses."""
    parts: list[StorePart] = [
        Note("stress_note", NOTE),
        *days_told(view),
        *left_out(view, stress.projects),
        *idle_rows(view, model),
        *unplaced(view, model),
        Note("stress_limits", limits_note(model)),
        Listing("stresses", Words("共同压力表", "Stresses"), COLUMNS, _rows(stress), money=True),
        _by(
            stress,
            "by_region",
            Words("分地区垫付表", "Advances by region"),
            [view.region(code) for code in stress.sums.regions],
            stress.sums.by_region,
        ),
        _by(
            stress,
            "by_year",
            Words("分年垫付表", "Advances by year"),
            [str(year) for year in stress.sums.years],
            stress.sums.by_year,
        ),
        _broken(view, stress),
        *assumed(model),
    ]
    name = f"{TOTAL_NAME}（{stress.projects}个项目）"
    return Report(name, NOTATION, parts, widths=(34, *[16] * 10))


def _rows(stress: CommonStress) -> list[ReportRow]:
    sums = stress.sums
    return [
        {
            "stress": name,
            "failing": count(int(sums.failing[column])),
            "more": count(int(sums.failing[column] - sums.failing[0])),
            "bonds": amount(sums.bonds_failing[column]),
            "below_own": count(int(sums.below_own[column])),
            "gap": amount(sums.gap[column]),
            "without_cash": count(int(sums.without_cash[column])),
            "advanced": amount(sums.by_region[:, column].sum()),
            "pooled": _pooled(*sums.pooled[:, column]),
        }
        for column, name in enumerate(stress.names)
    ]


def _pooled(revenue: float, service: float) -> Datum:
    """Give the ratio of sums; a store without a project that has debt has none."""
    ratio = Fraction(revenue / service).limit_denominator(10**12) if service else None
    return Datum(ratio, Unit.RATIO)


def _by(stress: CommonStress, id_: str, title: Words, names: Sequence[str], sums: object) -> Listing:
    """Tell advances by region or year, a column a stress; rows of nothing are left out."""
    import numpy as np

    figures = np.asarray(sums)
    columns = (
        ReportColumn("name", Words("地区" if id_ == "by_region" else "年份", "name"), align="l", width=1.6),
        *(
            ReportColumn(f"s{column}", Words(name), Unit.MONEY, width=1.2, total=True)
            for column, name in enumerate(stress.names)
        ),
    )
    rows: list[ReportRow] = [
        {"name": name, **{f"s{column}": amount(figures[row, column]) for column in range(len(stress.names))}}
        for row, name in enumerate(names)
        if figures[row].any()
    ]
    return Listing(id_, title, columns, rows, money=True)


def _broken(view: StoreView, stress: CommonStress) -> Listing:
    """Tell the projects that some stress leaves short, those that break first above."""
    ordered = sorted(stress.broken, key=lambda project: (-sum(project.fails), project.member.key))
    columns = (
        ReportColumn("project", Words("项目", "project"), align="l", width=2.4),
        ReportColumn("region", Words("地区", "region"), align="l", width=1.4),
        *(ReportColumn(f"s{column}", Words(name), Unit.RATIO, width=1.0) for column, name in enumerate(stress.names)),
    )
    rows = []
    for project in ordered:
        covers: dict[str, ReportCell] = {
            f"s{column}": Datum(
                Fraction(float(cover)).limit_denominator(10**PLACES),
                Unit.RATIO,
                limit=1,
                places=4,
                verdict=Verdict.FAIL if fails else None,
            )
            for column, (cover, fails) in enumerate(zip(project.covers, project.fails, strict=True))
        }
        rows.append({"project": project.member.name, "region": view.region(project.member.region), **covers})
    title = Words("低于1.00的项目表（E/F）", "Projects below 1.00 (E/F)")
    return Listing("broken", title, columns, rows, empty=Words("没有项目低于1.00。", "No project falls short."))
