"""The project file as TOML: `[id]` for a form, `[[id]]` for a list, yearly figures as an inline table."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from bondcalc.inputs.bounds import KEY_PARTS, KEYS_UNKNOWN, LISTED, PROBLEMS, hold, hold_rows
from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.files.toml_keys import longest_key
from bondcalc.inputs.project import Project, sheets
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet, Spoilt
from bondcalc.inputs.values import LONGEST_NUMBER, RANGES, index_of
from bondcalc.problem import Place
from bondcalc.wording.messages import Long, file_error, label, language, listed, problem, word
from bondcalc.wording.number import exact
from bondcalc.wording.terms import Language

_LONG_NUMBER = re.compile(rf"[0-9_]{{{LONGEST_NUMBER},}}")
_TOO_LARGE: int = 10**LONGEST_NUMBER
"""A whole number with one digit more than a field takes."""


def read_toml(name: str, text: str, known_sheets: Sequence[Sheet] | None = None) -> RawFile:
    """Read the rows of a TOML file, of a project's sheets unless others are handed in; FileError when the text is not TOML."""
    hold(KEY_PARTS, longest_key(text), name)
    try:
        tables = _loaded(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise file_error("toml_syntax", name=name, reason=str(error)) from None
    raw = RawFile(_title, name=name, known=known_sheets or sheets())
    hold(KEYS_UNKNOWN, len(tables), name)
    known = {sheet.id: sheet for sheet in raw.known}
    for number, (id_, table) in enumerate(tables.items()):
        if id_ in known:
            _sheet(raw, known[id_], table)
        else:
            place = Place(id_, number, 0, id_)
            raw.problems.append(
                problem(place, "unknown_table", found=id_, hint=_hint(id_, known), known=Long(listed(known)))
            )
    return raw


_DIGITS = re.compile(r"(?<![0-9A-Fa-f_])[0-9A-Fa-f_]{300}")
"""Digits of which a whole number beyond all measure needs more, in whatever notation: a run is looked at from its beginning only."""


def _loaded(text: str) -> dict[str, object]:
    tables = _parsed(text)
    return {key: _bounded(value) for key, value in tables.items()} if _DIGITS.search(text) else tables


def _bounded(value: object) -> object:
    """Cut whole numbers no text can be made of, also inside lists and tables; `0x…` gives them without a refusal."""
    if isinstance(value, dict):
        return {key: _bounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_bounded(inner) for inner in value]
    if isinstance(value, int) and abs(value) > _TOO_LARGE:
        return _TOO_LARGE if value > 0 else -_TOO_LARGE
    return value


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text, parse_float=_exact)
    except ValueError:
        # The language refuses whole numbers of thousands of digits without telling their place; cut short they are
        # still far too large, and found where they stand.
        cut = _LONG_NUMBER.sub(lambda match: match[0][:LONGEST_NUMBER], text)
        if cut == text:
            raise
        return tomllib.loads(cut, parse_float=_exact)


def _exact(text: str) -> object:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Spoilt("bad_number", {"found": text})


def _sheet(raw: RawFile, sheet: Sheet, table: object) -> None:
    items: Any = [table] if sheet.form else table
    hold_rows(sheet, len(items) if isinstance(items, list) else 0, raw.name, sheet.id)
    unread = not isinstance(items, list) or not all(isinstance(item, dict) for item in items)
    if unread:
        place = Place(_title(sheet), 0, 0, sheet.id)
        allowed = f"[{sheet.id}]" if sheet.form else f"[[{sheet.id}]]"
        raw.problems.append(problem(place, "wrong_shape", found=sheet.id, allowed=allowed))
        items = []
    fields = {cell.id: cell for cell in sheet.cells}
    columns = {id_: column for column, id_ in enumerate(fields)}
    rows = tuple(_Item(raw, fields, _Places(sheet, columns, number)).row(item) for number, item in enumerate(items, 1))
    raw.sheets[sheet.id] = RawSheet(sheet, Place(_title(sheet), 0, 0, sheet.id), rows, unread)


FIELD = "FIELD"
"""Stands for the name of a field while the rest is written."""


@lru_cache(maxsize=LISTED.most)
def _around(number: int, told_in: Language) -> tuple[str, str]:
    """Give what stands before and behind the name of a field where a row is named; `told_in` is the language of messages."""
    del told_in
    before, _, behind = word("item", number=number, field=Long(FIELD)).partition(FIELD)
    return before, behind


class _Places:
    """Tells where the fields of one table stand."""

    def __init__(self, sheet: Sheet, columns: Mapping[str, int], number: int) -> None:
        self._sheet, self._columns, self._number = sheet, columns, number
        self._title = _title(sheet)
        self._around = ("", "") if sheet.form else _around(number, language())

    def of(self, key: str, index: int | None = None) -> Place:
        """Give the place of a key, e.g. `第2项 coupon`; in a form the key alone."""
        shown = key if index is None else f"{key}.{index}"
        column = self._columns.get(key)
        if column is None:
            # What stands there is no name of ours: it is shown as messages show what they repeat.
            cell = shown if self._sheet.form else word("item", number=self._number, field=Long(shown))
            return Place(self._title, self._number, len(self._columns), cell)
        return Place(self._title, self._number, column, shown.join(self._around))


