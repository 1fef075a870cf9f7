"""Every figure of the assumptions has a unit: money, area, prices in the row's own unit, shares in per cent."""

from bondcalc.filings.draw import write
from bondcalc.output.document import Table
from tests.schedules.stated import computed
from tests.trials.trial import filing_text

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
"""
STATED = (
    "金额12,345.5万元",
    "面积30.5亩；出让单价120万元/亩",
    "第1年60.5%、第2年90%",
    "单价12.5元；数量10,000㎡；涨价幅度5%；涨价间隔3年",
    "单价1.5万元；数量40户",
    "按投资比例；单价或比例0.5%",
    "数量×单价；单价或比例6.2万元；数量24",
)


def test_every_figure_has_its_unit() -> None:
    text = "".join(filing_text(computed(TEXT, ""), "evaluation").split())
    for stated in STATED:
        assert stated in text, stated
    assert "单价单位" not in text


def test_findings_name_the_unit_of_their_amounts() -> None:
    """The review prints amounts of findings in a table that names their unit."""
    [table] = [
        block
        for block in write(computed(TEXT, ""), "review").blocks
        if isinstance(block, Table) and block.title == "逐项核对表"
    ]
    assert table.unit == "金额单位：万元"
