"""A pooled bond (集合发行) with its members: who has how much of it, each from its own file, and what does not fit together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from bondcalc.analysis.stress.sensitivity import thresholds
from bondcalc.inputs.project import sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.money import half_up
from bondcalc.portfolio.list_sheets import Allocation, ListedProject
from bondcalc.portfolio.pooled.form_figures import FormFigures, added, figures_of_form, unrounded
from bondcalc.portfolio.project_list import Portfolio
from bondcalc.problem import Place, Problem
from bondcalc.result.result import Result
from bondcalc.schedules import bonds, disclosure, this_issue
from bondcalc.wording.messages import file_error, listed, problem

LIST_UNIT = Decimal(10_000)
"""元 in the 万元 that a list counts in."""
HUNDRED_MILLION = Decimal(100_000_000)
FORM_QUANTUM = Decimal("0.0001")
"""The form's smallest amount, 亿元: 1 万元."""
TERMS = (Bond.coupon, Bond.repayment, Bond.grace_years, Bond.option_date, Bond.option, Bond.by_bond_year)
"""What the members' files must say alike of their one bond, beside first and last day and the payments a year."""
ALLOCATIONS = "债券分配"


@dataclass(frozen=True)
class PoolMember:
    """A project with a part of the bond: `share` in 元, `bond` the row of its own file, None where that has none.

    `position` is the row of 债券分配 among the rows of the sheet, from 0.
    """

    listed: ListedProject
    sha256: str
    result: Result
    share: Decimal
    bond: Bond | None
    position: int

    @property
    def name(self) -> str:
        """The name of the project."""
        return self.result.project.form(Particulars).name

    @property
    def as_capital(self) -> Decimal:
        """元 of the bond that serve as capital of the project (用作资本金)."""
        used = self.bond.used_as_capital if self.bond else Decimal(0)
        return used * self.result.project.form(Settings).yuan_per_unit

    @cached_property
    def form(self) -> FormFigures:
        """The figures of its own form."""
        return figures_of_form(self.result)

    @cached_property
    def unrounded(self) -> dict[str, Fraction]:
        """The same totals in 元, not rounded."""
        return unrounded(self.result)

    @property
    def limits(self) -> list[Decimal]:
        """Every level its E/F is held to."""
        return thresholds(self.result.project, self.result.rules)

    @property
    def last_year(self) -> int:
        """The last year of its form: that of the last payment of the bonds the form counts."""
        book = self.result.book
        issue = book.use(this_issue.schedule).issue
        if issue is not None and self.counts_issue:
            return issue.window.last.year
        return max(tranche.last_day.year for tranche in book.use(bonds.schedule).tranches)

    @property
    def counts_issue(self) -> bool | None:
        """Tell whether its form counts the life of this issue alone; None where it has one life only."""
        issue = self.result.book.use(this_issue.schedule).issue
        return None if issue is None else self.result.book.use(disclosure.schedule).period.issue


@dataclass(frozen=True)
class SharedBond:
    """A bond and its members on a day (None: as issued); its amounts are the sums of theirs."""

    code: str
    members: tuple[PoolMember, ...]
    day: date | None = None

    @property
    def terms(self) -> Bond:
        """The bond as the first member states it; all state it alike."""
        return next(member.bond for member in self.members if member.bond is not None)

    @property
    def face(self) -> Decimal:
        """计划发行额 in 亿元: the sum of the members' parts, each rounded first."""
        return sum((disclosed(member.share) for member in self.members), Decimal(0))

    @property
    def as_capital(self) -> Decimal:
        """亿元 of it that serve as capital."""
        return sum((disclosed(member.as_capital) for member in self.members), Decimal(0))

    @property
    def filed(self) -> date:
        """成文日期: the last one of the members' files, where it is blank their 适用规定日期, as in a form of one project."""
        return max(member.result.filing_date for member in self.members)

    @cached_property
    def form(self) -> FormFigures:
        """Section 二 of the form: the sum of the members' forms."""
        return added(member.form for member in self.members)

    @cached_property
    def unrounded(self) -> dict[str, Fraction]:
        """The totals behind its ratios in 元: sums of the members', none of them rounded."""
        return {
            id_: sum((member.unrounded[id_] for member in self.members), Fraction(0))
            for id_ in self.members[0].unrounded
        }

    @property
    def limits(self) -> list[Decimal]:
        """What the pool is held to: the floor, the highest of those of its members."""
        return [max(min(member.limits) for member in self.members)]


