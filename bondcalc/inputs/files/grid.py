"""From the cells of a sheet to the rows of a list, found by their headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from bondcalc.inputs.bounds import hold_rows
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.files.above_headings import typed_above
from bondcalc.inputs.files.headings import CellGrid, field_of, heading_row, letters
from bondcalc.inputs.files.stored import MergedBlock
from bondcalc.inputs.files.strangers import Stranger, bare, meant, told
from bondcalc.inputs.look import index_heading
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet, Spoilt, StatedUnit
from bondcalc.inputs.units import captioned, stated_units
from bondcalc.inputs.values import RANGES, index_of, is_blank, plain
from bondcalc.problem import Place, Problem
from bondcalc.wording.messages import Long, label, listed, notice, problem

MOST_BLOCKS = 100
"""Merged blocks of a sheet that are looked at; any one over cells to fill in refuses the file."""
FARTHEST, MOST_NAMED = 5, 8
"""Rows from one item to the next above which the latter is named, and how many are."""
_YEAR = re.compile(r"(?:运营|债券)?第?\d+年?[度末]?")
_LIKE_YEAR = re.compile(r"\d|年|[〇零一二三四五六七八九十]{2}")
"""Stands in whatever was typed for a year among the years: 202S年, 2025（预测）, 二〇二五."""
_SAYS_YEAR = re.compile(r"(?:19|20)\d\d|\d年|[〇零一二三四五六七八九十]年")
"""Stands in a year before the first that can be read: 2022年及以前, 2022-2023年, 运营第一年."""

FieldYear = tuple[str, int | None]
"""A field, and the year of a yearly one."""


def read_list(raw: RawFile, sheet: Sheet, grid: CellGrid) -> RawSheet:
    """Read a list: one row an item below the headings; rows without anything in known columns are passed over."""
    top = heading_row(sheet, grid)
    if not top:
        if grid.cells:
            raw.problems.append(problem(grid.place(1, 1), "no_heading", sheet=grid.title))
        return RawSheet(sheet, grid.place(1, 1), (), unread=bool(grid.cells))
    before = len(raw.problems)
    columns = _columns(raw, sheet, grid, top)
    filled = [
        row
        for row in range(top + 1, grid.last_row + 1)
        if any(not is_blank(grid.cells.get((row, column))) for column in columns.values())
    ]
    hold_rows(sheet, len(filled), raw.name, grid.title)
    _apart(raw, grid, filled)
    if (place := typed_above(grid, top, columns)) is not None:
        raw.notices.append(notice("above_headings", sheet=grid.title, row=place.row))
    _misplaced_years(raw, sheet, grid, top, columns, filled)
    unread = raw.problems[before:] != [] or _strange_years(raw, sheet, grid, top, columns, filled)
    near = _strange(raw, sheet, grid, top, columns, filled)
    missing = near | missing_fields(raw, sheet, grid, {*near, *(name for name, _ in columns)})
    # A heading that cannot be read may have been a year's: totals over the years would only be wrong once more.
    missing |= {cell.id for cell in sheet.cells if unread and cell.kind == "indexed"}
    raw.units += _units(sheet, grid, top, columns)
    blocks = [
        block
        for block in grid.merged
        if block[2] > top and any(block[1] <= column <= block[3] for column in columns.values())
    ]
    asked = [cell.id for cell in sheet.cells if cell.beside and (cell.id, None) not in columns]
    rows = tuple(_row(raw, grid, row, columns, missing, blocks[:MOST_BLOCKS], asked) for row in filled)
    return RawSheet(sheet, grid.place(top, 1), rows)


def _apart(raw: RawFile, grid: CellGrid, filled: Sequence[int]) -> None:
    """Name the rows that stand far below those of the list: another table of the same columns is read as more of it."""
    rows = [row for above, row in pairwise(filled) if row - above > FARTHEST]
    if rows:
        raw.notices.append(notice("rows_apart", sheet=grid.title, rows=Long(listed(rows[:MOST_NAMED]))))


def columns_of(sheet: Sheet, grid: CellGrid) -> tuple[int, dict[FieldYear, int]]:
    """Give the row of the headings and the column of each field and year; row 0 where there are none."""
    top = heading_row(sheet, grid)
    return top, _columns(RawFile(lambda one: one.zh), sheet, grid, top) if top else {}


def _columns(raw: RawFile, sheet: Sheet, grid: CellGrid, top: int) -> dict[FieldYear, int]:
    """Tell which column holds which field or year."""
    columns: dict[FieldYear, int] = {}
    for column in range(1, grid.last_column + 1):
        text = grid.cells.get((top, column))
        if is_blank(text):
            continue
        if isinstance(text, Spoilt):
            raw.problems.append(problem(grid.place(top, column), text.code, label=grid.title, **text.facts))
            continue
        key = _key(raw, sheet, grid.place(top, column), text)
        if key in columns:
            other = grid.place(top, columns[key]).cell
            raw.problems.append(problem(grid.place(top, column), "duplicate_heading", found=text, other=other))
        elif key is not None:
            columns[key] = column
    return columns


def _strangers(grid: CellGrid, top: int, columns: Mapping[FieldYear, int], filled: Sequence[int]) -> list[Stranger]:
    """Give the columns of no field that hold something in the rows of items; years that cannot be read are told apart."""
    known, rows, found = set(columns.values()), set(filled), []
    held: dict[int, list[object]] = {}
    for (row, column), value in sorted(grid.cells.items(), key=lambda entry: entry[0]):
        if row in rows and column not in known and not is_blank(value):
            held.setdefault(column, []).append(value)
    for column, values in sorted(held.items()):
        text = grid.cells.get((top, column))
        if is_blank(text) or isinstance(text, str):
            named = text if isinstance(text, str) and text.strip() else None
            found.append(Stranger(named, grid.place(top, column), column, values))
    return found


def _strange(
    raw: RawFile, sheet: Sheet, grid: CellGrid, top: int, columns: Mapping[FieldYear, int], filled: Sequence[int]
) -> set[str]:
    """Report columns that may stand for ours, or that nothing heads; give the fields that were meant."""
    before = _told(raw, grid)
    strangers = [stranger for stranger in _strangers(grid, top, columns, filled) if stranger.place.cell not in before]
    single = {name: column for (name, index), column in columns.items() if index is None}
    found = {stranger.position: cell for stranger, cell in meant(sheet, single, strangers)}
    for stranger in strangers:
        if stranger.position in found:
            raw.problems.append(told(stranger, found[stranger.position]))
        elif stranger.text is None and stranger.has_figures:
            raw.problems.append(bare(stranger, None))
    _unread(raw, grid, top, {*columns.values()}, {stranger.position for stranger in strangers})
    return {cell.id for cell in found.values()} - single.keys()


def _told(raw: RawFile, grid: CellGrid) -> set[str]:
    """Name the cells of a sheet at which a problem was found already."""
    return {wrong.cell for wrong in raw.problems if wrong.sheet == grid.title}


def _unread(raw: RawFile, grid: CellGrid, top: int, known: set[int], holding: set[int]) -> None:
    """Note the columns that are passed over, by their headings: those that say or hold something."""
    before = _told(raw, grid)
    for column in range(1, grid.last_column + 1):
        text = grid.cells.get((top, column))
        headless = is_blank(text)
        if column in known or (headless and column not in holding) or grid.place(top, column).cell in before:
            continue
        raw.unread.columns.setdefault(grid.title, []).append(letters(column) if headless else str(text))


def _strange_years(
    raw: RawFile, sheet: Sheet, grid: CellGrid, top: int, columns: Mapping[FieldYear, int], filled: Sequence[int]
) -> bool:
    """Report figures among or behind the years whose heading is blank or no year, unless it says something else."""
    yearly = sheet.yearly
    years = {column: index for (_, index), column in columns.items() if index is not None}
    wrong, before = False, _told(raw, grid)
    if yearly is None or not years:
        return False
    strangers = _strangers(grid, top, columns, filled)
    first = _first_of_years(years, strangers)
    for stranger in strangers:
        if stranger.position < first or not stranger.says_figures or stranger.place.cell in before:
            continue
        if stranger.text is None:
            raw.problems.append(bare(stranger, _next_year(yearly, years, stranger.position)))
        elif _LIKE_YEAR.search(plain(stranger.text)):
            raw.problems.append(_unknown_year(yearly, stranger.place, stranger.text))
        else:
            continue
        wrong = True
    return wrong


def _first_of_years(years: Mapping[int, int], strangers: Sequence[Stranger]) -> int:
    """Give the first column of years, with those just before it whose headings speak of a year."""
    first = min(years)
    spoken = {
        stranger.position
        for stranger in strangers
        if stranger.text is not None and _SAYS_YEAR.search(plain(stranger.text))
    }
    while first - 1 in spoken:
        first -= 1
    return first


def _next_year(yearly: Cell, years: Mapping[int, int], column: int) -> str | None:
    """Give the heading of the year that would follow the one before, unless it is there."""
    before = max(at for at in years if at < column)
    year = years[before] + column - before
    return None if year in years.values() else index_heading(yearly, year)


def _misplaced_years(
    raw: RawFile, sheet: Sheet, grid: CellGrid, top: int, columns: Mapping[FieldYear, int], filled: Sequence[int]
) -> None:
    """Report a year over figures that does not lie between its neighbours, which follow one another: 2026, 2072, 2028."""
    yearly = sheet.yearly
    years = {column: index for (_, index), column in columns.items() if index is not None}
    if yearly is None:
        return
    for column, year in years.items():
        before, after = years.get(column - 1), years.get(column + 1)
        if before is None or after is None or not before < after or before < year < after:
            continue
        if any(not is_blank(grid.cells.get((row, column))) for row in filled):
            facts = {
                name: index_heading(yearly, one)
                for name, one in (("found", year), ("before", before), ("after", after))
            }
            raw.problems.append(problem(grid.place(top, column), "year_out_of_order", **facts))


def _units(sheet: Sheet, grid: CellGrid, top: int, columns: Mapping[FieldYear, int]) -> Iterator[StatedUnit]:
    """Give the units that stand in headings, in the caption above the years and in one above the table."""
    for (name, index), column in columns.items():
        if index is None:
            yield from stated_units(sheet.cell(name), grid.cells.get((top, column)), grid.place(top, column))
    for row, column in sorted(spot for spot in grid.cells if spot[0] < top):
        cell = field_of(sheet, grid.cells[row, column])
        yield from captioned(sheet, grid.cells[row, column], grid.place(row, column))
        if cell is not None and cell.kind == "indexed":
            yield from stated_units(cell, grid.cells[row, column], grid.place(row, column))


def _key(raw: RawFile, sheet: Sheet, place: Place, text: object) -> FieldYear | None:
    cell = field_of(sheet, text)
    if cell is not None and cell.kind != "indexed":
        return cell.id, None
    yearly = sheet.yearly
    if yearly is None:
        return None
    figure = isinstance(text, int | float)
    words = f"{text:g}" if figure else str(text)
    year = index_of(yearly, words)
    if year is not None:
        return yearly.id, year
    # Whatever else looks like a year was meant as one: its column may not be passed over.
    if figure or isinstance(text, date) or _YEAR.fullmatch(plain(words)):
        raw.problems.append(_unknown_year(yearly, place, text))
    return None


def _unknown_year(yearly: Cell, place: Place, text: object) -> Problem:
    low, high = RANGES[yearly.index or "calendar"]
    return problem(place, "unknown_year", label=label(yearly), found=text, low=low, high=high)


def missing_fields(raw: RawFile, sheet: Sheet, grid: CellGrid, found: set[str], *, quiet: bool = False) -> set[str]:
    """Report required fields that have no label or heading, unless quiet; nothing more is said about them."""
    absent = [cell for cell in sheet.cells if cell.required and cell.id not in found]
    for cell in () if quiet else absent:
        raw.problems.append(problem(grid.place(1, 1), "missing_column", label=label(cell)))
    return {cell.id for cell in absent}


def _row(
    raw: RawFile,
    grid: CellGrid,
    row: int,
    columns: Mapping[FieldYear, int],
    missing: set[str],
    blocks: Sequence[MergedBlock],
    asked: Sequence[str],
) -> RawRow:
    def where(name: str, index: int | None) -> Place:
        """Name the cell of a field; its first column where this year has none, the row where it has no column at all."""
        column = columns.get((name, index)) or min(
            (at for (other, _), at in columns.items() if other == name), default=0
        )
        return grid.place(row, column) if column else Place(grid.title, row, 0, f"{row}:{row}")

    cells = {name: RawCell(None, where, name) for name in asked}
    indexed: dict[str, dict[int, RawCell]] = {}
    for (name, index), column in columns.items():
        raw_cell = RawCell(grid.cells.get((row, column)), where, name, index)
        if index is None:
            cells[name] = raw_cell
        else:
            indexed.setdefault(name, {})[index] = raw_cell
    spots = {(row, column): name for (name, _), column in columns.items()}
    unclear = merged_over(raw, grid, spots, blocks)
    return RawRow(cells, indexed, where, frozenset(missing | unclear))


def merged_over(
    raw: RawFile, grid: CellGrid, spots: Mapping[tuple[int, int], str], blocks: Sequence[MergedBlock]
) -> set[str]:
    """Report each merged block over cells to fill in, once, and give the fields it hides."""
    hidden: set[str] = set()
    for top, left, bottom, right in blocks:
        touched = {name for (row, column), name in spots.items() if top <= row <= bottom and left <= column <= right}
        hidden |= touched
        if touched and (block := f"{letters(left)}{top}:{letters(right)}{bottom}") not in grid.told:
            grid.told.add(block)
            raw.problems.append(problem(grid.place(top, left), "merged_cells", range=block))
    return hidden
