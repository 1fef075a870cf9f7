"""Sheets 运营成本 and 税费: what operation costs."""
# ruff: noqa: RUF009 - cell() states a field, as dataclasses.field does

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, member_of, sheet
from bondcalc.inputs.counted_units import in_multiples, unlike_counted
from bondcalc.inputs.fault import Fault, Named, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.row_names import IN_COSTS, counted_already
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import carry_faults, ends_early
from bondcalc.inputs.sheets.revenue_lines import ALL_LINES, Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.volume_lines import PRICE_UNITS, steep_growth
from bondcalc.wording import number
from bondcalc.wording.messages import Long

BASES = {
    "fixed": "数量×单价",
    "per_quantity": "按收入行数量",
    "share_of_revenue": "按收入比例",
    "share_of_investment": "按投资比例",
    "by_year": "分年金额",
}
SHARES = frozenset({"share_of_revenue", "share_of_investment"})
"""Bases whose 单价或比例 is a share."""
USUAL_MOST = {
    ("repair", "share_of_investment"): Decimal("0.03"),
    ("insurance", "share_of_investment"): Decimal("0.003"),
    ("management", "share_of_revenue"): Decimal("0.05"),
}
"""Shares by kind and basis above which it is asked: a rule of thumb of our own, which no document states."""
USUAL_LEAST = {("repair", "share_of_investment"): Decimal("0.001")}
"""Shares below which it is asked, as above: 0.012 % typed for 1.2 % repairs nothing."""
MONTHS = 12
"""A price of more periods a year than these is one of a day or an hour."""


@dataclass(frozen=True, kw_only=True)
class Outlay:
    """Fields of every such line."""

    id: Input[str] = code()
    name: Input[str] = cell("名称", "Line")
    basis: Input[str] = cell("计算方式", "Basis", choices=BASES)
    rate: Input[Decimal | None] = cell("单价（含税）或比例", "Price or rate", default=None, low="0")
    quantity: Input[Decimal] = cell("数量", "Quantity", default=Decimal(1), low="0", bears=())
    counted_in: Input[str | None] = cell(
        "数量单位", "Counted in", default=None, why="如人、平方米；印在方案的假设表", bears=()
    )
    price_unit: Input[str] = cell(
        "单价的金额单位",
        "Price unit",
        default="money_unit",
        choices=PRICE_UNITS,
        beside=("quantity&basis=fixed", "basis=per_quantity"),
        why="有数量的行必须选择",
        bears=(),
    )
    of: Input[str | None] = cell(
        "计算基数",
        "Of which line",
        refers=("revenue", "node", "investment"),
        own_check=True,
        default=None,
        why="填作为基数的收入行或投资行的编号或名称；填all表示全部列为偿债资金来源的经营收入",
    )
    vat_rate: Input[Decimal] = cell(
        "计算基数适用的增值税税率",
        "VAT rate taken out",
        unit="fraction",
        default=Decimal(0),
        low="0",
        high="0.2",
        why="按不含税收入计算时填写，用于从基数中扣除增值税",
        bears=("basis=share_of_revenue",),
    )
    input_vat_rate: Input[Decimal] = cell(
        "进项税税率",
        "Input VAT rate",
        unit="fraction",
        default=Decimal(0),
        low="0",
        high="0.2",
        why="金额为含税价；税费按税率计算时使用",
        bears=("taxation.method=computed",),
    )
    growth_rate: Input[Decimal] = cell(
        "每次上涨幅度", "Growth", unit="fraction", default=Decimal(0), low="-0.2", high="0.5", bears=("basis!=by_year",)
    )
    growth_every: Input[int] = cell(
        "每几年上涨一次（年）",
        "Growth every n years",
        default=1,
        low="1",
        high="30",
        why="填3：每满3年上涨一次",
        bears=("growth_rate",),
    )
    month: Input[int | None] = cell(
        "支付月份",
        "Month of payment",
        default=None,
        low="1",
        high="12",
        why="只用于分年金额；影响债券存续期首末年和付款日资金核对（当月起扣除），留空的维持运营投资首末年全额计入",
    )
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    carry: Input[bool] = cell(
        "空白年份同上年",
        "Blank years as the year before",
        default=False,
        why="分年金额中空白的年份取上一年的数，直至预测期末年或运营期末（以先到的为准）；运营不满一年的年份须填写",
        bears=("by_year",),
    )
    sub_project: Input[str | None] = member_of()
    by_year: Input[dict[int, Decimal]] = cell("分年金额", "Amount by year", unit="money", low="0", index="calendar")

    @question
    def growth_plausible(self, _: Project) -> Iterator[Fault]:
        """No price grows by more than a tenth a step, and no cost falls from year to year, unasked."""
        yield from steep_growth(self.growth_rate)
        if self.growth_rate < 0:
            yield Fault("growth_rate", "falling_cost", {"found": Long(number.share(self.growth_rate))})

    @question
    def goes_on(self, project: Project) -> Iterator[Fault]:
        """Amounts that begin with operation and stop before it ends cost nothing afterwards, unasked."""
        yield from ends_early(self.by_year, project)

    @question
    def counted_as_priced(self, project: Project) -> Iterator[Fault]:
        """The quantity is counted in what the price is of, and is that of a year."""
        if self.basis == "fixed" and self.counted_in is not None:
            yield from unlike_counted("counted_in", self.counted_in, self.price_unit, Decimal(1))
        if self.basis == "per_quantity" and (line := self._counted_on(project)) is not None:
            yield from in_multiples("of", line.quantity_unit, self.price_unit)

    @question
    def share_plausible(self, _: Project) -> Iterator[Fault]:
        """No cost is more than the whole it is a share of unasked: 20 typed for 20 %."""
        if self.basis in SHARES and self.rate is not None and self.rate > 1:
            yield Fault("rate", "share_above_whole", {"found": Long(number.share(self.rate))})

    @question
    def by_day(self, project: Project) -> Iterator[Fault]:
        """A cost counted on a quantity is of the quantity alone: one of a day is asked about unless it says how many."""
        line = self._counted_on(project)
        if self.basis == "per_quantity" and self.quantity == 1 and line is not None and line.periods_a_year > MONTHS:
            yield Fault("of", "cost_of_a_day", {"found": self.of, "periods": line.periods_a_year})

    @check
    def figures(self, _: Project) -> Iterator[Fault]:
        """A rate, or a table of amounts, as the basis (计算方式) says."""
        if self.basis != "by_year" and self.rate is None:
            yield Fault("rate", "rate_missing", {"basis": Named("costs", "basis", self.basis)})
        if self.basis == "by_year" and not self.by_year:
            yield Fault("by_year", "by_year_missing")
        if self.basis != "by_year" and self.by_year:
            yield Fault("by_year", "by_year_unused", {"basis": Named("costs", "basis", self.basis)}, min(self.by_year))

    @check
    def carry_ends(self, project: Project) -> Iterator[Fault]:
        """Years are carried on where there are some, to an end that is stated, over whole years of operation."""
        yield from carry_faults(self.carry, self.by_year, project)

    @check
    def month_dated(self, _: Project) -> Iterator[Fault]:
        """A month belongs to amounts by year: what runs with operation is paid the whole year."""
        if self.month is not None and self.basis != "by_year":
            yield Fault("month", "month_unused", {"found": self.month})

    @check
    def object(self, project: Project) -> Iterator[Fault]:
        """What the cost is a share of, or is counted on, stands on its sheet."""
        if self.basis in {"fixed", "by_year"}:
            return
        if self.of is None:
            yield Fault("of", "of_missing", {"basis": Named("costs", "basis", self.basis)})
        elif self.of not in self._known(project):
            sheet = Named("investment" if self.basis == "share_of_investment" else "revenue")
            code = "unknown_base" if self.basis == "share_of_revenue" else "unknown_reference"
            yield Fault("of", code, {"found": self.of, "sheet": sheet})

    def _counted_on(self, project: Project) -> Drivers | None:
        lines = [line for statement in (RevenueLine, NodeLine) for line in project.rows(statement)]
        return next((line for line in lines if line.id == self.of), None)

    def _known(self, project: Project) -> set[str]:
        if self.basis == "share_of_investment":
            return {item.id for item in project.rows(InvestmentItem)}
        lines = {line.id for statement in (RevenueLine, NodeLine) for line in project.rows(statement)}
        return lines | {ALL_LINES} if self.basis == "share_of_revenue" else lines

    def needs_operation(self) -> bool:
        """Tell whether the line follows the years of operation."""
        if self.basis == "by_year":
            return False
        return self.basis in {"fixed", "share_of_investment"} or self.growth_rate != 0


