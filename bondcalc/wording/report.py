"""A neutral report: what an analysis found, stated once, for drawers that know no analysis.

A report has notes and listings (rows of figures under headings). Whoever draws it asks each figure how it is written in
the notation of the project; what a figure means stands in the report, how it looks stands in the drawer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Literal, NamedTuple

from bondcalc.wording import number
from bondcalc.wording.notation import NOT_APPLICABLE, PERCENT, PERCENT_POINTS, Notation
from bondcalc.wording.number import Number
from bondcalc.wording.terms import Language, Unit, Verdict


class Medium(StrEnum):
    """Where people read a report. Programs read the whole of it, whatever is shown where."""

    SCREEN = "screen"
    BOOK = "book"
    PAPER = "paper"


EVERYWHERE = frozenset(Medium)


class Words(NamedTuple):
    """A text in both languages; workbook and paper are Chinese, and may have a fuller name. Without English it is a name."""

    zh: str
    en: str | None = None
    book: str | None = None
    paper: str | None = None

    def said(self, language: Language, medium: Medium) -> str:
        """Give the text as it stands in a medium."""
        if language == "en" and self.en is not None:
            return self.en
        fuller = {Medium.BOOK: self.book, Medium.PAPER: self.paper}.get(medium)
        return self.zh if fuller is None else fuller


NONE = Words("—", "—", paper=NOT_APPLICABLE["zh"])
"""Stands where a figure does not apply."""
TOTAL = Words("合计", "total")
INCOMPLETE = Words("不全", "incomplete")
"""Stands where a total would be, of a column with a blank cell: the sum of the others is not that of all rows."""
MANY = 2
"""Rows from which on a listing has a total."""
DASH = Words("—", "—")
"""Stands where nothing happened: no year without cash."""
UNTOLD = Words("未填报", "not reported")
"""Stands where nobody told a figure: no 0, and a total beside it stays open."""
STORED = {Unit.RATIO: 4, Unit.INTEREST_COVER: 4}
"""Decimals that a workbook stores of a figure that is no money; six of all others. The last digits of a double differ between processors."""


class Datum(NamedTuple):
    """One figure: its value (None: there is none) in its unit.

    `id` names it in the log of a filing. `words` are what people read in place of the value: a change of a driver, a
    bound. `limit` is what it is held against (`places` are then the least decimals), `verdict` colours it. `places` are the decimals in print, `trimmed` no more
    than it has, `sign` stands before it, `points` says that it is the difference of two shares; `digits` are the decimals for programs, `exact` all it has.
    """

    value: Number | None
    unit: Unit = Unit.NONE
    id: str = ""
    words: Words | None = None
    none: Words = NONE
    limit: Number | None = None
    verdict: Verdict | None = None
    places: int | None = None
    digits: int | None = None
    sign: str = ""
    points: bool = False
    exact: bool = False
    trimmed: bool = False

    @property
    def untold(self) -> bool:
        """Whether it is a figure that nobody told."""
        return self.value is None and self.none == UNTOLD

    def text(self, notation: Notation, medium: Medium) -> str:
        """Write the figure for people."""
        if self.words is not None or self.value is None:
            return (self.words or self.none).said(notation.language, medium)
        written = self.sign + self._written(self.value, notation)
        return number.in_points(written, notation.language) if self.points else written

    def _written(self, value: Number, notation: Notation) -> str:
        if self.limit is not None:
            return number.against(value, self.limit, self.places or 2)
        if self.trimmed:
            return number.share(value) if self.unit in PERCENT else number.trimmed(value, grouped=True)
        if self.places is not None and self.unit in PERCENT:
            return number.percent(value, self.places)
        return notation.text(value, self.unit)

    def stored(self, notation: Notation) -> float | str:
        """Give what a cell of a workbook holds: a number, or the words that stand in its place."""
        if isinstance(self.value, int):
            return self.value
        if self.words is not None or self.value is None:
            return self.text(notation, Medium.BOOK)
        if self.points:
            return float(number.rounded(self.value * PERCENT_POINTS, STORED[Unit.RATIO]))
        places = STORED.get(self.unit, notation.places if self.unit == Unit.MONEY else 6)
        return float(number.rounded(self.value, max(places, self.fine)))

    @property
    def fine(self) -> int:
        """Decimals that it takes beside its limit; 0 where it is held against none."""
        return number.decimals_against(self.value, self.limit, self.places or 2)

    def plain(self, notation: Notation) -> str | int | None:
        """Give what programs read: decimal text, a whole number that is counted as it is, None where there is none."""
        if self.value is None or isinstance(self.value, int):
            return self.value
        if self.exact:
            return number.exact(self.value)
        return notation.plain(self.value, self.unit) if self.digits is None else number.fixed(self.value, self.digits)


class Keyed(NamedTuple):
    """A thing with an id that programs know it by."""

    id: str
    words: Words


ReportCell = Datum | Keyed | Words | str | None
"""What stands in one cell; a plain string is the same in every language, None a cell left blank."""
ReportRow = Mapping[str, ReportCell]
"""A row of a listing by column id."""


def read(cell: ReportCell, notation: Notation, medium: Medium) -> str:
    """Write one cell for people."""
    if isinstance(cell, Datum):
        return cell.text(notation, medium)
    words = cell.words if isinstance(cell, Keyed) else cell
    return words.said(notation.language, medium) if isinstance(words, Words) else words or ""


@dataclass(frozen=True)
class ReportColumn:
    """A column of a listing. `unit` is that of its figures, blank for words; `align` and `width` are for print.

    `mixed`: its figures are of several units, each its own. `centred` columns hold short words beside the label. `on`: where it is shown; `data`: whether programs read it.
    `total`: its figures are added up under the listing, or those that are told, where a note says what they leave out. `made` says of which two columns of its row a figure is the difference
    or the quotient, so that a workbook shows it as a formula. `spare`: pages leave it out where no row fills it in; a workbook keeps it, to be filled in.
    """

    id: str
    head: Words | str
    unit: Unit = Unit.NONE
    align: Literal["l", "c", "r"] = "r"
    width: float = 1.0
    centred: bool = False
    mixed: bool = False
    on: frozenset[Medium] = EVERYWHERE
    data: bool = True
    total: bool | Literal["told"] = False
    made: tuple[Literal["-", "/"], str, str] | None = None
    spare: bool = False


@dataclass(frozen=True)
class Graph:
    """A picture of a listing over its first column: bars beside each other or lines, one of (column, name) each.

    `form`: lines of a fan are percentiles from the highest to the lowest, which bound bands; bars of a waterfall stand on the
    first series, which is not seen.
    """

    kind: Literal["bar", "line"]
    title: Words
    unit: Unit
    series: Sequence[tuple[str, Words | str]]
    form: Literal["", "fan", "waterfall"] = ""


@dataclass(frozen=True)
class Note:
    """A sentence. In a filing a text of the same id in its templates takes its place, filled with `facts`.

    `apart`: a blank row stands before it. `tab`: it speaks of the tabs of schedules.xlsx, and stands there only.
    """

    id: str
    words: Words
    facts: Mapping[str, str] = field(default_factory=dict)
    apart: bool = False
    tab: bool = False


@dataclass(frozen=True)
class Listing:
    """Rows of figures by column id; what no column shows is read by programs only.

    `base` is the case the rows are compared with: shown first, but not on paper. A listing without rows is left out, or says
    `empty`. `page`: a new page of the workbook begins, and where it is `long` its headings stand on every page. `money`: paper says the unit of
    money above it. `filtered`: readers of a workbook choose rows of it, and its totals are those of the rows chosen; `total_head` names them. `printed`: rows on paper at most.
    """

    id: str
    title: Words | None
    columns: Sequence[ReportColumn]
    rows: Sequence[ReportRow]
    base: ReportRow | None = None
    empty: Words | None = None
    graph: Graph | None = None
    page: Literal["", "new", "long"] = ""
    money: bool = False
    filtered: bool = False
    total_head: Words = TOTAL
    printed: int | None = None

    def shown(self, medium: Medium) -> list[ReportColumn]:
        """Give the columns of a medium."""
        return [column for column in self.columns if medium in column.on]

    def lines(self, medium: Medium) -> list[ReportRow]:
        """Give the rows of a medium."""
        return [*([self.base] if self.base and medium != Medium.PAPER else []), *self.rows]

    def total(self) -> ReportRow | None:
        """Add up the columns that have a total; None where none has, or one row says it all.

        A figure that does not apply to a row (a Datum of None) adds 0; a blank cell, or one that nobody told, leaves it open, unless it is of what is told.
        """
        added = [column for column in self.columns if column.total]
        if not added or len(self.rows) < MANY:
            return None
        sums: dict[str, ReportCell] = {self.columns[0].id: self.total_head}
        for column in added:
            cells = [cell for row in self.rows if isinstance(cell := row.get(column.id), Datum) and not cell.untold]
            values = [Fraction(cell.value) for cell in cells if cell.value is not None]
            if cells and len(cells) < len(self.rows) and column.total != "told":
                sums[column.id] = INCOMPLETE
            elif values:
                sums[column.id] = Datum(sum(values, Fraction(0)), column.unit, trimmed=column.unit is Unit.COUNT)
        return sums

    def data(self) -> list[dict[str, ReportCell]]:
        """Give the rows for programs."""
        hidden = {column.id for column in self.columns if not column.data}
        return [{key: cell for key, cell in row.items() if key not in hidden} for row in self.rows]


Chapter = tuple[str, Sequence[str]]
"""A heading of a filing (blank: none) and the ids of what stands under it."""


@dataclass(frozen=True)
class Report:
    """What an analysis found. `project` is the name of the project, `notation` how its figures are written.

    `order` gives the ids of what a medium shows, all parts in turn where it is silent; an id with `.graph` is the picture of a listing alone.
    `chapters` are that of paper, where an id that is no part is a text of the templates. `data` is what programs read where that is
    not simply the listings by id. `widths` are those of the workbook's columns; a row is as high as its texts need.
    """

    project: str
    notation: Notation
    parts: Sequence[Note | Listing]
    order: Mapping[Medium, Sequence[str]] = field(default_factory=dict)
    chapters: Sequence[Chapter] = ()
    data: "Mapping[str, object] | None" = None
    widths: Sequence[int] = ()

    def part(self, id_: str) -> Note | Listing | None:
        """Find a part by id."""
        return next((part for part in self.parts if part.id == id_), None)

    def drawn(self, medium: Medium) -> Iterator[Note | Listing]:
        """Give what a medium shows, in order, notes of one id together; listings that have nothing to say are left out."""
        ids = self.order.get(medium, [part.id for part in self.parts])
        for id_ in dict.fromkeys(ids):
            for part in self.parts:
                if part.id == id_ and (isinstance(part, Note) or part.rows or part.empty):
                    yield part


def alone(report: Report) -> Report:
    """Leave out what a report says of the tabs of schedules.xlsx, for a file of its own."""
    return replace(report, parts=[part for part in report.parts if not (isinstance(part, Note) and part.tab)])


def said_once(rows: Sequence[ReportRow]) -> list[list[ReportRow]]:
    """Put rows of the same figures together, each group where its first row stands."""
    found: dict[tuple[Number | None, ...], list[ReportRow]] = {}
    for row in rows:
        found.setdefault(tuple(cell.value for cell in row.values() if isinstance(cell, Datum)), []).append(row)
    return list(found.values())
