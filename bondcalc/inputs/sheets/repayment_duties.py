"""Sheets 偿还责任 and 偿债备付金: who repays which part of the bonds, and what is laid by for it."""

from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.wording.terms import Department

MOVES = {"set_aside": "计提", "used": "动用"}


@sheet(
    "duties",
    zh="偿还责任",
    en="Who repays",
    number=32,
    department=Department.SECTOR,
    form=True,
    help_="2026年起方案应写明专项债券本息由谁偿还（财会〔2025〕17号）；两项合计100%。",
)
class Duties:
    """偿还责任 — the parts of principal and interest that the unit and the government-fund budget repay."""

    unit_share: Input[Decimal | None] = cell(
        "由项目单位偿还的比例",
        "Repaid by the unit",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="单位只就这一部分确认负债",
    )
    fund_share: Input[Decimal | None] = cell(
        "由政府性基金预算偿还的比例",
        "Repaid by the fund budget",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="对应的政府性基金收入按项目列示；财政补助只用于弥补不足，不在此列",
    )


@sheet(
    "reserve",
    zh="偿债备付金",
    en="Repayment reserve",
    number=33,
    department=Department.FINANCE,
    help_="设置偿债备付金的填写，从项目资金余额中计提，专账管理；不设置的留空。不计入覆盖倍数。",
)
class Reserve:
    """偿债备付金 — money set aside for repayment, or taken out of what was, by year."""

    id: Input[str] = code()
    move: Input[str] = cell("计提或动用", "Set aside or used", choices=MOVES)
    by_year: Input[dict[int, Decimal]] = cell("分年金额", "Amount by year", unit="money", low="0", index="calendar")
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
