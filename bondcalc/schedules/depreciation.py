"""固定资产折旧及无形资产摊销: straight line by class, never more than the depreciable value."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, largest, money, previous, smallest, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.investment import ASSET_CLASSES, CLASS_OF, InvestmentItem
from bondcalc.inputs.particulars import Particulars
from bondcalc.inputs.taxation import Taxation
from bondcalc.schedules import investment, land, timing, vat
from bondcalc.schedules.book import Book, Row

LIVES = {
    "buildings": "depreciation_years_buildings",
    "machinery": "depreciation_years_machinery",
    "electronics": "depreciation_years_electronics",
    "intangible": "amortisation_years_intangible",
}
NO_RESIDUAL = ("intangible",)


class Group(NamedTuple):
    """Assets of one class that are put to use together; `later` is the year a later phase starts in, else 0."""

    place: int
    later: int

    @property
    def asset(self) -> str:
        """The asset class."""
        return list(ASSET_CLASSES)[self.place]

    @property
    def id(self) -> str:
        """The class, with the year of a later phase."""
        return f"{self.asset}_{self.later}" if self.later else self.asset

    @property
    def zh(self) -> str:
        """The Chinese name of it."""
        return f"{ASSET_CLASSES[self.asset]}（{self.later}年投入使用）" if self.later else ASSET_CLASSES[self.asset]


@dataclass(frozen=True)
class Depreciation:
    """Depreciation and amortisation by year, and what is left of the assets."""

    charge: Line
    net: Line
    residual: Line


def schedule(book: Book) -> Depreciation:
    """Build the values by class and the yearly table (折旧摊销估算表)."""
    values = book.scalars("asset_values", "资产原值表", "Asset values", 27)
    table = book.table("depreciation", "折旧及摊销估算表", "Depreciation and amortisation", 28)
    originals = _originals(book, values)
    charges, residuals = [], []
    for group, value in originals.items():
        charges.append(_charge(book, table, group, value))
        share = book.rule("residual_share")
        if group.asset not in NO_RESIDUAL:
            residuals.append(values.line(f"residual.{group.id}", money(value * share), zh=f"残值：{group.zh}",
                                         en=f"Residual, {group.id}", source="原值×净残值率"))  # fmt: skip
    if charges:
        table.heading("合计", "Totals")
    charge = table.line("total", add(charges), zh="折旧及摊销合计", en="Depreciation and amortisation", total=True, strong=True,
                        source="各类资产")  # fmt: skip
    invested, tax = book.use(investment.schedule), book.use(vat.schedule)
    net = table.declare(
        "net",
        zh="长期资产净值",
        en="Net assets",
        source="上年净值＋投资－可抵扣进项税－流动资金－折旧摊销－土地成本结转",
    )
    added: Expression = invested.total - invested.working_capital
    if isinstance(tax, vat.ValueAddedTax):
        added = added - tax.construction_input
    table.define(net, previous(net) + added - charge - book.use(land.schedule).transferred)
    left = values.line("residual", add(residuals), zh="残值合计", en="Residual value", source="备考，不计入覆盖倍数")
    return Depreciation(charge, net, left)


def _originals(book: Book, values: Table) -> dict[Group, Line]:
    """Items by class, tax credit out; contingency, interest, fees and unclassed costs spread over the classes."""
    rows = book.rows(InvestmentItem)
    invested = book.use(investment.schedule)
    direct: dict[Group, Line] = {}
    for group in sorted({_group(book, row.data) for row in rows if asset_class(row.data)}):
        inside = [_net(row, invested) for row in rows if asset_class(row.data) and _group(book, row.data) == group]
        if group.asset == "intangible":
            inside = [largest(0, add(inside) - total(book.use(land.schedule).transferred))]
        direct[group] = values.line(f"direct.{group.id}", money(add(inside)), zh=f"直接费用：{group.zh}", en=f"Direct cost, {group.id}",
                                    source="该类投资，可抵扣进项税和随地块出让结转的土地成本除外")  # fmt: skip
    if not depreciable(book):
        return {}
    base = values.line("direct", add(list(direct.values())), zh="直接费用合计", en="Direct cost", source="各类资产")
    other: list[Expression] = [_net(row, invested) for row in rows if asset_class(row.data) is None]
    spread = values.line("spread", add([*(total(line) for line in invested.reserves), total(invested.construction_interest), total(invested.fees), *other]),
                         zh="待分摊费用", en="Costs to spread", source="预备费、建设期利息、发行费用、其他费用")  # fmt: skip
    return {group: values.line(f"original.{group.id}", line + money(line * spread / base), zh=f"原值：{group.zh}",
                               en=f"Original value, {group.id}", source="直接费用＋待分摊费用×直接费用÷直接费用合计")
            for group, line in direct.items() if group.asset in LIVES}  # fmt: skip


def _group(book: Book, item: InvestmentItem) -> Group:
    """Items of a class that are finished by the start of operation are one group; a later phase depreciates from the next year."""
    start = book.project.form(Particulars).operation_start
    finished = max(item.by_year, default=0)
    later = finished + 1 if start is not None and finished > start.year else 0
    return Group(list(ASSET_CLASSES).index(asset_class(item) or ""), later)


def asset_class(item: InvestmentItem) -> str | None:
    """Return the asset class of a cost item; None is spread over the others."""
    return item.asset_class or CLASS_OF.get(item.category)


def _net(row: Row[InvestmentItem], invested: investment.Investment) -> Expression:
    amount = total(invested.items[row.data.id])
    if not (row.data.vat_rate and row.data.creditable_share):
        return amount
    return amount - amount * row.cell("vat_rate") / (row.cell("vat_rate") + 1) * row.cell("creditable_share")


def _charge(book: Book, table: Table, group: Group, value: Line) -> Line:
    """One group: value less residual over its years, from the start of operation or of its phase."""
    name, zh = group.asset, group.zh
    months: Expression = book.use(timing.schedule).operating_months
    if group.later:
        flags = [Decimal(int(year >= group.later)) for year in book.years.years]
        months *= table.structure(f"in_use.{group.id}", flags, zh=f"投入使用标志：{zh}", en=f"In use, {group.id}", unit="count",
                                  source="该期投资完成的次年起", rests_on=_phased(book, group))  # fmt: skip
    done = table.declare(
        f"done.{group.id}", zh=f"累计折旧摊销：{zh}", en=f"Accumulated, {group.id}", source="上年累计＋本年"
    )
    most = value if name in NO_RESIDUAL else value - money(value * book.rule("residual_share"))
    charge = table.line(f"charge.{group.id}", smallest(most - previous(done), money(most * months / (_life(book, name) * 12))),
                        zh=f"折旧摊销：{zh}", en=f"Charge, {group.id}", total=True,
                        source=f"年限平均法，{book.rules.value(LIVES[name]).citation}")  # fmt: skip
    table.define(done, previous(done) + charge)
    return charge


def _phased(book: Book, group: Group) -> tuple[Key, ...]:
    """Name the spending years of a later phase and the start of operation."""
    rows = [row for row in book.rows(InvestmentItem) if asset_class(row.data) and _group(book, row.data) == group]
    return (*book.keys(Particulars, "operation_start"), *(key for row in rows for key in row.indexes("by_year")))


def _life(book: Book, name: str) -> Expression:
    """Years of a class: as stated, else the shortest the tax rules allow."""
    form, field = book.form(Taxation), f"{name}_years"
    return book.rule(LIVES[name]) if getattr(form.data, field) is None else form.cell(field)


def depreciable(book: Book) -> Decimal:
    """Total of the items that have a class; zero when nothing depreciates."""
    items = (row.data for row in book.rows(InvestmentItem))
    return sum((item.amount for item in items if asset_class(item) in LIVES), Decimal(0))
