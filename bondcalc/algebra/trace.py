"""The trace reading: what one figure is made of, down to leaves, and the figure computed again from that."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import reduce
from operator import add, ge, gt, mul, sub, truediv

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import Figures, Value
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.money import CONTEXT


@dataclass(frozen=True)
class At(Expression):
    """One figure: a line in one column, counted from 1; 0 is the opening."""

    line: Line
    column: int


@dataclass(frozen=True, eq=False)
class Given(Expression):
    """A figure that no formula gives: fixed by the cells it rests on."""

    value: Decimal
    rests_on: tuple[Key, ...] = ()


OPERATIONS: dict[str, Callable[..., Value]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    "^": pow,
    ">=": ge,
    ">": gt,
    "min": min,
    "max": max,
    "sum": lambda *values: reduce(add, values),
    "and": lambda *values: all(values),
    "pick": lambda value, _: value,
    "none": lambda *_: None,
    "round": lambda value, places: value.quantize(Decimal(1).scaleb(-int(places))),
    "ratio": lambda above, below: None if below == 0 else above / below,
}
"""What each operation does with figures; `if` and `money` need more than these and stand in Trace."""


class Trace:
    """Reads the figures of a run one at a time; every answer is kept, because figures share what they are made of."""

    def __init__(self, figures: Figures, lines: frozenset[Line], quantum: Decimal) -> None:
        self._figures, self._lines, self._quantum = figures, lines, quantum
        self._stated: dict[At, Expression] = {}

    def value(self, at: At) -> Value:
        """Give a figure; one of a line that stands in no schedule (a total) is computed."""
        return self._figures[at.line][at.column] if at.line in self._lines else self.recomputed(at)

    def recomputed(self, at: At) -> Value:
        """Compute a figure again from the figures of its parts."""
        return self.evaluated(self.statement(at))

    def statement(self, at: At) -> Expression:
        """Give the formula of one figure: operations over single figures, leaves and constants."""
        if at not in self._stated:
            self._stated[at] = self._resolved(at.line.definition if at.column else at.line.opening, at)
        return self._stated[at]

    def parts(self, at: At) -> tuple[At | Leaf, ...]:
        """Give the figures and leaves that a figure is made of, each once.

        Of a choice only the branch taken counts, of a sum the terms that are not zero, or the first where all are.
        """
        return tuple(dict.fromkeys(part for part in self._walk(self.statement(at)) if isinstance(part, At | Leaf)))

    def idle(self, at: At) -> tuple[At | Leaf, ...]:
        """Give the figures and leaves in the terms of sums that are zero."""
        every = (part for part in self._walk(self.statement(at), zeros=True) if isinstance(part, At | Leaf))
        live = set(self.parts(at))
        return tuple(part for part in dict.fromkeys(every) if part not in live)

    def live(self, terms: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """Give the terms of a sum that are not zero."""
        return tuple(term for term in terms if self.evaluated(term) != 0)

    def keys(self, at: At) -> tuple[Key, ...]:
        """Name the cells a figure rests on without reading a number from them: dates, terms, choices, empty sheets.

        An opening that no cell gives rests on those that fix the first year: no year stands before it.
        """
        cells = [
            key
            for part in self._walk(self.statement(at))
            if isinstance(part, Given | Constant)
            for key in part.rests_on
        ]
        formula = at.line.definition if at.column else at.line.opening
        # Which payments fall into a year is fixed by dates, of both axes: they are part of the origin of the figure.
        if isinstance(formula, Gather) and formula.name in {"by_year", "in_year", "to_date", "on_day"}:
            cells += [*formula.line.axis.rests_on, *at.line.axis.rests_on]
        if isinstance(formula, Constant) and not at.column:
            cells += at.line.axis.rests_on
        return tuple(dict.fromkeys([*cells, *at.line.rests_on]))

    def evaluated(self, part: Expression) -> Value:
        """Compute an expression of a statement, rounded as everything is."""
        with localcontext(CONTEXT):
            return self._evaluated(part)

    def _evaluated(self, part: Expression) -> Value:
        if isinstance(part, At):
            return self.value(part)
        if isinstance(part, Leaf | Given):
            return part.value
        if isinstance(part, Constant):
            return Decimal(part.value)
        if not isinstance(part, Operation):
            raise TypeError(type(part).__name__)
        if part.name == "if":
            return self._evaluated(self._taken(part))
        values = [self._evaluated(inner) for inner in part.arguments]
        if part.name == "money":
            return Decimal(values[0] or 0).quantize(self._quantum)
        return OPERATIONS[part.name](*values)

    def _taken(self, part: Operation) -> Expression:
        condition, then, otherwise = part.arguments
        return then if self.evaluated(condition) else otherwise

    def _walk(self, part: Expression, *, zeros: bool = False) -> Iterator[Expression]:
        yield part
        for expression in self._entered(part, zeros) if isinstance(part, Operation) else ():
            yield from self._walk(expression, zeros=zeros)

    def _entered(self, part: Operation, zeros: bool) -> tuple[Expression, ...]:
        if part.name == "if":
            return part.arguments[0], self._taken(part)
        if part.name == "sum" and not zeros:
            # All terms zero: one stands for them, or the figure would seem to rest on nothing at all.
            return self.live(part.arguments) or part.arguments[:1]
        return part.arguments

    def _resolved(self, part: Expression, at: At) -> Expression:
        if isinstance(part, Line):
            return At(part, 1 if part.axis.kind == "scalar" else at.column)
        if isinstance(part, Previous):
            return At(part.line, at.column - 1)
        if isinstance(part, Series):
            return part.leaves[at.column - 1]
        if isinstance(part, Structure):
            return Given(part.values[at.column - 1], part.rests_on)
        if isinstance(part, Pick):
            number = At(part.number, at.column)
            index = int(self.value(number) or 0)
            return Operation("pick", (part.leaves[index - 1] if index else Constant(0), number))
        if isinstance(part, Gather):
            return self._gathered(part, at)
        if isinstance(part, Operation):
            return Operation(part.name, tuple(self._resolved(inner, at) for inner in part.arguments))
        return part

    def _gathered(self, part: Gather, at: At) -> Expression:
        columns = [At(part.line, column) for column in _columns(part, at)]
        if part.name == "running" and at.line.definition is part and at.column > 1:
            return Operation("+", (At(at.line, at.column - 1), columns[-1]))
        if part.name == "in_year":
            return columns[0]
        if part.name == "lowest":
            there = tuple(reference for reference in columns if self.value(reference) is not None)
            return (
                Operation("min", there) if len(there) > 1 else there[0] if there else Operation("none", tuple(columns))
            )
        terms: list[Expression] = list(columns)
        if part.weight is not None:
            terms = [Operation("*", (reference, At(part.weight, reference.column))) for reference in columns]
        return Operation("sum", tuple(terms)) if len(terms) > 1 else terms[0] if terms else Constant(0)


def _columns(part: Gather, at: At) -> list[int]:
    """Tell which columns of its line a reading of a whole line takes in."""
    of, here, index = part.line.axis, at.line.axis, at.column - 1
    numbered = range(1, of.size + 1)
    if part.name == "running":
        return list(range(1, at.column + 1))
    if part.name == "by_year":
        return [column for column in numbered if of.years[column - 1] == here.columns[index]]
    if part.name == "in_year":
        return [of.columns.index(here.years[index]) + 1]
    if part.name == "to_date":
        return [
            column
            for column in numbered
            if of.years[column - 1] == here.years[index] and of.days[column - 1] <= here.days[index]
        ]
    if part.name == "on_day":
        return [column for column in numbered if of.days[column - 1] == here.days[index]]
    return list(numbered)
