"""Sheet 集合发行成员: the other projects of a bond that several projects of one region share."""

from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.wording.terms import Department


@sheet(
    "pool",
    zh="集合发行项目",
    en="Pool members",
    number=23,
    department=Department.FINANCE,
    help_="单独发行的项目留空；本项目不再列入。",
)
class Member:
    """集合发行成员 — figures of the other members, from their own calculations."""

    id: Input[str] = code()
    name: Input[str] = cell("项目名称", "Project")
    revenue: Input[Decimal] = cell("存续期内项目收益 E", "Revenue in the bond's life", unit="money")
    service: Input[Decimal] = cell("全部债务本息 F", "All debt service", unit="money", low="0")
    supported: Input[bool] = cell(
        "是否由其他项目收益弥补",
        "Supported by other members",
        default=False,
        why="不得以其他项目收益偿还；如有安排须填“是”，相应规则按不通过处理",
    )
