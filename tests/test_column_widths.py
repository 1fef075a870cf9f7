"""Every amount of schedules.xlsx fits its column, however large it is and however many columns a table has."""

from io import BytesIO

import openpyxl
import pytest

from bondcalc.workbook.assemble import draw_workbook
from tests.schedules.stated import computed
from tests.test_printed_workbooks import width_of

YUAN = """
[settings]
money_unit = "元"
yuan_per_unit = 1
[[investment]]
id = "works"
category = "equipment"
name = "工程"
amount = 4800000000
by_year = {{ 2021 = 1 }}
{bonds}
[[revenue]]
id = "fee"
name = "收费"
budget_class = "project_special"
claimed = true
price = 900000000
quantity = 1
price_unit = "yuan"
"""
BOND = """
[[bonds]]
id = "{id}"
status = "planned"
value_date = 2021-06-15
face = 1500000000
coupon = 0.03
term_years = 5
"""
PROJECT = '[project]\nname = "x"\nrule_date = 2021-05-01\noperation_start = 2022-01-01\n'


@pytest.mark.slow
@pytest.mark.parametrize("ids", ["A", "ABC"])
def test_no_amount_is_wider_than_its_column(ids: str) -> None:
    """Three bonds make a calendar of some twenty-seven columns; 4,800,000,000.00 has sixteen signs, columns had twelve."""
    result = computed(YUAN.format(bonds="".join(BOND.format(id=id_) for id_ in ids)), PROJECT)
    book = openpyxl.load_workbook(BytesIO(draw_workbook(result)), data_only=True)
    names = {table.sheet for table in result.book.tables}
    seen = 0
    for sheet in (book[name] for name in names):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.number_format.startswith("#,##0.00")):
            if isinstance(cell.value, int | float):
                assert len(f"{cell.value:,.2f}") <= width_of(sheet, cell.column), f"{sheet.title}!{cell.coordinate}"
                seen += abs(cell.value) >= 10**9
    assert seen > 20
