"""The exact reading of stated verdicts: lines beside the schedules are computed from the figures, row by row."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from itertools import accumulate
from operator import and_, ge, gt

from bondcalc.algebra.exact import Figures, Value, decimal
from bondcalc.algebra.inspection import references
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Previous, Series, Structure
from bondcalc.algebra.trace import OPERATIONS
from bondcalc.analysis.stress.stressed import Stress
from bondcalc.checks.verdicts.verdict_case import Elsewhere, Stating
from bondcalc.money import CONTEXT, half_up
from bondcalc.schedules import cash, coverage, late_costs
from bondcalc.schedules.book import Book, settings
from bondcalc.wording.terms import Verdict

ColumnValues = Sequence[Value]
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
        """Tell for each column whether a condition holds in it; one answer where it reads no line by column."""
        return [value is True for value in self.values(condition)]

    def values(self, part: Expression) -> ColumnValues:
        """Give an expression in every column; one value where it is the same in all."""
        with localcontext(CONTEXT):
            return self._values(part)

    def _row(self, line: Line) -> ColumnValues:
        if line in self._made:
            return self._made[line]
        try:
            return self._figures[line]
        except KeyError:
            return self._computed(line)

    def _computed(self, line: Line) -> ColumnValues:
        """Compute a line that stands in no schedule; one that reads its own column before goes column by column."""
        row = self._made[line] = [*self._values(line.opening)]
        formula, size = line.definition, line.axis.size
        if isinstance(line, Elsewhere):
            row += self._elsewhere(line)
        elif isinstance(formula, Gather) and formula.name == "running":
            row += accumulate(decimal(value) for value in self._row(formula.line)[1:])
        elif isinstance(formula, Gather) and formula.name == "in_year":
            yearly = dict(zip(formula.line.axis.years, self._row(formula.line)[1:], strict=True))
            row += [yearly[year] for year in line.axis.years]
        elif (line, "previous") in references(formula):
            for column in range(1, size + 1):
                row += self._values(formula, column)
        else:
            row += _alike([self._values(formula)], size)[0]
        return row

    def _elsewhere(self, line: Elsewhere) -> ColumnValues:
        """Take the figures of a stressed run: E, F, closing cash or E with costs paid after the last maturity."""
        point, basis = self._stress.at(dict(line.changes)), self._book.use(coverage.schedule).basis
        late = self._book.use(late_costs.schedule).late
        known: Mapping[Line | None, list[Value]] = {
            **({} if late is None else {late.revenue: [point.late_revenue]}),
            basis.revenue: [point.revenue],
            basis.service: [point.service],
            self._book.use(cash.schedule).closing: [*point.closing.values()],
        }
        return known[line.of]

    def _values(self, part: Expression, column: int | None = None) -> ColumnValues:
        """Give an expression in every column, or in one; a row at once is several times as quick as its columns one by one."""
        if isinstance(part, Operation):
            return self._operation(part, column)
        if isinstance(part, Line):
            row = self._row(part)
            return row[1:] if column is None or part.axis.kind == "scalar" else row[column : column + 1]
        if isinstance(part, Constant):
            return [Decimal(part.value)]
        if isinstance(part, Leaf):
            return [part.value]
        if isinstance(part, Gather):
            return [self._gathered(part)]
        if isinstance(part, Previous):
            row = self._row(part.line)
            return row[:-1] if column is None else row[column - 1 : column]
        values = _given(part)
        return values if column is None else values[column - 1 : column]

    def _operation(self, part: Operation, column: int | None) -> ColumnValues:
        if part.name == "and":
            return self._all(part.arguments, column)
        if part.name == "if":
            return self._chosen(part, column)
        rows = _alike([self._values(inner, column) for inner in part.arguments])
        if part.name in COMPARED:
            holds = COMPARED[part.name]
            pairs = zip(*rows, strict=True)
            return [more is not None and less is not None and bool(holds(more, less)) for more, less in pairs]
        if part.name == "money":
            return [half_up(decimal(value), self._quantum) for value in rows[0]]
        return [*map(OPERATIONS[part.name], *rows)]

    def _chosen(self, part: Operation, column: int | None) -> ColumnValues:
        """Give one of two values where a condition holds, the other elsewhere; the one not taken may divide by nothing."""
        condition, *arms = part.arguments
        held = self._values(condition, column)
        if len({*held}) == 1:
            return _alike([held, self._values(arms[not held[0]], column)])[1]
        return [self._values(arms[not holds], place)[0] for place, holds in enumerate(held, 1)]

    def _all(self, conditions: Sequence[Expression], column: int | None) -> ColumnValues:
        """Hold where all conditions do; once they hold nowhere, no further one is looked at."""
        held: ColumnValues = [True]
        for condition in conditions:
            held = [*map(and_, *_alike([held, self._values(condition, column)]))]
            if True not in held:
                break
        return held

    def _gathered(self, part: Gather) -> Value:
        values = self._row(part.line)[1:]
        if part.name == "lowest":
            return min((decimal(value) for value in values if value is not None), default=None)
        if part.name != "total":
            raise TypeError(part.name)
        if part.weight is None:
            return sum(map(decimal, values), Decimal(0))
        pairs = zip(values, self._row(part.weight)[1:], strict=True)
        return sum((decimal(value) * decimal(weight) for value, weight in pairs), Decimal(0))


def _given(part: Expression) -> ColumnValues:
    """Give values that stand in the formula itself, a column each."""
    if isinstance(part, Structure):
        return part.values
    if isinstance(part, Series):
        return [leaf.value for leaf in part.leaves]
    raise TypeError(type(part).__name__)


def _alike(rows: list[ColumnValues], size: int = 1) -> list[ColumnValues]:
    """Repeat what is the same in all columns, so that every row has as many values."""
    size = max(size, *map(len, rows))
    return [[*row] * size if len(row) < size else row for row in rows]
