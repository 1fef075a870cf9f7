"""Lines read as blocks of lanes: what each formula needs is written to a tape."""

import itertools
import math
from collections.abc import Collection, Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Axis
from bondcalc.algebra.block import Block, even, fixed, in_unit, settled, unit_of
from bondcalc.algebra.cellwise import (
    added,
    chosen,
    compared,
    conjoined,
    divided,
    extreme,
    made,
    multiplied,
    numeric,
    powered,
    put,
    rounded,
)  # fmt: skip
from bondcalc.algebra.exact import Figures, Value, inside
from bondcalc.algebra.gathered import looked_up, lowest, ran, stacked, summed, totalled
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.algebra.tape import Tape

Key = tuple[str, ...]


class LaneReading:
    """Reads lines one after another; `held` has the block of each, the opening first."""

    def __init__(
        self, tape: Tape, figures: Figures, quantum: Decimal, varying: Collection[Key], structures: Collection[Line]
    ) -> None:
        self._tape, self._figures, self._quantum = tape, figures, quantum
        self._unit = float(quantum)
        self.leaves = {key: tape.new(1) for key in varying}
        self.structures = {line: tape.new(line.axis.size) for line in structures}
        self.money: set[Key] = set()
        self.held: dict[Line, Block] = {}
        self._columns: dict[Line, list[Block]] = {}

    def read(self, group: Sequence[Line], *, recursive: bool) -> None:
        """Read a group of lines that need one another, or a single line."""
        if recursive:
            self._step_by_step(group)
            return
        line = group[0]
        opening = self._of(line.opening, 1, 1)
        self._hold(line, [opening, self._of(line.definition, 1, line.axis.size, line.axis)])

    def constant(self, line: Line) -> Block:
        """A line that no varying figure reaches, as the exact reading has it."""
        return self._exact(line, self._figures[line])

    def _exact(self, line: Line, values: Sequence[Value]) -> Block:
        if line.unit == "money":
            return fixed(
                [math.nan if value is None else float(Decimal(value) / self._quantum) for value in values], self._unit
            )
        return fixed([math.nan if value is None else float(value) for value in values])

    def _step_by_step(self, group: Sequence[Line]) -> None:
        """Column by column: a recursion through `previous`."""
        for line in group:
            self._columns[line] = [self._of(line.opening, 1, 1)]
        for column in range(1, group[0].axis.size + 1):
            for line in group:
                block = self._of(line.definition, column, 1, line.axis)
                unit = self._unit if line.unit in {"money", "accrued"} else 1.0
                self._columns[line].append(settled(self._tape, numeric(self._tape, block), unit))
        for line in group:
            self._hold(line, self._columns.pop(line))

    def _hold(self, line: Line, blocks: Sequence[Block]) -> None:
        """Keep a line's columns; those that do not vary are the exact ones."""
        block = numeric(self._tape, self._joined(blocks))
        if block.varies and not even(block.coefficient[block.low : block.high]):
            block = settled(self._tape, block, self._unit if line.unit in {"money", "accrued"} else 1.0)
        exact = self._exact(line, self._figures[line])
        for column in (column for column in range(len(block.core)) if not block.covers(column, column + 1)):
            block.core[column], block.coefficient[column] = exact.core[column], exact.coefficient[column]
        self.held[line] = block

    def _joined(self, blocks: Sequence[Block]) -> Block:
        """Put blocks one after another."""
        tape, unit = self._tape, unit_of(blocks)
        starts = [sum(len(block.core) for block in blocks[:number]) for number in range(len(blocks))]
        core = [
            factor / unit * value
            for block in blocks
            for factor, value in zip(block.coefficient, block.core, strict=True)
        ]
        moving = [(start, block) for start, block in zip(starts, blocks, strict=True) if block.varies]
        if not moving:
            return fixed(core, unit)
        low, high = moving[0][0] + moving[0][1].low, moving[-1][0] + moving[-1][1].high
        if len(moving) == 1:
            start, block = moving[0]
            coefficient = [unit] * start + block.coefficient + [unit] * (len(core) - start - len(block.core))
            coefficient = [value if low <= column < high else unit for column, value in enumerate(coefficient)]
            return Block(core, coefficient, low, high, block.rows, block.whole, block.gaps, block.flag)
        out = tape.new(high - low)
        for start, block in zip(starts, blocks, strict=True):
            first, last = max(low, start), min(high, start + len(block.core))
            if first >= last:
                continue
            edges = sorted(
                {first, last, *(start + edge for edge in (block.low, block.high) if first < start + edge < last)}
            )
            for begin, end in itertools.pairwise(edges):
                tape.write(
                    put, in_unit(tape, block, begin - start, end - start, unit), out.part(begin - low, end - low)
                )
        whole = all(block.whole and block.coefficient[block.low] == unit for _, block in moving)
        whole = whole and all(value.is_integer() for value in core[low:high])
        joined = made(core, unit, low, high, out, whole=whole)
        joined.gaps = any(block.gaps for block in blocks)
        return joined

    def _of(self, part: Expression, first: int, count: int, axis: Axis | None = None) -> Block:
        """Columns of an expression, from `first`."""
        if isinstance(part, Constant):
            return fixed([float(part.value)] * count)
        if isinstance(part, Leaf):
            return self._leaf(part).spread(count)
        if isinstance(part, Line):
            return self._line(part, first, count)
        if isinstance(part, Previous):
            return self._line(part.line, first - 1, count)
        if isinstance(part, Operation):
            return self._operation(part, first, count, axis)
        if isinstance(part, Series):
            return stacked(self._tape, [self._leaf(leaf) for leaf in part.leaves[first - 1 : first - 1 + count]])
        if isinstance(part, Pick):
            values = stacked(self._tape, [self._leaf(leaf) for leaf in part.leaves])
            return looked_up(self._tape, values, self._line(part.number, first, count))
        if isinstance(part, Structure):
            return self._structure(part, first, count)
        if isinstance(part, Gather):
            return self._gather(part, count, axis)
        raise TypeError(type(part).__name__)

    def _leaf(self, leaf: Leaf) -> Block:
        money = leaf.unit == "money"
        unit = self._unit if money else 1.0
        if leaf.key in self.leaves:
            if money:
                self.money.add(leaf.key)
            return Block([0.0], [unit], 0, 1, self.leaves[leaf.key])
        return fixed([float(leaf.value / self._quantum if money else leaf.value)], unit)

    def _structure(self, part: Structure, first: int, count: int) -> Block:
        for line, rows in self.structures.items():
            if line.definition is part:
                return Block([0.0] * count, [1.0] * count, 0, count, rows.part(first - 1, first - 1 + count))
        return fixed([float(value) for value in part.values[first - 1 : first - 1 + count]])

    def _line(self, line: Line, first: int, count: int) -> Block:
        if line in self._columns:
            return self._columns[line][first]
        if line not in self.held:
            self.held[line] = self.constant(line)
        if line.axis.kind == "scalar":
            return self.held[line].window(1, 1).spread(count)
        return self.held[line].window(first, count)

    def _operation(self, part: Operation, first: int, count: int, axis: Axis | None) -> Block:
        tape, name = self._tape, part.name
        if name in {"+", "-", "sum"}:
            return added(tape, [(sign, self._of(inner, first, count, axis)) for sign, inner in _terms(part, 1)])
        blocks = [self._of(inner, first, count, axis) for inner in part.arguments]
        if name in {"*", "/", "ratio"}:
            blocks = [numeric(tape, block) for block in blocks]
            return multiplied(tape, *blocks) if name == "*" else divided(tape, *blocks, ratio=name == "ratio")
        if name == "money":
            return rounded(tape, blocks[0], self._unit)
        if name == "round":
            places = part.arguments[1]
            assert isinstance(places, Constant)  # noqa: S101 - rounded() puts it there
            return rounded(tape, blocks[0], float(Decimal(1).scaleb(-places.value)))
        if name in {"min", "max"}:
            return extreme(tape, blocks, least=name == "min")
        if name in {">=", ">"}:
            return compared(tape, name, *blocks)
        if name == "and":
            return conjoined(tape, blocks)
        return chosen(tape, *blocks) if name == "if" else powered(tape, *blocks)

    def _gather(self, part: Gather, count: int, axis: Axis | None) -> Block:
        block = self._line(part.line, 1, part.line.axis.size)
        if part.name == "total":
            if part.weight is not None:
                block = multiplied(self._tape, block, self._line(part.weight, 1, part.weight.axis.size))
            return totalled(self._tape, block).spread(count)
        if part.name == "lowest":
            return lowest(self._tape, block).spread(count)
        if part.name == "running":
            return ran(self._tape, block)
        assert axis is not None, part.name  # noqa: S101 - checked when the line is defined
        return summed(self._tape, block, _places(part, axis))


def _terms(part: Expression, sign: int) -> list[tuple[int, Expression]]:
    """Take sums and differences apart into terms with signs."""
    if not isinstance(part, Operation) or part.name not in {"+", "-", "sum"}:
        return [(sign, part)]
    signs = [sign, -sign] if part.name == "-" else [sign] * len(part.arguments)
    return [term for one, inner in zip(signs, part.arguments, strict=True) for term in _terms(inner, one)]


def _places(part: Gather, axis: Axis) -> list[list[int]]:
    """Which columns of the line read go into each column."""
    of = part.line.axis
    if part.name == "to_date":
        return [[place for place, within in enumerate(row) if within] for row in inside(of, axis)]
    if part.name == "in_year":
        return [[of.columns.index(year)] for year in axis.years]
    return [[place for place, paid in enumerate(of.years) if paid == year] for year in axis.years]
