"""Sheet 土地出让: the parcels whose income repays the bond."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, member_of, sheet
from bondcalc.inputs.fault import Fault, Named, check
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.shares import shares_total
from bondcalc.wording.terms import Department


@sheet(
    "land",
    zh="土地出让",
    en="Land",
    number=7,
    department=Department.LAND,
    help_="只填本项目红线内、未列为其他债券偿债资金来源的地块。",
)
class Parcel:
    """土地出让 — one row a parcel; costs are paid in the years of sale."""

    id: Input[str] = code("地块编号", "Parcel")
    use: Input[str] = cell("用途", "Use")
    area_mu: Input[Decimal] = cell("面积", "Area", unit="亩", low="0")
    price: Input[Decimal] = cell("出让单价", "Price", unit="money/亩", low="0")
    claimed: Input[bool] = cell("列为偿债资金来源", "Claimed as repayment source")
    compensation: Input[Decimal] = cell(
        "征地拆迁补偿单价", "Compensation", unit="money/亩", default=Decimal(0), low="0"
    )
    development: Input[Decimal] = cell("土地开发单价", "Development", unit="money/亩", default=Decimal(0), low="0")
    social_security: Input[Decimal] = cell(
        "被征地农民社会保障费用单价", "Social security of farmers", unit="money/亩", default=Decimal(0), low="0"
    )
    cost_in_investment: Input[bool] = cell(
        "成本已计入总投资",
        "Cost already in investment",
        default=False,
        bears=("compensation", "development", "social_security"),
    )
    state_owned: Input[bool] = cell(
        "存量国有土地",
        "State-owned already",
        default=False,
        why="原已是国有建设用地的填“是”，不缴新增建设用地土地有偿使用费",
    )
    inside_red_line: Input[bool | None] = cell("是否在项目红线内", "Inside the red line", default=None)
    unencumbered: Input[bool | None] = cell(
        "未出让且未列为其他债券偿债资金来源（是/否）", "Unsold and free of other bonds", default=None
    )
    floor_price: Input[Decimal | None] = cell("评估价或起始价", "Floor price", unit="money/亩", default=None, low="0")
    price_formed: Input[str | None] = cell(
        "价格形成方式",
        "How the price is formed",
        default=None,
        choices={"auction": "招标、拍卖、挂牌", "assessed": "评估", "agreed": "协议"},
    )
    month: Input[int | None] = cell(
        "收款月份",
        "Month of receipt",
        default=None,
        low="1",
        high="12",
        why="各年出让收入在几月收到；影响债券存续期首末年和付款日资金核对（次月起计入），留空按年内月份比例计入",
    )
    evidence: Input[str | None] = cell("依据（可比案例、日期）", "Evidence", default=None)
    sub_project: Input[str | None] = member_of()
    by_year: Input[dict[int, Decimal]] = cell(
        "分年出让比例", "Share sold by year", unit="fraction", low="0", high="1", index="calendar"
    )

    @check
    def shares(self, _: Project) -> Iterator[Fault]:
        """The shares by year (分年出让比例) total 100 %."""
        yield from shares_total("by_year", self.by_year)


@sheet(
    "land_costs",
    zh="土地成本支付",
    en="Land cost payments",
    number=18,
    department=Department.LAND,
    help_="土地成本与出让收入不在同一年支付的地块填写；没有填写的按出让年份支付。",
)
class LandCostPayment:
    """土地成本支付 — in which years the cost of one parcel is paid."""

    parcel: Input[str] = cell("地块编号", "Parcel", refers=("land",), own_check=True)
    month: Input[int | None] = cell(
        "支付月份",
        "Month of payment",
        default=None,
        low="1",
        high="12",
        why="各年成本在几月支付；影响债券存续期首末年和付款日资金核对（当月起扣除），留空的首末年全额计入",
    )
    by_year: Input[dict[int, Decimal]] = cell(
        "分年支付比例", "Share paid by year", unit="fraction", low="0", high="1", index="calendar"
    )

    @check
    def shares(self, _: Project) -> Iterator[Fault]:
        """The shares by year (分年支付比例) total 100 %."""
        yield from shares_total("by_year", self.by_year)

    @check
    def parcel_known(self, project: Project) -> Iterator[Fault]:
        """The parcel stands on its sheet, once."""
        if self.parcel not in {row.id for row in project.rows(Parcel)}:
            yield Fault("parcel", "unknown_reference", {"found": self.parcel, "sheet": Named("land")})
        if stands_before(project, self, "parcel"):
            yield Fault("parcel", "parcel_twice", {"found": self.parcel})