def disclosed(yuan: Decimal) -> Decimal:
    """Give 元 as the form prints it: 亿元 with four decimals."""
    return half_up(yuan / HUNDRED_MILLION, FORM_QUANTUM)


def rows_of(portfolio: Portfolio, code: str) -> list[tuple[int, Allocation]]:
    """Give the rows of a bond on 债券分配 with their places. Raises FileError where there is none."""
    rows = [(number, row) for number, row in enumerate(portfolio.allocations) if row.bond == code]
    if not rows:
        known = listed(dict.fromkeys(row.bond for row in portfolio.allocations))
        raise file_error("bond_not_allocated", name=portfolio.name, found=code, known=known or None)
    return rows


def in_force(row: Allocation, day: date) -> bool:
    """Tell whether a share is held on a day."""
    return (row.start is None or row.start <= day) and (row.end is None or day < row.end)


def place_of(member: PoolMember) -> tuple[float, str, str]:
    """Tell where a member stands: by priority (blank last), code, path; the order of the list and of a store count for nothing."""
    priority, code = member.listed.priority, member.listed.code or member.result.project.form(Particulars).code
    return float("inf") if priority is None else priority, code or "", member.listed.path


def bond_of(result: Result, code: str) -> Bond | None:
    """Find the bond in a project file, by its id or its name."""
    rows = result.project.rows(Bond)
    return next((row for row in rows if code in {row.id, row.name}), None)


def unfit(shared: SharedBond) -> list[Problem]:
    """Give everything that keeps the members' files from being one bond, by member."""
    return [fault for member in shared.members for fault in (*_own(shared, member), *_alike(shared, member))]


def _place(member: PoolMember) -> Place:
    return Place(ALLOCATIONS, member.position, 0, member.listed.code or member.listed.path)


def _own(shared: SharedBond, member: PoolMember) -> Iterator[Problem]:
    """The file has the bond, with the amount of the list."""
    if member.bond is None:
        known = listed(row.name or row.id for row in member.result.project.rows(Bond))
        yield problem(_place(member), "pool_bond_missing", found=shared.code, known=known)
    elif (yuan := member.bond.face * member.result.project.form(Settings).yuan_per_unit) != member.share:
        yield problem(_place(member), "pool_amount_differs", found=yuan / LIST_UNIT, stated=member.share / LIST_UNIT)


def _alike(shared: SharedBond, member: PoolMember) -> Iterator[Problem]:
    """The terms are those of the first member's file, and every form counts the same life."""
    first = next((other for other in shared.members if other.bond is not None), member)
    if member.bond is None or first.bond is None:
        return
    differing = [name for name, mine, theirs in _terms(member.bond, first.bond) if mine != theirs]
    if differing:
        yield problem(_place(member), "pool_terms_differ", found=listed(differing), other=first.name)
    counted = next((other for other in shared.members if other.counts_issue is not None), member)
    if member.counts_issue not in {None, counted.counts_issue}:
        yield problem(_place(member), "pool_period_differs", other=counted.name)


def _terms(mine: Bond, theirs: Bond) -> Iterator[tuple[str, object, object]]:
    cells = sheet_of(Bond)
    for term in TERMS:
        yield cells.cell(term).zh, getattr(mine, term.name), getattr(theirs, term.name)
    yield cells.cell(Bond.value_date).zh, mine.begins(), theirs.begins()
    yield cells.cell(Bond.maturity_date).zh, mine.due(), theirs.due()
    yield cells.cell(Bond.payments_a_year).zh, mine.times(), theirs.times()
