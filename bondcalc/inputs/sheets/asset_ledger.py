"""Sheet 资产台账: what the project leaves behind, whose it is and who keeps it."""

from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.wording.terms import Department


@sheet(
    "assets",
    zh="资产台账",
    en="Asset ledger",
    number=31,
    department=Department.SECTOR,
    help_="项目形成的资产逐项填写（国办发〔2024〕52号）；价值留空的，按所列投资估算项目的金额列示。",
)
class Asset:
    """资产台账 — one row an asset, with the cost item it comes from."""

    id: Input[str] = code()
    name: Input[str] = cell("资产名称", "Asset")
    item: Input[str | None] = cell(
        "对应投资估算编号", "Cost item", refers=("investment",), default=None, why="填“投资估算”表的编号或名称"
    )
    value: Input[Decimal | None] = cell(
        "资产价值", "Value", unit="money", default=None, low="0", why="留空按投资估算金额"
    )
    owner: Input[str | None] = cell("权属单位", "Owner", default=None)
    keeper: Input[str | None] = cell("管理单位", "Keeper", default=None)
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
