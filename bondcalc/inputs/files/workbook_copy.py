"""A workbook that came in, opened to be written in and given as a file again: looks, formulas and macros stay."""

import io
from typing import Any

from bondcalc.disk.zip_bytes import of_any_system
from bondcalc.inputs.files.usual import usual
from bondcalc.inputs.read import ProjectFile
from bondcalc.wording.messages import file_error

Opened = Any
"""A book of openpyxl, a sheet or a cell of one: its types are stated nowhere."""


def book_of(file: ProjectFile, *, values: bool, fault: str = "copy_unreadable") -> Opened:
    """Open a workbook with its formulas and macros, or its stored `values`; FileError `fault` where its formats are odd."""
    import openpyxl

    macros = not values and file.name.lower().endswith(".xlsm")
    try:
        return openpyxl.load_workbook(
            io.BytesIO(usual(file.data)), data_only=values, keep_vba=macros, keep_links=not values
        )
    except Exception:  # noqa: BLE001 - the library raises whatever an odd part leads to
        raise file_error(fault, name=file.name) from None


def bytes_of(book: Opened) -> bytes:
    """Give a book as a file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return of_any_system(buffer.getvalue())
