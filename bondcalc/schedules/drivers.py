"""What volume-times-price lines share: ramps, price indexes and the unit of the price."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bondcalc.algebra.line import Expression, Line, previous
from bondcalc.algebra.table import Table
from bondcalc.inputs.drivers import Ramp
from bondcalc.inputs.settings import Settings
from bondcalc.schedules import timing
from bondcalc.schedules.book import Book, Row


@dataclass(frozen=True)
class Ramps:
    """Each ramp by year, in months at full load (0 to 12)."""

    months: dict[str, Line]


def schedule(book: Book) -> Ramps:
    """Build the ramp table (爬坡曲线): a year of k-th operation that starts in mid-year mixes two ramp years."""
    table = book.table("ramps", "爬坡曲线表", "Ramps", 21)
    time = book.use(timing.schedule)
    months = {}
    for row in book.rows(Ramp):
        months[row.data.id] = _ramp(table, row, time)
    return Ramps(months)


def _ramp(table: Table, row: Row[Ramp], time: timing.Timing) -> Line:
    id_, last = row.data.id, max(row.data.by_operating_year, default=1)
    numbers = [Decimal(min(number, last)) for number in time.numbers]
    held = table.structure(f"year.{id_}", numbers, zh=f"爬坡年序（{row.data.name}）", en=f"Ramp year, {id_}", unit="count",
                           source="运营年序，最后一年以后保持",
                           rests_on=(*time.begins, *row.indexes("by_operating_year")))  # fmt: skip
    value = table.line(f"value.{id_}", row.pick("by_operating_year", held), zh=f"爬坡值（{row.data.name}）",
                       en=f"Ramp value, {id_}", unit="fraction", source=row.data.evidence or "录入值")  # fmt: skip
    months = value * time.table["own_months"] + previous(value) * time.table["rest_months"]
    return table.line(f"months.{id_}", months, zh=f"{row.data.name}（折合满负荷月数）", en=f"Full-load months, {id_}",
                      unit="quantity", source="本年值×本运营年月数＋上年值×上一运营年月数")  # fmt: skip


def price_index(book: Book, table: Table, row: Row[Any]) -> Line:
    """Index of a price that grows by a rate every n operating years; 1 in the first."""
    id_, time = row.data.id, book.use(timing.schedule)
    index = table.declare(f"index.{id_}", zh=f"价格指数（{row.data.name}）", en=f"Price index, {id_}", unit="ratio",
                          opening=1, source="每满涨价周期乘（1＋涨价幅度）", rests_on=row.keys("growth_every"))  # fmt: skip
    return table.define(index, previous(index) * (row.cell("growth_rate") * time.step(row.data.growth_every) + 1))


def months_of(book: Book, ramp: str | None) -> Line:
    """Months at full load: of a ramp, or those in operation where there is none."""
    return book.use(schedule).months[ramp] if ramp else book.use(timing.schedule).operating_months


def in_money(book: Book, row: Row[Any], amount: Expression, parts: int = 1) -> Expression:
    """Turn a price in yuan into the project's money unit, and divide by `parts`, in one division at the end.

    A twelfth has no end in decimals: divided in between, half a cent would fall short.
    """
    if row.data.price_unit == "yuan":
        yuan = book.form(Settings).cell("yuan_per_unit")
        return amount / (yuan * parts if parts > 1 else yuan)
    return amount / parts if parts > 1 else amount
