"""The exact filling, by HiGHS through scipy (extra `batch`): priority by priority, each at its largest before the next."""

from collections.abc import Sequence
from itertools import compress, groupby

from bondcalc.portfolio.batch.filling import Filled, Together, together
from bondcalc.portfolio.batch.quota import BatchBound, Candidate
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


def exactly(candidates: Sequence[Candidate], bounds: Sequence[BatchBound]) -> Filled | None:
    """Choose exactly; None where the solver gives no answer that keeps the limits to the 分."""
    able = together(candidates)
    if not able:
        return Filled((), 0, exact=True)
    kept: list[tuple[list[bool], int]] = []
    gap, chosen = 0, [False] * len(able)
    for rank, _ in groupby(able, key=lambda going: going.rank):
        level = [going.rank == rank for going in able]
        answer = _level(able, bounds, level, kept)
        if answer is None:
            return None
        chosen, missed = answer
        gap += missed
        kept.append((level, _reached(able, chosen, level)))
    made = tuple(member for going in compress(able, chosen) for member in going.members)
    return Filled(made, gap, exact=True) if _holds(made, bounds) else None


def _reached(able: Sequence[Together], chosen: Sequence[bool], level: Sequence[bool]) -> int:
    return sum(going.amount for going, here, mine in zip(able, chosen, level, strict=True) if here and mine)


def _level(
    able: Sequence[Together],
    bounds: Sequence[BatchBound],
    level: Sequence[bool],
    kept: Sequence[tuple[list[bool], int]],
) -> tuple[list[bool], int] | None:
    """Make the most of one priority under the bounds and what higher ones already have; with the amount not proven, 分."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    amounts = np.array([_units(going.amount) for going in able])
    rows = [[_units(going.uses(bound), bound.unit) for going in able] for bound in bounds]
    tops = [_units(bound.most, bound.unit) + LOOSE for bound in bounds]
    least = [-np.inf] * len(bounds)
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
    reached = _reached(able, chosen, level)
    proven = reached if solution.mip_dual_bound is None else round(-solution.mip_dual_bound * float(FEN))
    return chosen, max(0, proven - reached) if solution.status else 0


def _units(amount: int, unit: int = int(FEN)) -> float:
    return float(amount) / unit


def _holds(made: Sequence[Candidate], bounds: Sequence[BatchBound]) -> bool:
    return all(sum(map(bound.used_by, made)) <= bound.most for bound in bounds)
