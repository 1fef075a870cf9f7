"""Random numbers by name: what is drawn depends on the seed, a name and the number of the scenario, on nothing else.

Two projects with one seed have nothing in common but the factors that both name; a driver draws the same in a sheet of
another order, beside other drivers, and in chunks of another size.
"""

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

import numpy as np

from bondcalc.analysis.risk.batch import Chunk
from bondcalc.probability.normal import Array

LEAST = 2.0**-54
"""What takes the place of a share of exactly zero, which no distribution has a value for."""
WORD = 4
"""Bytes of one number of a key."""


class Streams(NamedTuple):
    """The random numbers of one project, told from others by `project`, and of factors it shares with others."""

    seed: int
    project: str

    def driver(self, driver: str, chunk: Chunk) -> Array:
        """Shares between 0 and 1 for what is the project's own of a driver, one a scenario."""
        return shares(self.seed, ("project", self.project, "driver", driver), chunk)

    def event(self, event: str, chunk: Chunk) -> Array:
        """Shares between 0 and 1 for a registered risk of the project, one a scenario."""
        return shares(self.seed, ("project", self.project, "event", event), chunk)

    def factor(self, factor: str, chunk: Chunk) -> Array:
        """Shares between 0 and 1 of a common factor, one a scenario: the same for every project."""
        return shares(self.seed, ("factor", factor), chunk)


def shares(seed: int, name: tuple[str, ...], chunk: Chunk) -> Array:
    """Give a share (above 0, below 1) for each scenario of a chunk: number n of the named stream is scenario n's."""
    bits = np.random.PCG64(np.random.SeedSequence(seed, spawn_key=_key(name)))
    # One step a share: whatever the size of chunks, a scenario finds its own number.
    bits.advance(chunk.first)
    return np.maximum(np.random.Generator(bits).random(chunk.size), LEAST)


@lru_cache(maxsize=4096)
def _key(name: tuple[str, ...]) -> tuple[int, ...]:
    """Turn a name into numbers that no other name has; each part with its length, so that none runs into the next."""
    whole = b"".join(b"%d:%b" % (len(part), part) for part in map(str.encode, name))
    digest = sha256(whole).digest()
    return tuple(int.from_bytes(digest[start : start + WORD], "big") for start in range(0, len(digest), WORD))
