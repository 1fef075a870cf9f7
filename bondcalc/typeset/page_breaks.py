"""Where pages break: chains of kept pieces stay together, and what no page holds breaks where it hurts least."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from bondcalc.typeset.paging import LANDSCAPE, PORTRAIT, Page, PageFormat, Piece


def paginate(pieces: Iterable[Piece]) -> list[Page]:
    """Put pieces on pages, chains of kept pieces together where a page can hold them.

    A chain too high for a page is parted between pieces that only hold each other; what is still too high flows on.
    """
    pages: list[Page] = []
    for chain in chains(pieces, lambda piece: piece.keep or piece.hold):
        for part in [chain] if _whole(chain) else chains(chain, lambda piece: piece.keep):
            _lay(pages, part)
    return pages


def chains(pieces: Iterable[Piece], bound: Callable[[Piece], bool]) -> Iterator[list[Piece]]:
    """Group pieces that are bound to the piece after them."""
    chain: list[Piece] = []
    for piece in pieces:
        chain.append(piece)
        if not bound(piece):
            yield chain
            chain = []
    if chain:
        yield chain


def _lay(pages: list[Page], chain: Sequence[Piece]) -> None:
    """Put one chain under what stands already, or on a new page."""
    kind = _kind(chain)
    turns = not pages or pages[-1].closed or pages[-1].sheet is not kind
    if _is_space(chain[0]) and (turns or chain[0].before > _room(pages[-1])):
        return
    if turns or (chain[0].fresh and pages[-1].placed) or (_whole(chain) and _high(chain) > _room(pages[-1])):
        pages.append(_opened(kind, chain[0]))
    for index, piece in enumerate(chain):
        # In a chain that no page holds, a piece still goes on with the one it must not be parted from.
        pair = chain[index : index + 2] if piece.keep else []
        if pages[-1].placed and _high(pair if pair and _whole(pair) else [piece]) > _room(pages[-1]):
            pages.append(_opened(kind, piece))
        pages[-1].put(piece)


def _is_space(piece: Piece) -> bool:
    return not piece.height and not piece.closing and bool(piece.before)


def _kind(chain: Sequence[Piece]) -> PageFormat:
    return LANDSCAPE if any(piece.landscape for piece in chain) else PORTRAIT


def _whole(chain: Sequence[Piece]) -> bool:
    """Tell whether a page holds a chain, with what its first piece wants repeated."""
    return _high([*chain[0].repeat, *chain]) <= _kind(chain).depth


def _high(chain: Sequence[Piece]) -> float:
    return sum([piece.height + piece.before for piece in chain])


def _room(page: Page) -> float:
    """Height left on a page, forgiving rounding."""
    return page.y - page.sheet.bottom + 1e-6


def _opened(kind: PageFormat, first: Piece) -> Page:
    """Open a page with what its first piece wants repeated."""
    page = Page(kind)
    for piece in first.repeat:
        page.put(piece)
    return page
