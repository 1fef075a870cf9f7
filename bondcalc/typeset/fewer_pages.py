"""Turns tables that would stand alone on an upright page before turned ones, where that saves the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from bondcalc.typeset.page_breaks import paginate
from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT, Page, PageFormat, Piece

SetBlock = Callable[[int, PageFormat], Sequence[Piece]]


class PagedBlocks(NamedTuple):
    """Blocks on pages: `turning` are the numbers of those that lie on the long side; `on` gives those of each page."""

    turning: frozenset[int]
    pages: list[Page]
    on: list[frozenset[int]]


@dataclass
class Turner:
    """Lays `count` blocks out again and again; each is set once upright and once turned at most."""

    count: int
    set_block: SetBlock
    _set: dict[tuple[int, bool], Sequence[Piece]] = field(default_factory=dict)

    def paged(self, turning: frozenset[int]) -> PagedBlocks:
        """Put the blocks on pages."""
        owner: dict[int, int] = {}
        pieces: list[Piece] = []
        for number in range(self.count):
            made = self._pieces(number, turned=number in turning)
            owner.update((id(piece), number) for piece in made)
            pieces += made
        pages = paginate(pieces)
        on = [frozenset(owner[id(piece)] for piece, _ in page.placed if id(piece) in owner) for page in pages]
        return PagedBlocks(turning, pages, on)

    def height(self, numbers: Sequence[int], turned: bool) -> float:
        """Give the height of blocks one below the other, set turned or upright."""
        return sum(piece.height for number in numbers for piece in self._pieces(number, turned=turned))

    def _pieces(self, number: int, *, turned: bool) -> Sequence[Piece]:
        if (number, turned) not in self._set:
            self._set[number, turned] = self.set_block(number, LANDSCAPE if turned else PORTRAIT)
        return self._set[number, turned]


def fewest_pages(turner: Turner, turning: frozenset[int], can_turn: Callable[[int], bool]) -> list[Page]:
    """Lay blocks out; `can_turn` says which may be turned to save a page."""
    best = turner.paged(turning)
    tried: set[frozenset[int]] = set()
    while candidate := next(
        (alone for alone in _alone(best) if alone not in tried and all(map(can_turn, alone))), None
    ):
        tried.add(candidate)
        other = turner.paged(best.turning | candidate)
        if len(other.pages) < len(best.pages):
            best = other
    return best.pages


def _alone(paged: PagedBlocks) -> list[frozenset[int]]:
    """Give the blocks of every upright page before a turned one that holds whole blocks only."""
    nothing: frozenset[int] = frozenset()
    around = zip([nothing, *paged.on], paged.on, [*paged.on[1:], nothing], strict=False)
    return [
        here
        for (page, following), (before, here, after) in zip(pairwise(paged.pages), around, strict=False)
        if (page.sheet, following.sheet) == (PORTRAIT, LANDSCAPE)
        if here and not page.closed and not here & (before | after)
    ]
