"""Numbers of a text held against what was filled in: prices, coupons, terms, amounts of an issue, loads (单价、利率、期限、负荷)."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from bondcalc.claims.number_claims import Judgement, NumberClaim
from bondcalc.claims.quantities import Dimension, Quantity
from bondcalc.claims.sentences import Sentence
from bondcalc.claims.stated_bonds import ORDINAL, of_other_debt, spoken_of, whole
from bondcalc.claims.stated_prices import StatedPrices, is_price
from bondcalc.claims.vocabulary import bound_of, named_before, stated_words
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.inputs.sheets.volume_lines import Ramp
from bondcalc.wording import number

_ISSUE = re.compile(
    rf"{ORDINAL}(?:专项)?(?:债券?)?(?:计划|拟|已|将|申请|预计)*发行(?:规模|金额|总?额|债券|专项债券?)?(?:为|约|:|：)*$"
)
_YEAR = re.compile(r"首年|第\s*(?P<nth>[一二三四五六七八九十\d]{1,3})\s*个?(?:运营|经营)?年")
_VAGUE = re.compile(r"平均|综合|加权|剩余|同期限|市场|参考|区间|最[长短高低]")


_Values = Callable[[Bond], Iterable[tuple[str, Decimal, str]]]


class _Stated(NamedTuple):
    """What may be meant: name, values in base units with their print, whether nothing else can be."""

    name: str
    values: tuple[tuple[str, Decimal, str], ...]
    certain: bool


class StatedTerms:
    """Judges numbers that are no line of a schedule and stand in the input."""

    def __init__(self, project: Project) -> None:
        self._bonds, self._ramps = project.rows(Bond), project.rows(Ramp)
        settings = project.form(Settings)
        self._notation, self._money = settings.notation(), settings.yuan_per_unit
        self._prices = StatedPrices(project, self._money)

    def claim(self, sentence: Sentence, quantity: Quantity) -> NumberClaim | None:
        """Judge a number; None where the text names nothing that is filled in."""
        if quantity.dimension is Dimension.OTHER or is_price(sentence, quantity):
            return self._prices.claim(sentence, quantity)
        stated = self._stated(sentence, quantity)
        if stated is None or bound_of(sentence.said[: quantity.start], sentence.said[quantity.end : quantity.end + 2]):
            return None
        fits = [value for value in stated.values if _is(quantity, value[1])]
        judgement = Judgement.AGREES if fits else Judgement.CONTRADICTS
        if not fits and not stated.certain:
            return None
        start, end = sentence.clause(quantity.start)
        shown = tuple(dict.fromkeys((id_, printed) for id_, _, printed in fits or stated.values))[:3]
        return NumberClaim(
            quantity.text,
            sentence.said[start:end].replace("□", "").strip(),
            quantity.dimension,
            judgement,
            name=stated.name,
            ids=tuple(id_ for id_, _ in shown),
            right=tuple(dict.fromkeys(printed for _, printed in shown)),
        )

    def _stated(self, sentence: Sentence, quantity: Quantity) -> _Stated | None:
        start, end = sentence.clause(quantity.start)
        before = sentence.said[start : quantity.start]
        if of_other_debt(sentence.said, start, end):
            return None
        if quantity.dimension is Dimension.MONEY:
            return self._issued(before)
        if quantity.dimension is Dimension.YEARS:
            return self._of_bonds(sentence, quantity, "term", "期限", self._terms)
        if quantity.dimension is Dimension.SHARE:
            return self._loaded(before) or self._of_bonds(sentence, quantity, "coupon", "票面利率", self._coupons)
        return None

    def _issued(self, before: str) -> _Stated | None:
        """Read 首期发行11,000万元."""
        if not _ISSUE.search(before):
            return None
        values = tuple(
            (f"bonds.{way[0].id}.face", face * self._money, self._notation.amount(face))
            for way in spoken_of(self._bonds, before)
            for face in [sum((bond.face for bond in way), Decimal(0))]
        )
        return _Stated("发行金额", values, bool(values))

    def _loaded(self, before: str) -> _Stated | None:
        """Read 运营第1年达产率50%."""
        year = _YEAR.search(before)
        if year is None:
            return None
        said = [ramp for ramp in self._ramps if ramp.name in before[year.end() :]]
        named = named_before(before[year.end() :], (*(ramp.name for ramp in said), *stated_words("load")))
        if not named:
            return None
        at = whole(year["nth"]) if year["nth"] else 1
        loads = [(ramp, _load(ramp.by_operating_year, at)) for ramp in said or self._ramps if ramp.by_operating_year]
        values = tuple((f"ramps.{ramp.id}", load, number.percent(load)) for ramp, load in loads)
        return _Stated(named, values, bool(values))

    def _of_bonds(
        self, sentence: Sentence, quantity: Quantity, kind: str, name: str, values: _Values
    ) -> _Stated | None:
        """Read 债券期限20年, 票面利率2.38%: sure where the name says whose it is, else at least a word of bonds is there."""
        start, _ = sentence.clause(quantity.start)
        before = sentence.said[start : quantity.start]
        certain = named_before(before, stated_words(kind))
        loose = named_before(before, stated_words(f"{kind}_loose")) or (
            kind == "term" and sentence.said.startswith("期", quantity.end)
        )
        if not self._bonds or not (certain or (loose and "债" in sentence.said)):
            return None
        ways = spoken_of(self._bonds, sentence.said[: quantity.start])
        meant = tuple(dict.fromkeys(value for way in ways for bond in way for value in values(bond)))
        return _Stated(name, meant, bool(certain and meant) and not _VAGUE.search(before))

    @staticmethod
    def _terms(bond: Bond) -> Iterator[tuple[str, Decimal, str]]:
        months = bond.months()
        if months is not None:
            years = Decimal(months) / 12
            yield f"bonds.{bond.id}.term_years", years, f"{number.exact(years)}年"

    @staticmethod
    def _coupons(bond: Bond) -> Iterator[tuple[str, Decimal, str]]:
        yield f"bonds.{bond.id}.coupon", bond.coupon, number.share(bond.coupon)


def _is(quantity: Quantity, value: Decimal) -> bool:
    """Tell whether a number is what was filled in; an amount may be rounded."""
    return quantity.covers(value) if quantity.dimension is Dimension.MONEY else quantity.states(value)


def _load(by_year: Mapping[int, Decimal], at: int) -> Decimal:
    """Give the load of a year: after the last one stated it stays."""
    return by_year.get(at, by_year[max(by_year)])
