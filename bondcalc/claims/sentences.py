"""A text taken apart: sentences, clauses, the numbers, names and years in them (句、分句、名称、年份)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bondcalc.claims.named_figures import BEGINNING, NamedFigures
from bondcalc.claims.quantities import SENTENCE_ENDS, Quantity, plain_width, quantities

_CLAUSE = re.compile(r"[，,：:]+")
_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”(?=[^\d]*$)")
_YEARS = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*年?\s*(?:至|到|—|–|-|~|～|－)+\s*((?:19|20)\d{2})\s*年|(?<!\d)((?:19|20)\d{2})\s*年(?!期)(?!\s*\d{1,2}\s*月)|([二][〇零][〇零一二三四五六七八九]{2})年"
)
_CHINESE_YEAR = str.maketrans("〇零一二三四五六七八九", "00123456789")


class NameHit(NamedTuple):
    """A name found in a text, and where."""

    start: int
    end: int
    name: str


class YearHit(NamedTuple):
    """A year or a span of years found in a text, and where."""

    start: int
    end: int
    first: int
    last: int


class Sentence(NamedTuple):
    """One sentence: its text in half width with asides blanked, and what was found in it; places count from its start."""

    said: str
    quantities: tuple[Quantity, ...]
    hits: tuple[NameHit, ...]
    years: tuple[YearHit, ...]
    cuts: tuple[tuple[int, int], ...]
    """Where what parts its clauses begins and ends."""

    def clause(self, at: int) -> tuple[int, int]:
        """Give the bounds of the clause a place lies in."""
        start = max((end for _, end in self.cuts if end <= at), default=0)
        return start, min((begin for begin, _ in self.cuts if begin >= at), default=len(self.said))


def sentences(text: str, named: NamedFigures) -> Iterator[Sentence]:
    """Take a text apart, sentence by sentence."""
    for piece in SENTENCE_ENDS.split(plain_width(text)):
        numbers = tuple(quantities(piece))
        if not numbers:
            continue
        said = _ASIDE.sub(lambda match, numbers=numbers: _blanked(match, numbers), piece)
        taken = frozenset(at for number in numbers for at in range(number.start, number.end))
        yield Sentence(said, numbers, tuple(_hits(said, named, taken)), tuple(_years(said)), tuple(_cuts(said, taken)))


def _cuts(said: str, taken: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Give what parts clauses; commas inside a number (at a place that is taken) part nothing."""
    return (match.span() for match in _CLAUSE.finditer(said) if match.start() not in taken)


def _blanked(match: re.Match[str], numbers: tuple[Quantity, ...]) -> str:
    """Blank an aside without a number: it tells more of the name before it and names nothing itself."""
    if any(match.start() < number.end and number.start < match.end() for number in numbers):
        return match[0]
    return "□" * len(match[0])


def _hits(said: str, named: NamedFigures, taken: frozenset[int]) -> Iterator[NameHit]:
    names, at = named.names, 0
    while at < len(said):
        hit = _longest(said, at, names)
        if hit is None or not taken.isdisjoint(range(hit.start, hit.end)):
            at += 1
            continue
        # 项目资本金比例 holds 项目资本金 and 资本金比例: the one that reaches further is meant.
        longer = (_longest(said, start, names) for start in range(at + 1, hit.end))
        further = next((other for other in longer if other and other.end > hit.end), None)
        if further is not None and taken.isdisjoint(range(further.start, further.end)):
            hit = further
        yield hit
        at = hit.end


def _longest(said: str, at: int, names: Mapping[str, Sequence[str]]) -> NameHit | None:
    for name in names.get(said[at : at + BEGINNING], ()):
        if said.startswith(name, at):
            return NameHit(at, at + len(name), name)
    return None


def _years(said: str) -> Iterator[YearHit]:
    for match in _YEARS.finditer(said):
        years = [int(year.translate(_CHINESE_YEAR)) for year in match.groups() if year]
        yield YearHit(match.start(), match.end(), years[0], years[-1])
