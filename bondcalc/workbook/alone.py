"""Reports as a workbook of their own, one sheet each; the same reports give the same bytes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from bondcalc.inputs.look import closed, opened
from bondcalc.wording.report import Medium, Report, Words, alone
from bondcalc.workbook.places import Formats
from bondcalc.workbook.tabs.report_tab import ReportTab, units_in

EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Stands for the day it was made, which a report does not know."""


def report_book(report: Report, title: Words) -> bytes:
    """Write a workbook with one sheet."""
    return reports_book([(title, report)])


def reports_book(reports: Sequence[tuple[Words, Report]], mark: str = "") -> bytes:
    """Write a workbook with a sheet a report; `mark` stands at the head of every page."""
    buffer = BytesIO()
    book = opened(buffer)
    book.set_properties({"title": reports[0][1].project, "comments": "bondcalc", "created": EPOCH})
    notations = {report.notation: Formats(book, report.notation) for _, report in reports}
    for title, report in reports:
        sheet = book.add_worksheet(title.said("zh", Medium.BOOK))
        subtitle = "　".join(filter(None, (report.project, report.notation.amounts_in(units_in(report)))))
        ReportTab(book, sheet, notations[report.notation], alone(report), subtitle).draw()
    return closed(book, buffer, mark)
