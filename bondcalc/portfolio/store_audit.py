"""A store held against its project files (抽查): each is computed again, and what differs is named."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from bondcalc.data import digest
from bondcalc.inputs.read import load
from bondcalc.portfolio.engine import Engine, computed_by
from bondcalc.portfolio.entries import Heard
from bondcalc.portfolio.kept_record import FileState, Measured, ProjectRecord
from bondcalc.portfolio.measure import maker
from bondcalc.portfolio.sampled import SamplePlan, everything, sampled
from bondcalc.portfolio.store_audit_words import names_in, names_of
from bondcalc.portfolio.store_reader import PortfolioStore, StoredProject
from bondcalc.portfolio.stored_record import record_of
from bondcalc.portfolio.work import Task, Work
from bondcalc.problem import FileError

AMOUNT = "coverage.special_bonds"
"""What strata go by."""
OF_THE_LIST = {FileState.DOUBLE, FileState.OTHER_CODE}
"""States that come of the list and not of a file: such a file has a result that no list counts."""


@dataclass(frozen=True)
class StoreDifference:
    """A difference: the project, what differs (`amounts.coverage.service`), what the store has, what there is now."""

    key: str
    path: str
    what: str
    stored: str | None
    now: str | None


@dataclass(frozen=True)
class StoreAudit:
    """What an audit found: the plan, the projects looked at, the differences by key; `same_maker`: program and rules are those of the store.

    `names` says what the lines and rules that differ are called.
    """

    plan: SamplePlan
    differences: tuple[StoreDifference, ...]
    same_maker: bool
    projects: int
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def differing(self) -> frozenset[str]:
        """The projects of which something differs."""
        return frozenset(difference.key for difference in self.differences)


def audit_store(
    store: PortfolioStore,
    engine: Callable[[], Engine],
    heard: Heard,
    *,
    size: int | None = None,
    seed: int = 1,
    folder: Path | None = None,
) -> StoreAudit:
    """Compute projects of a store again, all of them or a sample, and compare; files are looked for where the run had them.

    Raises FileError for a store without a finished run, and where nothing computes.
    """
    last = store.last_run()
    projects = {project.key: project for project in store.projects()}
    amounts = store.amounts(AMOUNT)
    sizes = {key: amounts.get(key) for key in projects}
    plan = everything(sizes) if size is None else sampled(sizes, size, seed)
    chosen = [projects[key] for key in sorted(plan.keys)]
    looked = _Looked(store, folder or Path(last.folder), chosen, heard)
    differences = sorted(looked.over(engine), key=lambda difference: (difference.key, difference.what))
    return StoreAudit(plan, tuple(differences), last.maker == maker(), len(projects), looked.names)


class _Looked:
    """The projects under audit."""

    def __init__(self, store: PortfolioStore, folder: Path, chosen: list[StoredProject], heard: Heard) -> None:
        self._store, self._folder, self._chosen, self._heard = store, folder, chosen, heard
        self._ended = self._differ = 0
        self.names: dict[str, str] = {}

    def over(self, engine: Callable[[], Engine]) -> Iterator[StoreDifference]:
        """Compute each file again and give what differs."""
        missing: list[StoreDifference] = []
        with closing(computed_by(engine, self._tasks(missing), len(self._chosen))) as computed:
            for task, made in computed:
                differing = list(self._compared(task, made))
                self._name(task, differing)
                yield from self._counted(differing)
        yield from missing

    def _tasks(self, missing: list[StoreDifference]) -> Iterator[Task]:
        for number, project in enumerate(self._chosen):
            try:
                file = load(self._folder / PureWindowsPath(project.path).as_posix())
            except (FileError, OSError) as error:
                same = project.state is FileState.UNREADABLE
                missing += self._counted([] if same else [_difference(project, "file", project.file_hash, str(error))])
                continue
            yield Task(number, file.name, file.data)

    def _counted(self, differing: list[StoreDifference]) -> list[StoreDifference]:
        self._ended += 1
        self._differ += bool(differing)
        self._heard(self._ended, self._differ, len(self._chosen))
        return differing

    def _name(self, task: Work[ProjectRecord], differing: list[StoreDifference]) -> None:
        """Look up in the file of a project what is not named yet; what this version has no more keeps its id."""
        needed = {names_in(difference.what) for difference in differing} - {None, *self.names}
        if needed:
            known = names_of(task.name, task.data)
            self.names |= {id_: known.get(id_, id_.removeprefix("ratios.")) for id_ in needed if id_}

    def _compared(self, task: Work[ProjectRecord], made: Measured[ProjectRecord]) -> Iterator[StoreDifference]:
        """Compare what a file gives now with what the store has; a file that was changed is told as such, with what it moved."""
        project = self._chosen[task.number]
        now = digest(task.data)
        if now != project.file_hash:
            yield _difference(project, "file", project.file_hash, now)
        if project.state in OF_THE_LIST:
            return
        if made.status is not project.state:
            yield _difference(project, "state", project.state, made.status)
        before = flat(record_of(self._store, project.result)) if project.result is not None else {}
        after = flat(made.record) if made.record else {}
        for what in sorted(before.keys() | after.keys()) if before and after else ():
            if before.get(what) != after.get(what):
                yield _difference(project, what, before.get(what), after.get(what))


def flat(record: ProjectRecord) -> Mapping[str, str]:
    """Give everything that is kept of a project by name, as text; what is not stated is not there."""
    facts = {f"facts.{name}": value for name, value in record.facts._asdict().items()}
    amounts = {f"amounts.{line}": fen for line, fen in record.amounts.items()}
    lines = {f"lines.{line}.{year}": fen for line, years in record.lines.items() for year, fen in years.items()}
    ratios = {f"ratios.{ratio}": value for ratio, value in record.ratios.items()}
    rows = (
        ("findings", record.findings, 1),
        ("bonds", record.bonds, 1),
        ("payments", record.payments, 2),
        ("parcels", record.parcels, 1),
        ("responses", record.responses, 2),
    )
    kept_rows: dict[str, object] = {}
    for table, kept, names in rows:
        for row in kept:
            named = ".".join(map(str, row[:names]))
            kept_rows |= {f"{table}.{named}.{field}": value for field, value in list(row._asdict().items())[names:]}
    every: dict[str, object] = {**facts, **amounts, **lines, **ratios, **kept_rows}
    return {name: str(value) for name, value in every.items() if value is not None}


def _difference(project: StoredProject, what: str, stored: object, now: object) -> StoreDifference:
    said = [None if value is None else str(value) for value in (stored, now)]
    return StoreDifference(project.key, project.path, what, *said)
