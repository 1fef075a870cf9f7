"""合规核对: every rule with verdict, reason, figure, threshold and article, failures first."""

from typing import TYPE_CHECKING

from bondcalc.algebra.line import Line
from bondcalc.checks.judge import worst_first
from bondcalc.filings.parts.finding_text import unit_name
from bondcalc.inputs.look import row_height
from bondcalc.wording.report import Words
from bondcalc.workbook.live_tables import formula, write
from bondcalc.workbook.tabs.desk import Desk, landscape, set_widths

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

TITLE = "合规核对"
NAME = Words("合规核对表", "Rules tested")
HEADS = (
    Words("规则", "rule"),
    Words("结论", "verdict"),
    Words("要求", "asks for"),
    Words("说明", "reason"),
    Words("测试值", "figure"),
    Words("标准", "threshold"),
    Words("单位", "unit"),
    Words("依据", "article"),
)
FIGURE = 4
WIDTHS = (8, 10, 38, 52, 16, 16, 8, 42)
LONGEST_REASON = 600
"""Characters of a reason that one row can show."""


def draw(sheet: "Worksheet", desk: Desk) -> None:
    """Draw the findings."""
    formats = desk.formats
    desk.head(sheet, NAME, HEADS)
    for row, finding in enumerate(worst_first(desk.result.findings), 3):
        write(sheet, row, 0, finding.rule.id, formats("unit"))
        write(sheet, row, 1, finding.verdict.said(desk.language), formats(finding.verdict))
        texts = (
            desk.said(Words(finding.rule.zh, finding.rule.en)),
            _short(finding.reason(desk.language)),
            finding.outcome.figure or "",
            finding.outcome.threshold or "",
            unit_name(finding, desk.notation),
            finding.rule.citation_review,
        )
        for column, shown in enumerate(texts, 2):
            write(sheet, row, column, shown, formats("text"))
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
