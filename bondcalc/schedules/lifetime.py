"""债券存续期: how much of each calendar year counts as revenue inside the life of bonds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside, months_touched
from bondcalc.inputs.sheets.parcels import LandCostPayment
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.schedules.book import Book, Row

SOURCE = "财预〔2017〕89号：收益与存续期内还本付息平衡；整月计算"
YEAR = 12


@dataclass(frozen=True)
class Window:
    """Weights of each year, whole calendar months throughout.

    What runs with operation counts by `months` over `of`: the months of operation inside the life over those of the year,
    and the year's months inside over twelve where nothing operates. `outlays` over `of` is the same but for a year without
    operation, of which an outlay counts whole. `calendar` are the year's months inside, `whole` flags each year touched, `end` the last one.
    `operating` are the years touched in which something operates.
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

    def dated(self, table: Table, id_: str, row: Row[Any], month: int, *, outlay: bool) -> Line:
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
            rests_on=(*self.keys, *row.keys("month")),
        )


def window(
    book: Book, table: Table, life: tuple[date, date, tuple[Key, ...]], operation: tuple[date, date] | None, prefix: str
) -> Window:
    """Lay out the weights of one window; `operation` are the first and last day of operation."""
    first, last, keys = life
    years = book.years.years
    both = (*keys, *book.form(Particulars).keys("operation_start", "operation_end", "forecast_end"))
    calendar = [months_inside(year, first, last) for year in years]
    whole = [int(first.year <= year <= last.year) for year in years]
    runs = [0 if operation is None else months_inside(year, *operation) for year in years]
    inside = [
        0 if operation is None else months_inside(year, max(first, operation[0]), min(last, operation[1]))
        for year in years
    ]
    months = [part if run else share for part, run, share in zip(inside, runs, calendar, strict=True)]
    outlays = [part if run else YEAR * flag for part, run, flag in zip(inside, runs, whole, strict=True)]

    def row(id_: str, values: list[int], zh: str, en: str, rests_on: tuple[Key, ...] = both) -> Line:
        return table.structure(
            f"{prefix}{id_}", [Decimal(value) for value in values], zh, en, SOURCE, unit="count", rests_on=rests_on
        )

    return Window(
        first,
        last,
        row("inside_months", months, "存续期内计入月数", "Months that count"),
        row("inside_outlay_months", outlays, "支出计入月数", "Months that count of outlays"),
        row("inside_of", [run or YEAR for run in runs], "当年月数（运营当年为运营月数）", "Of the months of the year"),
        row("window_months", calendar, "存续期内自然月数", "Months in the coverage window", keys),
        row("window_whole", whole, "存续期年份标志", "Year touches the coverage window", keys),
        row(
            "window_end",
            [int(year == last.year) for year in years],
            "存续期末年标志",
            "Last year of the coverage window",
            keys,
        ),
        keys,
        frozenset(year for year, run, flag in zip(years, runs, whole, strict=True) if run and flag),
    )
