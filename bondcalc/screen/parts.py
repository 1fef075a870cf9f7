"""What `split` and `merge` say: who gets what, what came back, what does not fit together."""

from collections.abc import Iterator, Mapping, Sequence

from bondcalc.departments.copied import formulas_of
from bondcalc.departments.gathered import Clash, Gathered
from bondcalc.departments.handed_out import Part
from bondcalc.departments.returned import CellChange, Returned, RowChange
from bondcalc.inputs.cell import Cell
from bondcalc.inputs.files.workbook_copy import book_of
from bondcalc.inputs.look import index_heading
from bondcalc.inputs.read import ProjectFile
from bondcalc.wording.in_turn import in_turn
from bondcalc.wording.messages import Long, label, language, listed, notice, shown, word


def handed_text(parts: Sequence[Part], names: Mapping[str, str]) -> str:
    """List the departments, their sheets, and the file of each where one was written."""
    return "\n".join(
        f"{part.department}{'（' + names[part.department] + '）' if part.department in names else ''}"
        f"：{in_turn(part.sheets)}"
        for part in parts
    )


def merged_text(parts: Sequence[Returned], changes: Gathered) -> str:
    """List what is taken over, part by part."""
    lines = []
    for part in parts:
        counted = (
            sum(change.file == part.file for change in changes.cells),
            sum(row.file == part.file for row in changes.new),
            sum(row.file == part.file for row in changes.gone),
        )
        lines.append(_counted(part, *counted))
        lines += [f"  {_place(change)} {_change(change)}" for change in changes.cells if change.file == part.file]
        lines += [f"  {_place(row)} {_row(row)}" for row in (*changes.new, *changes.gone) if row.file == part.file]
        lines += [notice("unread_in_part", file=part.file, what=Long(listed(part.unread)))] if part.unread else []
    return "\n".join(lines)


def still_out_text(departments: Sequence[str]) -> str:
    """Name the departments whose file did not come back; blank where all did."""
    return notice("not_back", departments=Long(listed(departments))) + "\n" if departments else ""


def _counted(part: Returned, cells: int, new: int, gone: int) -> str:
    if language() == "zh":
        return f"{part.department}（{part.file}）：改{cells}格，增{new}行，删{gone}行"
    return f"{part.department} ({part.file}): {cells} cell(s) changed, {new} row(s) added, {gone} deleted"


def clashes_text(clashes: Sequence[Clash], owners: Mapping[str, str]) -> str:
    """Name every conflict by its cell, one a line; `owners` tells the department of a sheet."""
    return "\n".join(_clash(clash, owners) for clash in clashes)


def _clash(clash: Clash, owners: Mapping[str, str]) -> str:
    first = clash.changes[0]
    cells = [change for change in clash.changes if isinstance(change, CellChange)]
    sheet = first.sheet if isinstance(first, CellChange) else first.known.sheet
    said = [f"{change.file} {shown(change.after)}" for change in cells]
    facts: dict[str, object] = {
        "place": Long(_place(first)),
        "file": Long(first.file),
        "files": Long(listed(dict.fromkeys(change.file for change in clash.changes))),
        "owner": Long(owners.get(sheet.id, "")),
        "said": Long(_change(first) if clash.code == "clash_foreign" else listed(said)),
        "label": label(_cell(cells[0])) if cells else "",
        "id": "" if isinstance(first, CellChange) else first.known.code,
    }
    return notice(clash.code, **facts)


def _cell(change: CellChange) -> Cell:
    return change.sheet.cell(change.spot[2][0])


def _place(change: CellChange | RowChange) -> str:
    return f"[{change.place.sheet}] {change.place.cell}"


def _change(change: CellChange | RowChange) -> str:
    if isinstance(change, RowChange):
        return _row(change)
    (field, index), cell = change.spot[2], _cell(change)
    named = label(cell) if index is None else f"{label(cell)} {index_heading(cell, index)}"
    return f"{named}：{shown(change.before)}→{shown(change.after)}" if field else ""


def _row(change: RowChange) -> str:
    words = listed(list(_words(change))[:3])
    if language() == "zh":
        return f"{'删去' if change.gone else '新增'}一行：{words}"
    return f"row {'deleted' if change.gone else 'added'}: {words}"


def _words(change: RowChange) -> Iterator[str]:
    """Give the first things a row says, by which one knows it."""
    for cell in sorted(change.known.filled.values(), key=lambda filled: filled.place.column):
        yield shown(cell.value)


def formulas_text(name: str, data: bytes) -> str:
    """Say which formulas a merged file leaves to the spreadsheet program, a line a sheet."""
    counted = formulas_of(book_of(ProjectFile(name, data), values=False))
    return "".join(notice("formulas_kept", sheet=sheet, count=count) + "\n" for sheet, count in counted.items())


def nothing_text() -> str:
    """Say that nothing was written."""
    return word("nothing_merged")
