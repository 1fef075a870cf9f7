"""敏感性: tables of stressed runs, two-way grids, break-evens and the tornado; every output shows these same figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bondcalc.analysis.drivers import DRIVERS, change_text, change_text_en
from bondcalc.analysis.stress.stress_point import StressPoint, coverage_with_late, without_left_over
from bondcalc.analysis.stress.stressed import Stress, steps
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.firms import Firm
from bondcalc.inputs.sheets.investment_items import InvestmentItem
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.operating_costs import CostLine, TaxLine
from bondcalc.inputs.sheets.parcels import Parcel
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.revenue_lines import NodeLine, RevenueLine
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.taxation import Taxation
from bondcalc.rules.load import Rules
from bondcalc.wording.terms import Unit

PAIR = ("revenue", "costs")
"""The two drivers of the two-way table that filings show."""
COMPARED = Decimal("0.1")
"""The change of a share in a tornado; rates and delays take their largest step."""


DriverSteps = Callable[[str], Sequence[Decimal]]
"""The changes of a driver to look at, by its id."""


class DriverStep(NamedTuple):
    """One driver changed, and what comes of it."""

    driver: str
    change: Decimal
    point: StressPoint


@dataclass(frozen=True)
class SensitivityGrid:
    """Two drivers changed together: a row for each change of the first, a column for each of the second; 0 is among both."""

    drivers: tuple[str, str]
    changes: tuple[list[Decimal], list[Decimal]]
    points: list[list[StressPoint]]


class BreakEven(NamedTuple):
    """The smallest adverse change of a driver at which E/F falls below each threshold and at which cash runs out.

    None where even the furthest change does not do it, 0 where it is so already. `short` is the first year without cash. `without` is as `cash`,
    of cash without what construction leaves over, `late` as `coverage`, with costs paid after the last maturity; empty where none is stated for then.
    """

    driver: str
    coverage: Mapping[Decimal, Decimal | None]
    cash: Decimal | None
    short: int | None
    without: Decimal | None
    late: Mapping[Decimal, Decimal | None] = MappingProxyType({})

    @property
    def sooner_with_late(self) -> bool:
        """Whether costs paid after the last maturity move a threshold nearer."""
        return bool(self.late) and self.late != self.coverage


class Bar(NamedTuple):
    """How far E/F moves with a driver, against and for the project; nothing is ever early, so a delay only hurts."""

    driver: str
    change: Decimal
    against: Fraction
    favour: Fraction


def present(project: Project) -> list[str]:
    """Drivers that have something to move in a project; a project without land has no land price."""
    has: dict[str, bool] = dict.fromkeys(DRIVERS, True)
    lines, parcels = bool(project.rows(RevenueLine) or project.rows(NodeLine)), bool(project.rows(Parcel))
    # Cost of land that stands in the investment moves with the investment: a driver of its own would move it twice.
    costly = any(not parcel.cost_in_investment for parcel in project.rows(Parcel))
    planned = any(bond.status == "planned" for bond in project.rows(Bond))
    has |= {
        "revenue": lines or parcels,
        "operating_revenue": lines,
        "node_revenue": bool(project.rows(NodeLine)),
        "land_price": parcels,
        "sale_delay": parcels,
        "land_costs": costly,
        "costs": bool(project.rows(CostLine)),
        "tax_rates": bool(project.rows(TaxLine)) or project.form(Taxation).method == "computed",
        "investment": bool(project.rows(InvestmentItem)),
        "bond_size": planned,
        "rate_rise": planned or bool(project.rows(Loan)),
        "anchor": any(firm.leads for firm in project.rows(Firm)),
        "anchor_delay": any(firm.leads for firm in project.rows(Firm)),
        "operation_delay": project.form(Particulars).operation_start is not None and _runs(project),
    }
    return [id_ for id_ in DRIVERS if has[id_]]


def _runs(project: Project) -> bool:
    """Tell whether anything depends on operation: revenue, costs, taxes, or which interest is invested; land is sold when it is sold."""
    invested = project.form(Settings).construction_interest == "in_investment"
    return invested or any(project.rows(sheet) for sheet in (RevenueLine, NodeLine, CostLine, TaxLine))


def thresholds(project: Project, rules: Rules) -> list[Decimal]:
    """Every level E/F is tested on: the floor, and the province's own where one is stated."""
    local = project.form(Settings).coverage_threshold
    return sorted({rules.value("coverage_floor").number, *([] if local is None else [local])})


