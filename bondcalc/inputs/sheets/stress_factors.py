"""Sheet 压力系数: factors that turn the base case into a stressed one; a filing is made with all of them neutral."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.wording.terms import Department


def _factor(zh: str, en: str, why: str = "") -> Any:
    """State a factor that multiplies; 1 leaves the base case as it is."""
    return cell(zh, en, unit="ratio", default=Decimal(1), low="0", high="10", why=why)


@sheet(
    "stress",
    zh="压力系数",
    en="Stress factors",
    number=21,
    department=Department.FINANCE,
    form=True,
    help_="基准情形各系数为1、利率变动为0，申报时不要改动；在测算表中改动可以直接看到压力结果。",
)
class StressFactors:
    """压力系数 — what every revenue, cost, price or coupon of its kind is multiplied by or raised by."""

    operating_revenue: Input[Decimal] = _factor(
        "经营收入系数", "Operating revenue", "“经营收入”“节点收入”两表的收入都乘此数"
    )
    land_price: Input[Decimal] = _factor("土地出让单价系数", "Land price")
    costs: Input[Decimal] = _factor("运营成本系数", "Costs")
    land_costs: Input[Decimal] = _factor(
        "土地成本系数", "Land costs", "未计入总投资的征地拆迁补偿、前期开发和被征地农民社会保障费用乘此数"
    )
    investment: Input[Decimal] = _factor("建设投资系数", "Investment")
    rate_rise: Input[Decimal] = cell(
        "利率变动",
        "Change of interest rates",
        unit="fraction",
        default=Decimal(0),
        low="-0.1",
        high="0.1",
        why="加在计划发行债券和市场化融资的利率上；已发行债券利率不变",
    )
    node_revenue: Input[Decimal] = _factor(
        "节点收入系数", "Node revenue", "“节点收入”表的收入在经营收入系数之外再乘此数"
    )
    tax_rates: Input[Decimal] = _factor("税费系数", "Taxes", "项目应缴的各项税费乘此数；土地出让的各项计提不是税，不变")
    bond_size: Input[Decimal] = _factor(
        "计划发行规模系数",
        "Size of planned bonds",
        "计划发行债券的发行额、用作资本金部分和按约定日期还本的本金乘此数；已发行债券不变",
    )

    anchor_level: Input[Decimal] = cell(
        "主导企业到位系数",
        "Leading firm",
        unit="ratio",
        default=Decimal(1),
        low="0",
        high="1",
        why="“园区企业”表的主导企业及随它而来的产值、厂房、节点、地块和税收乘此数；0为不入驻",
    )
    anchor_delay: Input[Decimal] = cell(
        "主导企业推迟月数",
        "Leading firm late, months",
        default=Decimal(0),
        low="0",
        high="60",
        why="主导企业比计划推迟投产的月数，同上各项随之后移",
    )

    @property
    def neutral(self) -> bool:
        """Tell whether this is the base case."""
        return all(getattr(self, field.name) == field.default for field in fields(self))
