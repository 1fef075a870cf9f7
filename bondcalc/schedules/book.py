"""The book of schedules being built: inputs and rule values as leaves, axes, tables."""

import importlib
import pkgutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from types import FrameType, ModuleType
from typing import Any, Generic, TypeVar

import bondcalc.schedules
from bondcalc.algebra.axis import SCALAR, Axis, Key, years_axis
from bondcalc.algebra.exact import Program
from bondcalc.algebra.line import Leaf, Line, Pick, Series
from bondcalc.algebra.table import Table
from bondcalc.inputs.cell import Cell, FieldId, Sheet
from bondcalc.inputs.project import Project, sheet_of
from bondcalc.inputs.sheets.bond import Bond
from bondcalc.inputs.sheets.loan import Loan
from bondcalc.inputs.sheets.particulars import Particulars
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.registry import Registry
from bondcalc.rules.load import Rules
from bondcalc.schedules.actual_amounts import LineActuals, LineOfKind
from bondcalc.schedules.horizon import horizon, starts_with

T = TypeVar("T")


class BuildError(Exception):
    """A fault of the program, never of the input: schedules that need each other, a tie that does not hold."""


@dataclass(frozen=True)
class Row(Generic[T]):
    """One row of an input sheet: `data` for structure (dates, choices), `cell` for figures that stay live."""

    data: T
    sheet: Sheet
    number: int
    years: tuple[int, ...]
    _leaves: dict[str, Leaf] = field(default_factory=dict, compare=False, repr=False)
    _series: dict[str, Series] = field(default_factory=dict, compare=False, repr=False)

    def cell(self, field: FieldId[Decimal | int | None]) -> Leaf:
        """Read a numeric input as a leaf; a blank one counts as zero. Whoever reads it again gets the same leaf."""
        made = self._leaves.get(field.name)
        if made is None:
            stated, value = self._stated(field)
            made = self._leaf(stated, (), Decimal(0) if value is None else Decimal(value), blank=value is None)
            self._leaves[field.name] = made
        return made

    def yearly(self, field: FieldId[dict[int, Decimal]]) -> Series:
        """Read a calendar-year input as one leaf a year."""
        made = self._series.get(field.name)
        if made is None:
            stated, given = self._stated(field)
            made = Series(tuple([self._indexed(stated, given, year) for year in self.years]))
            self._series[field.name] = made
        return made

    def pick(self, field: FieldId[dict[int, Decimal]], number: Line) -> Pick:
        """Read an input by the number that stands in a structure line (0: none)."""
        stated, given = self._stated(field)
        last = max(given, default=1)
        return Pick(tuple(self._indexed(stated, given, index) for index in range(1, last + 1)), number)

    def at(self, field: FieldId[dict[int, Decimal]], number: int) -> Leaf:
        """Read one place of a numbered input as a leaf."""
        return self._indexed(*self._stated(field), number)

    def keys(self, *fields: FieldId[object]) -> tuple[Key, ...]:
        """Name the cells of this row that fix a structure or choose a formula: those filled in, else all of them."""
        stated = [self._stated(field) for field in fields]
        keys = [(self.sheet.id, str(self.number), cell.id) for cell, _ in stated]
        return tuple(key for key, (_, value) in zip(keys, stated, strict=True) if value is not None) or tuple(keys)

    def indexes(self, field: FieldId[dict[int, Decimal]]) -> tuple[Key, ...]:
        """Name the yearly cells of a field that are filled in."""
        (key,), (_, given) = self.keys(field), self._stated(field)
        return tuple((*key, str(index)) for index in sorted(given))

    def _stated(self, field: FieldId[object]) -> tuple[Cell, Any]:
        """Give the statement of a field, and what this row holds there."""
        return self.sheet.cell(field), field.of(self.data)

    def _indexed(self, stated: Cell, given: dict[int, Decimal], index: int) -> Leaf:
        return self._leaf(stated, (str(index),), given.get(index, Decimal(0)), blank=index not in given)

    def _leaf(self, stated: Cell, index: tuple[str, ...], value: Decimal, *, blank: bool) -> Leaf:
        key = (self.sheet.id, str(self.number), stated.id, *index)
        return Leaf(key, value, stated.zh, stated.en, stated.unit, blank=blank)


AnyRow = Row[Any]
"""A row of whichever sheet."""


