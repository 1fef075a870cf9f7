"""到期后列支的成本、税费: outlays by calendar year that lie after the last maturity (decisions 0098 and 0103)."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, largest, money, previous, total
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
"""Months after the last maturity in which an outlay stated by calendar year counts whatever is earned then."""
USUAL = int(100 * (1 + HIGHEST_STEP))
"""Per cent: what a year's running cost may be of the year before: more of it is no running cost, but an outlay that could have come earlier."""


class LateOutlays(NamedTuple):
    """Rows with what they state for after the maturity: `soon` within a year of it or where nothing is earned any more, `later` else."""

    soon: list[Stated]
    later: list[Stated]

    def by_year(self) -> Expression:
        """Both, by year."""
        return add([line for _, line in (*self.soon, *self.later)])

    @property
    def soon_total(self) -> Expression:
        """What counts whatever is earned after the maturity."""
        return add([total(line) for _, line in self.soon])

    @property
    def later_total(self) -> Expression:
        """What counts as far as no income after the maturity pays it."""
        return add([total(line) for _, line in self.later])


def by_maturity(book: Book, year: int, month: int | None) -> bool:
    """Tell whether an outlay of a year, or of a month of it, is paid by the last maturity as E counts it.

    Where years touching the window count whole (`edge_years`), all of its last year is.
    """
    last = book.use(timing.schedule).window.last
    whole = month is None or settings(book).edge_years == "whole"
    return year <= last.year if whole else month_days(year, month)[0] <= last


def is_soon(book: Book, year: int, month: int | None) -> bool:
    """Tell whether an outlay after the maturity may lie within a year of it, or lies in a year without operation: no later year earned it."""
    reach = add_months(book.use(timing.schedule).window.last, AFTER)
    return not by_maturity(book, year, month) and (month_days(year, month)[0] <= reach or year not in _operated(book))


def is_later(book: Book, year: int, month: int | None) -> bool:
    """Tell whether an outlay is paid more than a year after the maturity, while something operates."""
    return not by_maturity(book, year, month) and not is_soon(book, year, month)


def _operated(book: Book) -> frozenset[int]:
    """Give the years in which something operates."""
    years = zip(book.years.years, book.use(timing.schedule).operated, strict=True)
    return frozenset(year for year, operated in years if operated.months)


def rows(book: Book) -> list[Stated]:
    """Give costs and taxes that state an amount for after the last maturity, or a running one that leaps in its year."""
    return [
        (row, amount)
        for row, amount in book.use(costs.schedule).by_year
        if _states(book, row, is_soon) or _states(book, row, is_later) or _leaps(book, row)
    ]


def left_out(book: Book, yearly: Table, stated: Sequence[Stated]) -> LateOutlays:
    """Add a line of what each row states for after the maturity: soon after it, and later."""
    return LateOutlays(
        [(row, _soon(book, yearly, row, amount)) for row, amount in stated if not _only_later(book, row)],
        [(row, _later(book, yearly, row, amount)) for row, amount in stated if _states(book, row, is_later)],
    )


def _only_later(book: Book, row: Row[CostLine] | Row[TaxLine]) -> bool:
    return not _states(book, row, is_soon) and not _leaps(book, row)


def _states(book: Book, row: Row[CostLine] | Row[TaxLine], when: Callable[[Book, int, int | None], bool]) -> bool:
    return any(stated and when(book, year, row.data.month) for year, stated in row.data.by_year.items())


def _leaps(book: Book, row: Row[CostLine] | Row[TaxLine]) -> bool:
    """Tell a running outlay that is much more in the year of the last maturity than before: E counts only months of that year."""
    by_year, last = row.data.by_year, book.use(timing.schedule).window.last
    return runs(book, row) and by_year.get(last.year, 0) > by_year.get(last.year - 1, 0) * USUAL / 100


