"""抽查计划: which projects of a store are looked at again, by size, seed and strata of equal amounts."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STRATA = 5
"""Strata by amount, each with about the same sum; projects without a result stand apart."""


@dataclass(frozen=True)
class Stratum:
    """Projects of one size class: the smallest and largest amount (分; None without a result), how many, their sum, those drawn."""

    low: int | None
    high: int | None
    count: int
    fen: int
    drawn: tuple[str, ...]


@dataclass(frozen=True)
class SamplePlan:
    """A plan that anybody can draw again: size, seed, and the strata with what was drawn in each."""

    size: int
    seed: int
    strata: tuple[Stratum, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The projects that are drawn."""
        return frozenset(key for stratum in self.strata for key in stratum.drawn)


def everything(amounts: Mapping[str, int | None]) -> SamplePlan:
    """Plan to look at every project."""
    return sampled(amounts, len(amounts), 0)


def sampled(amounts: Mapping[str, int | None], size: int, seed: int) -> SamplePlan:
    """Draw so many projects, as many in each stratum as in any other: large ones are looked at more often than small ones.

    A project's place in the draw hangs on seed and key alone, so that neither order nor other projects move it. `amounts`
    are special bonds in 分, None of a project without a result.
    """
    strata = _strata(amounts)
    shares = _shares([len(stratum) for stratum in strata], min(size, len(amounts)))
    return SamplePlan(
        size=min(size, len(amounts)),
        seed=seed,
        strata=tuple(_stratum(keys, amounts, share, seed) for keys, share in zip(strata, shares, strict=True)),
    )


def _strata(amounts: Mapping[str, int | None]) -> list[list[str]]:
    """Part the projects, the largest first, so that each stratum holds about the same sum."""
    sized = sorted(
        ((fen, key) for key, fen in amounts.items() if fen is not None), key=lambda pair: (-pair[0], pair[1])
    )
    whole, so_far = sum(fen for fen, _ in sized) or 1, 0
    strata: list[list[str]] = [[] for _ in range(STRATA)]
    for fen, key in sized:
        strata[min(STRATA * so_far // whole, STRATA - 1)].append(key)
        so_far += fen
    strata.append(sorted(key for key, fen in amounts.items() if fen is None))
    return [stratum for stratum in strata if stratum]


def _shares(counts: Sequence[int], size: int) -> list[int]:
    """Share a size out among strata one by one; a stratum that is exhausted leaves its turn to the others."""
    shares = [0] * len(counts)
    while sum(shares) < size:
        for stratum, count in enumerate(counts):
            if shares[stratum] < count and sum(shares) < size:
                shares[stratum] += 1
    return shares


def _stratum(keys: Sequence[str], amounts: Mapping[str, int | None], share: int, seed: int) -> Stratum:
    fens = [fen for key in keys if (fen := amounts[key]) is not None]
    drawn = sorted(keys, key=lambda key: hashlib.sha256(f"{seed} {key}".encode()).digest())[:share]
    return Stratum(
        low=min(fens, default=None),
        high=max(fens, default=None),
        count=len(keys),
        fen=sum(fens),
        drawn=tuple(sorted(drawn)),
    )
