"""Sheets 节点收入 and 经营收入: volume x price x utilisation, with the budget class of each line."""
# ruff: noqa: RUF009 - cell() states a field, as dataclasses.field does

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, member_of, sheet
from bondcalc.inputs.counted_units import unlike_counted
from bondcalc.inputs.fault import Fault, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.particulars import carry_faults
from bondcalc.inputs.sheets.volume_lines import BUDGET_CLASSES, PRICE_UNITS, Ramp, lasting_growth, steep_growth

ALL_LINES = "all"
"""Stands for every revenue line where a cost or tax names what it is a share of."""
RECEIVED_EVERY = {"quarterly": 3, "half_yearly": 6, "yearly": 12}
"""Months after which revenue comes (收款方式) that does not come by the month."""
NODE_COUNTS = {"firms": "接入企业", "identifiers": "标识"}
"""What a quantity of the node may be held against: firms that join it, identifiers registered in a year."""


@dataclass(frozen=True, kw_only=True)
class Drivers:
    """Fields of every such line."""

    id: Input[str] = code()
    name: Input[str] = cell("收入名称", "Line")
    budget_class: Input[str] = cell(
        "收入性质",
        "Budget class",
        default="project_special",
        choices=BUDGET_CLASSES,
        why="留空为项目专项收入；只有政府性基金收入和项目专项收入可作偿债资金来源（财预〔2016〕155号）",
    )
    claimed: Input[bool] = cell(
        "列为偿债资金来源",
        "Claimed as repayment source",
        default=True,
        why="留空为是；不作偿债资金来源的填否，财政补助等必须填否",
    )
    price: Input[Decimal] = cell("单价（含税）", "Price", low="0", why="数量单位填金额单位的可留空")
    quantity: Input[Decimal | None] = cell("数量", "Quantity", default=None, low="0", why="分年数量另填时留空")
    quantity_unit: Input[str] = cell(
        "数量单位", "Quantity unit", default="", why="只知年收入金额的填金额单位（如万元），数量填年收入，单价留空"
    )
    price_unit: Input[str] = cell(
        "单价的金额单位",
        "Price unit",
        default="money_unit",
        choices=PRICE_UNITS,
        beside=("quantity", "by_year"),
        why="有数量的行必须选择",
        bears=(),
    )
    periods_a_year: Input[Decimal] = cell(
        "每年计价次数", "Periods a year", default=Decimal(1), low="0", why="按月计价填12，按日填365"
    )
    utilisation: Input[Decimal] = cell(
        "有效使用率",
        "Utilisation",
        unit="fraction",
        default=Decimal(1),
        low="0",
        high="1",
        why="可出租、可收费部分占数量的比例；出租率、达产率填在负荷曲线，不要重复折减",
    )
    ramp: Input[str | None] = cell(
        "负荷曲线", "Ramp", refers=("ramps",), default=None, why="填“负荷曲线”表的编号或名称；留空为投运后100%"
    )
    growth_rate: Input[Decimal] = cell(
        "每次上涨幅度", "Growth", unit="fraction", default=Decimal(0), low="-0.2", high="0.5"
    )
    price_limit: Input[Decimal | None] = cell(
        "单价上限", "Price limit", default=None, low="0", why="上涨后的单价不超过此数"
    )
    capacity: Input[Decimal | None] = cell(
        "设计能力", "Capacity", default=None, low="0", why="数量不得超过；单位与数量相同"
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
    output_vat_rate: Input[Decimal | None] = cell(
        "增值税税率",
        "VAT rate",
        unit="fraction",
        default=None,
        low="0",
        high="0.2",
        why="单价为含税价；税费按税率计算时使用，免税、不征税的填0",
    )
    payer: Input[str | None] = cell("付费方", "Payer", default=None)
    taxpayer: Input[str | None] = cell("纳税主体", "Taxpayer", default=None)
    account: Input[str | None] = cell("预算科目", "Budget account", default=None)
    scope_item: Input[str | None] = cell(
        "对应建设内容", "Scope item", refers=("investment",), default=None, why="填“投资估算”表的编号或名称"
    )
    asset: Input[str | None] = cell(
        "资产或合同编号", "Asset or contract", default=None, why="同一资产、合同的收入只能计一次"
    )
    month: Input[int | None] = cell(
        "收款月份",
        "Month of receipt",
        default=None,
        low="1",
        high="12",
        why="只用于分年数量（如房屋出售）；影响债券存续期首末年和付款日资金核对（次月起计入）",
    )
    received: Input[str] = cell(
        "收款方式",
        "Received",
        default="monthly",
        choices={"monthly": "按月", "quarterly": "按季", "half_yearly": "按半年", "yearly": "年末一次"},
        why="只计债券存续期内、付款日前已满季、满半年、满一年的收入；不影响年度数",
    )
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    carry: Input[bool] = cell(
        "空白年份同上年",
        "Blank years as the year before",
        default=False,
        why="分年数量中空白的年份取上一年的数，直至预测期末年或运营期末（以先到的为准）；运营不满一年的年份须填写",
        bears=("by_year",),
    )
    sub_project: Input[str | None] = member_of()
    by_year: Input[dict[int, Decimal]] = cell("分年数量", "Quantity by year", low="0", index="calendar")

    @question
    def growth_plausible(self, _: Project) -> Iterator[Fault]:
        """No price grows by more than a tenth a step, or year after year without a limit, unasked."""
        yield from steep_growth(self.growth_rate)
        if self.price_limit is None:
            yield from lasting_growth(self.growth_rate, self.growth_every)

    @question
    def counted_as_priced(self, _: Project) -> Iterator[Fault]:
        """The quantity is counted in what the price is of, for as long as it is counted."""
        yield from unlike_counted("quantity_unit", self.quantity_unit, self.price_unit, self.periods_a_year)

    @check
    def volume(self, _: Project) -> Iterator[Fault]:
        """One quantity or a table of quantities by year, and a ramp only beside the former."""
        if self.quantity is None and not self.by_year:
            yield Fault("quantity", "quantity_missing")
        elif self.quantity is not None and self.by_year:
            yield Fault("quantity", "quantity_twice", {"found": self.quantity})
        elif self.by_year and self.ramp is not None:
            yield Fault("ramp", "ramp_unused", {"found": self.ramp})

    @check
    def carry_ends(self, project: Project) -> Iterator[Fault]:
        """Years are carried on where there are some, to an end that is stated, over whole years of operation."""
        yield from carry_faults(self.carry, self.by_year, project)

    @check
    def month_dated(self, _: Project) -> Iterator[Fault]:
        """A month belongs to quantities by year: what runs with operation comes in the whole year."""
        if self.month is not None and not self.by_year:
            yield Fault("month", "month_unused", {"found": self.month})

    @check
    def within_capacity(self, project: Project) -> Iterator[Fault]:
        """No volume above what is built (设计能力), at the highest load of the ramp."""
        if self.capacity is None:
            return
        loads = [
            load for ramp in project.rows(Ramp) if ramp.id == self.ramp for load in ramp.by_operating_year.values()
        ]
        highest = (self.quantity or 0) * max([Decimal(1), *loads])
        if highest > self.capacity:
            yield Fault("quantity", "above_capacity", {"found": highest, "limit": self.capacity})
        for year, quantity in self.by_year.items():
            if quantity > self.capacity:
                yield Fault("by_year", "above_capacity", {"found": quantity, "limit": self.capacity}, year)

    @check
    def id_free(self, _: Project) -> Iterator[Fault]:
        """The id is not the word for all lines."""
        if self.id == ALL_LINES:
            yield Fault("id", "reserved_id", {"found": self.id})

    def needs_operation(self) -> bool:
        """Tell whether the line follows the years of operation; a table of quantities at a fixed price does not."""
        return not self.by_year or self.growth_rate != 0


@sheet(
    "node", zh="节点收入", en="Node revenue", number=10, help_="工业互联网标识解析二级节点；政府购买或补助不在此填。"
)
class NodeLine(Drivers):
    """工业互联网标识解析二级节点收入 — access, identifiers, subscriptions, projects."""

    counts: Input[str | None] = cell(
        "计量对象",
        "Counts",
        default=None,
        choices=NODE_COUNTS,
        why="数量是接入企业数或者标识数的填写，与“园区企业”表核对",
    )

    @check
    def id_apart(self, project: Project) -> Iterator[Fault]:
        """Costs and taxes name lines of both revenue sheets by id."""
        if self.id in {line.id for line in project.rows(RevenueLine)}:
            yield Fault("id", "id_in_revenue", {"found": self.id})


@sheet(
    "revenue",
    zh="经营收入",
    en="Operating revenue",
    number=8,
    help_="每行＝数量×单价×每年计价次数×有效使用率×负荷率；单价一律填含税价。",
)
class RevenueLine(Drivers):
    """经营收入 — property and services."""