def single(stress: Stress, drivers: Sequence[str], given: DriverSteps) -> Iterator[DriverStep]:
    """Change one driver at a time."""
    for driver in drivers:
        for change in given(driver):
            yield DriverStep(driver, change, stress.at({driver: change}))


def grid(stress: Stress, pair: tuple[str, str], given: DriverSteps) -> SensitivityGrid:
    """Change two drivers together; each also stands where it is."""
    down, across = pair
    # 0 stands in both, so that a reader finds the base case and each driver alone in the same table.
    rows, columns = (sorted({Decimal(0), *given(driver)}) for driver in pair)
    points = [[stress.at({down: row, across: column}) for column in columns] for row in rows]
    return SensitivityGrid(pair, (rows, columns), points)


def adverse_grid(stress: Stress, rules: Rules) -> SensitivityGrid:
    """The table of filings and workbook: revenue as planned or less, costs as planned or more."""

    def adverse(driver: str) -> list[Decimal]:
        """Keep the steps that hurt."""
        return [change for change in steps(rules, driver) if change * DRIVERS[driver].adverse > 0]

    table = grid(stress, PAIR, adverse)
    return replace(table, changes=(table.changes[0][::-1], table.changes[1]), points=table.points[::-1])


def both_move(table: SensitivityGrid) -> bool:
    """Tell whether each of two drivers changes E/F; a table of one that moves nothing (a project without costs) says nothing."""
    rows = [[point.ratio for point in row] for row in table.points]
    return all(any(len(set(line)) > 1 for line in lines) for lines in (rows, [*zip(*rows, strict=True)]))


def break_even(stress: Stress, driver: str, limits: Sequence[Decimal]) -> BreakEven:
    """Solve for one driver: each threshold of E/F, also with costs paid after the last maturity, and cash."""
    cash = stress.break_even_of_cash(driver)
    short = None if cash is None else stress.at({driver: cash}).short
    without = stress.break_even_of_cash(driver, without_left_over)
    inside = {limit: stress.break_even(driver, limit) for limit in limits}
    stated = stress.at({}).late_revenue is not None
    late = {limit: stress.break_even(driver, limit, coverage_with_late) for limit in limits if stated}
    return BreakEven(driver=driver, coverage=inside, cash=cash, short=short, without=without, late=late)


def break_evens(stress: Stress, rules: Rules) -> list[BreakEven]:
    """Solve for every driver that is present."""
    project = stress.book.project
    return [break_even(stress, driver, thresholds(project, rules)) for driver in present(project)]


def tornado(stress: Stress, rules: Rules, drivers: Sequence[str]) -> list[Bar]:
    """Compare the drivers, the one that hurts most first."""
    base = stress.at({}).ratio or Fraction(0)
    bars = []
    for driver in drivers:
        stated = DRIVERS[driver]
        # One share for all that are shares: bars of different changes compare nothing. Rates and delays have no share.
        change = (COMPARED if stated.unit == Unit.SHARE else steps(rules, driver)[-1]) * stated.adverse

        def moved(by: Decimal, driver: str = driver) -> Fraction:
            """Say how far E/F moves; 0 where there is no debt service to divide by."""
            ratio = stress.at({driver: by}).ratio
            return Fraction(0) if ratio is None else ratio - base

        late = stated.unit in {Unit.YEARS, Unit.MONTHS}
        bars.append(Bar(driver, change, moved(change), Fraction(0) if late else moved(-change)))
    return sorted(bars, key=lambda bar: bar.against)


def tightest(solutions: Sequence[BreakEven], limit: Decimal) -> BreakEven | None:
    """Give the driver whose smallest relative change brings E/F below a threshold; rates and delays do not compare."""
    rooms = [
        (abs(change), solved)
        for solved in solutions
        if DRIVERS[solved.driver].unit == Unit.SHARE and (change := solved.coverage[limit]) is not None
    ]
    return min(rooms, key=lambda pair: pair[0])[1] if rooms else None


def crossing_text(driver: str, change: Decimal | None, english: bool = False) -> str:
    """Write where a line is crossed: the change, that it is so already, or how far it was looked for in vain."""
    stated, write = DRIVERS[driver], change_text_en if english else change_text
    if change is None:
        furthest = write(driver, stated.furthest * stated.adverse)
        return f"not within {furthest}" if english else f"变动至{furthest}仍未出现"
    if change == 0:
        return "so already" if english else "基准情形已出现"
    return write(driver, change, 2)
