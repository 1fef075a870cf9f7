"""The figures of the official form, of one project or of all that share a bond: 亿元 with four decimals.

A member is rounded as its own form is, by its own schedule; the pool is the sum of what the members' forms print and is not
rounded again. So each member keeps its identities (A = B + C + D, years = total), and so does the pool.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bondcalc.algebra.exact import decimal
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.schedules import coverage, disclosure
from bondcalc.schedules.disclosure import BUCKETS

TOTALS = ("investment", "capital", "special_bonds", "market_loans", "revenue", "service", "principal", "bond_service")
"""A, B, C, D, E, F, all principal (G), service of the bonds (H)."""
YEARLY = ("special_bonds", "market_loans", "revenue")
BELOW = {"e_a": "investment", "e_f": "service", "e_g": "principal", "e_h": "bond_service", "e_c": "special_bonds"}
"""What stands below the line of each ratio of the form."""


@dataclass(frozen=True)
class FormFigures:
    """Totals by id, and funding and revenue by id and year; a year that is not there is zero."""

    totals: Mapping[str, Decimal]
    years: Mapping[str, Mapping[int, Decimal]]

    def ratio(self, id_: str) -> Fraction | None:
        """Divide revenue by what stands below it, exactly; None where that is zero."""
        return quotient_of(self.totals, id_)

    def frame(self, row: str, issued: int) -> list[Decimal]:
        """Give the nine columns of the financing plan: 发行年前3年及以前 to 发行年后5年及以后."""
        columns = [Decimal(0)] * len(BUCKETS)
        for year, amount in self.years[row].items():
            columns[min(max(year - issued + 3, 0), len(BUCKETS) - 1)] += amount
        return columns


def quotient_of(totals: Mapping[str, Decimal] | Mapping[str, Fraction], id_: str) -> Fraction | None:
    """Give a ratio of the form from totals; None where nothing stands below the line."""
    below = Fraction(totals[BELOW[id_]])
    return Fraction(totals["revenue"]) / below if below else None


def unrounded(result: Result) -> dict[str, Fraction]:
    """Give the totals that stand in the ratios in 元, as computed and not rounded for the form."""
    period, basis = result.book.use(disclosure.schedule).period, result.book.use(coverage.schedule).basis
    lines = {
        "investment": basis.investment,
        "special_bonds": basis.special_bonds,
        "principal": basis.principal,
        "revenue": period.revenue,
        "service": period.service,
        "bond_service": period.bond_service,
    }
    yuan = Fraction(result.project.form(Settings).yuan_per_unit)
    return {id_: Fraction(result.figures.amount(line)) * yuan for id_, line in lines.items()}


def figures_of_form(result: Result) -> FormFigures:
    """Read the figures of a project's own form."""
    made = result.book.use(disclosure.schedule)
    years = result.book.years.years
    return FormFigures(
        {id_: decimal(result.figures.scalar(made.totals[id_])) for id_ in TOTALS},
        {id_: dict(zip(years, result.figures.amounts(made.yearly[id_]), strict=True)) for id_ in YEARLY},
    )


def added(forms: Iterable[FormFigures]) -> FormFigures:
    """Add forms line by line and year by year."""
    totals: dict[str, Decimal] = dict.fromkeys(TOTALS, Decimal(0))
    years: dict[str, dict[int, Decimal]] = {id_: {} for id_ in YEARLY}
    for form in forms:
        for id_ in TOTALS:
            totals[id_] += form.totals[id_]
        for id_ in YEARLY:
            for year, amount in form.years[id_].items():
                years[id_][year] = years[id_].get(year, Decimal(0)) + amount
    return FormFigures(totals, {id_: dict(sorted(by_year.items())) for id_, by_year in years.items()})
