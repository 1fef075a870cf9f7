"""空白年份同上年: a row that says so takes for each blank year what the year before it has, to the end of the forecast or of operation."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from bondcalc.inputs.fault import UNCLEAR
from bondcalc.inputs.sheets.particulars import Particulars

LONGEST = 60
"""Years that are filled at most; a forecast that ends later is a Problem of its own."""


def carried(tables: dict[str, Any]) -> None:
    """Fill blank years of every row that asks for it; rows or ends that cannot be read stay as they are.

    The years stand in the archive of inputs like any other, so that formulas and readers find each.
    """
    forms: tuple[Particulars, ...] = tables["project"] if tables["project"] is not UNCLEAR else ()
    end = _end(forms[0]) if forms else None
    if end is None:
        return
    for id_, rows in tables.items():
        if rows is not UNCLEAR:
            tables[id_] = tuple(_filled(row, end) for row in rows)


def _end(form: Particulars) -> int | None:
    """Give the last year of the forecast, else of operation; None where neither can be read."""
    stated: Any = form.forecast_end
    operated: Any = form.operation_end
    if stated is UNCLEAR or (stated is None and (operated is UNCLEAR or operated is None)):
        return None
    return int(operated.year if stated is None else stated)


def _filled(row: Any, end: int) -> Any:
    asked, given = getattr(row, "carry", None), getattr(row, "by_year", UNCLEAR)
    if asked is not True or given is UNCLEAR or not given:
        return row
    years: dict[int, Decimal] = {}
    for year in range(min(given), min(max(end, *given), min(given) + LONGEST) + 1):
        years[year] = given.get(year, years.get(year - 1, Decimal(0)))
    return replace(row, by_year=years)
