"""时间轴: construction, operation and the coverage window, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Constant, Expression, Line
from bondcalc.algebra.table import Table
from bondcalc.dates import months_inside
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.schedules import bonds, lifetime
from bondcalc.schedules.book import AnyRow, Book
from bondcalc.schedules.tranche import Tranche


class OperatedYear(NamedTuple):
    """A calendar year as it is operated: its operating year (0 for none), months of operation, and those of the year before.

    A plant that starts in mid-year ends its first operating year in the middle of the next calendar year, whose first
    months still belong to it (`rest`). Months, not shares of a year: a twelfth has no end in decimals, and half a cent
    would be lost on the way.
    """

    number: int
    months: int
    rest: int

    @property
    def own(self) -> int:
        """Months of the operating year that this calendar year is counted as."""
        return self.months - self.rest


@dataclass
class Timing:
    """Rows of structure that other schedules read; `begins` names the cell of the first day of operation.

    `window` are the weights of the coverage window, `steps` the growth rows by interval, `last` the last forecast year.
    `steps`, `forecast` and `blends` are laid out when a schedule first asks: a table shows only the rows somebody reads.
    """

    table: Table
    operating_year: Line
    operating_months: Line
    own_months: Line
    rest_months: Line
    window: lifetime.Window
    operated: tuple[OperatedYear, ...]
    begins: tuple[Key, ...]
    operates: tuple[Key, ...]
    last: int
    ends: tuple[Key, ...]
    steps: dict[int, Line] = field(default_factory=dict)
    forecast: list[Line] = field(default_factory=list)
    blends: list[Line] = field(default_factory=list)

    @property
    def year_before(self) -> int:
        """Operating year before the first year of the table; 0 where operation starts inside it."""
        return max(0, self.operated[0].number - 1)

    def steps_before(self, every: int) -> Constant:
        """Count the price rises of a plant that ran before the first year of the table."""
        # A whole number known when the schedules are built, so the workbook shows it under a name instead of a row for it.
        rises = (self.year_before - 1) // every if self.year_before else 0
        return Constant(rises, "首年之前涨价次数", "rises before the first year", self.begins)

    def step(self, every: int) -> Line:
        """Give the row that is 1 in the years in which a price that grows every n years goes up."""
        if every not in self.steps:
            numbers = [year.number for year in self.operated]
            # The price stated is that of the first operating year: it first goes up after a whole interval.
            values = [Decimal(int(number > 1 and (number - 1) % every == 0)) for number in numbers]
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
            # 12 where nothing operates: prices stay defined there, and no quotient has a zero below.
            whole = [year.months or lifetime.YEAR for year in self.operated]
            own = [months - year.rest for months, year in zip(whole, self.operated, strict=True)]
            self.blends += [
                _months(self.table, "blend_own", own, "本运营年月数（无运营的年度按12）", "Blend own", self.operates),
                _months(self.table, "blend_of", whole, "当年月数（无运营的年度按12）", "Blend of", self.operates),
            ]
        return self.blends[0], self.rest_months, self.blends[1]

    def by_year(self, row: AnyRow) -> Expression:
        """Read a calendar table; what it states after the last forecast year (预测期末年) is neither earned nor spent."""
        stated = row.yearly(Drivers.by_year)
        return stated if max(row.data.by_year, default=0) <= self.last else self.within(stated)

    def within(self, stated: Expression) -> Expression:
        """Leave of a row by year what comes by the last forecast year (预测期末年)."""
        if self.table.axis.years[-1] <= self.last:
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


def _months(table: Table, id_: str, months: Sequence[int], zh: str, en: str, keys: tuple[Key, ...]) -> Line:
    values = [Decimal(number) for number in months]
    return table.structure(id_, values, zh, en, "投入运营日期至运营期末", unit="count", rests_on=keys)


def window(tranches: Sequence[Tranche]) -> tuple[date, date]:
    """Return the coverage window (债券存续期): first value date to the day on which the last bond is repaid."""
    return min(tranche.row.data.value_date for tranche in tranches), max(tranche.last_day for tranche in tranches)


def window_keys(tranches: Sequence[Tranche]) -> tuple[Key, ...]:
    """Name the cells that fix the coverage window."""
    return tuple(key for tranche in tranches for key in tranche.table.axis.rests_on)


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


def operated(years: Sequence[int], days: tuple[date, date] | None) -> tuple[OperatedYear, ...]:
    """Count operating years and months of calendar years, given the first and last day of operation (None without it)."""
    if days is None:
        return tuple(OperatedYear(0, 0, 0) for _ in years)
    start = days[0]
    late = lifetime.YEAR - months_inside(start.year, start, date.max)
    made = []
    for year in years:
        number, months = max(0, year - start.year + 1), months_inside(year, *days)
        # A plant that closes early in the year may not reach the months in which its own operating year begins.
        made.append(OperatedYear(number, months, min(months, late) if number > 1 else 0))
    return tuple(made)


def schedule(book: Book) -> Timing:
    """Lay out the years."""
    table = book.table("timing", "时间轴", "Timing", 2)
    years, form = book.years.years, book.form(Particulars)
    begins, operates = (
        form.keys(Particulars.operation_start),
        form.keys(Particulars.operation_start, Particulars.operation_end, Particulars.forecast_end),
    )
    each = operated(years, operation(book))
    own, rest = [year.own for year in each], [year.rest for year in each]
    return Timing(
        table=table,
        own_months=_months(table, "own_months", own, "本运营年月数", "Months of the own operating year", operates),
        rest_months=_months(
            table, "rest_months", rest, "上一运营年月数", "Months of the operating year before", operates
        ),
        operating_year=table.structure(
            "operating_year",
            [Decimal(year.number) for year in each],
            "运营年序",
            "Operating year",
            "投入运营日期",
            unit="count",
            rests_on=begins,
        ),
        operating_months=_months(
            table, "operating_months", [year.months for year in each], "当年运营月数", "Months in operation", operates
        ),
        window=life(book, table, book.use(bonds.schedule).tranches),
        operated=each,
        begins=begins,
        operates=operates,
        last=form.data.forecast_end or years[-1],
        ends=form.keys(Particulars.forecast_end),
    )
