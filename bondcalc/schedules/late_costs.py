"""到期后支付的成本: costs and losses that E leaves out because they come after the last maturity, and coverage with them (decisions 0098 and 0103)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import Key
from bondcalc.algebra.line import Expression, Line, add, largest, smallest, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import coverage_basis, inside, land, late_land, late_outlays, late_sales, repayable, timing
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.costs import Stated
from bondcalc.schedules.late_land import LateLand
from bondcalc.schedules.late_outlays import LateOutlays
from bondcalc.schedules.lifetime import SOURCE
from bondcalc.schedules.other_multiples import CountedOtherwise

SHEET = "到期后支付的成本测算表"
NUMBER = 63
COUNTED = CountedOtherwise("with_late_costs", "计入到期后支付的成本", "with late costs")


class LateCosts(NamedTuple):
    """Costs and losses after the last maturity, in units of money, and E with them.

    `land` is what is still unpaid then of the cost of land whose price E counts, by parcel; `outlays` are rows by year with what
    they state for the year after it, `later` with what they state for still later years, of which what income after the maturity
    pays (`by_income`) is not in the `total`; `losses` are those of what is sold after it, by name.
    `own` of that belongs to revenue that E counts; `revenue_less_own` is E less that, `revenue` E less all.
    """

    land: Mapping[str, Line]
    outlays: Sequence[Stated]
    later: Sequence[Stated]
    losses: Sequence[tuple[str, Line]]
    by_income: Line
    total: Line
    own: Line
    revenue_less_own: Line
    revenue: Line
    ratios: Mapping[str, Line]


class AfterMaturity(NamedTuple):
    """What is paid after the last maturity; None where nothing is stated for then."""

    late: LateCosts | None = None


class _After(NamedTuple):
    """What comes after the maturity: land by parcel, outlays, what sales of lines lose by name, and what operation earns."""

    land: dict[str, LateLand]
    outlays: LateOutlays
    sales: list[tuple[str, Line]]
    earned: Line

    @property
    def land_left(self) -> dict[str, Line]:
        """Cost left of land sold by the maturity, by parcel."""
        return {id_: parcel.left for id_, parcel in self.land.items() if parcel.left is not None}

    @property
    def land_losses(self) -> list[tuple[str, Line]]:
        """Losses of land sold after the maturity, by name."""
        return [(f"地块{id_}", parcel.lost) for id_, parcel in self.land.items() if parcel.lost is not None]


def schedule(book: Book) -> AfterMaturity:
    """Build the tables where a cost or a sale is stated for after the last maturity.

    By hand in tests/schedules/test_late_costs.py: test_costs_moved_behind_the_maturity_by_hand.
    By hand in tests/schedules/test_late_losses.py: test_land_sold_at_a_loss_after_the_maturity_by_hand.
    """
    parcels, rows, sales = late_land.parcels(book), late_outlays.rows(book), late_sales.sales(book)
    if not parcels and not rows and not sales:
        return AfterMaturity()
    yearly = book.table("after_maturity_by_year", "到期后支付的成本（分年）", "After maturity", NUMBER, sheet=SHEET)
    table = book.scalars("after_maturity", SHEET, "Costs paid after the last maturity", NUMBER)
    ending = _ending(book, yearly)
    outlays = late_outlays.left_out(book, yearly, rows)
    after = _After(
        {row.data.id: late_land.after(book, yearly, table, row, ending) for row in parcels},
        outlays,
        [(sale.row.data.name, late_sales.lost(book, yearly, table, sale, ending)) for sale in sales],
        _earned(book, yearly, outlays, ending),
    )
    return AfterMaturity(_counted(book, table, after))


def _ending(book: Book, yearly: Table) -> Line:
    """Mark the years after the maturity: with its own, of which E counts a part, unless years count whole."""
    window, whole = book.use(timing.schedule).window, settings(book).edge_years == "whole"
    first, zh, en = (1, "末期债券到期年以后标志", "After the year of") if whole else (0, "末期债券到期年起标志", "From")
    marks = [Decimal(year >= window.last.year + first) for year in book.years.years]
    keys = (*window.keys, *book.keys(Settings, Settings.edge_years))
    return yearly.structure("ending", marks, zh, f"{en} the last maturity", SOURCE, unit="count", rests_on=keys)


def _earned(book: Book, yearly: Table, outlays: LateOutlays, ending: Line) -> Line:
    """What operation earns after the maturity, its running costs paid: no more of late outlays than that can belong to it."""
    income = book.use(repayable.schedule).amount - book.use(land.schedule).claimed_net
    if settings(book).edge_years == "prorated":
        counted = book.use(inside.schedule)
        income = income - (counted.total - counted.land)
    return yearly.line(
        "earned_later",
        income * ending + book.use(timing.schedule).within(outlays.by_year()),
        "末期债券到期后的经营净收入",
        "Earned by operation after the last maturity",
        "不含土地的项目收益，存续期内不计入的部分，未扣除到期后列支的成本、税费",
        total=True,
        rests_on=book.keys(Settings, Settings.edge_years),
    )


def _counted(book: Book, table: Table, after: _After) -> LateCosts:
    """E less what comes after the maturity, and the ratios with it."""
    basis, sums = book.use(coverage_basis.schedule).basis, _summed(book, table, after)
    less = _amount(
        table, "revenue_less_own", basis.revenue - sums.own, "E 计入其中属于存续期内收入的成本", "E less own"
    )
    least = _amount(table, "revenue", basis.revenue - sums.total, "E 计入到期后支付的成本", "E with late costs")
    return LateCosts(
        land=after.land_left,
        outlays=after.outlays.soon,
        later=after.outlays.later,
        losses=[*after.land_losses, *after.sales],
        by_income=sums.by_income,
        total=sums.total,
        own=sums.own,
        revenue_less_own=less,
        revenue=least,
        ratios=COUNTED.multiples(table, least, basis.service, basis.bond_service),
    )


class _Sums(NamedTuple):
    """All that counts, what of it belongs to revenue of E, and later outlays that income after the maturity pays."""

    total: Line
    own: Line
    by_income: Line


def _summed(book: Book, table: Table, after: _After) -> _Sums:
    """Sum what comes after the maturity; income after it pays what it can."""
    lost = [line for _, line in (*after.land_losses, *after.sales)]
    income = largest(0, total(after.earned) + add([line for _, line in after.sales]))
    gained = [parcel.gained for parcel in after.land.values()]
    parcels = book.keys(Parcel, Parcel.claimed)
    sold = (*parcels, *(key for sheet in (RevenueLine, NodeLine) for key in book.keys(sheet, Drivers.claimed)))
    spent = (*book.keys(CostLine, CostLine.kind), *book.keys(TaxLine, TaxLine.kind))
    left = add([*after.land_left.values()])
    ground = _amount(table, "land_total", left, "到期后支付的土地成本", "Land cost left", parcels)
    soon = _amount(
        table, "outlays_total", after.outlays.soon_total, "到期后列支的成本、税费", "Outlays after it", spent
    )
    losses = _amount(table, "losses_total", add(lost), "到期后出让、销售的亏损", "Losses after the maturity", sold)
    later = _amount(
        table, "later_total", after.outlays.later_total, "到期一年以后列支的成本、税费", "Later outlays", spent
    )
    earned = _amount(table, "earned_later", add([income, *gained]), "末期债券到期后的净收入", "Earned after it")
    by_income = smallest(later, largest(0, earned - soon - losses))
    paid = _amount(
        table, "by_income", by_income, "其中：由到期后的净收入支付", "Of which paid by what is earned after it"
    )
    every = ground + soon + losses + later - paid
    both = _amount(table, "total", every, "到期后支付的成本合计", "Costs paid after the last maturity")
    belonging = ground + largest(0, soon + losses + later - earned)
    own = _amount(table, "own", belonging, "其中：属于存续期内收入的成本", "Of which of income that E counts")
    return _Sums(both, own, paid)


def _amount(table: Table, id_: str, formula: Expression, zh: str, en: str, rests_on: tuple[Key, ...] = ()) -> Line:
    return table.line(id_, formula, zh, en, "未计入E的，另行计入", rests_on=rests_on)
