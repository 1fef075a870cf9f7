"""项目收益: claimed eligible revenue less cash costs, replacement and taxes; it can be negative and is not clipped."""

from dataclasses import dataclass

from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import costs, inside, land, revenue, taxes, timing
from bondcalc.schedules.book import Book, settings


@dataclass(frozen=True)
class Repayable:
    """收益 by year, and the part that lies in the coverage window.

    `counted` is the reading of the edge years that the settings choose: what every verdict rests on.
    """

    revenue: Line
    amount: Line
    before_replacement: Line
    prorated: Line
    whole: Line
    counted: Line


def schedule(book: Book) -> Repayable:
    """Build the table of 收益 (项目收益测算表)."""
    table = book.table("repayable", "项目收益测算表", "Repayable revenue", 30)
    income = _income(book, table)
    before = _before_replacement(book, table, income)
    amount = _amount(book, table, before)
    prorated, whole, counted = _inside_the_window(book, table, amount)
    return Repayable(
        revenue=income, amount=amount, before_replacement=before, prorated=prorated, whole=whole, counted=counted
    )


def _income(book: Book, table: Table) -> Line:
    sold, ground = book.use(revenue.schedule).claimed, book.use(land.schedule).claimed_net
    operating = table.copy(
        "operating", sold, "列为偿债资金来源的经营收入", "Operating revenue claimed", "经营收入测算表", total=True
    )
    net = table.copy("land", ground, "土地净收益", "Net land income", "土地出让收益测算表", total=True)
    return table.line(
        "revenue",
        operating + net,
        "可用于偿债的收入",
        "Revenue for repayment",
        "财预〔2017〕89号：政府性基金收入或专项收入",
        total=True,
        strong=True,
    )


def _before_replacement(book: Book, table: Table, income: Line) -> Line:
    cash_costs, levied = book.use(costs.schedule).costs, book.use(taxes.schedule).total
    spent = table.copy("costs", cash_costs, "减：运营成本", "Less cash costs", "运营成本测算表", total=True)
    paid = table.copy("taxes", levied, "减：相关税费", "Less taxes", "相关税费汇总表", total=True)
    return table.line(
        "before_replacement",
        income - spent - paid,
        "扣除维持运营投资前收益",
        "Before replacement",
        "收入－成本－税费",
        total=True,
    )


def _amount(book: Book, table: Table, before: Line) -> Line:
    """收益 itself: what renews the plant is not there to repay; interest, depreciation and amortisation are no costs of it."""
    outlay = book.use(costs.schedule).replacement
    replaced = table.copy("replacement", outlay, "减：维持运营投资", "Less replacement", "运营成本测算表", total=True)
    return table.line(
        "amount",
        before - replaced,
        "项目收益",
        "Repayable revenue",
        "收入－成本－税费－维持运营投资，不扣利息、折旧、摊销",
        total=True,
        strong=True,
    )


def _inside_the_window(book: Book, table: Table, amount: Line) -> tuple[Line, Line, Line]:
    """What lies inside the life of the bonds: by months, by whole years, and the one of them that the settings choose."""
    table.heading("债券存续期内收益", "Inside the coverage window")
    prorated = table.copy(
        "prorated",
        book.use(inside.schedule).total,
        "存续期内收益（按月折算）",
        "In the window, by months",
        "债券存续期内收益测算表",
        total=True,
    )
    whole = table.line(
        "whole",
        amount * book.use(timing.schedule).window.whole,
        "存续期内收益（整年计入）",
        "In the window, whole years",
        "收益×存续期年份标志",
        total=True,
    )
    counted = table.copy(
        "counted",
        prorated if settings(book).edge_years == "prorated" else whole,
        "存续期内收益（判定采用）",
        "In the window, as counted",
        "首末年收益计入方式",
        total=True,
        strong=True,
        rests_on=book.keys(Settings, Settings.edge_years),
    )
    return prorated, whole, counted
