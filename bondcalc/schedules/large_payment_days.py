"""大额偿付当日资金核对表: the cash there is on each day on which a bond pays, beside all that is due by then."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, expression, in_year, money, to_date
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import payment_calendar, receipts, timing
from bondcalc.schedules.book import Book
from bondcalc.schedules.issue_terms import face
from bondcalc.schedules.refinanced_days import DATED, refinanced_days
from bondcalc.schedules.tranche import Tranche


class DatedCheck(NamedTuple):
    """One tranche's payments against the cash there is on the day; principal above `limit` is a large payment."""

    tranche: Tranche
    margin: Line
    limit: Line


def dated_check(book: Book, tranche: Tranche, opening: Line, revenue: Line) -> DatedCheck:
    """Opening cash of the year + revenue up to the day must carry all payments of the year up to and on that day, loans too.

    By hand in tests/schedules/test_dated_check.py: test_loans_and_fees_are_paid_too,
    test_a_day_bears_what_every_debt_has_taken_of_its_year.
    """
    id_ = tranche.row.data.id
    table = book.table(
        f"dated_check_{id_}",
        f"大额偿付当日资金核对表（{id_}）",
        f"Cash on payment days, {id_}",
        51,
        tranche.table.axis,
        sheet=DATED,
    )
    passed = _months(book, table, tranche)
    cash = table.line("opening_cash", in_year(opening), "当年期初资金", "Opening cash of the year", "资金测算平衡表")
    earned = table.line("revenue", in_year(revenue), "当年项目收益", "Revenue of the year", "项目收益测算表")
    rolled, paid = book.use(refinanced_days).money, _paid_to_date(book, table)
    there = [] if rolled is None else [_rolled_to_date(table, rolled)]
    margin = table.line(
        "margin",
        cash + _earned_by(book, table, tranche, earned, passed) + add(there) - paid,
        "付款后余额",
        "Left after payment",
        "期初资金＋截至付款日收益＋再融资－当年截至该日各期债券和市场化融资应付本息",
        strong=True,
    )
    return DatedCheck(tranche, margin, _large_from(book, table, tranche))


def _earned_by(book: Book, table: Table, tranche: Tranche, earned: Line, passed: list[Line]) -> Expression:
    """收益 of the year up to the day: by months, what comes by the quarter, half-year or year once that is over, and by its month where one is stated.

    By hand in tests/schedules/test_receipts.py: test_a_quarter_counts_once_it_is_over, test_a_stated_month_counts_once_it_is_over.
    """
    elapsed, of = passed
    lumps = book.use(receipts.schedule).by_months
    parts, evenly = [], expression(earned)
    for months, line in lumps.items():
        whole, _ = _earned_months(book, tranche, months)
        keys = (*table.axis.rests_on, *book.keys(Particulars, Particulars.operation_start))
        zh, en = f"截至付款日已满的收款期月数（每{months}个月收款）", f"Months of whole periods of {months}"
        over = table.structure(
            f"elapsed_{months}", whole, zh, en, "付款日之前已满的收款期", unit="count", rests_on=keys
        )
        lump = table.line(f"received_{months}", in_year(line), f"当年{line.zh}", f"{line.en}, the year", "按期收支表")
        evenly = evenly - lump
        parts.append(money(lump * over / of))
    received, spent = _of_months(book, table, tranche)
    evenly = evenly - add([lump for lump, _ in received]) + add([lump for lump, _ in spent])
    dated = add([lump * come for lump, come in received]) - add([lump * due for lump, due in spent])
    return add([money(evenly * elapsed / of), *parts]) + dated


def _of_months(book: Book, table: Table, tranche: Tranche) -> tuple[list[tuple[Line, Line]], list[tuple[Line, Line]]]:
    """What the year receives and spends in stated months, each with the flag of the days by which it counts.

    A receipt counts from the month after its own, an outlay from the first day of its month: neither day is known.
    """
    stated = book.use(receipts.schedule)
    return (
        [_from_month(table, tranche, month + 1, line, "收款月份之后") for month, line in stated.received.items()],
        [_from_month(table, tranche, month, line, "支付当月及以后") for month, line in stated.spent.items()],
    )


def _from_month(table: Table, tranche: Tranche, month: int, line: Line, source: str) -> tuple[Line, Line]:
    """What a line has in the year of each payment, with the flag of the payments from a month on."""
    flag = table.structure(
        f"counts_{line.id}",
        [Decimal(int(day.month >= month)) for day in tranche.dates],
        f"计入标志（{line.zh}）",
        f"Counts, {line.en}",
        source,
        unit="count",
        rests_on=table.axis.rests_on,
    )
    return table.line(f"dated_{line.id}", in_year(line), f"当年{line.zh}", f"{line.en}, the year", "按期收支表"), flag


def _large_from(book: Book, table: Table, tranche: Tranche) -> Line:
    return table.line(
        "large",
        book.rule("large_payment_share") * face(book, tranche.row),
        "大额偿付界限",
        "Large from",
        "发行额×大额支付比例",
        unit="accrued",
    )


def _months(book: Book, table: Table, tranche: Tranche) -> list[Line]:
    """Months of the year earned by each payment day, and months of its year."""
    passed, months = _earned_months(book, tranche)
    fixed = (
        *table.axis.rests_on,
        *book.keys(Particulars, Particulars.operation_start, Particulars.operation_end, Particulars.forecast_end),
    )
    short = "投入运营当年和运营结束当年不足12个月"
    stated = (
        ("elapsed", passed, "截至付款日的运营月数", "Months of the year earned", "付款日之前的整月"),
        ("months", months, "当年运营月数", "Months of the year", short),
    )
    return [
        table.structure(id_, values, zh, en, source, unit="count", rests_on=fixed)
        for id_, values, zh, en, source in stated
    ]


def _earned_months(book: Book, tranche: Tranche, every: int = 1) -> tuple[list[Decimal], list[Decimal]]:
    """Whole months of operation before each payment day, and of its year; of the calendar year where nothing operates.

    `every` counts only whole periods of so many months of the calendar year.
    """
    passed, months = [], []
    for day in tranche.dates:
        first, last = timing.operation(book) or (date.min, date.max)
        if not months_inside(day.year, first, last):
            first, last = date.min, date.max
        # Whole months before the day only: what the month of payment itself brings may come after it.
        month = day.month - (day.month - 1) % every
        passed.append(Decimal(months_inside(day.year, first, min(last, date(day.year, month, 1) - timedelta(days=1)))))
        months.append(Decimal(months_inside(day.year, first, last)))
    return passed, months


def _rolled_to_date(table: Table, rolled: Line) -> Line:
    zh, en = "当年截至该日到账的再融资", "Refinancing of the year up to the day"
    return table.line("rolled", to_date(rolled), zh, en, "再融资债券资金到账表")


def _paid_to_date(book: Book, table: Table) -> Line:
    """What all debts take of the year up to and on the day: one line, so that bonds do not read one another in pairs."""
    zh, en = "当年截至该日应付本息和手续费", "Due this year up to the day"
    source = "各期债券和市场化融资同一年内不晚于该日的应付本息和手续费（还本付息日历）"
    return table.line("paid", to_date(book.use(payment_calendar.schedule).due), zh, en, source)
