"""The names under which a project's figures are spoken of, and the figures each name means (名称和所指的数).

Names are the labels of the lines of every schedule, without what stands around them (其中：…, （仅供参考）), and the other
ways of saying the same of `templates/claims/names.toml`; filings add the names that they print (`printed_names`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from bondcalc.algebra.line import Line
from bondcalc.claims.computed import ComputedProject
from bondcalc.claims.quantities import Dimension, Quantity
from bondcalc.claims.vocabulary import also, says_nothing
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.wording.terms import Unit

NAMELESS = ("timing", "ramps", "ties", "disclosure_plain", "payment_days")
"""Schedules whose lines nobody speaks of: flags of the calendar, checks that give zero."""
MEASURES = {
    Unit.MONEY: Dimension.MONEY,
    Unit.YUAN: Dimension.MONEY,
    Unit.DISCLOSED: Dimension.MONEY,
    Unit.RATIO: Dimension.RATIO,
    Unit.INTEREST_COVER: Dimension.RATIO,
    Unit.FRACTION: Dimension.SHARE,
    Unit.SHARE: Dimension.SHARE,
    Unit.YEARS: Dimension.YEARS,
    Unit.AREA: Dimension.MU,
}
SAYS_NOTHING = says_nothing()
"""Heads and rows of tables that name no figure by themselves."""
THIS_ISSUE = "本次"
"""The word by which a text speaks of the bonds issued now and not of all of the project's."""
BEGINNING = 2
"""Signs that every name has at least, by which it is looked for."""
_AROUND = re.compile(r"^(?:[A-H]\s+|其中：|减：|加：|累计应计：|\d{2,6}\s+)+|\s+E/[A-H]$|^\s+")
_SPOKEN = re.compile(r"[\u4e00-\u9fff]{2}|[A-Z]/[A-Z]")
_MEMO = re.compile(r"([^（）]+)的E/[A-H]")
_BRACKETS = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）$")


class NamedFigure(NamedTuple):
    """One figure that a name may mean: its id, year (None: of no single year), what it measures and its value in base units.

    `slack` is how far the value may be off where only its print is known; `within` names the column of a table that
    tells figures of one row apart. `printed` is how it stands in print; that of a line is written when it is asked for, in its `unit`.
    """

    id: str
    label: str
    dimension: Dimension
    value: Decimal
    year: int | None = None
    slack: Decimal = Decimal(0)
    within: str = ""
    printed: str = ""
    unit: Unit | None = None


