"""用途调整 (财预〔2021〕110号): money of a bond that moves from one project to another, and both projects tested again.

A project is tested with the part it has before and after the day, whatever its file says by now. What gives money up keeps the
interest it paid on it before the day; what takes it pays from the day on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.principal import PrincipalPayment
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.portfolio.list_sheets import Allocation
from bondcalc.portfolio.pooled.ring_fence import MemberCover, cover_of
from bondcalc.portfolio.pooled.shared_bond import ALLOCATIONS, LIST_UNIT, PoolMember, bond_of, in_force
from bondcalc.problem import Place, Problem
from bondcalc.result.result import Result
from bondcalc.run import compute
from bondcalc.schedules import bonds
from bondcalc.wording.messages import problem
from bondcalc.wording.terms import Verdict

Holder = tuple[PoolMember, Allocation]
"""A row of 债券分配 with the project it names."""


@dataclass(frozen=True)
class UseChange:
    """On a day a project's part of the bond becomes another; amounts in 元."""

    day: date
    member: PoolMember
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class TestedPart:
    """A project with one part of the bond: E and F, the rules it fails; None for `cover` where no bond is left to it."""

    cover: MemberCover | None
    failing: Mapping[str, str]


@dataclass(frozen=True)
class Retested:
    """Both readings of a change; `paid` is the interest the project paid on what it gives up, 元, part of F after the change.

    `untested` says why there is no reading.
    """

    change: UseChange
    before: TestedPart
    after: TestedPart
    paid: Decimal
    untested: str = ""


def changes(holders: Sequence[Holder], terms: Bond) -> list[UseChange]:
    """Give every change of a part between issue and maturity, by day, in the order of the list."""
    every = {day for _, row in holders for day in (row.start, row.end) if day is not None}
    days = sorted(day for day in every if terms.begins() < day < terms.due())
    projects = {member.listed.path: member for member, _ in holders}
    made = []
    for day in days:
        for path, member in projects.items():
            mine = [row for holder, row in holders if holder.listed.path == path]
            before, after = _held(mine, day - timedelta(days=1)), _held(mine, day)
            if before != after:
                made.append(UseChange(day, member, before, after))
    return made


def _held(rows: Sequence[Allocation], day: date) -> Decimal:
    return sum((row.amount for row in rows if in_force(row, day)), Decimal(0)) * LIST_UNIT


def unbalanced(made: Sequence[UseChange]) -> Iterator[Problem]:
    """Say on which day more or less is taken than given: a bond neither grows nor shrinks by a change of use."""
    for day in dict.fromkeys(change.day for change in made):
        given = sum((change.before - change.after for change in made if change.day == day), Decimal(0))
        if given:
            first = next(change for change in made if change.day == day)
            cell = Place(ALLOCATIONS, first.member.position, 0, first.member.listed.code or first.member.listed.path)
            yield problem(cell, "use_unbalanced", day=day, found=given / LIST_UNIT)


def retested(change: UseChange, code: str, terms: Bond) -> Retested:
    """Test a project with its part before and after the change; `terms` are those of the bond."""
    project, mine = change.member.result.project, change.member.bond
    agreed = mine is not None and any(row.bond == mine.id for row in project.rows(PrincipalPayment))
    if terms.repayment == "custom" or agreed:
        none = TestedPart(None, {})
        return Retested(change, none, none, Decimal(0), "按约定日期还本的，应先更新项目文件")
    before, after = (
        _computed(change.member, with_part(project, code, terms, yuan, change.day))
        for yuan in (change.before, change.after)
    )
    paid = _paid(before, code, change)
    return Retested(change, _tested(change.member, before), _tested(change.member, after, paid), paid)


def with_part(project: Project, code: str, terms: Bond, yuan: Decimal, day: date) -> Project:
    """Give a project with another part of a bond: its row with that face, a row of its own from the day on, or no row."""
    rows, face = list(project.rows(Bond)), yuan / project.form(Settings).yuan_per_unit
    known = next((row for row in rows if code in {row.id, row.name}), None)
    if known is not None:
        part = replace(known, face=face, used_as_capital=min(known.used_as_capital, face))
        rows = [part if row is known else row for row in rows]
    else:
        rows.append(_taken_over(replace(terms, id=code), face, day))
    return replace(project, tables={**project.tables, "bonds": tuple(row for row in rows if row.face)})


def _taken_over(bond: Bond, face: Decimal, day: date) -> Bond:
    """The row of a project that takes money over: the same terms and payment days; a bullet counts from the day on."""
    late = {"value_date": day, "first_value_date": bond.begins()} if bond.repayment == "bullet" else {}
    plain = {"used_as_capital": Decimal(0), "sub_project": None, "batch": None, "refinances": None}
    return replace(bond, face=face, status="issued", assigned_on=day, **late, **plain)  # type: ignore[arg-type]


def _computed(member: PoolMember, project: Project) -> Result | None:
    """Compute a project; None where no bond is left to it."""
    if not project.rows(Bond):
        return None
    return member.result if project.tables == member.result.project.tables else compute(project)


def _tested(member: PoolMember, result: Result | None, paid: Decimal = Decimal(0)) -> TestedPart:
    if result is None:
        return TestedPart(None, {})
    cover = cover_of(replace(member, result=result))
    failing = {finding.rule.id: finding.rule.zh for finding in result.findings if finding.verdict is Verdict.FAIL}
    return TestedPart(replace(cover, service=cover.service + Fraction(paid)), failing)


def _paid(before: Result | None, code: str, change: UseChange) -> Decimal:
    """Interest paid to the day on what is given up, 元; zero for a project that takes over."""
    bond = None if before is None else bond_of(before, code)
    if before is None or bond is None or change.after >= change.before:
        return Decimal(0)
    tranche = next(made for made in before.book.use(bonds.schedule).tranches if made.row.data.id == bond.id)
    due = zip(tranche.dates, before.figures.amounts(tranche.interest), strict=True)
    paid = sum((amount for day, amount in due if day <= change.day), Decimal(0))
    unit = before.project.form(Settings).yuan_per_unit
    return paid * unit * (change.before - change.after) / change.before