@sheet(
    "costs",
    zh="运营成本",
    en="Operating costs",
    number=11,
    help_="以现金支付的运营成本，不含利息、折旧、摊销；金额、单价一律填含税价。",
)
class CostLine(Outlay):
    """运营成本 — cash costs and replacement outlay from the start of operation."""

    kind: Input[str] = cell(
        "成本类别",
        "Kind",
        choices={
            "wages": "工资福利",
            "materials": "外购材料及燃料动力",
            "repair": "修理费",
            "management": "管理费",
            "insurance": "保险费",
            "node": "节点运行费",
            "other": "其他费用",
            "replacement": "维持运营投资",
        },
    )

    @question
    def goes_on(self, project: Project) -> Iterator[Fault]:
        """Replacement (维持运营投资) is paid in some years by its nature."""
        if self.kind != "replacement":
            yield from super().goes_on(project)

    @question
    def of_cash(self, project: Project) -> Iterator[Fault]:
        """Depreciation, interest and repayment are no operating costs (运营成本)."""
        yield from counted_already(self.name, IN_COSTS, project)

    @question
    def usual_share(self, _: Project) -> Iterator[Fault]:
        """No share is far from what is usual for its kind unasked: 0.5 typed for 0.5 % is half of the equipment, every year."""
        most, least = USUAL_MOST.get((self.kind, self.basis)), USUAL_LEAST.get((self.kind, self.basis))
        if least is not None and self.rate is not None and self.rate < least:
            facts = {"found": Long(number.share(self.rate)), "least": Long(number.share(least))}
            yield Fault("rate", "share_below_usual", {"kind": Named("costs", "kind", self.kind), **facts})
        if most is not None and self.rate is not None and most < self.rate <= 1:
            facts = {"found": Long(number.share(self.rate)), "most": Long(number.share(most))}
            yield Fault("rate", "share_above_usual", {"kind": Named("costs", "kind", self.kind), **facts})


@sheet("taxes_paid", zh="税费", en="Taxes paid", number=12, help_="项目单位应缴的税费。")
class TaxLine(Outlay):
    """相关税费 — taxes the project pays out of its revenue."""

    kind: Input[str] = cell(
        "税种",
        "Kind",
        choices={
            "value_added_tax": "增值税",
            "surcharges": "城建税及教育费附加",
            "property_tax": "房产税",
            "land_use_tax": "城镇土地使用税",
            "stamp_duty": "印花税",
            "income_tax": "企业所得税",
            "other": "其他税费",
        },
    )
