"""Units in the number formats of cells that are read: a number is read as it is stored, not as it is shown."""

from collections.abc import Iterator
from dataclasses import replace

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.files.stored import StoredSheet
from bondcalc.inputs.raw import RawRow, RawSheet, StatedUnit
from bondcalc.inputs.sheets.revenue_lines import Drivers
from bondcalc.inputs.sheets.volume_lines import PRICE_UNITS
from bondcalc.wording.terms import Unit


def units_shown(sheet: RawSheet, stored: StoredSheet) -> Iterator[StatedUnit]:
    """Give the unit of each figure of a sheet whose number format shows one."""
    for row in sheet.rows if stored.units else ():
        for cell in sheet.sheet.cells:
            counted = _counted(sheet.sheet, row, cell)
            for figure in row.stated(cell.id) if counted.unit else ():
                unit = stored.units.get((figure.place.row, figure.place.column))
                if unit is not None:
                    yield StatedUnit(counted, figure.place, unit)


def _counted(sheet: Sheet, row: RawRow, cell: Cell) -> Cell:
    """Give a field with the unit its row counts it in: a price is in 元 or in the money unit, as said beside it."""
    asked = Drivers.price_unit.name
    if cell.id != Drivers.price.name or asked not in {other.id for other in sheet.cells}:
        return cell
    said = row.cells[asked].value if asked in row.cells else None
    return replace(cell, unit=Unit.YUAN if said in {"yuan", PRICE_UNITS["yuan"]} else Unit.MONEY)