@dataclass(eq=False, repr=False)
class Book:
    """Everything that is built from one project under the rules of one day.

    `use(schedule)` builds a schedule on first use and gives what it returns, so that schedules read one another's lines
    by name and type. `ends` are last days of bonds that a stressed run found; without them the stated figures tell.
    `like` is the book of a project that this one was made from: rows that are the same are read once.
    `actual` is what happened to yearly lines, whose place it takes; empty in a filing.
    """

    project: Project
    rules: Rules
    ends: Mapping[str, date] = field(default_factory=dict)
    like: "Book | None" = None
    actual: Mapping[LineOfKind, LineActuals] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    _claimed: Registry[Table] = field(default_factory=lambda: Registry("table"))
    _built: dict[Callable[["Book"], Any], Any] = field(default_factory=dict)
    _rows: dict[type, list[AnyRow]] = field(default_factory=dict)
    _program: Program | None = None

    @cached_property
    def years(self) -> Axis:
        """Calendar years of the horizon."""
        return years_axis(*horizon(self.project), starts_with(self.project))

    def use(self, schedule: Callable[["Book"], T]) -> T:
        """Give what a schedule returns; BuildError when schedules need each other in a circle."""
        if schedule not in self._built:
            self._built[schedule] = None
            self._built[schedule] = schedule(self)
        if self._built[schedule] is None:
            raise BuildError(f"schedules need each other in a circle: {schedule.__module__}")
        built: T = self._built[schedule]
        return built

    def table(self, id_: str, zh: str, en: str, number: int, axis: Axis | None = None, sheet: str = "") -> Table:
        """Open a table; over calendar years unless an axis is given. Tables of one `sheet` share a tab.

        BuildError where payments down share one with another kind: their columns are too narrow for names.
        """
        made = Table(id=id_, zh=zh, en=en, axis=axis or self.years, sheet=sheet or zh, number=number)
        self._claimed.claim(id_, made, _asking())
        beside = {other.axis.kind for other in self.tables if other.sheet == made.sheet} | {made.axis.kind}
        if "payments" in beside and len(beside) > 1:
            raise BuildError(
                f"the tab of {id_} has payments downwards and other tables: their columns fit no other kind"
            )
        self.tables.append(made)
        return made

    def program(self) -> Program:
        """Compile every line that is built; once, until more are built."""
        lines = [line for table in self.tables for line in table.lines]
        if self._program is None or self._program.lines != tuple(lines):
            self._program = Program(lines, settings(self).quantum)
        return self._program

    def take_apart(self) -> None:
        """Part what holds itself in a circle: a balance and that of the year before it, schedules and their book.

        For whoever computes many projects: this one is gone at once, and not when garbage is looked for. No line of it
        can be read any more.
        """
        for table in self.tables:
            for line in table.lines:
                line.formula = None
        self._built.clear()

    def find(self, id_: str) -> Table:
        """Find a table by id (for the edges: charts, notebooks); KeyError when there is none."""
        for table in self.tables:
            if table.id == id_:
                return table
        raise KeyError(id_)

    def scalars(self, id_: str, zh: str, en: str, number: int) -> Table:
        """Open a table of single figures."""
        return self.table(id_, zh, en, number, SCALAR)

    def rows(self, statement: type[T]) -> list[Row[T]]:
        """Give the rows of an input sheet."""
        if statement not in self._rows:
            self._rows[statement] = self._read(statement)
        return list(self._rows[statement])

    def _read(self, statement: type[T]) -> list[Row[T]]:
        sheet, years = sheet_of(statement), self.years.years
        known = self.like.rows(statement) if self.like is not None else []
        same = {id(row.data): row for row in known if row.years == years}
        given = enumerate(self.project.rows(statement))
        rows = ((same.get(id(data)), Row(data, sheet, number, years)) for number, data in given)
        return [known if known is not None and known.number == made.number else made for known, made in rows]

    def form(self, statement: type[T]) -> Row[T]:
        """Give the one row of a form."""
        return self.rows(statement)[0]

    def keys(self, statement: type[object], *fields: FieldId[object]) -> tuple[Key, ...]:
        """Name these cells of every row of a sheet, and the sheet itself where it has no rows."""
        return (*(key for row in self.rows(statement) for key in row.keys(*fields)), *self.empty(statement))

    def empty(self, statement: type[object]) -> tuple[Key, ...]:
        """Name a sheet that has no rows; empty where it has some."""
        return () if self.project.rows(statement) else ((sheet_of(statement).id,),)

    def rule(self, id_: str) -> Leaf:
        """Read a dated rule value as a leaf."""
        value = self.rules.value(id_)
        return Leaf(("rules", id_), value.number, value.zh, value.en, value.unit)

    def rule_at(self, id_: str, number: int) -> Leaf:
        """Read one figure of a dated rule value that is a list, by its place from 1, as a leaf."""
        value = self.rules.value(id_)
        zh, en = value.placed(number)
        return Leaf(("rules", id_, str(number)), value.numbers[number - 1], zh, en, value.unit)


def _asking() -> str:
    """Name the schedule that asks for a table."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - there is no other way
    while frame is not None and frame.f_globals["__name__"] == __name__:
        frame = frame.f_back
    return str(frame.f_globals["__name__"]) if frame else "?"


def ends_with(book: Book) -> tuple[Key, ...]:
    """Name the cells that fix the last year of the horizon."""
    bonds = [key for row in book.rows(Bond) for key in row.keys(Bond.value_date, Bond.term_years, Bond.maturity_date)]
    loans = [key for row in book.rows(Loan) for key in row.keys(Loan.last_repayment)]
    return (*book.form(Particulars).keys(Particulars.forecast_end), *bonds, *loans)


def build(
    project: Project,
    rules: Rules,
    ends: Mapping[str, date] | None = None,
    actual: Mapping[LineOfKind, LineActuals] | None = None,
    like: Book | None = None,
) -> Book:
    """Build every schedule of this package; a schedule module names its builder `schedule`."""
    book = Book(project, rules, ends or {}, like, actual or {})
    for module in _modules():
        book.use(module.schedule)
    book.tables.sort(key=lambda table: table.number)
    return book


@cache
def _modules() -> list[ModuleType]:
    """Find the modules that state a schedule, once a process."""
    names = [module.name for module in pkgutil.iter_modules(bondcalc.schedules.__path__)]
    modules = [importlib.import_module(f"bondcalc.schedules.{name}") for name in names]
    return [module for module in modules if hasattr(module, "schedule")]


def settings(book: Book) -> Settings:
    """Give the settings of the project."""
    return book.project.form(Settings)
