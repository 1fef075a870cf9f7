"""The exact filling, by HiGHS through scipy (extra `batch`): priority by priority, each at its largest before the next."""

from collections.abc import Sequence
from itertools import groupby

from bondcalc.portfolio.batch.filling import Filled, ranked
from bondcalc.portfolio.batch.quota import Candidate, Quota
from bondcalc.portfolio.kept_record import FEN

SECONDS = 60
"""Time for one priority; what is not proven by then is told as a gap."""
LOOSE = 1e-6
"""万元 by which a solver may miss a limit: answers are held to the limits in whole 分 afterwards."""


def there() -> bool:
    """Tell whether scipy is installed."""
    try:
        import scipy.optimize  # noqa: F401 - asked for, not used
    except ImportError:
        return False
    return True


def exactly(candidates: Sequence[Candidate], quotas: Sequence[Quota]) -> Filled | None:
    """Choose exactly; None where the solver gives no answer that keeps the limits to the 分."""
    able = ranked(candidates)
    if not able:
        return Filled((), 0, exact=True)
    kept: list[tuple[list[bool], int]] = []
    gap, chosen = 0, [False] * len(able)
    for _, group in groupby(able, key=lambda candidate: candidate.priority):
        keys = {candidate.key for candidate in group}
        level = [candidate.key in keys for candidate in able]
        answer = _level(able, quotas, level, kept)
        if answer is None:
            return None
        chosen, missed = answer
        gap += missed
        kept.append(
            (
                level,
                sum(
                    candidate.amount for candidate, here, mine in zip(able, chosen, level, strict=True) if here and mine
                ),
            )
        )
    made = tuple(candidate for candidate, here in zip(able, chosen, strict=True) if here)
    return Filled(made, gap, exact=True) if _holds(made, quotas) else None


def _level(
    able: Sequence[Candidate], quotas: Sequence[Quota], level: Sequence[bool], kept: Sequence[tuple[list[bool], int]]
) -> tuple[list[bool], int] | None:
    """Make the most of one priority under the quotas and what higher ones already have; with the amount not proven, 分."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    amounts = np.array([_units(candidate.amount) for candidate in able])
    rows = [[_units(quota.used_by(candidate)) for candidate in able] for quota in quotas]
    tops = [_units(quota.fen) + LOOSE for quota in quotas]
    least = [-np.inf] * len(quotas)
    for mask, amount in kept:
        rows.append(list(np.where(mask, amounts, 0)))
        least.append(_units(amount) - LOOSE)
        tops.append(np.inf)
    solution = milp(
        -np.where(level, amounts, 0.0),
        integrality=np.ones(len(able)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(np.array(rows), least, tops)] if rows else [],
        options={"time_limit": SECONDS, "mip_rel_gap": 0},
    )
    if solution.x is None:
        return None
    chosen = [bool(share > 0.5) for share in solution.x]
    reached = sum(candidate.amount for candidate, here, mine in zip(able, chosen, level, strict=True) if here and mine)
    proven = reached if solution.mip_dual_bound is None else round(-solution.mip_dual_bound * float(FEN))
    return chosen, max(0, proven - reached) if solution.status else 0


def _units(fen: int) -> float:
    return float(fen) / float(FEN)


def _holds(made: Sequence[Candidate], quotas: Sequence[Quota]) -> bool:
    return all(sum(quota.used_by(candidate) for candidate in made) <= quota.fen for quota in quotas)
