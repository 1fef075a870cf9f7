"""项目收益分年对照: plan beside actual by year, with P, I, J, D and the level."""

from decimal import Decimal

from bondcalc.in_life.alarm_table import level_cell
from bondcalc.monitoring.monitoring_result import MonitoringResult
from bondcalc.wording.report import DASH, Datum, Listing, ReportCell, ReportColumn, Words
from bondcalc.wording.terms import Unit

REPAYABLE, YEARS_ID = "repayable", "years"
YEARS = (
    ReportColumn("year", Words("年份"), Unit.YEAR, align="c", width=0.7),
    ReportColumn("plan", Words("计划收益"), Unit.MONEY, width=1.1),
    ReportColumn("actual", Words("实际收益"), Unit.MONEY, width=1.1),
    ReportColumn("period", Words("当期偏离率P"), Unit.FRACTION, width=0.9),
    ReportColumn("gap", Words("累计偏差J"), Unit.MONEY, width=1.1),
    ReportColumn("cumulated", Words("累计偏离率I"), Unit.FRACTION, width=0.9),
    ReportColumn("trend", Words("偏离趋势D"), Unit.FRACTION, width=0.9),
    ReportColumn("level", Words("级别"), align="c", width=0.6),
)


def repayable_years(made: MonitoringResult) -> list[Listing]:
    """Give 项目收益 by year, plan beside actual; empty where no revenue is told."""
    if all(series.id != REPAYABLE for series in made.series):
        return []
    series = made.of(REPAYABLE)
    deviation, figures = series.lines.deviation, made.figures
    columns = {
        name: figures.columns(getattr(deviation, name))
        for name in ("plan", "actual", "period", "gap", "cumulated", "trend")
    }
    units = {column.id: column.unit for column in YEARS}
    rows = []
    for index, year in enumerate(deviation.plan.axis.years):
        row: dict[str, ReportCell] = {"year": Datum(year, Unit.YEAR)}
        for name, values in columns.items():
            value, unit = values[index], units[name]
            shown = None if value is None else Decimal(value)
            places = 2 if unit is Unit.FRACTION else None
            row[name] = Datum(shown, unit, f"monitoring.repayable.{name}@{year}", none=DASH, places=places)
        row["level"] = level_cell(made.level(series.lines.level, index))
        rows.append(row)
    return [Listing(YEARS_ID, Words("项目收益分年对照表"), YEARS, rows, money=True)]
