"""What a sum is made of as pairs of name and number, deducted ones with their sign: printed pairs can be added up again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import Constant, Expression, Leaf, Operation
from bondcalc.algebra.trace import At, Given, Trace
from bondcalc.algebra.words import Naming, bare, formula
from bondcalc.explain.numbers import Numbers
from bondcalc.wording.in_turn import in_english, in_turn
from bondcalc.wording.terms import Language

When = Callable[[At], str]
"""Says the year or payment date of a figure."""


@dataclass(frozen=True)
class Addend:
    """One term of a sum: its sign, its name without and with its year, its number in its unit."""

    sign: str
    name: str
    when: str
    value: Value
    unit: str
    part: Expression
    column: int = 0

    @property
    def full(self) -> str:
        """Name it with its year or payment date."""
        return f"{self.name} {self.when}".strip()


class InNames(Naming):
    """The reading of a statement about single figures with the names of their lines."""

    def text(self, part: Expression) -> str:
        """Name a part."""
        if isinstance(part, At):
            return bare(part.line, self.language)
        if isinstance(part, Given):
            return self.say("structure")
        return super().text(part)


def addends(trace: Trace, at: At, stated: Expression, language: Language, when: When) -> list[Addend]:
    """Take a sum apart, sums within it too; none for any other formula, and none for a copy."""
    signed = list(_signed(stated))
    if len(signed) < 2:
        return []
    naming = InNames(language)
    terms = []
    for sign, part in signed:
        # A figure of the same column needs no year; factors of one year share it.
        dated = [figure for figure in _figures(part) if figure.line.axis.kind != "scalar"]
        columns = {figure.column for figure in dated}
        same = not dated or (columns == {at.column} and dated[0].line.axis == at.line.axis)
        unit = part.line.unit if isinstance(part, At) else part.unit if isinstance(part, Leaf) else at.line.unit
        terms.append(
            Addend(
                sign="−" if sign < 0 else "+",
                name=formula(part, naming),
                when="" if same else when(dated[0]),
                value=trace.evaluated(part),
                unit=unit,
                part=part,
                column=0 if same else dated[0].column,
            )
        )
    return terms


def _signed(part: Expression, sign: int = 1) -> Iterator[tuple[int, Expression]]:
    """Read what is added and deducted; a plus zero, by which one line copies another, is no term."""
    if isinstance(part, Constant) and part.value == 0 and not part.rests_on:
        return
    if not isinstance(part, Operation) or part.name not in {"+", "-", "sum"}:
        yield sign, part
        return
    for index, inner in enumerate(part.arguments):
        yield from _signed(inner, -sign if part.name == "-" and index else sign)


def _figures(part: Expression) -> Iterator[At]:
    if isinstance(part, At):
        yield part
    for inner in part.arguments if isinstance(part, Operation) else ():
        yield from _figures(inner)


def in_pairs(terms: Sequence[Addend], numbers: Numbers, most: int | None = None) -> str:
    """Write `甲：1.00 + 乙：2.00 − 丙：0.50`; of a long one the last are written together. Zeros are not among them."""
    zh = numbers.language == "zh"
    live = [term for term in terms if term.value != 0]
    shown = live if most is None or len(live) <= most else live[: most - 1]
    texts: list[str] = []
    before = ""
    for term in shown:
        name = term.when if term.name == before and term.when else term.full
        before = term.name
        sign = f" {term.sign} " if texts else term.sign.replace("+", "")
        texts.append(f"{sign}{name}{'：' if zh else ': '}{numbers.text(term.value, term.unit)}")
    if rest := live[len(shown) :]:
        together = sum((_amount(term) for term in rest), Decimal(0))
        said = f"其余{len(rest)}项（加--depth 1逐项列出）：" if zh else f"{len(rest)} more (--depth 1 lists them): "
        texts.append(f" + {said}{numbers.text(together, rest[0].unit)}")
    return "".join(texts)


def zeros(terms: Sequence[Addend], language: Language) -> str:
    """Name the terms that are zero, years that follow each other as a span; blank where there is none."""
    idle = [term for term in terms if term.value == 0]
    zh = language == "zh"
    names = []
    for name, group in groupby(idle, key=lambda term: term.name):
        dated = [term for term in group if term.when]
        names.append(f"{name} {_spans(dated, zh)}".strip())
    if not names:
        return ""
    return f"以下各项为0：{in_turn(names)}" if zh else f"zero: {in_english(names)}"


def _spans(dated: Sequence[Addend], zh: bool) -> str:
    """Write columns that follow each other as a span: 2020年至2024年、2030年."""
    spans: list[list[Addend]] = []
    for term in dated:
        if spans and term.column == spans[-1][-1].column + 1:
            spans[-1].append(term)
        else:
            spans.append([term])
    to = "至" if zh else " to "
    texts = [span[0].when if len(span) == 1 else f"{span[0].when}{to}{span[-1].when}" for span in spans]
    return ("、" if zh else ", ").join(texts)


def _amount(term: Addend) -> Decimal:
    value = Decimal(term.value or 0)
    return -value if term.sign == "−" else value
