"""Whose a file of actuals (执行数据) is, and up to which day: one problem where it cannot be this project's or this day's."""

from datetime import date

from bondcalc.inputs.cell import FieldId
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.raw import RawFile, RawRow
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.signs import plain_code
from bondcalc.inputs.values import plain
from bondcalc.monitoring.actuals_particulars import SHA256, ActualsParticulars
from bondcalc.problem import ProjectError
from bondcalc.wording.messages import label, problem

FORM = sheet_of(ActualsParticulars)


def hold_to_project(raw: RawFile, project: Project, name: str, hashed: str) -> None:
    """Refuse actuals of another project or of another file by its form alone; every cell of them would be a problem of its own.

    The code decides where both sides have one, else the name. `name` and `hashed` are those of the project file. Raises ProjectError.
    """
    rows = raw.sheets[FORM.id].rows if FORM.id in raw.sheets else ()
    form = project.form(Particulars)
    for row in rows[:1]:
        pairs = (
            (ActualsParticulars.project_code, text_of(row, ActualsParticulars.project_code), form.code or ""),
            (ActualsParticulars.project_name, text_of(row, ActualsParticulars.project_name), form.name),
        )
        decisive = next((pair for pair in pairs if pair[1] and pair[2]), None)
        if decisive is not None and plain(decisive[1]) != plain(decisive[2]):
            field, written, stated = decisive
            raise _refused(row, field, "actuals_of_another", found=written, stated=stated)
        given = text_of(row, ActualsParticulars.filed_sha256)
        if SHA256.fullmatch(given) and given != hashed:
            raise _refused(row, ActualsParticulars.filed_sha256, "actuals_of_other_file", name=name)


def hold_to_today(raw: RawFile, as_of: date, today: date) -> None:
    """Refuse actuals told up to a day that has not come: nobody can tell what happened until then. Raises ProjectError."""
    if as_of > today:
        [row] = raw.sheets[FORM.id].rows[:1]
        raise _refused(row, ActualsParticulars.as_of, "actuals_ahead", day=as_of, today=today)


def text_of(row: RawRow, field: FieldId[object]) -> str:
    """Give what stands in a field of the form as text; empty where it is blank."""
    cell = row.cells.get(field.name)
    return "" if cell is None or cell.value is None else plain_code(str(cell.value).strip())


def _refused(row: RawRow, field: FieldId[object], code: str, **facts: object) -> ProjectError:
    named = label(FORM.cell(field))
    return ProjectError([problem(row.where(field.name, None), code, label=named, **facts)])
