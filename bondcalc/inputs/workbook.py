"""The project file as a workbook: sheets, headings and labels are found by name, wherever they stand."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.grid import Grid, read_form, read_list
from bondcalc.inputs.messages import Long, file_error, label, listed, notice, problem
from bondcalc.inputs.project import sheets
from bondcalc.inputs.raw import Place, RawFile, Spoilt
from bondcalc.inputs.values import plain

MOST_ROWS = 20_000
"""Rows of a sheet; a list of bonds, parcels or lines is far shorter."""
OURS = "bondcalc"
"""Stands in the comments of workbooks we wrote: their other sheets are no surprise."""
_FORMULA = re.compile(rb"<f[ >/]")
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


def read_workbook(name: str, data: bytes) -> RawFile:
    """Read the input sheets of a workbook; FileError when it cannot be opened or is far too long."""
    raw = RawFile(lambda sheet: sheet.zh)
    book = _opened(name, data, values=True)
    _remark(raw, data)
    known = {plain(words): sheet for sheet in sheets() for words in (sheet.zh, sheet.en, sheet.id)}
    titles: dict[str, str] = {}
    for page in book.worksheets:
        sheet = known.get(plain(page.title))
        if sheet is None:
            continue
        if sheet.id in titles:
            place = Place(page.title, 0, 0, "A1")
            raw.problems.append(problem(place, "duplicate_sheet", sheet=page.title, other=titles[sheet.id]))
            continue
        titles[sheet.id] = page.title
        grid = _grid(name, data, page)
        raw.sheets[sheet.id] = (read_form if sheet.form else read_list)(raw, sheet, grid)
    _unknown(raw, book, known)
    raw.title = _title(titles)
    return raw


def _title(titles: dict[str, str]) -> Callable[[Sheet], str]:
    return lambda sheet: titles.get(sheet.id, label(sheet))


def _opened(name: str, data: bytes, *, values: bool) -> Any:
    """Open for reading only: no sheet is parsed before it is asked for, links are not kept, macros never run."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
        except Exception:  # noqa: BLE001 - whatever a damaged file makes the library raise
            raise file_error("damaged", name=name) from None


def _grid(name: str, data: bytes, page: Any) -> Grid:
    """Take a sheet's cells: an error and a formula without a stored result stand as what they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read(page._worksheet_path)  # noqa: SLF001 - the only way to tell which part a sheet is
    cells = dict(_cells(name, page))
    if _FORMULA.search(xml):
        formulas = _cells(name, _opened(name, data, values=False)[page.title])
        cells |= {spot: Spoilt("formula_without_value") for spot, value in formulas
                  if spot not in cells and isinstance(value, str) and value.startswith("=")}  # fmt: skip
    merged = [(int(top), _column(left), int(bottom), _column(right))
              for left, top, right, bottom in (map(bytes.decode, found) for found in _MERGED.findall(xml))]  # fmt: skip
    return Grid(page.title, cells, merged)


def _cells(name: str, page: Any) -> Iterable[tuple[tuple[int, int], object]]:
    # What a file says of its own size is not believed: cells beyond it would be passed over in silence.
    page.reset_dimensions()
    try:
        for number, row in enumerate(page.iter_rows(), 1):
            if number > MOST_ROWS:
                raise file_error("too_many_rows", name=name, sheet=page.title, limit=MOST_ROWS)
            for column, cell in enumerate(row, 1):
                if cell.value is not None and cell.value != "":
                    error = getattr(cell, "data_type", "") == "e"
                    yield (number, column), Spoilt("error_cell", {"found": cell.value}) if error else cell.value
    except (SyntaxError, ValueError, KeyError, TypeError):
        raise file_error("damaged", name=name) from None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _remark(raw: RawFile, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
    if "xl/vbaProject.bin" in names:
        raw.notices.append(notice("macros"))
    if any(part.startswith("xl/externalLinks/") for part in names):
        raw.notices.append(notice("external_links"))


def _unknown(raw: RawFile, book: Any, known: dict[str, Sheet]) -> None:
    """Name the sheets nobody reads, except in a workbook of ours, where schedules stand beside the inputs."""
    others = [page.title for page in book.worksheets if plain(page.title) not in known]
    if others and OURS not in (book.properties.description or ""):
        raw.notices.append(notice("unknown_sheets", sheets=Long(listed(others))))
