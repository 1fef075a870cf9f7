"""收款方式: claimed revenue that comes by the quarter, the half-year or at the year's end, for the cash there is on a day."""

from collections.abc import Mapping
from typing import NamedTuple

from bondcalc.algebra.line import Line, add
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.schedules import revenue
from bondcalc.schedules.book import Book

MONTHS = {"quarterly": 3, "half_yearly": 6, "yearly": 12}
"""Months after which each comes; what comes by the month needs no line."""
ZH = {"quarterly": "按季收取的收入", "half_yearly": "按半年收取的收入", "yearly": "年末收取的收入"}
EN = {"quarterly": "Received by quarter", "half_yearly": "Received by half-year", "yearly": "Received at year-end"}


class Receipts(NamedTuple):
    """Claimed revenue of a year by the months after which it comes; empty where all comes by the month."""

    by_months: Mapping[int, Line]


def schedule(book: Book) -> Receipts:
    """Build the table (按期收取的收入表), a line for each way that occurs."""
    claimed = book.use(revenue.schedule).claimed_lines
    by_way = {way: [(row, amount) for row, amount in claimed if row.data.received == way] for way in MONTHS}
    if not any(by_way.values()):
        return Receipts({})
    table = book.table("receipts", "按期收取的收入表", "Revenue by period of receipt", 50, sheet="资金测算平衡表")
    return Receipts(
        {
            MONTHS[way]: table.line(
                way,
                add([amount for _, amount in lines]),
                ZH[way],
                EN[way],
                "列为偿债资金来源的收入行",
                total=True,
                rests_on=tuple(key for row, _ in lines for key in row.keys(Drivers.received)),
            )
            for way, lines in by_way.items()
            if lines
        }
    )
