"""默认值清单: every input that stands at its default, with its value, for which rows, and why that is the default."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.form.permitted import NO, YES
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.reports.analyses import analysis
from bondcalc.result.result import Result
from bondcalc.wording.report import Datum, Listing, Note, Report, ReportCell, ReportColumn, ReportRow, Words

TITLE = Words("默认值清单", "Defaults", paper="采用默认值的参数")
NOTE = Words(
    "下列参数未另行填写或与默认值相同。按规定取值的参数（税率、计提比例等）见规则参数表。",
    "These inputs stand at their defaults, typed or not. Values set by regulation stand with the rule values.",
)
EMPTY = Words("没有采用默认值的参数。", "No input stands at its default.")
FEW = 5
"""Rows of a sheet that are named; more are counted."""
COLUMNS = (
    ReportColumn("sheet", Words("表", "sheet"), align="l", width=1.0),
    ReportColumn("field", Words("参数", "input"), align="l", width=1.6),
    ReportColumn("value", Words("取值", "value"), align="c", width=1.0),
    ReportColumn("rows", Words("适用", "rows"), align="l", width=1.6),
    ReportColumn("why", Words("说明", "why"), align="l", width=3.0),
)


@analysis("defaults", TITLE, 40)
def told(result: Result) -> Report:
    """Tell the defaults of a project."""
    listing = Listing("defaults", None, COLUMNS, list(defaults(result.project)), empty=EMPTY)
    return Report(
        result.project.form(Particulars).name,
        result.project.form(Settings).notation(),
        [Note("defaults_note", NOTE), listing],
        widths=(14, 26, 14, 30, 60),
        wrapped=True,
    )


def defaults(project: Project) -> Iterator[ReportRow]:
    """Give a row for each field that stands at its default somewhere, in the order of the sheets.

    What is blank has no value and is none; factors of stress are 1 by nature and are left out.
    """
    for sheet in sheets():
        rows = project.tables[sheet.id]
        if sheet.statement is StressFactors:
            continue
        for cell in sheet.cells:
            at = [row for row in rows if cell.default not in {None, ""} and getattr(row, cell.id) == cell.default]
            if at:
                yield {
                    "sheet": Words(sheet.zh, sheet.en),
                    "field": Words(cell.zh, cell.en),
                    "value": value_of(cell, cell.default),
                    "rows": _named(sheet, at, len(rows)),
                    "why": cell.why,
                }


def value_of(cell: Cell, value: object) -> ReportCell:
    """Give an input as a cell of a report: a figure in its unit, a choice or a flag in words."""
    if isinstance(value, bool):
        return Words(YES, "yes") if value else Words(NO, "no")
    if cell.choices:
        return Words(cell.choices[str(value)], str(value))
    if isinstance(value, Decimal | int):
        return Datum(Decimal(value), cell.unit, trimmed=True)
    return Words(str(value))


def _named(sheet: Sheet, at: list[object], count: int) -> Words | None:
    """Name the rows of a list: all, a few by id, or how many."""
    if sheet.form:
        return None
    if len(at) == count:
        return Words(f"全部{count}行", f"all {count} rows")
    ids = [str(getattr(row, sheet.cells[0].id)) for row in at]
    return Words("、".join(ids), ", ".join(ids)) if len(at) <= FEW else Words(f"{len(at)}行", f"{len(at)} rows")
