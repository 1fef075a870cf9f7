"""采用的执行数据: which file stands for each project, and what becomes of every other one; none is passed over in silence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from bondcalc.portfolio.monitored.file_used import ActualsUse, FileUsed
from bondcalc.portfolio.monitored.found_actuals import ActualsFolder, ActualsOfOne
from bondcalc.portfolio.told.store_view import StoreMember
from bondcalc.wording.messages import Long, file_error, listed, word


@dataclass(frozen=True)
class Adopted:
    """What stands for a project: a file, or the reason why none does; `failed` where there are actuals that cannot be used.

    `remark` names a newer file that nobody filled in; `before` is the file before, which it is held against.
    """

    actuals: ActualsOfOne | None = None
    reason: str = ""
    failed: bool = False
    remark: str = ""
    before: ActualsOfOne | None = None


@dataclass(frozen=True)
class DaysCounted:
    """The days up to which actuals count: 统计日 where one is asked for, else today (None: any day)."""

    asked: date | None = None
    today: date | None = None


class AdoptedActuals:
    """The files of a folder beside the projects of a store (docs/decisions/0082).

    A file is of the project whose 项目代码 it has, else of that whose file hash it has. Of the files of a project the one
    of the latest day stands for it: copies count once, and what nobody filled in replaces none.
    """

    def __init__(
        self,
        folder: ActualsFolder,
        members: Sequence[StoreMember],
        days: DaysCounted,
        issued: Mapping[str, frozenset[str]],
    ) -> None:
        """Give each project its file; `issued` names the bonds that a project file has as issued, by its key."""
        self._days, self._issued, self._names = days, issued, {member.key: member.name for member in members}
        self._used: dict[str, FileUsed] = {}
        self._adopted: dict[str, Adopted] = {}
        self._by_hash = {member.stored.file_hash: member for member in members if member.stored.file_hash}
        claims = self._claims(folder.actuals, members)
        for member in members:
            self._adopted[member.key] = self._for(member, claims.get(member.key, []))
        for path, why in folder.unread:
            self._used[path] = FileUsed(path, "", "", ActualsUse.REFUSED, why)
        for path, why in folder.others:
            self._used[path] = FileUsed(path, "", "", ActualsUse.PASSED, why)

    def of(self, member: StoreMember) -> Adopted:
        """Give what stands for a project."""
        return self._adopted[member.key]

    @property
    def files(self) -> list[FileUsed]:
        """Every file of the folder: what is to be mended first, then by path."""
        order = list(ActualsUse)
        return sorted(self._used.values(), key=lambda file: (order.index(file.use), file.path))

    @property
    def last_day(self) -> date | None:
        """The latest day of all that is taken."""
        taken = [adopted.actuals for adopted in self._adopted.values() if adopted.actuals]
        return max((file.day for file in taken if file.day), default=None)

    def _claims(self, files: Iterable[ActualsOfOne], members: Sequence[StoreMember]) -> dict[str, list[ActualsOfOne]]:
        """Sort files to projects; those of none are told."""
        by_code: dict[str, StoreMember] = {}
        for member in sorted(members, key=attrgetter("done"), reverse=True):
            for name in (member.key, member.stored.code):
                by_code.setdefault(name or member.key, member)
        claims: dict[str, list[ActualsOfOne]] = defaultdict(list)
        for file in files:
            owner = by_code.get(file.code) or self._by_hash.get(file.filed)
            if owner is None:
                known = word("no_project_of_code", found=file.code) if file.code else word("no_project_named")
                self._tell([file], ActualsUse.REFUSED, known)
            else:
                claims[owner.key].append(file)
        return claims

    def _for(self, member: StoreMember, files: list[ActualsOfOne]) -> Adopted:
        """Choose among the files of a project."""
        if not member.done:
            self._tell(files, ActualsUse.PASSED, word("project_uncomputed"), member)
            return Adopted(reason=member.stored.reason, failed=True)
        if not files:
            return Adopted(reason=word("no_actuals"))
        blank, filled = self._parted(member, list(self._once(member, files)))
        if not filled:
            return Adopted(reason=word("actuals_blank", files=_names(blank)))
        undated = {file: word("actuals_undated", found=file.typed or None) for file in filled if file.day is None}
        return self._refused(member, undated, filled) if undated else self._newest(member, filled, blank)

    def _newest(self, member: StoreMember, filled: list[ActualsOfOne], blank: list[ActualsOfOne]) -> Adopted:
        """Take the latest file that counts on the day; what is in doubt is refused with what it stands against."""
        late = {file: self._too_late(file) for file in filled if not self._counts(file)}
        counted = [file for file in filled if file not in late]
        if late and (self._days.asked is None or not counted):
            return self._refused(member, late, filled)
        self._tell(late, ActualsUse.PASSED, word("actuals_later"), member)
        fitting = [file for file in counted if not self._fault(member, file)]
        last = [file for file in counted if file.day == counted[-1].day]
        doubted = {file: self._doubt(member, file, fitting[-1:]) for file in last if file not in fitting}
        if doubted:
            return self._refused(member, doubted, filled)
        if len(last) > 1:
            return self._refused(member, _same_day(last), filled)
        taken = last[0]
        older = [file for file in counted if file is not taken]
        self._tell([taken], ActualsUse.TAKEN, "", member)
        self._tell(older, ActualsUse.PASSED, word("actuals_older", path=Long(taken.path)), member)
        newer = [file for file in blank if file.day is None or taken.day is None or file.day >= taken.day]
        remark = word("actuals_blank_beside", files=_names(newer)) if newer else ""
        return Adopted(taken, remark=remark, before=older[-1] if older else None)

    def _once(self, member: StoreMember, files: Iterable[ActualsOfOne]) -> Iterator[ActualsOfOne]:
        """Give files by day, then path, each content once."""
        first: dict[str, str] = {}
        for file in sorted(files, key=lambda file: (file.day or date.max, file.path)):
            if file.sha256 in first:
                self._tell([file], ActualsUse.PASSED, word("actuals_copy", path=Long(first[file.sha256])), member)
            else:
                first[file.sha256] = file.path
                yield file

    def _parted(self, member: StoreMember, files: list[ActualsOfOne]) -> tuple[list[ActualsOfOne], list[ActualsOfOne]]:
        """Part what nobody filled in from the rest."""
        known = self._issued.get(member.key, frozenset())
        blank = [file for file in files if not file.filled.tells(known)]
        self._tell(blank, ActualsUse.BLANK, word("nothing_filled_in"), member)
        return blank, [file for file in files if file not in blank]

    def _counts(self, file: ActualsOfOne) -> bool:
        last = self._days.asked or self._days.today
        return last is None or file.day is None or file.day <= last

    def _too_late(self, file: ActualsOfOne) -> str:
        """Say why the day of a file is too late: before one asked for as the single command does."""
        if self._days.asked is not None:
            return str(file_error("monitor_day_early", found=self._days.asked, told=file.day))
        return word("actuals_ahead", day=file.day, today=self._days.today)

    def _fault(self, member: StoreMember, file: ActualsOfOne) -> str:
        """Say what does not fit between a file and its project; blank where all does."""
        if file.filed and file.filed != member.stored.file_hash:
            other = self._by_hash.get(file.filed)
            return word("actuals_hash_of", project=Long(other.name)) if other else word("actuals_hash_old")
        if file.code and member.stored.code and file.code not in {member.key, member.stored.code}:
            return word("actuals_code_other", found=file.code)
        return ""

    def _doubt(self, member: StoreMember, file: ActualsOfOne, beside: list[ActualsOfOne]) -> str:
        also = word("actuals_doubt_beside", files=_names(beside)) if beside else ""
        return self._fault(member, file) + also

    def _refused(self, member: StoreMember, refused: Mapping[ActualsOfOne, str], files: list[ActualsOfOne]) -> Adopted:
        """Take none of the files of a project; the first reason stands for all."""
        for file, why in refused.items():
            self._tell([file], ActualsUse.REFUSED, why, member)
        others = [file for file in files if file not in refused]
        self._tell(others, ActualsUse.PASSED, word("actuals_undecided"), member)
        file, why = next(iter(refused.items()))
        return Adopted(reason=f"{file.path}：{why}", failed=True)

    def _tell(
        self, files: Iterable[ActualsOfOne], use: ActualsUse, why: str, member: StoreMember | None = None
    ) -> None:
        project = member.name if member else ""
        for file in files:
            day = file.day.isoformat() if file.day else file.typed
            self._used[file.path] = FileUsed(file.path, project, day, use, why)


def _same_day(files: Sequence[ActualsOfOne]) -> dict[ActualsOfOne, str]:
    """Say of each file which others are of its day."""
    return {
        file: word("actuals_same_day", files=_names(other for other in files if other is not file), day=file.day)
        for file in files
    }


def _names(files: Iterable[ActualsOfOne]) -> Long:
    return Long(listed(file.path for file in files))
