"""A project survives every form it may take: workbook, TOML, LibreOffice's hand, reordered sheets and columns."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from bondcalc.inputs.files.toml_file import write_toml
from bondcalc.inputs.form.template import template
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.read import read_bytes, read_project
from tests.inputs.filled import SAMPLE
from tests.inputs.workbook_bytes import saved
from tests.outside import converted
from tests.workbook_bytes import without_print_titles

RICH = """
[project]
name = "各表皆有的项目"
rule_date = 2021-05-01
operation_start = 2023-07-01
operation_end = 2045-12-31
[settings]
quantum = 0.01
[region]
debt_limit = 1234567.89
[[sub_projects]]
id = "east"
name = "东区"
[[sub_projects]]
id = "west"
name = "西区"
unit = "西区公司"
[[sub_shares]]
table = "investment"
row = "one"
sub_project = "east"
share = 0.333333333333333
[[sub_shares]]
table = "investment"
row = "one"
sub_project = "west"
share = 0.666666666666667
[[investment]]
id = "one"
category = "construction"
name = "厂房 “甲”"
amount = 333.33
by_year = { 2020 = 0.333333333333333, 2021 = 0.666666666666667 }
[[funding]]
id = "own"
kind = "own"
by_year = { 2020 = 100.01, 2022 = 33.33 }
[[bonds]]
id = "A"
status = "issued"
value_date = 2020-01-31
face = 200
coupon = 0.0338
term_years = 10
repayment = "custom"
[[bonds]]
id = "B"
status = "planned"
value_date = 2021-06-25
face = 300
coupon = 0.038
term_years = 7
repayment = "instalments"
by_bond_year = { 3 = 0.5, 7 = 0.5 }
[[bonds]]
id = "R"
status = "planned"
value_date = 2028-06-25
face = 100
coupon = 0.03
term_years = 5
refinances = "B"
option_date = 2030-06-25
option = "redeemed"
[[principal]]
bond = "A"
day = 2025-01-31
kind = "agreed"
amount = 80
[[principal]]
bond = "A"
day = 2030-01-31
kind = "agreed"
amount = 120
[[principal]]
bond = "B"
day = 2026-06-25
kind = "early"
[[land]]
id = "P1"
use = "工业"
area_mu = 12.345
price = 14.5
claimed = true
inside_red_line = false
by_year = { 2022 = 1 }
[[land_bids]]
parcel = "P1"
start_price = 12.5
bidder_rate = 1.5
reserve_share = 0.3
interested = 2
evidence = "意向书"
valuation = "uniform"
spread = 0.2
term = 50
yield_rate = 0.055
priority_industry = true
interval_months = 9
named_buyer = "甲公司"
refund = 0.05
[[land_costs]]
parcel = "P1"
by_year = { 2021 = 0.5, 2022 = 0.5 }
[[division]]
table = "税收测算"
row = "v"
department = "县税务局"

[[sources]]
table = "经营收入"
field = "单价"
document = "租赁合同"
page = "3"
confidence = "low"

[[explanations]]
id = "W03"
words = "地价取自近两年成交公告"

[[land_accruals]]
accrual = "revenue_fund"
parcel = "P1"
rate = 0.045
document = "市政府办公室文件"
[[texts]]
chapter = "background"
words = "园区排水能力不足。"

[[region_years]]
year = 2019
product = 3500000
growth = 0.075
fund_revenue = 90000
land_revenue = 80000
source = "2019年统计公报"

