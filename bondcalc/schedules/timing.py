"""时间轴: construction, operation and the coverage window, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Constant, Expression, Line
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules import bonds, lifetime
from bondcalc.schedules.book import Book, Row
from bondcalc.schedules.tranche import Tranche


@dataclass
class Timing:
    """Rows of structure that other schedules read; `begins` names the cell of the first day of operation.

    `window` are the weights of the coverage window, `steps` the growth rows by interval, `last` the last forecast year.
    """

    table: Table
    operating_year: Line
    operating_months: Line
    own_months: Line
    rest_months: Line
    window: lifetime.Window
    numbers: list[int]
    begins: tuple[Key, ...]
    operates: tuple[Key, ...]
    split: list[tuple[Decimal, Decimal]]
    last: int
    ends: tuple[Key, ...]
    steps: dict[int, Line] = field(default_factory=dict)
    forecast: list[Line] = field(default_factory=list)
    blends: list[Line] = field(default_factory=list)

    @property
    def year_before(self) -> int:
        """Operating year before the first year of the table; 0 where operation starts inside it."""
        return max(0, self.numbers[0] - 1)

    def steps_before(self, every: int) -> Constant:
        """Count the price rises of a plant that ran before the first year of the table."""
        rises = (self.year_before - 1) // every if self.year_before else 0
        return Constant(rises, "首年之前涨价次数", "rises before the first year", self.begins)

    def step(self, every: int) -> Line:
        """Give the row that is 1 in the years in which a price that grows every n years goes up."""
        if every not in self.steps:
            values = [Decimal(int(k > 1 and (k - 1) % every == 0)) for k in self.numbers]
            self.steps[every] = self.table.structure(
                f"growth_step_{every}",
                values,
                f"涨价年标志（每{every}年）",
                f"Growth step every {every} years",
                "运营首年之后每满一个周期涨价一次",
                unit="count",
                rests_on=self.begins,
            )
        return self.steps[every]

    def blend(self) -> tuple[Line, Line, Line]:
        """Give months of the own operating year, of the one before, and both; a year without operation is its own."""
        if not self.blends:
            of = [own + rest or Decimal(12) for own, rest in self.split]
            rows = (
                (
                    "blend_own",
                    [all_ - rest for all_, (_, rest) in zip(of, self.split, strict=True)],
                    "本运营年月数（无运营的年度按12）",
                ),
                ("blend_of", of, "当年月数（无运营的年度按12）"),
            )
            self.blends += [
                self.table.structure(
                    id_,
                    values,
                    zh,
                    id_.replace("_", " ").capitalize(),
                    "投入运营日期至运营期末",
                    unit="count",
                    rests_on=self.operates,
                )
                for id_, values, zh in rows
            ]
        return self.blends[0], self.rest_months, self.blends[1]

    def by_year(self, row: Row[Any]) -> Expression:
        """Read a calendar table; what it states after the last forecast year (预测期末年) is neither earned nor spent."""
        stated = row.yearly("by_year")
        if max(row.data.by_year, default=0) <= self.last:
            return stated
        if not self.forecast:
            flags = [Decimal(int(year <= self.last)) for year in self.table.axis.years]
            self.forecast.append(
                self.table.structure(
                    "forecast",
                    flags,
                    "预测期标志",
                    "Year of the forecast",
                    "预测期末年",
                    unit="count",
                    rests_on=self.ends,
                )
            )
        return stated * self.forecast[0]


def window(tranches: Sequence[Tranche]) -> tuple[date, date]:
    """Return the coverage window (债券存续期): first value date to the day on which the last bond is repaid."""
    return min(one.row.data.value_date for one in tranches), max(one.last_day for one in tranches)


def window_keys(tranches: Sequence[Tranche]) -> tuple[Key, ...]:
    """Name the cells that fix the coverage window."""
    return tuple(key for one in tranches for key in one.table.axis.rests_on)


def operation(book: Book) -> tuple[date, date] | None:
    """Return the first and last day of operation, which ends with the forecast at the latest; None without operation."""
    form = book.project.form(Particulars)
    if form.operation_start is None:
        return None
    last = date.max if form.forecast_end is None else date(form.forecast_end, 12, 31)
    return form.operation_start, min(form.operation_end or date.max, last)


def life(book: Book, table: Table, tranches: Sequence[Tranche], prefix: str = "") -> lifetime.Window:
    """Lay out what counts of each year inside the life of some bonds."""
    return lifetime.window(book, table, (*window(tranches), window_keys(tranches)), operation(book), prefix)


def schedule(book: Book) -> Timing:
    """Lay out the years."""
    table = book.table("timing", "时间轴", "Timing", 2)
    years, form, days = book.years.years, book.form(Particulars), operation(book)
    begins, stops = form.keys("operation_start"), form.keys("forecast_end")
    start = None if days is None else days[0]
    numbers = [0 if start is None or year < start.year else year - start.year + 1 for year in years]
    begun = 0 if start is None else months_inside(start.year, start, date.max)
    months = [Decimal(0 if days is None else months_inside(year, *days)) for year in years]
    # Months, not shares of a year: a twelfth has no end in decimals, and half a cent would be lost on the way.
    # A year of operation that starts in mid-year ends in the next: its last months come first in the calendar.
    rest = [
        min(month, Decimal(12 - begun)) if number > 1 else Decimal(0)
        for number, month in zip(numbers, months, strict=True)
    ]

    operates = form.keys("operation_start", "operation_end", "forecast_end")

    def row(id_: str, values: list[Decimal], zh: str, en: str) -> Line:
        return table.structure(id_, values, zh, en, "投入运营日期至运营期末", unit="count", rests_on=operates)

    own = [month - part for month, part in zip(months, rest, strict=True)]
    return Timing(
        table,
        own_months=row("own_months", own, "本运营年月数", "Months of the own operating year"),
        rest_months=row("rest_months", rest, "上一运营年月数", "Months of the operating year before"),
        operating_year=table.structure(
            "operating_year",
            [Decimal(number) for number in numbers],
            "运营年序",
            "Operating year",
            "投入运营日期",
            unit="count",
            rests_on=begins,
        ),
        operating_months=row("operating_months", months, "当年运营月数", "Months in operation"),
        window=life(book, table, book.use(bonds.schedule).tranches),
        numbers=numbers,
        begins=begins,
        operates=operates,
        split=list(zip(own, rest, strict=True)),
        last=book.project.form(Particulars).forecast_end or years[-1],
        ends=stops,
    )
