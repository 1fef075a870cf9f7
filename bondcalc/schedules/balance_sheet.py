"""资产负债表: every year assets equal debt and equity; a difference stops the program."""

from dataclasses import dataclass

from bondcalc.algebra.line import Expression, Line, add, previous
from bondcalc.schedules import bonds, cash, depreciation, funding, investment, land, loans, profit, vat
from bondcalc.schedules.book import Book


@dataclass(frozen=True)
class BalanceSheet:
    """Both sides, by year."""

    assets: Line
    claims: Line


def schedule(book: Book) -> BalanceSheet:
    """Build the balance sheet; interest is booked on its payment date, so that no interest is payable at year-end."""
    table = book.table("balance_sheet", "资产负债表", "Balance sheet", 64)
    money_in, tax, parcels = book.use(funding.schedule), book.use(vat.schedule), book.use(land.schedule)

    def copy(id_: str, line: Line, zh: str, en: str) -> Line:
        """Show a balance that another table keeps."""
        return table.copy(id_, line, zh, en, "相应测算表期末数")

    def heaped(id_: str, flow: Expression, zh: str, en: str) -> Line:
        """Add a flow up over the years."""
        line = table.declare(id_, zh, en, "上年数＋本年数")
        return table.define(line, previous(line) + flow)

    table.heading("资产", "Assets")
    parts: list[Line] = [copy("cash", book.use(cash.schedule).closing, "货币资金", "Cash")]
    parts.append(
        heaped("working_capital", book.use(investment.schedule).working_capital, "铺底流动资金", "Working capital base")
    )
    if isinstance(tax, vat.ValueAddedTax):
        parts.append(copy("tax_credit", tax.credit, "留抵税额", "Tax credit"))
    parts.append(copy("long_lived", book.use(depreciation.schedule).net, "在建工程、固定及无形资产净值", "Net assets"))
    assets = table.line("assets", add(parts), "资产总计", "Assets", "各项资产", strong=True)
    table.heading("负债和权益", "Debt and equity")
    claims = [
        copy("bonds", book.use(bonds.schedule).outstanding, "专项债券", "Special bonds"),
        copy("loans", book.use(loans.schedule).closing, "市场化融资", "Market loans"),
        heaped("capital", money_in.capital, "项目资本金", "Capital"),
        heaped(
            "land",
            parcels.claimed_net - book.use(depreciation.schedule).leaving,
            "土地净收益投入（扣除成本结转）",
            "Net land income less cost",
        ),
        heaped("profit", book.use(profit.schedule).net, "累计净利润", "Profit to date"),
    ]
    total = table.line("claims", add(claims), "负债和权益总计", "Debt and equity", "各项负债和权益", strong=True)
    return BalanceSheet(assets, total)
