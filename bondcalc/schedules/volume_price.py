"""What volume-times-price lines share: ramps, price indexes and the unit of the price."""

from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, previous
from bondcalc.algebra.table import Table
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.volume_lines import Ramp
from bondcalc.schedules import timing
from bondcalc.schedules.book import AnyRow, Book, Row, settings


class Ramps(NamedTuple):
    """Each ramp by year, in months at full load (0 to 12), and the value of its operating year."""

    months: dict[str, Line]
    values: dict[str, Line]


def schedule(book: Book) -> Ramps:
    """Build the ramp table (负荷曲线): a year of k-th operation that starts in mid-year mixes two ramp years.

    By hand in tests/schedules/test_running_before.py: test_earlier_operating_years_are_known_in_the_first_year.
    """
    table = book.table("ramps", "负荷曲线表", "Ramps", 21)
    time = book.use(timing.schedule)
    months, values = {}, {}
    for row in book.rows(Ramp):
        months[row.data.id], values[row.data.id] = _ramp(table, row, time)
    return Ramps(months, values)


def _ramp(table: Table, row: Row[Ramp], time: timing.Timing) -> tuple[Line, Line]:
    id_, last = row.data.id, max(row.data.by_operating_year, default=1)
    numbers = [Decimal(min(year.number, last)) for year in time.operated]
    held = table.structure(
        f"year.{id_}",
        numbers,
        f"负荷曲线年序（{row.data.name}）",
        f"Ramp year, {id_}",
        "运营年序，最后一年以后保持",
        unit="count",
        rests_on=(*time.begins, *row.indexes(Ramp.by_operating_year)),
    )
    before = row.at(Ramp.by_operating_year, min(time.year_before, last)) if time.year_before else 0
    value = table.line(
        f"value.{id_}",
        row.pick(Ramp.by_operating_year, held),
        f"负荷率（{row.data.name}）",
        f"Ramp value, {id_}",
        row.data.evidence or "录入值",
        opening=before,
        unit="fraction",
    )
    months = value * time.own_months + previous(value) * time.rest_months
    full = table.line(
        f"months.{id_}",
        months,
        f"{row.data.name}（折合满负荷月数）",
        f"Full-load months, {id_}",
        "本年值×本运营年月数＋上年值×上一运营年月数",
        unit="quantity",
    )
    return full, value


def price_index(book: Book, table: Table, row: AnyRow) -> Line:
    """Index of a price that grows by a rate every n operating years; 1 in the first."""
    id_, time = row.data.id, book.use(timing.schedule)
    risen = time.steps_before(row.data.growth_every)
    index = table.declare(
        f"index.{id_}",
        f"价格指数（{row.data.name}）",
        f"Price index, {id_}",
        f"每满涨价周期乘（1＋涨价幅度），{_steps(book)}",
        unit="ratio",
        # Without earlier operating years plain 1: a power of no rises would only be a cell more for a reviewer to read.
        opening=(row.cell(Drivers.growth_rate) + 1) ** risen if risen.value else 1,
        rests_on=(*row.keys(Drivers.growth_every), *book.keys(Settings, Settings.growth_steps)),
    )
    return table.define(index, previous(index) * (row.cell(Drivers.growth_rate) * time.step(row.data.growth_every) + 1))


def _steps(book: Book) -> str:
    return sheet_of(Settings).cell(Settings.growth_steps).choices[settings(book).growth_steps]


class Volume(NamedTuple):
    """What is sold or used in a calendar year, to be priced. `base` is a calendar table when `load` is None."""

    book: Book
    base: Expression
    load: "Load | None" = None

    def of(self, price: Line | None = None) -> tuple[Expression, int]:
        """Give the volume, times a price if there is one, and what it is to be divided by."""
        if self.load is not None:
            return self.base * self.load.months(price), 12
        return (self.base if price is None else self.base * blended(self.book, price)), 1


def volume_of(book: Book, row: AnyRow) -> Volume:
    """Give the volume of a revenue line: a calendar table does not move, a single quantity goes by months."""
    if row.data.by_year:
        return Volume(book, book.use(timing.schedule).by_year(row) * row.cell(Drivers.utilisation))
    return Volume(book, row.cell(Drivers.quantity) * row.cell(Drivers.utilisation), loads(book, row.data.ramp))


class Load(NamedTuple):
    """How far a line runs: by a ramp, or fully."""

    book: Book
    full_months: Line
    ramp: Line | None

    def months(self, price: Line | None = None) -> Expression:
        """Months at full load, times a price if there is one.

        A price steps by calendar year, or by operating year: one that starts in mid-year ends in the next, so that each
        calendar year holds months of two, each with the ramp value and the price of its own.
        """
        if price is None:
            return self.full_months
        if settings(self.book).growth_steps == "calendar":
            return self.full_months * price
        time = self.book.use(timing.schedule)
        own, rest = (
            (price, previous(price))
            if self.ramp is None
            else (self.ramp * price, previous(self.ramp) * previous(price))
        )
        return own * time.own_months + rest * time.rest_months


def loads(book: Book, ramp: str | None) -> Load:
    """Give the load of a ramp, or the months in operation where there is none."""
    if ramp is None:
        return Load(book, book.use(timing.schedule).operating_months, None)
    made = book.use(schedule)
    return Load(book, made.months[ramp], made.values[ramp])


def blended(book: Book, index: Line) -> Expression:
    """Give an index of a calendar year: its own, or the mean over the months of both operating years in it."""
    if settings(book).growth_steps == "calendar":
        return index
    own, rest, of = book.use(timing.schedule).blend()
    return (index * own + previous(index) * rest) / of


def months_of(book: Book, ramp: str | None) -> Line:
    """Months at full load: of a ramp, or those in operation where there is none."""
    return loads(book, ramp).full_months


def in_money(book: Book, row: AnyRow, amount: Expression, parts: int = 1) -> Expression:
    """Turn a price in yuan into the project's money unit, and divide by `parts`, in one division at the end.

    A twelfth has no end in decimals: divided in between, half a cent would fall short.
    """
    if row.data.price_unit == "yuan":
        yuan = book.form(Settings).cell(Settings.yuan_per_unit)
        return amount / (yuan * parts if parts > 1 else yuan)
    return amount / parts if parts > 1 else amount
