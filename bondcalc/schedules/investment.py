"""项目总投资: every cost item by year, contingency, construction interest, fees, working capital."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, if_, money, previous
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules import bonds, working_capital
from bondcalc.schedules import debt as all_debt
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.price_contingency import grown, price_contingency

OUTLAY = "投资支出（不含利息和费用）"
"""What the total investment is without interest and fees: works, land and the base of working capital, wherever it is shown."""


class Investment(NamedTuple):
    """Lines of the investment by year; `items` by input id."""

    items: dict[str, Line]
    works: Line
    reserves: tuple[Line, ...]
    working_capital: Line
    payable_by_bond: Line
    construction_interest: Line
    fees: Line
    total: Line

    @property
    def parts(self) -> set[Line]:
        """The lines of which the total is told: items, reserves, interest, fees and working capital."""
        return {self.construction_interest, self.fees, self.working_capital, *self.reserves, *self.items.values()}


def schedule(book: Book) -> Investment:
    """Build the investment table (投资估算及分年计划)."""
    table = book.table("investment", "项目总投资及分年计划表", "Investment by year", 10)
    dues, items = _items(book, table)
    table.heading("预备费及其他", "Contingency and other")
    contingency = _contingency(book, table, dues)
    reserves = (contingency, *price_contingency(book, table, items, contingency))
    works = table.line(
        "works",
        add([*items.values(), *reserves]),
        "建设投资（不含利息、发行及兑付费用）",
        "Works incl. contingency",
        "各项费用＋预备费",
        total=True,
        rests_on=book.empty(InvestmentItem),
    )
    interest, fees = _interest_and_fees(book, table)
    working = _working_capital(book, table)
    payable = _payable(book, table, items, reserves)
    total = table.line(
        "total",
        works + interest + fees + working,
        "总投资",
        "Total investment",
        "建设投资＋建设期利息＋发行及兑付费用＋铺底流动资金",
        total=True,
        strong=True,
    )
    return Investment(
        items=items,
        works=works,
        reserves=reserves,
        working_capital=working,
        payable_by_bond=payable,
        construction_interest=interest,
        fees=fees,
        total=total,
    )


def _items(book: Book, table: Table) -> tuple[list[Line], dict[str, Line]]:
    """What is due to date of every cost item, and what is spent of it in each year, by its id."""
    rows = book.rows(InvestmentItem)
    table.heading("工程及其他费用", "Works and other costs")
    dues = [_due(book, table, row) for row in rows]
    return dues, {
        row.data.id: _spent(table, f"item.{row.data.id}", due, row.data.name)
        for row, due in zip(rows, dues, strict=True)
    }


def _contingency(book: Book, table: Table, dues: Sequence[Line]) -> Line:
    due = table.line(
        "due.contingency",
        add(dues) * book.form(Settings).cell(Settings.contingency_rate),
        "累计应计：基本预备费",
        "Cumulative contingency",
        "（工程费用＋其他费用）×基本预备费率",
        unit="accrued",
    )
    return _spent(table, "contingency", due, "基本预备费")


def _interest_and_fees(book: Book, table: Table) -> tuple[Line, Line]:
    """Interest of the construction period and fees: part of the investment, but bond money may pay neither."""
    interest = table.copy(
        "construction_interest",
        book.use(all_debt.schedule).construction_interest,
        "建设期利息",
        "Construction interest",
        "不得用债券资金支付，财预〔2016〕155号",
        total=True,
    )
    fees = table.line(
        "fees",
        book.use(bonds.schedule).construction_fees,
        "发行及兑付费用",
        "Issue fees",
        "由项目资本金支付，财预〔2016〕155号",
        total=True,
    )
    return interest, fees


def _due(book: Book, table: Table, row: Row[InvestmentItem]) -> Line:
    """Accumulate unrounded, so that the rounded years of an item always add up to its amount."""
    due = table.declare(
        f"due.{row.data.id}",
        f"累计应计：{row.data.name}",
        f"Cumulative {row.data.id}",
        "金额×压力系数×分年投资比例，累计",
        unit="accrued",
    )
    amount = row.cell(InvestmentItem.amount) * book.form(StressFactors).cell(StressFactors.investment)
    return table.define(due, previous(due) + amount * row.yearly(InvestmentItem.by_year))


def _spent(table: Table, id_: str, due: Line, name: str) -> Line:
    return table.line(
        id_, money(due) - money(previous(due)), name, id_.rpartition(".")[2], "累计应计四舍五入后的本年增量", total=True
    )


def _payable(book: Book, table: Table, items: dict[str, Line], reserves: Sequence[Line]) -> Line:
    """What bond money may pay for: what it may pay of the items, with the reserves of that.

    By hand in tests/schedules/test_reserves_apart.py: test_reserves_of_land_are_not_for_bonds.
    """
    paid = [items[row.data.id] for row in book.rows(InvestmentItem) if _bond_may_pay(book, row)]
    apart = _reserves_apart(book, items, reserves)
    source = "土地储备项目含征地拆迁补偿，不含" if _for_land_reserve(book) else "不含征地拆迁补偿、"
    source += "利息、费用、流动资金"
    payable = add([*paid, *reserves])
    if apart:
        payable -= table.line(
            "reserves_apart",
            add(apart),
            "其中：不得用债券资金支付的预备费",
            "Of which reserves bonds may not pay",
            "预备费×当年不得用债券资金支付的费用÷当年计提预备费的费用",
            total=True,
        )
        source += "和不得用债券资金支付的预备费"
    return table.line(
        "payable_by_bond",
        payable,
        "其中：可用债券资金支付",
        "Of which payable by bond",
        source,
        total=True,
        rests_on=book.keys(Particulars, Particulars.sector),
    )


def _for_land_reserve(book: Book) -> bool:
    return book.project.form(Particulars).sector == "land_reserve"


def _bond_may_pay(book: Book, row: Row[InvestmentItem]) -> bool:
    """Land compensation only where the bond is for land reserve (财预〔2017〕62号)."""
    return row.data.payable_by_bond and (_for_land_reserve(book) or row.data.category != "land_compensation")


def _reserves_apart(book: Book, items: dict[str, Line], reserves: Sequence[Line]) -> list[Expression]:
    """The parts of the reserves that belong to items which bond money may not pay, by what is spent on them in the year."""
    parts: list[Expression] = []
    # A contingency (基本预备费) is counted on all items, what prices rise by (涨价预备费) on those that grow.
    for reserve, rows in zip(reserves, (book.rows(InvestmentItem), grown(book)), strict=False):
        barred = [items[row.data.id] for row in rows if not _bond_may_pay(book, row)]
        if barred:
            whole = add([items[row.data.id] for row in rows])
            parts.append(if_(whole > 0, money(reserve * add(barred) / whole), 0))
    return parts


def _completed(book: Book) -> tuple[Key, ...]:
    """Name the cell of the day of completion, or the last years of spending where there is none."""
    spent = [
        key
        for row in book.rows(InvestmentItem)
        for key in row.indexes(InvestmentItem.by_year)
        if int(key[-1]) >= max(row.data.paid_years)
    ]
    form = book.form(Particulars)
    return (
        form.keys(Particulars.construction_end) if form.data.construction_end is not None or not spent else tuple(spent)
    )


def _working_capital(book: Book, table: Table) -> Line:
    """Working capital stands in the last year of construction, or in the first or last year of the table where that lies outside."""
    end = book.project.form(Particulars).construction_end
    given = [year for item in book.project.rows(InvestmentItem) for year in item.paid_years]
    last = end.year if end is not None else max(given, default=book.years.years[0])
    there = min(max(last, book.years.years[0]), book.years.years[-1])
    flags = [Decimal(int(year == there)) for year in book.years.years]
    when = table.structure(
        "working_capital_year",
        flags,
        "竣工年标志",
        "Year of completion",
        "竣工日期",
        unit="count",
        rests_on=_completed(book),
    )
    computed = book.use(working_capital.schedule).base
    base = book.form(Settings).cell(Settings.working_capital) if computed is None else computed
    return table.line(
        "working_capital", base * when, "铺底流动资金", "Working capital base", "竣工当年投入", total=True
    )
