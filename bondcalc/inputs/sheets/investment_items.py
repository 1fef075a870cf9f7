"""Sheet 投资估算: what is built, for how much, when."""

from collections.abc import Iterator
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, member_of, sheet
from bondcalc.inputs.fault import Fault, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.row_names import IN_INVESTMENT, counted_already
from bondcalc.inputs.shares import shares_total
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.wording import number
from bondcalc.wording.messages import Long

MOST_RETAINED = Decimal("0.05")
"""Share of an item that is left for the years after the one that follows completion, such as 质保金, without being asked about."""
CATEGORIES = {
    "construction": "建筑工程费",
    "equipment": "设备购置费",
    "installation": "安装工程费",
    "other": "工程建设其他费用",
    "land_compensation": "征地拆迁补偿",
}


ASSET_CLASSES = {
    "buildings": "房屋建筑物",
    "machinery": "机器设备",
    "electronics": "电子设备",
    "intangible": "无形资产（含土地使用权）",
    "handed_over": "移交的公共资产（不折旧）",
}
CLASS_OF = {
    "construction": "buildings",
    "equipment": "machinery",
    "installation": "machinery",
    "land_compensation": "intangible",
}
"""Asset class of a cost item unless stated; other costs are spread over the rest (None)."""


@sheet(
    "investment",
    zh="投资估算",
    en="Investment",
    number=4,
    help_="金额一律填含税价；分年比例合计须为100%。建设期利息、发行及兑付费用、预备费由程序计算。",
)
class InvestmentItem:
    """投资估算 — one row a cost item, tax included."""

    id: Input[str] = code()
    category: Input[str] = cell("费用类别", "Category", choices=CATEGORIES)
    name: Input[str] = cell("项目或费用名称", "Item")
    amount: Input[Decimal] = cell("金额（含税）", "Amount", unit="money", low="0")
    payable_by_bond: Input[bool] = cell(
        "可用债券资金支付",
        "Payable by bond",
        default=True,
        why="征地拆迁补偿、利息和费用不得使用债券资金；除土地储备项目外，征地拆迁补偿一律按“否”处理",
        bears=("category!=land_compensation", "project.sector=land_reserve"),
    )
    vat_rate: Input[Decimal] = cell(
        "增值税税率",
        "VAT rate",
        unit="fraction",
        default=Decimal(0),
        low="0",
        high="0.2",
        why="金额为含税价；税费按税率计算时使用",
        bears=("taxation.method=computed",),
    )
    creditable_share: Input[Decimal] = cell(
        "进项税额可抵扣比例",
        "Creditable share",
        unit="fraction",
        default=Decimal(0),
        low="0",
        high="1",
        why="无偿使用的市政设施不得抵扣，填0",
        bears=("vat_rate&taxation.method=computed",),
    )
    asset_class: Input[str | None] = cell(
        "资产类别",
        "Asset class",
        default=None,
        choices=ASSET_CLASSES,
        why="留空按费用类别：建筑工程为房屋建筑物，设备和安装为机器设备，征地补偿为土地使用权",
    )
    scale: Input[Decimal | None] = cell("建设规模", "Built volume", default=None, low="0", why="单位与批复相同")
    approved_scale: Input[Decimal | None] = cell("批复规模", "Approved volume", default=None, low="0")
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    sub_project: Input[str | None] = member_of()
    by_year: Input[dict[int, Decimal]] = cell(
        "分年投资比例", "Share by year", unit="fraction", low="0", high="1", index="calendar"
    )

    @property
    def paid_years(self) -> tuple[int, ...]:
        """The years in which something is spent: a share of 0 is what a blank one is."""
        return tuple(sorted(year for year, share in self.by_year.items() if share))

    @question
    def paid_by_completion(self, project: Project) -> Iterator[Fault]:
        """What is built is paid by the year after completion (竣工), but for what is retained (质保金)."""
        end = project.form(Particulars).construction_end
        late = {} if end is None else {year: share for year, share in self.by_year.items() if year > end.year + 1}
        unpaid = sum(late.values(), Decimal(0))
        if unpaid > MOST_RETAINED:
            yield Fault("by_year", "paid_after_completion", {"found": Long(number.share(unpaid))}, min(late))

    @check
    def shares(self, _: Project) -> Iterator[Fault]:
        """The shares by year (分年投资比例) total 100 %."""
        yield from shares_total("by_year", self.by_year)

    @question
    def counted_once(self, project: Project) -> Iterator[Fault]:
        """Interest during construction, contingency and fees are not among the items: the program adds them."""
        yield from counted_already(self.name, IN_INVESTMENT, project)
