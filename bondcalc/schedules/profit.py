"""总成本费用估算表、利润与利润分配表: what the project earns by the books; nothing of it enters coverage."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, if_, largest, money, previous, ratio, smallest
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.schedules import income_tax, land, timing
from bondcalc.schedules.book import Book

METHOD = "《建设项目经济评价方法与参数》第三版"


class Profit(NamedTuple):
    """Net profit by year, and interest cover."""

    net: Line
    icr: Line


def schedule(book: Book) -> Profit:
    """Build both tables."""
    made = book.use(income_tax.schedule)
    cost = book.table("total_cost", "总成本费用估算表", "Total cost", 44, sheet="成本利润表")
    cash = _copy(cost, "cash_costs", made.cash_costs, made.cash_costs.zh, made.cash_costs.en)
    charge = _copy(cost, "depreciation", made.depreciation, "折旧及摊销", "Depreciation and amortisation")
    interest = _copy(cost, "interest", made.interest, "财务费用", "Finance cost")
    total = cost.line(
        "total",
        cash + charge + interest,
        "总成本费用",
        "Total cost",
        "经营成本＋折旧摊销＋财务费用",
        total=True,
        strong=True,
    )
    table = book.table("profit", "利润与利润分配表", "Profit and its use", 45, sheet="成本利润表")
    sales = _copy(table, "sales", made.sales, made.sales.zh, made.sales.en)
    levies = _copy(table, "levies", made.levies, "税金及附加", "Levies")
    costs = _copy(table, "costs", total, "总成本费用", "Total cost")
    before = table.line(
        "before_tax",
        sales - levies - costs,
        "利润总额",
        "Profit before tax",
        "营业收入－税金及附加－总成本费用",
        total=True,
    )
    tax = _copy(table, "income_tax", made.tax, "企业所得税", "Income tax")
    net = table.line("net", before - tax, "净利润", "Net profit", "利润总额－企业所得税", total=True, strong=True)
    _reserve(book, table, net)
    ebit = table.line(
        "ebit", before + made.interest_paid, "息税前利润", "EBIT", "利润总额＋利息支出，手续费不是利息", total=True
    )
    return Profit(net, _cover(book, table, ebit, made.interest_paid))


def _cover(book: Book, table: Table, ebit: Line, interest: Line) -> Line:
    """EBIT over interest from operation on (利息备付率), and beside it one of our own with net land income, which is no profit."""
    months = book.use(timing.schedule).operating_months
    due = table.line(
        "operating_interest",
        if_(months > 0, interest, 0),
        "利息支出（不含建设期）",
        "Interest, construction not included",
        "运营前的年度不计",
        total=True,
    )
    icr = table.line(
        "icr",
        ratio(ebit, due),
        "利息备付率",
        "Interest cover",
        f"息税前利润÷利息支出，{METHOD}；为负说明利润不足，土地收益不是利润",
        unit="interest_cover",
    )
    table.line(
        "icr_with_land",
        ratio(ebit + book.use(land.schedule).claimed_net, due),
        "利息备付率（含土地净收益）",
        "Interest cover with land",
        "（息税前利润＋土地净收益）÷利息支出，自定义指标，不作判定",
        unit="interest_cover",
    )
    return icr


def _copy(table: Table, id_: str, line: Line, zh: str, en: str) -> Line:
    return table.copy(id_, line, zh, en, "相应测算表", total=True)


def _reserve(book: Book, table: Table, net: Line) -> None:
    """Earlier losses first, then a tenth of what is left to the legal reserve (公司法); only a company has one.

    By hand in tests/schedules/test_taxes.py: test_only_a_company_lays_by_the_legal_reserve.
    """
    opening = table.declare("retained", "期末未分配利润", "Retained profit", "期初＋净利润－法定盈余公积")
    # 公司法: the reserve is a tenth of what is left once earlier losses are made good, so no more than that is looked at.
    before: Expression = previous(opening) + net
    company = book.project.form(Taxation).taxpayer == "company"
    tenth = if_(net > 0, money(largest(0, smallest(net, before)) * book.rule("legal_reserve_rate")), 0)
    kept = table.line(
        "reserve",
        tenth if company else 0,
        "提取法定盈余公积",
        "Legal reserve",
        "弥补亏损后净利润的10%，只有公司提取" if company else "机关事业单位不提取",
        total=True,
        rests_on=book.keys(Taxation, Taxation.taxpayer),
    )
    table.define(opening, before - kept)
