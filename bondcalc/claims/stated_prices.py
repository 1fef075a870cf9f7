"""Unit prices in a text (居民供热价格为23.5元/平方米), held against the lines they are the price of."""

import re
from decimal import Decimal
from typing import NamedTuple

from bondcalc.claims.number_claims import Judgement, NumberClaim
from bondcalc.claims.quantities import Dimension, Quantity
from bondcalc.claims.sentences import Sentence
from bondcalc.claims.stated_bonds import of_other_debt
from bondcalc.claims.vocabulary import bound_of, named_before, stated_words
from bondcalc.inputs.project import Project
from bondcalc.inputs.sheets.revenue_lines import Drivers, NodeLine, RevenueLine
from bondcalc.inputs.sheets.volume_lines import price_worth
from bondcalc.wording import number

_MEASURE = re.compile(
    r"\s*(?:/|／|每)\s*(?P<of>[^\s\d，,。；;、（(）)·./／每]{1,6}|m[²2])\s*(?:[·./／每*]\s*(?P<time>[年月日天季]))?"
)
_TIMES = {"年": 1, "季": 4, "月": 12, "日": 365, "天": 365}
_EACH = re.compile(r"(?P<rate>每(?P<of>[^\d，。年月日天季]{1,4})(?:每(?P<time>[年月日天季]))?)$")
_SQUARE = re.compile("平米|㎡|m²|m2")
_ENDS = ("收入", "费用", "费", "款")
_NET = re.compile(r"不含税|除税|税前")
_SET_BY = re.compile(r"按[^，。\d]{0,16}(?:批准|批复|核定|公布)的(?:标准|价格)?$")
_OF_A_CLASS = re.compile(r"居民|非居|工业|商业|企业|单位|特种|[一二三]类|阶梯|[一二三]档|学生|高峰|低谷|平段")
_OF_A_YEAR = re.compile(r"(?:19|20)\d{2}\s*年")
_GROWN = re.compile(r"上涨|上调|调整|涨至|调价|第.{1,3}年")
DAILY = 360
"""Periods a year from which a price is one of a day, whether 360 or 365 are counted."""


class _Price(NamedTuple):
    """The price of a line in 元, and what it is a price of."""

    line: Drivers
    yuan: Decimal

    @property
    def printed(self) -> str:
        """The price as people write it."""
        return f"{number.trimmed(self.yuan)}元" + (f"/{self.line.quantity_unit}" if self.line.quantity_unit else "")


class StatedPrices:
    """Judges prices against the lines of revenue that are named beside them."""

    def __init__(self, project: Project, money: Decimal) -> None:
        lines: tuple[Drivers, ...] = (*project.rows(RevenueLine), *project.rows(NodeLine))
        self._prices = tuple(_Price(line, line.price * price_worth(line.price_unit, money)) for line in lines)

    def claim(self, sentence: Sentence, quantity: Quantity) -> NumberClaim | None:
        """Judge a price; None where no line is named beside it, or it is no price."""
        if not re.search(r"元$|块钱$", quantity.text):
            return None
        start, end = sentence.clause(quantity.start)
        clause, before = sentence.said[start:end], sentence.said[start : quantity.start]
        meant = [(name, price) for price in self._prices if (name := _beside(before, price.line.name))]
        longest = max((len(name) for name, _ in meant), default=0)
        priced = [price for name, price in meant if len(name) == longest and price.yuan]
        if not priced or of_other_debt(sentence.said, start, end):
            return None
        measure = _MEASURE.match(sentence.said, quantity.end) or _EACH.search(before)
        alike = [price for price in priced if _same_measure(price.line, measure)]
        fits = [price for price in alike if any(quantity.states(value) for value in _values(price, measure))]
        grown = _GROWN.search(before) and any(price.line.growth_rate for price in alike)
        of_a_part = _OF_A_CLASS.search(before.replace(priced[0].line.name, "")) or _OF_A_YEAR.search(before)
        at_least = sentence.said.startswith("起", quantity.end)
        doubtful = not alike or grown or of_a_part or at_least
        bound = bound_of(sentence.said[: quantity.start], sentence.said[quantity.end : quantity.end + 2])
        judgement = Judgement.CONTRADICTS
        if fits:
            judgement = Judgement.AGREES
        elif doubtful or bound or _NET.search(clause):
            judgement = Judgement.UNATTRIBUTED
        name = f"{priced[0].line.name}单价"
        ids = tuple(f"{price.line.id}.price" for price in fits or priced)
        right = tuple(dict.fromkeys(price.printed for price in fits or priced))
        return NumberClaim(
            quantity.text,
            clause.replace("□", "").strip(),
            quantity.dimension,
            judgement,
            name=name,
            ids=ids[:3],
            right=right[:3],
        )


def is_price(sentence: Sentence, quantity: Quantity) -> bool:
    """Tell whether an amount is one of a unit that stands before it: 每平方米21.5元."""
    return quantity.dimension is Dimension.MONEY and _EACH.search(sentence.said[: quantity.start]) is not None


def _beside(before: str, name: str) -> str:
    """Give the name of a line, or the word it begins with, where it stands before a price and says so: 居民供热价格为."""
    bare = re.sub(r"（[^（）]*）$", "", name)
    stems = [bare, *(bare.removesuffix(end) for end in _ENDS if bare.endswith(end) and len(bare) > len(end) + 1)]
    joined = (f"{stem}{by}" for stem in stems for by in ("", "费", "的"))
    words = [f"{word}{price}" for word in joined for price in ("", *stated_words("price"))]
    return named_before(_SET_BY.sub("", _EACH.sub("", before)), words)


def _same_measure(line: Drivers, measure: re.Match[str] | None) -> bool:
    """Tell whether a price is one of what the line counts; a measure that is not written may be any."""
    if measure is None:
        return True
    time = measure["time"]
    return same_unit(measure["of"], line.quantity_unit) and (
        not line.quantity_unit or time is None or time == "年" or _TIMES[time] == _periods(line)
    )


def same_unit(said: str, counted: str) -> bool:
    """Tell whether a unit of a text is the one a line counts in; one that the line does not name may be any."""
    written, known = (_SQUARE.sub("平方米", text) for text in (said, counted))
    return not known or written.startswith(known) or known.startswith(written)


def _values(price: _Price, measure: re.Match[str] | None) -> tuple[Decimal, ...]:
    """Give a price as a text may state it: a time's, or a whole year's."""
    year = price.yuan * price.line.periods_a_year
    time = measure["time"] if measure else None
    return (year,) if time == "年" else (price.yuan,) if time else (price.yuan, year)


def _periods(line: Drivers) -> int:
    return _TIMES["日"] if line.periods_a_year >= DAILY else int(line.periods_a_year)
