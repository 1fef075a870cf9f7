"""Loans as signed, orders of money, own taxes and working capital in one project, whose workbook another program computes alike."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bondcalc.inputs.project import Project
from bondcalc.inputs.read import read_bytes
from bondcalc.inputs.sheets.credit_refunds import CreditRefund
from bondcalc.inputs.sheets.loan import LoanRate
from bondcalc.workbook.assemble import draw_workbook
from tests.parted import compute
from tests.recalculate import by_ironcalc, differences, stored

COMPUTED = ("合规核对", "压力测试", "财务指标")
"""Tabs of computed values."""
TEXT = """
[project]
name = "x"
rule_date = 2021-05-01
construction_end = 2022-06-15
operation_start = 2022-07-01
forecast_end = 2031
[settings]
spending_order = "pro_rata"
service_order = "bonds_first"
[taxation]
method = "computed"
buildings_years = 30
[flowing_funds]
receivable_days = 30
stock_days = 60
cash_days = 20
payable_days = 45
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-05-20
face = 6000
coupon = 0.03
term_years = 10
[[funding]]
kind = "own"
by_year = { 2021 = 2500, 2022 = 1500 }
[[investment]]
id = "w"
category = "construction"
name = "厂房"
amount = 9000
vat_rate = 0.09
creditable_share = 1
by_year = { 2021 = 0.5, 2022 = 0.5 }
[[investment]]
id = "l"
category = "land_compensation"
name = "征地"
payable_by_bond = false
amount = 600
by_year = { 2021 = 1 }
[[ramps]]
id = "r"
name = "出租率"
by_operating_year = { 1 = 0.5, 2 = 0.8, 3 = 0.9 }
[[revenue]]
id = "rent"
name = "租金"
price = 0.2
quantity = 6000
quantity_unit = "㎡"
ramp = "r"
output_vat_rate = 0.09
received = "quarterly"
[[revenue]]
id = "fee"
name = "服务收入"
quantity = 480
quantity_unit = "万元"
output_vat_rate = 0.06
received = "half_yearly"
growth_rate = 0.02
[[costs]]
kind = "materials"
name = "药剂"
basis = "fixed"
rate = 120
growth_rate = 0.03
input_vat_rate = 0.13
[[costs]]
kind = "wages"
name = "工资"
basis = "fixed"
rate = 90
[[buildings]]
name = "厂房"
deduction = 0.3
area = 7000
rent = "rent"
[[credit_refunds]]
by_year = { 2023 = 200 }
[[loans]]
id = "L"
lender = "银行"
rate = 0.045
repayment = "equal_principal"
first_repayment = 2024
last_repayment = 2027
payments_a_year = 4
drawn_at = "year_start"
by_year = { 2022 = 800 }
[[loans]]
id = "M"
lender = "农行"
rate = 0.05
repayment = "level"
first_repayment = 2024
last_repayment = 2028
by_year = { 2021 = 500 }
[[loans]]
id = "W"
lender = "流动资金"
purpose = "working_capital"
rate = 0.05
repayment = "level"
first_repayment = 2025
last_repayment = 2026
by_year = { 2023 = 30 }
[[loan_rates]]
loan = "L"
by_year = { 2023 = 0.0435, 2026 = 0.039 }
[[loan_rates]]
loan = "M"
by_year = { 2026 = 0.042 }
[[loan_repayments]]
loan = "M"
kind = "interest"
by_year = { 2022 = 26.5 }
"""


def stated() -> Project:
    return read_bytes("project.toml", TEXT.encode())


@pytest.mark.slow
def test_another_program_finds_every_figure(tmp_path: Path) -> None:
    """A blank cell counts as zero in every formula: MIN and MAX would pass over it."""
    data = draw_workbook(compute(stated()))
    answers = {spot: answer for spot, answer in stored(data).items() if spot[0] not in COMPUTED}
    other = by_ironcalc(data, tmp_path)
    assert len(answers) > 5000
    assert not list(differences(answers, {spot: other[spot] for spot in answers}))


@pytest.mark.slow
def test_another_program_rounds_half_a_fen_of_a_quarter_alike(tmp_path: Path) -> None:
    """Last quarter of 2,000 in 28 parts at 4.1 %: 71.39 bear 7,317.475 yuan, which a binary sum misses by the last digits."""
    changes = {
        "last_repayment = 2027\npayments_a_year": "last_repayment = 2030\npayments_a_year",
        "by_year = { 2022 = 800 }": "by_year = { 2022 = 2000 }",
        "rate = 0.045\n": "rate = 0.041\n",
        '[[loan_rates]]\nloan = "L"\nby_year = { 2023 = 0.0435, 2026 = 0.039 }\n': "",
    }
    text = TEXT
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    data = draw_workbook(compute(read_bytes("project.toml", text.encode())))
    answers = {spot: answer for spot, answer in stored(data).items() if spot[0] == "还本付息日历"}
    other = by_ironcalc(data, tmp_path)
    assert 7317.48 in {answer.answer for answer in answers.values()}
    assert not list(differences(answers, {spot: other[spot] for spot in answers}))


@pytest.mark.slow
@pytest.mark.parametrize("sheet", [LoanRate, CreditRefund])
def test_a_year_filled_in_moves_the_figures(sheet: type[LoanRate] | type[CreditRefund]) -> None:
    """What stands in a year of these sheets is read from its cell: a run with another figure has other totals."""
    project = stated()
    row = project.rows(sheet)[0]
    year = min(row.by_year)
    other = replace(row, by_year={**row.by_year, year: row.by_year[year] * Decimal("0.9")})
    name = "loan_rates" if sheet is LoanRate else "credit_refunds"
    moved = replace(project, tables={**project.tables, name: (other, *project.rows(sheet)[1:])})
    results = [compute(project), compute(moved)]
    lines = [list(result.figures.amounts(result.book.find("cash")["closing"])) for result in results]
    assert lines[0] != lines[1]


def test_cash_of_the_sub_projects_is_that_of_the_whole() -> None:
    """Working capital, loans for it and tax paid back are shared too: what the parts hold adds up in every year."""
    text = TEXT.replace('name = "征地"', 'name = "征地"\nsub_project = "S2"').replace(
        'category = "construction"', 'category = "construction"\nsub_project = "S1"'
    )
    parts = "".join(f'[[sub_projects]]\nid = "{id_}"\nname = "{id_}期"\n' for id_ in ("S1", "S2"))
    result = compute(read_bytes("project.toml", (text + parts).encode()))
    by_year = result.book.find("sub_projects_by_year")
    closing = [result.figures.amounts(by_year[f"closing.{id_}"]) for id_ in ("S1", "S2")]
    whole = result.figures.amounts(result.book.find("cash")["closing"])
    assert [sum(pair) for pair in zip(*closing, strict=True)] == list(whole)
