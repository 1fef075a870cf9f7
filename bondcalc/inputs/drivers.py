"""Fields that every volume-times-price line shares, and the sheet of ramps."""

from decimal import Decimal

from bondcalc.inputs.cell import cell, sheet

PRICE_UNITS = {"money_unit": "与金额单位相同", "yuan": "元"}
BUDGET_CLASSES = {
    "government_fund": "政府性基金收入",
    "project_special": "项目专项收入",
    "general_budget": "一般公共预算收入",
    "subsidy": "财政补助",
    "other_project": "其他项目收入",
}


@sheet("ramps", zh="爬坡曲线", en="Ramps", number=9, help_="出租率、负荷率等；最后一年以后保持不变。")
class Ramp:
    """爬坡曲线 — a share for each operating year, held after the last one given."""

    id: str = cell("编号", "Id")
    name: str = cell("名称", "Name")
    evidence: str | None = cell("依据", "Evidence", default=None)
    by_operating_year: dict[int, Decimal] = cell("运营第n年", "Operating year", unit="fraction", low="0", high="1.5",
                                                 index="operating_year")  # fmt: skip
