"""Sheet 专项债券: the tranches."""

from datetime import date
from decimal import Decimal

from bondcalc.inputs.cell import cell, sheet


@sheet("bonds", zh="专项债券", en="Special bonds", number=6, help_="期限与到期日填一个即可。")
class Bond:
    """专项债券 — one row a tranche, issued or planned."""

    id: str = cell("编号", "Id")
    status: str = cell("发行状态", "Status", choices={"planned": "计划发行", "issued": "已发行"})
    value_date: date = cell("起息日", "Value date")
    face: Decimal = cell("发行金额", "Face", unit="money", low="0")
    coupon: Decimal = cell("票面利率", "Coupon", unit="fraction", low="0", high="0.2", why="已发行的填实际利率")
    term_years: int | None = cell("期限（年）", "Term in years", default=None, low="1", high="50")
    maturity_date: date | None = cell("到期日", "Maturity date", default=None)
    repayment: str = cell("还本方式", "Repayment", default="bullet",
                          choices={"bullet": "到期一次还本", "instalments": "分年还本"})  # fmt: skip
    payments_a_year: int | None = cell("每年付息次数", "Payments a year", default=None, low="1", high="12",
                                       why="留空：10年期以下每年一次，10年期及以上每半年一次")  # fmt: skip
    used_as_capital: Decimal = cell(
        "其中用作资本金", "Of which project capital", unit="money", default=Decimal(0), low="0"
    )
    name: str | None = cell("债券名称", "Bond name", default=None)
    by_bond_year: dict[int, Decimal] = cell("第n年末还本比例", "Principal share by bond year", unit="fraction", low="0",
                                            high="1", index="bond_year")  # fmt: skip
