"""The sheet 集合发行项目 of one member: the other projects of its bond with E and F computed from their own files, by hash."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.pool_members import Member
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import half_up_fraction, places_of
from bondcalc.portfolio.pooled.joined_bond import join
from bondcalc.portfolio.pooled.ring_fence import cover_of
from bondcalc.portfolio.pooled.shared_bond import PoolMember, SharedBond
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.project_file import write_project
from bondcalc.wording.messages import file_error, listed


def with_members(portfolio: Portfolio, code: str, project: str, target: Path) -> int:
    """Write a member's project file again, with the other members on its sheet; give how many they are.

    Raises ProjectError, and FileError for a project that has no part of the bond and for a target that is there.
    """
    shared = join(portfolio, code)
    mine = _member(shared, project)
    others = [member for member in shared.members if member is not mine]
    write_project(target, filled_in(mine.result.project, others))
    return len(others)


def filled_in(project: Project, others: list[PoolMember]) -> Project:
    """Put members on the sheet of a project, in its unit of money; what stood there is replaced."""
    rows = tuple(row_of(member, project, str(number)) for number, member in enumerate(others, 1))
    return replace(project, tables={**project.tables, "pool": rows})


def row_of(member: PoolMember, project: Project, id_: str) -> Member:
    """State a member as a row in another project: E and F in the unit and to the quantum of that one, the file by its hash."""
    settings, cover = project.form(Settings), cover_of(member)
    places, unit = places_of(settings.quantum), Fraction(settings.yuan_per_unit)
    return Member(
        id=id_,
        name=member.name,
        revenue=half_up_fraction(cover.revenue / unit, places),
        service=half_up_fraction(cover.service / unit, places),
        file=member.listed.path,
        sha256=member.sha256,
    )


def _member(shared: SharedBond, project: str) -> PoolMember:
    for member in shared.members:
        if project in {member.listed.code, member.listed.path, member.name}:
            return member
    known = listed(member.listed.code or member.listed.path for member in shared.members)
    raise file_error("no_member", found=project, bond=shared.code, known=known)
