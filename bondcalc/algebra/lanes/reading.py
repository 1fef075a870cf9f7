"""Lines read as blocks of lanes: what each formula needs is written to a tape."""

import math
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from bondcalc.algebra.axis import Axis, Key
from bondcalc.algebra.exact import Figures, Value
from bondcalc.algebra.inspection import references
from bondcalc.algebra.lanes.block import Block, even, fixed, made, settled
from bondcalc.algebra.lanes.choices import chosen, compared, conjoined, extreme, numeric
from bondcalc.algebra.lanes.products import divided, multiplied, powered, rounded
from bondcalc.algebra.lanes.sums import added
from bondcalc.algebra.lanes.tape import Rows, Tape
from bondcalc.algebra.lanes.wholes import joined, looked_up, lowest, ran, summed, totalled
from bondcalc.algebra.line import Constant, Expression, Gather, Leaf, Line, Operation, Pick, Previous, Series, Structure
from bondcalc.algebra.step_places import alike, inside
from bondcalc.wording.terms import Unit

SUMS = ("+", "-", "sum")
ColumnSpan = tuple[int, int]
"""The first of some columns and the one after the last; the opening is column 0."""


class Reading:
    """Reads lines one after another; `block(line)` has the columns of each, the opening first.

    `leaves` and `rows` are what varies and is given, as far as a line reads it.
    """

    def __init__(
        self, tape: Tape, figures: Figures, quantum: Decimal, varying: Collection[Key], given: Mapping[Line, ColumnSpan]
    ) -> None:
        self._tape, self._figures, self._quantum = tape, figures, quantum
        self._unit = float(quantum)
        self.leaves: dict[Key, Rows] = {}
        self.rows: dict[Line, Rows] = {}
        self._varying, self._given = varying, given
        self.money: set[Key] = set()
        self._held: dict[Line, Block] = {}
        self._columns: dict[Line, list[Block]] = {}
        self._apart: dict[Operation, Block | None] = {}

    def block(self, line: Line) -> Block:
        """The columns of a line; those of one not read yet are the exact ones and do not vary."""
        if line not in self._held:
            exact = self._exact(line, self._figures[line])
            self._held[line] = self._from_outside(line, exact) if line in self._given else exact
        return self._held[line]

    def _from_outside(self, line: Line, exact: Block) -> Block:
        """A given line: as it is but for the columns of its span."""
        (low, high), money = self._given[line], line.unit == Unit.MONEY
        if low == high:
            return exact
        rows = self.rows[line] = self._tape.new(high - low, given=True)
        block = made(exact.core, self._unit if money else 1.0, low, high, rows, whole=money)
        block.gaps = not money
        return block

    def read(self, group: Sequence[Line], *, recursive: bool) -> None:
        """Read a group of lines that need one another, or a single line."""
        line = group[0]
        if not recursive:
            self._read(line)
        elif not self._accumulated(group):
            self._step_by_step(group)

    def _read(self, line: Line) -> None:
        body = self._of(line.definition, 1, line.axis.size, line.axis)
        self._hold(line, [self._of(line.opening, 1, 1), body])

    def _accumulated(self, group: Sequence[Line]) -> bool:
        """Read a balance that adds flows to its previous value as a running total; False where the group is no such thing."""
        shifted = _shifted(group)
        line, *others = [member for member in group if member not in shifted]
        terms = _terms(line.definition, 1)
        back = [
            term for term in terms if term[1] in shifted or (isinstance(term[1], Previous) and term[1].line is line)
        ]
        flows = [term for term in terms if term not in back]
        inside = any(other in group for _, flow in flows for other, _ in references(flow))
        # Only a balance may run as a sum: it takes its previous value once, as it is, and no flow depends on it.
        if others or inside or not flows or len(back) != 1 or back[0][0] != 1:
            return False
        size, opening = line.axis.size, self._of(line.opening, 1, 1)
        total = ran(self._tape, added(self._tape, [(sign, self._of(flow, 1, size, line.axis)) for sign, flow in flows]))
        self._hold(line, [opening, added(self._tape, [(1, total), (1, opening.spread(size))])])
        for member in shifted:
            self._read(member)
        return True

    def _step_by_step(self, group: Sequence[Line]) -> None:
        """Column by column: a recursion through `previous`. A line that is another's previous value needs no copy."""
        for line in group:
            self._columns[line] = [self._of(line.opening, 1, 1)]
        for column in range(1, group[0].axis.size + 1):
            for line in group:
                block = numeric(self._tape, self._of(line.definition, column, 1, line.axis))
                # What no scenario moves is the exact figure: no binary digit lost in one year is carried into the next.
                still = not block.varies and self._exact(line, self._figures[line][column : column + 1])
                self._columns[line].append(still or settled(self._tape, block, self._unit_of(line)))
        shifted = _shifted(group)
        for line in (member for member in group if member not in shifted):
            self._hold(line, self._columns[line])
        self._columns, self._apart = {}, {}
        for line in shifted:
            self._read(line)

    def _unit_of(self, line: Line) -> float:
        return self._unit if line.unit in {Unit.MONEY, Unit.ACCRUED} else 1.0

    def _hold(self, line: Line, blocks: Sequence[Block]) -> None:
        """Keep a line's columns; those that do not vary are the exact ones."""
        opening, *columns = blocks
        plain = len(columns) == 1 and not opening.varies
        block = numeric(self._tape, columns[0].later() if plain else joined(self._tape, blocks))
        if block.varies and not block.single and not even(block.coefficient[block.low : block.high]):
            block = settled(self._tape, block, self._unit_of(line))
        values = self._figures[line]
        # Years that no scenario reaches show the very figures of the schedules.
        for part in (slice(0, block.low), slice(block.high, len(values))):
            exact = self._exact(line, values[part])
            block.core[part], block.coefficient[part] = exact.core, exact.coefficient
        self._held[line] = block

    def _exact(self, line: Line, values: Sequence[Value]) -> Block:
        if line.unit == Unit.MONEY:
            return fixed([math.nan if value is None else float(value / self._quantum) for value in values], self._unit)
        return fixed([math.nan if value is None else float(value) for value in values])

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
            apart = self._outside(part, axis) if axis and self._columns else None
            return apart.window(first - 1, count) if apart else self._operation(part, first, count, axis)
        if isinstance(part, Series):
            return joined(self._tape, [self._leaf(leaf) for leaf in part.leaves[first - 1 : first - 1 + count]])
        if isinstance(part, Pick):
            values = joined(self._tape, [self._leaf(leaf) for leaf in part.leaves])
            return looked_up(self._tape, values, self._line(part.number, first, count))
        if isinstance(part, Structure):
            return fixed([float(value) for value in part.values[first - 1 : first - 1 + count]])
        if isinstance(part, Gather):
            return self._gather(part, count, axis)
        raise TypeError(type(part).__name__)

    def _outside(self, part: Operation, axis: Axis) -> Block | None:
        """Within a recursion: all columns at once of what does not read the lines of the group; None where it does."""
        if part not in self._apart:
            inside = any(line in self._columns for line, _ in references(part))
            self._apart[part] = None if inside else self._operation(part, 1, axis.size, None)
        return self._apart[part]

    def _leaf(self, leaf: Leaf) -> Block:
        money = leaf.unit == Unit.MONEY
        unit = self._unit if money else 1.0
        if leaf.key in self._varying:
            if money:
                self.money.add(leaf.key)
            if leaf.key not in self.leaves:
                self.leaves[leaf.key] = self._tape.new(1, given=True)
            return Block([0.0], [unit], 0, 1, self.leaves[leaf.key])
        return fixed([float(leaf.value / self._quantum if money else leaf.value)], unit)

    def _line(self, line: Line, first: int, count: int) -> Block:
        if line in self._columns:
            return self._columns[line][first]
        block = self.block(line)
        return block.window(1, 1).spread(count) if line.axis.kind == "scalar" else block.window(first, count)

    def _operation(self, part: Operation, first: int, count: int, axis: Axis | None) -> Block:
        tape, name = self._tape, part.name
        if name in SUMS and (grown := self._grown(part, first, count)):
            return grown
        if name in SUMS:
            return added(tape, [(sign, self._of(inner, first, count, axis)) for sign, inner in _terms(part, 1)])
        blocks = [self._of(inner, first, count, axis) for inner in part.arguments]
        if name == "*":
            return multiplied(tape, *blocks)
        if name in {"/", "ratio"}:
            return divided(tape, *blocks, ratio=name == "ratio")
        if name == "money":
            return rounded(tape, blocks[0], self._unit)
        if name == "round":
            return rounded(tape, blocks[0], 10 ** -blocks[1].core[0])
        if name in {"min", "max"}:
            return extreme(tape, blocks, least=name == "min")
        if name in {">=", ">"}:
            return compared(tape, name, *blocks)
        if name == "and":
            return conjoined(tape, blocks)
        return chosen(tape, *blocks) if name == "if" else powered(tape, *blocks)

    def _grown(self, part: Operation, first: int, count: int) -> Block | None:
        """Read what a rounded figure has grown by since the column before: rounded once, and not at all where it stands still."""
        if part.name != "-" or first != 1 or self._columns:
            return None
        now, before = part.arguments
        if not (_rounds(now) and _is_earlier(before, now)):
            return None
        end = max((self.block(line).levelled() for line, _ in references(now)), default=1)
        if end == 1:
            return fixed([0.0] * count)
        rounded_once = rounded(self._tape, self._of(now.parts[0], 0, end), self._unit)
        grown = added(self._tape, [(1, rounded_once.window(1, end - 1)), (-1, rounded_once.window(0, end - 1))])
        grown.core += [0.0] * (count + 1 - end)
        grown.coefficient += [1.0] * (count + 1 - end)
        return grown

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