[[performance]]
id = "t"
kind = "quantity"
name = "厂房面积"
value = "≥140,000㎡"
[[ramps]]
id = "r"
name = "爬坡"
by_operating_year = { 1 = 0.5, 2 = 1 }
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = 10
quantity = 100
price_unit = "yuan"
ramp = "r"
growth_rate = 0.05
growth_every = 3
[[node]]
id = "n"
name = "节点"
budget_class = "project_special"
claimed = false
price = 1.5
by_year = { 2023 = 8, 2024 = 14 }
[[costs]]
id = "c"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 6.2
[[taxes_paid]]
id = "t"
kind = "stamp_duty"
name = "印花税"
basis = "share_of_revenue"
rate = 0.001
of = "rent"
[[tax_revenue]]
id = "v"
group = "企业"
kind = "value_added_tax"
sales = 1000
tax_to_sales = 0.0416
[[loans]]
id = "L"
lender = "银行"
rate = 0.045
repayment = "as_given"
first_repayment = 2024
last_repayment = 2025
by_year = { 2021 = 50 }
[[loan_repayments]]
loan = "L"
by_year = { 2024 = 20, 2025 = 30 }
[[loan_rates]]
loan = "L"
by_year = { 2022 = 0.0435 }
[taxation]
method = "computed"
[[credit_refunds]]
id = "first"
by_year = { 2025 = 1.25 }
[[buildings]]
id = "plant"
name = "厂房"
original_value = 300
deduction = 0.2
completed = 2023-06-30
area = 120
rent = "rent"
[[actuals]]
year = 2022
revenue = 12.34
paid_in = 12.3
repayable = -5.6
execution_monitored = true
disclosed_on = 2023-06-30
[[pool]]
id = "m"
name = "另一项目"
revenue = -12.5
service = 100
supported = true
file = "另一项目.xlsx"
sha256 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
[[firms]]
id = "L"
name = "整车厂"
stage = "core"
sector = "18"
leads = true
output = 900.5
ramp = "r"
purchase_share = 0.6
jobs = 30
contract = "signed"
plot = "P1"
plot_area = 5
joins_node = true
identifiers = 1000
tax_group = "企业"
[[firms]]
id = "B"
name = "电池厂"
stage = "upstream"
sector = "19"
output = 300
contract = "intent"
rent = "rent"
plant_area = 40
[[supplies]]
supplier = "B"
buyer = "L"
goods = "电池"
amount = 200
contract = "intent"
[[supplies]]
supplier = "L"
buyer = "B"
goods = "试验车"
contract = "talking"
by_year = { 2024 = 3, 2025 = 4 }
[[comparables]]
line = "P1"
day = 2020-06-01
price = 14.1
source = "公开成交"
[[risk_drivers]]
driver = "operating_revenue"
distribution = "triangular"
low = -0.2
mode = 0
high = 0.1
upper = 0.05
[[risk_drivers]]
driver = "costs"
distribution = "normal"
mean = 0
sigma = 0.05
[[risk_drivers]]
driver = "land_price"
distribution = "lognormal"
mean = -0.02
sigma = 0.1
basis = "近三年成交"
[[risk_drivers]]
driver = "operation_delay"
distribution = "discrete"
value = 0
probability = 0.7
[[risk_drivers]]
driver = "operation_delay"
distribution = "discrete"
value = 6
probability = 0.3
[[risk_correlations]]
driver = "operating_revenue"
other = "costs"
correlation = 0.6
[[risk_correlations]]
driver = "costs"
other = "land_price"
correlation = 0.6
[[assets]]
id = "hall"
name = "厂房"
owner = "县国资中心"
[[reserve]]
id = "laid"
move = "set_aside"
by_year = { 2026 = 12.34 }
[[risks]]
id = "tenant"
name = "大租户退租"
cause = "行业波动"
bearer = "项目单位"
control = "residual"
likelihood = 0.1
driver = "operating_revenue"
effect = -0.15
"""


@pytest.fixture(scope="module")
def rich() -> Project:
    return read_bytes("project.toml", RICH.encode())


def workbook(project: Project) -> bytes:
    return template(project, range(2020, 2032))


def test_every_sheet_has_a_row(rich: Project) -> None:
    assert not [sheet.id for sheet in sheets() if not rich.tables[sheet.id]]


def test_workbook_and_toml_give_the_project_back(rich: Project) -> None:
    assert read_bytes("project.xlsx", workbook(rich)).tables == rich.tables
    assert read_bytes("project.toml", write_toml(rich).encode()).tables == rich.tables


def test_the_same_call_gives_the_same_bytes(rich: Project) -> None:
    assert workbook(rich) == workbook(rich)


@pytest.mark.exact_bytes
def test_sample_workbook_is_made_from_its_toml(tmp_path: Path) -> None:
    from bondcalc.samples import write_input

    write_input(tmp_path / "project.xlsx", "hengyang-park", range(2020, 2021))
    assert (tmp_path / "project.xlsx").read_bytes() == (SAMPLE / "project.xlsx").read_bytes()


def test_blank_template_says_what_is_missing() -> None:
    from bondcalc.problem import ProjectError

    with pytest.raises(ProjectError) as caught:
        read_bytes("project.xlsx", template(None, range(2025, 2050)))
    assert {(one.sheet, one.code) for one in caught.value.problems} == {
        ("项目概况", "missing_required"),
        ("专项债券", "no_rows"),
    }


@pytest.mark.outside
@pytest.mark.slow
def test_libreoffice_may_save_it(rich: Project, tmp_path: Path) -> None:
    (tmp_path / "given.xlsx").write_bytes(without_print_titles(workbook(rich)))
    (tmp_path / "saved").mkdir()
    converted("xlsx", tmp_path / "saved", tmp_path / "given.xlsx")
    assert read_project(tmp_path / "saved" / "given.xlsx").tables == rich.tables


@pytest.mark.slow
def test_order_of_sheets_columns_and_blank_rows_does_not_matter(rich: Project) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(rich)))
    book._sheets.reverse()
    for sheet in sheets():
        page = book[sheet.zh]
        if not sheet.form:
            turn_columns(page)
        page.insert_rows(5, 2)
    notes = book.create_sheet("我的草稿")
    notes["A1"] = "不读取"
    assert read_bytes("project.xlsx", saved(book)).tables == rich.tables


def turn_columns(page: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """Put the columns of a list in reverse order, the caption of the years left out."""
    for row in page.iter_rows(min_row=4):
        values = [(cell.value, cell.number_format) for cell in row][::-1]
        for cell, (value, form) in zip(row, values, strict=True):
            cell.value, cell.number_format = value, form


def test_figures_typed_as_text_in_many_ways() -> None:
    from bondcalc.inputs.sheets.bond import Bond

    texts = {"face": '"１６，０００．００"', "coupon": '"3.38%"', "value_date": '"2020年9月15日"', "status": '"已发行"'}
    given = "[project]\nname='x'\nrule_date='2021/5/1'\n[[bonds]]\nid='A'\nterm_years=10\n" + "\n".join(
        f"{key} = {value}" for key, value in texts.items()
    )
    bond = read_bytes("project.toml", given.encode()).rows(Bond)[0]
    assert (bond.face, bond.coupon, bond.value_date, bond.status) == (
        Decimal(16000),
        Decimal("0.0338"),
        date(2020, 9, 15),
        "issued",
    )
