"""资金筹措与使用: capital, special bonds, what pays for what, what is carried forward."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, copied, if_, largest, money, previous, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.called import called_apart
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.project_capital import CapitalSource
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import bonds, investment, loans
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.issue_terms import sized


class Funding(NamedTuple):
    """Sources and uses of the investment by year."""

    capital: Line
    drawn: Line
    loans: Line
    sources: Line
    uses: Line
    shortfall: Line
    bond_spent: Line
    capital_cash: Line
    bond_cash: Line
    bond_as_capital: Line
    debt_like: tuple[Line, ...]
    """Sources that are borrowed in truth (债务性资金): money that comes, but no project capital (K01)."""


def schedule(book: Book) -> Funding:
    """Build the funding table (项目总投资使用计划与资金筹措表)."""
    table = book.table("funding", "项目总投资使用计划与资金筹措表", "Funding and use", 11)
    invest, debt, other = book.use(investment.schedule), book.use(bonds.schedule), book.use(loans.schedule)
    by_source = _by_source(book, table)
    entered = _entered(book, table, by_source)
    drawn = table.copy("drawn", debt.drawn, "专项债券资金", "Special bonds", "专项债券发行收入", total=True)
    borrowed = table.copy(
        "loans", other.drawn, "市场化融资", "Market loans", "市场化融资还本付息表，含计入本金的利息", total=True
    )
    capital_cash, bond_cash = _carried_forward(table)
    bond_money = table.line(
        "bond_available", previous(bond_cash) + drawn, "可用债券资金", "Bond money available", "上年结余＋本年发行"
    )
    # Bond money pays only what it may; what it may not pay waits for capital however much bond money lies there.
    payable = smallest(bond_money, invest.payable_by_bond)
    capital = _capital(book, table, entered, invest.total - previous(capital_cash) - borrowed - payable)
    other_money = previous(capital_cash) + capital + borrowed
    by_bond = _by_bond(book, table, Purse(bond_money, invest.payable_by_bond, payable, other_money, invest.total))
    by_capital = _by_capital(table, invest.total, other_money, by_bond)
    table.define(capital_cash, other_money - by_capital)
    table.define(bond_cash, bond_money - by_bond)
    as_capital = _as_capital(book, table, debt)
    raised, unpaid = capital + drawn + borrowed, invest.total - by_capital - by_bond
    sources, uses, shortfall = _sources_and_uses(table, raised, invest.total, unpaid)
    return Funding(
        capital=capital,
        drawn=drawn,
        loans=borrowed,
        sources=sources,
        uses=uses,
        shortfall=shortfall,
        bond_spent=by_bond,
        capital_cash=capital_cash,
        bond_cash=bond_cash,
        bond_as_capital=as_capital,
        debt_like=tuple(
            line for row, line in zip(book.rows(CapitalSource), by_source, strict=True) if row.data.debt_like
        ),
    )


def _carried_forward(table: Table) -> tuple[Line, Line]:
    """Name what is left at the end of a year: of capital and loans, and of bond money, which is kept apart."""
    capital = table.declare(
        "capital_cash", "期末结余：资本金及其他融资", "Capital and loans carried forward", "上年结余＋到位－使用"
    )
    bond_money = table.declare(
        "bond_cash",
        "期末结余：债券资金",
        "Bond money carried forward",
        "上年结余＋发行－使用；债券资金不得用于利息、费用、征地拆迁和经常性支出",
    )
    return capital, bond_money


class Purse(NamedTuple):
    """What there is to spend in a year and what it may pay; `most` is the most that bond money can pay of the `whole`."""

    bond_money: Line
    payable: Line
    most: Expression
    other_money: Expression
    whole: Line


ORDERS = {
    "bond_first": "可用债券支付的支出先用债券资金，不超过可用债券资金",
    "capital_first": "资本金及其他融资不足的部分，不超过可用债券资金和可用债券支付的支出",
    "pro_rata": "可用债券支付的支出×可用债券资金÷（可用债券资金＋资本金及其他融资扣除只能由其支付部分后的余额）",
}
"""What bond money pays of a year, by the order of construction money (建设资金支出顺序)."""


def _by_bond(book: Book, table: Table, purse: Purse) -> Line:
    """Name what bond money pays, in the order chosen; never what it may not, and never more than there is.

    By hand in tests/schedules/test_construction_order.py: test_who_pays_first.
    """
    order = settings(book).spending_order
    spent = smallest(purse.most, purse.whole)
    if order == "capital_first":
        spent = smallest(purse.most, largest(0, purse.whole - purse.other_money))
    elif order == "pro_rata":
        free = table.line(
            "free_money",
            largest(0, purse.other_money - (purse.whole - purse.payable)),
            "可与债券资金搭配使用的资金",
            "Capital and loans beside bond money",
            "资本金及其他融资－债券资金不能支付的部分，不为负",
        )
        share = money(purse.payable * purse.bond_money / (purse.bond_money + free))
        spent = if_(purse.bond_money > 0, smallest(purse.most, share), 0)
    chosen = () if order == "bond_first" else book.keys(Settings, Settings.spending_order)
    return table.line(
        "bond_spent", spent, "债券资金支出", "Spent from bonds", ORDERS[order], total=True, rests_on=chosen
    )


def _by_capital(table: Table, whole: Line, other_money: Expression, by_bond: Line) -> Line:
    """Name what capital and loans pay of the rest."""
    return table.line(
        "capital_spent",
        smallest(other_money, whole - by_bond),
        "资本金及其他融资支出",
        "Spent from capital and loans",
        "债券资金不能支付的部分",
        total=True,
    )


def _sources_and_uses(table: Table, raised: Expression, whole: Line, unpaid: Expression) -> tuple[Line, Line, Line]:
    rows = (
        ("sources", raised, "资金来源合计", "Sources", "资本金＋专项债券＋市场化融资"),
        ("uses", copied(whole), "资金使用合计", "Uses", "总投资"),
        ("shortfall", unpaid, "当年资金缺口", "Uses without a source", "总投资－资本金支出－债券资金支出"),
    )
    sources, uses, shortfall = (table.line(*row, total=True, strong=row[0] != "shortfall") for row in rows)
    return sources, uses, shortfall


def _as_capital(book: Book, table: Table, debt: bonds.DebtService) -> Line:
    """Name the bond money designated as project capital (厅字〔2019〕33号); it stays a bond in every ratio."""
    parts: list[Expression] = [
        sized(book, tranche.row.data, tranche.row.cell(Bond.used_as_capital))
        * debt.table[f"issued.{tranche.row.data.id}"]
        for tranche in debt.tranches
        if tranche.row.data.used_as_capital
    ]
    return table.line(
        "bond_as_capital",
        add(parts),
        "其中：专项债券用作资本金",
        "Of which bonds as capital",
        "专项债券表",
        total=True,
        rests_on=book.keys(Bond, Bond.used_as_capital),
    )


def _by_source(book: Book, table: Table) -> list[Line]:
    """Capital as filled in, source by source."""
    return [
        table.line(
            f"source.{row.data.id}",
            row.yearly(CapitalSource.by_year),
            name,
            f"Capital {row.data.id}",
            "资本金录入值",
            total=True,
        )
        for row, name in zip(book.rows(CapitalSource), called_apart(book.project, sheet_of(CapitalSource)), strict=True)
    ]


def _entered(book: Book, table: Table, by_source: Sequence[Line]) -> Line:
    return table.line(
        "entered",
        add(by_source),
        "录入的资本金",
        "Capital entered",
        "各来源合计",
        total=True,
        rests_on=book.empty(CapitalSource),
    )


def _capital(book: Book, table: Table, entered: Line, gap: Expression) -> Line:
    """Capital as entered; where the settings let it fill the gap, what is lacking in construction, and no less than entered."""
    chosen = book.keys(Settings, Settings.capital)
    if settings(book).capital != "plug":
        return table.copy(
            "capital", entered, "项目资本金", "Capital", "录入的资本金", total=True, strong=True, rests_on=chosen
        )
    end = book.project.form(Particulars).construction_end
    building = [Decimal(int(end is None or year <= end.year)) for year in book.years.years]
    phase = table.structure(
        "building",
        building,
        "建设期标志",
        "Construction",
        "竣工日期",
        unit="count",
        rests_on=book.keys(Particulars, Particulars.construction_end),
    )
    return table.line(
        "capital",
        if_(phase > 0, largest(entered, gap), entered),
        "项目资本金（按缺口补足）",
        "Capital (fills the gap)",
        "总投资－债券可支付部分，仅限建设期",
        total=True,
        strong=True,
        rests_on=chosen,
    )
