"""A part that comes back: which row of the base each of its rows is, and what differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bondcalc.departments.base import FieldName, InputBook, KnownRow, opened_workbook, said
from bondcalc.departments.handed_out import GIVEN, KEY, SLIP, key_of
from bondcalc.departments.owners import Owners
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.headings import DEEPEST_HEADING, CellGrid
from bondcalc.inputs.files.workbook_file import grid_named
from bondcalc.inputs.project import sheets
from bondcalc.inputs.raw import RawCell
from bondcalc.inputs.read import ProjectFile
from bondcalc.problem import Place
from bondcalc.wording.messages import file_error

BaseCell = tuple[str, int, FieldName]
"""A cell of the base: sheet id, row number (0 for a form), field and year."""


@dataclass(frozen=True)
class CellChange:
    """What a part says in a cell of the base: before, after, where it stands in the part, and from which file it came."""

    spot: BaseCell
    sheet: Sheet
    before: object
    after: object
    place: Place
    file: str

    @property
    def said(self) -> str:
        """What it says, in one form."""
        return said(self.sheet.cell(self.spot[2][0]), self.after)


@dataclass(frozen=True)
class RowChange:
    """A row a part has more than the base, or (`gone`) less; `known` is the row of the part, or of the base."""

    known: KnownRow
    file: str
    gone: bool = False

    @property
    def said(self) -> tuple[tuple[str, object, str], ...]:
        """What the row says, in one form."""
        cells = self.known.filled.items()
        return tuple(
            sorted((name, index or 0, said(self.known.sheet.cell(name), cell.value)) for (name, index), cell in cells)
        )

    @property
    def place(self) -> Place:
        """Where the row stands: the first of its cells that holds something."""
        return min((cell.place for cell in self.known.filled.values()), key=lambda at: at.column)


@dataclass
class Returned:
    """All that one part changes; `foreign` are changes of what another department fills in, which nobody may take over."""

    department: str
    file: str
    cells: list[CellChange] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)
    foreign: list[CellChange | RowChange] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def returned(base: InputBook, owners: Owners, file: ProjectFile) -> Returned:
    """Hold a part against the base. FileError for a file that is no part of this base, ProjectError for unreadable cells."""
    part = opened_workbook(file)
    department, given = _slip(base, part)
    back = Returned(department, file.name)
    for sheet in sheets():
        if sheet.id in base.grids and sheet.id in part.grids:
            _compare(base, part, owners, sheet, back)
        elif sheet.id in base.grids and sheet.id in given:
            raise file_error("part_without_sheet", name=file.name, sheet=base.grids[sheet.id].title)
    back.unread = sorted(_unread(part) - _unread(base))
    return back


def _slip(base: InputBook, part: InputBook) -> tuple[str, Sequence[str]]:
    """Read for whom a part was made, and with which sheets; FileError where it was not made of this base."""
    grid = grid_named(part.file.name, part.file.data, SLIP) or CellGrid(SLIP, {}, ())
    texts = [[str(grid.cells[row, at]) for at in columns] for row, columns in grid.columns.items()]
    slip = {head: said_there for head, *said_there in texts}
    if not slip.get("校验值") or not slip.get("责任部门"):
        raise file_error("no_part", name=part.file.name)
    if slip["校验值"][0] != base.hash:
        raise file_error("part_of_another", name=part.file.name, base=base.file.name)
    return slip["责任部门"][0], slip.get(GIVEN, ())


def _compare(base: InputBook, part: InputBook, owners: Owners, sheet: Sheet, back: Returned) -> None:
    rows = part.rows[sheet.id]
    pairs = {0: rows[0]} if sheet.form else _paired(base.rows[sheet.id], rows, _keys(part, sheet))
    for known in base.rows[sheet.id]:
        own = owners.of(known) == back.department
        if known.number in pairs:
            changed = list(_differences(known, pairs[known.number], back.file))
            (back.cells if own else back.foreign).extend(changed)
        else:
            (back.rows if own else back.foreign).append(RowChange(known, back.file, gone=True))
    if not sheet.form:
        taken = {row.number for row in pairs.values()}
        new = [RowChange(row, back.file) for row in rows if row.number not in taken]
        (back.rows if back.department in owners.sharing(sheet) else back.foreign).extend(new)


def _differences(known: KnownRow, row: KnownRow, file: str) -> Iterator[CellChange]:
    before, after = known.filled, row.filled
    for name in sorted({*before, *after}, key=lambda name: (name[0], name[1] or 0)):
        old, new = _value(before, name), _value(after, name)
        cell = known.sheet.cell(name[0])
        if said(cell, old) != said(cell, new):
            at = after[name].place if name in after else row.row.where(*name)
            yield CellChange(
                spot=(known.sheet.id, known.number, name), sheet=known.sheet, before=old, after=new, place=at, file=file
            )


def _value(cells: Mapping[FieldName, RawCell], name: FieldName) -> object:
    return cells[name].value if name in cells else None


def _keys(part: InputBook, sheet: Sheet) -> Mapping[int, str]:
    """Give the key that stands beside each row."""
    cells = part.grids[sheet.id].cells
    heads = [column for (row, column), text in cells.items() if row <= DEEPEST_HEADING and text == KEY]
    return {row: str(text) for (row, column), text in cells.items() if heads and column == heads[0]}


def _paired(base: tuple[KnownRow, ...], rows: tuple[KnownRow, ...], keys: Mapping[int, str]) -> Mapping[int, KnownRow]:
    """Tell by row number of the base which row of the part it is: by its code, else by its key; a copied key counts once.

    A row that kept its key and its code is that row, whoever else bears the key; so is one whose code is the base's.
    """
    pairs: dict[int, KnownRow] = {}
    taken: set[int] = set()

    def pair(known: KnownRow, row: KnownRow) -> None:
        """Note that a row is that of the base."""
        if known.number not in pairs and row.number not in taken:
            pairs[known.number] = row
            taken.add(row.number)

    by_key = {key_of(known): known for known in base}
    keyed = [(by_key[keys[row.number]], row) for row in rows if keys.get(row.number) in by_key]
    coded = {known.code: known for known in base if known.code}
    for known, row in keyed:
        if known.code and known.code == row.code:
            pair(known, row)
    for row in rows:
        if row.code in coded:
            pair(coded[row.code], row)
    for known, row in sorted(keyed, key=lambda both: not both[0].names & both[1].names):
        pair(known, row)
    return pairs


def _unread(book: InputBook) -> set[str]:
    """Name what a workbook holds that is not read, but for what a part needs itself."""
    columns = {(title, text) for title, texts in book.raw.unread.columns.items() for text in texts if text != KEY}
    rows = {(title, text) for title, texts in book.raw.unread.rows.items() for text in texts}
    return {f"“{title}”{text}" for title, text in columns | rows} | {
        f"“{title}”" for title in book.raw.unread.sheets if title != SLIP
    }
