"""Numbers with their units in Chinese running text: digits of any width, 万 and 亿, per cent, numerals, ranges."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bondcalc.claims.chinese_numerals import NUMERAL, numeral


class Dimension(StrEnum):
    """What a number in a text measures (计量): money is held in 元, a share as a fraction, an area as written; days and counts are read apart."""

    MONEY = "money"
    RATIO = "ratio"
    SHARE = "share"
    YEARS = "years"
    MU = "mu"
    SQUARE_METRES = "square_metres"
    PLAIN = "plain"
    OTHER = "other"
    DAY = "day"
    COUNT = "count"


TOLD = 3
"""Digits from which a price or a coupon may be a rounded one: 2.38% of 2.384%."""


class Quantity(NamedTuple):
    """A number in a text: where it stands, its value and what its last printed digit counts, both in base units.

    `until` is the upper end of a range. `rough` tells that the text rounds it (约, 左右), so that zeros at its end are no
    digits; `beyond` that it is cut off and not rounded (5亿余元).
    """

    start: int
    end: int
    text: str
    dimension: Dimension
    value: Decimal
    step: Decimal
    until: Decimal | None = None
    rough: bool = False
    beyond: bool = False

    @property
    def digits(self) -> int:
        """Count the significant digits printed."""
        return len(str(int(abs(self.value / self.step)))) if self.step else 0

    def covers(self, figure: Decimal, slack: Decimal = Decimal(0)) -> bool:
        """Tell whether a figure, rounded to the digits printed, is what is written."""
        step = self._loose if self.rough else self.step
        if self.beyond and self.value <= figure < self.value + self._loose:
            return True
        low, high = self.value, self.value if self.until is None else self.until
        return low - step / 2 - slack <= figure <= high + step / 2 + slack

    def states(self, value: Decimal) -> bool:
        """Tell whether what was filled in is what is written: a price or a coupon is not rounded to a digit or two."""
        return self.covers(value) and (value == self.value or self.rough or self.digits >= TOLD)

    @property
    def _loose(self) -> Decimal:
        """What the last digit that is not zero counts; two digits at least are taken for said."""
        count = self.value / self.step
        if count != count.to_integral_value() or not count:
            return self.step
        zeros = len(str(int(abs(count)))) - len(str(int(abs(count))).rstrip("0"))
        return self.step.scaleb(max(0, min(zeros, len(str(int(abs(count)))) - 2)))


SCALES = {
    "万亿": 10**12,
    "亿": 10**8,
    "億": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "萬": 10**4,
    "千": 1000,
    "百": 100,
    "": 1,
}
_SCALE = "万亿|千万|百万|十万|亿|億|万|萬|千|百"
_ARABIC = r"\d{1,3}(?:[,，' ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_UNITS = (
    (Dimension.MONEY, r"元|圆|人民币|块钱"),
    (Dimension.RATIO, r"倍|[xX](?![a-zA-Z])"),
    (Dimension.SHARE, r"%|％|‰|成(?![本立效果员为交功熟长套])"),
    (Dimension.YEARS, r"年(?!产|度|均|初|末|底|级)"),
    (Dimension.MU, r"亩"),
    (Dimension.SQUARE_METRES, r"平方米|平米|㎡|m²|m2"),
)
_UNIT = "|".join(f"(?P<{dimension}>{pattern})" for dimension, pattern in _UNITS)
_TAIL = re.compile(
    rf"\s*(?P<more>[余多])?\s*个?(?P<scale>{_SCALE})?\s*(?P<more2>[余多])?\s*(?:{_UNIT})?(?P<more3>[余多])?"
)
_SCALED = re.compile(rf"\s*({_SCALE})")
_PARTED = str.maketrans("", "", ",，' ")
"""What parts thousands."""
_NEXT = re.compile(rf"\s*(?:零|又)?({_ARABIC})\s*({_SCALE})?")
_OTHER = re.compile(
    r"[A-Za-z℃°吨人株度立千瓦公里米次件户家条辆升斤册头只羽个名座栋幢层期批台套宗项种天日月小分基道段处所村镇]"
)
_PRICE = re.compile(r"\s*(?:/|／|每(?:[^年]|年每))")
_BEFORE_ROUGH = re.compile(r"(?:约|大约|近|将近|接近|左右|逾|超|上下|大概|约为|约合)\s*(?:人民币)?\s*$")
_RANGE = re.compile(r"\s*(?:至|到|—|–|-|~|～|－|──|——)\s*$")
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9.])(?P<percent>百分之)?(?P<sign>[-−－])?(?:(?P<arabic>{_ARABIC})|(?P<chinese>{NUMERAL}))"
)
_MASKS = re.compile(
    r"〔\d{4}〕\s*第?\s*\d+\s*号|\[\d{4}\]\s*\d+\s*号|第\s*[\d一二三四五六七八九十百]+\s*[章条款期次号页项个批届年]|\d+\s*号"
    r"|(?:19|20)\d{2}\s*[-/.．]\s*\d{1,2}\s*[-/.．]\s*\d{1,2}|(?:19|20)\d{2}\s*年?\s*(?=[-—–~～至到])|(?:19|20)\d{2}\s*年(?!期)(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*日|[二][〇零][〇零一二三四五六七八九]{2}年|[（(]\s*[\d一二三四五六七八九十]+\s*[）)]|[①-⑳]|\d{7,}(?!\d*[.,万亿元])"
    r"|[A-Za-z/]+\s*\d[\d.\-—]*(?![\d.\-—]*\s*[倍%万亿元])|一般|一体|统一|唯一|万一|单一|一定|一并|一次|进一步|十分|千方百计"
)
SENTENCE_ENDS = re.compile(r"[。；;！!？?\n\r]+")
"""What parts a text into its sentences."""
_LIST = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.、．)）]\s*(?!\d)|[一二三四五六七八九十]+、)")


def plain_width(text: str) -> str:
    """Give a text with signs of full width as those of half width, each in its place."""
    return text.translate(_NARROW)


class _Narrow(dict[int, str]):
    """Signs by their number, each looked up once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        narrow = unicodedata.normalize("NFKC", sign)
        self[code] = narrow if len(narrow) == 1 and sign not in "，（）：；！？" else sign
        return self[code]


