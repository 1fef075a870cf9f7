"""C13 of a pool, told by member: each covers its own debt from its own revenue; the pool heals nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from bondcalc.inputs.sheets.settings import Settings
from bondcalc.portfolio.pooled.shared_bond import PoolMember, SharedBond
from bondcalc.schedules import coverage


@dataclass(frozen=True)
class MemberCover:
    """E and F of a member in 元, unrounded, as its own calculation has them; `ratio` None where it owes nothing."""

    name: str
    revenue: Fraction
    service: Fraction
    floor: Decimal

    @property
    def ratio(self) -> Fraction | None:
        """E/F, exactly."""
        return self.revenue / self.service if self.service else None

    @property
    def short(self) -> bool:
        """Tell whether it does not cover its own debt."""
        return self.ratio is not None and self.ratio < self.floor


def cover_of(member: PoolMember) -> MemberCover:
    """Read the coverage of a member."""
    result = member.result
    basis = result.book.use(coverage.schedule).basis
    yuan = Fraction(result.project.form(Settings).yuan_per_unit)
    return MemberCover(
        member.name,
        Fraction(result.figures.amount(basis.revenue)) * yuan,
        Fraction(result.figures.amount(basis.service)) * yuan,
        result.rules.value("coverage_floor").number,
    )


def covers(shared: SharedBond) -> Iterator[MemberCover]:
    """Read the coverage of every member, in their order."""
    return map(cover_of, shared.members)


def pool_cover(shared: SharedBond) -> MemberCover:
    """Add the members up: Σ E over Σ F, never a mean of ratios."""
    each = list(covers(shared))
    revenue = sum((cover.revenue for cover in each), Fraction(0))
    service = sum((cover.service for cover in each), Fraction(0))
    return MemberCover("合计", revenue, service, max(cover.floor for cover in each))
