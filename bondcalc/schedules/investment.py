"""项目总投资: every cost item by year, contingency, construction interest, fees, working capital."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, money, previous
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules import bonds
from bondcalc.schedules import debt as all_debt
from bondcalc.schedules.book import Book, Row

WORKS = ("construction", "equipment", "installation")
"""工程费用, the base of the older guide's price contingency."""
PRICE_METHODS = {
    "method_and_parameters": "It×[（1＋f）^m×（1＋f）^0.5×（1＋f）^（t－1）－1]，It＝当年工程费用＋其他费用＋基本预备费，m为建设前期年限，"
    "《建设项目经济评价方法与参数》第三版",
    "older_guide": "当年工程费用×[（1＋f）^t－1]，《投资项目可行性研究指南（试用版）》（计办投资〔2002〕15号，文号未核实）",
}
"""The formula of each method of price contingency, as cited."""


@dataclass(frozen=True)
class Investment:
    """Lines of the investment by year; `items` by input id."""

    items: dict[str, Line]
    works: Line
    reserves: tuple[Line, ...]
    working_capital: Line
    payable_by_bond: Line
    construction_interest: Line
    fees: Line
    total: Line


def schedule(book: Book) -> Investment:
    """Build the investment table (投资估算及分年计划)."""
    table = book.table("investment", "项目总投资及分年计划表", "Investment by year", 10)
    rows, debt = book.rows(InvestmentItem), book.use(bonds.schedule)
    table.heading("工程及其他费用", "Works and other costs")
    dues = [_due(book, table, row) for row in rows]
    items = {
        row.data.id: _spent(table, f"item.{row.data.id}", due, row.data.name)
        for row, due in zip(rows, dues, strict=True)
    }
    rate = book.form(Settings).cell("contingency_rate")
    table.heading("预备费及其他", "Contingency and other")
    due = table.line(
        "due.contingency",
        add(dues) * rate,
        "累计应计：基本预备费",
        "Cumulative contingency",
        "（工程费用＋其他费用）×基本预备费率",
        unit="accrued",
    )
    contingency = _spent(table, "contingency", due, "基本预备费")
    works_items = [items[row.data.id] for row in rows if row.data.category in WORKS]
    reserves = [contingency, *_price_contingency(book, table, [*items.values(), contingency], works_items)]
    works = table.line(
        "works",
        add([*items.values(), *reserves]),
        "建设投资（不含利息和发行费用）",
        "Works incl. contingency",
        "各项费用＋预备费",
        total=True,
        rests_on=book.empty(InvestmentItem),
    )
    owed = book.use(all_debt.schedule).construction_interest
    interest = table.copy(
        "construction_interest",
        owed,
        "建设期利息",
        "Construction interest",
        "不得用债券资金支付，财预〔2016〕155号",
        total=True,
    )
    fees = table.line(
        "fees",
        debt.construction_fees,
        "发行及兑付费用",
        "Issue fees",
        "由项目资本金支付，财预〔2016〕155号",
        total=True,
    )
    working = _working_capital(book, table)
    payable = _payable(book, table, rows, items, reserves)
    total = table.line(
        "total",
        works + interest + fees + working,
        "总投资",
        "Total investment",
        "建设投资＋建设期利息＋发行费用＋铺底流动资金",
        total=True,
        strong=True,
    )
    return Investment(items, works, tuple(reserves), working, payable, interest, fees, total)


def _due(book: Book, table: Table, row: Row[InvestmentItem]) -> Line:
    """Accumulate unrounded, so that the rounded years of an item always add up to its amount."""
    due = table.declare(
        f"due.{row.data.id}",
        f"累计应计：{row.data.name}",
        f"Cumulative {row.data.id}",
        "金额×压力系数×分年投资比例，累计",
        unit="accrued",
    )
    amount = row.cell("amount") * book.form(StressFactors).cell("investment")
    return table.define(due, previous(due) + amount * row.yearly("by_year"))


def _spent(table: Table, id_: str, due: Line, name: str) -> Line:
    return table.line(
        id_, money(due) - money(previous(due)), name, id_.rpartition(".")[2], "累计应计四舍五入后的本年增量", total=True
    )


def _payable(
    book: Book, table: Table, rows: list[Row[InvestmentItem]], items: dict[str, Line], reserves: list[Line]
) -> Line:
    """What bond money may pay for: the reserves too, land compensation only where the bond is for land reserve (财预〔2017〕62号)."""
    reserve = book.project.form(Particulars).sector == "land_reserve"
    lines: list[Expression] = [
        items[row.data.id]
        for row in rows
        if row.data.payable_by_bond and (reserve or row.data.category != "land_compensation")
    ]
    return table.line(
        "payable_by_bond",
        add([*lines, *reserves]),
        "其中：可用债券资金支付",
        "Of which payable by bond",
        "土地储备项目含征地拆迁补偿，不含利息、费用、流动资金" if reserve else "不含征地拆迁补偿、利息、费用、流动资金",
        total=True,
        rests_on=book.keys(Particulars, "sector"),
    )


def _price_contingency(book: Book, table: Table, base: Sequence[Expression], works: Sequence[Expression]) -> list[Line]:
    """Price contingency (涨价预备费); none at a rate of zero.

    Base and exponent belong together: all costs and their contingency grow from the estimate to the middle of their year, or,
    in the older guide, works alone to the end of it from the start of construction.
    """
    form, rows = book.form(Settings), book.rows(InvestmentItem)
    if not form.data.price_contingency_rate or not rows:
        return []
    first = min(year for row in rows for year in row.data.by_year)
    older = form.data.price_contingency_method == "older_guide"
    grown = add(works if older else base)
    spent = table.line(
        "before_growth",
        grown,
        "涨价前工程费用" if older else "涨价前静态投资",
        "Costs before growth",
        "建筑、设备、安装工程费" if older else "工程费用＋其他费用＋基本预备费",
        total=True,
        rests_on=book.keys(Settings, "price_contingency_method"),
    )
    places = [Decimal(max(year - first + 1, 0)) for year in book.years.years]
    middles = places if older else [max(place - Decimal("0.5"), Decimal(0)) for place in places]
    years = table.structure(
        "years_of_growth",
        middles,
        "建设期涨价年数",
        "Years of growth in construction",
        "首个投资年起至当年年末" if older else "首个投资年起至当年年中",
        unit="quantity",
        rests_on=tuple(key for row in rows for key in row.indexes("by_year")[:1]),
    )
    all_years = years if older else form.cell("years_before_construction") + years
    growth = (form.cell("price_contingency_rate") + 1) ** all_years - 1
    return [
        table.line(
            "price_contingency",
            money(spent * growth),
            "涨价预备费",
            "Price contingency",
            PRICE_METHODS[form.data.price_contingency_method],
            total=True,
        )
    ]


def _completed(book: Book) -> tuple[Key, ...]:
    """Name the cell of the day of completion, or the last years of spending where there is none."""
    spent = [key for row in book.rows(InvestmentItem) for key in row.indexes("by_year")[-1:]]
    form = book.form(Particulars)
    return form.keys("construction_end") if form.data.construction_end is not None or not spent else tuple(spent)


def _working_capital(book: Book, table: Table) -> Line:
    """Working capital stands in the last year of construction, or in the first or last year of the table where that lies outside."""
    end = book.project.form(Particulars).construction_end
    given = [year for item in book.project.rows(InvestmentItem) for year in item.by_year]
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
    return table.line(
        "working_capital",
        book.form(Settings).cell("working_capital") * when,
        "铺底流动资金",
        "Working capital base",
        "竣工当年投入",
        total=True,
    )
