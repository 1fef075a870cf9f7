"""Compares a filed schedules.xlsx with the one made again: every value, every formula, cell by cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.xlsx import looks, sheets
from bondcalc.audit.xlsx.audited_sheet import AuditedSheet, StoredCell, StoredValue, Workbook
from bondcalc.audit.xlsx.evaluate import areas, evaluate
from bondcalc.audit.xlsx.formula import conceals
from bondcalc.audit.xlsx.functions import UnknownFormulaError
from bondcalc.audit.xlsx.kinds import kinds, number_in
from bondcalc.audit.xlsx.labels import is_input, label_of, shown, shown_formula
from bondcalc.inputs.files.stored import Spot
from bondcalc.workbook.places import cell_name
from bondcalc.workbook.tabs import rule_values

NEARLY, NOTHING = 1e-12, 1e-9
"""How far a stored number may be off, of itself and at all: programs keep 15 to 17 digits; a cent is far more."""
DUST = 1000
"""Part of the quantum that binary sums of many amounts may leave where a program computed them again."""
FOLLOWS = 1e-9
"""How far a number may be off the one worked out here from the same cells, of itself."""
AMOUNT = "#,##0"
"""How number formats of amounts begin."""
MOST = 5000
"""Differences told of one workbook; more are those of another project, and only counted."""
UNSTORED = 0.5
"""Share of formulas without a stored value from which the file as a whole is said to hold none."""


@dataclass
class Compared:
    """What a comparison found: root differences in sheet order, cells that only follow from them (sheet!cell).

    `unstored` formulas have no stored value; `untold` differences are over the number that is told.
    """

    differences: list[Difference] = field(default_factory=list)
    following: list[str] = field(default_factory=list)
    unstored: int = 0
    untold: int = 0


def compare(name: str, filed: Workbook, fresh: Workbook, quantum: float) -> Compared:
    """Compare two workbooks; `quantum` is the unit in the last place of money."""
    compared = Compared()
    if _unstored(filed) > UNSTORED * _unstored(filed, every=True) > 0:
        compared.unstored = _unstored(filed)
    differences, pairs = sheets.standing(name, filed, fresh)
    compared.differences += differences
    reading = _Reading(name, filed, fresh, pairs, quantum)
    for title, other in pairs.items():
        page, ours = filed.pages[title], fresh.pages[other]
        compared.differences += sheets.hidden(name, page, ours)
        _compare_page(reading, page, ours, compared)
    compared.differences += looks.seen(name, filed, fresh, pairs)
    compared.differences += sheets.besides(name, filed, fresh)
    compared.untold = max(0, len(compared.differences) - MOST)
    del compared.differences[MOST:]
    return compared


def _unstored(book: Workbook, *, every: bool = False) -> int:
    formulas = [cell for page in book.pages.values() for cell in page.cells.values() if cell.formula is not None]
    return sum(every or cell.value is None for cell in formulas)


@dataclass
class _Reading:
    """What is needed to judge one cell."""

    name: str
    filed: Workbook
    fresh: Workbook
    pairs: dict[str, str]
    quantum: float

    @cached_property
    def moved(self) -> set[tuple[str, Spot]]:
        """Cells whose stored value is not ours, by filed sheet."""
        return {
            (title, spot)
            for title, other in self.pairs.items()
            for spot in self.filed.pages[title].cells.keys() | self.fresh.pages[other].cells.keys()
            if not self.same(self.filed.pages[title].cells.get(spot), self.fresh.pages[other].cells.get(spot))
        }

    def same(self, filed: StoredCell | None, fresh: StoredCell | None) -> bool:
        """Tell whether two cells hold the same value; computed amounts may be off by binary dust."""
        computed = fresh is not None and fresh.formula is not None and fresh.shown_as.startswith(AMOUNT)
        slack = self.quantum / DUST if computed else NOTHING
        return same_value(filed.value if filed else None, fresh.value if fresh else None, slack)


def _compare_page(reading: _Reading, page: AuditedSheet, ours: AuditedSheet, found: Compared) -> None:
    styled: list[Spot] = []
    retyped: list[Spot] = []
    for spot in sorted(page.cells.keys() | ours.cells.keys()):
        filed, fresh = page.cells.get(spot), ours.cells.get(spot)
        if not sheets.alike(filed, fresh) and not _same_constant(filed, fresh):
            if _retyped(filed, fresh):
                retyped.append(spot)
            else:
                found.differences.append(_changed(reading, ours, spot, filed, fresh))
        elif filed is not None and fresh is not None:
            _judge_value(reading, page, ours, spot, found)
            if filed.shown_as != fresh.shown_as:
                styled.append(spot)
    found.differences += _styles(reading.name, page, ours, styled)
    for spot in retyped[:1]:
        sides = kinds(page.cells[spot].value), kinds(ours.cells[spot].value)
        found.differences.append(_difference(reading.name, ours, spot, *sides, Cause.FORM))


def _same_constant(filed: StoredCell | None, fresh: StoredCell | None) -> bool:
    """Tell whether two cells without formula hold the same, or both are blank."""
    cell, other = filed or StoredCell(None), fresh or StoredCell(None)
    return cell.formula is None and other.formula is None and same_value(cell.value, other.value)


def _retyped(filed: StoredCell | None, fresh: StoredCell | None) -> bool:
    """Tell whether a number stored as text and the same number are in a cell: spreadsheets turn one into the other."""
    if filed is None or fresh is None or filed.formula is not None or fresh.formula is not None:
        return False
    amount, other = number_in(filed.value), number_in(fresh.value)
    return amount is not None and other is not None and amount == other


def same_value(one: StoredValue, other: StoredValue, slack: float = NOTHING) -> bool:
    """Tell whether two stored values are one: texts exactly, numbers as far as every program keeps them.

    LibreOffice has no truth values and stores 1 and 0.
    """
    if isinstance(one, float | bool) and isinstance(other, float | bool):
        return abs(one - other) <= max(slack, NEARLY * abs(other))
    return ("" if one is None else one) == ("" if other is None else other)


def _changed(
    reading: _Reading, ours: AuditedSheet, spot: Spot, filed: StoredCell | None, fresh: StoredCell | None
) -> Difference:
    """Name what stands in a cell instead of what we write."""
    cause = _cause(ours, spot, filed, fresh)
    words = shown_formula if Cause.FORMULA is cause else shown
    # Where the very value of the formula was typed over it, only the formula tells the two apart.
    formula = f" {shown_formula(fresh)}" if cause is Cause.TYPED else ""
    sides = words(filed), words(fresh) + formula
    if sides[0] == sides[1] and filed is not None and fresh is not None:
        # What reads alike is told apart by what it is: a text or a number, and the signs nobody sees.
        sides = kinds(filed.value), kinds(fresh.value)
    return _difference(reading.name, ours, spot, *sides, cause)


def _cause(ours: AuditedSheet, spot: Spot, filed: StoredCell | None, fresh: StoredCell | None) -> Cause:
    if fresh is not None and fresh.formula is not None:
        return Cause.FORMULA if filed is not None and filed.formula is not None else Cause.TYPED
    if is_input(ours, spot):
        return Cause.INPUT
    if filed is not None and filed.formula is not None:
        return Cause.FORMULA
    if ours.title == rule_values.TITLE:
        return Cause.RULES
    value = fresh.value if fresh is not None else filed.value if filed is not None else None
    return Cause.TEXT if isinstance(value, str) else Cause.VALUE


def _judge_value(reading: _Reading, page: AuditedSheet, ours: AuditedSheet, spot: Spot, found: Compared) -> None:
    """Judge the stored value of an intact formula: it is ours, follows from other changed cells, or from no change at all."""
    filed, fresh = page.cells[spot], ours.cells[spot]
    if reading.same(filed, fresh) or (found.unstored and filed.value is None):
        return
    read = list(_read(filed.formula or "", page.title))
    if reading.moved.isdisjoint(read):
        near = isinstance(filed.value, float) and isinstance(fresh.value, float)
        near = near and abs(filed.value - fresh.value) <= reading.quantum * (1 + FOLLOWS)  # type: ignore[operator]
        cause = Cause.ROUNDING if near else Cause.VALUE
    elif _follows(filed, page.title, reading.filed):
        found.following.append(f"{page.title}!{cell_name(spot[0] - 1, spot[1] - 1)}")
        return
    else:
        cause = Cause.VALUE
    found.differences.append(_difference(reading.name, ours, spot, shown(filed), shown(fresh), cause))


def _read(formula: str, title: str) -> Iterator[tuple[str, Spot]]:
    try:
        for area in areas(formula, title):
            yield from ((area.sheet, spot) for spot in area.spots())
    except UnknownFormulaError:
        return


def _follows(cell: StoredCell, title: str, book: Workbook) -> bool:
    """Tell whether a stored value is what its formula gives on the stored values it reads."""
    try:
        value = evaluate(cell.formula or "", title, book)
    except UnknownFormulaError:
        return False
    if isinstance(value, str) or isinstance(cell.value, str) or cell.value is None:
        return (value or None) == (cell.value or None)
    return abs(float(value or 0) - float(cell.value)) <= max(NOTHING, FOLLOWS * abs(float(cell.value)))


def _styles(name: str, page: AuditedSheet, ours: AuditedSheet, spots: list[Spot]) -> Iterator[Difference]:
    """Tell number formats that may hide a figure or show another one; all others are form, told once a sheet."""
    plain = [spot for spot in spots if not conceals(page.cells[spot].shown_as, ours.cells[spot].shown_as)]
    for spot in spots:
        if spot not in plain:
            formats = page.cells[spot].shown_as, ours.cells[spot].shown_as
            yield _difference(name, ours, spot, *formats, Cause.HIDDEN)
    if plain:
        first = plain[0]
        yield _difference(name, ours, first, page.cells[first].shown_as, ours.cells[first].shown_as, Cause.FORM)


def _difference(name: str, ours: AuditedSheet, spot: Spot, filed: str, recomputed: str, cause: Cause) -> Difference:
    row, column = spot
    return Difference(name, ours.title, cell_name(row - 1, column - 1), label_of(ours, spot), filed, recomputed, cause)
