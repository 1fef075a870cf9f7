"""Every figure of the assumptions has a unit: money, area, prices in the row's own unit, shares in per cent."""

from bondcalc.filings.draw import write
from bondcalc.typeset.document import PageTable
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
"""
STATED = (
    "金额12,345.5万元",
    "面积30.5亩；出让单价120万元/亩",
    "第1年60.5%、第2年90%",
    "单价12.5元；数量10,000㎡；涨价幅度5%；涨价间隔3年",
    "单价1.5万元；数量40户",
    "按投资比例；比例0.5%",
    "数量×单价；单价6.2万元；数量24",
    "分年投资比例：2021年100%",
    "分年出让比例：2023年100%",
    "单价3元；分年数量：2022至2024年每年40吨、2025年55.5吨、2027年55.5吨",
    "分年金额：2026年12.5万元、2028年0万元",
    "分年到位金额：2021年5,000万元",
    "分年借款金额：2021至2022年每年700万元",
    "分年还本金额：2024年400万元、2025至2026年每年500万元",
    "分年支付比例：2021年30%、2022年70%",
)


def test_every_figure_has_its_unit() -> None:
    text = "".join(filing_text(computed(TEXT, ""), "evaluation").split())
    for stated in STATED:
        assert stated in text, stated
    assert "单价单位" not in text.split("采用默认值的参数")[0]


def test_tax_is_assumed_in_the_review_only() -> None:
    """Tax repays nothing (0028): what it rests on stands with it, for the bureau and the reviewer."""
    stated = ("税收测算假设表", "本级留成比例41%", "分年退税：2024年17万元")
    result = computed(TEXT, "")
    evaluation, review = ("".join(filing_text(result, one).split()) for one in ("evaluation", "review"))
    assert [one in review for one in stated] == [True, True, True]
    assert [one in evaluation for one in stated] == [False, False, False]


def test_findings_name_the_unit_of_their_amounts() -> None:
    """The review prints amounts of findings in a table that names their unit."""
    [table] = [
        block
        for block in write(computed(TEXT, ""), "review").blocks
        if isinstance(block, PageTable) and block.title == "逐项核对表"
    ]
    assert table.unit == "金额单位：万元"
