"""What people call a row of an input sheet: its name, or its group and kind, or its id."""

from collections import Counter
from collections.abc import Sequence

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.sub_projects import SubProject


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


def called_apart(project: Project, sheet: Sheet) -> Sequence[str]:
    """Call every row of a sheet so that no two are called the same: by the sub-project beside the name, else by the id."""
    rows = project.tables[sheet.id]
    names, members = [called(sheet, row) for row in rows], {part.id: part.name for part in project.rows(SubProject)}
    owned = [
        (name, members.get(getattr(row, "sub_project", None) or "")) for name, row in zip(names, rows, strict=True)
    ]
    alike, known = Counter(names), Counter(owned)
    return [
        name
        if alike[name] == 1 or sheet.cells[0].id != "id"
        else f"{name}（{owner if owner and known[name, owner] == 1 else getattr(row, 'id', '')}）"
        for (name, owner), row in zip(owned, rows, strict=True)
    ]
