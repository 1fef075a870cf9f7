"""A list as its store keeps it: the same projects and shares of bonds, each file as it was when it was computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from bondcalc.portfolio.kept_record import FEN
from bondcalc.portfolio.list_sheets import Allocation, ListedProject
from bondcalc.portfolio.project_list import Portfolio, read_list
from bondcalc.portfolio.store_reader import PortfolioStore, StoredAllocation, open_store

STORE = b"SQLite format 3\x00"
"""How every store begins."""


@dataclass(frozen=True)
class StoredList(Portfolio):
    """A list out of a store; `hashes` are the sha256 of its files by path. Files are looked for where the run had them, else beside the store."""

    hashes: Mapping[str, str] = field(default_factory=dict)


def list_or_store(path: Path) -> Portfolio:
    """Read a list of projects, or take it out of a store. Raises ProjectError and FileError."""
    if not _is_store(path):
        return read_list(path)
    with open_store(path) as store:
        return _stored(path, store)


def _is_store(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(STORE)) == STORE
    except (OSError, ValueError):
        # Whatever cannot be opened is refused by whoever reads lists, in words of its own.
        return False


def _stored(path: Path, store: PortfolioStore) -> StoredList:
    projects = store.projects()
    paths = {project.key: project.path for project in projects}
    runs = [run for run in store.runs() if run.finished]
    made = StoredList(
        name=path.name,
        sha256=runs[-1].source_hash if runs else "",
        folder=Path(runs[-1].folder) if runs else path.parent,
        projects=tuple(
            ListedProject(code=project.code, path=project.path, priority=project.priority) for project in projects
        ),
        allocations=tuple(_allocation(share, paths[share.key]) for share in store.allocations()),
        hashes={project.path: project.file_hash for project in projects if project.file_hash},
    )
    # A store that was taken along with its list: the folder of the run is somebody else's.
    known = any(made.file_of(project).is_file() for project in made.projects)
    return made if known else replace(made, folder=path.parent)


def _allocation(share: StoredAllocation, path: str) -> Allocation:
    return Allocation(
        bond=share.bond,
        project=path,
        amount=Decimal(share.fen) / FEN,
        start=date.fromisoformat(share.start) if share.start else None,
        end=date.fromisoformat(share.end) if share.end else None,
    )
