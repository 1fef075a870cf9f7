"""到期后支付的成本: costs that E leaves out because they are paid after the last maturity, and coverage with them (decision 0098)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.line import Expression, Line, add, largest, money, ratio, total
from bondcalc.algebra.table import Table
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules import coverage, inside, land, late_land, late_outlays, revenue, timing
from bondcalc.schedules.book import Book, settings
from bondcalc.schedules.costs import Stated
from bondcalc.schedules.lifetime import SOURCE

SHEET = "到期后支付的成本测算表"
NUMBER = 63


class LateCosts(NamedTuple):
    """Costs paid after the last maturity, in units of money, and E with them.

    `land` is what is still unpaid then of the cost of land whose price E counts, by parcel; `outlays` are rows by year with
    what they state for after it, `total` is both. `own` of it belongs to revenue that E counts; `revenue_less_own` is E less that,
    `revenue` E less all.
    """

    land: Mapping[str, Line]
    outlays: Sequence[Stated]
    land_total: Line
    outlays_total: Line
    total: Line
    own: Line
    revenue_less_own: Line
    revenue: Line
    ratios: Mapping[str, Line]


class AfterMaturity(NamedTuple):
    """What is paid after the last maturity; None where nothing is stated for then."""

    late: LateCosts | None = None


def schedule(book: Book) -> AfterMaturity:
    """Build the tables where a cost is stated for after the last maturity.

    By hand in tests/schedules/test_late_costs.py: test_costs_moved_behind_the_maturity_by_hand.
    """
    plans, rows = late_land.plans(book), late_outlays.rows(book)
    if not plans and not rows:
        return AfterMaturity()
    yearly = book.table("after_maturity_by_year", "到期后支付的成本（分年）", "After maturity", NUMBER, sheet=SHEET)
    table = book.scalars("after_maturity", SHEET, "Costs paid after the last maturity", NUMBER)
    land_left = {plan.data.parcel: late_land.left(book, yearly, table, plan) for plan in plans}
    outlays = [(row, late_outlays.left_out(book, yearly, row, amount)) for row, amount in rows]
    return AfterMaturity(_counted(book, table, land_left, outlays, _earned_later(book, yearly)))


def _earned_later(book: Book, yearly: Table) -> Line:
    """Income that E does not count because it comes after the maturity: no more of later costs than that can belong to it."""
    window, years = book.use(timing.schedule).window, book.years.years

    def flags(what: str, first: int, zh: str, en: str) -> Line:
        """Mark the years from one on."""
        marks = [Decimal(year >= first) for year in years]
        chosen = book.keys(Settings, Settings.edge_years)
        return yearly.structure(what, marks, zh, en, SOURCE, unit="count", rests_on=(*window.keys, *chosen))

    beyond = flags("beyond", window.last.year + 1, "末期债券到期年以后标志", "After the year of the last maturity")
    earned = book.use(revenue.schedule).claimed * beyond
    if settings(book).edge_years == "prorated":
        ending = flags("ending", window.last.year, "末期债券到期年起标志", "From the year of the last maturity on")
        earned = (book.use(revenue.schedule).claimed - _operated_inside(book)) * ending
    return yearly.line(
        "earned_later",
        earned + book.use(land.schedule).claimed_gross * beyond,
        "末期债券到期后的收入",
        "Income after the last maturity",
        "列为偿债资金来源的经营收入、土地出让收入，存续期内不计入的部分",
        total=True,
    )


def _operated_inside(book: Book) -> Expression:
    """Operating revenue of each year that E counts: by months, by its own month, or by periods that are over."""
    window, shares = book.use(timing.schedule).window, book.use(inside.schedule).shares
    claimed = book.use(revenue.schedule).claimed
    apart = [line for _, line in book.use(revenue.schedule).claimed_lines if line in shares]
    evenly = claimed - add(apart) if apart else claimed
    return add([money(evenly * window.months / window.of), *(shares[line].of(line) for line in apart)])


def _counted(
    book: Book, table: Table, land_left: Mapping[str, Line], outlays: Sequence[Stated], earned: Line
) -> LateCosts:
    """E less these costs, and the ratios with it."""
    basis = book.use(coverage.schedule).basis
    ground = _amount(table, "land_total", add([*land_left.values()]), "到期后支付的土地成本", "Land cost left")
    single = add([total(amount) for _, amount in outlays])
    spent = _amount(table, "outlays_total", single, "到期后列支的成本、税费", "Outlays after the maturity")
    later = _amount(table, "earned_later", total(earned), "末期债券到期后的收入", "Income after the last maturity")
    both = _amount(table, "total", ground + spent, "到期后支付的成本合计", "Costs paid after the last maturity")
    belonging = ground + largest(0, spent - later)
    own = _amount(table, "own", belonging, "其中：属于存续期内收入的成本", "Of which of income that E counts")
    less = _amount(table, "revenue_less_own", basis.revenue - own, "E 计入其中属于存续期内收入的成本", "E less own")
    least = _amount(table, "revenue", basis.revenue - both, "E 计入到期后支付的成本", "E with late costs")
    return LateCosts(
        land=land_left,
        outlays=outlays,
        land_total=ground,
        outlays_total=spent,
        total=both,
        own=own,
        revenue_less_own=less,
        revenue=least,
        ratios=_ratios(table, least, basis),
    )


def _amount(table: Table, id_: str, formula: Expression, zh: str, en: str) -> Line:
    return table.line(id_, formula, zh, en, "未计入E的，另行计入")


def _ratios(table: Table, revenue: Line, basis: coverage.Basis) -> dict[str, Line]:
    stated = (
        ("coverage_total_debt_with_late_costs", basis.service, "全部债务本息覆盖倍数（计入到期后支付的成本）", "E/F"),
        (
            "coverage_special_bond_with_late_costs",
            basis.bond_service,
            "专项债券本息覆盖倍数（计入到期后支付的成本）",
            "E/H",
        ),
    )
    return {
        id_: table.line(id_, ratio(revenue, owed), zh, f"{en} with late costs", "收益÷债务，不贴现", unit="ratio")
        for id_, owed, zh, en in stated
    }
