"""Which figure a number in a sentence means: the name beside it, the year named with it, shares of one in another."""

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bondcalc.claims.named_figures import THIS_ISSUE, NamedFigure, NamedFigures
from bondcalc.claims.quantities import Dimension, Quantity
from bondcalc.claims.sentences import NameHit, Sentence, YearHit
from bondcalc.claims.vocabulary import only_fills, pattern
from bondcalc.wording import number

COVERAGE = "coverage.coverage_total_debt"
OWN = re.compile(r"项目(?!单位|主管|业主|公司|所在|法人|实施)|本次|本期|专项债")
"""Words that bring a sentence back to the project after it spoke of the county."""
VAGUE = (
    "每年",
    "年均",
    "平均",
    "各年",
    "当年",
    "最高",
    "最低",
    "峰值",
    "高峰",
    "月均",
    "每月",
    "单年",
    "逐年",
    "首年",
    "达产年",
    "正常年",
    "第",
)
"""Words of a year that is not named: nothing is said wrong where no year has the figure."""
PLAIN_WORD = 2
"""Signs of a name that says no more than its kind: 收入, 成本, 投资."""
SHARE_OF = "占"
PART = ("一期", "二期", "三期", "设备", "每", "单位", "单个", "子项目", "分项", "部分", "新增", "剩余", "其余", "另")
"""Words before a name that make it another thing."""


class Meant(NamedTuple):
    """What a number may mean: the name, the figures under it, whether the number stands directly at the name.

    `certain` tells that the text speaks of this figure and nothing else, so that another number is wrong.
    """

    name: str
    figures: tuple[NamedFigure, ...]
    direct: bool
    certain: bool

    @property
    def coverage(self) -> bool:
        """Tell whether E/F is meant."""
        return any(figure.id.startswith(COVERAGE) for figure in self.figures)


def meant(sentence: Sentence, quantity: Quantity, named: NamedFigures) -> Meant | None:
    """Find what a number means; None where its clause names nothing."""
    if quantity.dimension is Dimension.SHARE and (share := _share(sentence, quantity, named)) is not None:
        return share
    hit, direct = _beside(sentence, quantity)
    if hit is None:
        return None
    candidates = _comparable(named.of(hit.name), quantity)
    candidates = _narrowed(candidates, sentence, hit)
    figures, dated = _of_year(candidates, sentence, hit, quantity)
    said = sentence.said[sentence.clause(hit.start)[0] : hit.start] + "□" + sentence.said[hit.end : quantity.end]
    vague = any(word in said for word in VAGUE)
    if vague:
        figures = candidates
    extreme = _extreme(candidates, sentence, hit, said)
    if extreme:
        figures, vague, dated = extreme, False, True
    foreign = _foreign(sentence, hit, quantity)
    # 注册资本5,000万元的公司取得收入: a name somewhere in the clause does not make the number its own.
    if foreign and not direct and pattern("elsewhere").search(sentence.said[slice(*sentence.clause(quantity.start))]):
        return Meant(hit.name, (), direct, certain=False)
    certain = direct and bool(figures) and not vague and dated and not foreign
    return Meant(hit.name, figures, direct, certain)


def _extreme(figures: tuple[NamedFigure, ...], sentence: Sentence, hit: NameHit, said: str) -> tuple[NamedFigure, ...]:
    """Give what 最低 and 最高 mean of a name that has figures by year: each line's own, and the line that is the extreme.

    Empty where another word leaves the year open, years are named, or the name is a ratio without such a line: of one, a
    limit or a case may be told.
    """
    words = {word for word in VAGUE if word in said}
    least = words == {"最低"}
    if not (least or words == {"最高"}) or sentence.years or any(word in hit.name for word in words):
        return ()
    own = tuple(figure for figure in figures if figure.id.endswith("_min" if least else "_max"))
    by_line: dict[str, list[NamedFigure]] = defaultdict(list)
    for figure in figures:
        if figure.year is not None and figure.dimension is Dimension.MONEY:
            by_line[figure.id.partition("@")[0]].append(figure)
    ends = min if least else max
    return (*own, *(ends(line, key=lambda figure: figure.value) for line in by_line.values()))


