"""Workbooks computed again by two other programs: stored answers gone, every cell compared with the exact figure."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from math import isclose
from pathlib import Path
from typing import NamedTuple

import ironcalc
import openpyxl
from openpyxl.utils.cell import coordinate_from_string, range_boundaries

from tests.outside import converted, tool
from tests.raw_cells import raw_cells, sheet_names
from tests.workbook_bytes import Spot, without_answers, without_print_titles

Answer = float | str | bool | None
Program = Callable[[bytes, Path], dict[Spot, Answer]]
MONEY = re.compile(r"#,##0(?:\.(0+))?;")
"""Number format of an amount that is rounded to the decimals it shows."""
REFERENCE = re.compile(r"(?:'([^']+)'!)?(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)")
POISON = b"-987654321.5"
RELATIVE = 1e-9


class Stored(NamedTuple):
    """A formula, the figure stored with it, and how far another program may be off."""

    formula: str
    answer: Answer
    slack: float


@lru_cache(maxsize=8)
def stored(workbook: bytes) -> dict[Spot, Stored]:
    """Every formula of a workbook with its stored answer."""
    return {
        (cell.sheet, cell.place): Stored(f"={cell.formula}", cell.value, _slack(cell.number_format))
        for cell in raw_cells(workbook)
        if cell.formula is not None
    }


def values_of(workbook: bytes) -> dict[Spot, Answer]:
    """Every cell of a workbook as it is stored, formulas by their answers."""
    return {(cell.sheet, cell.place): cell.value for cell in raw_cells(workbook)}


def _slack(number_format: str) -> float:
    """A thousandth of a quantum for rounded amounts: room for binary sums, none for a wrong cent."""
    money = MONEY.match(number_format)
    return 10 ** -len(money[1] or "") / 1000 if money else 1e-12


def by_libreoffice(workbook: bytes, folder: Path) -> dict[Spot, Answer]:
    """Let LibreOffice compute a workbook without answers and read what it stores; skipped where it is missing, but in CI."""
    tool("soffice")
    emptied, _ = without_answers(without_print_titles(workbook))
    source = folder / "emptied.xlsx"
    source.write_bytes(emptied)
    (folder / "computed").mkdir()
    converted("xlsx", folder / "computed", source)
    made = (folder / "computed" / "emptied.xlsx").read_bytes()
    assert sheet_names(made) == sheet_names(workbook)
    values = values_of(made)
    return {spot: _truth(one.answer, values.get(spot)) for spot, one in stored(workbook).items()}


def _truth(answer: Answer, found: Answer) -> Answer:
    """LibreOffice has no truth values: under a number format it writes 1 and 0."""
    return bool(found) if isinstance(answer, bool) and found in {0, 1} else found


def by_ironcalc(workbook: bytes, folder: Path) -> dict[Spot, Answer]:
    """Let IronCalc compute a workbook in which every stored answer was replaced by the same wrong one.

    Replaced, not removed: it prints a line for every empty answer it meets.
    """
    poisoned, _ = without_answers(workbook, POISON)
    path = folder / "poisoned.xlsx"
    path.write_bytes(poisoned)
    model = ironcalc.load_from_xlsx(str(path))
    model.evaluate()
    sheets = [sheet["name"] for sheet in model.get_worksheets_properties()]
    assert sheets == sheet_names(workbook)
    found = {}
    for sheet, cell in stored(workbook):
        column, row = coordinate_from_string(cell)
        place = openpyxl.utils.column_index_from_string(column)
        found[sheet, cell] = model.get_cell_value(sheets.index(sheet), row, place)
    return found


def differences(expected: dict[Spot, Stored], found: dict[Spot, Answer]) -> Iterator[tuple[Spot, Answer, Answer]]:
    """Give the cells that differ; an empty cell is an empty text and never a zero, a truth value never a number."""
    for spot, (_, answer, slack) in expected.items():
        if not alike(answer, found[spot], slack):
            yield spot, answer, found[spot]


def alike(answer: Answer, other: Answer, slack: float) -> bool:
    """Tell whether two answers are one figure or one text."""
    if isinstance(answer, bool) or isinstance(other, bool):
        return answer is other
    if isinstance(answer, int | float) and isinstance(other, int | float):
        return isclose(answer, other, rel_tol=0 if slack > 1e-9 else RELATIVE, abs_tol=slack)
    if isinstance(answer, int | float) or isinstance(other, int | float):
        return False
    return (answer or "") == (other or "")


def readers(workbook: bytes) -> dict[Spot, set[Spot]]:
    """For every cell the formulas that read it, from the text of the formulas."""
    found: dict[Spot, set[Spot]] = {}
    for (sheet, cell), one in stored(workbook).items():
        for other, address in REFERENCE.findall(re.sub(r'"[^"]*"', "", one.formula)):
            first, top, last, bottom = range_boundaries(address.replace("$", ""))
            for row in range(top, bottom + 1):
                for column in range(first, last + 1):
                    place = (other or sheet, f"{openpyxl.utils.get_column_letter(column)}{row}")
                    found.setdefault(place, set()).add((sheet, cell))
    return found


def dependents(workbook: bytes, spot: Spot) -> set[Spot]:
    """A cell and every formula that reads it, directly or through others."""
    read, found, left = readers(workbook), {spot}, [spot]
    while left:
        fresh = read.get(left.pop(), set()) - found
        found |= fresh
        left += fresh
    return found
