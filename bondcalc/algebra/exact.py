"""The exact reading: every line a step over Decimal, computed in the order in which lines read one another.

Steps are compiled, because closures over 7,000 Decimal cells take several times the three milliseconds the design allows.
Lines of one form share a compiled step. Under other inputs only the steps that these reach are computed again.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any, cast

from bondcalc.algebra.axis import Key
from bondcalc.algebra.compiled_step import CompiledStep, compiled
from bondcalc.algebra.line import Line
from bondcalc.algebra.order import groups
from bondcalc.algebra.step_form import LineForm
from bondcalc.algebra.step_places import Numbering
from bondcalc.money import CONTEXT

Value = Decimal | bool | None
"""A figure; None where there is none to give (a ratio without a denominator)."""


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


def needed(steps: Sequence[CompiledStep], lines: Iterable[int], known: Collection[int] = ()) -> list[CompiledStep]:
    """Pick the steps that some lines rest on; lines that are known rest on nothing."""
    wanted, picked = set(lines) - set(known), []
    for step in reversed(steps):
        if not wanted.isdisjoint(step.results):
            wanted.update(number for number in step.read if number not in known)
            picked.append(step)
    return picked[::-1]


def reached(steps: Iterable[CompiledStep], given: Collection[int], lines: Iterable[int] = ()) -> list[CompiledStep]:
    """Pick the steps that read some givens, some lines, or what a step picked before gives."""
    givens, moved, picked = frozenset(given), set(lines), []
    for step in steps:
        if not (givens.isdisjoint(step.given) and moved.isdisjoint(step.read)):
            moved.update(step.results)
            picked.append(step)
    return picked


class Program:
    """Lines compiled once and run on any values of their leaves."""

    def __init__(self, lines: Sequence[Line], quantum: Decimal) -> None:
        self.lines, self.quantum = tuple(lines), quantum
        self._numbers = Numbering(self.lines)
        forms = [LineForm(line, self._numbers, quantum) for line in self.lines]
        ordered = groups(self.lines, [form.read for form in forms])
        self.steps = compiled([[forms[number] for number in group] for group in ordered])

    @property
    def leaves(self) -> dict[Key, Decimal]:
        """The values of the leaves that the lines read, by key."""
        given = zip(self._numbers.givens, self._numbers.values, strict=True)
        return {key: value for key, value in given if not isinstance(key, Line)}  # type: ignore[misc]

    @property
    def structures(self) -> dict[Line, Sequence[Decimal]]:
        """The rows fixed by dates, by line."""
        given = zip(self._numbers.givens, self._numbers.values, strict=True)
        return {line: cast("Sequence[Decimal]", values) for line, values in given if isinstance(line, Line)}

    def run(
        self, changed: Mapping[Key, Decimal] | None = None, structures: Mapping[Line, Sequence[Decimal]] | None = None
    ) -> Figures:
        """Compute every line; `changed` replaces leaf values by key, `structures` rows fixed by dates by line."""
        values = self.base
        if changed or structures:
            values = [None] * len(self.lines)
            compute(self.steps, values, self.givens({**(changed or {}), **(structures or {})}))
        return Figures(dict(zip(self.lines, values, strict=True)))

    @cached_property
    def base(self) -> list[Any]:
        """What every line gives where nothing is changed, by number."""
        values: list[Any] = [None] * len(self.lines)
        compute(self.steps, values, self.givens({}))
        return values

    def number(self, line: Line) -> int:
        """Give the number of a line."""
        return self._numbers.lines[line]

    def numbers(self, changed: Iterable[object]) -> frozenset[int]:
        """Give the numbers of the givens that are changed; what no line reads has none."""
        known = self._numbers.givens
        return frozenset(known[key] for key in changed if key in known)

    def givens(self, changed: Mapping[Any, object]) -> list[object]:
        """Give all givens by number, some of them changed."""
        values, known = list(self._numbers.values), self._numbers.givens
        for key, value in changed.items():
            if key in known:
                values[known[key]] = value
        return values


def compute(steps: Iterable[CompiledStep], values: list[Any], givens: list[object]) -> None:
    """Run steps over values, which hold what the steps read and take what they give."""
    with localcontext(CONTEXT):
        for step in steps:
            step.function(values, givens, *step.numbers)
