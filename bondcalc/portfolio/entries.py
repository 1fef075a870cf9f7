"""The projects of a run (本次项目): where each comes from, what became of its file, and which stand for one another."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bondcalc.data import digest
from bondcalc.portfolio.found_files import FolderFiles, files_of
from bondcalc.portfolio.kept_record import FileState, Measured, ProjectRecord
from bondcalc.portfolio.list_sheets import ListedProject
from bondcalc.portfolio.project_list import Portfolio, read_list
from bondcalc.portfolio.store_writer import ProjectRow
from bondcalc.wording.messages import Long, file_error, listed, word

_NUMBERS = re.compile(r"[、,，;；\s]+")


@dataclass
class ProjectEntry:
    """A project file of a run: its path as the list or the folder has it, and what became of it."""

    path: str
    file: Path
    listed: ListedProject
    file_hash: str | None = None
    code: str | None = None
    state: FileState = FileState.UNREADABLE
    reason: str = ""
    details: tuple[str, ...] = ()

    def take(self, made: Measured[ProjectRecord]) -> None:
        """Note what a file gave."""
        self.state, self.reason, self.details = made.status, made.reason, made.details
        self.code = made.record.facts.code if made.record else None

    @property
    def said_code(self) -> str | None:
        """The 项目代码 of the list, else of the file."""
        return self.listed.code or self.code

    def fail(self, state: FileState, reason: str) -> None:
        """Note why a project does not count though its file was computed."""
        self.state, self.reason = state, reason

    def row(self) -> ProjectRow:
        """Give the project as it is stored: one that failed is known by its code, else by where it stands."""
        stated = self.listed
        counted = self.state is FileState.DONE
        key = (self.said_code or self.file_hash) if counted else stated.code
        return ProjectRow(
            key=key or f"file:{self.path}",
            path=self.path,
            status=self.state,
            reason=self.reason,
            details=self.details,
            file_hash=self.file_hash,
            code=self.said_code,
            region=stated.region,
            sector=stated.sector,
            batch=stated.batch,
            priority=stated.priority,
            site=stated.site,
            parcels=_numbers(stated.parcels),
            assets=_numbers(stated.assets),
        )


@dataclass(frozen=True)
class ProjectSource:
    """What a run is over: a list with its bonds and limits, or a folder with what was passed over in it."""

    name: str
    sha256: str
    folder: Path
    entries: tuple[ProjectEntry, ...]
    stated: Portfolio | None = None
    passed: FolderFiles | None = None


def source_of(path: Path) -> ProjectSource:
    """Read a list, or look through a folder.

    Raises ProjectError with what is wrong in a list, FileError where there is no project.
    """
    if path.is_dir():
        passed = files_of(path)
        if not passed.projects:
            others = len(passed.ours) + len(passed.others)
            raise file_error("no_project_files", name=Long(path.resolve().name or str(path)), count=others)
        names = [(file.relative_to(path).as_posix(), file) for file in passed.projects]
        entries = tuple(ProjectEntry(name, file, ListedProject(path=name)) for name, file in names)
        listed_here = digest("\n".join(entry.path for entry in entries).encode())
        return ProjectSource(path.name, listed_here, path, entries, passed=passed)
    stated = read_list(path)
    rows = tuple(ProjectEntry(row.path, stated.file_of(row), row) for row in stated.projects)
    return ProjectSource(stated.name, stated.sha256, stated.folder, rows, stated)


def counted_once(source: ProjectSource) -> tuple[list[ProjectEntry], list[tuple[str, str]]]:
    """Give the projects that stand for themselves, and the copies in a folder that are passed over: each with its original.

    A list may not name one content twice, no code may stand for two contents, no file for another code than the list says.
    """
    entries = list(source.entries)
    copies: list[tuple[str, str]] = []
    if source.passed is not None:
        entries, copies = _without_copies(entries)
    for entry in entries:
        stated = entry.listed.code
        if entry.state is FileState.DONE and stated and entry.code and entry.code != stated:
            entry.fail(FileState.OTHER_CODE, word("other_code", stated=Long(entry.code)))
    _refuse_doubles(entries, lambda entry: entry.file_hash)
    _refuse_doubles(entries, lambda entry: entry.said_code)
    return entries, copies


def rows_of(entries: Iterable[ProjectEntry]) -> tuple[ProjectRow, ...]:
    """Give the projects by key; one without a result leaves its code to another that has one under it."""
    rows = [entry.row() for entry in entries]
    taken = {row.key for row in rows if row.status is FileState.DONE}
    own = (
        replace(row, key=f"file:{row.path}") if row.status is not FileState.DONE and row.key in taken else row
        for row in rows
    )
    return tuple(sorted(own, key=lambda row: row.key))


def _without_copies(entries: Iterable[ProjectEntry]) -> tuple[list[ProjectEntry], list[tuple[str, str]]]:
    first: dict[str, ProjectEntry] = {}
    kept, copies = [], []
    for entry in entries:
        original = first.setdefault(entry.file_hash or "", entry)
        if original is entry or entry.state is not FileState.DONE:
            kept.append(entry)
        else:
            copies.append((entry.path, original.path))
    return kept, copies


def _refuse_doubles(entries: Sequence[ProjectEntry], identity: Callable[[ProjectEntry], str | None]) -> None:
    """Let none of several that are one project count: nobody knows which is right."""
    groups: dict[str, list[ProjectEntry]] = defaultdict(list)
    for entry in entries:
        shared = identity(entry)
        if entry.state is FileState.DONE and shared is not None:
            groups[shared].append(entry)
    for group in (group for group in groups.values() if len(group) > 1):
        for entry in group:
            others = Long(listed(other.path for other in group[:4] if other is not entry))
            entry.fail(FileState.DOUBLE, word("same_project", others=others))


def _numbers(text: str | None) -> tuple[str, ...]:
    return tuple(number for number in _NUMBERS.split(text or "") if number)


Heard = Callable[[int, int, int], None]
"""Told after every project: how many are done with, how many of them failed, how many there are."""
