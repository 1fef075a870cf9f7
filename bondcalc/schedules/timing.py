"""时间轴: construction, operation and the coverage window, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside
from bondcalc.inputs.particulars import Particulars
from bondcalc.schedules import bonds
from bondcalc.schedules.book import Book
from bondcalc.schedules.tranche import Tranche


@dataclass
class Timing:
    """Rows of structure that other schedules read; `begins` names the cell of the first day of operation.

    `steps` holds the growth rows by interval.
    """

    table: Table
    operating_year: Line
    operating_months: Line
    window_months: Line
    window_whole: Line
    window_end: Line
    numbers: list[int]
    begins: tuple[Key, ...]
    steps: dict[int, Line] = field(default_factory=dict)

    def step(self, every: int) -> Line:
        """Give the row that is 1 in the years in which a price that grows every n years goes up."""
        if every not in self.steps:
            values = [Decimal(int(k > 1 and (k - 1) % every == 0)) for k in self.numbers]
            self.steps[every] = self.table.structure(
                f"growth_step_{every}", values, zh=f"涨价年标志（每{every}年）", en=f"Growth step every {every} years",
                unit="count", source="运营首年之后每满一个周期涨价一次", rests_on=self.begins,
            )  # fmt: skip
        return self.steps[every]


def window(tranches: Sequence[Tranche]) -> tuple[date, date]:
    """Return the coverage window (债券存续期): first value date to the day on which the last bond is repaid."""
    return min(one.row.data.value_date for one in tranches), max(one.last_day for one in tranches)


def window_keys(tranches: Sequence[Tranche]) -> tuple[Key, ...]:
    """Name the cells that fix the coverage window."""
    return tuple(key for one in tranches for key in one.table.axis.rests_on)


def window_weights(tranches: Sequence[Tranche], years: tuple[int, ...]) -> tuple[list[Decimal], list[Decimal]]:
    """Return the whole months of each year inside the window (0 to 12), and a flag for each year it touches."""
    first, last = window(tranches)
    # Both ends belong to the window: the month that ends on the maturity date is whole.
    months = [Decimal(months_inside(year, first, last)) for year in years]
    return months, [Decimal(int(first.year <= year <= last.year)) for year in years]


def schedule(book: Book) -> Timing:
    """Lay out the years."""
    table = book.table("timing", "时间轴", "Timing", 2)
    years, start = book.years.years, book.project.form(Particulars).operation_start
    form, lasts = book.form(Particulars), window_keys(book.use(bonds.schedule).tranches)
    begins, operates = form.keys("operation_start"), form.keys("operation_start", "operation_end")
    numbers = [0 if start is None or year < start.year else year - start.year + 1 for year in years]
    end = book.project.form(Particulars).operation_end or date.max
    begun = 0 if start is None else months_inside(start.year, start, date.max)
    months = [Decimal(0 if start is None else months_inside(year, start, end)) for year in years]
    weights, whole = window_weights(book.use(bonds.schedule).tranches, years)
    _, last = window(book.use(bonds.schedule).tranches)
    source = "财预〔2017〕89号：收益与存续期内还本付息平衡"
    # Months, not shares of a year: a twelfth has no end in decimals, and half a cent would be lost on the way.
    # A year of operation that starts in mid-year ends in the next: its last months come first in the calendar.
    rest = [
        min(month, Decimal(12 - begun)) if number > 1 else Decimal(0)
        for number, month in zip(numbers, months, strict=True)
    ]
    table.structure("own_months", [month - part for month, part in zip(months, rest, strict=True)], zh="本运营年月数",
                    en="Months of the own operating year", unit="count", source="投入运营日期至运营期末",
                    rests_on=operates)  # fmt: skip
    table.structure("rest_months", rest, zh="上一运营年月数", en="Months of the operating year before", unit="count",
                    source="投入运营日期至运营期末", rests_on=operates)  # fmt: skip
    return Timing(
        table,
        table.structure("operating_year", [Decimal(number) for number in numbers], zh="运营年序", en="Operating year",
                        unit="count", source="投入运营日期", rests_on=begins),
        table.structure("operating_months", months, zh="当年运营月数", en="Months in operation", unit="count",
                        source="投入运营日期", rests_on=operates),
        table.structure("window_months", weights, zh="存续期内月数", en="Months in the coverage window", unit="count",
                        source=source, rests_on=lasts),
        table.structure("window_whole", whole, zh="存续期年份标志", en="Year touches the coverage window", unit="count",
                        source=source, rests_on=lasts),
        table.structure("window_end", [Decimal(int(year == last.year)) for year in years], zh="存续期末年标志",
                        en="Last year of the coverage window", unit="count", source=source, rests_on=lasts),
        numbers,
        begins,
    )  # fmt: skip
