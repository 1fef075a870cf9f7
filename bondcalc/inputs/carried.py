"""空白年份同上年: a row takes for each blank year what the year before has, to the end of the forecast or of operation."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from bondcalc.inputs.fault import UNCLEAR, UnclearError
from bondcalc.inputs.sheets.particulars import Particulars, carried_to, part_years

T = TypeVar("T")
LONGEST = 60
"""Years that are filled at most; a forecast that ends later is a Problem of its own."""


@dataclass(frozen=True)
class Span:
    """The last year that is filled, and the years of part operation, which are not."""

    end: int
    part: frozenset[int]


def filled_on(row: T, span: Span | None) -> T:
    """Fill the blank years of a row that asks for it; a row or an end that cannot be read stays as it is.

    The years stand in the archive of inputs like any other, so that formulas and readers find each. Nothing is carried
    into or out of a year of part operation: the one would count a whole year there, the other half a one for good.
    """
    given = getattr(row, "by_year", UNCLEAR)
    if span is None or getattr(row, "carry", None) is not True or not isinstance(given, Mapping) or not given:
        return row
    years: dict[int, Decimal] = dict(given)
    for year in range(min(given) + 1, min(span.end, min(given) + LONGEST) + 1):
        before = years.get(year - 1)
        if year not in years and before is not None and not (before and {year, year - 1} & span.part):
            years[year] = before
    return replace(row, by_year=dict(sorted(years.items())))  # type: ignore[type-var]  # every row of a sheet is a dataclass


def span_of(form: Particulars) -> Span | None:
    """Give the years that are filled; None where no end is stated or a day cannot be read."""
    try:
        end = carried_to(form)
        return None if end is None else Span(end, part_years(form))
    except UnclearError:
        return None
