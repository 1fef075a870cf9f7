"""What stands beside the amounts of an export: the fields above them (表头), and the multiple that the system shows."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from bondcalc.inputs.files.headings import CellGrid, letters
from bondcalc.inputs.values import day_typed, is_blank, plain
from bondcalc.money import half_up_fraction
from bondcalc.receiving.received_layout import bare
from bondcalc.receiving.rows import Received
from bondcalc.receiving.system_difference import SystemDifference, held_amount

MULTIPLE = "本息覆盖倍数"
"""What systems call the multiple, where a layout knows no code of it."""
MOST_PLACES = 6
"""Decimals of a multiple that are compared at most."""


class ReadBack(NamedTuple):
    """What an export says otherwise, and what it does not have."""

    differences: list[SystemDifference]
    absent: list[str]


class _Cell(NamedTuple):
    where: str
    value: object


def beside_table(filled: Received, grid: CellGrid, top: int) -> ReadBack:
    """Hold header and multiple of an export against the project; `top` is the row of its years.

    By hand in tests/receiving/test_beside_table.py: test_a_field_of_the_header_that_differs_is_named, test_the_multiple_is_compared_as_it_is_shown.
    """
    differences, absent = list[SystemDifference](), list[str]()
    for name, stated in filled.header.items():
        field, wanted = _field(grid, top, name, [*filled.header]), _said(stated)
        if field is None:
            absent.append(name)
        elif (said := _read(field.value, stated)) != wanted:
            differences.append(SystemDifference(field.where, name, "", said, wanted, beside=True))
    multiple = _multiple(filled, grid, top)
    if multiple is None:
        absent.append(MULTIPLE)
    elif not _is_same(times := _times(multiple.value), filled.multiple):
        computed = None if filled.multiple is None else half_up_fraction(filled.multiple, MOST_PLACES).normalize()
        differences.append(SystemDifference(multiple.where, MULTIPLE, "", times, computed, beside=True))
    return ReadBack(differences, absent)


def _field(grid: CellGrid, top: int, name: str, names: Sequence[str]) -> _Cell | None:
    """Give the cell behind a name above the table, a blank one where the next name follows; None where the name is not there."""
    labels = {_label(other) for other in names}
    for row in sorted(grid.columns):
        columns = grid.columns[row] if row < top else ()
        for at, column in enumerate(columns):
            if _label(grid.cells[row, column]) == _label(name):
                behind = columns[at + 1] if at + 1 < len(columns) else column + 1
                value = grid.cells.get((row, behind))
                return _Cell(f"{letters(behind)}{row}", None if _label(value) in labels else value)
    return None


def _label(text: object) -> str:
    return plain(str(text)).rstrip(":")


def _said(stated: object) -> Decimal | str | None:
    """Give what the project states as it is compared: a number, a day or a text; None for nothing."""
    if isinstance(stated, date):
        return stated.isoformat()
    return Decimal(stated) if isinstance(stated, Decimal | int) else None if stated is None else str(stated)


def _read(value: object, stated: object) -> Decimal | str | None:
    """Read a field as what the project states there is: 15年 is 15, 2027/6/30 a day; anything else stays its text."""
    if is_blank(value):
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(stated, date):
        day = value if isinstance(value, date) else day_typed(str(value)) or day_typed(str(value).partition(" ")[0])
        return str(value) if day is None else day.isoformat()
    return held_amount(str(value).removesuffix("年")) if isinstance(stated, Decimal | int) else str(value)


def _multiple(filled: Received, grid: CellGrid, top: int) -> _Cell | None:
    """Find the multiple: the first number in the row of its code, or of its name where a layout knows no code."""
    code = filled.layout.multiple.code
    for row, columns in sorted(grid.columns.items()):
        first = grid.cells[row, columns[0]]
        of_code = code and row > top and bare(first) == bare(code)
        if of_code or (not code and str(first).startswith(MULTIPLE)):
            read = [_Cell(f"{letters(column)}{row}", grid.cells[row, column]) for column in columns[1:]]
            numbers = [cell for cell in read if isinstance(_times(cell.value), Decimal)]
            return next(iter([*numbers, *read[-1:]]), _Cell(f"{letters(columns[0])}{row}", None))
    return None


def _times(value: object) -> Decimal | str | None:
    """Read a multiple, its unit left out, with as many decimals as it has."""
    try:
        times = None if is_blank(value) else Decimal(plain(str(value)).rstrip("倍x"))
    except InvalidOperation:
        return str(value)
    return times if times is None or times.is_finite() else str(value)


def _is_same(times: Decimal | str | None, multiple: Fraction | None) -> bool:
    """Tell whether a multiple is that of the project, to the decimals it is shown with."""
    if not isinstance(times, Decimal) or multiple is None:
        return times is None and multiple is None
    exponent = times.as_tuple().exponent
    places = min(MOST_PLACES, max(0, -exponent if isinstance(exponent, int) else 0))
    return half_up_fraction(Fraction(times), places) == half_up_fraction(multiple, places)
