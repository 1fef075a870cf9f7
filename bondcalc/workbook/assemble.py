"""schedules.xlsx: cover, inputs, rule values, one tab a schedule, findings; every derived cell a live formula."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from bondcalc.inputs.form.template import draw_inputs, input_places
from bondcalc.inputs.look import closed, opened
from bondcalc.inputs.sheets.particulars import EXAMPLE_MARK
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.reports.analyses import analyses
from bondcalc.result.result import Result
from bondcalc.wording.report import Medium
from bondcalc.wording.terms import Language
from bondcalc.workbook.live_tables import TableWriter
from bondcalc.workbook.places import Formats, Places
from bondcalc.workbook.tabs import charts, contents, cover, findings, record, rule_values, schedule_tabs
from bondcalc.workbook.tabs.desk import Desk, by_sheet, nil_tabs
from bondcalc.workbook.tabs.report_tab import ReportTab, units_in

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from bondcalc.input_output.park_sectors import ParkSectors

FRONT = (cover, contents, findings, charts)


def laid_out(result: Result) -> Places:
    """Tell where every line, input and rule value of a result stands in schedules.xlsx."""
    places = Places()
    schedule_tabs.place(result, places)
    rule_values.place(result, places)
    places.leaves.update(input_places(result.project, result.book.years.years))
    return places


def draw_workbook(result: Result, language: Language = "zh", sectors: "ParkSectors | None" = None) -> bytes:
    """Write the whole workbook; the same result gives the same bytes. Tabs and inputs are called in Chinese in any language.

    `sectors` is the official table the firms of a park are held against, where one was given.
    """
    buffer = BytesIO()
    book = opened(buffer)
    desk = _desk(book, result, language)
    front = [(tab, book.add_worksheet(tab.TITLE)) for tab in FRONT]
    sheets = {name: book.add_worksheet(name) for name in by_sheet(result)}
    for name in nil_tabs(result):
        sheets[name].hide()
    drawn = [
        (analysis, book.add_worksheet(analysis.title.said("zh", Medium.BOOK)))
        for analysis in analyses(Medium.BOOK, result)
    ]
    cross_check = None if sectors is None else _sheet_of_sectors(book)
    values = book.add_worksheet(rule_values.TITLE)
    draw_inputs(book, result.project, result.book.years.years, filed=True)
    record.draw(book.add_worksheet(record.TITLE), desk)
    for analysis, sheet in drawn:
        report = replace(analysis.told(result), notation=desk.notation)
        ReportTab(book, sheet, desk.formats, report, desk.subtitle(units_in(report)), desk.said(analysis.title)).draw()
    if sectors is not None and cross_check is not None:
        _draw_sectors(cross_check, desk, sectors)
    for tab, sheet in [(rule_values, values), *front]:
        tab.draw(sheet, desk)
    schedule_tabs.draw(sheets, desk)
    return closed(book, buffer, EXAMPLE_MARK if desk.particulars.example else "")


def _sheet_of_sectors(book: "Workbook") -> "Worksheet":
    # Few projects are given a table of sectors; what reads one takes a while to import.
    from bondcalc.workbook.tabs.input_output import TITLE

    return book.add_worksheet(TITLE)


def _draw_sectors(sheet: "Worksheet", desk: Desk, sectors: "ParkSectors") -> None:
    from bondcalc.workbook.tabs.input_output import draw

    draw(sheet, desk, sectors)


def _desk(book: "Workbook", result: Result, language: Language) -> Desk:
    settings = result.project.form(Settings)
    notation = settings.notation(language)
    formats, places = Formats(book, notation), laid_out(result)
    names = {line: table.zh if language == "zh" else table.en for table in result.book.tables for line in table.lines}
    desk = Desk(
        book=book,
        result=result,
        formats=formats,
        places=places,
        writer=TableWriter(places, formats, result.figures, notation, names),
        language=language,
    )
    day = result.filing_date
    book.set_properties(
        {
            "title": desk.particulars.name,
            "author": desk.particulars.unit or "",
            "comments": "bondcalc",
            "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None),
        }
    )
    book.set_calc_mode("auto")
    return desk
