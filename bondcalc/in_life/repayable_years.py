"""项目收益分年对照: plan beside actual by year, with P, I, J, D and the level."""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.in_life.alarm_table import level_cell
from bondcalc.monitoring.monitoring_result import MonitoredSeries, MonitoringResult
from bondcalc.monitoring.series_table import REPAYABLE
from bondcalc.wording.notation import PERCENT_POINTS
from bondcalc.wording.report import DASH, UNTOLD, Datum, Listing, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

YEARS_ID = "years"
YEARS = (
    ReportColumn("year", Words("年份"), Unit.YEAR, align="c", width=0.7),
    ReportColumn("plan", Words("计划收益"), Unit.MONEY, width=1.1),
    ReportColumn("actual", Words("实际收益"), Unit.MONEY, width=1.1),
    ReportColumn("period", Words("当期偏离率P"), Unit.FRACTION, width=0.9),
    ReportColumn("gap", Words("累计偏差J"), Unit.MONEY, width=1.1),
    ReportColumn("cumulated", Words("累计偏离率I"), Unit.FRACTION, width=0.9),
    ReportColumn("trend", Words("偏离趋势D"), Unit.FRACTION, width=1.6),
    ReportColumn("level", Words("级别"), align="c", width=0.6),
)
OF_THE_YEAR = {"plan": DASH, "actual": UNTOLD, "period": UNTOLD}
"""What stands in the columns of a year of which nobody told anything; plan and actual are compared over the months told."""


def repayable_years(made: MonitoringResult) -> list[Listing]:
    """Give 项目收益 by year, plan beside actual; empty where no revenue is told."""
    if all(series.id != REPAYABLE for series in made.series):
        return []
    series = made.of(REPAYABLE)
    rows: list[ReportRow] = [
        {"year": Datum(year, Unit.YEAR), **deviation_cells(made, series, YEARS[1:-1], index, f"@{year}")}
        for index, year in enumerate(series.lines.deviation.plan.axis.years)
    ]
    return [Listing(YEARS_ID, Words("项目收益分年对照表"), YEARS, rows, money=True)]


def deviation_cells(
    made: MonitoringResult, series: MonitoredSeries, columns: Sequence[ReportColumn], index: int = -1, at: str = ""
) -> dict[str, ReportCell]:
    """Give the lines of a series that columns are called by, and its level, in one period, the last unless said otherwise."""
    cells: dict[str, ReportCell] = {}
    untold = series.lines.deviation.plan.axis.years[index] in series.untold
    for column in columns:
        value = made.figures.columns(getattr(series.lines.deviation, column.id))[index]
        id_, points = f"monitoring.{series.id}.{column.id}{at}", column.id == "trend"
        shown = None if value is None else Decimal(value) / (PERCENT_POINTS if points else 1)
        places = 2 if column.unit is Unit.FRACTION else None
        if untold and column.id in OF_THE_YEAR:
            cells[column.id] = Datum(None, column.unit, id_, none=OF_THE_YEAR[column.id])
        else:
            cells[column.id] = Datum(shown, column.unit, id_, none=DASH, places=places, points=points)
    return {**cells, "level": level_cell(made.level(series.lines.level, index))}