class NamedFigures:
    """Every name of a project's figures; a name is looked up when it is met."""

    def __init__(self, result: ComputedProject) -> None:
        self._result = result
        settings = result.project.form(Settings)
        self._notation, self._money = settings.notation(), settings.yuan_per_unit
        self._lines: dict[str, list[tuple[str, Line]]] = defaultdict(list)
        self._printed: dict[str, list[NamedFigure]] = defaultdict(list)
        self._known: dict[str, tuple[NamedFigure, ...]] = {}
        ids = {f"{table.id}.{line.id}": line for table in result.book.tables for line in table.lines}
        self._by_id = ids
        for id_, line in ids.items():
            if line.unit in MEASURES and not id_.startswith(NAMELESS):
                for name in spoken(line.zh):
                    self._lines[name].append((id_, line))
        for name, meant in also().items():
            said = [(id_, ids[id_]) for id_ in meant if id_ in ids]
            # What the list says comes first; lines of that label stay where a word in brackets tells them apart.
            self._lines[name] = [
                *said,
                *((id_, line) for id_, line in self._lines.get(name, ()) if _told_apart(line.zh) or not said),
            ]

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """Every name, the longest first, by the signs it begins with (BEGINNING)."""
        meant: dict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys([*self._lines, *self._printed]):
            if _names_something(name) and self._lines.get(name, True):
                meant[name[:BEGINNING]].append(name)
        return {signs: sorted(names, key=len, reverse=True) for signs, names in meant.items()}

    @property
    def money(self) -> Decimal:
        """The project's unit of money in 元."""
        return self._money

    def of(self, name: str) -> tuple[NamedFigure, ...]:
        """Give every figure a name may mean."""
        if name not in self._known:
            meant = [figure for id_, line in self._lines.get(name, ()) for figure in self._figures(id_, line)]
            meant += self._printed.get(name, ())
            self._known[name] = tuple(dict.fromkeys(map(_of_this_issue, meant)))
        return self._known[name]

    def having(self, quantity: Quantity) -> tuple[NamedFigure, ...]:
        """Give the figures, whatever they are called, that a number with its digits can only be."""
        return tuple(
            figure for figure in self._every if figure.dimension is quantity.dimension and quantity.covers(figure.value)
        )

    @cached_property
    def _every(self) -> tuple[NamedFigure, ...]:
        return tuple(
            dict.fromkeys(
                figure for names in self.names.values() for name in names for figure in self.of(name) if figure.value
            )
        )

    def add(self, name: str, figure: NamedFigure) -> None:
        """Take a name for one of a figure."""
        self._printed[name].append(figure)
        self._known.pop(name, None)
        self.__dict__.pop("names", None)

    def _figures(self, id_: str, line: Line) -> Iterator[NamedFigure]:
        label, within, scale = spoken(line.zh)[0], _told_apart(line.zh), self._scale(line.unit)
        for part, year, value in self._values(line):
            yield NamedFigure(
                f"{id_}{part}", label, MEASURES[line.unit], value * scale, year=year, within=within, unit=line.unit
            )

    def _values(self, line: Line) -> Iterator[tuple[str, int | None, Decimal]]:
        """Give the amounts of a line that a text may say, each with what stands behind the line's id for it, and its year."""
        columns, axis = self._result.figures.columns(line), line.axis
        if axis.kind == "scalar":
            if isinstance(columns[0], Decimal):
                yield "", None, columns[0]
            return
        by_year: dict[int, Decimal] = defaultdict(Decimal)
        if axis.kind == "years" or line.total:
            for year, value in zip(axis.years, columns, strict=True):
                if isinstance(value, Decimal):
                    by_year[year] += value
        for year, amount in by_year.items():
            yield f"@{year}", year, amount
        if line.total:
            yield "#total", None, sum(by_year.values(), Decimal(0))

    def printed(self, figure: NamedFigure) -> str:
        """Write a figure as it stands in print."""
        if figure.printed or figure.unit is None:
            return figure.printed
        return self._notation.whole(figure.value / self._scale(figure.unit), figure.unit)

    def _scale(self, unit: str) -> Decimal:
        return {Unit.MONEY: self._money, Unit.DISCLOSED: Decimal(10**8)}.get(Unit(unit), Decimal(1))

    def exact(self, id_: str) -> Decimal | None:
        """Give the exact value of a line's figure; None for a figure that is no line, or a part of one."""
        where, _, at = id_.partition("@")
        name, _, part = where.partition("#")
        line = self._by_id.get(name)
        if line is None or part not in {"", "total", "said"} or line.unit not in MEASURES:
            return None
        columns = self._result.figures.columns(line)
        if part == "total":
            value: object = sum((amount for amount in columns if isinstance(amount, Decimal)), Decimal(0))
        elif at:
            column = date.fromisoformat(at) if "-" in at else int(at)
            value = columns[list[int | date](line.axis.columns).index(column)]
        else:
            value = columns[0]
        return value * self._scale(line.unit) if isinstance(value, Decimal) else None


@lru_cache(maxsize=4096)
def _names_something(name: str) -> bool:
    """Tell whether a label is a name that a text may say: two Chinese signs, or a ratio like E/F."""
    return _SPOKEN.search(name) is not None and name not in SAYS_NOTHING


@lru_cache(maxsize=4096)
def spoken(label: str) -> tuple[str, ...]:
    """Give the ways a label is spoken: without what leads it in, and also without what stands in brackets behind it."""
    plain = label.strip()
    while (shorter := _AROUND.sub("", plain)) != plain:
        plain = shorter
    bare = plain
    while (shorter := _BRACKETS.sub("", bare).strip()) != bare:
        bare = shorter
    ends = [bare.removesuffix("合计").removesuffix("总额")]
    joined = [re.sub(r"[、/]", "和", bare)] if "、" in bare else []
    return tuple(dict.fromkeys(spelling for spelling in (plain, bare, *ends, *joined) if len(spelling) > 1)) or (plain,)


def _of_this_issue(figure: NamedFigure) -> NamedFigure:
    """Take figures of the bonds issued now for meant only where the text says so: 覆盖倍数 alone is all bonds'."""
    return figure._replace(within=THIS_ISSUE) if figure.id.startswith("this_issue.") else figure


@lru_cache(maxsize=4096)
def _told_apart(label: str) -> str:
    """Give the words that tell lines of one label apart: （P1）, （整年计入）, 不计土地收益的; what only remarks tells nothing."""
    match = _MEMO.match(label) or re.search(r"（([^（）]*)）$", label)
    return (
        ""
        if match is None or "仅供参考" in match[1] or match[1].startswith(("含", "不含", "扣除"))
        else match[1].split("，")[0]
    )
