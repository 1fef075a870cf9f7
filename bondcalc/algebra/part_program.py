"""The exact reading again under other inputs: only what these reach is computed, the rest are the figures of the base."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

from bondcalc.algebra.axis import Key
from bondcalc.algebra.exact import CompiledStep, Figures, Program, compute
from bondcalc.algebra.line import Line


class PartProgram:
    """Some lines of a program. A step that reads nothing that moved gives what it gave: the figures are those of a full run."""

    def __init__(self, program: Program, lines: Sequence[Line]) -> None:
        self._program = program
        self._wanted = {line: program.number(line) for line in lines}
        self._reached: dict[frozenset[int], list[CompiledStep]] = {}

    def run(
        self, changed: Mapping[Key, Decimal], structures: Mapping[Line, Sequence[Decimal]] = MappingProxyType({})
    ) -> Figures:
        """Compute the lines of this part; `changed` replaces leaf values by key, `structures` rows fixed by dates by line."""
        moved: dict[Any, object] = {**changed, **structures}
        values = list(self._program.base)
        compute(self._steps(self._program.numbers(moved)), values, self._program.givens(moved))
        return Figures({line: values[number] for line, number in self._wanted.items()})

    @cached_property
    def _needed(self) -> list[CompiledStep]:
        """The steps that the lines of this part rest on."""
        needed, steps = set(self._wanted.values()), []
        for step in reversed(self._program.steps):
            if not needed.isdisjoint(step.results):
                needed.update(step.read)
                steps.append(step)
        return steps[::-1]

    def _steps(self, given: frozenset[int]) -> list[CompiledStep]:
        """Pick the steps that read some givens, or what a step picked before gives."""
        if given not in self._reached:
            reached: set[int] = set()
            steps = []
            for step in self._needed:
                if not (given.isdisjoint(step.given) and reached.isdisjoint(step.read)):
                    reached.update(step.results)
                    steps.append(step)
            self._reached[given] = steps
        return self._reached[given]