_NARROW = _Narrow()


def quantities(text: str) -> list[Quantity]:
    """Find the numbers of a text in reading order; days, document numbers, headings' numbers are none."""
    said = plain_width(text)
    masked = _LIST.sub(_hidden, _MASKS.sub(_hidden, said))
    return list(_ranged(masked, list(_found(masked, said))))


def _hidden(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _found(masked: str, said: str) -> Iterator[Quantity]:
    at = 0
    while match := _NUMBER.search(masked, at):
        at = match.end()
        made = _quantity(match, masked, said)
        if made is not None:
            yield made
            at = max(at, made.end)


def _quantity(match: re.Match[str], masked: str, said: str) -> Quantity | None:
    """Read one number with what stands behind it; None for signs that are no number."""
    read = _value(match)
    if read is None:
        return None
    (value, step), end = read, match.end()
    scaled = bool(set(match["chinese"] or "") & set("万亿萬億"))
    if match["arabic"]:
        value, step, end, scaled = _scaled(value, step, masked, end)
    tail = _TAIL.match(masked, end)
    factor = Decimal(SCALES[(tail and tail["scale"]) or ""])
    dimension, end, of = _measured(match, tail, masked, end, scaled=scaled or factor >= SCALES["万"])
    if match["chinese"] and dimension in {Dimension.PLAIN, Dimension.OTHER, Dimension.YEARS}:
        return None
    if match["sign"] and not re.search(r"[\d%元倍年]\s*$", masked[: match.start()]):
        factor = -factor
    more = tail is not None and any(tail[name] for name in ("more", "more2", "more3"))
    around = masked[: match.start()], masked[end:].lstrip()
    return Quantity(
        start=match.start(),
        end=end,
        text=said[match.start() : end],
        dimension=dimension,
        value=value * factor / of,
        step=step * abs(factor) / of,
        rough=more or bool(_BEFORE_ROUGH.search(around[0])) or around[1].startswith(("左右", "上下")),
        beyond=more,
    )


def _value(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    if match["chinese"]:
        return numeral(match["chinese"])
    digits = match["arabic"].translate(_PARTED)
    return Decimal(digits), Decimal(1).scaleb(-len(digits.partition(".")[2]))


def _scaled(value: Decimal, step: Decimal, masked: str, end: int) -> tuple[Decimal, Decimal, int, bool]:
    """Add what goes on in a smaller unit: 5亿6181万, 3亿6千万."""
    scale = _SCALED.match(masked, end)
    if scale is None:
        return value, step, end, False
    following = _NEXT.match(masked, scale.end())
    if following is None or SCALES[scale[1]] <= SCALES[following[2] or ""] * Decimal(following[1].translate(_PARTED)):
        return value, step, end, False
    small = Decimal(following[1].translate(_PARTED))
    unit = Decimal(SCALES[following[2] or ""])
    places = len(following[1].partition(".")[2])
    return value * SCALES[scale[1]] + small * unit, unit.scaleb(-places), following.end(), True


def _measured(
    match: re.Match[str], tail: re.Match[str] | None, masked: str, end: int, *, scaled: bool
) -> tuple[Dimension, int, int]:
    """Tell what a number measures, where its unit ends, and how many of what is written make one (100 per cent)."""
    if match["percent"]:
        return Dimension.SHARE, match.end(), 100
    if tail is None:
        return Dimension.PLAIN, end, 1
    dimension = next((dimension for dimension, _ in _UNITS if tail[dimension]), None)
    if dimension is Dimension.MONEY and _PRICE.match(masked, tail.end()):
        return Dimension.OTHER, tail.end(), 1
    if dimension is not None:
        of = {"‰": 1000, "成": 10}.get(tail["share"], 100) if dimension is Dimension.SHARE else 1
        return dimension, tail.end(), of
    stop = tail.end("scale") if tail["scale"] else end
    if _OTHER.match(masked, tail.end()):
        return Dimension.OTHER, stop, 1
    # 3.6亿 without a word behind it is money in a filing; 5万 of something else is told by the word.
    return (Dimension.MONEY if scaled else Dimension.PLAIN), stop, 1


def _ranged(masked: str, numbers: list[Quantity]) -> Iterator[Quantity]:
    """Make one of two numbers with a sign of range between them: 1.2至1.5倍."""
    index = 0
    while index < len(numbers):
        left = numbers[index]
        right = numbers[index + 1] if index + 1 < len(numbers) else None
        if (
            right is not None
            and _RANGE.fullmatch(masked[left.end : right.start])
            and left.dimension in {Dimension.PLAIN, right.dimension}
            and right.dimension is not Dimension.PLAIN
        ):
            ratio = (
                right.step / Decimal(1).scaleb(-len(right.text.partition(".")[2].rstrip("%％倍元万亿年亩平方米㎡")))
                if left.dimension is Dimension.PLAIN
                else Decimal(1)
            )
            low = left.value * ratio
            if low < right.value:
                yield right._replace(
                    start=left.start, text=masked[left.start : right.end], value=low, until=right.value
                )
                index += 2
                continue
        yield left
        index += 1
