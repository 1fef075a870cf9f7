"""扣除建设资金结余的资金测算: what cash and its cover are without the construction money that is left over (建设资金结余)."""

from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR
from bondcalc.algebra.line import Expression, Line, largest, lowest, previous, ratio, running, smallest
from bondcalc.algebra.table import Table
from bondcalc.schedules import cash, coverage_basis, funding, sources_and_uses
from bondcalc.schedules.book import Book

SHEET = "扣除建设资金结余的资金测算表"
LEFT = "建设资金结余"
TAKEN_OFF = f"应扣除的{LEFT}"
"""No more than is left at the end of construction; what stands unspent while works go on is more, and is called otherwise."""


class Surplus(NamedTuple):
    """Cash, in units of money, and its ratio to the service of each year, with nothing in it that construction leaves over.

    `opening` is the construction money left over at the start of a year, `closing` the closing cash without it;
    `waiting` is the rest of what is unspent at the start of a year, which works to come will take.
    """

    opening: Line
    waiting: Line
    closing: Line
    cash_cover: Line
    closing_lowest: Line
    cover_lowest: Line


def schedule(book: Book) -> Surplus:
    """Build the memo. Money left over is taken back or used as its payers decide, so no year's service may hang on it.

    By hand in tests/schedules/test_surplus.py: test_cash_without_what_construction_leaves.
    """
    table = book.table("surplus", SHEET, "Cash without construction money left over", 53)
    able, (left, waiting) = book.use(coverage_basis.schedule).able, _unspent(book, table)
    opening = table.line("opening", previous(left), f"年初{TAKEN_OFF}", "Taken off at the start", "上年末")
    closing = table.line(
        "closing",
        book.use(cash.schedule).closing - left,
        f"扣除{LEFT}的期末资金余额",
        "Closing cash without it",
        f"资金测算平衡表期末资金余额－年末{TAKEN_OFF}",
        strong=True,
    )
    means = table.line(
        "means", able.means - opening, "扣除后期初资金＋收益", "Means without it", f"期初资金＋收益－年初{TAKEN_OFF}"
    )
    cover = table.line(
        "cash_cover",
        ratio(means, able.service),
        f"扣除{LEFT}的含期初资金的偿债备付率",
        "DSCR with opening cash, without it",
        "扣除后期初资金＋收益，除以由收益偿还的本息",
        unit="ratio",
    )
    return Surplus(opening, waiting, closing, cover, *_lowest(book, closing, cover))


def left_by_year(raised: Expression, spent: Expression, whole: Expression) -> Expression:
    """Construction money left over at the end of each year, of what is raised and spent to date and of what is left in the end.

    What a later year spends on the works is not left over.
    """
    return largest(0, smallest(raised - spent, whole))


def _unspent(book: Book, table: Table) -> tuple[Line, Line]:
    """Construction money unspent: at the end of a year what is left over in the end, at its start what waits for works to come."""
    made, whole = book.use(funding.schedule), book.use(sources_and_uses.schedule).left
    raised, spent = (
        table.line(f"{line.id}_to_date", running(line), f"累计{line.zh}", f"{line.en} to date", "逐年累加")
        for line in (made.sources, made.uses)
    )
    left = table.line(
        "left",
        left_by_year(raised, spent, whole),
        f"年末{TAKEN_OFF}",
        "Construction money taken off",
        "累计资金来源－累计资金使用，不超过资金来源与运用平衡表的结余",
    )
    later = table.line(
        "for_works",
        largest(0, raised - spent - whole),
        "年末留待以后建设的资金",
        "Held for works to come",
        "累计资金来源－累计资金使用，超过结余的部分",
    )
    zh, en = "年初留待以后建设的资金", "Held for works at the start"
    return left, table.line("waiting", previous(later), zh, en, "上年末")


def _lowest(book: Book, closing: Line, cover: Line) -> tuple[Line, Line]:
    """The least of closing cash and of its cover, of all years."""
    table = book.table("surplus_lowest", "扣除建设资金结余的最低值", "Lowest without it", 53, SCALAR, sheet=SHEET)
    return (
        table.line(
            "cash_min_without_surplus",
            lowest(closing),
            f"扣除{LEFT}的期末资金余额最低值",
            "Lowest closing cash without construction money left over",
            SHEET,
        ),
        table.line(
            "cover_min_without_surplus",
            lowest(cover),
            f"扣除{LEFT}的含期初资金的偿债备付率最低值",
            "Lowest DSCR without it",
            SHEET,
            unit="ratio",
        ),
    )
