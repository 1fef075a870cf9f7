"""Cases a text assumes (假设情形): 收入下降10%时 is computed again, so that what is said of it can be judged."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from bondcalc.analysis.drivers import DRIVERS
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.claims.quantities import Dimension, Quantity
from bondcalc.claims.sentences import Sentence
from bondcalc.claims.vocabulary import pattern
from bondcalc.wording import number
from bondcalc.wording.terms import Unit

CALLED: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("总收入", "项目收入", "收入", "收益", "项目收益"), (("revenue",),)),
    **dict.fromkeys(("运营收入", "租金"), (("operating_revenue",),)),
    **dict.fromkeys(("土地价格", "地价", "出让价格"), (("land_price",),)),
    **dict.fromkeys(("经营成本", "成本"), (("costs",), ("costs", "land_costs"))),
    **dict.fromkeys(("总投资", "投资"), (("investment",),)),
}
"""Other names of what may turn out otherwise: the drivers each may stand for, together or apart."""


class Assumed(NamedTuple):
    """What a sentence assumes: the numbers that are changes, the case's id, and E/F in it (empty: not to be computed)."""

    changes: tuple[Quantity, ...]
    id: str
    ratios: tuple[Decimal, ...]


def assumed(sentence: Sentence, stress: Stress) -> Assumed | None:
    """Find what a sentence assumes; None where it assumes nothing."""
    changes = tuple(_changes(sentence))
    if not changes:
        return Assumed((), "", ()) if pattern("changes", "conditions").search(sentence.said) else None
    cases: list[list[dict[str, Decimal]]] = []
    for quantity, down in changes:
        drivers = _drivers(sentence.said[: quantity.start])
        if (
            not drivers
            or quantity.dimension is not Dimension.SHARE
            or any(DRIVERS[id_].unit != Unit.SHARE for id_ in drivers[0])
        ):
            return Assumed(tuple(change for change, _ in changes), "", ())
        cases.append([dict.fromkeys(ids, -quantity.value if down else quantity.value) for ids in drivers])
    # Each change by itself, and all together: a sentence may tell either.
    lots = [lot for case in cases for lot in case]
    lots += [
        {driver: by for lot in chosen for driver, by in lot.items()} for chosen in product(*cases) if len(cases) > 1
    ]
    points = [stress.at(lot) for lot in lots]
    ratios = tuple(
        Decimal(quantity.ratio.numerator) / quantity.ratio.denominator
        for quantity in points
        if quantity.ratio is not None
    )
    id_ = "&".join(f"{driver}@{number.exact(by)}" for driver, by in lots[-1].items())
    return Assumed(tuple(change for change, _ in changes), f"stress.{id_}", ratios)


def _changes(sentence: Sentence) -> Iterator[tuple[Quantity, bool]]:
    """Find the shares that are changes, and whether each is a fall."""
    for quantity in sentence.quantities:
        before = sentence.said[: quantity.start].rstrip()
        for key in ("down", "up"):
            if re.search(
                rf"(?:{pattern('changes', key).pattern})(?:了|幅度|比例|约|到|达|超过)*$", before
            ) and quantity.dimension in {Dimension.SHARE, Dimension.OTHER}:
                yield quantity, key == "down"


def _drivers(before: str) -> tuple[tuple[str, ...], ...]:
    """Find what is named last before a change."""
    names = {**{DRIVERS[id_].zh: ((id_,),) for id_ in DRIVERS}, **CALLED}
    named = [(before.rfind(name) + len(name), len(name), name) for name in names if name in before]
    return names[max(named)[2]] if named else ()
