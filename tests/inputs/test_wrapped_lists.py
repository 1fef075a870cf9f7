"""A list of few columns wraps its texts: what a bureau wrote of a chapter can be read in its cell."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.chapter_texts import ChapterText
from tests.inputs.workbook_bytes import low_template
from tests.samples import computed_sample

SHORT, LONG = "园区排水能力不足。", "示例文字。" * 60


@pytest.fixture(scope="module")
def workbook() -> bytes:
    given = computed_sample("land-reserve").project
    texts = tuple(ChapterText(chapter="background", words=words) for words in (SHORT, LONG, f"{SHORT}\n{SHORT}"))
    return low_template(replace(given, tables={**given.tables, "texts": texts}), range(2025, 2027))


def test_rows_are_as_high_as_their_words(workbook: bytes) -> None:
    page = openpyxl.load_workbook(BytesIO(workbook))["方案文字"]
    short, long, two = (page.row_dimensions[row].height for row in (5, 6, 7))
    assert page["B6"].alignment.wrap_text
    assert short < two < long
    assert long > 10 * short


def test_breaks_inside_a_cell_come_back(workbook: bytes) -> None:
    texts = read_bytes("录入.xlsx", workbook).rows(ChapterText)
    assert [row.words for row in texts] == [SHORT, LONG, f"{SHORT}\n{SHORT}"]
