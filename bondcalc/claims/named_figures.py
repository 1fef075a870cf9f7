"""The names under which a project's figures are spoken of, and the figures each name means (名称和所指的数).

Names are the labels of the lines of every schedule, without what stands around them (其中：…, （仅供参考）), the rows and
columns of the filings' own tables, and the other ways of saying the same of `templates/claims/names.toml`.
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
from bondcalc.claims.quantities import Dimension, Quantity, quantities
from bondcalc.claims.vocabulary import also, says_nothing
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.typeset.document import Document, PageTable, PrintedFigure, printed
from bondcalc.wording.terms import Unit

NAMELESS = ("timing", "ramps", "ties", "disclosure_plain", "dated_check")
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
SIMULATED = ("stress.", "risk.")
"""Figures of cases that are assumed; a name in a sentence means the case that is planned."""
THIS_ISSUE = "本次"
"""The word by which a text speaks of the bonds issued now and not of all of the project's."""
BEGINNING = 2
"""Signs that every name has at least, by which it is looked for."""
WHOLE = frozenset(("合计", "总计", "存续期合计", "预测期合计"))
_YEAR = re.compile(r"((?:19|20)\d{2})年?")
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

    def __init__(self, result: ComputedProject, filings: Sequence[Document]) -> None:
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
        for document in filings:
            for block in document.blocks:
                if isinstance(block, PageTable):
                    self._read(block)

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

    def learn(self, name: str, figure: PrintedFigure, quantity: Quantity) -> None:
        """Take what a filing's own sentence calls one of its figures for a name of that figure."""
        value = self._exact(figure.id)
        exact = value if value is not None else quantity.value
        slack = Decimal(0) if value is not None else quantity.step / 2
        made = NamedFigure(figure.id, name, quantity.dimension, exact, slack=slack, printed=quantity.text)
        self._printed[name].append(made)
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
        return self._notation.whole(figure.value / self._scale(figure.unit), figure.unit).replace(" ", "")

    def _scale(self, unit: str) -> Decimal:
        return {Unit.MONEY: self._money, Unit.DISCLOSED: Decimal(10**8)}.get(Unit(unit), Decimal(1))

    def _read(self, table: PageTable) -> None:
        """Name the figures of a printed table by their row and their column."""
        full = [printed(head) for head in table.heading[-1]]
        heads = [re.sub(r"（[^（）]*）$", "", head) for head in full]
        units = [_unit(head) or _unit(table.unit) or _unit(table.title) for head in full]
        for row in table.rows:
            words = [printed(cell) for cell in row if not isinstance(cell, PrintedFigure)]
            label = words[0].strip() if words else ""
            year = _YEAR.fullmatch(label)
            for cell, head, unit in zip(row, heads, units, strict=False):
                if isinstance(cell, PrintedFigure) and not cell.id.startswith(SIMULATED):
                    self._name(cell, label, head, unit, int(year[1]) if year else None)

    def _name(self, cell: PrintedFigure, label: str, head: str, unit: str, year: int | None) -> None:
        made = self._cell(cell, label if year is None else head, unit, year)
        if made is None:
            return
        if year is not None or label in WHOLE:
            self._add(head, made)
        elif head in SAYS_NOTHING:
            self._add(label, made)
        else:
            for name, within in (
                *((name, head) for name in spoken(label) if len(name) > 1),
                (head, label.split(maxsplit=1)[0] if label.split() else ""),
            ):
                if name not in also():
                    self._printed[name].append(made._replace(label=f"{label}{head}", within=within))

    def _add(self, name: str, figure: NamedFigure) -> None:
        for spelling in spoken(name):
            if spelling not in SAYS_NOTHING:
                self._printed[spelling].append(figure)

    def _cell(self, cell: PrintedFigure, label: str, unit: str, year: int | None) -> NamedFigure | None:
        """Take a printed cell as a figure: exact where it is a line's, else as printed."""
        printed = quantities(f"{cell.text}{'' if cell.text.endswith('%') else unit}")
        if len(printed) != 1 or printed[0].dimension is Dimension.OTHER:
            return None
        written = printed[0]
        value, slack = self._exact(cell.id), Decimal(0)
        if value is None:
            value, slack = written.value, written.step / 2
        return NamedFigure(cell.id, label, written.dimension, value, year=year, slack=slack, printed=written.text)

    def _exact(self, id_: str) -> Decimal | None:
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


def _unit(text: str) -> str:
    """Find the unit a head or a unit line states."""
    match = re.search(r"(?:单位：|（)\s*(万元|亿元|千元|元|倍|%|年|亩)\s*）?$", text)
    return match[1] if match else ""
