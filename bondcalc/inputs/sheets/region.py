"""Sheet 地区债务限额: what the limit rules are tested on."""

from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.wording.terms import Department


@sheet(
    "region",
    zh="地区限额",
    en="Region",
    number=3,
    department=Department.FINANCE,
    form=True,
    help_="“本级”指借用债券的县（市、区）；留空即“未提供”，相关核对事项显示“待补充”。",
)
class Region:
    """地区债务限额 — limits and balances of the special debt of the borrowing government."""

    debt_limit: Input[Decimal | None] = cell(
        "本级专项债务限额", "Special-debt limit", unit="money", default=None, low="0"
    )
    debt_balance: Input[Decimal | None] = cell(
        "本级发行前专项债务余额", "Special-debt balance before issue", unit="money", default=None, low="0"
    )
    repaid_this_year: Input[Decimal | None] = cell(
        "本级本年已偿还专项债务本金", "Special debt repaid this year", unit="money", default=None, low="0"
    )
    new_limit: Input[Decimal | None] = cell(
        "本级本年新增专项债务限额", "New limit this year", unit="money", default=None, low="0"
    )
    prior_limit: Input[Decimal | None] = cell(
        "本级上年末专项债务限额", "Limit at last year-end", unit="money", default=None, low="0"
    )
    prior_balance: Input[Decimal | None] = cell(
        "本级上年末专项债务余额", "Balance at last year-end", unit="money", default=None, low="0"
    )
    general_revenue: Input[Decimal | None] = cell(
        "本级上年一般公共预算收入", "General-budget revenue last year", unit="money", default=None, low="0"
    )
    fund_revenue: Input[Decimal | None] = cell(
        "本级上年政府性基金收入", "Government-fund revenue last year", unit="money", default=None, low="0"
    )
    capital_use_total: Input[Decimal | None] = cell(
        "本年全省用作资本金的新增专项债券",
        "Bonds used as capital, province",
        unit="money",
        default=None,
        low="0",
        why="用作资本金的项目填写，含本项目",
    )
    construction_bonds_total: Input[Decimal | None] = cell(
        "本年全省用于项目建设的新增专项债券", "New construction bonds, province", unit="money", default=None, low="0"
    )
    county_remits_before: Input[int | None] = cell(
        "县级提前上缴工作日",
        "County remits before",
        default=None,
        low="0",
        high="60",
        why="还本付息日前几个工作日缴到上级财政，按转贷协议或本省规定填写",
    )
    city_remits_before: Input[int | None] = cell(
        "市级提前上缴工作日",
        "City remits before",
        default=None,
        low="0",
        high="60",
        why="市级向省级上缴的提前工作日；省直管县留空",
    )
    land_grade: Input[int | None] = cell(
        "土地等别",
        "Land grade",
        default=None,
        low="1",
        high="15",
        why="新增建设用地土地有偿使用费按等别计提，工业用地按等别核对最低价",
    )
