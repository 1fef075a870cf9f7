"""The project files of a folder: what we wrote ourselves, and what is no project, is passed over and told."""

import re
from dataclasses import dataclass
from pathlib import Path

from bondcalc.disk.damage import UNREADABLE
from bondcalc.disk.file_names import LOCKS
from bondcalc.disk.standing import WORKBOOK
from bondcalc.disk.workplace import PREFIX
from bondcalc.inputs.files.archive import refuse_harmful
from bondcalc.inputs.files.file_kinds import is_zip
from bondcalc.inputs.files.package import Package
from bondcalc.inputs.files.workbook_file import OURS
from bondcalc.inputs.project import sheet_of, sheets
from bondcalc.inputs.raw import RECORD
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.values import plain
from bondcalc.portfolio.project_list import STATEMENTS
from bondcalc.problem import FileError

ENDINGS = (".xlsx", ".xlsm", ".toml")
_TABLE = re.compile(rb"(?m)^\s*(?:\[\[?\s*([A-Za-z_]+)|([A-Za-z_]+)\s*=\s*[\[{])")
"""The name of a table of TOML: `[project]`, `[[bonds]]`, `bonds = [`."""
_KEY = re.compile(rb"(?m)^\s*([A-Za-z_][A-Za-z0-9_-]*)\s*=")
PARTICULARS = sheet_of(Particulars)
ANYBODYS = {"name", "description"}
"""Cells of `[project]` that the project table of any program has."""
NOT_TOLD_HERE: tuple[type[Exception], ...] = (*UNREADABLE, FileError)
"""What is wrong with a file is told when it is computed."""


@dataclass(frozen=True)
class FolderFiles:
    """Files that may be projects, in the order of their paths, and those passed over: written by us, or none of a project."""

    projects: tuple[Path, ...]
    ours: tuple[Path, ...]
    others: tuple[Path, ...]


def files_of(folder: Path) -> FolderFiles:
    """Look for project files in a folder and all below it; what cannot be read may be one, and is told when it is computed."""
    kinds: dict[str, list[Path]] = {"project": [], "ours": [], "other": []}
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.suffix.lower() in ENDINGS and not _passing(path, folder) and path.is_file():
            kinds[_kind(path)].append(path)
    return FolderFiles(tuple(kinds["project"]), tuple(kinds["ours"]), tuple(kinds["other"]))


def _passing(path: Path, folder: Path) -> bool:
    """Tell whether a file is a lock of a spreadsheet program, or part of an output that is being made."""
    inside = path.relative_to(folder).parts
    return path.name.startswith(LOCKS) or any(part.startswith(PREFIX) for part in inside)


def _kind(path: Path) -> str:
    from bondcalc.in_life.hash_chain import is_kept_copy

    if path.name == WORKBOOK:
        return "ours"
    try:
        if is_kept_copy(path):
            return "ours"
        data = path.read_bytes()
        return _of_workbook(path.name, data) if is_zip(data) else _of_text(data)
    except NOT_TOLD_HERE:
        return "project"


def _of_workbook(name: str, data: bytes) -> str:
    """A workbook of schedules bears its record; one without a single sheet of a project is none, and a list has none."""
    refuse_harmful(name, data)
    package = Package(name, data)
    titles = {plain(page.title) for page in package.worksheets()}
    if plain(RECORD) in titles and package.description().strip() == OURS:
        return "ours"
    of_lists = {plain(sheet_of(statement).zh) for statement in STATEMENTS}
    known = {plain(words) for sheet in sheets() for words in (*sheet.names, sheet.id)} - of_lists
    return "project" if titles & known else "other"


def _of_text(data: bytes) -> str:
    """Look at the names of tables only, up to the first that is ours alone: to read thousands of files twice would take longer."""
    ours, named = {sheet.id for sheet in sheets()} - {PARTICULARS.id}, set()
    for table in _TABLE.finditer(data):
        name = (table[1] or table[2]).decode("ascii")
        if name in ours:
            return "project"
        named.add(name)
    if PARTICULARS.id in named:
        return "other" if _of_others(data, named - {PARTICULARS.id}) else "project"
    return "other" if named else "project"


def _of_others(data: bytes, tables: set[str]) -> bool:
    """Tell whether `[project]` is that of another program (pyproject.toml): no cell of ours but those any project has, and what is not ours."""
    keys = {key.decode("ascii") for key in _KEY.findall(data)} - {PARTICULARS.id}
    own = keys & {cell.id for cell in PARTICULARS.cells}
    return own <= ANYBODYS and bool(tables or keys - own)
