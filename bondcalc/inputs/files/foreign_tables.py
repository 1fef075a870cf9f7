"""Tables that other systems write (.xlsx, .csv in UTF-8 or GB18030), as cells by row and column as a person reads them; nothing in them is judged."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from bondcalc.disk.damage import told_damaged
from bondcalc.inputs.bounds import TOML, hold
from bondcalc.inputs.files.archive import refuse_harmful
from bondcalc.inputs.files.cell_looks import PERCENT
from bondcalc.inputs.files.file_kinds import is_zip, refuse_other_kinds
from bondcalc.inputs.files.headings import CellGrid
from bondcalc.inputs.files.package import Package
from bondcalc.inputs.files.stored import Spot, Stock, StoredSheet
from bondcalc.wording.messages import file_error
from bondcalc.wording.number import exact

ENCODINGS = ("utf-8-sig", "gb18030")
"""How Chinese systems and spreadsheets write text files, in the order tried; GB18030 holds GBK and GB2312."""


def tables_of(name: str, data: bytes) -> list[CellGrid]:
    """Give the sheets of a file with what their cells hold; FileError for any file that is neither workbook nor CSV."""
    if not data:
        raise file_error("empty", name=name)
    if is_zip(data):
        refuse_harmful(name, data)
        with told_damaged(name):
            package = Package(name, data)
            stock = Stock(package)
            return [CellGrid(page.title, _as_shown(stock.sheet(page)), ()) for page in package.worksheets()]
    if not name.lower().endswith(".csv"):
        refuse_other_kinds(name, data)
        raise file_error("no_table", name=name)
    hold(TOML, len(data), name)
    return [CellGrid(name, dict(_cells(name, data)), ())]


def _as_shown(sheet: StoredSheet) -> dict[Spot, object]:
    """Give the cells; a number that its format shows in per cent as it is read: 0.0285 is 2.85%."""
    return sheet.cells | {
        spot: f"{exact(Decimal(str(number)) * 100)}%"
        for spot, unit in sheet.units.items()
        if unit == PERCENT and isinstance(number := sheet.cells[spot], int | float | Decimal)
    }


def _cells(name: str, data: bytes) -> Iterator[tuple[tuple[int, int], object]]:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(_text(name, data))), 1):
            yield from (((number, column), text) for column, text in enumerate(row, 1) if text.strip())
    except csv.Error:
        raise file_error("damaged", name=name) from None


def _text(name: str, data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise file_error("no_table", name=name)
