"""Sheet 上次披露: the figures disclosed last time, to be compared with those of now."""

from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.wording.terms import Department


@sheet(
    "disclosed",
    zh="上次披露",
    en="Disclosed before",
    number=24,
    department=Department.FINANCE,
    form=True,
    help_="首次披露留空。单位与本文件金额单位相同。",
)
class Disclosed:
    """上次披露 — what the last disclosure table says."""

    investment: Input[Decimal | None] = cell("项目总投资 A", "Total investment", unit="money", default=None, low="0")
    special_bonds: Input[Decimal | None] = cell("专项债券融资 C", "Special bonds", unit="money", default=None, low="0")
    revenue: Input[Decimal | None] = cell("存续期内总收益 E", "Revenue", unit="money", default=None)
    service: Input[Decimal | None] = cell("全部债务本息 F", "Debt service", unit="money", default=None, low="0")
    remark: Input[str | None] = cell("差异说明", "Remark", default=None)
