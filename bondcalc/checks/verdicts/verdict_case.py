"""What must hold for a verdict, as a condition over lines: it holds where it does in any column."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bondcalc.algebra.axis import SCALAR, Axis
from bondcalc.algebra.line import Constant, Expression, Line, Structure, add, both, if_, largest, total
from bondcalc.inputs.sheets.settings import Settings
from bondcalc.schedules.book import Book
from bondcalc.schedules.hundred_million import PLACES
from bondcalc.wording.terms import Unit, Verdict


class VerdictCase(NamedTuple):
    """A verdict, and what must hold for it in some column."""

    verdict: Verdict
    holds: Expression


Stating = Callable[[Book], Iterator[VerdictCase]]
Changes = tuple[tuple[str, Decimal], ...]
"""Changes by driver."""
ALWAYS = Constant(1) > 0
ONE, NONE = Decimal(1), Decimal(0)


@dataclass(eq=False)
class Elsewhere(Line):
    """A line as it is where drivers are moved further: its columns come from a run of its own."""

    of: Line | None = None
    changes: Changes = ()


def elsewhere(line: Line, changes: Changes) -> Elsewhere:
    """Give a line as it is under further changes."""
    return Elsewhere(line.axis, line.id, line.zh, line.en, line.unit, formula=Structure(()), of=line, changes=changes)


def aside(axis: Axis, formula: Expression) -> Line:
    """Give a line that stands in no schedule, for conditions that need more than one column."""
    return Line(axis, "aside", "", "", Unit.FLAG, formula=formula)


def marked(axis: Axis, chosen: Callable[[int | date], bool]) -> Line:
    """Mark columns with 1 by their year or day, the others with 0."""
    return aside(axis, Structure(tuple([ONE if chosen(column) else NONE for column in axis.columns])))


def last_of(line: Line) -> Line:
    """Give the value of the last column."""
    return value_in(line, {line.axis.columns[-1]})


def value_in(line: Line, columns: Collection[object]) -> Line:
    """Give the sum of some columns, by year or day."""
    return aside(SCALAR, total(line, marked(line.axis, lambda column: column in columns)))


def counted(axis: Axis, holds: Expression) -> Line:
    """Count the columns in which a condition holds."""
    return aside(SCALAR, total(aside(axis, if_(holds, 1, 0))))


def any_amount(line: Line) -> Line:
    """Count the columns in which a line is not zero."""
    return counted(line.axis, largest(line, Constant(0) - line) > 0)


def any_positive(lines: Sequence[Line]) -> Expression:
    """One of some lines is more than zero."""
    return add([largest(line, 0) for line in lines]) > 0


def nothing(amount: Expression) -> VerdictCase:
    """Nothing is owed, planned or given: the rule does not apply."""
    return VerdictCase(Verdict.NOT_APPLICABLE, same(amount, Constant(0)))


def same(amount: Expression, other: Expression) -> Expression:
    """Two amounts are equal."""
    return both(amount >= other, other >= amount)


def apart(amount: Expression, other: Expression) -> Expression:
    """Two amounts differ."""
    return largest(amount - other, other - amount) > 0


def fails(holds: Expression) -> Iterator[VerdictCase]:
    """It fails where this holds anywhere, and passes else."""
    yield VerdictCase(Verdict.FAIL, holds)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def warns(*signs: Expression) -> Iterator[VerdictCase]:
    """It warns where any of these holds anywhere, and passes else."""
    for sign in signs:
        yield VerdictCase(Verdict.WARN, sign)
    yield VerdictCase(Verdict.PASS, ALWAYS)


def not_concerned() -> Iterator[VerdictCase]:
    """The rule does not apply whatever the figures are."""
    yield VerdictCase(Verdict.NOT_APPLICABLE, ALWAYS)


def below_the_form(book: Book, gap: Expression) -> Expression:
    """A gap is less than half of the last digit of the form (0.0001 亿元), so that it cannot show there."""
    yuan = largest(gap, Constant(0) - gap) * book.form(Settings).cell(Settings.yuan_per_unit)
    halves = Constant(2 * 10**PLACES)
    return book.rule("yuan_a_hundred_million") > yuan * halves


def totals(lines: Sequence[Line]) -> Expression:
    """Add the totals of lines."""
    return add([total(line) for line in lines])
