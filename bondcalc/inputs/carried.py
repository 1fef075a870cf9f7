"""空白年份同上年: a row that says so takes for each blank year what the year before it has, to the end of the forecast or of operation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bondcalc.inputs.fault import UNCLEAR
from bondcalc.inputs.sheets.particulars import Particulars

T = TypeVar("T")
LONGEST = 60
"""Years that are filled at most; a forecast that ends later is a Problem of its own."""


def filled_on(row: T, end: int | None) -> T:
    """Fill the blank years of a row that asks for it; a row or an end that cannot be read stays as it is.

    The years stand in the archive of inputs like any other, so that formulas and readers find each.
    """
    given = getattr(row, "by_year", UNCLEAR)
    if end is None or getattr(row, "carry", None) is not True or not isinstance(given, Mapping) or not given:
        return row
    years: dict[int, Decimal] = {}
    for year in range(min(given), min(max(end, *given), min(given) + LONGEST) + 1):
        years[year] = given.get(year, years.get(year - 1, Decimal(0)))
    return replace(row, by_year=years)  # type: ignore[type-var]  # every row of a sheet is a dataclass


def end_of(form: Particulars) -> int | None:
    """Give the last year of the forecast, else of operation; None where neither can be read."""
    stated: object = form.forecast_end
    operated: object = form.operation_end
    if stated is None:
        return operated.year if isinstance(operated, date) else None
    return stated if isinstance(stated, int) else None
