"""Sheets 园区企业 and 企业供应关系: who makes what in the park, and who buys it there; evidence, never part of the coverage."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from bondcalc.inputs.cell import Input, cell, code, sheet
from bondcalc.inputs.fault import Fault, Named, check, question
from bondcalc.inputs.project import Project
from bondcalc.inputs.repeated import stands_before
from bondcalc.inputs.sectors import SECTORS
from bondcalc.inputs.sheets.enterprise_taxes import TaxRevenueLine
from bondcalc.inputs.sheets.particulars import Particulars, carried_to

STAGES = {"upstream": "上游", "core": "核心", "downstream": "下游", "services": "配套服务"}
"""Where a firm stands in the chain, from what it needs to what follows."""
CONTRACTS = {"signed": "已签合同", "intent": "意向", "talking": "在谈"}


@sheet(
    "firms",
    zh="园区企业",
    en="Firms of the park",
    number=55,
    help_="入园企业及其用地、厂房、产值；用于核对出租率和节点接入数，不改变覆盖倍数。",
)
class Firm:
    """园区企业 — a firm, what it makes at full output, and what of the park it takes."""

    id: Input[str] = code("企业编号", "Firm")
    name: Input[str] = cell("企业名称", "Name")
    stage: Input[str] = cell("产业链环节", "Stage of the chain", choices=STAGES)
    sector: Input[str] = cell("所属部门", "Sector", choices=SECTORS, why="按42部门投入产出表的部门")
    leads: Input[bool] = cell("主导企业", "Leading firm", default=False, why="只有一家；留空为否")
    output: Input[Decimal] = cell("达产年产值", "Output at full production", unit="money", low="0")
    ramp: Input[str | None] = cell(
        "负荷曲线",
        "Ramp",
        refers=("ramps",),
        default=None,
        why="达产进度；填“负荷曲线”表的编号或名称，留空为投运后100%",
    )
    purchase_share: Input[Decimal | None] = cell(
        "外购额占产值比例",
        "Purchases to output",
        unit="fraction",
        default=None,
        low="0",
        high="1",
        why="用于计算本地配套率",
    )
    jobs: Input[Decimal | None] = cell("达产年用工人数", "Jobs at full production", default=None, low="0")
    contract: Input[str] = cell("合同状态", "Contract", choices=CONTRACTS)
    rent: Input[str | None] = cell(
        "租用厂房的收入行", "Rent line", refers=("revenue",), default=None, why="租用标准厂房的，填收租金的收入行"
    )
    plant_area: Input[Decimal | None] = cell(
        "租用面积", "Area let", default=None, low="0", why="单位与该收入行数量相同"
    )
    plot: Input[str | None] = cell("受让地块", "Plot", refers=("land",), default=None, why="买地自建的，填地块编号")
    plot_area: Input[Decimal | None] = cell("受让面积", "Area bought", unit="亩", default=None, low="0")
    joins_node: Input[bool] = cell("接入节点", "Joins the node", default=False, why="接入标识解析二级节点；留空为否")
    identifiers: Input[Decimal | None] = cell(
        "达产年新增标识数", "Identifiers a year", default=None, low="0", why="按产品件数估计"
    )
    tax_group: Input[str | None] = cell("税收测算企业群", "Tax group", default=None, why="“税收测算”表的“企业或企业群”")
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)

    @check
    def one_leads(self, project: Project) -> Iterator[Fault]:
        """One firm leads the park: scenarios ask what is left without it."""
        leading = [row for row in project.rows(Firm) if row.leads]
        if self.leads and leading[0] is not self:
            yield Fault("leads", "leading_twice", {"found": leading[0].name})

    @check
    def places_measured(self, _: Project) -> Iterator[Fault]:
        """A plant or plot comes with its area, an area with what it is part of."""
        for where, area in (("rent", "plant_area"), ("plot", "plot_area")):
            if (getattr(self, where) is None) != (getattr(self, area) is None):
                missing = where if getattr(self, where) is None else area
                yield Fault(missing, "firm_place", {"other": Named("firms", area if missing == where else where)})

    @check
    def group_known(self, project: Project) -> Iterator[Fault]:
        """The tax group stands on the sheet of taxes."""
        if self.tax_group is not None and self.tax_group not in {row.group for row in project.rows(TaxRevenueLine)}:
            yield Fault("tax_group", "unknown_reference", {"found": self.tax_group, "sheet": Named("tax_revenue")})

    def needs_operation(self) -> bool:
        """Output is counted from the start of operation."""
        return True


@sheet(
    "supplies",
    zh="企业供应关系",
    en="Supplies between firms",
    number=56,
    help_="园区内企业之间的供货和服务，一行一项；供应方、采购方都在“园区企业”表。",
)
class Supply:
    """企业供应关系 — what one firm of the park sells to another in a year."""

    supplier: Input[str] = cell("供应方", "Supplier", refers=("firms",))
    buyer: Input[str] = cell("采购方", "Buyer", refers=("firms",))
    goods: Input[str] = cell("货物或服务", "Goods or services")
    amount: Input[Decimal | None] = cell(
        "达产年金额",
        "Amount at full production",
        unit="money",
        default=None,
        low="0",
        why="按供应方达产进度分年；分年金额另填时留空",
    )
    contract: Input[str] = cell("合同状态", "Contract", choices=CONTRACTS)
    evidence: Input[str | None] = cell("依据", "Evidence", default=None)
    by_year: Input[dict[int, Decimal]] = cell("分年金额", "Amount by year", unit="money", low="0", index="calendar")

    @question
    def goes_on(self, project: Project) -> Iterator[Fault]:
        """Blank years are years without supply: one that ends before the park does takes its buyer out of what hangs on the chain."""
        end = carried_to(project.form(Particulars))
        last = max((year for year, amount in self.by_year.items() if amount), default=None)
        if end is not None and last is not None and last < end:
            yield Fault("by_year", "supply_ends", {"found": last, "end": end}, last)

    @check
    def of_two(self, project: Project) -> Iterator[Fault]:
        """A firm does not supply itself, and a pair stands once for one kind of goods."""
        if self.supplier == self.buyer:
            yield Fault("buyer", "supply_self", {"found": self.buyer})
        if stands_before(project, self, "supplier", "buyer", "goods"):
            yield Fault("goods", "supply_twice", {"found": self.goods})

    @check
    def volume(self, _: Project) -> Iterator[Fault]:
        """One amount or a table of amounts by year."""
        if self.amount is None and not self.by_year:
            yield Fault("amount", "supply_missing")
        elif self.amount is not None and self.by_year:
            yield Fault("amount", "supply_both", {"found": self.amount})

    @check
    def within_output(self, project: Project) -> Iterator[Fault]:
        """Nobody sells inside the park more than it makes at full production."""
        firm = next((row for row in project.rows(Firm) if row.id == self.supplier), None)
        sold = [row for row in project.rows(Supply) if row.supplier == self.supplier]
        whole = sum((row.largest for row in sold), Decimal(0))
        if firm is not None and sold[0] is self and whole > firm.output:
            yield Fault("amount", "supply_above_output", {"found": whole, "limit": firm.output})

    @property
    def largest(self) -> Decimal:
        """The amount of a full year."""
        return max([self.amount or Decimal(0), *self.by_year.values()])


def firm_names(project: Project) -> Mapping[str, str]:
    """Give the names of the firms (企业名称) by their ids."""
    return project.asked_once("names of firms", lambda: {firm.id: firm.name for firm in project.rows(Firm)})


def firm_name(project: Project, id_: str) -> str:
    """Give the name of a firm by its id: who reads a filing has no list of ids."""
    return firm_names(project).get(id_, id_)
