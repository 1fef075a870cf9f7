"""合规核对: every rule with verdict, reason, figure, threshold and article, failures first."""

from typing import TYPE_CHECKING

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import worst_first
from bondcalc.inputs.look import row_height
from bondcalc.workbook.live_tables import formula, write
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "合规核对"
HEADS = ("规则", "结论", "要求", "说明", "测试值", "标准", "依据")
FIGURE = 4
WIDTHS = (8, 10, 40, 60, 16, 16, 44)
LONGEST_REASON = 600
"""Characters of a reason that one row can show."""


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the findings."""
    formats = desk.formats
    write(sheet, 0, 0, "合规核对表", formats("title"))
    write(sheet, 1, 0, desk.subtitle, formats("subtitle"))
    for column, text in enumerate(HEADS):
        write(sheet, 2, column, text, formats("heading"))
    for row, finding in enumerate(worst_first(desk.result.findings), 3):
        write(sheet, row, 0, finding.rule.id, formats("unit"))
        write(sheet, row, 1, finding.verdict.zh, formats(finding.verdict))
        texts = (
            finding.rule.zh,
            _short(finding.reason("zh")),
            finding.outcome.figure or "",
            finding.outcome.threshold or "",
            finding.rule.citation_review,
        )
        for column, text in enumerate(texts, 2):
            write(sheet, row, column, text, formats("text"))
        _live(sheet, row, desk, finding.outcome.live)
        sheet.set_row(row, row_height(list(zip(texts, WIDTHS[2:], strict=True))))
    set_widths(sheet, WIDTHS)
    sheet.freeze_panes(3, 2)
    landscape(sheet)
    sheet.repeat_rows(2)


def _short(text: str) -> str:
    """Cut a reason that lists hundreds of rows; the review prints it whole."""
    return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON]}……（全文见合规核对与复核表）"


def _live(sheet: "Worksheet", row: int, desk: Desk, line: Line | None) -> None:
    """Show the figure tested by a formula where a single one was, so that it follows a change in the workbook."""
    value = None if line is None else desk.result.figures.scalar(line)
    if line is not None and value is not None:
        desk.places.sheet = TITLE
        formula(sheet, row, FIGURE, "=" + desk.places.cell(line, 1), desk.formats("strong", line.unit), float(value))