def _beside(sentence: Sentence, quantity: Quantity) -> tuple[NameHit | None, bool]:
    """Find the name a number belongs to, and whether nothing but joining words lies between."""
    listed = _respectively(sentence, quantity)
    if listed is not None:
        return listed, True
    before = [hit for hit in sentence.hits if hit.end <= quantity.start]
    nearest = before[-1] if before else None
    if nearest is not None and _joined(sentence, nearest, quantity):
        return _whose(sentence, nearest), True
    start, end = sentence.clause(quantity.start)
    behind = next((hit for hit in sentence.hits if quantity.end <= hit.start < end), None)
    if (
        behind is not None
        and only_fills(sentence.said[quantity.end : behind.start], "behind")
        and not _owned(sentence, behind)
    ):
        return behind, True
    inside = [hit for hit in sentence.hits if start <= hit.start < end]
    return min(inside, key=lambda hit: abs(hit.start - quantity.start), default=None), False


def _whose(sentence: Sentence, hit: NameHit) -> NameHit:
    """Take 污水处理费收入 for 污水处理费: a plain word right behind a name is that name's."""
    led = next((other for other in sentence.hits if other.end == hit.start and len(hit.name) == PLAIN_WORD), None)
    return led or hit


def _joined(sentence: Sentence, hit: NameHit, quantity: Quantity) -> bool:
    between = sentence.said[hit.end : quantity.start]
    return not any(hit.end <= other.start < quantity.start for other in sentence.quantities) and only_fills(between)


def _owned(sentence: Sentence, hit: NameHit) -> bool:
    """Tell whether a name has a number of its own behind it."""
    following = next((quantity for quantity in sentence.quantities if quantity.start >= hit.end), None)
    return (
        following is not None
        and "，" not in sentence.said[hit.end : following.start]
        and _joined(sentence, hit, following)
    )


def _respectively(sentence: Sentence, quantity: Quantity) -> NameHit | None:
    """Match 甲、乙分别为1、2: the first number is the first name's."""
    at = sentence.said.rfind("分别", 0, quantity.start)
    if at < 0:
        return None
    names = [hit for hit in sentence.hits if hit.end <= at]
    numbers = [other for other in sentence.quantities if other.start > at]
    previous = max((other.end for other in sentence.quantities if other.end <= at), default=0)
    listed = [hit for hit in names if hit.start >= previous]
    # 其中 leads into parts that have numbers of their own.
    return listed[numbers.index(quantity)] if len(listed) == len(numbers) and quantity in numbers else None


def _comparable(figures: tuple[NamedFigure, ...], quantity: Quantity) -> tuple[NamedFigure, ...]:
    """Keep figures of the same measure; a ratio may be written in per cent, a number without unit may be any."""
    if quantity.dimension is Dimension.PLAIN:
        return figures
    same = tuple(figure for figure in figures if figure.dimension is quantity.dimension)
    if not same and quantity.dimension is Dimension.SHARE:
        return tuple(figure for figure in figures if figure.dimension is Dimension.RATIO)
    return same


def _narrowed(figures: tuple[NamedFigure, ...], sentence: Sentence, hit: NameHit) -> tuple[NamedFigure, ...]:
    """Keep what the clause tells apart by a further word (a parcel, a column), where it has one; else what needs none."""
    clause = sentence.said[slice(*sentence.clause(hit.start))].replace(hit.name, "□")
    narrowed = tuple(figure for figure in figures if figure.within and figure.within in clause)
    plain = tuple(figure for figure in figures if not figure.within)
    if all(figure.within == THIS_ISSUE for figure in narrowed):
        # 本次申报的项目 may still be said of all of its bonds.
        return (*narrowed, *plain) or figures
    return narrowed


