"""portfolio monitor: the ranking, the weekly tables with execution, all alarms, as a folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.disk.folder import CHECKSUMS, fresh_folder
from bondcalc.in_life.alarm_table import FILE
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.portfolio.engine import Engine
from bondcalc.portfolio.entries import Heard
from bondcalc.portfolio.monitored.found_actuals import NewestActuals, actuals_in
from bondcalc.portfolio.monitored.member_monitored import MemberMonitored, MonitoredMembers
from bondcalc.portfolio.monitored.ranking import alarm_page, all_alarms, ranking_page
from bondcalc.portfolio.store_reader import open_store
from bondcalc.portfolio.told.county_table import COUNTY_PAGE
from bondcalc.portfolio.told.province_table import PROVINCE_PAGE
from bondcalc.portfolio.told.report_folder import BOOK, DATA, PAPER, WEEKLY, ReportAsked, report_files
from bondcalc.portfolio.told.store_pages import level_told
from bondcalc.portfolio.told.store_view import NOTATION, StoreView
from bondcalc.seal.manifest import checksums
from bondcalc.wording.plain_listing import csv_of

NAMES = {BOOK: "monitor.xlsx", PAPER: "monitor.pdf", WEEKLY: "ranking.csv", DATA: "monitor.json"}


@dataclass(frozen=True)
class MonitoringAsked:
    """What to monitor: a store, a folder of actuals; where project files stand (None: where the run had them), the day (None: the last told)."""

    store: Path
    actuals: Path
    files: Path | None = None
    day: date | None = None


@dataclass(frozen=True)
class ManyMonitored:
    """What was written: names of the files, the projects, files of actuals that cannot be read, a folder kept aside."""

    names: Sequence[str]
    members: Sequence[MemberMonitored]
    unread: Sequence[str]
    kept: Path | None

    @property
    def has_failures(self) -> bool:
        """Whether a project has actuals and no monitoring, or a file cannot be read."""
        return bool(self.unread) or any(member.failed for member in self.members)

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
    stated, unread = actuals_in(asked.actuals)
    with open_store(asked.store) as opened:
        view = StoreView(opened, asked.day)
        folder_of_files = asked.files or Path(opened.last_run().folder)
        members = MonitoredMembers(view, NewestActuals(stated), folder_of_files, heard).over(engine)
        days = [member.made.as_of for member in members if member.made]
        view.day = asked.day or max(days, default=view.day)
        view.executions = {member.member.key: member.made.execution for member in members if member.made}
        with fresh_folder(out, replace=over) as folder:
            folder.write(monitor_files(view, members))
            folder.write({CHECKSUMS: checksums(folder.files)})
    return ManyMonitored(tuple(folder.files), members, unread, folder.kept)


def monitor_files(view: StoreView, members: Sequence[MemberMonitored]) -> dict[str, bytes]:
    """Make the files; the same store and actuals give the same bytes."""
    weekly = (COUNTY_PAGE, PROVINCE_PAGE) if level_told(view, None) == "county" else (PROVINCE_PAGE, COUNTY_PAGE)
    shown = (ranking_page(members), *weekly, alarm_page(members))
    made = report_files(view, shown, ReportAsked(day=view.day, as_json=True))
    return {NAMES[name]: data for name, data in made.items()} | {FILE: csv_of(all_alarms(members), NOTATION)}
