"""The project file as a workbook: sheets, headings and labels are found by name, wherever they stand."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

from bondcalc.inputs.archive import DAMAGED
from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.grid import Grid, read_form, read_list
from bondcalc.inputs.messages import Long, file_error, label, listed, notice, problem
from bondcalc.inputs.package import Listed, Package
from bondcalc.inputs.project import sheets
from bondcalc.inputs.raw import Place, RawFile
from bondcalc.inputs.stored import Stock, TooManyError
from bondcalc.inputs.values import plain

MOST_ROWS = 20_000
"""The last row of a sheet that may be filled in; a list of bonds, parcels or lines is far shorter."""
OURS = "bondcalc"
"""Stands in the comments of workbooks we wrote: their other sheets are no surprise."""
_COPY = re.compile(r"\(?\d+\)?$")
"""What programs put behind the title of a copied sheet."""
_UNREADABLE = (*DAMAGED, ET.ParseError, KeyError, IndexError, AttributeError, TypeError, OverflowError, RuntimeError)
"""What a damaged part makes the libraries raise."""


def read_workbook(name: str, data: bytes) -> RawFile:
    """Read the input sheets of a workbook; FileError when it cannot be opened or is far too long."""
    raw = RawFile(lambda sheet: sheet.zh)
    known = {plain(words): sheet for sheet in sheets() for words in (sheet.zh, sheet.en, sheet.id)}
    with _whole(name):
        package = Package(data)
        stock, pages = Stock(package), package.worksheets()
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
        grid = _grid(name, stock, page)
        raw.sheets[sheet.id] = (read_form if sheet.form else read_list)(raw, sheet, grid)
    with _whole(name):
        _unknown(raw, package, pages, known)
    raw.title = _title(titles)
    return raw


def _title(titles: dict[str, str]) -> Callable[[Sheet], str]:
    return lambda sheet: titles.get(sheet.id, label(sheet))


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Turn whatever a damaged part makes the libraries raise into one sentence."""
    try:
        yield
    except _UNREADABLE:
        raise file_error("damaged", name=name) from None


def _grid(name: str, stock: Stock, page: Listed) -> Grid:
    """Take a sheet's cells and merged blocks; what the file says of its own size is not believed."""
    try:
        with _whole(name):
            stored = stock.sheet(page)
    except TooManyError:
        raise file_error("too_many_rows", name=name, sheet=page.title, limit=MOST_ROWS) from None
    grid = Grid(page.title, stored.cells, stored.merged)
    if grid.last_row > MOST_ROWS:
        raise file_error("too_many_rows", name=name, sheet=page.title, limit=MOST_ROWS)
    return grid


def _remark(raw: RawFile, package: Package) -> None:
    if "xl/vbaProject.bin" in package:
        raw.notices.append(notice("macros"))
    if any(part.startswith("xl/externallinks/") for part in package.names()):
        raw.notices.append(notice("external_links"))


def _unknown(raw: RawFile, package: Package, pages: list[Listed], known: dict[str, Sheet]) -> None:
    """Name the sheets nobody reads; in a workbook of ours only copies of input sheets, as schedules stand beside them."""
    others = [page.title for page in pages if plain(page.title) not in known]
    if package.description().strip() == OURS:
        others = [title for title in others if _COPY.sub("", plain(title)) in known]
    if others:
        raw.notices.append(notice("unknown_sheets", sheets=Long(listed(others))))
