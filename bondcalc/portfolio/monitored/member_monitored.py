"""The members of a store after the issue: each monitored as a project alone, or why it could not be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from bondcalc.data import digest
from bondcalc.inputs.read import ProjectFile, load
from bondcalc.monitoring.alarm import AlarmColour
from bondcalc.portfolio.engine import Engine, computed_by
from bondcalc.portfolio.entries import Heard
from bondcalc.portfolio.kept_record import FileState, Measured
from bondcalc.portfolio.monitored.found_actuals import ActualsOfOne, NewestActuals
from bondcalc.portfolio.monitored.monitored_record import MonitoredRecord, MonitorWork
from bondcalc.portfolio.told.store_view import StoreMember, StoreView
from bondcalc.problem import FileError
from bondcalc.wording.messages import file_error

NO_ACTUALS = "没有执行数据"


@dataclass(frozen=True)
class MemberMonitored:
    """A project of the store with what its monitoring gave; without that `reason` says why, `failed` where it has actuals."""

    member: StoreMember
    made: MonitoredRecord | None = None
    reason: str = ""
    failed: bool = False

    @property
    def worst(self) -> int:
        """Its level, 0 to 3; -1 without a monitoring."""
        return self.made.worst.order if self.made else -1

    def count(self, level: AlarmColour) -> int:
        """How many alarms of a level it has."""
        return sum(alarm.level is level for alarm in self.made.alarms) if self.made else 0


class MonitoredMembers:
    """Projects of a store under way: those with a result and actuals go through an engine; what is wrong with one stops no other."""

    def __init__(self, view: StoreView, files: NewestActuals, folder: Path, heard: Heard) -> None:
        self._members: Sequence[StoreMember] = view.members
        self._store, self._files, self._folder, self._heard = view.store.path.name, files, folder, heard
        self._ended: dict[int, MemberMonitored] = {}
        self._failed = 0

    def over(self, engine: Callable[[], Engine]) -> list[MemberMonitored]:
        """Bring every member to its end, and give them in their order."""
        for work, made in computed_by(engine, self._work()):
            member = self._members[work.number]
            self._end(work.number, _told(member, self._files.of(member.stored), made))
        return [self._ended[number] for number in range(len(self._members))]

    def _work(self) -> Iterator[MonitorWork]:
        """Read files one by one, only as fast as they are monitored."""
        for number, member in enumerate(self._members):
            newest = self._files.of(member.stored)
            if not member.done or newest is None:
                reason = NO_ACTUALS if member.done else member.stored.reason
                self._end(number, MemberMonitored(member, reason=reason))
                continue
            try:
                filed, actuals = self._filed(member), load(newest.place)
            except (FileError, OSError) as error:
                self._end(number, MemberMonitored(member, reason=str(error), failed=True))
                continue
            yield MonitorWork(number, filed.name, filed.data, actuals=actuals)

    def _filed(self, member: StoreMember) -> ProjectFile:
        """Read the file that the store has the figures of. Raises FileError where it was changed since."""
        file = load(self._folder / PureWindowsPath(member.stored.path).as_posix())
        if digest(file.data) != member.stored.file_hash:
            raise file_error("changed_since", name=file.name, store=self._store)
        return file

    def _end(self, number: int, monitored: MemberMonitored) -> None:
        self._ended[number] = monitored
        self._failed += monitored.failed
        self._heard(len(self._ended), self._failed, len(self._members))


def _told(member: StoreMember, newest: ActualsOfOne | None, made: Measured[MonitoredRecord]) -> MemberMonitored:
    if made.record is not None:
        return MemberMonitored(member, made.record)
    # What cannot be read at all is named by the message itself.
    where = "" if made.status is FileState.UNREADABLE or newest is None else f"{newest.path}："
    return MemberMonitored(member, reason=where + (made.details or (made.reason,))[0], failed=True)
