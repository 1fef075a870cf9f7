"""The exact reading: lines compiled to one plain function over Decimal.

Compiled, because closures over 7,000 Decimal cells take several times the three milliseconds the design allows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, localcontext
from functools import lru_cache
from types import CodeType
from typing import Any

from bondcalc.algebra.axis import Axis
from bondcalc.algebra.function_text import run_of
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.algebra.order import groups
from bondcalc.money import CONTEXT

LONG_SUM = 100
"""Terms from which a sum is a call: the compiler nests one level a plus sign."""
Value = Decimal | bool | None
"""A figure; None where there is none to give (a ratio without a denominator)."""

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


class Figures:
    """The value of every line: `figures[line]` gives the opening value and then one value a column."""

    def __init__(self, values: Mapping[Line, tuple[Value, ...]]) -> None:
        self._values = values

    def __getitem__(self, line: Line) -> tuple[Value, ...]:
        """Opening value first, then the columns."""
        return self._values[line]

    def columns(self, line: Line) -> tuple[Value, ...]:
        """The values of the columns, without the opening."""
        return self._values[line][1:]

    def amounts(self, line: Line) -> tuple[Decimal, ...]:
        """The column values of a line that always has figures."""
        return tuple(decimal(value) for value in self.columns(line))

    def scalar(self, line: Line) -> Value:
        """The single value of a scalar line."""
        return self._values[line][1]

    def amount(self, line: Line) -> Decimal:
        """The single figure of a scalar line that always has one."""
        return decimal(self._values[line][1])


def decimal(value: Value) -> Decimal:
    """Take a value as a number; TypeError where there is none."""
    if value is None:
        raise TypeError("no figure")
    return Decimal(value)


class Program:
    """Lines compiled once and run on any values of their leaves."""

    def __init__(self, lines: Sequence[Line], quantum: Decimal) -> None:
        self.leaves: dict[tuple[str, ...], Decimal] = {}
        self.structures: dict[Line, Sequence[Decimal]] = {}
        self._names: dict[Line, str] = {line: f"v{number}" for number, line in enumerate(lines)}
        self._leaf_names: dict[tuple[str, ...], str] = {}
        self._space: dict[str, Any] = {"Q": quantum, "Z": Decimal(0), "SUM": sum, "BY": _by_year, "RUN": _running}
        rows = [self._group(group) for group in groups(lines)]
        text = run_of(rows, {name: f"L[{key!r}]" for key, name in self._leaf_names.items()}, list(self._names.values()))
        exec(_compiled(text), self._space)  # noqa: S102 - the text is made of our own nodes only
        self._run: Callable[..., tuple[Any, ...]] = self._space["run"]
        self._lines = tuple(lines)

    def run(
        self,
        changed: Mapping[tuple[str, ...], Decimal] | None = None,
        structures: Mapping[Line, Sequence[Decimal]] | None = None,
    ) -> Figures:
        """Compute every line; `changed` replaces leaf values by key, `structures` rows fixed by dates by line."""
        leaves = {**self.leaves, **changed} if changed else self.leaves
        rows = {**self.structures, **structures} if structures else self.structures
        with localcontext(CONTEXT):
            results = self._run(leaves, {self._names[line]: values for line, values in rows.items()})
        return Figures({line: tuple(result) for line, result in zip(self._lines, results, strict=True)})

    def _group(self, group: list[Line]) -> list[str]:
        recursive = len(group) > 1 or any(
            isinstance(part, Previous) and part.line is group[0] for part in _walk(group[0].definition)
        )
        if not recursive:
            return self._plain(group[0])
        size = group[0].axis.size
        # Lines that read one another's previous value go column by column; all others go line by line, which is faster.
        rows = [f"{self._names[line]} = [{self._text(line.opening, None)}] + [Z] * {size}" for line in group]
        rows.append(f"for t in {self._range(size)}:")
        return rows + [f"    {self._names[line]}[t] = {self._text(line.definition, line.axis)}" for line in group]

    def _plain(self, line: Line) -> list[str]:
        name, formula, opening = self._names[line], line.definition, self._text(line.opening, None)
        if isinstance(formula, Structure):
            self.structures[line] = formula.values
            return [f"{name} = [{opening}, *S[{name!r}]]"]
        if isinstance(formula, Series):
            return [f"{name} = [{opening}, {', '.join(self._text(leaf, None) for leaf in formula.leaves)}]"]
        if isinstance(formula, Gather) and formula.name in {"by_year", "running", "in_year", "to_date", "on_day"}:
            return [f"{name} = [{opening}] + {self._gather(formula, line.axis)}"]
        if line.axis.kind == "scalar":
            return [f"{name} = [{opening}, {self._text(formula, line.axis)}]"]
        add = f"{name}.append({self._text(formula, line.axis)})"  # compiled faster than a comprehension
        return [f"{name} = [{opening}]", f"for t in {self._range(line.axis.size)}: {add}"]

    def _range(self, size: int) -> str:
        self._space[f"R{size}"] = range(1, size + 1)
        return f"R{size}"

    def _text(self, part: Expression, axis: Axis | None) -> str:
        if isinstance(part, Constant):
            return "Z" if part.value == 0 else self._constant(Decimal(part.value))
        if isinstance(part, Leaf):
            self.leaves[part.key] = part.value
            return self._leaf_names.setdefault(part.key, f"c{len(self._leaf_names)}")
        if isinstance(part, Series):
            return f"({', '.join(self._text(leaf, None) for leaf in part.leaves)},)[t-1]"
        if isinstance(part, Pick):
            leaves = ", ".join(self._text(leaf, None) for leaf in part.leaves)
            return f"(Z, {leaves})[int({self._names[part.number]}[t])]"
        if isinstance(part, Line):
            return f"{self._names[part]}[{'1' if part.axis.kind == 'scalar' else 't'}]"
        if isinstance(part, Previous):
            return f"{self._names[part.line]}[t-1]"
        if isinstance(part, Gather):
            return self._gather(part, axis)
        if isinstance(part, Operation):
            return self._operation(part, axis)
        raise TypeError(f"{type(part).__name__} stands only as a whole line")

    def _operation(self, part: Operation, axis: Axis | None) -> str:
        texts = [self._text(inner, axis) for inner in part.arguments]
        if part.name == "sum" and len(texts) > LONG_SUM:
            return f"SUM(({', '.join(texts)}), Z)"
        if part.name in _BETWEEN:
            return f"({_BETWEEN[part.name].join(texts)})"
        if part.name == "money":
            return f"({texts[0]}).quantize(Q)"
        if part.name == "round":
            places = part.arguments[1]
            assert isinstance(places, Constant)  # noqa: S101 - rounded() puts it there
            return f"({texts[0]}).quantize({self._constant(Decimal(1).scaleb(-places.value))})"
        if part.name == "if":
            return f"({texts[1]} if {texts[0]} else {texts[2]})"
        if part.name == "ratio":
            return f"(None if ({texts[1]}) == 0 else {texts[0]} / {texts[1]})"
        return f"{part.name}({', '.join(texts)})"

    def _gather(self, part: Gather, axis: Axis | None) -> str:
        name = self._names[part.line]
        if part.name == "total" and part.weight is not None:
            return f"SUM((a * b for a, b in zip({name}[1:], {self._names[part.weight]}[1:])), Z)"
        if part.name == "total":
            return f"SUM({name}[1:], Z)"
        if part.name == "lowest":
            return f"min((a for a in {name}[1:] if a is not None), default=None)"
        if part.name == "running":
            return f"RUN({name})"
        assert axis is not None, part.name  # noqa: S101 - by_year and in_year are checked when the line is defined
        if part.name == "by_year":
            places = [axis.columns.index(year) if year in axis.columns else -1 for year in part.line.axis.years]
            return f"BY({name}, {self._constant(places)}, {axis.size})"
        if part.name in {"to_date", "on_day"}:
            rows = (inside if part.name == "to_date" else alike)(part.line.axis, axis)
            columns = [[index + 1 for index in row] for row in rows]
            return f"[SUM([{name}[column] for column in row], Z) for row in {self._constant(columns)}]"
        places = [part.line.axis.columns.index(year) + 1 for year in axis.years]
        return f"[{name}[place] for place in {self._constant(places)}]"

    def _constant(self, value: object) -> str:
        name = f"k{len(self._space)}"
        self._space[name] = value
        return name


@lru_cache(maxsize=4)
def _compiled(text: str) -> CodeType:
    """Schedules built again with other dates are the same text: what differs are its constants."""
    return compile(text, "<lines>", "exec")


def _walk(part: Expression) -> list[Expression]:
    expressions = [part]
    for inner in () if isinstance(part, Line) else part.parts:
        expressions += _walk(inner)
    return expressions


def _by_year(values: list[Decimal], places: list[int], size: int) -> list[Decimal]:
    sums = [Decimal(0)] * size
    for value, index in zip(values[1:], places, strict=True):
        if index >= 0:
            sums[index] += value
    return sums


def inside(of: Axis, axis: Axis) -> list[list[int]]:
    """Give for each payment of an axis the places of those of another that fall in its year and not after it."""
    by_year: dict[int, list[int]] = {}
    for index, year in enumerate(of.years):
        by_year.setdefault(year, []).append(index)
    days = of.days
    return [
        [index for index in by_year.get(year, ()) if days[index] <= day]
        for day, year in zip(axis.days, axis.years, strict=True)
    ]


def alike(of: Axis, axis: Axis) -> list[list[int]]:
    """Give for each payment of an axis the places of those of another that fall on its day."""
    by_day: dict[date, list[int]] = {}
    for index, day in enumerate(of.days):
        by_day.setdefault(day, []).append(index)
    return [by_day.get(day, []) for day in axis.days]


def _running(values: list[Decimal]) -> list[Decimal]:
    sums, so_far = [], Decimal(0)
    for value in values[1:]:
        so_far += value
        sums.append(so_far)
    return sums
