"""A line as a row of a listing: its id, its name, its figure or its total."""

from decimal import Decimal

from bondcalc.algebra.line import Line
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.wording.report import Datum, ReportCell, ReportRow, Words
from bondcalc.wording.terms import Unit

BY_YEAR = Words("分年", "by year")


def line_row(result: Result, line: Line) -> ReportRow:
    """Give the figure of a line, its total where it has one, else say that it goes by year."""
    name, value = Words(line.zh, line.en), _figure(result, line)
    total = line.axis.kind != "scalar" and isinstance(value, Datum)
    unit = result.project.form(Settings).notation().unit(line.unit)
    return {
        "id": id_of(result, line),
        "name": Words(f"{name.zh}（合计）", f"{name.en} (total)") if total else name,
        "value": value,
        "unit": unit if isinstance(value, Datum) else "",
    }


def _figure(result: Result, line: Line) -> ReportCell:
    if line.axis.kind == "scalar":
        value = result.figures.scalar(line)
        return Datum(Decimal(value) if isinstance(value, bool) else value, Unit(line.unit))
    if line.total:
        return Datum(sum(result.figures.amounts(line), Decimal(0)), Unit(line.unit))
    return BY_YEAR


def id_of(result: Result, line: Line) -> str:
    """Give the id by which a line is asked for."""
    return next(f"{table.id}.{line.id}" for table in result.book.tables if line in table.lines)
