"""The sheets 集合发行项目 of the members, held against the files they name: what they say of one another may be out of date."""

from collections.abc import Iterator
from dataclasses import dataclass

from bondcalc.inputs.sheets.pool_members import Member
from bondcalc.portfolio.pooled.member_rows import row_of
from bondcalc.portfolio.pooled.shared_bond import PoolMember, SharedBond


@dataclass(frozen=True)
class StaleMember:
    """A row on the sheet of `where` that no longer says what the file of `member` gives; `typed`: it names no file."""

    where: str
    member: str
    typed: bool


def stale(shared: SharedBond) -> Iterator[StaleMember]:
    """Give every row about a member of the bond that is typed, of another file, or of other figures, by project."""
    by_file = {member.listed.path: member for member in shared.members}
    by_name = {member.name: member for member in shared.members}
    for where in shared.members:
        for row in where.result.project.rows(Member):
            member = by_file.get(row.file or "") or by_name.get(row.name)
            if member is not None and not _same(row, member, where):
                yield StaleMember(where.name, member.name, not row.computed)


def _same(row: Member, member: PoolMember, where: PoolMember) -> bool:
    now = row_of(member, where.result.project, row.id)
    said = (row.file, row.sha256 and row.sha256.lower(), row.revenue, row.service)
    return said == (now.file, now.sha256, now.revenue, now.service)
