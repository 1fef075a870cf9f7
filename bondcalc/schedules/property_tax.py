"""房产税: by value on what the unit uses, by rent on what it lets, from the month after completion; no area pays twice."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, if_, largest, money, smallest
from bondcalc.algebra.table import Table
from bondcalc.dates import add_months, months_inside
from bondcalc.inputs.sheets.buildings import Building
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import Drivers, RevenueLine
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules import depreciation, revenue, timing
from bondcalc.schedules.book import Book, Row

BUILDINGS = "buildings"
"""The class of assets whose original value a blank 房产原值 takes."""


class PropertyTax(NamedTuple):
    """Property tax by year; None where no building is stated."""

    total: Line | None = None


def schedule(book: Book) -> PropertyTax:
    """Build the table (房产税测算表).

    By hand in tests/schedules/test_property_tax.py: test_a_building_in_use_pays_from_the_month_after_completion,
    test_what_is_let_pays_on_rent_and_the_rest_on_value.
    """
    rows = book.rows(Building)
    if not rows:
        return PropertyTax()
    table = book.table("property_tax", "房产税测算表", "Property tax", 25, sheet="相关税费测算表")
    levied = [tax for row in rows for tax in _building(book, table, row)]
    table.heading("合计", "Total")
    return PropertyTax(
        table.line("total", add(levied), "房产税合计", "Property tax", "各处房产", total=True, strong=True)
    )


def _building(book: Book, table: Table, row: Row[Building]) -> list[Line]:
    """One building: the months it is taxed, the share of it that is let, tax on value, tax on rent."""
    table.heading(row.data.name, row.data.name)
    months = _months(book, table, row)
    rented = next((line for line in book.rows(RevenueLine) if line.data.id == row.data.rent), None)
    if rented is None:
        return [_on_value(book, table, row, months / 12, "当年计征月数÷12")]
    let = _let(book, table, row, rented, months)
    own = months / 12 - let / row.cell(Building.area)
    return [
        _on_value(book, table, row, own, "（当年计征月数÷12－出租面积÷建筑面积）"),
        _on_rent(book, table, row, rented),
    ]


def _months(book: Book, table: Table, row: Row[Building]) -> Line:
    """Months of each year after that of completion, to the end of operation or of the forecast."""
    operated, first = timing.operation(book), _taxed_from(book, row)
    last = operated[1] if operated else date(book.use(timing.schedule).last, 12, 31)
    return table.structure(
        f"months.{row.data.id}",
        [Decimal(months_inside(year, first, last)) for year in book.years.years],
        f"当年计征月数（{row.data.name}）",
        f"Months taxed, {row.data.id}",
        "自建成次月起",
        unit="count",
        rests_on=_fixes_months(book, row),
    )


def _taxed_from(book: Book, row: Row[Building]) -> date:
    """The first day of the month after completion."""
    done = row.data.completed or book.project.form(Particulars).construction_end or date.min
    return add_months(done.replace(day=1), 1)


def _fixes_months(book: Book, row: Row[Building]) -> tuple[Key, ...]:
    """The cells that fix the months taxed."""
    fixed = row.keys(Building.completed) if row.data.completed else book.keys(Particulars, Particulars.construction_end)
    return (*fixed, *book.keys(Particulars, Particulars.operation_end, Particulars.forecast_end))


def _let(book: Book, table: Table, row: Row[Building], rented: Row[RevenueLine], months: Line) -> Line:
    """Area let on the mean of the year, from the volume of the rent line; no more than there is."""
    volume, parts = book.use(revenue.schedule).volumes[rented.data.id].of()
    mean = _while_taxed(book, table, row, volume / parts if parts > 1 else volume)
    return table.line(
        f"let.{row.data.id}",
        smallest(mean, row.cell(Building.area) * months / 12),
        f"出租面积（{row.data.name}，全年平均）",
        f"Area let, {row.data.id}",
        f"“{rented.data.name}”的数量，不超过建筑面积",
        unit="quantity",
    )


def _while_taxed(book: Book, table: Table, row: Row[Building], mean: Expression) -> Expression:
    """Of what is let before the building is taxed on value, as in partial operation, only the later months leave that tax."""
    operated, first = timing.operation(book), _taxed_from(book, row)
    if operated is None or first <= operated[0]:
        return mean
    both = table.structure(
        f"let_months.{row.data.id}",
        [Decimal(months_inside(year, first, operated[1])) for year in book.years.years],
        f"计征月份中的运营月数（{row.data.name}）",
        f"Months taxed in operation, {row.data.id}",
        "投入运营早于建成的，建成当月及以前的出租面积不抵减从价计征",
        unit="count",
        rests_on=_fixes_months(book, row),
    )
    months = book.use(timing.schedule).operating_months
    return if_(months > 0, mean * both / months, mean)


def _on_value(book: Book, table: Table, row: Row[Building], share: Expression, words: str) -> Line:
    """Tax on value (从价计征): original value less the local deduction, for the part of the year and area not let."""
    kept = 1 - row.cell(Building.deduction)
    worth = _worth(book, row) * kept * book.rule("property_tax_on_value")
    return table.line(
        f"on_value.{row.data.id}",
        money(largest(0, worth * share) * book.form(StressFactors).cell(StressFactors.tax_rates)),
        f"从价计征（{row.data.name}）",
        f"On value, {row.data.id}",
        f"房产原值×（1－减除比例）×税率×{words}×税费系数",
        total=True,
    )


def _worth(book: Book, row: Row[Building]) -> Expression:
    """The original value as stated, else that of the buildings in the schedule of assets."""
    if row.data.original_value is not None:
        return row.cell(Building.original_value)
    originals = book.use(depreciation.schedule).originals
    return add([line for group, line in originals.items() if group.asset == BUILDINGS])


def _on_rent(book: Book, table: Table, row: Row[Building], rented: Row[RevenueLine]) -> Line:
    """Tax on rent (从租计征), which is without value-added tax."""
    rent = book.use(revenue.schedule).amounts[rented.data.id] / (rented.cell(Drivers.output_vat_rate) + 1)
    factor = book.form(StressFactors).cell(StressFactors.tax_rates)
    return table.line(
        f"on_rent.{row.data.id}",
        money(rent * book.rule("property_tax_on_rent") * factor),
        f"从租计征（{row.data.name}）",
        f"On rent, {row.data.id}",
        "租金收入÷（1＋增值税税率）×税率×税费系数",
        total=True,
    )
