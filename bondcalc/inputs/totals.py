"""Rows that are no item of a list: totals, subtotals and remarks are told as what they are and never read as data."""

from collections.abc import Iterator
from dataclasses import replace

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.raw import RawCell, RawRow, RawSheet
from bondcalc.inputs.row_words import is_remark, is_total, reads_as_remark
from bondcalc.inputs.values import is_blank
from bondcalc.problem import Problem
from bondcalc.wording.messages import problem

_WORDS = frozenset({"text", "choice"})


def without_totals(given: RawSheet) -> tuple[RawSheet, list[Problem]]:
    """Part a list from its rows of totals and remarks; each is a Problem at its name."""
    if given.sheet.form:
        return given, []
    told = [(row, _told(given.sheet, row)) for row in given.rows]
    kept = tuple(row for row, wrong in told if wrong is None)
    return replace(given, rows=kept), [wrong for _, wrong in told if wrong is not None]


def names_of(sheet: Sheet, row: RawRow) -> Iterator[RawCell]:
    """Give the texts that say what a row is: its name, and every text or choice before its first figure or date."""
    leading = True
    for number, cell in enumerate(sheet.cells):
        leading &= number == 0 or cell.kind in _WORDS
        stands = row.cells.get(cell.id)
        if stands is None or not isinstance(stands.value, str) or not (leading or cell.id == "name"):
            continue
        if cell.id != "id" or _is_typed_name(row, stands.value):
            yield stands


def _is_typed_name(row: RawRow, id_: str) -> bool:
    """Tell whether an id says what a row is: not one made of the name, nor one in small letters, which is a code like any other."""
    name = row.cells.get("name")
    return not id_[:1].islower() and (name is None or name.value != id_)


def _told(sheet: Sheet, row: RawRow) -> Problem | None:
    for cell in names_of(sheet, row):
        words = str(cell.value)
        if is_total(words):
            return problem(cell.place, "total_row", found=cell.value)
        if is_remark(words) or (reads_as_remark(words) and _alone(row)):
            return problem(cell.place, "remark_row", found=cell.value)
    return None


def _alone(row: RawRow) -> bool:
    """Tell whether nothing stands in a row but one cell, which is not that of a year."""
    filled = sum(not is_blank(cell.value) for cell in row.cells.values())
    return filled == 1 and all(is_blank(cell.value) for years in row.indexed.values() for cell in years.values())
