"""Income stated as an amount: counted in the money unit, its price is left blank and is 1."""

from decimal import Decimal

import pytest

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.revenue_lines import RevenueLine
from bondcalc.problem import ProjectError
from tests.checks.test_statements import GOOD
from tests.inputs.filled import Filled
from tests.parted import compute
from tests.schedules.stated import by_year
from tests.trials.trial import own_text

BASE = GOOD.format(day="2021-08-01")
LINE = '[[revenue]]\nid = "x"\nname = "其他"\n{more}\n'


def read(more: str) -> Project:
    return read_bytes("project.toml", (BASE + LINE.format(more=more)).encode())


def test_the_amount_of_a_whole_year_grows_and_follows_the_months() -> None:
    """1,200 a year, 10 % more every year; the first years of operation are those of the project."""
    result = compute(read('quantity = 1200\nquantity_unit = "万元"\ngrowth_rate = 0.1'))
    got, months = by_year(result, "revenue", "amount.x"), by_year(result, "timing", "operating_months")
    first, second = sorted(months)[:2]
    assert got[first] == 1200 * months[first] / 12
    assert got[second] == 1320 * months[second] / 12


def test_amounts_by_year_are_the_income() -> None:
    assert by_year(
        compute(read('by_year = { 2027 = 55.5, 2029 = 7 }\nquantity_unit = "万元"')), "revenue", "amount.x"
    ) == {2027: Decimal("55.5"), 2029: 7}


@pytest.mark.parametrize(
    "more", ['quantity = 5\nquantity_unit = "吨"', 'quantity = 5\nquantity_unit = "万元"\nprice_unit = "元"']
)
def test_a_price_that_is_needed_stays_needed(more: str) -> None:
    with pytest.raises(ProjectError) as caught:
        read(more)
    assert [one.code for one in caught.value.problems] == ["missing_required"]


def test_a_workbook_takes_it_too() -> None:
    filled = Filled()
    for heading, value in {"单价（含税）": None, "单价的金额单位": None, "数量": 8, "数量单位": "万元"}.items():
        filled.set(value, "经营收入", heading, "rent")
    line = next(row for row in read_bytes("x.xlsx", filled.data()).rows(RevenueLine) if row.id == "rent")
    assert (line.price, line.price_unit, line.quantity) == (1, "money_unit", 8)


def test_the_assumption_tells_an_amount() -> None:
    text = "".join(
        own_text(compute(read('quantity = 1200\nquantity_unit = "万元"\ngrowth_rate = 0.1')), "evaluation").split()
    )
    assert "年收入1,200万元（含税），收入每年上涨10%" in text
