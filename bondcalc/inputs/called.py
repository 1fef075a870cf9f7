"""What people call a row of an input sheet: its name, or its group and kind, or its id."""

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.sheets.bond import Bond


def called(sheet: Sheet, row: object) -> str:
    """Give what people call a row: its name or lender (融资机构), else its group and kind, else its id.

    A bond goes by its id, as in every table: its name is a line long.
    """
    if isinstance(row, Bond):
        return row.id
    named = getattr(row, "name", None) or getattr(row, "lender", None)
    if named:
        return str(named)
    kinds = [cell.choices[getattr(row, cell.id)] for cell in sheet.cells if cell.choices and cell.id == "kind"]
    return "".join([getattr(row, "group", None) or "", *kinds]) or str(getattr(row, sheet.cells[0].id))
