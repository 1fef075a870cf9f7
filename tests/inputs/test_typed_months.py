"""Whoever types 3月 into a cell of a month is told to type 3: what a workbook refuses, it says how to write."""

from bondcalc.inputs.cell import SHEETS
from bondcalc.inputs.form.permitted import permitted
from bondcalc.inputs.wanted import MONTH


def test_every_month_says_how_it_is_typed() -> None:
    months = [cell for sheet in SHEETS.values() for cell in sheet.cells if cell.id == MONTH]
    assert len(months) > 2
    for cell in months:
        assert (permitted(cell)["minimum"], permitted(cell)["maximum"]) == (1, 12)
        assert permitted(cell)["error_message"] == "请填1至12之间的整数，不写“月”字，如3。"
