"""The numbers of a text, judged: each agrees with a figure named beside it, contradicts it, or is nobody's (一致、矛盾、未对应).

“Some line has this number” proves nothing: of random numbers in 亿元 with one decimal nineteen of twenty would pass. A
number counts as a figure's only where the figure is named in its clause; without a name it takes four digits and more.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from bondcalc.analysis.stress.sensitivity import thresholds
from bondcalc.claims.assumed_changes import Assumed, assumed
from bondcalc.claims.clauses import NUMERALS
from bondcalc.claims.computed import ComputedProject
from bondcalc.claims.named_figures import NamedFigure, NamedFigures
from bondcalc.claims.naming import Meant, meant
from bondcalc.claims.number_claims import Judgement, NumberClaim
from bondcalc.claims.quantities import SENTENCE_ENDS, Dimension, Quantity
from bondcalc.claims.sentences import Sentence, sentences
from bondcalc.claims.stated_capacity import StatedCapacity
from bondcalc.claims.stated_costs import StatedCosts
from bondcalc.claims.stated_days import StatedDays
from bondcalc.claims.stated_rates import StatedRates
from bondcalc.claims.stated_repayment import StatedRepayment
from bondcalc.claims.stated_terms import StatedTerms
from bondcalc.claims.stated_works import StatedWorks
from bondcalc.claims.vocabulary import bound_of, only_fills, pattern
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.wording import number

TELLING = 4
"""Digits from which a number without a name is taken for the figure that has them."""
MANY = 6
"""Different figures a name may mean, beyond which a number of few digits fits one of them by chance."""
NAMED = 3
"""Figures that a claim names."""
_SUCH = re.compile(r"的?(?:年度|年份|情形|情景|部分|概率)")
"""Behind a bound: the years, cases and parts it picks out."""
FAR = 10
"""A single digit rounds a figure that lies within a tenth; 0.1亿元 says nothing of 696 万元."""


class FactReader(Protocol):
    """Judges what a text says of facts that stand in the input."""

    def __init__(self, project: Project) -> None: ...

    def claims(self, text: str) -> Iterator[NumberClaim]:
        """Judge a text."""


READERS: tuple[type[FactReader], ...] = (StatedWorks, StatedRepayment, StatedRates, StatedCosts, StatedCapacity)


class Judge:
    """Judges texts against one project's figures.

    Unless `known_anywhere`, a number that nothing names is not looked for among all figures: a twentieth of the time.
    """

    def __init__(self, result: ComputedProject, named: NamedFigures, *, known_anywhere: bool = True) -> None:
        self._named, self._stress = named, result.stress
        self._limits = thresholds(result.project, result.rules)
        self._terms, self._days = StatedTerms(result.project), StatedDays(result.project.rows(Bond))
        self._facts = tuple(reader(result.project) for reader in READERS)
        self._known_anywhere = known_anywhere

    def claims(self, text: str) -> list[NumberClaim]:
        """Judge every number of a text that is an amount, a ratio, a share, years, an area or a price, and facts of the input."""
        facts = [claim for reader in self._facts for claim in reader.claims(text)]
        said = "|".join(claim.text for claim in facts)
        numbers = [
            claim
            for sentence in sentences(text, self._named)
            for claim in self._of(sentence)
            if claim.judgement is not Judgement.UNATTRIBUTED or claim.text not in said
        ]
        return [*numbers, *facts, *self._days.claims(text)]

    def contradictions(self, text: str) -> Iterator[NumberClaim]:
        """Give what contradicts."""
        for sentence in SENTENCE_ENDS.split(text):
            if not NUMERALS.isdisjoint(sentence):
                yield from self._wrong(sentence)

    def _wrong(self, sentence: str) -> Iterator[NumberClaim]:
        """Give what contradicts in a sentence that does not say the right value too: 可研批复12,000万元，概算批复11,430万元."""
        claims = self.claims(sentence)
        right = {claim.name for claim in claims if claim.judgement is Judgement.AGREES}
        yield from (claim for claim in claims if claim.judgement is Judgement.CONTRADICTS and claim.name not in right)

    def _of(self, sentence: Sentence) -> Iterator[NumberClaim]:
        conditions = assumed(sentence, self._stress)
        for quantity in sentence.quantities:
            if conditions and quantity in conditions.changes:
                continue
            stated = None if conditions else self._terms.claim(sentence, quantity)
            if quantity.dimension is Dimension.OTHER:
                claim = stated
            elif stated is None or (
                quantity.dimension is Dimension.MONEY and stated.judgement is Judgement.CONTRADICTS
            ):
                # Amounts of an issue stand in schedules too, by year and batch.
                claim = self._judged(sentence, quantity, conditions)
                if stated is not None and (claim is None or claim.judgement is not Judgement.AGREES):
                    claim = stated
            else:
                claim = stated
            if claim is not None:
                yield claim

    def _judged(self, sentence: Sentence, quantity: Quantity, conditions: Assumed | None) -> NumberClaim | None:
        clause = _shown(sentence, quantity)
        meaning = meant(sentence, quantity, self._named)
        if conditions is not None:
            return self._stressed(sentence, quantity, clause, meaning, conditions)
        if quantity.dimension is Dimension.PLAIN and (
            meaning is None or not meaning.direct or not _looks_stated(quantity)
        ):
            return None
        if meaning is None or not meaning.figures:
            return self._unnamed(sentence, quantity, clause, meaning)
        right = [figure for figure in meaning.figures if self._fits(sentence, quantity, figure)]
        few = len({figure.value // quantity.step for figure in meaning.figures}) <= MANY
        if right and (few or quantity.digits >= TELLING) and not _coarse(quantity, right):
            return self._claim(quantity, clause, Judgement.AGREES, meaning.name, right)
        if not right and meaning.certain and not _asks(sentence, quantity):
            near = sorted(meaning.figures, key=lambda figure: abs(figure.value - quantity.value))
            return self._claim(quantity, clause, Judgement.CONTRADICTS, meaning.name, near)
        return self._claim(quantity, clause, Judgement.UNATTRIBUTED, meaning.name, meaning.figures)

    def _unnamed(
        self, sentence: Sentence, quantity: Quantity, clause: str, meaning: Meant | None
    ) -> NumberClaim | None:
        if quantity.dimension is Dimension.PLAIN:
            return None
        looked_for = self._known_anywhere and quantity.digits >= TELLING and _bare(sentence, quantity)
        same = self._named.having(quantity) if looked_for else ()
        judgement = Judgement.AGREES if same else Judgement.UNATTRIBUTED
        return self._claim(quantity, clause, judgement, meaning.name if meaning else "", same)

    def _stressed(
        self, sentence: Sentence, quantity: Quantity, clause: str, meaning: Meant | None, conditions: Assumed
    ) -> NumberClaim:
        """Judge what a text says of a case it assumes: E/F is computed again for the changes it states."""
        ratios = (
            conditions.ratios
            if quantity.dimension is Dimension.RATIO and meaning is not None and meaning.coverage
            else ()
        )
        cases = [
            NamedFigure(conditions.id, "", Dimension.RATIO, ratio, printed=f"{number.ratio(ratio, 4)}倍")
            for ratio in ratios
        ]
        fits = [case for case in cases if self._fits(sentence, quantity, case)]
        name = meaning.name if meaning else ""
        if not ratios:
            return self._claim(quantity, clause, Judgement.UNATTRIBUTED, name, ())
        return self._claim(quantity, clause, Judgement.AGREES if fits else Judgement.CONTRADICTS, name, fits or cases)

    def _claim(
        self,
        quantity: Quantity,
        clause: str,
        judgement: Judgement,
        name: str,
        figures: tuple[NamedFigure, ...] | list[NamedFigure],
    ) -> NumberClaim:
        ids = tuple(dict.fromkeys(figure.id for figure in figures))[:NAMED]
        right: dict[str, None] = {}
        for figure in figures:
            if len(right) < NAMED and (printed := self._named.printed(figure)):
                right[printed] = None
        return NumberClaim(quantity.text, clause, quantity.dimension, judgement, name=name, ids=ids, right=tuple(right))

    def _fits(self, sentence: Sentence, quantity: Quantity, figure: NamedFigure) -> bool:
        """Tell whether a number is a figure as rounded, or the bound that the text says it is."""
        bound = bound_of(sentence.said[: quantity.start], sentence.said[quantity.end : quantity.end + 2])
        if bound == "least":
            return figure.value + figure.slack >= quantity.value - (quantity.step / 2 if quantity.rough else 0)
        if bound == "most":
            return figure.value - figure.slack <= quantity.value
        scaled = self._scaled(quantity, figure)
        return any(
            number.covers(figure.value, figure.slack) and self._side(number, figure.value, figure.dimension)
            for number in scaled
        )

    def _scaled(self, quantity: Quantity, figure: NamedFigure) -> Iterator[Quantity]:
        """Give a number in the units it may be meant in: one without a unit in the project's and in 亿元."""
        yield quantity
        if quantity.dimension is Dimension.PLAIN:
            factors = (self._named.money, Decimal(10**8)) if figure.dimension is Dimension.MONEY else (Decimal("0.01"),)
            yield from (
                quantity._replace(value=quantity.value * factor, step=quantity.step * factor) for factor in factors
            )

    def _side(self, quantity: Quantity, figure: Decimal, dimension: Dimension = Dimension.RATIO) -> bool:
        """Tell whether a ratio as written lies on the same side of every limit as the figure: 1.2 is not 1.1949."""
        if dimension is not Dimension.RATIO:
            return True
        return all(
            (quantity.value >= limit) == (figure >= limit) or quantity.until is not None for limit in self._limits
        )


