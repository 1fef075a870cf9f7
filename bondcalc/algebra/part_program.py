"""The exact reading again under other inputs: only what these reach is computed, the rest are the figures of the base."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any

from bondcalc.algebra.axis import Key
from bondcalc.algebra.compiled_step import CompiledStep
from bondcalc.algebra.exact import Figures, Program, compute, needed, reached
from bondcalc.algebra.line import Line


class PartProgram:
    """Some lines of a program. A step that reads nothing that moved gives what it gave: the figures are those of a full run.

    What it gave is taken from the base or from the last run, whichever is nearer: along a row of a grid one driver moves.
    """

    def __init__(self, program: Program, lines: Sequence[Line]) -> None:
        self._program = program
        self._wanted = {line: program.number(line) for line in lines}
        self._reached: dict[frozenset[int], list[CompiledStep]] = {}
        self._last: tuple[dict[Any, object], list[Any]] = {}, program.base

    def run(
        self, changed: Mapping[Key, Decimal], structures: Mapping[Line, Sequence[Decimal]] = MappingProxyType({})
    ) -> Figures:
        """Compute the lines of this part; `changed` replaces leaf values by key, `structures` rows fixed by dates by line."""
        moved: dict[Any, object] = {**changed, **structures}
        given, start = self._differing({}, moved), self._program.base
        since_last = self._differing(self._last[0], moved)
        # What differs in more is no fewer steps: these need not be counted.
        if not since_last >= given and len(self._steps(since_last)) < len(self._steps(given)):
            given, start = since_last, self._last[1]
        values = list(start)
        compute(self._steps(given), values, self._program.givens(moved))
        self._last = moved, values
        return Figures({line: values[number] for line, number in self._wanted.items()})

    def _differing(self, known: Mapping[Any, object], moved: Mapping[Any, object]) -> frozenset[int]:
        """Number the givens that differ between two runs."""
        return self._program.numbers(key for key in {**known, **moved} if known.get(key) != moved.get(key))

    @cached_property
    def _needed(self) -> list[CompiledStep]:
        """The steps that the lines of this part rest on."""
        return needed(self._program.steps, self._wanted.values())

    def _steps(self, given: frozenset[int]) -> list[CompiledStep]:
        """Pick the steps that some givens reach, once."""
        if given not in self._reached:
            self._reached[given] = reached(self._needed, given)
        return self._reached[given]