class _Item:
    """Reads one table into a row."""

    def __init__(self, raw: RawFile, fields: Mapping[str, Cell], places: _Places) -> None:
        self._raw, self._fields, self._where = raw, fields, places.of
        self._unclear: set[str] = set()

    def row(self, item: Mapping[str, object]) -> RawRow:
        """Read the keys that are fields; one that is none is a problem of its own and the rest is still read."""
        cells: dict[str, RawCell] = {}
        indexed: dict[str, dict[int, RawCell]] = {}
        self._raw.unknown += len(item.keys() - self._fields.keys())
        hold(KEYS_UNKNOWN, self._raw.unknown, self._raw.name)
        hold(PROBLEMS, len(self._raw.problems), self._raw.name)
        for key, value in item.items():
            cell = self._fields.get(key)
            if cell is None:
                self._wrong(key, "unknown_key", found=key, hint=_hint(key, self._fields))
            elif cell.kind == "indexed":
                indexed[key] = self._years(cell, value)
            else:
                cells[key] = RawCell(value, self._where, key)
        return RawRow(cells, indexed, self._where, frozenset(self._unclear))

    def _years(self, cell: Cell, value: object) -> dict[int, RawCell]:
        if not isinstance(value, dict):
            self._unclear.add(cell.id)
            self._wrong(cell.id, "wrong_shape", found=cell.id, allowed=f"{cell.id} = {{2025 = 100.00}}")
            return {}
        years: dict[int, RawCell] = {}
        for key, figure in value.items():
            year = index_of(cell, key) if key.isascii() and key.isdigit() else None
            if year is None or year in years:
                self._unclear.add(cell.id)
                low, high = RANGES[cell.index or "calendar"]
                self._wrong(f"{cell.id}.{key}", "unknown_year", label=label(cell), found=key, low=low, high=high)
            else:
                years[year] = RawCell(figure, self._where, cell.id, year)
        return years

    def _wrong(self, key: str, code: str, **facts: object) -> None:
        self._raw.problems.append(problem(self._where(key), code, **facts))


def _title(sheet: Sheet) -> str:
    """Give the table as it stands in the file; a Problem prints it inside brackets, so `[[bonds]]` for a list."""
    return sheet.id if sheet.form else f"[{sheet.id}]"


def _hint(name: str, known: Iterable[str]) -> Long:
    import difflib

    near = difflib.get_close_matches(name, list(known), n=1)
    return Long(word("nearest", name=near[0]) if near else "")


def write_toml(project: Project, known: Sequence[Sheet] | None = None) -> str:
    """Write a project, or the rows of other sheets, as TOML; fields that stand at their default are left out.

    Reading it gives the same rows.
    """
    return "\n".join(
        "\n".join([f"[{sheet.id}]" if sheet.form else f"[[{sheet.id}]]", *lines]) + "\n"
        for sheet, lines in _blocks(project, known or sheets())
    )


def inline_rows(project: Project) -> list[tuple[Sheet, str]]:
    """Give every row that says something as an inline table, in the order of sheets and rows; `joined` makes a file of them."""
    return [(sheet, f"{{ {', '.join(lines)} }}") for sheet, lines in _blocks(project, sheets())]


def joined(rows: Iterable[tuple[Sheet, str]]) -> str:
    """Make TOML of inline rows: a line a sheet, one table for a form, an array of tables for a list."""
    by_sheet: dict[str, list[str]] = {}
    forms = {}
    for sheet, text in rows:
        by_sheet.setdefault(sheet.id, []).append(text)
        forms[sheet.id] = sheet.form
    return "".join(
        f"{id_} = {texts[0]}\n" if forms[id_] else f"{id_} = [{', '.join(texts)}]\n" for id_, texts in by_sheet.items()
    )


def _blocks(project: Project, known: Sequence[Sheet]) -> Iterator[tuple[Sheet, list[str]]]:
    """Give the rows that are written, with their lines; a form that says nothing is left out."""
    for sheet in known:
        for row in project.tables.get(sheet.id, ()):
            lines = list(_lines(sheet, row))
            if lines or sheet.required or not sheet.form:
                yield sheet, lines


def _lines(sheet: Sheet, row: object) -> Iterator[str]:
    for cell in sheet.cells:
        value = getattr(row, cell.id)
        if cell.kind == "indexed":
            if value:
                years = ", ".join(f"{year} = {_literal(figure)}" for year, figure in sorted(value.items()))
                yield f"{cell.id} = {{ {years} }}"
        elif cell.required or value != cell.default:
            yield f"{cell.id} = {_literal(value)}"


def _literal(value: str | bool | date | int | Decimal) -> str:
    """Write one value: plain numbers are exact, because they are read as Decimal."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    return exact(value) if isinstance(value, Decimal) else str(value)
