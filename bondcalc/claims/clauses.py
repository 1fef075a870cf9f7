"""Clauses of a text (分句) as readers of facts take them: what stands before, and whether another thing is spoken of."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bondcalc.claims.chinese_numerals import SIGNS
from bondcalc.claims.number_claims import Judgement, NumberClaim
from bondcalc.claims.quantities import SCALES, SENTENCE_ENDS, Dimension, plain_width
from bondcalc.claims.stated_bonds import whole
from bondcalc.claims.vocabulary import pattern

COUNTED = rf"(?:\d+(?:\.\d+)?|[{SIGNS}]{{1,5}})"
"""A number of people, years or months, in digits or in Chinese."""
AMOUNT = r"\d[\d,]*(?:\.\d+)?"
"""A number in digits, which `scaled` reads."""
NUMERALS = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十两百千万亿额")
"""Signs without which a text says no number and no 等额."""
_CLAUSE = re.compile(r"，|(?<=示例|假设)[：:]|[：:](?!\s*[\d二])|,(?!\d{3})")
_HEAD = re.compile(r"^\s*(?:示例|假设|其中)?[：:]?\s*")


class Clause(NamedTuple):
    """A clause: its sentence in half width, and where in it the clause begins and ends."""

    said: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The clause itself."""
        return self.said[self.start : self.end]

    def foreign(self, before: int | None = None) -> bool:
        """Tell whether another place, project or a case is spoken of, in the clause up to a place or right before it."""
        end = self.end if before is None else self.start + before
        here = self.said[self.start : end]
        lead = self.said[: self.start]
        named = [match.end() for match in pattern("other_things").finditer(lead)]
        back = max((match.end() for match in pattern("own_things").finditer(lead)), default=0)
        return pattern("other_things").search(here) is not None or any(at > back for at in named)

    def claim(self, text: str, dimension: Dimension, name: str, id_: str, right: str, *, agrees: bool) -> NumberClaim:
        """Judge what is said here of one cell."""
        return NumberClaim(
            text,
            _HEAD.sub("", self.text).strip(),
            dimension,
            Judgement.AGREES if agrees else Judgement.CONTRADICTS,
            name=name,
            ids=(id_,),
            right=(right,),
        )


@lru_cache(maxsize=4)
def clauses(text: str) -> tuple[Clause, ...]:
    """Give the clauses of a text that may say a number, sentence by sentence; every reader of a text asks for the same."""
    return tuple(clause for clause in _parted(text) if not NUMERALS.isdisjoint(clause.text))


def _parted(text: str) -> Iterator[Clause]:
    for said in SENTENCE_ENDS.split(plain_width(text)):
        start = 0
        for cut in _CLAUSE.finditer(said):
            yield Clause(said, start, cut.start())
            start = cut.end()
        yield Clause(said, start, len(said))


def scaled(amount: str, scale: str | None) -> Decimal:
    """Read a number in digits and what it is counted in: 1,200, 0.4万."""
    return Decimal(amount.replace(",", "")) * SCALES[scale or ""]


def counted(text: str) -> Decimal:
    """Read a number that counts: 26, 二十六, 5.5."""
    return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else Decimal(whole(text))