def _bare(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether a number's clause names nothing: 注册资本5,000万元 is no line's that happens to be 5,000."""
    start, end = sentence.clause(quantity.start)
    others = [other for other in sentence.quantities if other.end <= quantity.start]
    before = sentence.said[max([start, *(other.end for other in others)]) : quantity.start]
    return only_fills(before) and (bool(before) or only_fills(sentence.said[quantity.end : end], "behind"))


def _coarse(quantity: Quantity, right: list[NamedFigure]) -> bool:
    """Tell whether a single digit is all there is and lies far from every figure it could round."""
    return quantity.digits == 1 and all(
        abs(quantity.value - figure.value) > abs(figure.value) / FAR for figure in right
    )


def _looks_stated(quantity: Quantity) -> bool:
    """Tell whether a number without a unit is written like an amount or a ratio: with decimals, parted, or long."""
    return "." in quantity.text or "," in quantity.text or len(quantity.text) >= TELLING


def _asks(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether a number is what is asked for, and not what came out: 应不低于1.20倍, 1.20倍的标准."""
    start, end = sentence.clause(quantity.start)
    said, asked = sentence.said, pattern("required")
    before = max((hit.end for hit in sentence.hits if hit.end <= quantity.start), default=start)
    if (
        _SUCH.match(said, quantity.end)
        or asked.search(said[before : quantity.start])
        or asked.search(said[quantity.end : min(end, quantity.end + 4)])
    ):
        return True
    return bool(
        bound_of(said[: quantity.start], said[quantity.end : quantity.end + 2])
        and pattern("required", "led_by").search(said[start : quantity.start])
    )


def _shown(sentence: Sentence, quantity: Quantity) -> str:
    start, end = sentence.clause(quantity.start)
    return sentence.said[start:end].replace("□", "").strip()
