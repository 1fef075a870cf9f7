"""Input workbooks as bytes, saved by openpyxl."""

import io

import openpyxl


def saved(book: openpyxl.Workbook) -> bytes:
    """Save a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
