"""Where a default is an assumption (默认值的适用条件): a field whose switch is off decides nothing, nor does one that says how figures are written."""

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.project import Project, sheets


def bears(project: Project, sheet: Sheet, row: object, cell: Cell) -> bool:
    """Tell whether a field of a row has a say: one of the conditions it states holds, or it states none.

    A condition is a field that is filled in and not zero (`growth_rate`), one that holds a choice (`method=computed`) or another
    than that (`basis!=by_year`), or several at once (`vat_rate&taxation.method=computed`). `taxation.method` is the field of another sheet, in
    any of its rows.
    """
    if cell.bears is None:
        return True
    return any(all(_holds(project, sheet, row, part) for part in entry.split("&")) for entry in cell.bears)


def _holds(project: Project, sheet: Sheet, row: object, part: str) -> bool:
    name, compared, choice = part.partition("=")
    other, _, field = name.removesuffix("!").rpartition(".")
    stated = next(known for known in sheets() if known.id == (other or sheet.id)).cell(field)
    values = [getattr(other_row, stated.id) for other_row in (project.tables[other] if other else (row,))]
    if not compared:
        return any(values)
    return any((value == choice) is not name.endswith("!") for value in values)
