"""付款日之前的收益: what of the 收益 of a year has come by each day on which a debt pays."""

from datetime import date, timedelta
from decimal import Decimal

from bondcalc.algebra.line import Constant, Expression, Line, add, in_year, money
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside, period_end
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import receipts, repayable, timing
from bondcalc.schedules.book import Book
from bondcalc.schedules.lifetime import YEAR

Timed = tuple[Line, Line]
"""An amount of the year, and whether it has come or gone by the day."""
Months = tuple[Expression, Expression, Expression]
"""An amount of the year, the months of it that are over, and of how many."""


def earned_by_day(book: Book, table: Table) -> Expression:
    """收益 of the year up to the day: by months, what comes by the quarter, half-year or year once that is over, and by its month where one is stated.

    Land without a month goes by the months of the calendar, replacement without one is taken to be paid before any payment.
    By hand in tests/schedules/test_receipts.py: test_a_quarter_counts_once_it_is_over, test_a_stated_month_counts_once_it_is_over.
    """
    elapsed, of = _months(book, table)
    year = book.use(repayable.schedule).amount
    earned = table.line("revenue", in_year(year), "当年项目收益", "Revenue of the year", "项目收益测算表")
    lumps, land = _by_periods(book, table), _ground(book, table)
    received, spent = _of_months(book, table)
    single = book.use(receipts.schedule).single
    whole = [] if single is None else [_of_year(table, "whole", single)]
    apart = [amount for amount, _, _ in (*lumps, *land)] + [amount for amount, _ in received]
    evenly = earned - add(apart) + add([*(amount for amount, _ in spent), *whole])
    parts = [money(amount * over / months) for amount, over, months in ((evenly, elapsed, of), *lumps, *land)]
    come = [*parts, *(amount * flag for amount, flag in received)]
    return add(come) - add([*(amount * flag for amount, flag in spent), *whole])


def _by_periods(book: Book, table: Table) -> list[Months]:
    """What comes by the quarter, half-year or year: the months of whole periods that are over."""
    made: list[Months] = []
    for every, line in book.use(receipts.schedule).by_months.items():
        whole, _ = _earned_months(book, table, every)
        keys = (*table.axis.rests_on, *book.keys(Particulars, Particulars.operation_start))
        zh, en = f"截至付款日已满的收款期月数（每{every}个月收款）", f"Months of whole periods of {every}"
        over = table.structure(f"elapsed_{every}", whole, zh, en, "付款日之前已满的收款期", unit="count", rests_on=keys)
        made.append((_of_year(table, f"received_{every}", line), over, table["months"]))
    return made


def _ground(book: Book, table: Table) -> list[Months]:
    """Land without a month of receipt: by the months of the calendar, whatever operates."""
    line = book.use(receipts.schedule).ground
    if line is None:
        return []
    return [(_of_year(table, "land", line), calendar_months(table), Constant(YEAR))]


def calendar_months(table: Table) -> Line:
    """Whole months of the calendar before each payment; laid out when first asked for."""
    made = {line.id: line for line in table.lines}.get("calendar")
    if made is not None:
        return made
    months, keys = [Decimal(day.month - 1) for day in table.axis.days], table.axis.rests_on
    zh, en = "截至付款日的自然月数", "Months of the calendar over"
    return table.structure("calendar", months, zh, en, "付款日之前的整月", unit="count", rests_on=keys)


def _of_year(table: Table, id_: str, line: Line) -> Line:
    return table.line(id_, in_year(line), f"当年{line.zh}", f"{line.en}, the year", "按期收支表")


def _of_months(book: Book, table: Table) -> tuple[list[Timed], list[Timed]]:
    """What the year receives and spends in stated months, each with the flag of the days by which it counts.

    A receipt counts from the month after its own, an outlay from the first day of its month: neither day is known.
    """
    stated = book.use(receipts.schedule)
    return (
        [_from_month(table, month + 1, line, "收款月份之后") for month, line in stated.received.items()],
        [_from_month(table, month, line, "支付当月及以后") for month, line in stated.spent.items()],
    )


def _from_month(table: Table, month: int, line: Line, source: str) -> Timed:
    """What a line has in the year of each payment, with the flag of the payments from a month on."""
    flag = table.structure(
        f"counts_{line.id}",
        [Decimal(int(day.month >= month)) for day in table.axis.days],
        f"计入标志（{line.zh}）",
        f"Counts, {line.en}",
        source,
        unit="count",
        rests_on=table.axis.rests_on,
    )
    return _of_year(table, f"dated_{line.id}", line), flag


def _months(book: Book, table: Table) -> list[Line]:
    """Months of the year earned by each payment day, and months of its year."""
    passed, months = _earned_months(book, table)
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


def _earned_months(book: Book, table: Table, every: int = 1) -> tuple[list[Decimal], list[Decimal]]:
    """Whole months of operation before each payment day, and of its year; of the calendar year where nothing operates.

    `every` counts only whole periods of so many months of the calendar year.
    """
    passed, months = [], []
    for day in table.axis.days:
        first, last = timing.operation(book) or (date.min, date.max)
        if not months_inside(day.year, first, last):
            first, last = date.min, date.max
        # Whole months before the day only: what the month of payment itself brings may come after it.
        over = period_end(day - timedelta(days=1), every)
        passed.append(Decimal(months_inside(day.year, first, min(last, over))))
        months.append(Decimal(months_inside(day.year, first, last)))
    return passed, months
