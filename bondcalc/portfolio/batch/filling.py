"""Fills a batch: whole projects, by priority, as much as the bounds let in; one after another, or exactly by HiGHS.

By priority first: what a project of a higher priority can have is never given up for one of a lower, however large.
Projects of a pooled bond go together, with the highest priority among them: the bond that one needs is issued whole.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from bondcalc.portfolio.batch.quota import BatchBound, Candidate, Quota
from bondcalc.portfolio.told.region_codes import level_of


@dataclass(frozen=True)
class Filled:
    """What was chosen, in the order of choice; `gap` is how much more there may be at most, 分, `exact` whether HiGHS solved it."""

    chosen: tuple[Candidate, ...]
    gap: int
    exact: bool

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of what is chosen."""
        return frozenset(candidate.key for candidate in self.chosen)

    @property
    def amount(self) -> int:
        """All that is chosen, 分."""
        return sum(candidate.amount for candidate in self.chosen)


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Give those that can go, by priority (blank last), then the larger amount, then key: the order of the list counts for nothing."""
    able = (candidate for candidate in candidates if not candidate.barred)
    return sorted(able, key=lambda candidate: (_rank(candidate), -candidate.amount, candidate.key))


def _rank(candidate: Candidate) -> float:
    return float("inf") if candidate.priority is None else candidate.priority


@dataclass(frozen=True)
class Together:
    """What goes whole or not at all: a project, or the projects of pooled bonds (集合发行)."""

    members: tuple[Candidate, ...]

    @property
    def rank(self) -> float:
        """The highest priority among them."""
        return min(map(_rank, self.members))

    @property
    def amount(self) -> int:
        """All they would issue, 分."""
        return sum(candidate.amount for candidate in self.members)

    def uses(self, bound: BatchBound) -> int:
        """Tell how much of a bound they use."""
        return sum(map(bound.used_by, self.members))


def together(candidates: Sequence[Candidate]) -> list[Together]:
    """Give what goes whole, in the order of `ranked`."""
    alone = [Together((candidate,)) for candidate in ranked(candidates) if not candidate.pool]
    pooled = sorted((candidate for candidate in ranked(candidates) if candidate.pool), key=lambda member: member.pool)
    pools = [Together(tuple(members)) for _, members in groupby(pooled, key=lambda member: member.pool)]
    return sorted((*alone, *pools), key=lambda going: (going.rank, -going.amount, going.members[0].key))


def greedy(candidates: Sequence[Candidate], bounds: Sequence[BatchBound]) -> Filled:
    """Take one after another whatever still fits; the gap is that to a bound nothing can pass."""
    left = {bound: bound.most for bound in bounds}
    chosen: list[Candidate] = []
    for going in together(candidates):
        uses = {bound: used for bound in bounds if (used := going.uses(bound))}
        if all(used <= left[bound] for bound, used in uses.items()):
            chosen += going.members
            left |= {bound: left[bound] - used for bound, used in uses.items()}
    filled = sum(candidate.amount for candidate in chosen)
    return Filled(tuple(chosen), ceiling(candidates, bounds) - filled, exact=False)


def ceiling(candidates: Sequence[Candidate], bounds: Sequence[BatchBound]) -> int:
    """Give an amount that no choice can pass: a bound keeps out what goes beyond it, and the rest has to fit under the others."""
    able = ranked(candidates)
    whole = sum(candidate.amount for candidate in able)
    single = [whole - bound.cut(able) for bound in bounds]
    quotas = [bound for bound in bounds if isinstance(bound, Quota)]
    apart = [whole - sum(quota.cut(able) for quota in group) for group in _groups(quotas)]
    return min([whole, *single, *apart])


def _groups(quotas: Sequence[Quota]) -> list[list[Quota]]:
    """Give quotas of a kind that have no project in common, so that what each cuts off adds up; regions of one level only."""
    groups: dict[tuple[str, int], dict[str, Quota]] = {}
    for quota in quotas:
        level = level_of(quota.of) if quota.kind == "region" else 0
        # The tighter of two on the same thing counts.
        known = groups.setdefault((quota.kind, level), {})
        known[quota.of] = min(known.get(quota.of, quota), quota, key=lambda stated: stated.fen)
    return [list(group.values()) for group in groups.values()]


Solver = Callable[[Sequence[Candidate], Sequence[BatchBound]], Filled | None]


def filled(candidates: Sequence[Candidate], bounds: Sequence[BatchBound], solver: Solver | None = None) -> Filled:
    """Fill exactly where a solver is there and finds an answer, else one after another."""
    return (solver(candidates, bounds) if solver else None) or greedy(candidates, bounds)


AnyBound = TypeVar("AnyBound", bound=BatchBound)
"""Quotas, or bounds of any kind."""


def rooms(made: Filled, bounds: Sequence[AnyBound]) -> dict[AnyBound, int]:
    """Give what is left of each bound."""
    return {bound: bound.most - sum(map(bound.used_by, made.chosen)) for bound in bounds}


def misfits(going: Together, left: Mapping[AnyBound, int]) -> list[tuple[AnyBound, int]]:
    """Say which bounds keep out what was not chosen, with what is left of each."""
    return [(bound, room) for bound, room in left.items() if going.uses(bound) > room]
