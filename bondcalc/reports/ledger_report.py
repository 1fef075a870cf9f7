"""默认值清单: every input that stands at its default and bears on the project, with its value, for which rows, and why."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import cast

from bondcalc.inputs.bearing import bears
from bondcalc.inputs.called import called
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.form.permitted import NO, YES
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.reports.analyses import analysis, of_no_project
from bondcalc.result.result import Result
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Listing, Medium, Note, Report, ReportCell, ReportColumn, ReportRow, Words
from bondcalc.wording.terms import Unit

CHAPTER = Words("默认值清单", "Defaults", paper="采用默认值的参数")
TITLE = Words("默认值清单", "Defaults", paper="采用默认值的参数表")
NOTE = Words(
    "下列参数未另行填写或与默认值相同，只列影响本项目的。按规定取值的参数（计提比例等）见计算表格的“规则参数”。",
    "These inputs stand at their defaults, typed or not, and have a say in this project. Values set by regulation stand with the rule values.",
    paper="下列参数未另行填写或与默认值相同，只列影响本项目测算的参数。",
)
EMPTY = Words("没有采用默认值的参数。", "No input stands at its default.")
FEW = 4
"""Rows of a sheet that are named; more are counted."""
FOR_THE_CLERK = frozenset({Medium.SCREEN, Medium.BOOK})
"""A reviewer reads what was assumed; how a cell is filled in tells whoever fills it in."""
COLUMNS = (
    ReportColumn("sheet", Words("表", "sheet"), align="l", on=FOR_THE_CLERK),
    ReportColumn("field", Words("参数", "input"), align="l", width=2.0),
    ReportColumn("value", Words("取值", "value"), align="c", width=1.6),
    ReportColumn("rows", Words("适用", "rows"), align="l", width=3.4),
    ReportColumn("why", Words("说明", "why"), align="l", width=3.0, on=FOR_THE_CLERK),
)


@analysis("defaults", CHAPTER, 40, handed_on=of_no_project)
def told(result: Result) -> Report:
    """Tell the defaults of a project."""
    listing = Listing("defaults", TITLE, COLUMNS, together(defaults(result.project)), empty=EMPTY)
    return Report(
        result.project.form(Particulars).name,
        result.project.form(Settings).notation(),
        [Note("defaults_note", NOTE), listing],
        widths=(14, 26, 14, 30, 60),
    )


def together(rows: Iterable[ReportRow]) -> list[ReportRow]:
    """Tell what several sheets share once: the same field at the same default, with each sheet and its rows."""
    shared: dict[tuple[object, object], list[ReportRow]] = {}
    for row in rows:
        shared.setdefault((row["field"], row["value"]), []).append(row)
    return [_joined(alike) for alike in shared.values()]


def _joined(alike: Sequence[ReportRow]) -> ReportRow:
    """Join rows of one field; paper has no column of sheets, they stand with their rows."""
    pairs = [(cast("Words", row["sheet"]), cast("Words | None", row["rows"])) for row in alike]
    paper = "；".join(f"{sheet.zh}{_behind(rows)}" for sheet, rows in pairs)
    single, (sheet, rows) = len(pairs) == 1, pairs[0]
    zh = (rows.zh if rows else "") if single else paper
    en = (rows.en if rows else "") if single else "; ".join(f"{sheet.en}: {rows.en}" for sheet, rows in pairs if rows)
    joined = Words(in_turn(sheet.zh for sheet, _ in pairs), ", ".join(str(sheet.en) for sheet, _ in pairs))
    return {**alike[0], "sheet": sheet if single else joined, "rows": Words(zh, en, paper=paper)}


def _behind(rows: Words | None) -> str:
    """Set the rows of a sheet behind its name: counted ones at once, names after a colon."""
    if rows is None:
        return ""
    return rows.zh if rows.zh.endswith("行") else f"：{rows.zh}"


def defaults(project: Project) -> Iterator[ReportRow]:
    """Give a row for each field whose default has a say somewhere, in the order of the sheets.

    What is blank has no value and is none; factors of stress are 1 by nature and are left out, and so is what decides
    nothing here: a field of a sheet without rows, or one whose switch is off (`bondcalc.inputs.bearing`).
    """
    notation = project.form(Settings).notation()
    for sheet in sheets():
        rows = project.tables[sheet.id]
        if sheet.statement is StressFactors:
            continue
        for cell in sheet.cells:
            at = [row for row in rows if _assumed(project, sheet, row, cell)]
            if at:
                yield {
                    "sheet": Words(sheet.zh, sheet.en),
                    "field": field_name(cell, notation),
                    "value": value_of(cell, cell.default),
                    "rows": _named(sheet, at, len(rows)),
                    "why": cell.why,
                }


def _assumed(project: Project, sheet: Sheet, row: object, cell: Cell) -> bool:
    default = cell.default not in {None, ""} and getattr(row, cell.id) == cell.default
    return default and bears(project, sheet, row, cell)


def field_name(cell: Cell, notation: Notation) -> Words:
    """Name a field, with the unit its figures are in."""
    unit = "" if cell.unit is Unit.FRACTION else notation.unit(cell.unit)
    return Words(f"{cell.zh}（{unit}）", f"{cell.en} ({unit})") if unit else Words(cell.zh, cell.en)


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
    """Name the rows of a list: all of several, a few by name, or how many."""
    if sheet.form:
        return None
    if len(at) == count > 1:
        return Words(f"全部{count}行", f"all {count} rows")
    names = [called(sheet, row) for row in at]
    return Words(in_turn(names), in_english(names)) if len(at) <= FEW else Words(f"{len(at)}行", f"{len(at)} rows")
