"""References between sheets: a field that names a row (`refers`) names one that is there."""

from collections.abc import Iterator
from functools import partial

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.fault import Fault, FieldCheck, Named
from bondcalc.inputs.project import Project
from bondcalc.inputs.wanted import nothing_typed


def references_of(sheet: Sheet) -> list[FieldCheck]:
    """Give a check for each field of a sheet that names a row, but those the sheet checks itself."""
    return [partial(_known, cell) for cell in sheet.cells if cell.refers and not cell.own_check]


def _known(cell: Cell, row: object, project: Project) -> Iterator[Fault]:
    found = getattr(row, cell.id)
    if found is None:
        return
    known = {other.id for sheet in cell.refers for other in project.tables[sheet]}
    if found in known:
        return
    if nothing_typed(found) and not cell.required:
        yield Fault(cell.id, "reference_to_nothing", {"found": found})
    else:
        yield Fault(cell.id, "unknown_reference", {"found": found, "sheet": tuple(map(Named, cell.refers))})
