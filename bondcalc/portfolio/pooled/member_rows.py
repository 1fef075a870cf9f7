"""The sheet 集合发行项目 of one member: the other projects of its bond with E and F computed from their own files, by hash."""

from dataclasses import replace
from decimal import Decimal
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
    settings = project.form(Settings)
    places = places_of(settings.quantum)

    def told(yuan: Fraction) -> Decimal:
        """Give an amount in the unit and to the quantum of the project."""
        return half_up_fraction(yuan / Fraction(settings.yuan_per_unit), places)

    rows = []
    for number, member in enumerate(others, 1):
        cover = cover_of(member)
        rows.append(
            Member(
                id=str(number),
                name=member.name,
                revenue=told(cover.revenue),
                service=told(cover.service),
                file=member.listed.path,
                sha256=member.sha256,
            )
        )
    return replace(project, tables={**project.tables, "pool": tuple(rows)})


def _member(shared: SharedBond, project: str) -> PoolMember:
    for member in shared.members:
        if project in {member.listed.code, member.listed.path, member.name}:
            return member
    known = listed(member.listed.code or member.listed.path for member in shared.members)
    raise file_error("no_member", found=project, bond=shared.code, known=known)
