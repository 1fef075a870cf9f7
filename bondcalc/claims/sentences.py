"""A text taken apart: sentences, clauses, the numbers, names and years in them (句、分句、名称、年份)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bondcalc.claims.named_figures import NamedFigures
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

    def clause(self, at: int) -> tuple[int, int]:
        """Give the bounds of the clause a place lies in; commas inside a number part nothing."""
        inside = [range(number.start, number.end) for number in self.quantities]
        cuts = [match for match in _CLAUSE.finditer(self.said) if not any(match.start() in span for span in inside)]
        start = max((match.end() for match in cuts if match.end() <= at), default=0)
        return start, min((match.start() for match in cuts if match.start() >= at), default=len(self.said))


def sentences(text: str, named: NamedFigures) -> Iterator[Sentence]:
    """Take a text apart, sentence by sentence."""
    for piece in SENTENCE_ENDS.split(plain_width(text)):
        numbers = tuple(quantities(piece))
        if not numbers:
            continue
        said = _ASIDE.sub(lambda match, numbers=numbers: _blanked(match, numbers), piece)
        yield Sentence(said, numbers, tuple(_hits(said, named, numbers)), tuple(_years(said)))


def _blanked(match: re.Match[str], numbers: tuple[Quantity, ...]) -> str:
    """Blank an aside without a number: it tells more of the name before it and names nothing itself."""
    if any(match.start() < number.end and number.start < match.end() for number in numbers):
        return match[0]
    return "□" * len(match[0])


def _hits(said: str, named: NamedFigures, numbers: tuple[Quantity, ...]) -> Iterator[NameHit]:
    taken = {at for number in numbers for at in range(number.start, number.end)}
    at = 0
    while at < len(said):
        hit = _longest(said, at, named)
        if hit is None or taken & set(range(hit.start, hit.end)):
            at += 1
            continue
        # 项目资本金比例 holds 项目资本金 and 资本金比例: the one that reaches further is meant.
        further = next(
            (
                longer
                for start in range(at + 1, hit.end)
                if (longer := _longest(said, start, named)) and longer.end > hit.end
            ),
            None,
        )
        if further is not None and not taken & set(range(further.start, further.end)):
            hit = further
        yield hit
        at = hit.end


def _longest(said: str, at: int, named: NamedFigures) -> NameHit | None:
    name = next((name for name in named.names.get(said[at], ()) if said.startswith(name, at)), None)
    return None if name is None else NameHit(at, at + len(name), name)


def _years(said: str) -> Iterator[YearHit]:
    for match in _YEARS.finditer(said):
        years = [int(year.translate(_CHINESE_YEAR)) for year in match.groups() if year]
        yield YearHit(match.start(), match.end(), years[0], years[-1])
