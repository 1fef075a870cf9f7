"""计入方式: by which share of a year each receipt and outlay counts inside a window; an outlay that is a share of revenue as that revenue does."""

from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, money
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.revenue_lines import ALL_LINES, RECEIVED_EVERY, NodeLine, RevenueLine
from bondcalc.schedules import costs, revenue
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.lifetime import Window

OF_REVENUE = frozenset({"per_quantity", "share_of_revenue"})
"""Bases of an outlay that is counted on what is sold."""
RevenueRow = Row[RevenueLine] | Row[NodeLine]
OutlayRow = Row[CostLine] | Row[TaxLine]


class Share(NamedTuple):
    """What counts of a year: `above` over `below`, or the whole year by the flag `above`."""

    above: Line
    below: Line | None = None

    def of(self, amount: Expression) -> Expression:
        """Give what counts of an amount of the year."""
        return amount * self.above if self.below is None else money(amount * self.above / self.below)


class CountedLine(NamedTuple):
    """A line of the year with the share of it that counts."""

    amount: Line
    share: Share


class Apart(NamedTuple):
    """A claimed line that does not come evenly: its row, and what counts of it."""

    row: RevenueRow
    amount: Line
    share: Share

    @property
    def counted(self) -> CountedLine:
        """The line with its share."""
        return CountedLine(self.amount, self.share)


def comes_evenly(row: RevenueRow) -> bool:
    """Tell whether a line comes month by month: no month of receipt is stated, nor a longer period."""
    return row.data.month is None and row.data.received not in RECEIVED_EVERY


def followed(book: Book, row: OutlayRow) -> str | None:
    """Name the line with which an outlay comes and goes, `ALL_LINES` for all; None where it runs with operation.

    A share of revenue goes with the revenue; a cost by quantity only with what is sold in a stated month: what is
    delivered all year is paid for all year, whenever its price is received.
    """
    if row.data.basis not in OF_REVENUE:
        return None
    if row.data.of == ALL_LINES:
        claimed = book.use(revenue.schedule).claimed_lines
        return None if all(comes_evenly(sold) for sold, _ in claimed) else ALL_LINES
    sold = next(sold for sold in _sold(book) if sold.data.id == row.data.of)
    dated = sold.data.month is not None
    goes = dated if row.data.basis == "per_quantity" else not comes_evenly(sold)
    return sold.data.id if goes else None


def _sold(book: Book) -> list[RevenueRow]:
    return [*book.rows(RevenueLine), *book.rows(NodeLine)]


def outlays_of(book: Book) -> list[tuple[OutlayRow, Line]]:
    """Every cost and every tax that is entered, with its row."""
    made = book.use(costs.schedule)
    spent: list[tuple[OutlayRow, Line]] = [(row, made.amounts[row.data.id]) for row in book.rows(CostLine)]
    return [*spent, *((row, made.tax_amounts[row.data.id]) for row in book.rows(TaxLine))]


def runs(outlay: CostLine | TaxLine, window: Window) -> bool:
    """Tell what is paid as long as something operates from a single outlay, which is not cut to the months of a year.

    A cost runs where it is stated for every year of operation inside the life: repairs stated for one year, moved into the last
    one, would raise E, whatever they are called. A tax may begin after years free of it: it runs where an edge year of the life
    that states it has the year beside it state it too.
    """
    stated, operating = outlay.by_year, window.operating
    if isinstance(outlay, CostLine):
        return outlay.kind != "replacement" and all(stated.get(year) for year in operating)
    edges = ((window.first.year, window.first.year + 1), (window.last.year, window.last.year - 1))
    return all(stated.get(beside) for edge, beside in edges if stated.get(edge) and beside in operating)


class Counting:
    """The shares of one window; a flag of a stated month is laid out once in the table."""

    def __init__(self, book: Book, table: Table, window: Window, prefix: str) -> None:
        self._book, self._table, self._window, self._prefix = book, table, window, prefix
        self._flags: dict[tuple[str, str], Share] = {}
        self.running = Share(window.months, window.of)

    def dated(self, row: RevenueRow | OutlayRow, *, outlay: bool) -> Share:
        """Count the year whole where the month that a row states is inside."""
        at = (row.sheet.id, row.data.id)
        if at not in self._flags:
            id_, month = f"{self._prefix}dated", row.data.month or 0
            self._flags[at] = Share(self._window.dated(self._table, id_, row, month, outlay=outlay))
        return self._flags[at]

    def received(self, row: RevenueRow) -> Share:
        """Count revenue by its month, by the periods that are over, or by the months of operation."""
        if row.data.month is not None:
            return self.dated(row, outlay=False)
        every = RECEIVED_EVERY.get(row.data.received)
        return self.running if every is None else Share(self._window.by_periods[every], self._window.of)

    def apart(self) -> list[Apart]:
        """Claimed revenue that does not come evenly."""
        claimed = self._book.use(revenue.schedule).claimed_lines
        return [Apart(row, amount, self.received(row)) for row, amount in claimed if not comes_evenly(row)]

    def by_year(self, row: OutlayRow) -> Share:
        """Count an outlay stated by calendar year: by its month, by the months of operation, or whole."""
        if row.data.month is not None:
            return self.dated(row, outlay=True)
        whole = Share(self._window.whole)
        return Share(self._window.outlays, self._window.of) if runs(row.data, self._window) else whole

    def following(self, of_all: Share) -> list[CountedLine]:
        """Outlays that count as the revenue they are a share of; `of_all` is what counts of all claimed revenue."""
        sold = {row.data.id: row for row in _sold(self._book)}
        made = []
        for row, amount in outlays_of(self._book):
            line = followed(self._book, row)
            if line is not None:
                made.append(CountedLine(amount, of_all if line == ALL_LINES else self.received(sold[line])))
        return made
