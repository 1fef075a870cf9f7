"""Input workbooks as bytes: with few spare rows, and as openpyxl saves them."""

import io
from functools import partial

import openpyxl

from bondcalc.inputs.form.template import template

low_template = partial(template, spare_rows=3)
"""A workbook with few blank rows below each list: the twenty that users get are most of the cells that a test opens and saves."""


def saved(book: openpyxl.Workbook) -> bytes:
    """Save a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
