"""One report as a workbook of its own; the same report gives the same bytes."""

from datetime import UTC, datetime
from io import BytesIO

from bondcalc.inputs.look import closed, opened
from bondcalc.wording.report import Medium, Report, Words, alone
from bondcalc.workbook.places import Formats
from bondcalc.workbook.tabs.report_tab import ReportTab

EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Stands for the day it was made, which a report does not know."""


def report_book(report: Report, title: Words) -> bytes:
    """Write a workbook with one sheet."""
    buffer = BytesIO()
    book = opened(buffer)
    book.set_properties({"title": report.project, "comments": "bondcalc", "created": EPOCH})
    sheet = book.add_worksheet(title.said("zh", Medium.BOOK))
    subtitle = f"{report.project}　单位：{report.notation.money_unit}"
    ReportTab(book, sheet, Formats(book, report.notation), alone(report), subtitle).draw()
    return closed(book, buffer)
