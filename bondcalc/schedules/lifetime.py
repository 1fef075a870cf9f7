"""债券存续期: how much of each calendar year counts as revenue inside the life of bonds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside, months_touched, period_end
from bondcalc.inputs.sheets.parcels import LandCostPayment
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import RECEIVED_EVERY, Drivers, NodeLine, RevenueLine
from bondcalc.schedules.book import AnyRow, Book

SOURCE = "财预〔2017〕89号：收益与存续期内还本付息平衡；整月计算"
YEAR = 12
"""Months of a year."""


class Window(NamedTuple):
    """Weights of each year, whole calendar months throughout.

    What runs with operation counts by `months` over `of`: the months of operation inside the life over those of the year,
    and the year's months inside over twelve where nothing operates. `outlays` over `of` is the same but for a year without
    operation, of which an outlay counts whole. `calendar` are the year's months inside, `whole` flags each year touched, `end` the last one.
    `operating` are the years touched in which something operates. `by_periods` over `of` counts revenue that comes every so
    many months: whole periods that are over by the last day, for each way of receipt that occurs.
    """

    first: date
    last: date
    months: Line
    outlays: Line
    of: Line
    calendar: Line
    whole: Line
    end: Line
    keys: tuple[Key, ...]
    operating: frozenset[int]
    by_periods: Mapping[int, Line]

    def dated(self, table: Table, id_: str, row: AnyRow, month: int, *, outlay: bool) -> Line:
        """Flag the years of a flow in a stated month: receipts in a month wholly inside, outlays in one that touches."""
        counts = months_touched if outlay else months_inside
        flags = [Decimal(int(counts(year, self.first, self.last, month) > 0)) for year in table.axis.years]
        name = row.data.parcel if isinstance(row.data, LandCostPayment) else row.data.id
        return table.structure(
            f"{id_}.{row.sheet.id}.{name}",
            flags,
            f"计入存续期标志（{row.sheet.zh}{name}，{month}月）",
            f"Counts, {row.sheet.id} {name}, month {month}",
            SOURCE,
            unit="count",
            rests_on=(*self.keys, *row.keys(Drivers.month)),
        )


def window(
    book: Book, table: Table, life: tuple[date, date, tuple[Key, ...]], operation: tuple[date, date] | None, prefix: str
) -> Window:
    """Lay out the weights of one window; `operation` are the first and last day of operation."""
    first, last, keys = life
    both = (
        *keys,
        *book.form(Particulars).keys(Particulars.operation_start, Particulars.operation_end, Particulars.forecast_end),
    )
    each = [_year(year, (first, last), operation) for year in book.years.years]
    outlays, ends = [year.outlays for year in each], [year.year == last.year for year in each]

    def row(id_: str, values: Sequence[int], zh: str, en: str, rests_on: tuple[Key, ...] = keys) -> Line:
        """Add a row of months or flags."""
        counts = [Decimal(value) for value in values]
        return table.structure(f"{prefix}{id_}", counts, zh, en, SOURCE, unit="count", rests_on=rests_on)

    return Window(
        first=first,
        last=last,
        months=row("inside_months", [year.months for year in each], "存续期内计入月数", "Months that count", both),
        outlays=row("inside_outlay_months", outlays, "支出计入月数", "Months that count of outlays", both),
        of=row(
            "inside_of", [year.of for year in each], "当年月数（运营当年为运营月数）", "Of the months of the year", both
        ),
        calendar=row(
            "window_months", [year.calendar for year in each], "存续期内自然月数", "Months in the coverage window"
        ),
        whole=row(
            "window_whole", [year.touched for year in each], "存续期年份标志", "Year touches the coverage window"
        ),
        end=row("window_end", ends, "存续期末年标志", "Last year of the coverage window"),
        keys=keys,
        operating=frozenset(year.year for year in each if year.operated and year.touched),
        by_periods=_by_periods(book, row, life, operation, both),
    )


def _by_periods(
    book: Book,
    row: Callable[..., Line],
    life: tuple[date, date, tuple[Key, ...]],
    operation: tuple[date, date] | None,
    keys: tuple[Key, ...],
) -> dict[int, Line]:
    """Months of each year that have brought their money by the last day: nothing of a period that still runs."""
    first, last, _ = life
    rows = [line for statement in (RevenueLine, NodeLine) for line in book.rows(statement) if line.data.month is None]
    lines = {}
    for way, every in RECEIVED_EVERY.items():
        stated = [line for line in rows if line.data.received == way]
        if stated:
            over = (first, min(last, period_end(last, every)))
            months = [_year(year, over, operation).months for year in book.years.years]
            fixed = (*keys, *(key for line in stated for key in line.keys(Drivers.received)))
            zh, en = f"存续期内已满收款期的月数（每{every}个月收款）", f"Months of whole periods of {every}"
            lines[every] = row(f"inside_months_{every}", months, zh, en, fixed)
    return lines


class _YearInside(NamedTuple):
    """One calendar year: its months inside the life, those of operation, and those of operation inside the life."""

    year: int
    touched: bool
    calendar: int
    operated: int
    inside: int

    @property
    def months(self) -> int:
        """Months that count; the calendar's where nothing operates: what such a year states has no months of operation to go by."""
        return self.inside if self.operated else self.calendar

    @property
    def outlays(self) -> int:
        """Months that count of an outlay: without operation there is nothing to share it by, so all of it counts."""
        return self.inside if self.operated else YEAR * self.touched

    @property
    def of(self) -> int:
        """Months of which they are counted: a plant that opens in July earns its whole first year in six months."""
        return self.operated or YEAR


def _year(year: int, life: tuple[date, date], operation: tuple[date, date] | None) -> _YearInside:
    (first, last), touched = life, life[0].year <= year <= life[1].year
    calendar = months_inside(year, first, last)
    if operation is None:
        return _YearInside(year, touched, calendar, operated=0, inside=0)
    inside = months_inside(year, max(first, operation[0]), min(last, operation[1]))
    return _YearInside(year, touched, calendar, months_inside(year, *operation), inside)
