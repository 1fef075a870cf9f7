"""Sheet 留抵退税: credits of value-added tax that the tax office pays back, by year."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.taxation import Taxation


@sheet(
    "credit_refunds",
    zh="留抵退税",
    en="Refunds of tax credit",
    number=43,
    help_="税费按税率计算、已取得或预计取得留抵退税的逐年填写；退税是资金流入，不是项目收益。",
)
class CreditRefund:
    """留抵退税 — refunds of the credit carried forward; cash, never revenue that repays."""

    id: Input[str] = code()
    name: Input[str] = cell("名称", "Name", default="留抵退税")
    evidence: Input[str | None] = cell("依据", "Evidence", default=None, why="退税审批文书或政策依据")
    by_year: Input[dict[int, Decimal]] = cell("分年退税金额", "Refund by year", unit="money", low="0", index="calendar")

    @check
    def computed(self, project: Project) -> Iterator[Fault]:
        """A credit is known only where the program computes value-added tax."""
        if project.form(Taxation).method != "computed":
            yield Fault("by_year", "refund_not_computed", {}, min(self.by_year, default=None))
