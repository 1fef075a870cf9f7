"""The project file as a workbook: sheets, headings and labels are found by name, wherever they stand."""

from collections.abc import Callable, Sequence

from bondcalc.disk.damage import UNREADABLE, from_the_system, told_damaged
from bondcalc.inputs.bounds import LAST_ROW
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.files.comments import comments_of
from bondcalc.inputs.files.forms import read_form
from bondcalc.inputs.files.grid import read_list
from bondcalc.inputs.files.headings import CellGrid
from bondcalc.inputs.files.hidden import commented, out_of_sight, struck_or_unseen
from bondcalc.inputs.files.lookalikes import DEEPEST, near_any, report
from bondcalc.inputs.files.package import Listed, Package
from bondcalc.inputs.files.shown_units import units_shown
from bondcalc.inputs.files.stored import Stock, StoredSheet, TooManyError
from bondcalc.inputs.look import GUIDE
from bondcalc.inputs.project import sheets
from bondcalc.inputs.raw import RECORD, RawFile
from bondcalc.inputs.values import plain
from bondcalc.problem import Place
from bondcalc.wording.messages import file_error, label, notice, problem

OURS = "bondcalc"
"""Stands in the comments of workbooks we wrote."""

NOT_SHOWN: tuple[type[Exception], ...] = (*UNREADABLE, TooManyError)
"""For these reasons a sheet that is not ours is passed over."""


def read_workbook(name: str, data: bytes, known_sheets: Sequence[Sheet] | None = None) -> RawFile:
    """Read the input sheets of a workbook, a project's unless others are handed in.

    Raises FileError when it cannot be opened or is far too long.
    """
    raw = RawFile(lambda sheet: sheet.zh, name=name, known=known_sheets or sheets())
    known = _by_title(raw.known)
    package, stock, pages = _opened(name, data)
    _remark(raw, package)
    titles: dict[str, str] = {}
    for page in pages:
        sheet = known.get(plain(page.title))
        if sheet is None:
            continue
        if sheet.id in titles:
            place = Place(page.title, 0, 0, "A1")
            raw.problems.append(problem(place, "duplicate_sheet", sheet=page.title, other=titles[sheet.id]))
            continue
        titles[sheet.id] = page.title
        stored, grid = _grid(name, stock, page)
        raw.sheets[sheet.id] = (read_form if sheet.form else read_list)(raw, sheet, grid)
        out_of_sight(raw, page, sheet, stored)
        raw.formats += units_shown(raw.sheets[sheet.id], stored)
        struck_or_unseen(raw, page, sheet, stored)
        with told_damaged(name):
            commented(raw, page, sheet, comments_of(package, page))
    with told_damaged(name):
        _strange(raw, package, stock, [page for page in pages if plain(page.title) not in known])
    raw.title = _title(titles)
    return raw


def grids_of(name: str, data: bytes) -> dict[str, CellGrid]:
    """Give the cells of every input sheet by its id, those that are not read among them; FileError as `read_workbook`."""
    known = _by_title(sheets())
    _, stock, pages = _opened(name, data)
    named = [(sheet, page) for page in pages if (sheet := known.get(plain(page.title))) is not None]
    return {sheet.id: _grid(name, stock, page)[1] for sheet, page in reversed(named)}


def grid_named(name: str, data: bytes, title: str) -> CellGrid | None:
    """Give the cells of the sheet with a title; None where there is none. FileError as `read_workbook`."""
    _, stock, pages = _opened(name, data)
    return next((_grid(name, stock, page)[1] for page in pages if page.title == title), None)


def _by_title(known: Sequence[Sheet]) -> dict[str, Sheet]:
    """Give the input sheets by every name a tab may bear for one."""
    return {plain(words): sheet for sheet in known for words in (*sheet.names, sheet.id)}


def _opened(name: str, data: bytes) -> tuple[Package, Stock, list[Listed]]:
    """Open a workbook: the archive, what its cells refer to, and its sheets in their order."""
    with told_damaged(name):
        package = Package(name, data)
        return package, Stock(package), package.worksheets()


def _title(titles: dict[str, str]) -> Callable[[Sheet], str]:
    return lambda sheet: titles.get(sheet.id, label(sheet))


def _grid(name: str, stock: Stock, page: Listed) -> tuple[StoredSheet, CellGrid]:
    """Take a sheet's cells and merged blocks; what the file says of its own size is not believed."""
    try:
        with told_damaged(name):
            stored = stock.sheet(page)
    except TooManyError:
        raise file_error("too_many_rows", name=name, sheet=page.title, limit=LAST_ROW.most) from None
    grid = CellGrid(page.title, stored.cells, stored.merged)
    return stored, grid


def _remark(raw: RawFile, package: Package) -> None:
    if "xl/vbaProject.bin" in package:
        raw.notices.append(notice("macros"))
    if any(part.startswith("xl/externallinks/") for part in package.names()):
        raw.notices.append(notice("external_links"))


def _strange(raw: RawFile, package: Package, stock: Stock, pages: Sequence[Listed]) -> None:
    """Look at the sheets of other names: those like one of ours are told, the rest noted as not read.

    In a schedules.xlsx most of them are schedules, drawn before the record: of these only what is near by name, or all
    where one of our sheets is missing.
    """
    titles = [page.title for page in pages]
    drawn = titles.index(RECORD) + 1 if RECORD in titles and package.description().strip() == OURS else 0
    whole = len(raw.sheets) == len(raw.known)
    looked_at = [
        page
        for number, page in enumerate(pages)
        if page.title != GUIDE and (number >= drawn or not whole or near_any(page.title, raw.known))
    ]
    raw_file = RawFile(raw.title, raw.sheets, raw.problems, near=raw.near, known=raw.known)
    ours = set(titles[:drawn])
    glimpses = (_glimpse(stock, page) for page in looked_at)
    report(raw_file, (grid for grid in glimpses if grid.title not in ours or not _is_headed_with_its_name(grid)))
    raw.unread.sheets += [title for title in raw_file.unread.sheets if title not in ours]


def _is_headed_with_its_name(grid: CellGrid) -> bool:
    """Tell whether a drawn tab says in its first cell what it is called: no copy of an input sheet, which keeps the heading of that."""
    return grid.cells.get((1, 1)) == grid.title


def _glimpse(stock: Stock, page: Listed) -> CellGrid:
    """Take the first rows of a sheet that is not ours; one that cannot be read is nobody's loss."""
    try:
        stored = stock.sheet(page, DEEPEST)
    except NOT_SHOWN as error:
        if from_the_system(error):
            raise
        stored = StoredSheet()
    return CellGrid(page.title, stored.cells, stored.merged)
