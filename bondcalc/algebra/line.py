"""Lines and the operations a line may be made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bondcalc.algebra.axis import AlgebraError, Axis, Key
from bondcalc.algebra.quick_nodes import node
from bondcalc.wording.terms import Unit


class Expression:
    """Something with a value in every column of an axis."""

    __slots__ = ()

    def __add__(self, other: "Operand") -> "Operation":
        return Operation("+", (self, expression(other)))

    def __sub__(self, other: "Operand") -> "Operation":
        return Operation("-", (self, expression(other)))

    def __rsub__(self, other: "Operand") -> "Operation":
        return Operation("-", (expression(other), self))

    def __neg__(self) -> "Operation":
        return Operation("-", (expression(0), self))

    def __mul__(self, other: "Operand") -> "Operation":
        return Operation("*", (self, expression(other)))

    def __truediv__(self, other: "Operand") -> "Operation":
        return Operation("/", (self, expression(other)))

    def __pow__(self, other: "Operand") -> "Operation":
        return Operation("^", (self, expression(other)))

    def __ge__(self, other: "Operand") -> "Operation":
        return Operation(">=", (self, expression(other)))

    def __gt__(self, other: "Operand") -> "Operation":
        return Operation(">", (self, expression(other)))

    __radd__ = __add__
    __rmul__ = __mul__

    @property
    def parts(self) -> tuple["Expression", ...]:
        """The expressions this one is made of."""
        return ()


Operand = Expression | int


@node
class Constant(Expression):
    """A whole number that belongs to the formula itself (12 months, one).

    One that follows from input cells (payments a year) has a name and the cells it `rests_on`.
    """

    value: int
    zh: str = ""
    en: str = ""
    rests_on: tuple[Key, ...] = ()


@node
class Leaf(Expression):
    """A figure from outside: an input cell or a dated rule value. `key` says where it stands.

    A blank input cell that the model reads as zero has `blank` set, so that nobody takes it for a stated zero.
    """

    key: Key
    value: Decimal
    zh: str
    en: str
    unit: Unit
    blank: bool = False


@node
class Series(Expression):
    """A leaf for every column: a row of yearly input cells."""

    leaves: tuple[Leaf, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The leaves in column order."""
        return self.leaves


@node
class Pick(Expression):
    """One of a row of leaves, by a structure line that holds its number from 1; zero where the number is 0."""

    leaves: tuple[Leaf, ...]
    number: "Line"

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The leaves, then the line of numbers."""
        return (*self.leaves, self.number)


@node
class Structure(Expression):
    """Values fixed when the schedules are built (dates, months, rows): a change needs a rerun.

    `rests_on` are the input cells (dates, terms, choices) and rule values they follow from.
    """

    values: tuple[Decimal, ...]
    rests_on: tuple[Key, ...] = ()


@node
class Operation(Expression):
    """An operation of the arithmetic in OPERATIONS over its parts, in the same column."""

    name: str
    arguments: tuple[Expression, ...]

    @property
    def parts(self) -> tuple[Expression, ...]:
        """The arguments in order."""
        return self.arguments


@dataclass(eq=False, slots=True)
class Line(Expression):
    """One row of a schedule: a formula with label, unit and source.

    `opening` is the value `previous` reads in the first column. `total` says whether the row's sum means something.
    `rests_on` are cells that chose the formula, and the sheets a sum without terms found nothing on.
    """

    axis: Axis
    id: str
    zh: str
    en: str
    unit: Unit
    source: str = ""
    opening: Expression = field(default_factory=lambda: Constant(0))
    total: bool = False
    strong: bool = False
    rests_on: tuple[Key, ...] = ()
    formula: Expression | None = None

    def __repr__(self) -> str:
        """Name the line; its formula reaches through half the model."""
        return f"Line({self.id})"

    @property
    def definition(self) -> Expression:
        """The formula; AlgebraError when the line was declared and never defined."""
        if self.formula is None:
            raise AlgebraError(f"line {self.id} was declared and never defined")
        return self.formula

    def define(self, formula: Operand) -> "Line":
        """Give a declared line its formula, once."""
        if self.formula is not None:
            raise AlgebraError(f"line {self.id} is defined twice")
        self.formula = expression(formula)
        return self


Whole = Literal["total", "lowest", "running", "by_year", "in_year", "to_date", "on_day"]


@node
class Previous(Expression):
    """The line's value one column earlier; in the first column its opening value."""

    line: Line


@node
class Gather(Expression):
    """A reading of a whole line: total, lowest, running total, by calendar year, of a payment's year, up to its day, on its day."""

    name: Whole
    line: Line
    weight: Line | None = None


def expression(operand: Operand) -> Expression:
    """Take a whole number as a Constant."""
    return _number(operand) if isinstance(operand, int) else operand


@lru_cache(maxsize=1000)
def _number(value: int) -> Constant:
    """Make the constant of a number once: a third of what formulas are made of would be zeros."""
    return Constant(value)


def money(value: Operand) -> Operation:
    """Round to the quantum, ties away from zero."""
    return Operation("money", (expression(value),))


def rounded(value: Operand, places: int) -> Operation:
    """Round to a fixed number of decimals, ties away from zero, whatever the quantum is."""
    return Operation("round", (expression(value), Constant(places)))


def if_(condition: Expression, then: Operand, otherwise: Operand) -> Operation:
    """Take one of two values; the other is not computed."""
    return Operation("if", (condition, expression(then), expression(otherwise)))


def ratio(numerator: Operand, denominator: Operand) -> Operation:
    """Divide; None (不适用) where the denominator is zero."""
    return Operation("ratio", (expression(numerator), expression(denominator)))


def smallest(*values: Operand) -> Operation:
    """Return the smallest of the values; one value by itself, which is no choice."""
    return _chosen("min", values)


def largest(*values: Operand) -> Operation:
    """Return the largest of the values; one value by itself, which is no choice."""
    return _chosen("max", values)


def _chosen(name: str, values: tuple[Operand, ...]) -> Operation:
    given = tuple(expression(value) for value in values)
    return Operation(name, given) if given[1:] else copied(given[0])  # a single number is no list to Python


def both(*conditions: Expression) -> Operation:
    """Hold where all conditions hold."""
    return Operation("and", conditions)


def add(values: Sequence[Expression]) -> Expression:
    """Sum any number of expressions; zero for none."""
    if not values:
        return Constant(0)
    return values[0] if len(values) == 1 else Operation("sum", tuple(values))


def copied(line: Expression) -> Operation:
    """Show a line again under another name. Adding 0 keeps the copy a term of its own where a sum is taken apart."""
    return line + 0


def previous(line: Line) -> Previous:
    """Read a line one column earlier."""
    return Previous(line)


def total(line: Line, weight: Line | None = None) -> Gather:
    """Sum over all columns, each times its weight if one is given; the opening cell is never counted."""
    return Gather("total", line, weight)


def lowest(line: Line) -> Gather:
    """Return the smallest value of all columns; columns without a value do not count."""
    return Gather("lowest", line)


def running(line: Line) -> Gather:
    """Sum up to and including each column."""
    return Gather("running", line)


def by_year(line: Line) -> Gather:
    """Sum a payments line into calendar years."""
    return Gather("by_year", line)


def in_year(line: Line) -> Gather:
    """Read a years line in the calendar year of each payment."""
    return Gather("in_year", line)


def to_date(line: Line) -> Gather:
    """Sum the payments of another debt in the calendar year of each payment, up to and including its day."""
    return Gather("to_date", line)


def on_day(line: Line) -> Gather:
    """Sum the payments of another debt on the day of each payment."""
    return Gather("on_day", line)
