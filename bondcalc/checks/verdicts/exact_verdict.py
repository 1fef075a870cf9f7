"""The exact reading of stated verdicts: lines beside the schedules are computed from the figures, column by column."""

from collections.abc import Mapping
from decimal import Decimal, localcontext
from operator import ge, gt

from bondcalc.algebra.exact import Figures, Value, decimal
from bondcalc.algebra.inspection import axis_of
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Previous, Series, Structure
from bondcalc.algebra.trace import OPERATIONS
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.verdicts.verdict_case import Elsewhere, Stating
from bondcalc.money import CONTEXT, half_up
from bondcalc.schedules import cash, coverage
from bondcalc.schedules.book import Book, settings
from bondcalc.wording.terms import Verdict

COMPARED = {">": gt, ">=": ge}
"""Where there is no figure none of these holds."""


class Beside:
    """Values of lines that stand in no schedule, each computed when it is first asked for."""

    def __init__(self, book: Book, figures: Figures, stress: Stress) -> None:
        self._book, self._figures, self._stress = book, figures, stress
        self._quantum = settings(book).quantum
        self._made: dict[Line, list[Value]] = {}

    def verdict(self, stating: Stating) -> Verdict:
        """Give the first verdict whose condition holds; StopIteration where none is stated for this project."""
        return next(stated.verdict for stated in stating(self._book) if any(self.columns(stated.holds)))

    def columns(self, condition: Expression) -> list[bool]:
        """Tell for each column whether a condition holds in it."""
        with localcontext(CONTEXT):
            return [self._value(condition, column) is True for column in range(1, columns_of(condition) + 1)]

    def _row(self, line: Line) -> "list[Value] | tuple[Value, ...]":
        if line in self._made:
            return self._made[line]
        try:
            return self._figures[line]
        except KeyError:
            return self._computed(line)

    def _computed(self, line: Line) -> list[Value]:
        """Compute a line that stands in no schedule; it may read its own column before."""
        row = self._made[line] = [self._value(line.opening, 0)]
        if isinstance(line, Elsewhere):
            row += self._elsewhere(line)
        elif isinstance(line.definition, Gather) and line.definition.name == "running":
            row += self._running(line.definition.line)
        else:
            for column in range(1, line.axis.size + 1):
                row.append(self._value(line.definition, column))
        return row

    def _running(self, line: Line) -> list[Value]:
        sums: list[Value] = []
        for value in self._row(line)[1:]:
            sums.append(decimal(value) + (decimal(sums[-1]) if sums else Decimal(0)))
        return sums

    def _elsewhere(self, line: Elsewhere) -> list[Value]:
        """Take the figures of a stressed run: E, F or closing cash."""
        point, basis = self._stress.at(dict(line.changes)), self._book.use(coverage.schedule).basis
        known: Mapping[Line | None, list[Value]] = {
            basis.revenue: [point.revenue],
            basis.service: [point.service],
            self._book.use(cash.schedule).closing: [*point.closing.values()],
        }
        return known[line.of]

    def _value(self, part: Expression, column: int) -> Value:
        if isinstance(part, Line):
            return self._row(part)[1 if part.axis.kind == "scalar" else column]
        if isinstance(part, Operation):
            return self._operation(part, column)
        if isinstance(part, Constant):
            return Decimal(part.value)
        if isinstance(part, Leaf):
            return part.value
        if isinstance(part, Previous):
            return self._row(part.line)[column - 1]
        if isinstance(part, Structure):
            return part.values[column - 1]
        if isinstance(part, Series):
            return part.leaves[column - 1].value
        if isinstance(part, Gather):
            return self._gathered(part)
        raise TypeError(type(part).__name__)

    def _operation(self, part: Operation, column: int) -> Value:
        if part.name == "if":
            condition, then, otherwise = part.arguments
            return self._value(then if self._value(condition, column) else otherwise, column)
        values = [self._value(inner, column) for inner in part.arguments]
        if part.name in COMPARED:
            return None not in values and bool(COMPARED[part.name](*map(decimal, values)))
        if part.name == "money":
            return half_up(decimal(values[0]), self._quantum)
        return OPERATIONS[part.name](*values)

    def _gathered(self, part: Gather) -> Value:
        values = self._row(part.line)[1:]
        if part.name == "lowest":
            return min((decimal(value) for value in values if value is not None), default=None)
        if part.name != "total":
            raise TypeError(part.name)
        weights = self._row(part.weight)[1:] if part.weight is not None else [Decimal(1)] * len(values)
        pairs = zip(values, weights, strict=True)
        return sum((decimal(value) * decimal(weight) for value, weight in pairs), Decimal(0))


def columns_of(part: Expression) -> int:
    """Count the columns of a condition: those of the lines it reads by column."""
    axis = axis_of(part)
    if axis is not None:
        return axis.size
    return max((columns_of(inner) for inner in part.parts), default=1)
