"""The search: a coarse scan, so that no range is missed, then halving, then the neighbourhood one quantum at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

SCAN = 32
"""Even strides of the scan; halves, quarters ... of the whole range are looked at as well."""
HALVINGS = 12
NEIGHBOURS = 64
"""Places beyond the edge that are looked at one by one: rounding a level payment to the quantum makes debt service go
up and down over as many quanta of face as its annuity factor, which is below this."""

Which = Literal["base", "furthest", "none"]

BASE: Which = "base"
FURTHEST: Which = "furthest"


@dataclass(frozen=True)
class Edge:
    """Where the tests stop to hold: the last place that holds, None when none does.

    `which` says whether the range of the stated value was followed, or, where that one fails, the range furthest in
    the wanted direction.
    """

    place: int | None
    which: Which


class Search:
    """Looks for the edge; `holds` is asked once a place."""

    def __init__(
        self, holds: Callable[[int], bool], last: int, start: int | None, wanted: int, *, neighbours: int = 0
    ) -> None:
        self._holds, self._last, self._start, self._wanted = holds, last, start, wanted
        self._behind = neighbours
        self.known: dict[int, bool] = {}
        self.edge = Edge(None, "none")

    def at(self, index: int) -> bool:
        """Tell whether the tests hold at a place."""
        if index not in self.known:
            self.known[index] = self._holds(index)
        return self.known[index]

    def scanned(self) -> list[int]:
        """Give the places of the scan, in order."""
        # Halves besides: even strides of a range that ends far away are coarse near 0, where many answers lie.
        even = {self._last * step // SCAN for step in range(SCAN + 1)}
        halves = {self._last >> halving for halving in range(HALVINGS + 1)}
        return sorted(even | halves | ({self._start} if self._start is not None else set()))

    def work(self) -> Iterator[None]:
        """Search, one place of the scan at a time and then the rest."""
        places = self.scanned()
        for index in places:
            self.at(index)
            yield
        self.edge = self._edge(places if self._wanted > 0 else places[::-1])
        yield

    @property
    def size(self) -> int:
        """Number of pieces that `work` goes through."""
        return len(self.scanned()) + 1

    def _edge(self, places: list[int]) -> Edge:
        """Follow the range of the stated value towards the wanted end; `places` stand in that direction."""
        if self._start is not None and self.at(self._start):
            inside, which = self._start, BASE
        else:
            holding = [index for index in places if self.at(index)]
            if not holding:
                return Edge(None, "none")
            inside, which = holding[-1], FURTHEST
        outside = None
        for index in places[places.index(inside) + 1 :]:
            if not self.at(index):
                outside = index
                break
            inside = index
        # Halving assumes one edge; roundings make it ragged over some quanta, so its neighbourhood is walked.
        furthest = inside if outside is None else self._neighbours(self._halved(inside, outside))
        return Edge(furthest, which)

    def _halved(self, inside: int, outside: int) -> int:
        while abs(outside - inside) > 1:
            middle = (inside + outside) // 2
            if self.at(middle):
                inside = middle
            else:
                outside = middle
        return inside

    def _neighbours(self, index: int) -> int:
        """Step over gaps that rounding makes: the last place that holds, with as many that fail behind it."""
        gap, held = 0, index
        while gap < self._behind and 0 <= index + self._wanted <= self._last:
            index += self._wanted
            gap = 0 if self.at(index) else gap + 1
            held = index if gap == 0 else held
        return held
