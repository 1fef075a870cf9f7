"""固定资产折旧及无形资产摊销: straight line by class, never more than the depreciable value."""

from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.line import Expression, Line, add, money, previous, smallest, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.investment import ASSET_CLASSES, CLASS_OF, InvestmentItem
from bondcalc.schedules import investment, timing, vat
from bondcalc.schedules.book import Book, Row

LIVES = {
    "buildings": "depreciation_years_buildings",
    "machinery": "depreciation_years_machinery",
    "electronics": "depreciation_years_electronics",
    "intangible": "amortisation_years_intangible",
}
NO_RESIDUAL = ("intangible",)


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
    for name, value in originals.items():
        charges.append(_charge(book, table, name, value))
        share = book.rule("residual_share")
        if name not in NO_RESIDUAL:
            residuals.append(values.line(f"residual.{name}", money(value * share), zh=f"残值：{ASSET_CLASSES[name]}",
                                         en=f"Residual, {name}", source="原值×净残值率"))  # fmt: skip
    if charges:
        table.heading("合计", "Totals")
    charge = table.line("total", add(charges), zh="折旧及摊销合计", en="Depreciation and amortisation", total=True, strong=True,
                        source="各类资产")  # fmt: skip
    invested, tax = book.use(investment.schedule), book.use(vat.schedule)
    net = table.declare(
        "net", zh="长期资产净值", en="Net assets", source="上年净值＋投资－可抵扣进项税－流动资金－折旧摊销"
    )
    added: Expression = invested.total - invested.working_capital
    if isinstance(tax, vat.ValueAddedTax):
        added = added - tax.construction_input
    table.define(net, previous(net) + added - charge)
    left = values.line("residual", add(residuals), zh="残值合计", en="Residual value", source="备考，不计入覆盖倍数")
    return Depreciation(charge, net, left)


def _originals(book: Book, values: Table) -> dict[str, Line]:
    """Items by class, tax credit out; contingency, interest, fees and unclassed costs spread over the classes."""
    rows = book.rows(InvestmentItem)
    invested = book.use(investment.schedule)
    direct: dict[str, Line] = {}
    for name, zh in ASSET_CLASSES.items():
        inside = [_net(row, invested) for row in rows if asset_class(row.data) == name]
        if inside:
            direct[name] = values.line(f"direct.{name}", money(add(inside)), zh=f"直接费用：{zh}", en=f"Direct cost, {name}",
                                       source="该类投资，可抵扣进项税除外")  # fmt: skip
    if not depreciable(book):
        return {}
    base = values.line("direct", add(list(direct.values())), zh="直接费用合计", en="Direct cost", source="各类资产")
    other: list[Expression] = [_net(row, invested) for row in rows if asset_class(row.data) is None]
    spread = values.line("spread", add([*(total(line) for line in invested.reserves), total(invested.construction_interest), total(invested.fees), *other]),
                         zh="待分摊费用", en="Costs to spread", source="预备费、建设期利息、发行费用、其他费用")  # fmt: skip
    return {name: values.line(f"original.{name}", line + money(line * spread / base), zh=f"原值：{ASSET_CLASSES[name]}",
                              en=f"Original value, {name}", source="直接费用＋待分摊费用×直接费用÷直接费用合计")
            for name, line in direct.items() if name in LIVES}  # fmt: skip


def asset_class(item: InvestmentItem) -> str | None:
    """Return the asset class of a cost item; None is spread over the others."""
    return item.asset_class or CLASS_OF.get(item.category)


def _net(row: Row[InvestmentItem], invested: investment.Investment) -> Expression:
    amount = total(invested.items[row.data.id])
    if not (row.data.vat_rate and row.data.creditable_share):
        return amount
    return amount - amount * row.cell("vat_rate") / (row.cell("vat_rate") + 1) * row.cell("creditable_share")


def _charge(book: Book, table: Table, name: str, value: Line) -> Line:
    """One class: value less residual over its years, from the start of operation."""
    zh, months = ASSET_CLASSES[name], book.use(timing.schedule).operating_months
    done = table.declare(f"done.{name}", zh=f"累计折旧摊销：{zh}", en=f"Accumulated, {name}", source="上年累计＋本年")
    most = value if name in NO_RESIDUAL else value - money(value * book.rule("residual_share"))
    charge = table.line(f"charge.{name}", smallest(most - previous(done), money(most * months / (book.rule(LIVES[name]) * 12))),
                        zh=f"折旧摊销：{zh}", en=f"Charge, {name}", total=True,
                        source=f"年限平均法，{book.rules.value(LIVES[name]).citation}")  # fmt: skip
    table.define(done, previous(done) + charge)
    return charge


def depreciable(book: Book) -> Decimal:
    """Total of the items that have a class; zero when nothing depreciates."""
    items = (row.data for row in book.rows(InvestmentItem))
    return sum((item.amount for item in items if asset_class(item) in LIVES), Decimal(0))
