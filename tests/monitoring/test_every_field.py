"""Every question of the actuals workbook is used: its bad value changes what is told, or is refused; a field that is only a note is listed as one."""

from functools import cache

import pytest

from bondcalc.problem import ProjectError
from tests.monitoring.every_field import BAD, NOTES, REFUSED, SHEETS, monitored_with, stated, told


@cache
def told_well() -> str:
    return told(monitored_with(stated()))


def test_every_field_of_every_sheet_is_asked_of() -> None:
    asked = {sheet: {*fields, *NOTES.get(sheet, ())} for sheet, fields in BAD.items()}
    assert asked == {id_: {cell.id for cell in sheet.cells} for id_, sheet in SHEETS.items()}


def test_where_all_is_well_one_advance_that_was_given_back_is_told() -> None:
    assert [alarm.id for alarm in monitored_with(stated()).alarms] == ["payment.advanced"]


@pytest.mark.slow
@pytest.mark.parametrize("sheet", BAD)
def test_a_bad_value_of_every_field_changes_what_is_told(sheet: str) -> None:
    refused, silent = set(), set()
    for field in BAD[sheet]:
        try:
            if told(monitored_with(stated(sheet, field))) == told_well():
                silent.add(field)
        except ProjectError:
            refused.add(field)
    assert (refused, silent) == (REFUSED.get(sheet, set()), set())
