"""Every figure of the assumptions has a unit: money, area, prices in the row's own unit, shares in per cent."""

import re
import tomllib

import pytest

from bondcalc.data import data_path
from bondcalc.filings.draw import write
from bondcalc.filings.parts.assumed import is_assumed
from bondcalc.inputs.project import sheets
from bondcalc.typeset.document import PageTable, printed
from tests.schedules.stated import computed
from tests.trials.trial import own_text, table_of

TEXT = """
[project]
name = "x"
rule_date = 2021-01-01
operation_start = 2022-01-01
[[investment]]
id = "plant"
category = "equipment"
name = "设备"
amount = 12345.5
by_year = { 2021 = 1 }
[[bonds]]
id = "A"
status = "planned"
value_date = 2021-01-10
face = 8000
coupon = 0.03
term_years = 10
[[land]]
id = "P1"
use = "工业"
area_mu = 30.5
price = 120
claimed = true
inside_red_line = true
by_year = { 2023 = 1 }
[[ramps]]
id = "fill"
name = "出租率"
by_operating_year = { 1 = 0.605, 2 = 0.9 }
[[revenue]]
id = "rent"
name = "租金"
budget_class = "project_special"
claimed = true
price = 12.5
price_unit = "yuan"
quantity = 10000
quantity_unit = "㎡"
growth_rate = 0.05
growth_every = 3
[[revenue]]
id = "fee"
name = "服务费"
budget_class = "project_special"
claimed = true
price = 1.5
quantity = 40
quantity_unit = "户"
received = "quarterly"
[[costs]]
id = "repair"
kind = "repair"
name = "修理费"
basis = "share_of_investment"
rate = 0.005
of = "plant"
[[costs]]
id = "staff"
kind = "wages"
name = "工资"
basis = "fixed"
rate = 6.2
quantity = 24
[[costs]]
id = "renew"
kind = "replacement"
name = "更新"
basis = "by_year"
by_year = { 2028 = 0, 2026 = 12.5 }
[[revenue]]
id = "sale"
name = "外销"
budget_class = "project_special"
claimed = true
price = 3
price_unit = "yuan"
quantity_unit = "吨"
by_year = { 2025 = 55.5, 2022 = 40, 2023 = 40, 2024 = 40, 2027 = 55.5 }
[[revenue]]
id = "shop"
name = "商铺"
budget_class = "project_special"
claimed = true
price = 30
price_unit = "yuan"
quantity = 500
quantity_unit = "㎡"
periods_a_year = 12
utilisation = 0.85
ramp = "fill"
[[costs]]
id = "let"
kind = "management"
name = "代理"
basis = "share_of_revenue"
rate = 0.03
vat_rate = 0.09
growth_rate = -0.02
of = "rent"
[[costs]]
id = "visits"
kind = "other"
name = "走访"
basis = "per_quantity"
price_unit = "yuan"
rate = 18
of = "fee"
[[taxes_paid]]
id = "estate"
kind = "property_tax"
name = "房产税"
basis = "share_of_revenue"
rate = 0.12
of = "all"
[[funding]]
id = "own"
kind = "own"
by_year = { 2021 = 5000 }
[[loans]]
id = "L1"
lender = "银行"
rate = 0.045
repayment = "as_given"
first_repayment = 2024
last_repayment = 2026
by_year = { 2021 = 700, 2022 = 700 }
[[loan_repayments]]
loan = "L1"
by_year = { 2024 = 400, 2025 = 500, 2026 = 500 }
[[land_costs]]
parcel = "P1"
by_year = { 2021 = 0.3, 2022 = 0.7 }
[[tax_revenue]]
id = "vat"
group = "园区企业"
kind = "value_added_tax"
sales = 90000
tax_to_sales = 0.03
county_share = 0.41
by_year = { 2024 = 17 }
[[assets]]
id = "a"
name = "生产设备"
item = "plant"
value = 12000
owner = "园区公司"
[[reserve]]
id = "r"
move = "set_aside"
by_year = { 2025 = 30 }
"""
STATED = (
    "设备购置费12,345.50万元（含税），分年投资比例为2021年100%",
    "面积30.5亩，出让单价120万元/亩，分年出让比例为2023年100%",
    "运营第1年60.5%、第2年90%，以后各年不变",
    "含税单价12.5元/平方米，数量10,000平方米，单价每3年上涨5%",
    "含税单价1.5万元/户，数量40户，按季收款",
    "每年按“设备”投资的0.5%计",
    "数量24，单价每年6.2万元",
    "含税单价3元/吨，分年数量为2022年至2024年每年40吨、2025年55.5吨、2027年55.5吨",
    "分年金额为2026年12.50万元、2028年0.00万元（含税）",
    "分年到位金额为2021年5,000.00万元",
    "年利率4.5%，建设期利息当年支付，按合同逐年还本，自2024年至2026年还本",
    "分年借款金额为2021年至2022年每年700.00万元",
    "分年还本金额为2024年400.00万元、2025年至2026年每年500.00万元",
    "分年支付比例为2021年30%、2022年70%",
    "按“租金”收入的3%计，收入按9%的税率扣除增值税，单价每年下降2%",
    "按列为偿债资金来源的全部经营收入的12%计",
    "按“服务费”的数量计，单价18元/户",
    "各年负荷率见负荷曲线“出租率”",
    "每年计价12次，有效使用率85%",
    "取自投资估算“设备”，价值12,000.00万元，权属单位为园区公司",
    "计提，分年金额为2025年30.00万元",
)
FIELD_BEFORE_FIGURE = ("单价（含税）或比例", "计算方式", "每几年上涨一次", "每次上涨幅度", "单价的金额单位")
"""Names of fields, none of which is ever put before a value to make a sentence."""


