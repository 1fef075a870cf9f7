"""Sheet 税收测算: what the enterprises pay; shown beside the coverage, never in it."""

from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.wording.terms import Department

TAX_KINDS = {
    "value_added_tax": "增值税",
    "enterprise_income_tax": "企业所得税",
    "individual_income_tax": "个人所得税",
    "urban_construction_tax": "城市维护建设税",
    "education_surcharge": "教育费附加及地方教育附加",
    "property_land_stamp_tax": "房产税、城镇土地使用税、印花税",
}


@sheet(
    "tax_revenue",
    zh="税收测算",
    en="Tax revenue (memo)",
    number=13,
    department=Department.TAX,
    help_="税收属一般公共预算收入，不是专项债券偿债资金来源，仅供参考。",
)
class TaxRevenueLine:
    """税收测算（仅供参考） — tax of one enterprise group and kind, and what stays with the county."""

    id: Input[str] = code()
    group: Input[str] = cell("企业或企业群", "Enterprise group")
    kind: Input[str] = cell("税种", "Tax", choices=TAX_KINDS)
    sales: Input[Decimal] = cell("达产年销售收入", "Sales at full output", unit="money", low="0")
    tax_to_sales: Input[Decimal] = cell("税收占销售收入比例", "Tax to sales", unit="fraction", low="0", high="1")
    county_share: Input[Decimal | None] = cell(
        "本级留成比例", "Share kept locally", unit="fraction", default=None, low="0", high="1", why="留空按规则参数"
    )
    ramp: Input[str | None] = cell(
        "负荷曲线", "Ramp", refers=("ramps",), default=None, why="填“负荷曲线”表的编号或名称"
    )
    claimed: Input[bool] = cell(
        "列为偿债资金来源",
        "Claimed as repayment source",
        default=False,
        why="填“是”也不会计入项目收益，并判定不符合规定",
    )
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    by_year: Input[dict[int, Decimal]] = cell(
        "分年退税",
        "Refunds by year",
        unit="money",
        low="0",
        index="calendar",
        why="增量留抵退税、即征即退等，冲减当年税收，可以为负",
    )

    def needs_operation(self) -> bool:
        """Output is always counted from the start of operation."""
        return True
