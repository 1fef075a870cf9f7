"""From the cells of a sheet to rows: a form by its labels, a list by its headings."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from bondcalc.inputs.cell import SHEETS, Cell, Sheet
from bondcalc.inputs.look import VALUE_HEADING
from bondcalc.inputs.messages import Long, label, listed, notice, problem
from bondcalc.inputs.raw import Place, RawCell, RawFile, RawRow, RawSheet, Spoilt
from bondcalc.inputs.values import RANGES, index_of, is_blank, plain

MOST_BLOCKS = 100
"""Merged blocks of a sheet that are looked at; any one over cells to fill in refuses the file."""
DEEPEST_HEADING = 15
"""Rows in which headings are looked for."""
_BRACKET = re.compile(r"\([^()]*\)$")
_YEAR = re.compile(r"(?:运营|债券)?第?\d+年?[度末]?")

Block = tuple[int, int, int, int]
"""A merged block: top, left, bottom, right."""
Key = tuple[str, int | None]
"""A field, and the year of a yearly one."""


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet that hold something, by row and column from 1, and its merged blocks."""

    title: str
    cells: Mapping[tuple[int, int], object]
    merged: Sequence[Block]
    told: set[str] = field(default_factory=set)

    def place(self, row: int, column: int) -> Place:
        """Name a cell as the user sees it."""
        return Place(self.title, row, column, f"{letters(column)}{row}")

    @cached_property
    def last_row(self) -> int:
        """Last row that holds something."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """Last column that holds something."""
        return max((column for _, column in self.cells), default=0)


def letters(column: int) -> str:
    """Name a column: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def field_of(sheet: Sheet, text: object) -> Cell | None:
    """Find the field a heading names, with or without its unit in brackets; in Chinese, English or as in TOML."""
    if not isinstance(text, str):
        return None
    names, folded = _names(sheet.id), plain(text)
    return names.get(folded) or names.get(_BRACKET.sub("", folded))


@cache
def _names(sheet: str) -> dict[str, Cell]:
    known = {plain(words): cell for cell in SHEETS[sheet].cells for words in (cell.id, cell.en, cell.zh)}
    return {_BRACKET.sub("", words): cell for words, cell in known.items()} | known


def read_form(raw: RawFile, sheet: Sheet, grid: Grid) -> RawSheet:
    """Read a form: labels in one column, values in another."""
    named = {spot: cell for spot, text in grid.cells.items() if (cell := field_of(sheet, text)) is not None}
    if not named and grid.cells:
        raw.problems.append(problem(grid.place(1, 1), "no_heading", sheet=grid.title))
    column = Counter(at for _, at in sorted(named)).most_common(1)[0][0] if named else 1
    top, beside = _values(grid, column, {row for row, at in named if at == column})
    rows = _labels(raw, sheet, grid, column, top, beside)
    unclear = _missing(raw, sheet, grid, set(rows), quiet=not named and bool(grid.cells))
    unclear |= _merged(raw, grid, {(row, beside): name for name, row in rows.items()}, grid.merged[:MOST_BLOCKS])

    def where(name: str, _: int | None) -> Place:
        return grid.place(rows[name], beside) if name in rows else Place(grid.title, 0, 0, "—")

    cells = {name: RawCell(grid.cells.get((row, beside)), where(name, None)) for name, row in rows.items()}
    rows_read = (RawRow(cells, {}, where, frozenset(unclear)),)
    return RawSheet(sheet, grid.place(1, 1), rows_read, unread=not named and bool(grid.cells))


def _values(grid: Grid, column: int, rows: set[int]) -> tuple[int, int]:
    """Tell the row above the first label and the column of the values: as headed, else the next one filled in."""
    for (row, at), text in sorted(grid.cells.items(), key=lambda entry: entry[0]):
        if text == VALUE_HEADING and row <= min(rows, default=0):
            return row, at
    filled = {at for row, at in grid.cells if row in rows and at > column}
    return min(rows, default=1) - 1, min(filled, default=column + 1)


def _labels(raw: RawFile, sheet: Sheet, grid: Grid, column: int, top: int, beside: int) -> dict[str, int]:
    """Tell which row holds which field; a value beside anything else is remarked."""
    rows: dict[str, int] = {}
    ignored = []
    for row in range(top + 1, grid.last_row + 1):
        text, place = grid.cells.get((row, column)), grid.place(row, column)
        cell = field_of(sheet, text)
        if cell is not None and cell.id in rows:
            other = grid.place(rows[cell.id], column).cell
            raw.problems.append(problem(place, "duplicate_heading", found=text, other=other))
        elif cell is not None:
            rows[cell.id] = row
        elif isinstance(text, Spoilt):
            raw.problems.append(problem(place, text.code, label=grid.title, **text.facts))
        elif not is_blank(grid.cells.get((row, beside))):
            ignored.append(place.cell if is_blank(text) else text)
    if ignored:
        raw.notices.append(notice("ignored_rows", sheet=grid.title, rows=Long(listed(ignored))))
    return rows


