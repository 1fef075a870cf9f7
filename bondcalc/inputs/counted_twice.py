"""重复计入: rows that would count other rows of their list once more, such as 经营收入合计 or 其中：厂房租金.

Words alone do not tell: a published case may have one line of the name 收入合计 beside others. Where the amounts agree as well, or
the row is no whole item, it is a Problem; where they do not, it is asked about.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from bondcalc.inputs.cell import SHEETS, Sheet
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet
from bondcalc.inputs.row_sizes import adds_up, sizes_of
from bondcalc.inputs.row_sums import around, is_sum, whole
from bondcalc.inputs.row_words import level, reads_as_part, reads_as_total
from bondcalc.inputs.totals import lacking, names_of
from bondcalc.inputs.values import WrongError, convert, is_blank
from bondcalc.problem import Problem
from bondcalc.wording.messages import notice, problem

MOST = 200
"""Such rows of a list that are held against the others; a list of more is asked about row by row."""

NESTED = frozenset({"limits"})
"""Lists in which some rows are the whole of others: a city and its counties (省、市行为全辖合计)."""


def counted_once(raw: RawFile, given: RawSheet) -> tuple[RawSheet, list[Problem]]:
    """Part a list from the rows that count others once more; each is a Problem at its name, a doubtful one a notice."""
    sheet = given.sheet
    if sheet.form or sheet.id in NESTED or len(given.rows) < 2 or not adds_up(sheet):
        return given, []
    names = [_name(sheet, row) for row in given.rows]
    suspects = {number: name for number, name in enumerate(names) if name is not None and _whole(names, number)}
    if not suspects:
        return given, []
    listing = _Listing(raw, given, names, suspects)
    wrong: dict[int, Problem] = {}
    for count, (number, cell) in enumerate(suspects.items()):
        code = listing.code(number) if count < MOST else None
        if code is not None:
            wrong[number] = problem(cell.place, code, found=cell.value)
        else:
            raw.notices.append(notice("maybe_total", sheet=cell.place.sheet, cell=cell.place.cell, found=cell.value))
    kept = tuple(row for number, row in enumerate(given.rows) if number not in wrong)
    return replace(given, rows=kept), list(wrong.values())


def _name(sheet: Sheet, row: RawRow) -> RawCell | None:
    """Give the text by which a row is called: that reads as a total or a part where one does, else the first."""
    own = [cell for cell in names_of(sheet, row) if not sheet.cell(cell.field).refers]
    own.sort(key=lambda cell: cell.field != "name")
    telling = (cell for cell in own if reads_as_total(str(cell.value)) or reads_as_part(str(cell.value)))
    return next(telling, own[0] if own else None)


def _words(names: Sequence[RawCell | None], number: int) -> str:
    cell = names[number] if number < len(names) else None
    return "" if cell is None else str(cell.value)


def _whole(names: Sequence[RawCell | None], number: int) -> bool:
    """Tell whether a row is called a total, a part, or the head of those below it."""
    words = _words(names, number)
    return reads_as_total(words) or reads_as_part(words) or _is_head(names, number)


def _is_head(names: Sequence[RawCell | None], number: int) -> bool:
    """Tell whether a row is numbered at a higher level than the row below it: 一、房屋租金 above 1.厂房."""
    own, below = level(_words(names, number)), level(_words(names, number + 1))
    return own is not None and below is not None and own < below


class _Listing:
    """A list as it is held against its own rows."""

    def __init__(
        self, raw: RawFile, given: RawSheet, names: Sequence[RawCell | None], suspects: dict[int, RawCell]
    ) -> None:
        self._sheet, self._rows, self._names = given.sheet, given.rows, names
        worth = _yuan_per_unit(raw)
        self._sizes = [sizes_of(given.sheet, partial(held, given.sheet, row), worth) for row in given.rows]
        self._items = [number for number in range(len(given.rows)) if number not in suspects]

    def code(self, number: int) -> str | None:
        """Give the message for a row that counts others once more; None where that is not certain."""
        words = _words(self._names, number)
        if reads_as_part(words):
            return "part_row" if self._inside(number) else None
        if reads_as_total(words) and lacking(self._sheet, self._rows[number]):
            return "total_row"
        runs = around(number, self._items) if reads_as_total(words) else [self._below(number)]
        return (
            "sum_row" if any(is_sum(self._sizes[number], [self._sizes[row] for row in run]) for run in runs) else None
        )

    def _inside(self, number: int) -> bool:
        """Tell whether a part is no more than the row it is a part of, which is the nearest above that is no part."""
        above = (row for row in range(number - 1, -1, -1) if not reads_as_part(_words(self._names, row)))
        of, part = next((self._sizes[row] for row in above), {}), self._sizes[number]
        return any(whole(part[name]) <= whole(of[name]) for name in part.keys() & of.keys())

    def _below(self, number: int) -> list[int]:
        """Give the rows under a head that stand at the level right below it."""
        own, next_level = level(_words(self._names, number)), level(_words(self._names, number + 1))
        assert own is not None  # noqa: S101 - a head is numbered
        under: list[int] = []
        for row in range(number + 1, len(self._rows)):
            reached = level(_words(self._names, row))
            if reached is not None and reached <= own:
                break
            if reached == next_level:
                under.append(row)
        return under


def held(sheet: Sheet, row: RawRow, field: str) -> object:
    """Give what a row holds in a field, None where it cannot be read: that is told of the cell itself."""
    cell = sheet.cell(field)
    stated = [raw for raw in row.stated(field) if not is_blank(raw.value)]
    try:
        if cell.index is not None:
            return {raw.at: convert(cell, raw.value) for raw in stated}
        return convert(cell, stated[0].value) if stated else cell.default
    except WrongError:
        return None


def _yuan_per_unit(raw: RawFile) -> Decimal:
    """Give the worth of the money unit as it is typed, before anything is judged; the default where nothing is."""
    given, cell = raw.sheets.get("settings"), SHEETS["settings"].cell("yuan_per_unit")
    typed = held(given.sheet, given.rows[0], "yuan_per_unit") if given is not None and given.rows else None
    default = cell.default
    assert isinstance(default, Decimal)  # noqa: S101 - the field has one
    return typed if isinstance(typed, Decimal) and typed else default
