"""Sheet 流动资金: working capital, in whole or by days of turnover; the base of it is part of the investment."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, sheet
from bondcalc.inputs.fault import Fault, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.settings import Settings

DAYS = ("receivable_days", "stock_days", "cash_days", "payable_days")


@sheet(
    "flowing_funds",
    zh="流动资金",
    en="Working capital",
    number=48,
    form=True,
    help_="需要估算流动资金的填写总额或周转天数，铺底部分列入总投资；已在“计算设置”填写铺底流动资金的留空。",
)
class FlowingFunds:
    """流动资金 — what operation ties up, as one amount or by days of turnover (分项详细估算法)."""

    amount: Input[Decimal | None] = cell(
        "流动资金总额",
        "Working capital",
        unit="money",
        default=None,
        low="0",
        why="按扩大指标法估算的填写；按周转天数估算的留空",
    )
    receivable_days: Input[Decimal | None] = cell(
        "应收账款周转天数", "Days of receivables", default=None, low="0", high="720", why="以年经营成本为基数"
    )
    stock_days: Input[Decimal | None] = cell(
        "存货周转天数", "Days of stock", default=None, low="0", high="720", why="以年外购材料及燃料动力为基数"
    )
    cash_days: Input[Decimal | None] = cell(
        "现金周转天数", "Days of cash", default=None, low="0", high="720", why="以年工资福利、管理费和其他费用为基数"
    )
    payable_days: Input[Decimal | None] = cell(
        "应付账款周转天数", "Days of payables", default=None, low="0", high="720", why="以年外购材料及燃料动力为基数"
    )
    base_share: Input[Decimal] = cell(
        "铺底流动资金比例",
        "Share of the base",
        unit="fraction",
        default=Decimal("0.3"),
        low="0.3",
        high="1",
        why="不低于流动资金的30%；其余为投产时的资金需要，列入资金测算平衡表",
        bears=("amount", *DAYS),
    )

    def by_days(self) -> bool:
        """Tell whether some days of turnover are stated."""
        return any(getattr(self, days) is not None for days in DAYS)

    def stated(self) -> bool:
        """Tell whether working capital is estimated here at all."""
        return self.amount is not None or self.by_days()

    @check
    def once(self, project: Project) -> Iterator[Fault]:
        """Working capital is stated in one way and in one place."""
        if self.amount is not None and self.by_days():
            yield Fault("amount", "working_capital_twice", {"found": self.amount})
        elif self.stated() and project.form(Settings).working_capital:
            field = next(field for field in ("amount", *DAYS) if getattr(self, field) is not None)
            yield Fault(field, "working_capital_in_settings", {"found": project.form(Settings).working_capital})
