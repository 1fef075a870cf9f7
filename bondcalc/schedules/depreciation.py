"""固定资产折旧及无形资产摊销: straight line by class, never more than the depreciable value."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, if_, money, previous, running, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.investment_items import ASSET_CLASSES, InvestmentItem
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import investment, timing, vat
from bondcalc.schedules.asset_values import LIVES, AssetGroup, asset_values, paid_by
from bondcalc.schedules.book import Book

NO_RESIDUAL = ("intangible",)
STATED_LIVES = {
    "buildings": Taxation.buildings_years,
    "machinery": Taxation.machinery_years,
    "electronics": Taxation.electronics_years,
    "intangible": Taxation.intangible_years,
}
"""Where the years of a class are stated."""


class Depreciation(NamedTuple):
    """Depreciation and amortisation by year, what is left of the assets, what left them with parcels sold, values by class and time."""

    charge: Line
    net: Line
    residual: Line
    leaving: Line
    originals: Mapping[AssetGroup, Line]


def schedule(book: Book) -> Depreciation:
    """Build the values by class and the yearly table (折旧摊销估算表).

    By hand in tests/schedules/test_depreciation.py: test_a_later_phase_depreciates_from_the_year_of_its_payment,
    test_costs_to_spread_follow_class_and_time_and_add_up.
    """
    values = book.scalars("asset_values", "资产原值表", "Asset values", 27)
    table = book.table("depreciation", "折旧及摊销估算表", "Depreciation and amortisation", 28)
    assets = asset_values(book, values, table)
    _lives(book, values, dict.fromkeys(group.asset for group in assets.originals))
    charges = [_charge(book, table, group, value) for group, value in assets.originals.items()]
    residuals = [
        _residual(book, values, group, value)
        for group, value in assets.originals.items()
        if group.asset not in NO_RESIDUAL
    ]
    classed = (
        () if charges and residuals else book.keys(InvestmentItem, InvestmentItem.category, InvestmentItem.asset_class)
    )
    if charges:
        table.heading("合计", "Totals")
    charge = table.line(
        "total",
        add(charges),
        "折旧及摊销合计",
        "Depreciation and amortisation",
        "各类资产",
        total=True,
        strong=True,
        rests_on=classed,
    )
    net = _net(book, table, charge, assets.leaving)
    residual = values.line(
        "residual", add(residuals), "残值合计", "Residual value", "仅供参考，不计入覆盖倍数", rests_on=classed
    )
    return Depreciation(charge, net, residual, assets.leaving, assets.originals)


def _residual(book: Book, values: Table, group: AssetGroup, value: Line) -> Line:
    return values.line(
        f"residual.{group.id}",
        money(value * book.rule("residual_share")),
        f"残值：{group.zh}",
        f"Residual, {group.id}",
        "原值×净残值率",
    )


def _net(book: Book, table: Table, charge: Line, leaving: Line) -> Line:
    """What the books still show of what was built: input tax that comes back and working capital are no such assets."""
    built, tax = book.use(investment.schedule), book.use(vat.schedule)
    added: Expression = built.total - built.working_capital
    if isinstance(tax, vat.ValueAddedTax):
        added = added - tax.construction_input
    net = table.declare(
        "net", "长期资产净值", "Net assets", "上年净值＋投资－可抵扣进项税－流动资金－折旧摊销－随地块出让结转的资产"
    )
    return table.define(net, previous(net) + added - charge - leaving)


def _charge(book: Book, table: Table, group: AssetGroup, value: Line) -> Line:
    """One group: value less residual over its years, from the opening or from the year of a later payment.

    The year in which the life ends takes what rounding left over.
    """
    name, zh = group.asset, group.zh
    months, life = _months(book, table, group), _life(book, name) * 12
    used = table.line(
        f"used.{group.id}", running(months), f"累计计提月数：{zh}", f"Months, {group.id}", "逐年累加", unit="count"
    )
    done = table.declare(f"done.{group.id}", f"累计折旧摊销：{zh}", f"Accumulated, {group.id}", "上年累计＋本年")
    most = value if name in NO_RESIDUAL else value - money(value * book.rule("residual_share"))
    charge = table.line(
        f"charge.{group.id}",
        if_(used >= life, most - previous(done), smallest(most - previous(done), money(most * months / life))),
        f"折旧摊销：{zh}",
        f"Charge, {group.id}",
        f"年限平均法，期满当年计提余额，{book.rules.value(LIVES[name]).citation}",
        total=True,
    )
    table.define(done, previous(done) + charge)
    return charge


def _months(book: Book, table: Table, group: AssetGroup) -> Line:
    """Months of each year in which a group is used up."""
    operating = book.use(timing.schedule).operating_months
    if not group.later:
        return operating
    zh, flags = group.zh, [Decimal(int(year >= group.later)) for year in book.years.years]
    in_use = table.structure(
        f"in_use.{group.id}",
        flags,
        f"计提标志：{zh}",
        f"In use, {group.id}",
        "投入运营后支付的，自支付当年起",
        unit="count",
        rests_on=paid_by(book),
    )
    source = "当年运营月数×计提标志"
    return table.line(
        f"months.{group.id}",
        operating * in_use,
        f"计提月数：{zh}",
        f"Months of the year, {group.id}",
        source,
        unit="count",
    )


def _lives(book: Book, values: Table, classes: Iterable[str]) -> None:
    """Show the years of each class as chosen, and beside them the shortest the tax rules allow (税法最低折旧年限)."""
    for name in classes:
        zh, chosen = ASSET_CLASSES[name], _life(book, name)
        stated = STATED_LIVES[name]
        keys = book.keys(Taxation, stated) if stated.of(book.form(Taxation).data) is None else ()
        values.line(
            f"life.{name}",
            chosen + 0,
            f"采用年限：{zh}",
            f"Life, {name}",
            "税务设置，留空按税法最低年限",
            unit="count",
            rests_on=keys,
        )
        least = book.rule(LIVES[name]) + 0
        source = book.rules.value(LIVES[name]).citation
        values.line(f"least.{name}", least, f"税法最低年限：{zh}", f"Shortest life, {name}", source, unit="count")


def _life(book: Book, name: str) -> Expression:
    """Years of a class: as stated, else the shortest the tax rules allow."""
    form, stated = book.form(Taxation), STATED_LIVES[name]
    return book.rule(LIVES[name]) if stated.of(form.data) is None else form.cell(stated)