def runs(book: Book, row: Row[CostLine] | Row[TaxLine]) -> bool:
    """Tell an outlay of which E counts the months of operation."""
    return row.data.month is None and counting.runs(row.data, book.use(timing.schedule).window)


def _soon(book: Book, yearly: Table, row: Row[CostLine] | Row[TaxLine], amount: Line) -> Line:
    """What a row states for just after the maturity; of one that runs on with operation only what is much more than the year before.

    Of such a row that is also what E leaves out of the year of the maturity by counting its months alone.
    """
    laid = book.use(timing.schedule)
    after = [year for year in row.years if is_soon(book, year, row.data.month)]
    amount = _as_stated(book, yearly, row) if max(row.data.by_year) > laid.last else amount
    late: Expression = amount * _flags(book, yearly, row, after, ("after", "到期后列支标志", "After the maturity"))
    if runs(book, row):
        on, words = _operated(book).intersection(after), ("runs_on", "到期后继续运营标志", "Runs on")
        late = _above_usual(late, amount, _flags(book, yearly, row, on, words))
        if _leaps(book, row) and settings(book).edge_years == "prorated":
            left = (laid.window.of - laid.window.outlays) / laid.window.of
            late = late + money(largest(0, amount - previous(amount) * USUAL / 100) * laid.window.end * left)
    return yearly.line(
        f"late.{_id(row)}",
        late,
        f"到期后列支（{row.data.name}）",
        f"{_id(row)} after the last maturity",
        "分年金额×标志；继续运营的按超过上年110%的部分，末期债券到期当年的按其中未计入存续期的月份",
        total=True,
    )


def _later(book: Book, yearly: Table, row: Row[CostLine] | Row[TaxLine], amount: Line) -> Line:
    """What a row states for more than a year after the maturity; of one that runs only what is much more than the year before."""
    years = [year for year in row.years if is_later(book, year, row.data.month)]
    flag = _flags(book, yearly, row, years, ("after_a_year", "到期一年以后列支标志", "A year after the maturity"))
    return yearly.line(
        f"later.{_id(row)}",
        _above_usual(amount * flag, amount, flag) if runs(book, row) else amount * flag,
        f"到期一年以后列支（{row.data.name}）",
        f"{_id(row)} a year after the last maturity",
        "分年金额×标志；逐年列支的按超过上年110%的部分",
        total=True,
    )


def _above_usual(late: Expression, amount: Line, flag: Line) -> Expression:
    """Of a running outlay what is more than the usual rise on the year before, in flagged years."""
    return money(largest(0, late - previous(amount) * USUAL / 100 * flag))


def _id(row: Row[CostLine] | Row[TaxLine]) -> str:
    return f"{row.sheet.id}.{row.data.id}"


def _flags(
    book: Book, yearly: Table, row: Row[CostLine] | Row[TaxLine], years: Collection[int], words: tuple[str, str, str]
) -> Line:
    """Mark years of a row."""
    laid, (what, zh, en) = book.use(timing.schedule), words
    chosen = book.keys(Settings, Settings.edge_years)
    return yearly.structure(
        f"{what}.{_id(row)}",
        [Decimal(year in years) for year in row.years],
        f"{zh}（{row.data.name}）",
        f"{en}, {_id(row)}",
        SOURCE,
        unit="count",
        rests_on=(*laid.window.keys, *laid.operates, *row.keys(Drivers.month), *chosen),
    )


def _as_stated(book: Book, yearly: Table, row: Row[CostLine] | Row[TaxLine]) -> Line:
    """A row as it is stated, also after the last forecast year (预测期末年), where no schedule counts it."""
    field = StressFactors.costs if isinstance(row.data, CostLine) else StressFactors.tax_rates
    return yearly.line(
        f"stated.{_id(row)}",
        money(row.yearly(Drivers.by_year) * book.form(StressFactors).cell(field)),
        f"含预测期以后的分年金额（{row.data.name}）",
        f"{row.data.id} as stated, after the forecast too",
        "分年金额×压力系数",
        total=True,
    )
