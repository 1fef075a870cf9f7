"""到期后列支的成本、税费: outlays by calendar year that lie just after the last maturity (decision 0098)."""

from collections.abc import Collection
from decimal import Decimal

from bondcalc.algebra.line import Expression, Line, largest, money, previous
from bondcalc.algebra.table import Table
from bondcalc.dates import add_months, month_days
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.stress_factors import StressFactors
from bondcalc.schedules import costs, counting, timing
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.costs import Stated
from bondcalc.schedules.lifetime import SOURCE

AFTER = 12
"""Months after the last maturity in which an outlay stated by calendar year is looked at."""


def by_maturity(book: Book, year: int, month: int | None) -> bool:
    """Tell whether an outlay of a year, or of a month of it, is paid by the last maturity as E counts it.

    Where years touching the window count whole (`edge_years`), all of its last year is.
    """
    last = book.use(timing.schedule).window.last
    whole = month is None or settings(book).edge_years == "whole"
    return year <= last.year if whole else month_days(year, month)[0] <= last


def is_late(book: Book, year: int, month: int | None) -> bool:
    """Tell whether an outlay is paid after the last maturity and no year's income but those before can have brought it.

    That is what may lie within twelve months after, and what comes later in a year without operation.
    """
    last, (first, end) = book.use(timing.schedule).window.last, month_days(year, month)
    if by_maturity(book, year, month) or end <= last:
        return False
    return first <= add_months(last, AFTER) or year not in _operated(book)


def _operated(book: Book) -> frozenset[int]:
    """Give the years in which something operates."""
    years = zip(book.years.years, book.use(timing.schedule).operated, strict=True)
    return frozenset(year for year, operated in years if operated.months)


def rows(book: Book) -> list[Stated]:
    """Give costs and taxes that state an amount for after the last maturity."""
    return [
        (row, amount)
        for row, amount in book.use(costs.schedule).by_year
        if any(stated and is_late(book, year, row.data.month) for year, stated in row.data.by_year.items())
    ]


def left_out(book: Book, yearly: Table, row: Row[CostLine] | Row[TaxLine], amount: Line) -> Line:
    """What a row states for after the maturity; of one that runs on with operation only what is more than the year before."""
    id_, laid = f"{row.sheet.id}.{row.data.id}", book.use(timing.schedule)
    chosen = book.keys(Settings, Settings.edge_years)
    keys = (*laid.window.keys, *laid.operates, *row.keys(Drivers.month), *chosen)
    after = [year for year in row.years if is_late(book, year, row.data.month)]
    amount = _as_stated(book, yearly, row) if max(row.data.by_year) > laid.last else amount

    def flags(what: str, years: Collection[int], zh: str, en: str) -> Line:
        """Mark years."""
        marks = [Decimal(year in years) for year in row.years]
        return yearly.structure(
            f"{what}.{id_}", marks, f"{zh}（{row.data.name}）", f"{en}, {id_}", SOURCE, unit="count", rests_on=keys
        )

    late: Expression = amount * flags("after", after, "到期后列支标志", "After the maturity")
    if row.data.month is None and counting.runs(row.data, laid.window):
        on = _operated(book).intersection(after)
        late = largest(0, late - previous(amount) * flags("runs_on", on, "到期后继续运营标志", "Runs on"))
    return yearly.line(
        f"late.{id_}",
        late,
        f"到期后列支（{row.data.name}）",
        f"{id_} after the last maturity",
        "分年金额×标志；继续运营的按比上年增加的部分",
        total=True,
    )


def _as_stated(book: Book, yearly: Table, row: Row[CostLine] | Row[TaxLine]) -> Line:
    """A row as it is stated, also after the last forecast year (预测期末年), where no schedule counts it."""
    field = StressFactors.costs if isinstance(row.data, CostLine) else StressFactors.tax_rates
    return yearly.line(
        f"stated.{row.sheet.id}.{row.data.id}",
        money(row.yearly(Drivers.by_year) * book.form(StressFactors).cell(field)),
        f"含预测期以后的分年金额（{row.data.name}）",
        f"{row.data.id} as stated, after the forecast too",
        "分年金额×压力系数",
        total=True,
    )
