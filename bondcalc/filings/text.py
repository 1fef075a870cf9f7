"""Texts of the filings with figures filled in by id; no figure is ever typed."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import Line
from bondcalc.algebra.table import Table
from bondcalc.data import data_path
from bondcalc.inputs.settings import Settings
from bondcalc.money import grouped, half_up_fraction, places_of
from bondcalc.output.document import Figure, Paragraph, Text
from bondcalc.output.document import Table as Printed
from bondcalc.result import Result
from bondcalc.wording.notation import NEGATIVE
from bondcalc.wording.terms import Unit

_MARK = re.compile(r"\{([^{}]+)\}")
NOT_APPLICABLE = "不适用"


class Writer:
    """What a filing is written with: fills texts and tables from one result. Ids: `schedule.line`, `schedule.line@2025`, `schedule.line#total`.

    `sealed` gives the sha256 of the files handed in with the filing, by name; `version` is the program's.
    """

    def __init__(self, result: Result, filing: str, sealed: Mapping[str, str], version: str = "") -> None:
        self.result = result
        self.sealed = sealed
        self.version = version
        self._texts: dict[str, Any] = {}
        for name in ("common", filing):
            path = data_path("templates", "filings", f"{name}.toml")
            self._texts |= tomllib.loads(path.read_text(encoding="utf-8"))
        self._tables = {table.id: table for table in result.book.tables}
        self.words: dict[str, str] = {}

    @property
    def unit(self) -> str:
        """The unit line of a table of amounts."""
        return f"单位：{self.result.project.form(Settings).money_unit}"

    def has(self, table: str, prefix: str) -> bool:
        """Tell whether a schedule has lines whose ids start with a prefix."""
        return any(line.id.startswith(prefix) for line in self._tables[table].lines) if table in self._tables else False

    def paragraphs(self, section: str) -> list[Paragraph]:
        """Give the paragraphs of a section of the text file; KeyError for an unknown id in it."""
        return [Paragraph(self.fill(text)) for text in self._texts[section]]

    def fill(self, text: str) -> Text:
        """Replace `{id}` by its figure and `{name}` by a word of the project."""
        parts: list[str | Figure] = []
        for place, piece in enumerate(_MARK.split(text)):
            if place % 2 == 0:
                parts.append(piece)
            else:
                parts.append(self.words[piece] if piece in self.words else self.figure(piece))
        return tuple(part for part in parts if part != "")

    def figure(self, id_: str) -> Figure:
        """Give one figure as printed."""
        where, _, year = id_.partition("@")
        where, _, total = where.partition("#")
        table, _, line_id = where.partition(".")
        line = self._tables[table][line_id]
        return Figure(id_, self.shown(self._value(line, year, total), line.unit))

    def shown(self, value: Value, unit: str) -> str:
        """Print a figure: money at the quantum, ratios and 亿元 with four decimals, nothing as 不适用."""
        if value is None:
            return NOT_APPLICABLE
        if unit == Unit.MONEY:
            return grouped(Decimal(value), places_of(self.result.project.form(Settings).quantum))
        if unit == Unit.INTEREST_COVER and value < 0:
            return NEGATIVE["zh"]
        if unit in {Unit.RATIO, Unit.INTEREST_COVER, Unit.DISCLOSED}:
            return f"{half_up_fraction(Fraction(Decimal(value)), 4):f}"
        return f"{half_up_fraction(Fraction(Decimal(value)), 2):f}"

    def by_year(self, title: str, columns: list[tuple[str, str]], *, skip_empty: bool = False) -> Printed:
        """Make a table with a row a year from (heading, `schedule.line`) columns, and totals where they mean something."""
        lines = [(id_, self.line(id_)) for _, id_ in columns]
        rows: list[list[str | Figure]] = []
        for year in self.result.book.years.columns:
            figures = [self.figure(f"{id_}@{year}") for id_, _ in lines]
            if not skip_empty or any(figure.text not in {"0.00", NOT_APPLICABLE} for figure in figures):
                rows.append(
                    [str(year), *(Figure(one.id, "") if one.text == NOT_APPLICABLE else one for one in figures)]
                )
        totals: list[str | Figure] = [self.figure(f"{id_}#total") if line.total else "" for id_, line in lines]
        if any(totals):
            rows.append(["合计", *totals])
        return Printed(
            title, self.unit, [["年份", *(head for head, _ in columns)]], rows,
            "c" + "r" * len(columns), [0.8, *([1.3] * len(columns))],
            strong=frozenset({len(rows) - 1}) if any(totals) else frozenset(),
        )  # fmt: skip

    def by_line(self, title: str, rows: list[tuple[str, str]], unit: str) -> Printed:
        """Make a two-column table from (label, figure id) rows."""
        body: list[list[str | Figure]] = [[label, self.figure(id_)] for label, id_ in rows]
        return Printed(title, unit, [["项目", "数值"]], body, "lr", [3.0, 1.4])

    def totals(self, title: str, table_id: str, prefixes: tuple[str, ...], strong: tuple[str, ...] = ()) -> Printed:
        """Make a table of the totals of a schedule's lines whose ids start with one of the prefixes."""
        table: Table = self._tables[table_id]
        lines = [line for line in table.lines if line.total and line.id.startswith(prefixes)]
        rows: list[tuple[str, str]] = [(line.zh, f"{table_id}.{line.id}#total") for line in lines]
        made = self.by_line(title, rows, self.unit)
        marked = frozenset(place for place, line in enumerate(lines) if line.id in strong)
        return Printed(made.title, made.unit, made.heading, made.rows, made.align, made.widths, strong=marked)

    def line(self, id_: str) -> Line:
        """Find a line by `schedule.line`; KeyError for an unknown id."""
        table, _, line = id_.partition(".")
        return self._tables[table][line]

    def _value(self, line: Line, year: str, total: str) -> Value:
        figures = self.result.figures
        if total:
            return sum(figures.amounts(line), Decimal(0))
        if year:
            return figures.columns(line)[self.result.book.years.columns.index(int(year))]
        return figures.scalar(line)
