"""Input workbooks as bytes: with few spare rows, opened for a test to change, and as openpyxl saves them."""

import io
import pickle
from functools import cache, partial
from zipfile import ZIP_STORED, ZipFile

import openpyxl
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.datavalidation import DataValidationList
from openpyxl.writer.excel import ExcelWriter

from bondcalc.inputs.form.template import template
from tests.parted import passing

low_template = partial(template, spare_rows=3)
"""A workbook with few blank rows below each list: the twenty that users get are most of the cells that a test opens and saves."""


def opened(data: bytes) -> openpyxl.Workbook:
    """Open a workbook to change it; read once and copied for each test, in a sixth of the time of reading it again.

    What a clerk is held to while typing, and what is coloured then, is left out: no reader looks at it, and it took a third of the time.
    """
    book: openpyxl.Workbook = pickle.loads(_kept(data))
    for page in book.worksheets:
        # A copy forgets how rows and columns without a size of their own are made.
        page.row_dimensions.default_factory = page._add_row
        page.column_dimensions.default_factory = page._add_column
    return passing(book)


@cache
def _kept(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for page in book.worksheets:
        page.data_validations, page.conditional_formatting = DataValidationList(), ConditionalFormattingList()
    return pickle.dumps(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Save a workbook, unpacked: packing took a fifth of the time."""
    buffer = io.BytesIO()
    ExcelWriter(book, ZipFile(buffer, "w", ZIP_STORED)).save()
    return buffer.getvalue()
