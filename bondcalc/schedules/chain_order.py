"""Who supplies whom, as a graph: loops, density, the longest chain, and the order in which dependence is worked out."""

from collections.abc import Iterable, Sequence

SupplyPair = tuple[str, str]
"""Supplier and buyer, by id."""


def reached(start: str, pairs: Iterable[SupplyPair]) -> set[str]:
    """Give every firm that a firm's supplies reach, itself only where a loop leads back."""
    after: dict[str, list[str]] = {}
    for supplier, buyer in pairs:
        after.setdefault(supplier, []).append(buyer)
    met: set[str] = set()
    waiting = list(after.get(start, ()))
    while waiting:
        firm = waiting.pop()
        if firm not in met:
            met.add(firm)
            waiting += after.get(firm, ())
    return met


def loops(pairs: Sequence[SupplyPair]) -> set[SupplyPair]:
    """Give the pairs that stand in a circle (循环供应): the buyer's own supplies reach the supplier."""
    return {(supplier, buyer) for supplier, buyer in pairs if supplier in reached(buyer, pairs)}


def ordered(firms: Sequence[str], pairs: Sequence[SupplyPair]) -> list[str]:
    """Order firms so that every supplier stands before its buyers; pairs must be without loops, ties keep the given order."""
    left, placed = list(firms), list[str]()
    while left:
        free = next(firm for firm in left if not any(buyer == firm and supplier in left for supplier, buyer in pairs))
        left.remove(free)
        placed.append(free)
    return placed


def density(firms: Sequence[str], pairs: Sequence[SupplyPair]) -> tuple[int, int]:
    """Count the pairs that trade, and those that could (关联密度): n(n-1) of n firms.

    By hand in tests/schedules/test_linkage.py: test_density_and_the_longest_chain.
    """
    return len(set(pairs)), len(firms) * (len(firms) - 1)


def longest(firms: Sequence[str], pairs: Sequence[SupplyPair], leader: str | None = None) -> list[str]:
    """Give the firms of the longest chain, each supplying the next; what stands in a loop is left out. Empty without supplies.

    A loop through the leading firm is opened where its own sales begin: the chain ends with it.

    By hand in tests/schedules/test_linkage.py: test_density_and_the_longest_chain.
    """
    rings = loops(pairs)
    pairs = [pair for pair in pairs if pair not in rings or pair[0] != leader]
    circles = loops(pairs)
    kept = [pair for pair in pairs if pair not in circles]
    best: dict[str, list[str]] = {}
    for firm in reversed(ordered(firms, kept)):
        after = [best[buyer] for supplier, buyer in kept if supplier == firm]
        best[firm] = [firm, *max(after, key=len, default=[])]
    chain = max(best.values(), key=len, default=[])
    return chain if len(chain) > 1 else []
