"""A neutral report for programs: JSON of stable keys, CSV of its listings; knows no analysis."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace

from bondcalc.result.contract import CONTRACT
from bondcalc.screen.figures import disarmed
from bondcalc.wording.notation import Notation
from bondcalc.wording.report import Datum, Keyed, Listing, Medium, Report, ReportCell, Words, read
from bondcalc.wording.terms import Language

_NUMBER = re.compile(r"[-+]?[\d,]+(\.\d+)?%?")
"""What a spreadsheet reads as a number is no formula."""


def report_data(report: Report, language: Language) -> dict[str, object]:
    """Give a report as plain data: figures as decimal text, whole numbers as numbers, null where there is none."""
    notation = replace(report.notation, language=language)
    listings = {part.id: part for part in report.parts if isinstance(part, Listing)}
    stated = {"contract": CONTRACT, "project": report.project, "unit": notation.money_unit}
    return stated | {key: _plain(part, notation) for key, part in (report.data or listings).items()}


def _plain(part: object, notation: Notation) -> object:
    """Write a tree of figures out; a mapping stays a mapping, a sequence a list."""
    match part:
        case Datum():
            return part.plain(notation)
        case Keyed():
            return part.id
        case Words():
            return part.said(notation.language, Medium.SCREEN)
        case Listing():
            return [_plain(row, notation) for row in part.data()]
        case Mapping():
            return {key: _plain(cell, notation) for key, cell in part.items()}
        case list() | tuple():
            return [_plain(cell, notation) for cell in part]
    return part


def report_csv(report: Report, language: Language) -> str:
    """Give every listing as CSV under its title; text that a spreadsheet would take for a formula is disarmed."""
    notation, buffer = replace(report.notation, language=language), io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for part in report.parts:
        if isinstance(part, Listing) and part.rows:
            writer.writerow([part.title.said(language, Medium.SCREEN) if part.title else part.id])
            writer.writerow([read(column.head, notation, Medium.SCREEN) or column.id for column in part.columns])
            for row in part.lines(Medium.SCREEN):
                writer.writerow([_cell(row.get(column.id), notation) for column in part.columns])
            writer.writerow([])
    return buffer.getvalue().rstrip("\n")


def _cell(cell: ReportCell, notation: Notation) -> str:
    if isinstance(cell, Datum) and cell.words is None:
        figure = cell.plain(notation)
        return "" if figure is None else str(figure)
    text = read(cell, notation, Medium.SCREEN)
    return text if _NUMBER.fullmatch(text) else disarmed(text)
