"""A run over many projects (批量测算): every file computed or told why not; what is known already stands in the store."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bondcalc.data import digest
from bondcalc.disk.file_names import refuse_new
from bondcalc.inputs.read import load
from bondcalc.portfolio.engine import Engine, computed_by
from bondcalc.portfolio.entries import Heard, ProjectEntry, ProjectSource, counted_once, rows_of, source_of
from bondcalc.portfolio.kept_record import FileState, Measured, ProjectRecord
from bondcalc.portfolio.store_writer import ProjectRow, StoreWriter
from bondcalc.portfolio.watchdog import ProjectLimits
from bondcalc.portfolio.work import Task
from bondcalc.problem import FileError

KEPT = {FileState.DONE, FileState.PROBLEMS, FileState.UNREADABLE}
"""What a file says of itself, and says again: a process that ended, a limit that was passed, are tried anew."""


@dataclass(frozen=True)
class PortfolioEnd:
    """How a run ended: the projects by key, how many files were computed and how many were known, what was passed over."""

    run: int
    rows: tuple[ProjectRow, ...]
    computed: int
    known: int
    copies: tuple[tuple[str, str], ...]
    source: ProjectSource

    @property
    def failed(self) -> list[ProjectRow]:
        """The projects without a result, by their files."""
        return sorted((row for row in self.rows if row.status is not FileState.DONE), key=lambda row: row.path)


def run_portfolio(
    path: Path, store: Path, engine: Callable[[], Engine], heard: Heard, limits: ProjectLimits | None = None
) -> PortfolioEnd:
    """Run every project of a list or folder into a store; the engine is asked for when there is something to compute.

    Raises ProjectError with what is wrong in a list, FileError for a list or a store that cannot be read or written.
    """
    if not store.exists():
        refuse_new(store)
    source = source_of(path)
    with StoreWriter(store) as writer:
        number = writer.begin(source.name, source.sha256, source.folder)
        run = _PortfolioRun(source, writer, heard, limits or ProjectLimits())
        run.over(engine)
        entries, copies = counted_once(source)
        rows = rows_of(entries)
        writer.finish(number, rows, source.stated)
    return PortfolioEnd(
        run=number, rows=rows, computed=run.computed, known=run.known, copies=tuple(copies), source=source
    )


class _PortfolioRun:
    """One run under way: what is known is taken at once, the rest goes through an engine and into the store."""

    def __init__(self, source: ProjectSource, writer: StoreWriter, heard: Heard, limits: ProjectLimits) -> None:
        self._entries, self._writer, self._heard, self._limits = source.entries, writer, heard, limits
        self.computed = self.known = self._failed = self._ended = 0
        self._stored: set[str] = set()

    def over(self, engine: Callable[[], Engine]) -> None:
        """Bring every entry to its end."""
        with closing(computed_by(engine, self._tasks(), len(self._entries))) as computed:
            for task, made in computed:
                self._keep(self._entries[task.number], made)

    def _tasks(self) -> Iterator[Task]:
        """Read files one by one, only as fast as they are computed; give those that nothing is known of."""
        for number, entry in enumerate(self._entries):
            try:
                file = load(entry.file)
            except (FileError, OSError) as error:
                self._end(entry, Measured(FileState.UNREADABLE, None, str(error)))
                continue
            entry.file_hash = digest(file.data)
            if not self._is_known(entry):
                yield Task(number, file.name, file.data, self._limits)

    def _is_known(self, entry: ProjectEntry) -> bool:
        """Take what the store has of a file."""
        known = self._writer.known(entry.file_hash or "")
        if known is None:
            return False
        self.known += 1
        self._end(entry, Measured(known.status, None, known.reason, known.details))
        entry.code = known.code
        return True

    def _keep(self, entry: ProjectEntry, made: Measured[ProjectRecord]) -> None:
        """Store what a file gave, and only then count it."""
        self.computed += 1
        # A file that stands twice on the list was given out twice where neither was stored yet.
        if made.status in KEPT and entry.file_hash and entry.file_hash not in self._stored:
            self._writer.keep(entry.file_hash, made)
            self._stored.add(entry.file_hash)
        self._end(entry, made)

    def _end(self, entry: ProjectEntry, made: Measured[ProjectRecord]) -> None:
        entry.take(made)
        self._failed += made.status is not FileState.DONE
        self._ended += 1
        self._heard(self._ended, self._failed, len(self._entries))
