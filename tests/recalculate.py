"""Workbooks computed again by two other programs: stored answers gone, every cell compared with the exact figure."""

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import ironcalc
import openpyxl
import pytest

Spot = tuple[str, str]
"""Sheet and cell."""
Answer = float | str | bool | None
ANSWER = re.compile(rb"(<c [^>]*>)(<f>[^<]*</f>)<v>[^<]*</v>")
POISON = b"-987654321.5"
TOLERANCE = 1e-6
"""Far below half a quantum (0.005), so that it holds ratios to account as well."""


def without_answers(workbook: bytes, answer: bytes = b"") -> tuple[bytes, int]:
    """Take every stored answer of a formula out, or put the same wrong one everywhere; tells how many there were."""
    count = 0
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as given, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as taken:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data, number = ANSWER.subn(lambda found: _emptied(found, answer), data)
                count += number
            taken.writestr(entry, data)
    return buffer.getvalue(), count


def _emptied(found: re.Match[bytes], answer: bytes) -> bytes:
    opening = found[1].replace(b' t="str"', b"").replace(b' t="b"', b"")
    return opening + found[2] + (b"<v>" + answer + b"</v>" if answer else b"")


def stored(workbook: bytes) -> dict[Spot, Answer]:
    """The answer stored with each formula."""
    formulas = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True)
    values = openpyxl.load_workbook(io.BytesIO(workbook), read_only=True, data_only=True)
    return {(sheet.title, cell.coordinate): values_cell.value
            for sheet in formulas for row, other in zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True)
            for cell, values_cell in zip(row, other, strict=True)
            if isinstance(cell.value, str) and cell.value.startswith("=")}  # fmt: skip


def by_libreoffice(workbook: bytes, folder: Path) -> dict[Spot, Answer]:
    """Let LibreOffice compute a workbook without answers and read what it stores; skipped where it is missing, but in CI."""
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have LibreOffice")
        pytest.skip("LibreOffice is not installed")
    emptied, _ = without_answers(workbook)
    source = folder / "emptied.xlsx"
    source.write_bytes(emptied)
    subprocess.run([office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
                    "--outdir", str(folder / "computed"), str(source)], check=True, capture_output=True, timeout=300)  # fmt: skip
    return _at(stored(workbook), (folder / "computed" / "emptied.xlsx").read_bytes())


def _at(spots: dict[Spot, Answer], workbook: bytes) -> dict[Spot, Answer]:
    book = openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)
    return {(sheet, cell): book[sheet][cell].value for sheet, cell in spots}


def by_ironcalc(workbook: bytes, folder: Path) -> dict[Spot, Answer]:
    """Let IronCalc compute a workbook in which every stored answer was replaced by the same wrong one."""
    poisoned, _ = without_answers(workbook, POISON)
    path = folder / "poisoned.xlsx"
    path.write_bytes(poisoned)
    model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()
    numbers = {sheet["name"]: number for number, sheet in enumerate(model.get_worksheets_properties())}
    found = {}
    for sheet, cell in stored(workbook):
        column, row = openpyxl.utils.cell.coordinate_from_string(cell)
        place = openpyxl.utils.column_index_from_string(column)
        found[sheet, cell] = model.get_cell_value(numbers[sheet], row, place)
    return found


def differences(expected: dict[Spot, Answer], found: dict[Spot, Answer]) -> Iterator[tuple[Spot, Answer, Answer]]:
    """Give the cells that differ by more than the tolerance, or in anything that is no number."""
    for spot, answer in expected.items():
        other = found[spot]
        if isinstance(answer, int | float) and isinstance(other, int | float):
            if abs(answer - other) > TOLERANCE:
                yield spot, answer, other
        elif (answer or "") != (other or ""):
            yield spot, answer, other
