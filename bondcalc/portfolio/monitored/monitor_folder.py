"""portfolio monitor: the ranking, the weekly tables with execution, all alarms, as a folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bondcalc.disk.folder import fresh_folder
from bondcalc.in_life.alarm_table import FILE
from bondcalc.in_life.monitoring_folder import INTERNAL
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.portfolio.engine import Engine
from bondcalc.portfolio.entries import Heard
from bondcalc.portfolio.monitored.actuals_page import actuals_page
from bondcalc.portfolio.monitored.adopted_actuals import AdoptedActuals, DaysCounted
from bondcalc.portfolio.monitored.file_used import ActualsUse, FileUsed
from bondcalc.portfolio.monitored.found_actuals import ActualsFolder, actuals_in
from bondcalc.portfolio.monitored.member_monitored import MemberMonitored, MonitoredMembers
from bondcalc.portfolio.monitored.ranking import alarm_page, all_alarms, ranking_page
from bondcalc.portfolio.report_record import MONITORING, report_record, write_recorded
from bondcalc.portfolio.store_reader import PortfolioStore, open_store
from bondcalc.portfolio.told.county_table import COUNTY_PAGE
from bondcalc.portfolio.told.province_table import PROVINCE_PAGE
from bondcalc.portfolio.told.report_folder import BOOK, DATA, PAPER, WEEKLY, ReportAsked, report_files
from bondcalc.portfolio.told.store_pages import level_told
from bondcalc.portfolio.told.store_view import NOTATION, StoreView
from bondcalc.wording.plain_listing import csv_of

TITLE = "专项债券存续期监测汇总"
NAMES = {BOOK: "monitor.xlsx", PAPER: "monitor.pdf", WEEKLY: "ranking.csv", DATA: "monitor.json"}


@dataclass(frozen=True)
class MonitoringAsked:
    """What to monitor: a store, a folder of actuals; where project files stand (None: where the run had them).

    `day` is 统计日, None for the latest day that actuals are told up to; one after `today` is none of them (None: any is).
    """

    store: Path
    actuals: Path
    files: Path | None = None
    day: date | None = None
    today: date | None = None

    def folder_of(self, store: PortfolioStore) -> Path:
        """Give the folder in which the project files stand."""
        return self.files or Path(store.last_run().folder)

    def stated(self) -> dict[str, object]:
        """Say what was asked for, as the record of a monitoring has it: the day, that of today, the folder of actuals by its name."""
        day, today = self.day and self.day.isoformat(), self.today and self.today.isoformat()
        return {"day": day, "today": today, "actuals": self.actuals.absolute().name}


@dataclass(frozen=True)
class ManyMonitored:
    """What was written: names of the files, 统计日, the projects, what became of each file of actuals, a folder kept aside."""

    names: Sequence[str]
    day: date
    members: Sequence[MemberMonitored]
    files: Sequence[FileUsed]
    kept: Path | None

    @property
    def has_failures(self) -> bool:
        """Whether a project has no result or actuals that could not be monitored, or a file of actuals cannot be used."""
        refused = any(file.use is ActualsUse.REFUSED for file in self.files)
        return refused or any(member.failed for member in self.members)

    @property
    def worst(self) -> AlarmColour:
        """The worst level of all projects."""
        levels = [member.made.worst for member in self.members if member.made]
        return max(levels, key=lambda level: level.order, default=AlarmColour.GREEN)


def monitor_many(
    asked: MonitoringAsked, out: Path, engine: Callable[[], Engine], heard: Heard, *, over: bool = False
) -> ManyMonitored:
    """Monitor the projects of a store with the actuals of a folder, into a folder.

    Raises FileError.
    """
    actuals = actuals_in(asked.actuals)
    with open_store(asked.store) as opened:
        made = monitor_again(opened, asked, actuals, engine, heard)
        with fresh_folder(out, replace=over) as folder:
            record = report_record(MONITORING, asked.stated(), opened, made.files, hashes_of(actuals))
            write_recorded(folder, made.files, record)
    return ManyMonitored(tuple(folder.files), made.day, made.members, made.used, folder.kept)


class MonitoringMade(NamedTuple):
    """The files of a monitoring of many projects before they are written, with 统计日, the projects, what became of the actuals."""

    files: dict[str, bytes]
    day: date
    members: Sequence[MemberMonitored]
    used: Sequence[FileUsed]


def monitor_again(
    store: PortfolioStore, asked: MonitoringAsked, actuals: ActualsFolder, engine: Callable[[], Engine], heard: Heard
) -> MonitoringMade:
    """Monitor the projects of an open store; the same store, actuals and day give the same files."""
    view = StoreView(store, asked.day)
    adopted = AdoptedActuals(actuals, view.members, DaysCounted(asked.day, asked.today), _issued(store))
    view.day = asked.day or adopted.last_day or view.day
    members = MonitoredMembers(view, adopted, asked.folder_of(store), view.day, heard).over(engine)
    view.executions = {member.member.key: member.made.execution for member in members if member.made}
    files = monitor_files(view, members, adopted.files, day_asked=asked.day is not None)
    return MonitoringMade(files, view.day, members, adopted.files)


def hashes_of(actuals: ActualsFolder) -> dict[str, str]:
    """Give the hash of each file of actuals by its path in the folder."""
    return {file.path: file.sha256 for file in actuals.actuals}


def _issued(store: PortfolioStore) -> dict[str, frozenset[str]]:
    """Name the bonds that each project file has as issued, by id and by name."""
    named: dict[str, frozenset[str]] = {}
    for key, bond in store.bonds():
        if not bond.planned:
            named[key] = named.get(key, frozenset()) | {bond.id, bond.name or bond.id}
    return named


def monitor_files(
    view: StoreView, members: Sequence[MemberMonitored], files: Sequence[FileUsed], *, day_asked: bool
) -> dict[str, bytes]:
    """Make the files; the same store, actuals and day give the same bytes. `day_asked` says whether the day was asked for."""
    weekly = (COUNTY_PAGE, PROVINCE_PAGE) if level_told(view, None) == "county" else (PROVINCE_PAGE, COUNTY_PAGE)
    shown = (ranking_page(members, day_asked=day_asked), *weekly, alarm_page(members), actuals_page(files, members))
    made = report_files(view, shown, ReportAsked(day=view.day, as_json=True, title=TITLE, mark=INTERNAL))
    return {NAMES[name]: data for name, data in made.items()} | {FILE: csv_of(all_alarms(members), NOTATION)}
