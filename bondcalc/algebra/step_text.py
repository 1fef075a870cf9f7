"""One step of the exact reading as the text of a function: a line, or lines that read one another's previous value.

The text names what it reads by what it is and not by which line it is, so that lines of one form share a function, and a
second project compiles hardly anything.
"""

from collections.abc import Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Axis
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.algebra.step_places import Numbering, alike, inside

LONG_SUM = 100
"""Terms from which a sum is a call: the compiler nests one level a plus sign."""
WHOLE = {"by_year", "running", "in_year", "to_date", "on_day"}
"""Readings that give all columns of a line at once."""
_BETWEEN = {
    "+": " + ",
    "-": " - ",
    "*": " * ",
    "/": " / ",
    "^": " ** ",
    ">=": " >= ",
    ">": " > ",
    "and": " and ",
    "sum": " + ",
}


class StepText:
    """Writes `step(V, L, ...)`, which reads values `V` and givens `L` by number and puts what it computes into `V`.

    `a0` is a line's values, opening first; `c0` a given (a leaf, or the row of a structure line); `k0` a constant of the
    step. `numbers` are the values of these parameters, in their order; `read` and `given` those that are lines and givens.
    """

    def __init__(self, group: Sequence[Line], numbers: Numbering, quantum: Decimal, *, recursive: bool) -> None:
        self._numbers, self._quantum, self._by_column = numbers, quantum, recursive
        self._own = {line: f"v{number}" for number, line in enumerate(group)} if recursive else {}
        self._names: dict[object, str] = {}
        self._before = ""
        self._columns: dict[str, str] = {}
        self.numbers: list[object] = []
        self.read: list[int] = []
        self.given: list[int] = []
        body = self._recursion(group) if recursive else self._alone(group[0])
        self.text = f"def step(V, L, {', '.join(self._names.values())}):\n{self._before} {body}\n"

    def _recursion(self, group: Sequence[Line]) -> str:
        """Lines that read one another's previous value go column by column; all others go line by line, which is faster."""
        size = self._constant(group[0].axis.size)
        rows = [f"{self._own[line]} = [{self._text(line.opening, None)}] + [Z] * {size}" for line in group]
        loop = [f" {self._own[line]}[t] = {self._text(line.definition, line.axis)}" for line in group]
        ends = [f"V[{self._result(line)}] = tuple({self._own[line]})" for line in group]
        return "\n ".join([*rows, f"for t in range(1, {size} + 1):", *loop, *ends])

    def _alone(self, line: Line) -> str:
        formula, opening, put = line.definition, self._text(line.opening, None), f"V[{self._result(line)}] = "
        if isinstance(formula, Structure):
            return f"{put}({opening}, *{self._given(line, formula.values)})"
        if isinstance(formula, Series):
            return f"{put}({opening}, *{self._row(formula.leaves)})"
        if isinstance(formula, Gather) and formula.name in WHOLE:
            return f"{put}({opening}, *{self._gather(formula, line.axis)})"
        text = self._text(formula, line.axis)
        if line.axis.kind == "scalar":
            return f"{put}({opening}, {text})"
        if not self._columns:
            return f"{put}({opening}, *[{text} for _ in range({self._constant(line.axis.size)})])"
        names, rows = ", ".join(self._columns.values()), ", ".join(self._columns)
        walked = f"zip({rows}, strict=True)" if len(self._columns) > 1 else rows
        return f"{put}({opening}, *[{text} for {names} in {walked}])"

    def _text(self, part: Expression, axis: Axis | None) -> str:
        if isinstance(part, Line):
            return self._line(part)
        if isinstance(part, Operation):
            return self._operation(part, axis)
        if isinstance(part, Leaf):
            return self._given(part.key, part.value)
        if isinstance(part, Constant):
            return "Z" if part.value == 0 else self._constant(Decimal(part.value))
        if isinstance(part, Previous):
            return (
                f"{self._values(part.line)}[t-1]"
                if self._by_column
                else self._column(f"{self._values(part.line)}[:-1]")
            )
        if isinstance(part, Series):
            return f"{self._row(part.leaves)}[t-1]" if self._by_column else self._column(self._row(part.leaves))
        if isinstance(part, Pick):
            return f"(Z, *{self._row(part.leaves)})[int({self._line(part.number)})]"
        if isinstance(part, Gather):
            return self._gather(part, axis)
        raise TypeError(f"{type(part).__name__} stands only as a whole line")

    def _operation(self, part: Operation, axis: Axis | None) -> str:
        name, texts = part.name, [self._text(inner, axis) for inner in part.arguments]
        if name == "sum" and len(texts) > LONG_SUM:
            return f"SUM(({', '.join(texts)}), Z)"
        if name in _BETWEEN:
            return f"({_BETWEEN[name].join(texts)})"
        if name == "money":
            return f"({texts[0]}).quantize({self._constant(self._quantum)})"
        if name == "round":
            places = part.arguments[1]
            assert isinstance(places, Constant)  # noqa: S101 - rounded() puts it there
            return f"({texts[0]}).quantize({self._constant(Decimal(1).scaleb(-places.value))})"
        if name == "if":
            return f"({texts[1]} if {texts[0]} else {texts[2]})"
        if name == "ratio":
            return f"(None if ({texts[1]}) == 0 else {texts[0]} / {texts[1]})"
        return f"{name}({', '.join(texts)})"

    def _gather(self, part: Gather, axis: Axis | None) -> str:
        name = self._values(part.line)
        if part.name == "total" and part.weight is not None:
            return f"SUM((a * b for a, b in zip({name}[1:], {self._values(part.weight)}[1:])), Z)"
        if part.name == "total":
            return f"SUM({name}[1:], Z)"
        if part.name == "lowest":
            return f"min((a for a in {name}[1:] if a is not None), default=None)"
        if part.name == "running":
            return f"RUN({name})"
        assert axis is not None, part.name  # noqa: S101 - by_year and in_year are checked when the line is defined
        if part.name == "by_year":
            columns = {year: index for index, year in enumerate(axis.columns)}
            places = [columns.get(year, -1) for year in part.line.axis.years]
            return f"BY({name}, {self._constant(places)}, {self._constant(axis.size)})"
        if part.name in {"to_date", "on_day"}:
            rows = (inside if part.name == "to_date" else alike)(part.line.axis, axis)
            columns_of = [[index + 1 for index in row] for row in rows]
            return f"[SUM([{name}[column] for column in row], Z) for row in {self._constant(columns_of)}]"
        places = [part.line.axis.columns.index(year) + 1 for year in axis.years]
        return f"[{name}[place] for place in {self._constant(places)}]"

    def _line(self, line: Line) -> str:
        """Read a line in the column that is computed; of a single figure there is one."""
        values = self._values(line)
        if line.axis.kind == "scalar":
            return f"{values}[1]"
        return f"{values}[t]" if self._by_column else self._column(f"{values}[1:]")

    def _values(self, line: Line) -> str:
        name = self._names.get(line) or self._own.get(line)
        if name is None:
            number = self._numbers.lines[line]
            name = self._named("a", line, number)
            self._before += f" {name} = V[{name}]\n"
            self.read.append(number)
        return name

    def _result(self, line: Line) -> str:
        return self._named("r", ("result", line), self._numbers.lines[line])

    def _given(self, key: object, value: object) -> str:
        name = self._names.get(key)
        if name is None:
            number = self._numbers.given(key, value)
            name = self._named("c", key, number)
            self._before += f" {name} = L[{name}]\n"
            self.given.append(number)
        return name

    def _row(self, leaves: Sequence[Leaf]) -> str:
        """Read a row of leaves, put together once a step."""
        numbers = [self._numbers.given(leaf.key, leaf.value) for leaf in leaves]
        self.given += numbers
        name = self._constant(numbers)
        self._before += f" {name} = [L[place] for place in {name}]\n"
        return name

    def _constant(self, value: object) -> str:
        return self._named("k", len(self._names), value)

    def _named(self, kind: str, what: object, value: object) -> str:
        """Give the parameter for something that is new."""
        name = self._names[what] = f"{kind}{len(self._names)}"
        self.numbers.append(value)
        return name

    def _column(self, row: str) -> str:
        """Name the value in the column that is computed of a row that is walked."""
        return self._columns.setdefault(row, f"x{len(self._columns)}")
