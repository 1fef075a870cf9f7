"""Bonds as a text speaks of them: which are meant by 首期, 第二批 or by no word, and when it speaks of other debt."""

import re
from collections.abc import Callable, Sequence

from bondcalc.claims.chinese_numerals import numeral
from bondcalc.claims.vocabulary import pattern
from bondcalc.inputs.sheets.bond import Bond

ORDINAL = r"(?:第\s*(?P<nth>[一二三四五六七八九十\d]{1,3})|(?P<end>[首末]|最后一))\s*[期批次]"
"""Words that pick out an issue: 首期, 第二批, 末期."""
_OTHERS = re.compile(r"贷款|借款|存款|合同|协议|授信|LPR|国债|企业债|公司债|城投债")

_BACK = re.compile(r"专项债|本项目|本期|本次|本批")
"""Words that bring a sentence back to the project's bonds."""


def spoken_of(bonds: Sequence[Bond], said: str) -> tuple[tuple[Bond, ...], ...]:
    """Give the bonds a text may mean, each way by itself: issues are counted by their order, day, year or batch.

    Empty where it counts further than there are issues.
    """
    ordinals = list(re.finditer(ORDINAL, said))
    if not ordinals:
        return (tuple(bonds),) if bonds else ()
    last = ordinals[-1]["end"]
    at = whole(ordinals[-1]["nth"]) if last is None else 1 if last == "首" else 0
    ways = [_by(bonds, key) for key in _COUNTED]
    return tuple(way[at - 1] for way in ways if at <= len(way))


def issue_counts(bonds: Sequence[Bond]) -> frozenset[int]:
    """Count the issues of a project in every way they are counted: bonds, days, years, batches."""
    return frozenset(len(_by(bonds, key)) for key in _COUNTED)


def of_other_debt(said: str, start: int, end: int) -> bool:
    """Tell whether a clause of a sentence speaks of a loan, of others' bonds or of another place, or goes on with it."""
    away = [match.end() for words in (_OTHERS, pattern("elsewhere")) for match in words.finditer(said, 0, end)]
    back = max((match.end() for match in _BACK.finditer(said, 0, end)), default=0)
    return any(at > start or at > back for at in away)


def whole(text: str) -> int:
    """Read a whole number in digits or in Chinese; zero for what is none."""
    read = numeral(text)
    return int(text) if text.isdigit() else int(read[0]) if read else 0


def _by(bonds: Sequence[Bond], key: Callable[[Bond], object]) -> list[tuple[Bond, ...]]:
    """Put bonds together that have something in common, the earliest first."""
    ordered = sorted(bonds, key=lambda bond: bond.value_date)
    keys = dict.fromkeys(map(key, ordered))
    return [tuple(bond for bond in ordered if key(bond) == issue) for issue in keys]


_COUNTED: tuple[Callable[[Bond], object], ...] = (
    lambda bond: bond.id,
    lambda bond: bond.value_date,
    lambda bond: bond.value_date.year,
    lambda bond: "issued" if bond.status == "issued" else bond.batch,
)
"""How issues are counted: bonds, days, years, batches."""
