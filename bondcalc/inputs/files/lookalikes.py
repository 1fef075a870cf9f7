"""Sheets that are not ours by name but look like one of ours: two of three witnesses, name, headings and a gap."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.files.headings import CellGrid, field_of, headed, heading_row
from bondcalc.inputs.files.likeness import likeness, near, same
from bondcalc.inputs.raw import RawFile
from bondcalc.inputs.values import is_blank
from bondcalc.problem import Place
from bondcalc.wording.messages import Long, label, problem, word

LEAST = 3
"""Headings of ours from which a sheet of another name may be one of ours."""
SHARE = 0.6
"""Share of the headings of ours that says so even where a required one is not among them."""
DEEPEST = 60
"""Rows of a strange sheet that are looked at."""


@dataclass(frozen=True)
class _Candidate:
    """A sheet of ours that a strange one may stand for, and how much speaks for it."""

    sheet: Sheet
    named: bool
    headings: int
    alike: float


def near_any(title: str, known: Sequence[Sheet]) -> bool:
    """Tell whether a title is near to that of any sheet of ours."""
    return any(_near(title, sheet) for sheet in known)


def report(raw: RawFile, grids: Iterable[CellGrid]) -> None:
    """Report every strange sheet that looks like one of ours and holds data; the others are noted as not read.

    A near name and our headings do (a copy, last year's); so do our headings where our sheet is missing or blank (renamed
    to anything), and a name that differs by the marks of a copy or one sign, where our sheet is missing or blank and there
    are figures. One witness alone is no reason to stop: bureaus keep many sheets of their own.
    """
    for grid in grids:
        found = _candidate(grid, raw, {sheet.id for sheet in raw.known if _is_vacant(raw, sheet)})
        if found is None:
            raw.unread.sheets.append(grid.title)
            continue
        state = (
            "sheet_missing"
            if found.id not in raw.sheets
            else "sheet_blank"
            if _is_vacant(raw, found)
            else "sheet_there"
        )
        raw.near[found.id] = grid.title
        facts = {"sheet": label(found), "state": Long(word(state, sheet=label(found)))}
        raw.problems.append(problem(Place(grid.title, 0, 0, "A1"), "near_sheet", found=grid.title, **facts))


def _is_vacant(raw: RawFile, sheet: Sheet) -> bool:
    given = raw.sheets.get(sheet.id)
    return given is None or (not sheet.form and not given.rows and not given.unread)


def _near(title: str, sheet: Sheet) -> bool:
    return any(near(title, name) for name in sheet.names)


def _candidate(grid: CellGrid, raw: RawFile, vacant: Collection[str]) -> Sheet | None:
    candidates = [
        candidate
        for sheet in raw.known
        if (candidate := _judged(grid, sheet, is_vacant=sheet.id in vacant)) is not None
    ]
    if not candidates:
        return None
    # Two sheets may have the same headings: what is not in the file at all was renamed, before a name speaks.
    return max(
        candidates,
        key=lambda candidate: (
            candidate.headings > 0 and candidate.sheet.id not in raw.sheets,
            candidate.named and candidate.headings > 0,
            candidate.alike,
            candidate.headings,
        ),
    ).sheet


def _judged(grid: CellGrid, sheet: Sheet, *, is_vacant: bool) -> _Candidate | None:
    named = _near(grid.title, sheet)
    headings = _headings(grid, sheet, least=1 if named else LEAST)
    twin = any(same(grid.title, name) for name in sheet.names)
    if not ((named and headings) or (headings and is_vacant) or (twin and is_vacant and _has_figures(grid))):
        return None
    alike = max(likeness(grid.title, name) for name in sheet.names)
    return _Candidate(sheet, named, headings, alike)


def _has_figures(grid: CellGrid) -> bool:
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in grid.cells.values())


def _headings(grid: CellGrid, sheet: Sheet, *, least: int) -> int:
    """Count the headings or labels of a sheet of ours that stand here over data; 0 when they are too few."""
    found, filled = (_form if sheet.form else _list)(grid, sheet)
    stated = [cell for cell in sheet.cells if cell.kind != "indexed"]
    required = {cell.id for cell in stated if cell.required}
    whole = bool(required) and required <= found
    enough = len(found) >= least and (whole or len(found) >= max(LEAST, SHARE * len(stated)))
    return len(found) if enough and filled else 0


def _list(grid: CellGrid, sheet: Sheet) -> tuple[set[str], bool]:
    top = heading_row(sheet, grid)
    columns = headed(sheet, grid, top) if top else {}
    places = set(columns.values())
    return set(columns), any(
        row > top and column in places and not is_blank(value) for (row, column), value in grid.cells.items()
    )


def _form(grid: CellGrid, sheet: Sheet) -> tuple[set[str], bool]:
    """Take the column with most labels; a form holds data where a value stands right of one."""
    labels: dict[int, dict[int, Cell]] = {}
    for (row, column), value in grid.cells.items():
        cell = field_of(sheet, value)
        if cell is not None:
            labels.setdefault(column, {})[row] = cell
    column, rows = max(labels.items(), key=lambda entry: len(entry[1]), default=(0, {}))
    filled = any(row in rows and at > column and not is_blank(value) for (row, at), value in grid.cells.items())
    return {cell.id for cell in rows.values()}, filled
