"""Sheet 绩效目标: what the money is to achieve, stated so that it can be measured."""

from bondcalc.inputs.cell import Input, cell, code, sheet

KINDS = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "time": "时效指标",
    "cost": "成本指标（含融资成本）",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标（含偿债风险）",
    "satisfaction": "服务对象满意度指标",
}
"""Second level of the indicators (二级指标), as 财预〔2021〕61号 lists them."""
OUTPUT, EFFECT, CONTENT = "产出指标", "效益指标", "满意度指标"
FIRST_LEVEL = {
    "quantity": OUTPUT,
    "quality": OUTPUT,
    "time": OUTPUT,
    "cost": OUTPUT,
    "economic": EFFECT,
    "social": EFFECT,
    "ecological": EFFECT,
    "sustainable": EFFECT,
    "satisfaction": CONTENT,
}
"""The first level (一级指标) under which each kind stands."""


@sheet(
    "performance",
    zh="绩效目标",
    en="Performance targets",
    number=19,
    help_="目标应量化，并反映融资成本和偿债风险（财预〔2021〕61号）。",
)
class Target:
    """绩效目标 — one row a target; shown beside the bond, in no ratio."""

    id: Input[str] = code()
    kind: Input[str] = cell("指标类别", "Kind", choices=KINDS)
    name: Input[str] = cell("指标名称", "Indicator")
    value: Input[str] = cell("目标值", "Target", why="写明数值和单位，如“不少于140,000平方米”")
    due: Input[int | None] = cell("完成年份", "Year", default=None, low="1990", high="2100")
    basis: Input[str | None] = cell("依据", "Basis", default=None)
