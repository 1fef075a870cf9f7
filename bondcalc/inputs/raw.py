"""What a reader found: plain values, each with its place, before anything is judged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bondcalc.inputs.cell import Cell, Sheet
from bondcalc.problem import Place, Problem

RECORD = "录入存档"
"""The last tab of a schedules.xlsx, after the input sheets; schedules stand before it."""


@dataclass(frozen=True)
class Spoilt:
    """Stands for a value that cannot be read (an error cell, a formula without a stored value)."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Computed(float):
    """A number that a formula gave, with whatever decimals its arithmetic left."""

    __slots__ = ()


@dataclass(frozen=True)
class Serial:
    """A number in a cell that shows a date, where that is no day one would type: `shown` is what is seen, None where the cell shows no text."""

    number: float
    shown: datetime | None

    def __str__(self) -> str:
        """Say what the cell shows, else its number."""
        return f"{self.number:.15g}" if self.shown is None else f"{self.shown:%Y-%m-%d %H:%M}".removesuffix(" 00:00")


class RawCell(NamedTuple):
    """One value, of a field and a year (`at`); None when blank. `where` tells the places of its row: most are never asked for."""

    value: object
    where: Callable[[str, int | None], Place]
    field: str
    at: int | None = None

    @property
    def place(self) -> Place:
        """Where the value stands."""
        return self.where(self.field, self.at)


@dataclass(frozen=True)
class RawRow:
    """One item: its cells by field, its yearly cells by field and year.

    `where` tells the place of any field and year, filled in or not. `unclear` are fields of which something could not
    be read and was already reported.
    """

    cells: Mapping[str, RawCell]
    indexed: Mapping[str, Mapping[int, RawCell]]
    where: Callable[[str, int | None], Place]
    unclear: frozenset[str] = frozenset()

    def every(self) -> Iterator[RawCell]:
        """Give all cells, those of years last."""
        yield from self.cells.values()
        for years in self.indexed.values():
            yield from years.values()

    def stated(self, field: str) -> list[RawCell]:
        """Give the cells in which a field stands: one, or one a year."""
        return [*([self.cells[field]] if field in self.cells else []), *self.indexed.get(field, {}).values()]


@dataclass(frozen=True)
class RawSheet:
    """All rows of one sheet, in the order filled in; `unread` when it is there but its rows could not be told."""

    sheet: Sheet
    place: Place
    rows: tuple[RawRow, ...]
    unread: bool = False


@dataclass(frozen=True)
class StatedUnit:
    """A unit that stands in the heading of a field, beside its label, or in the number format of a cell."""

    cell: Cell
    place: Place
    unit: str


@dataclass
class Unread:
    """What a file holds that is not read: sheets, and headings of columns and labels of rows by sheet."""

    sheets: list[str] = field(default_factory=list)
    columns: dict[str, list[str]] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class RawFile:
    """A whole file as read: sheets by id, what was already found wrong, what was remarked.

    `title` gives a sheet's name as it stands in this kind of file. `units` are those that headings state, `formats` those that number formats of cells show; `near` gives
    the sheet that may stand for one of ours by the id of the latter. `name` is that of the file; `unknown` counts keys;
    `known` are the sheets that this kind of file has.
    """

    title: Callable[[Sheet], str]
    sheets: dict[str, RawSheet] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unread: Unread = field(default_factory=Unread)
    units: list[StatedUnit] = field(default_factory=list)
    formats: list[StatedUnit] = field(default_factory=list)
    near: dict[str, str] = field(default_factory=dict)
    name: str = ""
    unknown: int = 0
    known: Sequence[Sheet] = ()
