"""涨价预备费: what prices rise between the estimate and the year in which a cost is spent."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, largest, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules.book import Book, Row
from bondcalc.wording.day import spelt

WORKS = ("construction", "equipment", "installation")
"""工程费用, the base of the older guide's price contingency."""
PRICE_METHODS = {
    "method_and_parameters": "It×[（1＋f）^m×（1＋f）^0.5×（1＋f）^（t－1）－1]，It＝当年工程费用＋其他费用＋基本预备费，m为建设前期年限，"
    "《建设项目经济评价方法与参数》第三版",
    "older_guide": "当年工程费用×[（1＋f）^t－1]，《投资项目可行性研究指南（试用版）》（计办投资〔2002〕15号，文号未核实）",
}
"""The formula of each method of price contingency, as cited."""
HALF_A_YEAR = Decimal("0.5")
BEFORE = {
    "method_and_parameters": "开工年之前的支出自估算之时涨至当年年中，估算之前的不涨",
    "older_guide": "开工年之前的支出不涨",
}
"""What becomes of costs spent before construction starts, by method."""


def price_contingency(book: Book, table: Table, items: Mapping[str, Line], contingency: Line) -> list[Line]:
    """Price contingency (涨价预备费); none at a rate of zero.

    Base and exponent belong together: all costs and their contingency grow from the estimate to the middle of their year, or,
    in the older guide, works alone to the end of it from the start of construction.

    Proved by tests/schedules/test_price_contingency.py: test_published_exercises_are_met,
    test_the_older_guide_takes_works_to_the_end_of_their_year, test_growth_counts_from_the_start_of_construction.
    """
    form, rows = book.form(Settings), book.rows(InvestmentItem)
    if not form.data.price_contingency_rate or not rows:
        return []
    method = form.data.price_contingency_method
    if method == "older_guide":
        works = [items[row.data.id] for row in grown(book)]
        spent = _before_growth(book, table, works, "涨价前工程费用", "建筑、设备、安装工程费")
        years: Expression = _years_of_growth(book, table, rows, Decimal(0), "年末")
    else:
        costs = [*items.values(), contingency]
        spent = _before_growth(book, table, costs, "涨价前静态投资", "工程费用＋其他费用＋基本预备费")
        within = _years_of_growth(book, table, rows, HALF_A_YEAR, "年中")
        years = form.cell(Settings.years_before_construction) + within
    growth = (form.cell(Settings.price_contingency_rate) + 1) ** largest(years, 0) - 1
    words = f"{PRICE_METHODS[method]}；t自{_first_year(book, rows)[1]}起计；{BEFORE[method]}"
    return [
        table.line("price_contingency", money(spent * growth), "涨价预备费", "Price contingency", words, total=True)
    ]


def grown(book: Book) -> list[Row[InvestmentItem]]:
    """The cost items (费用项) whose prices grow: all of them, works alone in the older guide."""
    older = book.form(Settings).data.price_contingency_method == "older_guide"
    return [row for row in book.rows(InvestmentItem) if not older or row.data.category in WORKS]


def _before_growth(book: Book, table: Table, parts: Sequence[Expression], zh: str, source: str) -> Line:
    return table.line(
        "before_growth",
        add(parts),
        zh,
        "Costs before growth",
        source,
        total=True,
        rests_on=book.keys(Settings, Settings.price_contingency_method),
    )


def _years_of_growth(book: Book, table: Table, rows: Sequence[Row[InvestmentItem]], short: Decimal, until: str) -> Line:
    """Years from the start of the first year of construction to the end of each, less what it is `short` of that; before it below zero."""
    first, said, rests_on = _first_year(book, rows)
    return table.structure(
        "years_of_growth",
        [year - first + 1 - short for year in book.years.years],
        "建设期涨价年数",
        "Years of growth in construction",
        f"自{said}年初起至当年{until}，此前各年为负",
        unit="quantity",
        rests_on=rests_on,
    )


def _first_year(book: Book, rows: Sequence[Row[InvestmentItem]]) -> tuple[int, str, tuple[Key, ...]]:
    """The calendar year that is the first of construction (t = 1), how it is told, and the cells it rests on."""
    start = book.project.form(Particulars).construction_start
    if start is not None:
        said = f"开工年{start.year}年（开工日期{spelt(start)}）"
        return start.year, said, book.form(Particulars).keys(Particulars.construction_start)
    first = min(year for row in rows for year in row.data.paid_years)
    early = [key for row in rows for key in row.indexes(InvestmentItem.by_year) if int(key[-1]) <= first]
    return first, f"首个有投资的年份{first}年（未填开工日期）", tuple(early)
