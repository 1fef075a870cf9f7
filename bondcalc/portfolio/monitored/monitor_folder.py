"""portfolio monitor: the ranking, the weekly tables with execution, all alarms, as a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bondcalc.disk.folder import CHECKSUMS, fresh_folder
from bondcalc.in_life.alarm_table import FILE
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.portfolio.monitored.found_actuals import actuals_in
from bondcalc.portfolio.monitored.member_monitored import MemberMonitored, execution_of, monitored_members
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
class ManyMonitored:
    """What was written: names of the files, the projects, files of actuals that cannot be read, a folder kept aside."""

    names: Sequence[str]
    members: Sequence[MemberMonitored]
    unread: Sequence[str]
    kept: Path | None

    @property
    def worst(self) -> AlarmColour:
        """The worst level of all projects."""
        levels = [member.made.worst for member in self.members if member.made]
        return max(levels, key=lambda level: level.order, default=AlarmColour.GREEN)


def monitor_many(
    store: Path, actuals: Path, out: Path, files: Path | None = None, day: date | None = None, *, over: bool = False
) -> ManyMonitored:
    """Monitor the projects of a store with the actuals of a folder; project files stand where the run had them, or in `files`.

    Raises FileError.
    """
    stated, unread = actuals_in(actuals)
    with open_store(store) as opened:
        view = StoreView(opened, day)
        members = list(monitored_members(view, stated, files or Path(opened.last_run().folder)))
        days = [member.made.as_of for member in members if member.made]
        view.day = day or max(days, default=view.day)
        view.executions = {member.member.key: execution_of(member.made) for member in members if member.made}
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
