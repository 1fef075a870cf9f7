"""The workbook that is handed out (基础文件): its rows with what names them, its content, and the hash of that content."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.inputs.codes import NAMES, coded
from bondcalc.inputs.files.archive import refuse_harmful
from bondcalc.inputs.files.file_kinds import is_zip, refuse_other_kinds
from bondcalc.inputs.files.headings import CellGrid
from bondcalc.inputs.files.workbook_file import grids_of, read_workbook
from bondcalc.inputs.raw import RawCell, RawFile, RawRow, RawSheet, Serial, Spoilt
from bondcalc.inputs.read import ProjectFile
from bondcalc.inputs.values import WrongError, convert, is_blank
from bondcalc.problem import Problem, ProjectError
from bondcalc.wording.messages import file_error, label, problem
from bondcalc.wording.number import exact

FieldName = tuple[str, int | None]
"""A field of a row, and the year of a yearly one."""


@dataclass(frozen=True)
class KnownRow:
    """A row of a list, or a whole form: where it stands, what is typed as its code, the names it may be called by."""

    sheet: Sheet
    number: int
    row: RawRow
    code: str
    names: frozenset[str]

    def typed(self, field: str) -> str:
        """Give what is typed in a field as one line of text."""
        return _text(self.row, field)

    @property
    def filled(self) -> Mapping[FieldName, RawCell]:
        """The cells that hold something."""
        return {field: cell for field, cell in cells_of(self.row) if not is_blank(cell.value)}


@dataclass(frozen=True)
class InputBook:
    """An input workbook as it is handed out or comes back: nothing is judged but that every cell can be read."""

    file: ProjectFile
    raw: RawFile

    @cached_property
    def rows(self) -> Mapping[str, tuple[KnownRow, ...]]:
        """Every row by sheet id, in its order."""
        named = RawFile(self.raw.title, dict(self.raw.sheets))
        coded(named)
        return {
            id_: tuple(_known(given, row, made) for row, made in zip(given.rows, named.sheets[id_].rows, strict=True))
            for id_, given in self.raw.sheets.items()
        }

    @cached_property
    def grids(self) -> Mapping[str, CellGrid]:
        """The cells of every input sheet, those that are not read among them."""
        return grids_of(self.file.name, self.file.data)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of what every row says and where it stands; saving the file anew does not change it."""
        lines = (
            "\t".join((id_, str(known.number), field, str(index or ""), said(known.sheet.cell(field), cell.value)))
            for id_, rows in sorted(self.rows.items())
            for known in rows
            for (field, index), cell in sorted(known.filled.items(), key=lambda entry: (entry[0][0], entry[0][1] or 0))
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def opened_workbook(file: ProjectFile) -> InputBook:
    """Open a workbook; FileError for any other file, ProjectError for cells, headings and blocks that cannot be read."""
    if not file.data:
        raise file_error("empty", name=file.name)
    if not is_zip(file.data):
        refuse_other_kinds(file.name, file.data)
        raise file_error("parts_need_workbook", name=file.name)
    refuse_harmful(file.name, file.data)
    raw = read_workbook(file.name, file.data)
    problems = [*raw.problems, *_unreadable(raw)]
    if problems:
        raise ProjectError(problems)
    return InputBook(file, raw)


def cells_of(row: RawRow) -> Iterator[tuple[FieldName, RawCell]]:
    """Give every cell of a row that has a column, blank ones too."""
    yield from (((field, None), cell) for field, cell in row.cells.items())
    yield from (((field, index), cell) for field, years in row.indexed.items() for index, cell in years.items())


def said(cell: Cell, value: object) -> str:
    """Give what a cell says in one form, whatever program wrote it: 1,234 typed as text is 1234."""
    if is_blank(value):
        return ""
    try:
        known = convert(cell, value)
    except WrongError:
        return f"?{value}"
    return exact(known) if isinstance(known, Decimal) else str(known)


def _unreadable(raw: RawFile) -> Iterator[Problem]:
    """Report the cells whose value nobody knows: errors, formulas without a stored result, days that are none."""
    for given in raw.sheets.values():
        for row in given.rows:
            for (field, _), cell in cells_of(row):
                if isinstance(cell.value, Spoilt | Serial):
                    stated = given.sheet.cell(field)
                    try:
                        convert(stated, cell.value)
                    except WrongError as wrong:
                        yield problem(cell.place, wrong.code, label=label(stated), **wrong.facts)


def _known(given: RawSheet, row: RawRow, made: RawRow) -> KnownRow:
    """Name a row by its code, typed or made, and by its name."""
    number = 0 if given.sheet.form else row.where(given.sheet.cells[0].id, None).row
    words = (given.sheet.cells[0].id, *NAMES)
    names = {text for field in words if (text := _text(made, field))}
    return KnownRow(
        given.sheet, number, row, "" if given.sheet.form else _text(row, given.sheet.cells[0].id), frozenset(names)
    )


def _text(row: RawRow, field: str) -> str:
    stands = row.cells.get(field)
    return "" if stands is None or is_blank(stands.value) else " ".join(str(stands.value).split())
