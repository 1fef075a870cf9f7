"""分发: a workbook a department, with its sheets and rows to fill in; of the rest it sees what names the project, locked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bondcalc.departments.base import InputBook, KnownRow
from bondcalc.departments.copied import dressed, restored
from bondcalc.departments.owners import Owners, owners_of
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.headings import heading_row
from bondcalc.inputs.files.package import Package
from bondcalc.inputs.files.workbook_copy import Opened, book_of, bytes_of
from bondcalc.inputs.form.drawing import LIST_TOP
from bondcalc.inputs.form.template import SPARE_ROWS
from bondcalc.inputs.look import GUIDE
from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.values import plain

SLIP = "分发记录"
"""The sheet of a part that tells what it was made from; it is not shown."""
GIVEN = "分发的表"
"""Heads the ids of the sheets a part was made with: each of them is to come back."""
TOLD = "本文件从{base}分发给{department}填写：没有锁定的表和行都可填写、增删，填好后保存交回，由分发单位用bondcalc merge合并。"
KEY = "行标识"
"""Heads the hidden column that tells which row of the base a row is, wherever it is moved."""
SHOWN_LOCKED = (Particulars, Settings)
"""What every department sees: what the project is called, its dates and the unit of money."""
OPEN_OPTIONS = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort")
"""What may still be done on a sheet with locked rows; programs refuse it where it would touch one of these."""
FORBIDDEN = r'\/:*?"<>|'
"""Signs that no file may have in its name."""


@dataclass(frozen=True)
class Part:
    """What a department gets: its own sheets of the base, in a workbook that is drawn once it is asked for."""

    base: InputBook
    owners: Owners
    department: str
    own: tuple[Sheet, ...]

    @property
    def sheets(self) -> tuple[str, ...]:
        """Its own sheets by their tabs."""
        return tuple(sheet.zh for sheet in self.own)

    @cached_property
    def data(self) -> bytes:
        """The workbook. FileError where the base cannot be copied."""
        return _drawn(self.base, self.owners, self.department, self.own)

    def file_name(self, base: str) -> str:
        """Name the file after the base and the department."""
        return f"{base}-{''.join('_' if sign in FORBIDDEN else sign for sign in self.department)}.xlsx"


def parts_of(base: InputBook) -> list[Part]:
    """Give the part of each department that has a sheet which is shown or holds something; in the order of sheets."""
    owners = owners_of(base)
    return [
        Part(base, owners, department, tuple(own)) for department, own in sheets_by_department(base, owners).items()
    ]


def sheets_by_department(base: InputBook, owners: Owners) -> Mapping[str, list[Sheet]]:
    """Give the sheets that each department gets; one without a sheet in use is not among them."""
    named: dict[str, list[Sheet]] = {}
    for sheet in _in_use(base):
        for department in sorted(owners.sharing(sheet)):
            named.setdefault(department, []).append(sheet)
    return named


def still_out(base: InputBook, owners: Owners, back: Iterable[str]) -> list[str]:
    """Name the departments that got a file and are not among those that gave one back, in the order of sheets."""
    came = set(back)
    return [department for department in sheets_by_department(base, owners) if department not in came]


def _in_use(base: InputBook) -> Iterator[Sheet]:
    """Give the sheets of the base that are shown or filled in."""
    listed = Package(base.file.name, base.file.data).worksheets()
    shown = {plain(page.title) for page in listed if not page.hidden}
    for sheet in sheets():
        grid = base.grids.get(sheet.id)
        filled = any(known.filled for known in base.rows.get(sheet.id, ()))
        if grid is not None and (plain(grid.title) in shown or filled):
            yield sheet


def _drawn(base: InputBook, owners: Owners, department: str, own: Sequence[Sheet]) -> bytes:
    """Copy the base with values for formulas, drop what is neither the department's nor shown to all, lock what is not its own."""
    seen = [*own, *(sheet for sheet in map(sheet_of, SHOWN_LOCKED) if sheet not in own)]
    kept = {base.grids[sheet.id].title: sheet for sheet in seen if sheet.id in base.grids}
    book = book_of(base.file, values=True, only={GUIDE, *kept})
    for page in list(book.worksheets):
        if page.title not in kept and page.title != GUIDE:
            book.remove(page)
    for chart in list(book.chartsheets):
        book.remove(chart)
    for title, sheet in kept.items():
        page = book[title]
        page.sheet_state = "visible"
        restored(page, base, sheet)
        if sheet not in own:
            _locked(page)
        elif not sheet.form:
            _keyed(page, base, owners, department, sheet)
    _slip(book, base, department, own)
    book.active = book.sheetnames.index(base.grids[own[0].id].title)
    for page in book.worksheets:
        page.sheet_view.tabSelected = page.title == book.active.title
    return bytes_of(book)


def _slip(book: Opened, base: InputBook, department: str, own: Sequence[Sheet]) -> None:
    """Say on the guide whose file it is, and on a sheet out of sight what it was made from."""
    if GUIDE in book.sheetnames:
        guide = book[GUIDE]
        line = guide.cell(guide.max_row + 1, 1, TOLD.format(department=department, base=base.file.name))
        dressed(line, guide.cell(line.row - 1, 1))
        guide.row_dimensions[line.row].height = guide.row_dimensions[line.row - 1].height
    page = book.create_sheet(SLIP)
    sheets_given = (GIVEN, *(sheet.id for sheet in own))
    for row in (("基础文件", base.file.name), ("校验值", base.hash), ("责任部门", department), sheets_given):
        page.append(row)
    page.sheet_state = "hidden"


def _locked(page: Opened) -> None:
    """Lock a whole sheet, columns without cells too."""
    from openpyxl.styles import Protection

    for cells in page.iter_rows():
        for cell in cells:
            cell.protection = Protection(locked=True)
    for column in page.column_dimensions.values():
        column.protection = Protection(locked=True)
    page.protection.sheet = True


def _keyed(page: Opened, base: InputBook, owners: Owners, department: str, sheet: Sheet) -> None:
    """Write the key of each row beside it, out of sight; lock the rows of others."""
    grid, rows = base.grids[sheet.id], base.rows[sheet.id]
    top = heading_row(sheet, grid)
    at = grid.last_column + 1
    page.cell(max(top, 1), at, KEY)
    for known in rows:
        page.cell(known.number, at, key_of(known))
    page.column_dimensions[page.cell(1, at).column_letter].hidden = True
    last = max([known.number for known in rows], default=max(top, LIST_TOP))
    _locks(page, range(max(top, 1) + 1, last + SPARE_ROWS + 1), range(1, at + 1), locked=False)
    if owners.parted(sheet):
        foreign = {known.number for known in rows if owners.of(known) != department}
        _parted(page, foreign, range(1, at + 1))


def key_of(known: KnownRow) -> str:
    """Name a row of the base by its number, so that no code has to be typed."""
    return f"r{known.number}"


def _locks(page: Opened, rows: Iterable[int], columns: range, *, locked: bool) -> None:
    """Say of cells whether they can be typed in where the sheet is protected."""
    from openpyxl.styles import Protection

    for row in rows:
        for column in columns:
            page.cell(row, column).protection = Protection(locked=locked)


def _parted(page: Opened, foreign: set[int], columns: range) -> None:
    """Lock the rows of other departments; a row may still be put in, none taken out or sorted."""
    _locks(page, foreign, columns, locked=True)
    page.protection.sheet = True
    for option in OPEN_OPTIONS:
        setattr(page.protection, option, False)
