"""The script reading: every line as plain data, which a page computes and explains without knowing what it means.

A formula is written as nested lists, a sign first. A whole number alone is a line in the same column, a text a constant:
`l` a leaf, `s` a row of leaves, `k` one leaf of a row by the number in a line, `x` a row fixed by dates, `p` a line one
column earlier, `t` the total of a line (times a weight), `m` its lowest value, `r` its running total, `a` the sum of some of
its columns for each column, `i` one of its columns for each; all other signs are the operations of the algebra.
"""

from collections.abc import Iterable
from decimal import Decimal

from bondcalc.algebra.axis import Axis, Key
from bondcalc.algebra.exact import Program, Value, reached
from bondcalc.algebra.inspection import reads
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.algebra.step_places import alike, inside

Tree = int | str | list["Tree"]
"""A formula as data."""
ROWS = {"to_date": inside, "on_day": alike}


class Script:
    """Writes the lines of a program; `leaves` are those that lines read, each by its number.

    `asides` are lines that stand in no schedule and were asked for, each after those it reads; they are numbered on.
    """

    def __init__(self, program: Program) -> None:
        self.lines = program.lines
        self._program = program
        self._numbers = {line: number for number, line in enumerate(program.lines)}
        self._places: dict[Key, int] = {}
        self.leaves: list[Leaf] = []
        self.asides: list[Line] = []

    def number(self, line: Line) -> int:
        """Give the number of a line; one that stands in no schedule is numbered on first use."""
        if line not in self._numbers:
            for other, _ in reads(line):
                if other is not line:
                    self.number(other)
            self._numbers[line] = len(self.lines) + len(self.asides)
            self.asides.append(line)
        return self._numbers[line]

    def formula(self, line: Line) -> Tree:
        """Write the formula of the columns."""
        return self.tree(line.definition, line.axis)

    def opening(self, line: Line) -> Tree:
        """Write the formula of the opening."""
        return self.tree(line.opening, None)

    def place(self, leaf: Leaf) -> int:
        """Give the number of a leaf, new on first use."""
        number = self._places.get(leaf.key)
        if number is None:
            number = self._places[leaf.key] = len(self.leaves)
            self.leaves.append(leaf)
        return number

    def reached(self, moved: Iterable[object]) -> list[list[int]]:
        """Give the steps that read some leaves or rows fixed by dates (by key, by line), or what a step before gives, in order: the lines of each by number.

        The lines of one step read one another's value of the column before and are computed column by column.
        """
        return [list(step.results) for step in reached(self._program.steps, self._program.numbers(moved))]

    def read(self, numbers: Iterable[int]) -> set[int]:
        """Give the lines, of schedules and asides, that some lines and all asides read."""
        readers = [*(self.lines[number] for number in numbers), *self.asides]
        return {self._numbers[other] for line in readers for other, _ in reads(line)}

    def tree(self, part: Expression, axis: Axis | None) -> Tree:
        """Write an expression as it is read on an axis."""
        if isinstance(part, Line):
            return self.number(part)
        if isinstance(part, Constant):
            return str(part.value)
        if isinstance(part, Leaf):
            return ["l", self.place(part)]
        if isinstance(part, Series):
            return ["s", [self.place(leaf) for leaf in part.leaves]]
        if isinstance(part, Pick):
            return ["k", self.number(part.number), [self.place(leaf) for leaf in part.leaves]]
        if isinstance(part, Structure):
            return ["x", [exact_text(value) for value in part.values]]
        if isinstance(part, Previous):
            return ["p", self.number(part.line)]
        if isinstance(part, Operation):
            return [part.name, *(self.tree(inner, axis) for inner in part.arguments)]
        if isinstance(part, Gather):
            return self._gathered(part, axis)
        raise TypeError(type(part).__name__)

    def _gathered(self, part: Gather, axis: Axis | None) -> Tree:
        of, number = part.line.axis, self.number(part.line)
        if part.name == "total":
            return ["t", number] if part.weight is None else ["t", number, self.number(part.weight)]
        if part.name in {"lowest", "running"}:
            return ["m" if part.name == "lowest" else "r", number]
        assert axis is not None, part.name  # noqa: S101 - the others are checked when the line is defined
        if part.name == "in_year":
            return ["i", number, [of.columns.index(year) + 1 for year in axis.years]]
        if part.name == "by_year":
            rows = [[index for index, year in enumerate(of.years) if year == column] for column in axis.columns]
        else:
            rows = ROWS[part.name](of, axis)
        return ["a", number, [[index + 1 for index in row] for row in rows]]


def exact_text(value: Value) -> str:
    """Write a figure with every digit it has; empty where there is none, a condition as true or false."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else f"{Decimal(value)}"
