"""A workbook that came in, opened to be written in and given as a file again: looks, formulas and macros stay."""

import io
from collections.abc import Container
from typing import Any

from bondcalc.disk.zip_bytes import of_any_system
from bondcalc.inputs.files.container import folded
from bondcalc.inputs.files.package import Package
from bondcalc.inputs.files.usual import usual
from bondcalc.inputs.read import ProjectFile
from bondcalc.wording.messages import file_error

Opened = Any
"""A book of openpyxl, a sheet or a cell of one: its types are stated nowhere."""


def book_of(
    file: ProjectFile, *, values: bool, only: Container[str] | None = None, fault: str = "copy_unreadable"
) -> Opened:
    """Open a workbook with its formulas and macros, or its stored `values`; FileError `fault` where its formats are odd.

    Where only some worksheets are wanted, the others hold no cell: the library takes long over each.
    """
    import openpyxl

    macros = not values and file.name.lower().endswith(".xlsm")
    try:
        data = usual(file.data, _others(file, only) if only is not None else ())
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values, keep_vba=macros, keep_links=not values)
    except Exception:  # noqa: BLE001 - the library raises whatever an odd part leads to
        raise file_error(fault, name=file.name) from None


def _others(file: ProjectFile, titles: Container[str]) -> set[str]:
    """Name the parts of the worksheets that are not among the titles."""
    return {folded(page.part) for page in Package(file.name, file.data).worksheets() if page.title not in titles}


def bytes_of(book: Opened) -> bytes:
    """Give a book as a file."""
    buffer = io.BytesIO()
    book.save(buffer)
    return of_any_system(buffer.getvalue())
