"""What reports of common shocks share: amounts of many projects, where they come from, what the shocks cannot say."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.inputs.sheets.particulars import SECTORS
from bondcalc.portfolio.shocks.factor_model import FactorModel, concerned
from bondcalc.portfolio.shocks.factor_sheets import SHOCKED, SPREADS, FactorLoading, FactorStress
from bondcalc.portfolio.told.store_view import StoreView
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.report import Datum, Keyed, Listing, Note, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

PLACES = 9
"""Decimals of a ratio of floats that are kept: the last ones differ between processors."""


def amount(figure: float) -> Datum:
    """Give an amount of 万元 to 0.01."""
    return Datum(number.rounded(float(figure), 2) + Decimal(0), Unit.MONEY)


ALL_YEARS = "变动作用于项目文件的全部年度，已经过去的年度也在内（申报口径，与项目压力测试相同）。"
"""What a change is put to: a filing is tested as it is handed in, and does not know what came true since."""


def idle_rows(view: StoreView, model: FactorModel) -> Iterator[Note]:
    """Name the rows of a file of factors that concern no project, with the regions there are: a wrong code changes nothing unseen."""
    rows: list[tuple[str, FactorStress | FactorLoading]] = [(f"压力情形“{row.name}”", row) for row in model.stresses]
    rows += [(f"因素载荷“{spoken(row.factor)}”", row) for row in model.loadings]
    idle = [
        f"{said}（{'、'.join(filter(None, (row.region, SECTORS.get(row.sector or ''))))}）"
        for said, row in rows
        if not any(concerned(row, member) for member in view.members)
    ]
    if idle and view.members and not model.own:
        known = "、".join(
            f"{view.region(code)}（{code}）"
            for code in sorted({member.stored.placed for member in view.members} - {""})
        )
        zh = f"没有项目在以下各行的范围内，对结果没有影响，请核对代码和领域：{'；'.join(idle)}。清单的地区：{known or '未填'}。"
        yield Note("idle_rows", Words(zh, f"Rows that concern no project: {len(idle)}. Regions of the list: {known}."))


def limits_note(model: FactorModel) -> Words:
    """Say where the factors come from, how a project is computed, and what is left out."""
    source = "程序自带的假设，不是统计结果，应按本地数据另写" if model.own else f"按{model.name}"
    return Words(
        f"共同因素：{source}。各项目按测算库所存的单因素压力结果推算：单因素在所存各档上与项目压力测试一致，"
        f"档间按直线，多因素相加，不含相互影响；不改变日期，不含推迟投运、推迟出让。{ALL_YEARS}",
        f"Factors: {'assumed by the program' if model.own else model.name}. Projects answer as their own stress runs do at the kept "
        "steps, by straight lines between them, drivers added; nothing here moves dates. All years of the files are moved, those that are past as well.",
    )


def days_told(view: StoreView) -> Iterator[Note]:
    """Say on which days the files of the projects stand: a shock has no day of its own, each project is as it was handed in."""
    days = sorted({member.stored.rule_date for member in view.done if member.stored.rule_date})
    if days:
        first, last = (spelt(date.fromisoformat(day)) for day in (days[0], days[-1]))
        zh = f"各项目的适用规定日期为{first}" if first == last else f"各项目的适用规定日期从{first}到{last}，不是同一天"
        zh = f"{zh}：已发行、已出让的按该日的录入文件，其后的情况不在内，存续期情况以portfolio monitor为准。"
        en = f"Projects are as their files of {days[0]}" + ("" if first == last else f" to {days[-1]}") + " have them."
        yield Note("days_told", Words(zh, en))


def left_out(view: StoreView, counted: int) -> Iterator[Note]:
    """Say how many projects of a store are in no count, where there are any: they are not known to hold."""
    outside = len(view.members) - counted
    if outside:
        zh = f"另有{outside}个项目没有结果或没有债务，不在各项个数和金额之内。"
        yield Note("left_out", Words(zh, f"{outside} more without a result or without debt are in no count."))


def unplaced(view: StoreView, model: FactorModel) -> Iterator[Note]:
    """Say how many projects no row of a region can reach: neither list nor 项目代码 tells where they lie."""
    count = sum(not member.stored.placed for member in view.members)
    regional = any(row.region for row in model.stresses) or any(row.region for row in model.loadings)
    if count and regional:
        zh = f"{count}个项目的行政区划代码清单未填、项目代码也不能确定，限于地区的各行不涉及这些项目，结果可能偏好，请在清单补填。"
        yield Note(
            "unplaced", Words(zh, f"{count} projects without a region: rows of a region leave them as they are.")
        )


SPOKEN = {"province": "（分省）", "city": "（分市）", "county": "（分县）", "sector": "（分领域）"}
"""What people read where the name of a factor has a place that each project fills."""


def spoken(factor: str) -> str:
    """Name a factor as people read it; programs keep the name of the file."""
    for place_named, words in SPOKEN.items():
        factor = factor.replace(f"{{{place_named}}}", words)
    return factor


DRIVER_COLUMN = ReportColumn("driver", Words("不确定因素", "driver"), align="l", width=1.6)
SPREAD_COLUMNS = (
    DRIVER_COLUMN,
    ReportColumn("distribution", Words("分布", "distribution"), align="l", width=1.4),
    ReportColumn("mean", Words("均值", "mean"), Unit.FRACTION),
    ReportColumn("sigma", Words("标准差", "deviation"), Unit.FRACTION),
)
LOADING_COLUMNS = (
    DRIVER_COLUMN,
    ReportColumn("factor", Words("共同因素", "factor"), align="l", width=1.6),
    ReportColumn("weight", Words("载荷", "weight")),
    ReportColumn("where", Words("范围", "where"), align="l", width=1.4),
)


def assumed(model: FactorModel) -> Iterator[Listing]:
    """Tell the distributions and the loadings."""
    drivers: list[ReportRow] = [
        {
            "driver": SHOCKED[row.driver],
            "distribution": SPREADS[row.distribution],
            "mean": Datum(row.mean, Unit.FRACTION),
            "sigma": Datum(row.sigma, Unit.FRACTION),
        }
        for row in model.drivers
    ]
    loadings: list[ReportRow] = [
        {
            "driver": SHOCKED[row.driver],
            "factor": Keyed(row.factor, Words(spoken(row.factor))),
            "weight": Datum(row.weight, trimmed=True),
            "where": "、".join(filter(None, (row.region, SECTORS.get(row.sector or "")))) or "全部项目",
        }
        for row in model.loadings
    ]
    yield Listing("drivers", Words("因素分布表（假设）", "Distributions (assumed)"), SPREAD_COLUMNS, drivers)
    yield Listing("loadings", Words("因素载荷表（假设）", "Loadings (assumed)"), LOADING_COLUMNS, loadings)
