"""Tables of a store's page as its workbook has them: with their totals, on paper too, without columns that nobody filled in."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from bondcalc.page.many_page import store_page
from bondcalc.pictures.report_page import part_markup
from bondcalc.pictures.shapes import Lettering
from bondcalc.pictures.table_shapes import table_shapes
from bondcalc.portfolio.told.store_page import filled_in, money_column, spare, text_column
from bondcalc.portfolio.told.store_pages import pages
from bondcalc.portfolio.told.store_paper import store_document
from bondcalc.portfolio.told.store_view import NOTATION, StoreView, money
from bondcalc.typeset.document import PageTable
from bondcalc.wording.report import Listing, Report, Words
from bondcalc.workbook.alone import report_book
from bondcalc.workbook.tabs.desk import pages_wide

SUMS = Listing(
    "sums",
    Words("表", "table"),
    (
        text_column("name", "项目", "project"),
        money_column("amount", "金额", "amount"),
        spare(money_column("left", "结存", "left")),
    ),
    [{"name": "甲", "amount": money(Decimal("1.10"))}, {"name": "乙", "amount": money(Decimal("2.20"))}],
)
"""1.10 and 2.20 are 3.30."""


def test_a_page_and_a_picture_have_the_total_of_a_listing() -> None:
    markup = part_markup(SUMS, NOTATION)
    (foot,) = re.findall("<tfoot>(.*?)</tfoot>", markup)
    assert re.findall("<td[^>]*>([^<]*)</td>", foot) == ["合计", "3.30", ""]
    assert {"合计", "3.30"} <= {
        shape.text for shape in table_shapes(SUMS, NOTATION).shapes if isinstance(shape, Lettering)
    }


def test_spare_columns_are_left_out_until_a_row_fills_them_in() -> None:
    assert [column.id for column in filled_in(SUMS).columns] == ["name", "amount"]
    told = replace(SUMS, rows=[*SUMS.rows, {"name": "丙", "left": money(Decimal(0))}])
    assert tuple(filled_in(told).columns) == tuple(told.columns)


@pytest.mark.slow
def test_the_weekly_tables_are_printed_and_name_what_they_leave_out(store: Path, view: StoreView) -> None:
    """No project of the county has actuals: no column of execution is printed, all are named below."""
    page = store_page(store).decode()
    # What is too broad for paper is printed from the workbook: nothing of a few projects is.
    assert 'class="broad"' not in page
    assert "没有数据的栏不列：" in page
    heads = [
        str(head)
        for block in store_document(view, pages(view), "汇总", "").blocks
        if isinstance(block, PageTable) and "周报表" in block.title
        for head in block.heading[0]
    ]
    assert "应付" in heads
    assert not {"已拨", "未备金额", "责任人", "已转贷", "垫付"} & set(heads)


def test_a_list_too_wide_for_one_page_is_printed_on_two() -> None:
    """40 columns of 11 characters, at 7.25 points a character, leave 2.5 points for a letter of ten; six leave more."""
    assert [pages_wide([11] * columns) for columns in (6, 40)] == [1, 2]
    wide = replace(
        SUMS, columns=[SUMS.columns[0], *(money_column(f"m{number}", f"第{number}栏", "m") for number in range(30))]
    )
    book = openpyxl.load_workbook(BytesIO(report_book(Report("", NOTATION, [wide]), Words("表"))))
    assert (book["表"].page_setup.fitToWidth, book["表"].print_title_cols) == (2, "$A:$A")
    narrow = openpyxl.load_workbook(BytesIO(report_book(Report("", NOTATION, [SUMS]), Words("表"))))
    assert (narrow["表"].page_setup.fitToWidth or 1, narrow["表"].print_title_cols) == (1, None)
