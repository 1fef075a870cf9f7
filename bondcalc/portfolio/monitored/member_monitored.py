"""The members of a store after the issue: each monitored as a project alone, or why it could not be."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PureWindowsPath

from bondcalc.data import digest
from bondcalc.inputs.read import ProjectFile, load
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.portfolio.engine import Engine, computed_by
from bondcalc.portfolio.entries import Heard
from bondcalc.portfolio.kept_record import FileState, Measured
from bondcalc.portfolio.monitored.adopted_actuals import AdoptedActuals
from bondcalc.portfolio.monitored.monitored_record import MonitoredRecord, MonitorWork
from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.problem import FileError
from bondcalc.wording.messages import file_error


@dataclass(frozen=True)
class MemberMonitored:
    """A project of the store with what its monitoring gave; without that `reason` says why.

    `failed` where that is not for want of actuals. `remark` names the file of actuals, and a newer one that is blank.
    """

    member: StoreMember
    made: MonitoredRecord | None = None
    reason: str = ""
    failed: bool = False
    remark: str = ""

    @property
    def worst(self) -> int:
        """Its level, 0 to 3; -1 without a monitoring."""
        return self.made.worst.order if self.made else -1

    def count(self, level: AlarmColour) -> int:
        """How many alarms of a level it has."""
        return sum(alarm.level is level for alarm in self.made.alarms) if self.made else 0


def member_file(folder: Path, member: StoreMember) -> ProjectFile:
    """Read the file of a project where it stands now. Raises FileError."""
    return load(folder / PureWindowsPath(member.stored.path).as_posix())


class MonitoredMembers:
    """Projects of a store under way, all on one day: those with a result and actuals go through an engine; what is wrong with one stops no other."""

    def __init__(self, view: StoreView, adopted: AdoptedActuals, folder: Path, day: date, heard: Heard) -> None:
        self._members: Sequence[StoreMember] = view.members
        self._store, self._adopted, self._folder = view.store.path.name, adopted, folder
        self._day, self._heard = day, heard
        self._ended: dict[int, MemberMonitored] = {}
        self._failed = 0

    def over(self, engine: Callable[[], Engine]) -> list[MemberMonitored]:
        """Bring every member to its end, and give them in their order."""
        with closing(computed_by(engine, self._work(), len(self._members))) as computed:
            for work, made in computed:
                self._end(work.number, self._told(self._members[work.number], made))
        return [self._ended[number] for number in range(len(self._members))]

    def _work(self) -> Iterator[MonitorWork]:
        """Read files one by one, only as fast as they are monitored."""
        for number, member in enumerate(self._members):
            adopted = self._adopted.of(member)
            if adopted.actuals is None:
                self._end(number, MemberMonitored(member, reason=adopted.reason, failed=adopted.failed))
                continue
            try:
                filed, actuals = self._filed(member), load(adopted.actuals.place)
                before = load(adopted.before.place) if adopted.before else None
            except (FileError, OSError) as error:
                self._end(number, MemberMonitored(member, reason=str(error), failed=True))
                continue
            yield MonitorWork(number, filed.name, filed.data, actuals=actuals, day=self._day, before=before)

    def _filed(self, member: StoreMember) -> ProjectFile:
        """Read the file that the store has the figures of. Raises FileError where it was changed since."""
        file = member_file(self._folder, member)
        if digest(file.data) != member.stored.file_hash:
            raise file_error("changed_since", name=file.name, store=self._store)
        return file

    def _end(self, number: int, monitored: MemberMonitored) -> None:
        self._ended[number] = monitored
        self._failed += monitored.failed
        self._heard(len(self._ended), self._failed, len(self._members))

    def _told(self, member: StoreMember, made: Measured[MonitoredRecord]) -> MemberMonitored:
        """Tell what the monitoring of a project gave."""
        adopted = self._adopted.of(member)
        path = adopted.actuals.path if adopted.actuals else ""
        if made.record is not None:
            return MemberMonitored(member, made.record, remark="；".join(filter(None, (path, adopted.remark))))
        # What cannot be read at all is named by the message itself.
        where = "" if made.status is FileState.UNREADABLE else f"{path}："
        return MemberMonitored(member, reason=where + (made.details or (made.reason,))[0], failed=True)
