"""Reads and computes the members of a pooled bond, each from its own file."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bondcalc.data import digest
from bondcalc.inputs.read import load, read_bytes
from bondcalc.portfolio.list_sheets import Allocation, ListedProject
from bondcalc.portfolio.pooled.shared_bond import (
    ALLOCATIONS,
    LIST_UNIT,
    PoolMember,
    SharedBond,
    bond_of,
    in_force,
    place_of,
    rows_of,
    unfit,
)
from bondcalc.portfolio.pooled.stored_list import StoredList
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.problem import FileError, Place, Problem, ProjectError
from bondcalc.run import compute
from bondcalc.wording.messages import Long, file_error, problem


def join(portfolio: Portfolio, code: str, day: date | None = None) -> SharedBond:
    """Join the members of a bond on a day (None: on its value date, as issued).

    Raises ProjectError with everything that does not fit together, by member, and FileError for a bond nobody has, or
    for a day on which nobody uses its money yet or any more.
    """
    holders = everybody(portfolio, code)
    stated = [member.bond for member, _ in holders if member.bond is not None]
    first = min((bond.begins() for bond in stated), default=date.max)
    if day is not None and stated:
        _hold_day(code, day, first, max(bond.last_day() for bond in stated))
    on = day or first
    members = _together(member for member, row in holders if not stated or in_force(row, on))
    shared = SharedBond(code, tuple(sorted(members, key=place_of)), day)
    if not shared.members:
        raise file_error("bond_not_held", found=code, day=on)
    if problems := unfit(shared):
        raise ProjectError(problems)
    return shared


def _hold_day(code: str, day: date, first: date, last: date) -> None:
    """Refuse a day before the money comes or after it is repaid: a form of that day would state what nobody has. Raises FileError."""
    if day < first:
        raise file_error("bond_not_yet", found=code, day=day, first=first)
    if day >= last:
        raise file_error("bond_repaid", found=code, day=day, last=last)


def _together(members: Iterable[PoolMember]) -> list[PoolMember]:
    """Add up the parts that a project has at one time, in several rows."""
    by_file: dict[str, PoolMember] = {}
    for member in members:
        known = by_file.get(member.listed.path)
        by_file[member.listed.path] = member if known is None else replace(known, share=known.share + member.share)
    return list(by_file.values())


def everybody(portfolio: Portfolio, code: str) -> list[tuple[PoolMember, Allocation]]:
    """Compute every project that has or had a part of the bond; a file is computed once."""
    problems: list[Problem] = []
    computed: dict[str, PoolMember] = {}
    holders = []
    for number, row in rows_of(portfolio, code):
        try:
            path = listed_project(portfolio, row).path
            made = computed.get(path) or _member(portfolio, row, number, code)
            computed[path] = made
            holders.append((replace(made, share=row.amount * LIST_UNIT, position=number), row))
        except FileError as error:
            problems.append(problem(_place(number, row), "pool_file_refused", found=Long(str(error).rstrip("。."))))
        except ProjectError as error:
            first = Long(str(error.problems[0]))
            facts = {"count": len(error.problems), "found": first}
            problems.append(problem(_place(number, row), "pool_file_problems", **facts))
    if problems:
        raise ProjectError(problems)
    return holders


def _place(number: int, row: Allocation) -> Place:
    return Place(ALLOCATIONS, number, 0, row.project)


def _member(portfolio: Portfolio, row: Allocation, number: int, code: str) -> PoolMember:
    stated = listed_project(portfolio, row)
    file = load(portfolio.file_of(stated))
    if isinstance(portfolio, StoredList) and portfolio.hashes.get(stated.path) != digest(file.data):
        raise file_error("changed_since", name=file.name, store=portfolio.name)
    result = compute(read_bytes(file.name, file.data))
    return PoolMember(
        listed=stated,
        sha256=digest(file.data),
        result=result,
        share=row.amount * LIST_UNIT,
        bond=bond_of(result, code),
        position=number,
    )


def listed_project(portfolio: Portfolio, row: Allocation) -> ListedProject:
    """Find the project of a row of 债券分配, by its code or its file; the list is checked before."""
    return next(stated for stated in portfolio.projects if row.project in {stated.code, stated.path})
