"""勾稽核对: figures that two routes must give alike; a difference is a fault of the program, never a filing."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, running, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import (
    balance_sheet,
    bonds,
    bundle,
    cash,
    costs,
    coverage,
    financial_plan,
    funding,
    land,
    loans,
    payment_calendar,
    revenue,
    taxes,
    timing,
)
from bondcalc.schedules.book import Book
from bondcalc.schedules.issue_terms import face

TABLES = ("ties_by_year", "ties")
"""Schedules that prove something by zeros."""


class Ties(NamedTuple):
    """Lines that are zero in every column of a sound run."""

    differences: tuple[Line, ...]


def schedule(book: Book) -> Ties:
    """Build the tie-outs, by year and in total."""
    by_year, in_total = TABLES
    yearly = book.table(by_year, "勾稽核对表（分年）", "Tie-outs by year", 72)
    totals = book.scalars(in_total, "勾稽核对表（合计）", "Tie-outs in total", 73)
    return Ties((*_by_year(book, yearly), *_in_total(book, totals)))


def _by_year(book: Book, table: Table) -> list[Line]:
    money_in, held, debt = book.use(funding.schedule), book.use(cash.schedule), book.use(bonds.schedule)

    def so_far(id_: str, line: Line) -> Line:
        """Add a line up over the years: a balance ties to all that went before it."""
        return table.line(f"so_far.{id_}", running(line), f"累计{line.zh}", f"Running {line.en}", "逐年累加")

    sources, uses = so_far("sources", money_in.sources), so_far("uses", money_in.uses)
    short, inflow, outflow = (
        so_far("shortfall", money_in.shortfall),
        so_far("in", held.inflow),
        so_far("out", held.outflow),
    )
    drawn, repaid = so_far("drawn", debt.drawn), so_far("repaid", debt.principal)
    rolled = so_far("rolled", debt.refinanced)
    sheet = book.use(balance_sheet.schedule)
    carried = money_in.capital_cash + money_in.bond_cash
    return [
        _tie(
            table,
            "financial_plan",
            book.use(financial_plan.schedule).closing - held.closing,
            "财务计划累计盈余－期末资金",
            "Financial plan and cash",
        ),
        _tie(table, "balance_sheet", sheet.assets - sheet.claims, "资产总计－负债和权益总计", "Balance sheet"),
        _tie(
            table,
            "funding",
            sources + short - uses - carried,
            "累计来源＋缺口－累计使用－期末结余",
            "Sources, uses and carry",
        ),
        _tie(table, "cash", inflow - outflow - held.closing, "累计流入－累计流出－期末资金", "Cash corkscrew"),
        _tie(
            table, "balance", drawn + rolled - repaid - debt.outstanding, "累计发行－累计还本－期末余额", "Bond balance"
        ),
        *_parts(book, table, held.closing),
    ]


def _parts(book: Book, table: Table, closing: Line) -> list[Line]:
    """Hold the cash of the sub-projects against that of the whole: a flow that is divided nowhere shows here."""
    parts = book.use(bundle.schedule).parts
    each = add([part.closing for part in parts])
    zh, en = "各子项目期末资金合计－期末资金", "Cash of the sub-projects and of the whole"
    return [_tie(table, "sub_projects", each - closing, zh, en)] if parts else []


def _in_total(book: Book, table: Table) -> list[Line]:
    debt, held, basis = book.use(bonds.schedule), book.use(cash.schedule), book.use(coverage.schedule).basis
    paid = add([total(tranche.payment) for tranche in debt.tranches])
    faces = add([face(book, tranche.row) for tranche in debt.tranches])
    counted = basis.bond_service - basis.fees
    listed, yuan = book.use(payment_calendar.schedule), book.form(Settings).cell(Settings.yuan_per_unit)
    repaid = total(debt.principal) + total(book.use(loans.schedule).principal)
    return [
        _tie(
            table,
            "calendar",
            total(listed.principal) - repaid * yuan,
            "付款日历本金－还本合计",
            "Calendar and principal repaid",
        ),
        _tie(table, "principal", total(debt.principal) - faces, "还本合计－发行金额", "Principal repaid and issued"),
        _tie(
            table,
            "payments",
            total(held.interest) + total(held.principal) - paid,
            "资金表本息－各笔应付本息",
            "Cash table and dated payments",
        ),
        _tie(
            table,
            "service",
            counted + total(debt.rolled) - paid,
            "覆盖倍数分母－各笔应付本息",
            "Denominator and dated payments",
        ),
        _tie(
            table,
            "revenue",
            _earned(book) - basis.revenue_whole,
            "各项收入减成本税费－项目收益",
            "Revenue by its parts",
        ),
    ]


def _earned(book: Book) -> Expression:
    """E with whole edge years from revenue, land, costs and taxes, past the table that E is read from."""
    weight, out = book.use(timing.schedule).window.whole, book.use(costs.schedule)
    earned = total(book.use(revenue.schedule).claimed, weight) + total(book.use(land.schedule).claimed_net, weight)
    return (
        earned
        - total(out.costs, weight)
        - total(book.use(taxes.schedule).total, weight)
        - total(out.replacement, weight)
    )


def _tie(table: Table, id_: str, difference: Expression, zh: str, en: str) -> Line:
    return table.line(id_, difference, zh, en, "应为零，不为零则程序停止，不生成文件", strong=True)