def test_every_figure_has_its_unit() -> None:
    text = "".join(own_text(computed(TEXT, ""), "evaluation").split())
    for stated in STATED:
        assert stated in text, stated
    assert [name for name in FIELD_BEFORE_FIGURE if name in text.split("计算参数表")[0]] == []


@pytest.mark.parametrize(
    ("settings", "value", "source"),
    [
        ("", "0.01", "采用通常口径"),
        ('money_unit = "亿元"\nyuan_per_unit = 100000000\n', "0.000001", "采用通常口径"),
        ("quantum = 0.001\n", "0.001", "项目单位填报"),
    ],
)
def test_what_follows_from_the_unit_of_money_nobody_stated(settings: str, value: str, source: str) -> None:
    """金额保留到 is blank in most files: what it then is follows from the unit, and is no statement of the bureau."""
    table = table_of(write(computed(f"[settings]\n{settings}{TEXT}", ""), "evaluation"), "计算参数表")
    [row] = [row for row in table.rows if printed(row[0]).startswith("金额保留到")]
    assert [printed(cell) for cell in row[1:]] == [value, source]


def test_every_sheet_that_is_told_has_clauses_of_fields_it_has() -> None:
    """A clause of a field that no sheet has would fail only where somebody fills it in."""
    clauses = tomllib.loads(data_path("templates", "filings", "assumptions.toml").read_text(encoding="utf-8"))
    for sheet in sheets():
        told = clauses.get(clauses["like"].get(sheet.id, sheet.id))
        if told is None:
            assert not is_assumed(sheet), sheet.id
            continue
        known = {cell.id for cell in sheet.cells} | {
            "growth",
            "built_volume",
            *(["whole"] if sheet.id == "principal" else []),
        }
        texts = list(told["clauses"])
        for field, choices in told.items():
            if field != "clauses":
                assert choices.keys() == sheet.cell(field).choices.keys()
                texts += [text for choice in choices.values() for text in choice["clauses"]]
        assert {name for text in texts for name in re.findall(r"\{(\w+)[?!]?\}", text)} <= known, sheet.id


def test_tax_is_assumed_in_the_review_only() -> None:
    """Tax repays nothing (0028): what it rests on stands with it, for the bureau and the reviewer."""
    stated = ("税收测算假设表", "本级留成比例41%", "分年退税为2024年17.00万元")
    result = computed(TEXT, "")
    evaluation, review = ("".join(own_text(result, one).split()) for one in ("evaluation", "review"))
    assert [one in review for one in stated] == [True, True, True]
    assert [one in evaluation for one in stated] == [False, False, False]


def test_findings_name_the_unit_of_their_amounts() -> None:
    """The review prints amounts of findings in a table that names their unit."""
    table = table_of(write(computed(TEXT, ""), "review"), "逐项核对表")
    assert {row[5] for row in table.rows} == {"倍", "万元", "亿元", "年", "项", ""}


INSTALMENTS = """
[[bonds]]
id = "C"
status = "planned"
value_date = 2021-06-10
face = 6000
coupon = 0.035
term_years = 6
repayment = "instalments"
by_bond_year = { 3 = 0.25, 4 = 0.25, 5 = 0.25, 6 = 0.25 }
[[comparables]]
line = "P1"
day = 2020-11-05
price = 118.5
source = "成交公告"
[[sources]]
table = "经营收入"
row = "rent"
field = "单价（含税）"
document = "园区租赁合同"
page = "第4页"
confidence = "low"
"""


def test_instalments_prices_sources_and_parameters_are_told() -> None:
    """When each bond is repaid, what prices were held against, which papers figures come from, what the calculation goes by."""
    result = computed(TEXT + INSTALMENTS, "")
    for filing in ("plan", "evaluation"):
        text = "".join(own_text(result, filing).split())
        for stated in (
            "分年还本，各年末还本比例为第3年至第6年每年25%",
            "P1工业2020-11-05118.5万元/亩成交公告",
            "单价（含税）取自园区租赁合同（第4页），可信度低",
            "首末年收益计入方式按月折算采用通常口径",
            "国有土地收益基金出让收入",
        ):
            assert stated in text, (filing, stated)


def test_no_cell_of_an_assumption_is_empty() -> None:
    document = write(computed(TEXT + INSTALMENTS, ""), "evaluation")
    tables = [block for block in document.blocks if isinstance(block, PageTable) and "假设表" in block.title]
    assert len(tables) > 5
    assert [printed(row[0]) for table in tables for row in table.rows if not all(map(printed, row))] == []