def _of_year(
    figures: tuple[NamedFigure, ...], sentence: Sentence, hit: NameHit, quantity: Quantity
) -> tuple[tuple[NamedFigure, ...], bool]:
    """Keep the figures of the year named with the name, else those of no year; tell whether that is sure."""
    whole = tuple(figure for figure in figures if figure.year is None)
    year = _year(sentence, hit, quantity)
    if year is None:
        # 2028年收入甲，其中乙: a year said earlier in the sentence may go on.
        said = [earlier.first for earlier in sentence.years if earlier.end <= hit.start]
        whole = (*whole, *(figure for figure in figures if figure.year in said[-1:])) if whole else whole
        return (whole, True) if whole else (figures, False)
    if year.first != year.last:
        return (*whole, *_summed(figures, year)), True
    dated = tuple(figure for figure in figures if figure.year == year.first)
    gap = sentence.said[year.end : hit.start] if year.end <= hit.start else ""
    strict = only_fills(gap)
    if dated and strict:
        return dated, True
    return (*dated, *whole), not dated and strict


def _year(sentence: Sentence, hit: NameHit, quantity: Quantity) -> YearHit | None:
    """Find the year that goes with a name: in its clause, or standing alone before it."""
    start, end = sentence.clause(hit.start)
    inside = [year for year in sentence.years if start <= year.start < max(end, quantity.start)]
    if inside:
        nearest = [year for year in inside if year.end <= quantity.start] or inside
        return nearest[-1]
    before = [year for year in sentence.years if year.end <= start]
    alone = before[-1] if before else None
    return alone if alone is not None and only_fills(sentence.said[alone.end : hit.start]) else None


def _summed(figures: tuple[NamedFigure, ...], span: YearHit) -> Iterator[NamedFigure]:
    """Add up the figures of each line over a span of years."""
    lines: dict[str, list[NamedFigure]] = defaultdict(list)
    for figure in figures:
        if figure.year is not None and span.first <= figure.year <= span.last:
            lines[figure.id.partition("@")[0]].append(figure)
    for id_, inside in lines.items():
        value = sum((figure.value for figure in inside), Decimal(0))
        yield NamedFigure(f"{id_}@{span.first}—{span.last}", inside[0].label, inside[0].dimension, value)


def _foreign(sentence: Sentence, hit: NameHit, quantity: Quantity) -> bool:
    """Tell whether the clause speaks of another thing than the project: the county, another project, a part."""
    start, end = sentence.clause(min(hit.start, quantity.start))
    end = min(end, max(hit.end, quantity.end))
    lead = sentence.said[start : hit.start]
    if lead.endswith(PART) or (len(hit.name) == 2 and not only_fills(lead[-2:]) and not OWN.search(lead[-3:])):
        return True
    narrowed = sentence.said[: hit.start] + "□" * len(hit.name) + sentence.said[hit.end : max(quantity.end, end)]
    away = max((match.end() for match in pattern("elsewhere").finditer(narrowed)), default=-1)
    return away > max((match.end() for match in OWN.finditer(sentence.said[: max(quantity.end, end)])), default=-1)


def _share(sentence: Sentence, quantity: Quantity, named: NamedFigures) -> Meant | None:
    """Read 甲占乙的35.92%: what the first is of the second."""
    at = sentence.said.rfind(SHARE_OF, 0, quantity.start)
    if at < 0 or any(at < other.start < quantity.start for other in sentence.quantities):
        return None
    of = [hit for hit in sentence.hits if at < hit.start and hit.end <= quantity.start]
    parts = [hit for hit in sentence.hits if hit.end <= at]
    if len(of) != 1 or not parts or not only_fills(sentence.said[of[0].end : quantity.start]):
        return None
    figures = tuple(
        NamedFigure(
            f"{part.id}/{whole.id}",
            f"{parts[-1].name}占{of[0].name}",
            Dimension.SHARE,
            part.value / whole.value,
            printed=number.percent(part.value / whole.value),
        )
        for part in _plain_money(named.of(parts[-1].name))
        for whole in _plain_money(named.of(of[0].name))
        if whole.value
    )
    return Meant(
        f"{parts[-1].name}占{of[0].name}", figures, True, bool(figures) and not _foreign(sentence, parts[-1], quantity)
    )


def _plain_money(figures: tuple[NamedFigure, ...]) -> Iterator[NamedFigure]:
    """Give the different amounts of no single year; columns of a table (a year's, a bond's) only where nothing else is meant."""
    plain = tuple(figure for figure in figures if not figure.within)
    seen = set()
    for figure in plain or figures:
        if figure.dimension is Dimension.MONEY and figure.year is None and figure.value not in seen:
            seen.add(figure.value)
            yield figure
