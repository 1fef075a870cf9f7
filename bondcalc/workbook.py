"""schedules.xlsx: cover, inputs, rule values, one tab a schedule, findings; every derived cell a live formula."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from bondcalc.inputs.particulars import EXAMPLE_MARK
from bondcalc.inputs.settings import Settings
from bondcalc.inputs.template import draw_inputs
from bondcalc.money import places_of
from bondcalc.output.sheets import Formats, Places
from bondcalc.output.tables import TableWriter
from bondcalc.result import Result
from bondcalc.tabs import charts, contents, cover, findings, returns, rule_values, schedules, stress
from bondcalc.tabs.desk import Desk

FRONT = (cover, contents, findings, charts)
BACK = (stress, returns, rule_values)


def draw_workbook(result: Result) -> bytes:
    """Write the whole workbook; the same result gives the same bytes."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                             "strings_to_numbers": False})  # fmt: skip
    desk = _desk(book, result)
    front = [(tab, book.add_worksheet(tab.TITLE)) for tab in FRONT]
    sheets, tops = schedules.place(desk)
    back = [(tab, book.add_worksheet(tab.TITLE)) for tab in BACK]
    desk.places.leaves.update(draw_inputs(book, result.project, result.book.years.years))
    # What formulas point at is placed by now, or by the back tabs, which come first for that reason.
    for tab, sheet in [*back, *front]:
        tab.draw(sheet, desk)
    schedules.draw(sheets, tops, desk)
    if desk.particulars.example:
        for sheet in book.worksheets():
            sheet.set_header(f"&R{EXAMPLE_MARK}")
    book.close()
    return buffer.getvalue()


def _desk(book: Any, result: Result) -> Desk:
    settings = result.project.form(Settings)
    decimals = places_of(settings.quantum)
    formats, places = Formats(book, decimals), Places()
    desk = Desk(
        book, result, formats, places, TableWriter(places, formats, result.figures, settings.money_unit, decimals)
    )
    day = result.filing_date
    book.set_properties({"title": desk.particulars.name, "author": desk.particulars.unit or "", "comments": "bondcalc",
                         "created": datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)})  # fmt: skip
    book.set_calc_mode("auto")
    return desk
