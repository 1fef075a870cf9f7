"""Texts of the filings with figures filled in by id; no figure is ever typed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from bondcalc.algebra.exact import Value
from bondcalc.algebra.line import Line
from bondcalc.analysis.stress.sensitivity import thresholds
from bondcalc.data import data_path, own_toml
from bondcalc.filings.parts.filing_origin import Origin
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.result.result import Result
from bondcalc.typeset.document import Paragraph, PrintedFigure, Text
from bondcalc.wording import number
from bondcalc.wording.notation import NOT_APPLICABLE as NOTHING
from bondcalc.wording.notation import Notation
from bondcalc.wording.terms import Unit

FORM = "disclosure."
"""Ids of the official form (信息披露表)."""
SAID = "#said"
"""Stands behind the id of a ratio in a sentence, which has fewer decimals than the same ratio in a table."""
SIDED = ("e_f", "e_h")
"""Ratios of the form that are held to limits, by their ids."""
FORM_PLACES = 4
"""Decimals of a ratio of the form, and of tables."""
UNSAID = Origin()
"""What a filing says of its making where nobody told: nothing."""
_MARK = re.compile(r"\{([^{}]+)\}")
NOT_APPLICABLE = NOTHING["zh"]


@cache
def _texts_of(name: str) -> Mapping[str, list[str]]:
    """Read a text file, once for all filings that share it."""
    return own_toml(data_path("templates", "filings", f"{name}.toml"))


def beside_limits(value: number.Number, limits: Sequence[Decimal], least: int = FORM_PLACES) -> str:
    """Write a ratio with as many decimals as it takes to lie on its own side of every limit."""
    return max((number.against(value, limit, least) for limit in limits), key=len)


class Writer:
    """What a filing is written with: fills texts and tables from one result. Ids: `schedule.line`, `schedule.line@2025`, `schedule.line#total`.

    `origin` is what the filing says of its own making.
    """

    def __init__(self, result: Result, filing: str, origin: Origin = UNSAID) -> None:
        self.result = result
        self.origin = origin
        self._texts: dict[str, list[str]] = {}
        for name in ("common", filing):
            self._texts |= _texts_of(name)
        self._tables = {table.id: table for table in result.book.tables}
        self._ids = {line: f"{table.id}.{line.id}" for table in result.book.tables for line in table.lines}
        self._lines = {id_: line for line, id_ in self._ids.items()}
        self.words: dict[str, Text] = {}

    @cached_property
    def notation(self) -> Notation:
        """How the figures of the project are written."""
        return self.result.project.form(Settings).notation()

    @property
    def unit(self) -> str:
        """The unit line of a table of amounts."""
        return f"单位：{self.result.project.form(Settings).money_unit}"

    def id_of(self, line: Line) -> str:
        """Give the id texts know a line by: `schedule.line`."""
        return self._ids[line]

    def has(self, section: str) -> bool:
        """Tell whether the text files have a section."""
        return section in self._texts

    def paragraphs(self, section: str) -> list[Paragraph]:
        """Give the paragraphs of a section of the text file; KeyError for an unknown id in it."""
        return [Paragraph(self.fill(text), f"{section}.{place}") for place, text in enumerate(self._texts[section])]

    def listed(self, opening: str, sections: Sequence[str]) -> Paragraph:
        """Give one paragraph of sections that are parts of a sentence: the opening, then each, set apart by semicolons."""
        parts = "；".join(text for section in sections for text in self._texts[section])
        return Paragraph(self.fill(f"{''.join(self._texts[opening])}{parts}。"))

    def paragraphs_at(self, section: str, year: int) -> list[Paragraph]:
        """Give the paragraphs of a section for one year: `@year` in it is that year."""
        self.words["year"] = str(year)
        return [
            Paragraph(self.fill(text.replace("@year", f"@{year}")), f"{section}.{place}@{year}")
            for place, text in enumerate(self._texts[section])
        ]

    def where(self, section: str, id_: str) -> list[Paragraph]:
        """Give the paragraphs of a section only where a figure is not zero."""
        return self.paragraphs(section) if self.value(id_) else []

    def clause(self, section: str, *ids: str, otherwise: str = "") -> Text:
        """Give the words of a section, to stand in a sentence, only where one of some figures is not zero."""
        return self.fill("".join(self._texts[section])) if any(map(self.value, ids)) else otherwise

    def unless(self, section: str, id_: str) -> list[Paragraph]:
        """Give the paragraphs of a section only where a figure is zero."""
        return [] if self.value(id_) else self.paragraphs(section)

    def or_none(self, section: str, id_: str) -> list[Paragraph]:
        """Give the paragraphs of a section, of `{section}_none` where a figure is zero: 0.00 in a sentence says that there is none."""
        return self.paragraphs(section if self.value(id_) else f"{section}_none")

    def fill(self, text: str) -> Text:
        """Replace `{id}` by its figure and `{name}` by a word of the project."""
        parts: list[str | PrintedFigure] = []
        for index, piece in enumerate(_MARK.split(text)):
            if index % 2 == 0:
                parts.append(piece)
            elif piece in self.words:
                words = self.words[piece]
                parts += (words,) if isinstance(words, str) else words
            else:
                parts += self._said(piece)
        return tuple(part for part in parts if part != "")

    def figure(self, id_: str) -> PrintedFigure:
        """Give one figure as printed."""
        known = self.result.printed
        if id_ not in known:
            line, year, total = self._parted(id_)
            known[id_] = PrintedFigure(id_, self.shown(self._value(line, year, total), line.unit))
        return known[id_]

    def whole_number(self, id_: str) -> PrintedFigure:
        """Give a figure that is a whole number without decimals: 8 and not 8.00."""
        value = self.value(id_)
        return self.figure(id_) if value is None else PrintedFigure(id_, number.fixed(value, 0, grouped=True))

    def _said(self, id_: str) -> list[str | PrintedFigure]:
        """Give a figure as a sentence says it: a ratio with the decimals it takes beside its limits, and its unit.

        The official form keeps its four decimals.
        """
        line, year, total = self._parted(id_)
        unit, value = line.unit, self._value(line, year, total)
        if unit != Unit.RATIO or value is None:
            return [self.figure(id_)]
        if id_.startswith(FORM):
            return [self.figure(id_), unit.zh]
        where, at, of_year = id_.partition("@")
        return [PrintedFigure(f"{where}{SAID}{at}{of_year}", self._beside(value, 2)), unit.zh]

    def _beside(self, value: number.Number, least: int) -> str:
        return beside_limits(value, thresholds(self.result.project, self.result.rules), least)

    def sided(self, id_: str) -> PrintedFigure:
        """Give a ratio as tables have it, with more decimals where four would set it on the other side of a limit."""
        shown, value = self.figure(id_), self.value(id_)
        text = shown.text if value is None else self._beside(value, FORM_PLACES)
        return shown if text == shown.text else PrintedFigure(f"{id_}{SAID}", text)

    def value(self, id_: str) -> Value:
        """Give one figure exactly."""
        return self._value(*self._parted(id_))

    def _parted(self, id_: str) -> tuple[Line, str, str]:
        where, _, year = id_.partition("@")
        where, _, total = where.partition("#")
        return self.line(where), year, total

    def shown(self, value: Value, unit: str) -> str:
        """Print a figure: money at the quantum, ratios and 亿元 with four decimals, None as 不适用."""
        return self.notation.text(value, unit)

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the schedules."""
        return self.result.book.years.years

    def columns(self, id_: str) -> Sequence[Value]:
        """Give the figures of a line by year."""
        return self.result.figures.columns(self.line(id_))

    def line(self, id_: str) -> Line:
        """Find a line by `schedule.line`; KeyError for an unknown id."""
        return self._lines[id_]

    def lines(self, table: str) -> Sequence[Line]:
        """Give the lines of a schedule; KeyError for an unknown id."""
        return self._tables[table].lines

    def _value(self, line: Line, year: str, total: str) -> Value:
        figures = self.result.figures
        if total:
            return sum(figures.amounts(line), Decimal(0))
        if year:
            column = date.fromisoformat(year) if "-" in year else int(year)
            return figures.columns(line)[line.axis.places[column]]
        return figures.scalar(line)
