"""The cover of schedules.xlsx says that costs moved behind the maturity there take a new run, where any cost has years of its own."""

from io import BytesIO

import openpyxl
import pytest

from bondcalc.workbook.assemble import draw_workbook
from bondcalc.workbook.tabs.cover import LATE, TITLE
from tests.schedules.test_late_costs import land, made, outlay


@pytest.mark.parametrize(
    ("text", "said"), [("", False), (outlay("2024 = 600"), True), (land("2023 = 1", "2024 = 1"), True)]
)
def test_what_the_workbook_does_not_follow_is_said(text: str, said: bool) -> None:
    cover = openpyxl.load_workbook(BytesIO(draw_workbook(made(text))), read_only=True)[TITLE]
    assert any(LATE.zh in row for row in cover.iter_rows(values_only=True)) is said