def read_list(raw: RawFile, sheet: Sheet, grid: Grid) -> RawSheet:
    """Read a list: one row an item below the headings; rows without anything in known columns are passed over."""
    top = max(range(1, DEEPEST_HEADING + 1), key=lambda row: _known(sheet, grid, row))
    if not _known(sheet, grid, top):
        if grid.cells:
            raw.problems.append(problem(grid.place(1, 1), "no_heading", sheet=grid.title))
        return RawSheet(sheet, grid.place(1, 1), (), unread=bool(grid.cells))
    before = len(raw.problems)
    columns = _columns(raw, sheet, grid, top)
    unread = raw.problems[before:] != []
    missing = _missing(raw, sheet, grid, {name for name, _ in columns})
    # A heading that cannot be read may have been a year's: totals over the years would only be wrong once more.
    missing |= {cell.id for cell in sheet.cells if unread and cell.kind == "indexed"}
    filled = [row for row in range(top + 1, grid.last_row + 1)
              if any(not is_blank(grid.cells.get((row, column))) for column in columns.values())]  # fmt: skip
    blocks = [block for block in grid.merged
              if block[2] > top and any(block[1] <= column <= block[3] for column in columns.values())]  # fmt: skip
    _unheaded(raw, grid, top, set(filled))
    rows = tuple(_row(raw, grid, row, columns, missing, blocks[:MOST_BLOCKS]) for row in filled)
    return RawSheet(sheet, grid.place(top, 1), rows)


def _known(sheet: Sheet, grid: Grid, row: int) -> int:
    """Count headings; the caption that stands over the years is none."""
    fields = [field_of(sheet, grid.cells.get((row, column))) for column in range(1, grid.last_column + 1)]
    return sum(found is not None and found.kind != "indexed" for found in fields)


def _columns(raw: RawFile, sheet: Sheet, grid: Grid, top: int) -> dict[Key, int]:
    """Tell which column holds which field or year."""
    columns: dict[Key, int] = {}
    ignored = []
    for column in range(1, grid.last_column + 1):
        text = grid.cells.get((top, column))
        if is_blank(text):
            continue
        if isinstance(text, Spoilt):
            raw.problems.append(problem(grid.place(top, column), text.code, label=grid.title, **text.facts))
            continue
        key = _key(raw, sheet, grid.place(top, column), text)
        if key is None:
            ignored.append(text)
        elif key in columns:
            other = grid.place(top, columns[key]).cell
            raw.problems.append(problem(grid.place(top, column), "duplicate_heading", found=text, other=other))
        else:
            columns[key] = column
    if ignored:
        raw.notices.append(notice("ignored_columns", sheet=grid.title, columns=Long(listed(ignored))))
    return columns


def _unheaded(raw: RawFile, grid: Grid, top: int, filled: set[int]) -> None:
    """Remark on figures beside the items in columns without a heading."""
    bare = {column for (row, column), value in grid.cells.items()
            if row in filled and not is_blank(value) and is_blank(grid.cells.get((top, column)))}  # fmt: skip
    if bare:
        columns = Long(listed(letters(column) for column in sorted(bare)))
        raw.notices.append(notice("ignored_columns", sheet=grid.title, columns=columns))


def _key(raw: RawFile, sheet: Sheet, place: Place, text: object) -> Key | None:
    cell = field_of(sheet, text)
    if cell is not None and cell.kind != "indexed":
        return cell.id, None
    yearly = next((cell for cell in sheet.cells if cell.kind == "indexed"), None)
    if yearly is None:
        return None
    figure = isinstance(text, int | float)
    words = f"{text:g}" if figure else str(text)
    year = index_of(yearly, words)
    if year is not None:
        return yearly.id, year
    # Whatever else looks like a year was meant as one: its column may not be passed over.
    if figure or isinstance(text, date) or _YEAR.fullmatch(plain(words)):
        low, high = RANGES[yearly.index or "calendar"]
        raw.problems.append(problem(place, "unknown_year", label=label(yearly), found=text, low=low, high=high))
    return None


def _missing(raw: RawFile, sheet: Sheet, grid: Grid, found: set[str], *, quiet: bool = False) -> set[str]:
    """Report required fields that have no label or heading, unless quiet; nothing more is said about them."""
    absent = [cell for cell in sheet.cells if cell.required and cell.id not in found]
    for cell in () if quiet else absent:
        raw.problems.append(problem(grid.place(1, 1), "missing_column", label=label(cell)))
    return {cell.id for cell in absent}


def _row(
    raw: RawFile, grid: Grid, row: int, columns: Mapping[Key, int], missing: set[str], blocks: Sequence[Block]
) -> RawRow:
    def where(name: str, index: int | None) -> Place:
        column = columns.get((name, index)) or min(
            (at for (other, _), at in columns.items() if other == name), default=0
        )
        return grid.place(row, column) if column else Place(grid.title, row, 0, f"{row}:{row}")

    cells: dict[str, RawCell] = {}
    indexed: dict[str, dict[int, RawCell]] = {}
    for (name, index), column in columns.items():
        found = RawCell(grid.cells.get((row, column)), grid.place(row, column))
        if index is None:
            cells[name] = found
        else:
            indexed.setdefault(name, {})[index] = found
    spots = {(row, column): name for (name, _), column in columns.items()}
    unclear = _merged(raw, grid, spots, blocks)
    return RawRow(cells, indexed, where, frozenset(missing | unclear))


def _merged(raw: RawFile, grid: Grid, spots: Mapping[tuple[int, int], str], blocks: Sequence[Block]) -> set[str]:
    """Report each merged block over cells to fill in, once, and give the fields it hides."""
    hidden: set[str] = set()
    for top, left, bottom, right in blocks:
        touched = {name for (row, column), name in spots.items() if top <= row <= bottom and left <= column <= right}
        hidden |= touched
        if touched and (block := f"{letters(left)}{top}:{letters(right)}{bottom}") not in grid.told:
            grid.told.add(block)
            raw.problems.append(problem(grid.place(top, left), "merged_cells", range=block))
    return hidden
