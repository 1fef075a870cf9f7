"""A report of many projects held against its store: made again as it was asked for, and whatever differs named file by file."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bondcalc.audit.difference import Cause, Difference
from bondcalc.audit.made_again import held_folder, surroundings
from bondcalc.audit.outcome import Subject, Version
from bondcalc.data import LoadedData, digest
from bondcalc.portfolio.engine import Engine
from bondcalc.portfolio.entries import Heard
from bondcalc.portfolio.monitored.found_actuals import actuals_in
from bondcalc.portfolio.monitored.member_monitored import MemberMonitored, member_file
from bondcalc.portfolio.monitored.monitor_folder import TITLE as MONITORED
from bondcalc.portfolio.monitored.monitor_folder import MonitoringAsked, hashes_of, monitor_again
from bondcalc.portfolio.report_record import MONITORING, RECORD, read_report_record, store_named
from bondcalc.portfolio.store_reader import PortfolioStore, open_store
from bondcalc.portfolio.told.report_folder import ReportAsked, made_report
from bondcalc.portfolio.told.store_pages import Level
from bondcalc.portfolio.told.store_paper import TITLE
from bondcalc.portfolio.told.store_view import NOTATION
from bondcalc.problem import FileError
from bondcalc.seal.claims import entries
from bondcalc.typeset.fonts import FontSet
from bondcalc.wording.messages import file_error, word

LEVELS: Mapping[object, Level] = {"county": "county", "province": "province"}


@dataclass(frozen=True)
class ReportSources:
    """Where the sources of a report stand: its store, the folder of actuals, that of project files; None where they are looked for.

    Store and actuals are looked for by name beside the folder of the report and in it, project files where the run had them.
    """

    store: Path | None = None
    actuals: Path | None = None
    files: Path | None = None


def audit_report(folder: Path, sources: ReportSources, engine: Callable[[], Engine], heard: Heard) -> Subject:
    """Make a report again and compare. Raises FileError where its record, its store or its actuals cannot be read."""
    record = read_report_record(folder)
    if record is None:
        raise file_error("report_record", name=folder.name, record=RECORD)
    store = _source(folder, sources.store, entries(record, "store").get("name"), "--store")
    with open_store(store) as opened:
        return _subject(folder, record, opened, _Remaking(folder, record, sources, engine, heard))


@dataclass(frozen=True)
class _Remaking:
    """A report under audit, and what it takes to make it again."""

    folder: Path
    record: LoadedData
    sources: ReportSources
    engine: Callable[[], Engine]
    heard: Heard

    @property
    def asked(self) -> Mapping[str, object]:
        """What the record says was asked for; empty where it says nothing that can be read."""
        return entries(self.record, "asked")

    def day(self, key: str) -> date | None:
        """Read a day that was asked for. Raises FileError."""
        stated = self.asked.get(key)
        try:
            return None if stated is None else date.fromisoformat(str(stated))
        except ValueError:
            raise file_error("report_record", name=self.folder.name, record=RECORD) from None

    def monitored(self, store: PortfolioStore) -> "_Remade":
        """Monitor again, and name the actuals and project files that are not those of the monitoring."""
        folder = _source(self.folder, self.sources.actuals, self.asked.get("actuals"), "--actuals")
        asked = MonitoringAsked(store.path, folder, self.sources.files, self.day("day"), self.day("today"))
        actuals = actuals_in(folder)
        made = monitor_again(store, asked, actuals, self.engine, self.heard)
        sources = (*_actuals(self.record, hashes_of(actuals)), *_projects(made.members, asked.folder_of(store)))
        return _Remade(made.files, made.day, sources)

    def reported(self, store: PortfolioStore) -> "_Remade":
        """Report again; there are no actuals."""
        batch, level = self.asked.get("batch"), LEVELS.get(self.asked.get("level"))
        asked = ReportAsked(
            day=self.day("day"),
            batch=None if batch is None else str(batch),
            level=level,
            as_csv=self.asked.get("csv") is True,
            as_json=self.asked.get("json") is True,
            since=self.day("since"),
        )
        view, files = made_report(store, asked)
        return _Remade(files, view.day, tuple(_actuals(self.record, {})))


class _Remade(NamedTuple):
    """A report made again: its files, its day, and the sources that are not those it was made from."""

    files: dict[str, bytes]
    day: date
    sources: tuple[Difference, ...]


def _subject(folder: Path, record: LoadedData, store: PortfolioStore, remaking: _Remaking) -> Subject:
    """Hold the folder to what is made again."""
    many = record["kind"] == MONITORING
    fresh, day, sources = remaking.monitored(store) if many else remaking.reported(store)
    held = held_folder(folder, RECORD, record, fresh, float(NOTATION.quantum), summed=False)
    return Subject(
        name=str(folder),
        project=MONITORED if many else TITLE,
        rule_date=day.isoformat(),
        filing_date=day.isoformat(),
        documents=held.documents,
        versions=(*_runs(record, store), *surroundings(record, FontSet.load(None))),
        differences=(*sources, *held.differences),
        notes=held.notes,
    )


def _actuals(record: LoadedData, here: Mapping[str, str]) -> Iterator[Difference]:
    """Name the files of actuals that are not those of the report: changed, gone, or come since."""
    before = entries(record, "actuals")
    for path in sorted(before.keys() | here.keys()):
        was, now = str(before.get(path, "")), here.get(path, "")
        if was != now:
            yield Difference(path, "", "SHA-256", "", was or word("missing"), now or word("missing"), Cause.INPUT)


def _projects(members: Iterable[MemberMonitored], folder: Path) -> Iterator[Difference]:
    """Name the project files for want of which a member could not be monitored: changed since the run of the store, or gone."""
    for member in (monitored.member for monitored in members if monitored.failed and monitored.made is None):
        was = member.stored.file_hash or ""
        try:
            now = digest(member_file(folder, member).data)
        except (FileError, OSError):
            now = ""
        if was and was != now:
            yield Difference(member.stored.path, "", "SHA-256", "", was, now or word("missing"), Cause.INPUT)


def _runs(record: LoadedData, store: PortfolioStore) -> Iterator[Version]:
    """Say where the last run of the store is another than that of the report: its figures may have moved since."""
    before, now = entries(record, "store"), store_named(store)
    for key in ("run", "started", "source"):
        if before.get(key) != now[key]:
            yield Version(f"store {key}", str(before.get(key, "")), str(now[key]))


def _source(folder: Path, given: Path | None, name: object, option: str) -> Path:
    """Give a source of a report: the one that is named, else by its name in the folder of the report or beside it. Raises FileError."""
    if given is not None:
        return given
    # The name comes out of a file that somebody sent: nothing but a name is looked for.
    plain = Path(str(name or "")).name
    beside = (folder.absolute() / plain, folder.absolute().parent / plain)
    source = next((path for path in beside if plain and path.exists()), None)
    if source is None:
        raise file_error("report_source_missing", name=plain or folder.name, option=option)
    return source
