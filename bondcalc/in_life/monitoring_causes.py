"""原因: which lines the deviation comes of, the furthest first, what the works say, and the unit's own reasons."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from bondcalc.in_life.life_words import noted, said
from bondcalc.in_life.repayable_years import deviation_cells, repayable_years
from bondcalc.in_life.unreported import amount_told
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.monitoring.monitoring_result import MonitoredSeries, MonitoringResult
from bondcalc.monitoring.series_table import REPAYABLE
from bondcalc.monitoring.state_sheets import EvidencePaper
from bondcalc.monitoring.yearly_view import progress_day
from bondcalc.wording import number
from bondcalc.wording.day import spelt
from bondcalc.wording.report import Listing, Note, Report, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

MOST = 6
"""Lines on paper; the workbook has them all."""
COLUMNS = (
    ReportColumn("name", Words("项目"), align="l", width=1.9),
    ReportColumn("plan", Words("当年计划"), Unit.MONEY, width=1.1),
    ReportColumn("actual", Words("当年实际"), Unit.MONEY, width=1.1),
    ReportColumn("period", Words("P"), Unit.FRACTION, width=0.8),
    ReportColumn("gap", Words("累计偏差J"), Unit.MONEY, width=1.1),
    ReportColumn("cumulated", Words("I"), Unit.FRACTION, width=0.8),
    ReportColumn("filtered", Words("f"), Unit.FRACTION, width=0.8),
    ReportColumn("trend", Words("D"), Unit.FRACTION, width=0.8),
    ReportColumn("level", Words("级别"), align="c", width=0.6),
)


def causes_report(made: MonitoringResult, most: int = MOST) -> Report:
    """Tell what the deviation comes of."""
    form, notation = made.filed.project.form(Particulars), made.filed.project.form(Settings).notation()
    rows: list[ReportRow] = [
        {"name": series.name, **deviation_cells(made, series, COLUMNS[1:-1])} for series in furthest(made)
    ]
    title = Words("偏离来源表（按累计偏差从差到好）")
    empty = Words("没有执行数据。")
    more = [noted("causes_more", said("causes_more", count=str(len(rows)), most=str(most)))] if len(rows) > most else []
    parts: list[Note | Listing] = [
        noted("causes_note", said("causes_note")),
        *repayable_years(made),
        Listing("causes", title, COLUMNS, rows[:most], money=True, empty=empty),
        *more,
        *_works(made),
        *_reasons(made),
        *_papers(made),
    ]
    return Report(form.name, notation, parts)


def furthest(made: MonitoringResult) -> list[MonitoredSeries]:
    """Give the lines, not their sums, by what they took from 项目收益 up to now: the most first."""
    lines = [series for series in made.series if series.line is not None]
    kinds = {series.kind for series in lines}
    lines += [series for series in made.series if series.line is None and series.kind not in {*kinds, REPAYABLE}]
    return sorted(lines, key=lambda series: made.figures.amounts(series.lines.deviation.gap)[-1])


def _works(made: MonitoringResult) -> Iterator[Note]:
    """Say what earned value tells, where progress is read."""
    if made.earned is None:
        return
    notation, values = made.filed.project.form(Settings).notation(), made.earned.values
    money = {id_: amount_told(values[id_], notation) for id_ in ("bac", "pv", "ev", "ac")}
    ahead, none = values["ahead"], "不适用" if values["ac"] is not None else "不能计算"
    day = progress_day(made.actuals, made.as_of)
    facts = {
        **money,
        "day": "" if day is None else spelt(day),
        "ahead": f"支付超前形象进度{none}" if ahead is None else _ahead(ahead),
    }
    yield noted("causes_works", said("causes_works", **facts))


def _ahead(points: Decimal) -> str:
    """Say by how much payment is before progress or behind it; nobody is ahead by less than zero."""
    if not points:
        return "支付与形象进度一致"
    return f"支付{'超前于' if points > 0 else '落后于'}形象进度{number.points(abs(points))}"


def _papers(made: MonitoringResult) -> Iterator[Note]:
    """List the papers that the actuals name as evidence, with what each shows."""
    papers = made.actuals.rows(EvidencePaper)
    if papers:
        named = ((paper.name, [_dated(made, paper.dated), paper.shows or "", paper.file or ""]) for paper in papers)
        names = "；".join(
            f"{name}（{'，'.join(filter(None, facts))}）" if any(facts) else name for name, facts in named
        )
        whole, short = (
            said(id_, count=str(len(papers)), names=names) for id_ in ("causes_papers", "causes_papers_short")
        )
        yield Note("causes_papers", Words(whole, paper=short))


def _dated(made: MonitoringResult, day: date | None) -> str:
    """Write the day of a paper; one of after the data may not show what they tell."""
    if day is None:
        return ""
    return f"{day.isoformat()}，晚于数据截至日" if day > made.actuals.told_to else day.isoformat()


def _reasons(made: MonitoringResult) -> Iterator[Note]:
    """Print what the unit says of the last two years; that there is none is said too."""
    years = (made.as_of.year - 1, made.as_of.year)
    matters = [matter for year in years if (matter := made.actuals.matter(year)) and matter.gap_reason]
    for matter in matters:
        reason = (matter.gap_reason or "").rstrip("。")
        yield noted(f"causes_reason_{matter.year}", said("causes_reason", year=str(matter.year), reason=reason))
    if not matters and made.alarms:
        yield noted("causes_no_reason", said("causes_no_reason"))
