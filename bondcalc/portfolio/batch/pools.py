"""Pooled bonds (集合发行) of a batch: a bond is issued whole, so its projects go together or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bondcalc.portfolio.batch.quota import Candidate
from bondcalc.portfolio.kept_record import BondKept
from bondcalc.portfolio.store_reader import StoredAllocation
from bondcalc.wording.in_turn import in_turn


def shares_at_issue(
    allocations: Iterable[StoredAllocation], planned: Mapping[str, Sequence[BondKept]]
) -> dict[str, dict[str, int]]:
    """Give who has how much of each planned bond when it is issued, 分, by bond and project; parts of later days are changes of use."""
    days = {name: bond.value_date for bonds in planned.values() for bond in bonds for name in (bond.id, bond.name)}
    shares: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in allocations:
        day = days.get(row.bond)
        if day is not None and row.start <= day and (row.end is None or day < row.end):
            shares[row.bond][row.key] += row.fen
    return shares


def pools(shares: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Give the bonds that tie each project to others, by project; those of several bonds are tied by all of them."""
    tied: list[tuple[set[str], set[str]]] = []
    for bond, holders in sorted(shares.items()):
        if len(holders) > 1:
            touching = [pair for pair in tied if pair[0] & holders.keys()]
            keys = set(holders).union(*(keys for keys, _ in touching))
            tied = [pair for pair in tied if pair not in touching]
            tied.append((keys, {bond}.union(*(bonds for _, bonds in touching))))
    return {key: in_turn(sorted(bonds)) for keys, bonds in tied for key in keys}


def tied(candidates: Sequence[Candidate], outside: Mapping[str, str]) -> list[Candidate]:
    """Bar every project of a pooled bond of which one cannot go; `outside` says why a project is no candidate, by key."""
    why: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for candidate in candidates:
        if reason := outside.get(candidate.key) or next(iter(candidate.barred), ""):
            why[candidate.pool].append((candidate.key, f"{candidate.name}（{reason}）"))
    return [
        replace(
            candidate,
            barred=(
                *candidate.barred,
                *(
                    f"集合发行债券{candidate.pool}须各项目一并发行，其中{said}"
                    for key, said in (why[candidate.pool] if candidate.pool else ())
                    if key != candidate.key
                ),
            ),
        )
        for candidate in candidates
        if candidate.key not in outside
    ]
