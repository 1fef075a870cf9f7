"""Charts by year of a filing: lines of the schedules as bars side by side, others as lines over them."""

from collections.abc import Sequence

from bondcalc.algebra.exact import Value
from bondcalc.filings.parts.text import Writer
from bondcalc.typeset.document import Chart, ChartSeries
from bondcalc.wording.terms import Unit


def chart(
    writer: Writer, title: str, bars: Sequence[str], over: Sequence[str] = (), *, short: bool = False, unit: str = ""
) -> Chart:
    """Make a chart of lines, each `schedule.line`, those of `over` drawn as lines; a year without a figure is a gap.

    `short` leaves out years in which all are zero; `unit` is named where it is not that of money.
    """
    ids = (*bars, *over)
    values = [[_height(value) for value in writer.columns(id_)] for id_ in ids]
    kept = [index for index in range(len(writer.years)) if not short or any(row[index] for row in values)]
    series = [
        ChartSeries(writer.line(id_).zh, [row[index] for index in kept], "line" if id_ in over else "bar")
        for id_, row in zip(ids, values, strict=True)
    ]
    return Chart(title, unit or writer.unit, [str(writer.years[index]) for index in kept], series)


def _height(value: Value) -> float:
    return float("nan") if value is None else float(value)


def revenue_by_kind(writer: Writer) -> Chart:
    """收入构成与还本付息: what each kind of revenue brings beside what revenue has to pay."""
    kinds = [id_ for id_ in ("repayable.operating", "repayable.land") if any(writer.columns(id_))]
    return chart(writer, "收入构成与还本付息（分年）", kinds, ("coverage_by_year.service",))


def cover_to_date(writer: Writer) -> list[Chart]:
    """累计偿债备付率: cover of the year and to date; no chart without debt service."""
    ids = ("coverage_by_year.dscr_to_date", "coverage_by_year.dscr")
    if all(value is None for value in writer.columns(ids[0])):
        return []
    return [chart(writer, "累计偿债备付率（分年）", (), ids, unit=f"单位：{Unit.RATIO.zh}")]
