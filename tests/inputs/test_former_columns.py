"""A workbook of the time before land was valued and firms were listed: its sheets and columns, and no others, are read as before."""

import io

import openpyxl

from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.comparables import Comparable
from bondcalc.inputs.sheets.firms import Firm, Supply
from bondcalc.inputs.sheets.land_bids import LandBid
from tests.inputs.workbook_bytes import low_template, saved
from tests.schedules.stated import PROJECT
from tests.schedules.test_land import parcel
from tests.toml_rows import deals

DEALS = deals("P", ("2020-06-01", 50), ("2020-09-01", 44.5))
HEADINGS = ["收入行或地块编号", "日期", "可比单价", "来源"]
NEW_SHEETS = ("土地竞价", "园区企业", "企业供应关系")
NEW_ROWS = ("主导企业到位系数", "主导企业推迟月数")


def test_comparables_of_four_columns_are_read_as_before() -> None:
    now = read_bytes("project.toml", (PROJECT + parcel("40") + DEALS).encode())
    book = openpyxl.load_workbook(io.BytesIO(low_template(now, range(2020, 2032))))
    for name in NEW_SHEETS:
        del book[name]
    place = book.sheetnames.index("可比价格")
    del book["可比价格"]
    page = book.create_sheet("可比价格", place)
    for row in (
        ["可比价格"],
        [],
        [],
        HEADINGS,
        *([deal.line, deal.day, deal.price, deal.source] for deal in now.rows(Comparable)),
    ):
        page.append(row)
    stress = book["压力系数"]
    for row in reversed(range(1, stress.max_row + 1)):
        if stress.cell(row, 1).value in NEW_ROWS:
            stress.delete_rows(row)
    read = read_bytes("project.xlsx", saved(book))
    assert read.tables == now.tables
    assert len(read.rows(Comparable)) == 2
    assert not [*read.rows(LandBid), *read.rows(Firm), *read.rows(Supply)]
