"""还本付息日历: one row a day and debt, in yuan and fen, with the days by which county and city pay in."""

from datetime import date

from bondcalc.algebra.line import Line
from bondcalc.filings.parts.text import Writer
from bondcalc.schedules import payment_calendar
from bondcalc.schedules.calendar_lines import Owed
from bondcalc.schedules.payment_calendar import PaymentCalendar
from bondcalc.typeset.document import PageBlock, PageTable, Sum, TableCell, TableRows

REMITTED = (("county_day", "县级缴款日"), ("city_day", "市级缴款日"))
TOTALS, PARTS = "payment_calendar", "payment_calendar_debts"


OWED = {True: "各期债券和其他债务", False: "各期债券"}
"""Whose payments are told, with market loans and without."""


def payments(writer: Writer) -> list[PageBlock]:
    """还本付息日历: what is due on each day, to the fen, and who pays in before it."""
    made = writer.result.book.use(payment_calendar.schedule)
    writer.words["owed"] = OWED[any(not debt.remitted for debt in made.owed)]
    stated = [(id_, head) for id_, head in REMITTED if id_ in made.remitted]
    rows: TableRows = [
        _row(writer, day, owed, [id_ for id_, _ in stated])
        for day in made.axis.days
        for owed in made.owed
        if _pays(writer, made, day, owed)
    ]
    totals = [
        writer.figure(f"{TOTALS}.{line.id}#total") for line in (made.interest, made.principal, made.fees, made.payment)
    ]
    heads = ["还本付息日", *(head for _, head in stated), "债务", "利息", "本金", "手续费", "合计"]
    widths = [1.3, *(1.3 for _ in stated), 0.9, 1.5, 1.6, 1.2, 1.6]
    return [
        *writer.paragraphs("payments"),
        *writer.paragraphs("payments_remitted" if stated else "payments_not_stated"),
        *writer.where("payments_loans", "loans.drawn#total"),
        PageTable(
            "还本付息日历表",
            "单位：元",
            [heads],
            [*rows, ["合计", *("" for _ in stated), "", *totals]],
            "c" * (len(stated) + 2) + "rrrr",
            widths,
            strong=frozenset({len(rows)}),
            sums=_sums(len(stated) + 2, len(rows)),
        ),
    ]


def _sums(first: int, rows: int) -> tuple[Sum, ...]:
    """State both totals: of a row its interest, principal and fee, of the table its rows."""
    return Sum("column", first + 3, (first, first + 1, first + 2)), Sum("row", rows, tuple(range(rows)))


def _pays(writer: Writer, made: PaymentCalendar, day: date, debt: Owed) -> bool:
    """Tell whether a debt pays anything on a day."""
    index = made.axis.days.index(day)
    return any(writer.result.figures.amounts(line)[index] for line in (debt.interest, debt.principal))


def _row(writer: Writer, day: date, debt: Owed, remitted: list[str]) -> list[TableCell]:
    def due(line: Line | None) -> TableCell:
        """Print what is due on the day; blank where the debt has no such line."""
        return "" if line is None else writer.figure(f"{PARTS}.{line.id}@{day}")

    days = (writer.figure(f"{TOTALS}.{id_}@{day}") if debt.remitted else "" for id_ in remitted)
    return [str(day), *days, debt.name, *map(due, (debt.interest, debt.principal, debt.fee, debt.payment))]
