"""到期后销售的亏损: what is sold by year after the last maturity and costs more than it brings (decision 0103)."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, largest, money, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import inside, revenue, timing
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.counting import OF_REVENUE, RevenueRow, outlays_of


class LateSale(NamedTuple):
    """A claimed line by year with outlays counted on it alone."""

    row: RevenueRow
    amount: Line
    outlays: list[Line]


def sales(book: Book) -> list[LateSale]:
    """Give claimed lines that are sold by year, after the last maturity too, and bear costs or taxes of their own."""
    last, late = book.use(timing.schedule).window.last.year, list[LateSale]()
    for row, amount in book.use(revenue.schedule).claimed_lines:
        own = [
            line for spent, line in outlays_of(book) if spent.data.basis in OF_REVENUE and spent.data.of == row.data.id
        ]
        if own and any(sold and year >= last for year, sold in row.data.by_year.items()):
            late.append(LateSale(row, amount, own))
    return late


def lost(book: Book, yearly: Table, table: Table, sale: LateSale, ending: Line) -> Line:
    """What the sales of a line after the maturity lose."""
    row, name = sale.row, sale.row.data.name
    net: Expression = sale.amount - add(sale.outlays)
    if settings(book).edge_years == "prorated":
        net = net - (_counted(book, sale.amount) - add([_counted(book, line) for line in sale.outlays]))
    later = yearly.line(
        f"sale_later.{row.data.id}",
        net * ending,
        f"末期债券到期后的净收入（{name}）",
        f"Sales {row.data.id} after the maturity",
        "收入扣除按其数量、比例计算的成本、税费，存续期内不计入的部分",
        total=True,
        rests_on=book.keys(Settings, Settings.edge_years),
    )
    return table.line(
        f"sale_lost.{row.data.id}",
        largest(0, 0 - total(later)),
        f"到期后销售的亏损（{name}）",
        f"Loss of sales {row.data.id} after the maturity",
        "末期债券到期后按数量、比例计算的成本、税费超过收入的部分",
    )


def _counted(book: Book, line: Line) -> Expression:
    """What E counts of a line by months: as it comes, else by the months of operation."""
    share, window = book.use(inside.schedule).shares.get(line), book.use(timing.schedule).window
    return money(line * window.months / window.of) if share is None else share.of(line)
