"""Rows that are no item of a list: totals, subtotals and remarks are told as what they are and never read as data."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain, islice, takewhile

from bondcalc.inputs.cell import SHEETS, Cell, Sheet
from bondcalc.inputs.raw import RawCell, RawRow, RawSheet
from bondcalc.inputs.row_words import is_marked, is_remark, is_sentence, is_total, says_something
from bondcalc.inputs.values import is_blank
from bondcalc.problem import Problem
from bondcalc.wording.messages import problem

FREE = "words"
"""The field in which a bureau writes what it likes: 说明：…, and whole sentences, which name no row."""


def without_totals(given: RawSheet) -> tuple[RawSheet, list[Problem]]:
    """Part a list from its rows of totals and remarks; each is a Problem at its name."""
    if given.sheet.form:
        return given, []
    told = [(row, _told(given.sheet, row)) for row in given.rows]
    kept = tuple(row for row, wrong in told if wrong is None)
    return replace(given, rows=kept), [wrong for _, wrong in told if wrong is not None]


def tell_once(problems: list[Problem], strays: Sequence[Problem]) -> None:
    """Add the problems of rows that are no items; what was said of merged cells in them goes: a remark is often merged over its table."""
    rows = {(stray.sheet, stray.row) for stray in strays}
    kept = [wrong for wrong in problems if wrong.code != "merged_cells" or (wrong.sheet, wrong.row) not in rows]
    problems[:] = [*kept, *strays]


def names_of(sheet: Sheet, row: RawRow) -> Iterator[RawCell]:
    """Give the texts that say what a row is: its name, and every text or choice before its first figure or date."""
    for cell in _naming(sheet.id):
        stands = row.cells.get(cell.id)
        if stands is None or not isinstance(stands.value, str):
            continue
        if cell.id != "id" or _is_typed_name(row, stands.value):
            yield stands


@cache
def _naming(sheet_id: str) -> tuple[Cell, ...]:
    """Find the fields of a sheet in which such texts stand."""
    first, *others = SHEETS[sheet_id].cells
    leading = [first, *takewhile(lambda cell: cell.kind in {"text", "choice"} and cell.id != FREE, others)]
    return (*leading, *(cell for cell in others[len(leading) - 1 :] if cell.id == "name"))


def _is_typed_name(row: RawRow, id_: str) -> bool:
    """Tell whether an id says what a row is: not one made of the name, nor one in small letters, which is a code like any other."""
    name = row.cells.get("name")
    return not id_[:1].islower() and (name is None or name.value != id_)


def _told(sheet: Sheet, row: RawRow) -> Problem | None:
    for cell in names_of(sheet, row):
        words = str(cell.value)
        if is_total(words):
            return problem(cell.place, "total_row", found=cell.value)
        if is_remark(words) or (_stands_alone(sheet, row) and (is_sentence(words) or _is_text(sheet, row, words))):
            return problem(cell.place, "remark_row", found=cell.value)
    first = next(_filled(sheet, row), None)
    if first is not None and all(map(_is_marked, _filled(sheet, row))):
        return problem(first.place, "remark_row", found=first.value)
    return None


def _filled(sheet: Sheet, row: RawRow) -> Iterator[RawCell]:
    """Give the cells in which something stands; of an id that may have been made of the row's name only where nothing else does."""
    made = "" if _id_is_stated(sheet.id) else "id"
    others = (cell for cell in row.every() if cell.field != made and not is_blank(cell.value))
    first = next(others, None)
    if first is not None:
        return chain((first,), others)
    return (cell for cell in row.every() if not is_blank(cell.value))


@cache
def _id_is_stated(sheet_id: str) -> bool:
    """Tell whether the id of a row is never made of its name: the number of a rule, beside which a sentence says why."""
    return any(cell.id == "id" and cell.required for cell in SHEETS[sheet_id].cells)


def _stands_alone(sheet: Sheet, row: RawRow) -> bool:
    return len(list(islice(_filled(sheet, row), 2))) == 1


def _is_marked(cell: RawCell) -> bool:
    return isinstance(cell.value, str) and is_marked(cell.value)


def _is_text(sheet: Sheet, row: RawRow, words: str) -> bool:
    """Tell whether a lone text is that of a row which lacks several cells an item must have."""
    return says_something(words) and lacking(sheet, row) > 1


def lacking(sheet: Sheet, row: RawRow) -> int:
    """Count the cells an item must have in which nothing stands."""
    required = (row.cells.get(cell.id) for cell in sheet.cells if cell.required)
    return sum(stands is None or is_blank(stands.value) for stands in required)
