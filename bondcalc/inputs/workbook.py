"""The project file as a workbook: sheets, headings and labels are found by name, wherever they stand."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from bondcalc.inputs.cell import Sheet
from bondcalc.inputs.grid import Block, Grid, read_form, read_list
from bondcalc.inputs.messages import Long, file_error, label, listed, notice, problem
from bondcalc.inputs.project import sheets
from bondcalc.inputs.raw import Place, RawFile, Spoilt
from bondcalc.inputs.values import plain

MOST_ROWS = 20_000
"""Rows of a sheet; a list of bonds, parcels or lines is far shorter."""
OURS = "bondcalc"
"""Stands in the comments of workbooks we wrote: their other sheets are no surprise."""
_COPY = re.compile(r"\(?\d+\)?$")
"""What programs put behind the title of a copied sheet."""


def read_workbook(name: str, data: bytes) -> RawFile:
    """Read the input sheets of a workbook; FileError when it cannot be opened or is far too long."""
    raw = RawFile(lambda sheet: sheet.zh)
    known = {plain(words): sheet for sheet in sheets() for words in (sheet.zh, sheet.en, sheet.id)}
    book = _opened(name, data, known)
    _remark(raw, data)
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
        grid = _grid(name, page)
        raw.sheets[sheet.id] = (read_form if sheet.form else read_list)(raw, sheet, grid)
    _unknown(raw, book, known)
    raw.title = _title(titles)
    return raw


def _title(titles: dict[str, str]) -> Callable[[Sheet], str]:
    return lambda sheet: titles.get(sheet.id, label(sheet))


def _opened(name: str, data: bytes, known: dict[str, Sheet]) -> Any:
    """Open for reading only: no sheet is parsed before it is asked for, links are not kept, macros never run."""
    from openpyxl.reader import excel
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    class Unmeasured(ReadOnlyWorksheet):  # type: ignore[misc]
        """A sheet whose part is not opened to ask for its size, which nobody believes."""

        def _get_size(self) -> None: ...

    class Reader(excel.ExcelReader):  # type: ignore[misc]
        """Lists the sheets; charts on sheets of their own hold no input."""

        def read_worksheets(self) -> None:
            for page, link in self.parser.find_sheets():
                if link.target in self.valid_files and "chartsheet" not in link.Type:
                    self.wb._sheets.append(Unmeasured(self.wb, page.name, link.target, self.shared_strings))  # noqa: SLF001

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            reader.read()
            listed_titles = {page.name for page in reader.parser.sheets}
        except Exception:  # noqa: BLE001 - whatever a damaged file makes the library raise
            raise file_error("damaged", name=name) from None
    # The library passes over a sheet whose part is missing; its figures would be lost in silence.
    if any(plain(title) in known for title in listed_titles - set(reader.wb.sheetnames)):
        raise file_error("damaged", name=name)
    return reader.wb


def _grid(name: str, page: Any) -> Grid:
    """Take a sheet's cells and merged blocks; what the file says of its own size is not believed."""
    cells: dict[tuple[int, int], object] = {}
    merged: list[Block] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for count, (number, row) in enumerate(_rows(name, page, merged), 1):
            found = {(number, cell["column"]): cell["value"]
                     for cell in row if cell["value"] is not None and cell["value"] != ""}  # fmt: skip
            if count > MOST_ROWS or (found and number > MOST_ROWS):
                raise file_error("too_many_rows", name=name, sheet=page.title, limit=MOST_ROWS)
            cells |= found
    return Grid(page.title, cells, merged)


def _rows(name: str, page: Any, merged: list[Block]) -> Iterator[Any]:
    """Parse one row after the other, without padding, and note merged blocks; drawings, links and rules are left out."""
    from openpyxl.utils.cell import range_boundaries
    from openpyxl.worksheet._reader import ROW_TAG
    from openpyxl.xml.functions import iterparse

    block_tag = ROW_TAG.removesuffix("row") + "mergeCell"
    try:
        with page._get_source() as source:  # noqa: SLF001 - the only way to a part without its padding
            parser = _parser(page)
            for _, element in iterparse(source):
                if element.tag == ROW_TAG:
                    yield parser.parse_row(element)
                    element.clear()
                elif element.tag == block_tag:
                    left, top, right, bottom = range_boundaries(element.get("ref"))
                    merged.append((top, left, bottom, right))
    except Exception:  # noqa: BLE001 - whatever a damaged part makes the library raise
        raise file_error("damaged", name=name) from None


def _parser(page: Any) -> Any:
    """Parse stored values; an error and a formula without a stored result stand as what they are."""
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    book = page.parent
    parser = WorkSheetParser(
        None,
        page._shared_strings,  # noqa: SLF001
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001
    )
    plainly = parser.parse_cell

    def marked(element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = plainly(element)
        if cell["data_type"] == "e":
            cell["value"] = Spoilt("error_cell", {"found": cell["value"]})
        elif cell["value"] is None and element.find(FORMULA_TAG) is not None and element.get("t") != "str":
            # Type `str` without a value is a text of no characters: the formula was calculated, the cell is blank.
            cell["value"] = Spoilt("formula_without_value")
        return cell

    parser.parse_cell = marked
    return parser


def _remark(raw: RawFile, data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
    if "xl/vbaProject.bin" in names:
        raw.notices.append(notice("macros"))
    if any(part.startswith("xl/externalLinks/") for part in names):
        raw.notices.append(notice("external_links"))


def _unknown(raw: RawFile, book: Any, known: dict[str, Sheet]) -> None:
    """Name the sheets nobody reads; in a workbook of ours only copies of input sheets, as schedules stand beside them."""
    others = [page.title for page in book.worksheets if plain(page.title) not in known]
    if (book.properties.description or "").strip() == OURS:
        others = [title for title in others if _COPY.sub("", plain(title)) in known]
    if others:
        raw.notices.append(notice("unknown_sheets", sheets=Long(listed(others))))