def _rounds(part: Expression) -> bool:
    return isinstance(part, Operation) and part.name == "money"


def _is_earlier(before: Expression, now: Expression) -> bool:
    """Tell whether an expression is another one column earlier."""
    if isinstance(now, Line) and now.axis.kind != "scalar":
        return isinstance(before, Previous) and before.line is now
    if isinstance(now, Operation) and isinstance(before, Operation) and now.name == before.name:
        same_length = len(before.arguments) == len(now.arguments)
        return same_length and all(map(_is_earlier, before.arguments, now.arguments))
    if isinstance(now, Leaf):
        return isinstance(before, Leaf) and before.key == now.key
    if isinstance(now, Constant):
        return isinstance(before, Constant) and before.value == now.value
    return isinstance(now, Line) and before is now


def _shifted(group: Sequence[Line]) -> list[Line]:
    """Lines that are the previous value of another of the group, which is no such line itself."""
    back = {line: line.definition.line for line in group if isinstance(line.definition, Previous)}
    return [line for line, other in back.items() if other in group and other not in back]


def _terms(part: Expression, sign: int) -> list[tuple[int, Expression]]:
    """Take sums and differences apart into terms with signs."""
    if not isinstance(part, Operation) or part.name not in SUMS:
        return [(sign, part)]
    signs = [sign, -sign] if part.name == "-" else [sign] * len(part.arguments)
    return [term for own, inner in zip(signs, part.arguments, strict=True) for term in _terms(inner, own)]


def _places(part: Gather, axis: Axis) -> list[list[int]]:
    """Which columns of the line read go into each column."""
    of = part.line.axis
    if part.name == "to_date":
        return inside(of, axis)
    if part.name == "on_day":
        return alike(of, axis)
    if part.name == "in_year":
        return [[of.columns.index(year)] for year in axis.years]
    return [[index for index, paid in enumerate(of.years) if paid == year] for year in axis.years]
