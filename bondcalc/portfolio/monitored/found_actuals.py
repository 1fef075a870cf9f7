"""The actuals of many projects: the files of a folder with what each says of its project, its day and whether it is filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.data import digest
from bondcalc.disk.file_names import LOCKS
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.raw import RawFile, RawRow
from bondcalc.inputs.read import load, raw_of
from bondcalc.monitoring.actuals_file import STATEMENTS_OF_ACTUALS
from bondcalc.monitoring.actuals_particulars import ActualsParticulars
from bondcalc.monitoring.filled_in import FilledIn, filled_in, value_of
from bondcalc.monitoring.whose_actuals import text_of
from bondcalc.portfolio.found_files import ENDINGS
from bondcalc.problem import FileError
from bondcalc.wording.messages import file_error, word

SHEETS = [sheet_of(statement) for statement in STATEMENTS_OF_ACTUALS]
FORM = sheet_of(ActualsParticulars)
OTHER_TABLES = (".xls", ".xlsb", ".et", ".ods", ".csv")
"""Endings of tables that are not read: actuals may have been saved as one of them."""


@dataclass(frozen=True)
class ActualsOfOne:
    """A file of actuals: its path in the folder, its place, its hash, and what it says of its project.

    `day` is 数据截至日, None where what is typed (`typed`) is no day.
    """

    path: str
    place: Path
    sha256: str
    code: str
    filed: str
    day: date | None
    typed: str
    filled: FilledIn


@dataclass(frozen=True)
class ActualsFolder:
    """The files of a folder: actuals; those that cannot be read, and tables that are no actuals, each with the reason."""

    actuals: tuple[ActualsOfOne, ...]
    unread: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]


def actuals_in(folder: Path) -> ActualsFolder:
    """Look for actuals in a folder and all below it. Raises FileError where there is none, and no file that may be some."""
    actuals: list[ActualsOfOne] = []
    unread: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    for name, path in _tables_in(folder):
        if path.suffix.lower() in OTHER_TABLES:
            others.append((name, word("actuals_other_table")))
            continue
        try:
            file = load(path)
            raw = raw_of(file.name, file.data, SHEETS)
        except FileError as error:
            unread.append((name, str(error)))
            continue
        rows = raw.sheets[FORM.id].rows if FORM.id in raw.sheets else ()
        if rows:
            actuals.append(_stated(name, path, digest(file.data), rows[0], raw))
        else:
            others.append((name, word("no_actuals_form")))
    if not actuals and not unread:
        raise file_error("no_actuals_files", name=folder.name or folder)
    return ActualsFolder(tuple(actuals), tuple(unread), tuple(others))


def _tables_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Give the files that may be actuals with their paths in the folder, in the order of these."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.suffix.lower() in (*ENDINGS, *OTHER_TABLES) and not path.name.startswith(LOCKS) and path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _stated(name: str, file: Path, sha256: str, row: RawRow, raw: RawFile) -> ActualsOfOne:
    day = value_of(row, FORM.cell(ActualsParticulars.as_of))
    return ActualsOfOne(
        path=name,
        place=file,
        sha256=sha256,
        code=text_of(row, ActualsParticulars.project_code),
        filed=text_of(row, ActualsParticulars.filed_sha256),
        day=day if isinstance(day, date) else None,
        typed=text_of(row, ActualsParticulars.as_of),
        filled=filled_in(raw),
    )
