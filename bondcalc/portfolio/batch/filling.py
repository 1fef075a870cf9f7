"""Fills a batch: whole projects, by priority, as much as the quotas let in; one after another, or exactly by HiGHS.

By priority first: what a project of a higher priority can have is never given up for one of a lower, however large.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bondcalc.portfolio.batch.quota import Candidate, Quota


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


def greedy(candidates: Sequence[Candidate], quotas: Sequence[Quota]) -> Filled:
    """Take one after another whatever still fits; the gap is that to a bound nothing can pass."""
    left = {quota: quota.fen for quota in quotas}
    chosen = []
    for candidate in ranked(candidates):
        uses = {quota: quota.used_by(candidate) for quota in quotas}
        if all(used <= left[quota] for quota, used in uses.items()):
            chosen.append(candidate)
            left = {quota: room - uses[quota] for quota, room in left.items()}
    filled = sum(candidate.amount for candidate in chosen)
    return Filled(tuple(chosen), bound(candidates, quotas) - filled, exact=False)


def bound(candidates: Sequence[Candidate], quotas: Sequence[Quota]) -> int:
    """Give an amount that no choice can pass: a quota holds what falls under it, and the rest has to fit under the others."""
    able = ranked(candidates)
    whole = sum(candidate.amount for candidate in able)
    single = [whole - max(0, _under(able, quota) - quota.fen) for quota in quotas]
    apart = [whole - sum(max(0, _under(able, quota) - quota.fen) for quota in group) for group in _groups(quotas)]
    return min([whole, *single, *apart])


def _under(able: Sequence[Candidate], quota: Quota) -> int:
    return sum(quota.used_by(candidate) for candidate in able)


def _groups(quotas: Sequence[Quota]) -> list[list[Quota]]:
    """Give quotas of a kind that have no project in common, so that what each cuts off adds up; regions of one level only."""
    groups: dict[tuple[str, int], dict[str, Quota]] = {}
    for quota in quotas:
        level = len(quota.of.rstrip("0")) if quota.kind == "region" else 0
        # The tighter of two on the same thing counts.
        known = groups.setdefault((quota.kind, (level + 1) // 2), {})
        known[quota.of] = min(known.get(quota.of, quota), quota, key=lambda stated: stated.fen)
    return [list(group.values()) for group in groups.values()]


Solver = Callable[[Sequence[Candidate], Sequence[Quota]], Filled | None]


def filled(candidates: Sequence[Candidate], quotas: Sequence[Quota], solver: Solver | None = None) -> Filled:
    """Fill exactly where a solver is there and finds an answer, else one after another."""
    return (solver(candidates, quotas) if solver else None) or greedy(candidates, quotas)


def rooms(made: Filled, quotas: Sequence[Quota]) -> dict[Quota, int]:
    """Give what is left of each quota, 分."""
    return {quota: quota.fen - sum(map(quota.used_by, made.chosen)) for quota in quotas}


def misfits(candidate: Candidate, left: Mapping[Quota, int]) -> list[tuple[Quota, int]]:
    """Say which quotas keep out a project that was not chosen, with what is left of each, 分."""
    return [(quota, room) for quota, room in left.items() if quota.used_by(candidate) > room]
