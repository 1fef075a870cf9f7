"""Who fills in which sheet and row (责任分工): as the bureau says on its sheet, else the department stated with the sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bondcalc.departments.base import InputBook, KnownRow
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.sheets.division import DutyShare, named_sheet
from bondcalc.problem import Place, Problem, ProjectError
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long, label, problem


@dataclass(frozen=True)
class Owners:
    """The department of each sheet by sheet id, and of single rows by sheet id and row number."""

    whole: Mapping[str, str]
    single: Mapping[tuple[str, int], str]

    def of(self, known: KnownRow) -> str:
        """Name the department of a row."""
        return self.single.get((known.sheet.id, known.number), self.whole[known.sheet.id])

    def parted(self, sheet: Sheet) -> bool:
        """Tell whether rows of a sheet belong to different departments."""
        return len(self.sharing(sheet)) > 1

    def sharing(self, sheet: Sheet) -> set[str]:
        """Name the departments that have all of a sheet, or a row of it."""
        return {self.whole[sheet.id], *(owner for (id_, _), owner in self.single.items() if id_ == sheet.id)}


def owners_of(book: InputBook) -> Owners:
    """Read 责任分工. ProjectError where it names a sheet or row that is not there, or one twice."""
    whole = {sheet.id: sheet.department.zh for sheet in sheets()}
    single: dict[tuple[str, int], str] = {}
    problems, taken = list[Problem](), dict[tuple[str, int], str]()
    for duty in book.rows.get(sheet_of(DutyShare).id, ()):
        named = named_sheet(duty.typed("table"))
        rows = _meant(book, duty, named)
        faults = list(_faults(duty, named, rows))
        aim = ("" if named is None else named.id, rows[0].number if rows else 0)
        if not faults and aim in taken:
            faults = [problem(_place(duty, "table"), "duty_twice", found=duty.typed("table"), other=taken[aim])]
        problems += faults
        taken.setdefault(aim, _place(duty, "table").cell)
        if not faults and rows:
            single[aim] = duty.typed("department")
        elif not faults:
            whole[aim[0]] = duty.typed("department")
    if problems:
        raise ProjectError(problems)
    return Owners(whole, single)


def _meant(book: InputBook, duty: KnownRow, named: Sheet | None) -> list[KnownRow]:
    """Give the rows that bear the code or name that is typed; none where all of the sheet is meant."""
    row = duty.typed("row")
    return (
        [known for known in book.rows.get(named.id, ()) if row in known.names]
        if named and row and not named.form
        else []
    )


def _faults(duty: KnownRow, named: Sheet | None, rows: list[KnownRow]) -> Iterator[Problem]:
    stated = sheet_of(DutyShare)
    if named is None:
        names = Long(in_turn(label(sheet) for sheet in sheets()))
        facts = {"label": label(stated.cell("table")), "found": duty.typed("table"), "sheets": names}
        yield problem(_place(duty, "table"), "unknown_sheet_named", **facts)
    elif duty.typed("row") and len(rows) != 1:
        facts = {"label": label(stated.cell("row")), "found": duty.typed("row"), "sheet": label(named)}
        yield problem(_place(duty, "row"), "unknown_row_named", **facts)
    if not duty.typed("department"):
        yield problem(_place(duty, "department"), "missing_required", label=label(stated.cell("department")))


def _place(known: KnownRow, field: str) -> Place:
    return known.row.where(field, None)
