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
from bondcalc.inputs.sheets.volume_lines import HIGHEST_STEP
from bondcalc.schedules import costs, counting, timing
from bondcalc.schedules.book import Book, Row, settings
from bondcalc.schedules.costs import Stated
from bondcalc.schedules.lifetime import SOURCE

AFTER = 12
"""Months after the last maturity in which an outlay stated by calendar year is looked at."""
USUAL = int(100 * (1 + HIGHEST_STEP))
"""Per cent: what a year's running cost may be of the year before: more of it is no running cost, but an outlay that could have come earlier."""


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
    """Give costs and taxes that state an amount for after the last maturity, or a running one that leaps in its year."""
    return [
        (row, amount)
        for row, amount in book.use(costs.schedule).by_year
        if any(stated and is_late(book, year, row.data.month) for year, stated in row.data.by_year.items())
        or _leaps(book, row)
    ]


def _leaps(book: Book, row: Row[CostLine] | Row[TaxLine]) -> bool:
    """Tell a running outlay that is much more in the year of the last maturity than before: E counts only months of that year."""
    by_year, last = row.data.by_year, book.use(timing.schedule).window.last
    return _runs(book, row) and by_year.get(last.year, 0) > by_year.get(last.year - 1, 0) * USUAL / 100


def _runs(book: Book, row: Row[CostLine] | Row[TaxLine]) -> bool:
    """Tell an outlay of which E counts the months of operation."""
    return row.data.month is None and counting.runs(row.data, book.use(timing.schedule).window)


def left_out(book: Book, yearly: Table, row: Row[CostLine] | Row[TaxLine], amount: Line) -> Line:
    """What a row states for after the maturity; of one that runs on with operation only what is much more than the year before.

    Of such a row that is also what E leaves out of the year of the maturity by counting its months alone.
    """
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
    if _runs(book, row):
        on, before = _operated(book).intersection(after), previous(amount) * USUAL / 100
        late = money(largest(0, late - before * flags("runs_on", on, "到期后继续运营标志", "Runs on")))
        if _leaps(book, row) and settings(book).edge_years == "prorated":
            left = (laid.window.of - laid.window.outlays) / laid.window.of
            late = late + money(largest(0, amount - before) * laid.window.end * left)
    return yearly.line(
        f"late.{id_}",
        late,
        f"到期后列支（{row.data.name}）",
        f"{id_} after the last maturity",
        "分年金额×标志；继续运营的按超过上年110%的部分，末期债券到期当年的按其中未计入存续期的月份",
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
