"""资产负债表: every year assets equal debt and equity; a difference stops the program."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, previous
from bondcalc.algebra.table import Table
from bondcalc.schedules import (
    bonds,
    cash,
    depreciation,
    funding,
    investment,
    land,
    loans,
    others_money,
    profit,
    unit_duty,
    vat,
    working_capital,
)
from bondcalc.schedules.book import Book


class BalanceSheet(NamedTuple):
    """Both sides, by year."""

    assets: Line
    claims: Line


def schedule(book: Book) -> BalanceSheet:
    """Build the balance sheet; interest is booked on its payment date, so that no interest is payable at year-end.

    By hand in tests/schedules/test_taxes.py: test_balance_sheet_balances_every_year.
    """
    table = book.table("balance_sheet", "资产负债表", "Balance sheet", 64)
    assets = table.line("assets", add(_assets(book, table)), "资产总计", "Assets", "各项资产", strong=True)
    claims = table.line(
        "claims", add(_claims(book, table)), "负债和权益总计", "Debt and equity", "各项负债和权益", strong=True
    )
    return BalanceSheet(assets, claims)


def _assets(book: Book, table: Table) -> list[Line]:
    tax = book.use(vat.schedule)
    table.heading("资产", "Assets")
    parts = [
        _copy(table, "cash", book.use(cash.schedule).closing, "货币资金", "Cash"),
        _heaped(
            table,
            "working_capital",
            book.use(investment.schedule).working_capital,
            "铺底流动资金",
            "Working capital base",
        ),
    ]
    more = book.use(working_capital.schedule).more
    if more is not None:
        parts.append(_heaped(table, "flowing_funds", more, "铺底以外的流动资金", "Working capital beside the base"))
    if isinstance(tax, vat.ValueAddedTax):
        parts.append(_copy(table, "tax_credit", tax.credit, "留抵税额", "Tax credit"))
    net = book.use(depreciation.schedule).net
    return [*parts, _copy(table, "long_lived", net, "在建工程和项目资产净值", "Net assets")]


def _claims(book: Book, table: Table) -> list[Line]:
    """Debt and equity. Net land income is no profit of the unit, so it stands as money put in."""
    ground = book.use(land.schedule).claimed_net - book.use(depreciation.schedule).leaving
    table.heading("负债和权益", "Debt and equity")
    others = book.use(others_money.schedule).amount
    return [
        *_bonds(book, table),
        _copy(table, "loans", book.use(loans.schedule).closing, "市场化融资", "Market loans"),
        *([] if others is None else [_heaped(table, "others", others, "他方代付待归还", "Owed to those who paid")]),
        _heaped(table, "capital", book.use(funding.schedule).capital, "项目资本金", "Capital"),
        _heaped(table, "land", ground, "土地净收益投入（扣除成本结转）", "Net land income less cost"),
        _heaped(table, "profit", book.use(profit.schedule).net, "累计净利润", "Profit to date"),
    ]


def _copy(table: Table, id_: str, line: Line, zh: str, en: str) -> Line:
    """Show a balance that another table keeps."""
    return table.copy(id_, line, zh, en, "相应测算表期末数")


def _heaped(table: Table, id_: str, flow: Expression, zh: str, en: str) -> Line:
    """Add a flow up over the years."""
    line = table.declare(id_, zh, en, "上年数＋本年数")
    return table.define(line, previous(line) + flow)


def _bonds(book: Book, table: Table) -> list[Line]:
    """The bonds; once the plan says who repays them, the unit's part is its debt and the rest stands by itself."""
    duty = book.use(unit_duty.schedule)
    if duty.outstanding is None or duty.by_fund is None:
        return [_copy(table, "bonds", book.use(bonds.schedule).outstanding, "专项债券", "Special bonds")]
    return [
        _copy(table, "bonds", duty.outstanding, "专项债券（项目单位偿还部分）", "Special bonds, repaid by the unit"),
        _copy(
            table,
            "bonds_by_fund",
            duty.by_fund,
            "政府性基金预算偿还的专项债券资金（不确认为单位负债）",
            "Bond money that the fund budget repays, no debt of the unit",
        ),
    ]
