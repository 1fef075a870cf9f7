"""Checks that look at every sheet: the length of the horizon, money finer than its smallest unit, and what that unit rounds away."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bondcalc.inputs import rounded_debt
from bondcalc.inputs.cell import Cell
from bondcalc.inputs.equal_sums import equal_sums
from bondcalc.inputs.far_amounts import other_scales
from bondcalc.inputs.fault import UNCLEAR, Fault, UnclearError
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.same_rows import same_rows
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.messages import Long, word
from bondcalc.wording.number import percent, trimmed
from bondcalc.wording.terms import Unit

LONGEST_HORIZON = 60
"""Calendar years of a calculation."""

SHOWN = 9
"""Decimals of an unrounded amount in a message."""

Placed = tuple[str, int, Fault]
"""Sheet id, number of the row from 0, and what does not fit there."""


def faults(project: Project) -> Iterator[Placed]:
    """Run every check that needs more than one sheet's rows; what hangs on unclear values is passed over."""
    for check in (_horizon, _quantum, _refused):
        try:
            yield from check(project)
        except UnclearError:
            continue


def remarks(project: Project) -> Iterator[Placed]:
    """Look at a project without faults for what is no mistake but has to be said; codes are those of notices."""
    yield from (_rounded(debt) for debt in rounded_debt.lost(project) if debt.share <= rounded_debt.REFUSED)
    yield from same_rows(project)
    yield from equal_sums(project)
    yield from other_scales(project)


def _refused(project: Project) -> Iterator[Placed]:
    """Report interest and instalments that the smallest unit rounds away."""
    yield from (_rounded(debt) for debt in rounded_debt.lost(project) if debt.share > rounded_debt.REFUSED)


def _rounded(one: rounded_debt.Lost) -> Placed:
    """Say what the smallest unit makes of a regular amount of a debt."""
    due = one.due
    facts = {
        "what": Long(word(due.what)),
        "exact": trimmed(due.exact, 0, SHOWN),
        "rounded": one.rounded,
        "share": percent(one.share, 1),
        "finer": one.finer,
    }
    return due.sheet, due.row, Fault(due.field, "rounded_away", facts)


def _horizon(project: Project) -> Iterator[Placed]:
    """Find the first and last year of the calculation; report at the later one when they lie too far apart."""
    stated = sorted(_years(project), key=lambda entry: entry[0])
    if stated and stated[-1][0] - stated[0][0] + 1 > LONGEST_HORIZON:
        (first, *_), (last, sheet, row, field, index) = stated[0], stated[-1]
        facts = {"first": first, "last": last, "limit": LONGEST_HORIZON}
        yield sheet, row, Fault(field, "horizon", facts, index)


def _years(project: Project) -> Iterator[tuple[int, str, int, str, int | None]]:
    for sheet in sheets():
        for number, row in enumerate(_clear(project.tables[sheet.id]) or ()):
            for year in _clear(getattr(row, "by_year", {})) or ():
                yield year, sheet.id, number, "by_year", year
    for number, bond in enumerate(_clear(project.rows(Bond)) or ()):
        for field, year in _bond_years(bond):
            yield year, "bonds", number, field, None
    last = _clear(project.form(Particulars).forecast_end)
    if last is not None:
        yield last, "project", 0, "forecast_end", None


def _bond_years(bond: Bond) -> Iterator[tuple[str, int]]:
    issued, due, term = _clear(bond.value_date), _clear(bond.maturity_date), _clear(bond.term_years)
    begins = _clear(bond.first_value_date) or issued
    if isinstance(issued, date):
        yield "value_date", issued.year
    if isinstance(due, date):
        yield "maturity_date", due.year
    elif isinstance(begins, date) and isinstance(term, int):
        yield "term_years", begins.year + term


def _quantum(project: Project) -> Iterator[Placed]:
    """Report money typed finer than the smallest unit: printed parts would no longer add up to printed totals."""
    quantum = _clear(project.form(Settings).quantum)
    if quantum is None:
        return
    for sheet in sheets():
        money = [cell for cell in sheet.cells if cell.unit == Unit.MONEY and cell.id != "quantum"]
        rows = _clear(project.tables[sheet.id]) if money else None
        for number, row in enumerate(rows or ()):
            for field, index, value in _money(money, row):
                if value % quantum:
                    yield (
                        sheet.id,
                        number,
                        Fault(field, "finer_than_quantum", {"found": value, "quantum": quantum}, index),
                    )


def _money(cells: Sequence[Cell], row: object) -> Iterator[tuple[str, int | None, Decimal]]:
    for cell in cells:
        value = _clear(getattr(row, cell.id))
        if value is None:
            continue
        if cell.kind == "indexed":
            yield from ((cell.id, index, figure) for index, figure in value.items())
        else:
            yield cell.id, None, value


def _clear(value: object) -> Any:
    return None if value is UNCLEAR else value
