"""A project file begun from a list: what could be taken, each field with the cell it came from, and what was left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bondcalc.inputs.cell import SHEETS, Sheet
from bondcalc.inputs.codes import COUNTED
from bondcalc.inputs.files.headings import DEEPEST_HEADING, CellGrid
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.row_words import is_remark, is_total, reads_as_total
from bondcalc.inputs.sheets.settings import YUAN
from bondcalc.inputs.units import stated_units
from bondcalc.inputs.values import WrongError, plain
from bondcalc.problem import Place, Problem, ProjectError
from bondcalc.taking.record_layout import RecordLayout, TakenField
from bondcalc.taking.values_taken import MONEY_READINGS, READINGS, nothing_said
from bondcalc.wording.messages import Long, file_error, label, listed, problem

UNIT = "万元"
"""The unit of money of the file that is made."""
LEAST, MOST = Decimal(10), Decimal(5_000_000)
"""Amounts of a project in 万元 that can be: 10 万 to 500 亿; outside, the unit was mistaken."""
SHOWN = 8


@dataclass
class Taken:
    """The rows by sheet id, the sources of every field, the headings that were left out, and the names of rows that are no record."""

    rows: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    sources: list[dict[str, object]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


def taken(name: str, grids: Sequence[CellGrid], layout: RecordLayout, unit: str, wanted: str | None) -> Taken:
    """Take records in a unit that was told. FileError where no table fits or it is not told which project.

    ProjectError with every value that cannot be read, every heading of another unit and every amount that cannot be.
    """
    grid, top, columns = _table(name, grids, layout)
    scale = Decimal(YUAN[unit]) / YUAN[UNIT]
    named = _named(grid, top, columns[layout.named_by])
    rows = _records(name, {row: text for row, text in named.items() if not _no_record(text)}, layout, wanted)
    result, problems = (
        Taken(passed=[text for text in named.values() if _no_record(text)]),
        list(_other_units(grid, top, columns, layout, unit)),
    )
    for number, row in enumerate(rows):
        for heading, column in columns.items():
            value, aim = grid.cells.get((row, column)), layout.fields[heading]
            if nothing_said(value) or (number and aim.sheet == "project"):
                continue
            at, cell = grid.place(row, column), SHEETS[aim.sheet].cell(aim.field)
            try:
                said = READINGS[aim.reading](cell, value, scale)
            except WrongError as wrong:
                problems.append(problem(at, wrong.code, label=label(cell), **wrong.facts))
                continue
            if aim.reading == "money" and isinstance(said, Decimal) and said and not LEAST <= said <= MOST:
                problems.append(problem(at, "unit_doubtful", label=label(cell), found=said, unit=unit))
            _put(result, aim, number, said)
            result.sources.append(_source(name, result, aim, number, at))
    result.left = sorted(_left(grid, top, columns))
    if problems:
        raise ProjectError(problems)
    for bond in result.rows.get("bonds", ()):
        bond["status"] = layout.status
    return result


def project_of(result: Taken) -> Project:
    """Make a project of what was taken, with blank cells for the rest: a file to fill in, not yet one to compute."""
    given = {**result.rows, "sources": result.sources}
    return Project({sheet.id: tuple(_rows(sheet, given.get(sheet.id, []))) for sheet in sheets()})


def _rows(sheet: Sheet, rows: Sequence[dict[str, object]]) -> Iterator[Any]:
    blank: dict[str, object] = {cell.id: {} if cell.kind == "indexed" else cell.default for cell in sheet.cells}
    for row in rows or ([{}] if sheet.form else []):
        yield sheet.statement(**(blank | row))


def _put(result: Taken, aim: TakenField, number: int, said: object) -> None:
    rows = result.rows.setdefault(aim.sheet, [])
    while len(rows) <= (0 if SHEETS[aim.sheet].form else number):
        rows.append({})
    rows[-1][aim.field] = said


def _source(name: str, result: Taken, aim: TakenField, number: int, at: Place) -> dict[str, object]:
    """State where a field was taken from: the file, and the cell in it."""
    sheet = SHEETS[aim.sheet]
    made = result.rows[aim.sheet][-1].get("id") or COUNTED.get(sheet.id, sheet.zh + "{}").format(number + 1)
    return {
        "table": sheet.zh,
        "row": None if sheet.form else made,
        "field": sheet.cell(aim.field).zh,
        "document": name,
        "page": f"{at.sheet} {at.cell}" if at.sheet != name else at.cell,
    }


def _table(name: str, grids: Sequence[CellGrid], layout: RecordLayout) -> tuple[CellGrid, int, dict[str, int]]:
    """Find the sheet and the row with most headings of the layout, that of the name among them."""
    best: tuple[int, CellGrid, int, dict[str, int]] | None = None
    for grid in grids:
        for row in range(1, DEEPEST_HEADING + 1):
            columns = dict(_headed(grid, row, layout))
            if layout.named_by in columns and (best is None or len(columns) > best[0]):
                best = len(columns), grid, row, columns
    if best is None:
        raise file_error("no_records", name=name, heading=layout.named_by)
    return best[1], best[2], best[3]


def _headed(grid: CellGrid, row: int, layout: RecordLayout) -> Iterator[tuple[str, int]]:
    for column in range(1, grid.last_column + 1):
        words = plain(str(grid.cells.get((row, column), ""))).split("(")[0]
        heading = next((heading for heading in layout.fields if plain(heading) == words), None)
        if heading is not None:
            yield heading, column


def _named(grid: CellGrid, top: int, column: int) -> dict[int, str]:
    """Give the rows that name something, with the name."""
    return {
        row: str(grid.cells[row, column])
        for row in range(top + 1, grid.last_row + 1)
        if not nothing_said(grid.cells.get((row, column)))
    }


def _no_record(text: str) -> bool:
    """Tell whether a row is the total of the others or a remark below them (合计, 填表人：…), and nothing of its own."""
    return is_total(text) or reads_as_total(text) or is_remark(text)


def _records(name: str, named: Mapping[int, str], layout: RecordLayout, wanted: str | None) -> list[int]:
    """Tell the rows: all of a list of bonds, one of a list of projects, which has to be told where there are several."""
    rows = [row for row, text in named.items() if wanted is None or plain(wanted) in plain(text)]
    if not rows or (len(rows) > 1 and not layout.all_rows):
        names = listed([named[row] for row in (rows or named)][:SHOWN])
        raise file_error("project_not_told", name=name, count=len(rows or named), names=Long(names or "—"))
    return rows


def _other_units(
    grid: CellGrid, top: int, columns: dict[str, int], layout: RecordLayout, unit: str
) -> Iterator[Problem]:
    """Report the headings of amounts that state another unit than was told."""
    cell = SHEETS["bonds"].cell("face")
    for heading, column in columns.items():
        if layout.fields[heading].reading in MONEY_READINGS:
            for stated in stated_units(cell, grid.cells.get((top, column)), grid.place(top, column)):
                if stated.unit != unit:
                    yield problem(stated.place, "unit_told", label=Long(heading), found=stated.unit, unit=unit)


def _left(grid: CellGrid, top: int, columns: dict[str, int]) -> Iterator[str]:
    """Name the headings of columns that were not taken."""
    known = set(columns.values())
    yield from (
        str(text)
        for (row, column), text in grid.cells.items()
        if row == top and column not in known and str(text).strip()
    )
