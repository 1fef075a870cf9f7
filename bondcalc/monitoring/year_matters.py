"""年度事项: both monitorings of a year, payments that a serious deviation has to stop, the revenue that the unit itself expects."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bondcalc.inputs.sheets.compliance import Compliance
from bondcalc.monitoring.alarm import AlarmColour, Domain, Matter
from bondcalc.monitoring.disclosures import disclosures, years_out
from bondcalc.monitoring.monitoring_case import MonitoringCase
from bondcalc.monitoring.state_sheets import YearMatter
from bondcalc.schedules import coverage
from bondcalc.wording import number
from bondcalc.wording.terms import Department


def year_alarms(case: MonitoringCase) -> Iterator[Matter]:
    """Tell of what the rows of 年度事项 answer badly; what they leave blank is asked for (`unanswered`)."""
    for row in case.actuals.rows(YearMatter):
        yield from _not_monitored(row)
        yield from _deviation(case, row)
    yield from _expected(case)


def unanswered(case: MonitoringCase) -> Iterator[str]:
    """Name what nobody told of the years that are over and in which a bond was out."""
    project, actuals, day = case.current.project, case.actuals, case.as_of
    over = [year for year in years_out(project, day) if year < day.year]
    matters = [actuals.matter(year) or YearMatter(year=year) for year in over]
    open_years = [row.year for row in matters if None in (row.execution_monitored, row.targets_monitored)]
    undisclosed = [disclosed.year for disclosed in disclosures(project, actuals, day) if not disclosed.told]
    if open_years and open_years == undisclosed:
        yield f"{_said(open_years)}的双监控情况、信息公开日期"
        return
    for what, years in (("双监控情况", open_years), ("信息公开日期", undisclosed)):
        if years:
            yield f"{_said(years)}的{what}"


def _said(years: list[int]) -> str:
    """Name years, those in a row by the first and the last."""
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}年至{years[-1]}年"
    return "、".join(f"{year}年" for year in years)


def _not_monitored(row: YearMatter) -> Iterator[Matter]:
    """Tell where either of both monitorings (双监控) is answered with 否."""
    answers = {"预算执行监控": row.execution_monitored, "绩效目标实现程度监控": row.targets_monitored}
    missing = [name for name, answer in answers.items() if answer is False]
    if missing:
        yield Matter(
            id=f"execution.not_monitored.{row.year}",
            domain=Domain.EXECUTION,
            kind="未开展双监控",
            level=AlarmColour.YELLOW,
            text=f"{row.year}年未开展{'和'.join(missing)}（财预〔2021〕61号）",
            action="补做监控，填报监控结果",
            owner=Department.FINANCE,
        )


def _serious(case: MonitoringCase, deviation: Decimal) -> str:
    """Say which level a deviation is serious by, that of the province, which it must pass, else that of custom; blank where it is not."""
    stated = case.filed.project.form(Compliance).deviation_limit
    if stated is not None:
        return f"超过本省严重偏离界限{number.share(stated)}" if deviation > stated else ""
    custom = case.levels("monitoring_target_levels")[-1]
    return f"达到严重偏离界限{number.share(custom)}（惯例）" if deviation >= custom else ""


def _deviation(case: MonitoringCase, row: YearMatter) -> Iterator[Matter]:
    """A serious deviation: 红 where payments go on, 橙 where they are stopped, or nobody told."""
    serious = "" if row.deviation is None else _serious(case, row.deviation)
    if row.deviation is None or not serious:
        return
    stopped = {True: "已暂停拨款", False: "未暂停拨款", None: "是否暂停拨款未填报"}[row.payment_stopped]
    yield Matter(
        id=f"deviation.{row.year}",
        domain=Domain.TARGET,
        kind="绩效目标严重偏离",
        level=AlarmColour.RED if row.payment_stopped is False else AlarmColour.ORANGE,
        text=f"{row.year}年填报目标偏离程度{number.percent(row.deviation)}，{serious}，{stopped}",
        action="整改达标后恢复拨款" if row.payment_stopped else "暂停拨款，查明原因，提出整改措施",
        owner=Department.FINANCE,
    )


def _expected(case: MonitoringCase) -> Iterator[Matter]:
    """The latest 项目收益 that the unit expects over the life of the bonds, held against their service as the filing has it."""
    stated = [row for row in case.actuals.rows(YearMatter) if row.expected_revenue is not None]
    service = case.filed.figures.amount(case.filed.book.use(coverage.schedule).basis.service)
    if not stated or not service:
        return
    last = max(stated, key=lambda row: row.year)
    floor, wanted = case.coverage_limits()
    expected = last.expected_revenue or Decimal(0)
    cover = Fraction(expected) / Fraction(service)
    if cover < Fraction(wanted):
        yield Matter(
            id=f"forecast.expected.{last.year}",
            domain=Domain.FORECAST,
            kind="最新预期收益不足",
            level=AlarmColour.RED if cover < Fraction(floor) else AlarmColour.ORANGE,
            text=f"{last.year}年填报的存续期内最新预期收益{case.money(expected)}，全部债务本息{case.money(service)}，"
            f"覆盖倍数{number.against(cover, Fraction(wanted))}，低于{number.limit(wanted)}",
            action="核对最新预期收益的口径；确有不足的，提前安排偿债资金来源",
            owner=Department.FINANCE,
            weight=max(service - expected, Decimal(0)),
        )
